"""A report with known mistakes, and everything that may be done to the look of its sheet."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from pipeline.core.address import column_letters
from pipeline.core.raw import CellRange

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.core.raw import CellValue, RawSheet

REPORT_STEPS = """
    | มาตรการที่ | มาตรการ | ข้อที่ | วิธีดำเนินการ | ผู้รับผิดชอบ | ระยะเวลา | ต้องมีหลักฐาน |
    | 1 | มาตรการหนึ่ง | 1 | จัดประชุม | กองคลัง | ม.ค. - ก.ย. ๖๖ | |
    | 1 | | 2 | จัดอบรม | กองคลัง | ม.ค. - ก.ย. ๖๖ | |
    | 1 | | 3 | จัดทำคู่มือ | กองคลัง | ม.ค. - ก.ย. ๖๖ | ต้องมี |
    | 2 | มาตรการสอง | 1 | จัดซื้อ | กองคลัง | ม.ค. - ก.พ. ๖๖ | |
    | 2 | | 2 | จัดจ้าง | กองคลัง | ม.ค. - ก.ย. ๖๖ | |
    | 2 | | 3 | ตรวจรับ | กองคลัง | ม.ค. - ก.ย. ๖๖ | |
    | 3 | มาตรการสาม | 1 | รายงาน | กองคลัง | ม.ค. - ก.ย. ๖๖ | |
    | 3 | | 2 | เผยแพร่ | กองคลัง | ม.ค. - ก.ย. ๖๖ | |
"""
# The labels stand over columns that nobody may delete.
REPORT = """
    | | | | | แบบรายงานผล ประจำปีงบประมาณ พ.ศ. 2566 |
    | | | | | หน่วยงาน | อบต.วังทอง | ส่วนราชการ | กองคลังฯ |
    | | | | | ประจำเดือน | มี.ค. 66 | ผู้รายงาน | เจ้าพนักงาน |
    | | | | | เดือนนี้ | มีผลการดำเนินงาน |

    | ที่ | มาตรการ | วิธีดำเนินการ | หมายเหตุ | ข้อ | สถานะ | วันที่ | Result | หลักฐาน | ปัญหา | ข้อเสนอแนะ |

    | ๑ | มาตรการใหม่ | จัดประชุม | | ๑ | เสร็จสิ้น | 15 ก.พ. 65 | ๑. ประชุม | - | | |
    | ๑ | มาตรการใหม่ | จัดอบรม | | ๒ | เสร็จดี | เร็วๆนี้ | ๒. อบรม | C:\\ภาพ.jpg | | |
    | ๑ | มาตรการใหม่ | จัดทำคู่มือ | | ๓ | เสร็จสิ้น | ก.พ. 66 | ๒. คู่มือ | | | |
    | 2 | มาตรการสอง | จัดซื้อ | โทรถาม | 1 | กำลังดำเนินการ | | ซื้อ | | | ไม่มี |
    | 2 | มาตรการสอง | จัดจ้าง | | 2 | | | #REF! | | | |
    | 2 | มาตรการสอง | จัดจ้าง | | 2 | เสร็จสิ้น | 6 เม.ย. 66 | จ้าง | | | |
    | 3 | มาตรการสาม | ส่งรายงาน | | 1 | เสร็จสิ้น | | | =A1 | | ไม่มี |
    | 3 | มาตรการสาม | เผยแพร่ | | ๒ | ยังไม่เริ่ม | | ทำแล้วเสร็จ | | | |
    | 9 | งานอื่น | | | 1 | เสร็จสิ้น | 15 ก.พ. 66 | งานอื่น | | | |
    | 9 | งานอื่น | | | | เสร็จสิ้น | 15 ก.พ. 60 | งานเสริม\ufffd | | | |
"""
# By hand, from the report above.
FOUND = {
    "row_missing": None,
    "column_unknown": "D6",
    "plan_text_changed": "B8",
    "plan_text_changed 2": "B9",
    "plan_text_changed 3": "B10",
    "date_year_slip": "G8",
    "recommendation_blank": "K8",
    "status_unknown": "F9",
    "date_unreadable": "G9",
    "evidence_not_public": "I9",
    "numbering_repeated": "H10",
    "evidence_blank": "I10",
    "obstacle_blank": "J11",
    "status_blank": "F12",
    "error_value": "H12",
    "row_duplicated": "E13",
    "date_in_future": "G13",
    "plan_text_changed 4": "C14",
    "date_blank": "G14",
    "result_blank": "H14",
    "formula_not_calculated": "I14",
    "result_contradicts_status": "H15",
    "row_unknown": "A16",
    "date_outside_year": "G17",
    "text_damaged": "H17",
}
HEADER, FIRST, LAST = 6, 8, 17
TABLE = range(1, 12)
BLOCKS = ((8, 9, 10), (11, 12, 13), (14, 15), (16, 17))
# Of these a form can do without; หมายเหตุ is the division's own.
OPTIONAL = (2, 3, 4)
MEASURE_COLUMNS = (1, 2)
Place = tuple[int, int]


@dataclass(frozen=True)
class Look:
    """What is done to a sheet, in this order."""

    blocks: list[tuple[int, ...]] = field(default_factory=lambda: list(BLOCKS))
    columns: list[int] = field(default_factory=lambda: list(TABLE))
    deleted_columns: frozenset[int] = frozenset()
    deleted_rows: frozenset[int] = frozenset()
    inserted_rows: list[int] = field(default_factory=list)
    inserted_columns: list[int] = field(default_factory=list)
    merged: frozenset[tuple[int, int]] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    def place(self, at: Place) -> Place | None:
        """Where a cell of the report stands now; None where it is gone."""
        row, column = at
        if row in self.deleted_rows or column in self.deleted_columns:
            return None
        moved = self._moved(row, column)
        row = _inserted(moved[0] - _before(self.deleted_rows, moved[0]), self.inserted_rows)
        left = {self._moved(HEADER, one)[1] for one in self.deleted_columns}
        column = _inserted(moved[1] - _before(left, moved[1]), self.inserted_columns)
        return row, column

    def _moved(self, row: int, column: int) -> Place:
        """The cell after the blocks of rows, and the columns of the table, have changed places."""
        if row < HEADER:
            return row, column
        order = [one for block in self.blocks for one in block]
        moved = FIRST + order.index(row) if row >= FIRST else row
        return moved, self.columns.index(column) + 1


def _before(numbers: frozenset[int] | set[int], number: int) -> int:
    return sum(one < number for one in numbers)


def _inserted(number: int, before: list[int]) -> int:
    for one in before:
        number += number >= one
    return number


@st.composite
def looks(draw: st.DrawFn) -> Look:
    """Any look of the report's sheet.

    Columns are deleted whole, so with them only those over which no label stands: they have not
    changed places with others then.
    """
    deleted = draw(st.frozensets(st.sampled_from(OPTIONAL)))
    columns = list(TABLE) if deleted else draw(st.permutations(list(TABLE)))
    numbers = st.integers(1, 24)
    return Look(
        blocks=draw(st.permutations(list(BLOCKS))),
        columns=columns,
        deleted_columns=deleted,
        deleted_rows=draw(st.frozensets(st.sampled_from([5, 7]))),
        inserted_rows=draw(st.lists(numbers, max_size=4)),
        inserted_columns=draw(st.lists(st.integers(1, 14), max_size=3)),
        merged=draw(
            st.frozensets(
                st.tuples(st.sampled_from(range(len(BLOCKS))), st.sampled_from(MEASURE_COLUMNS))
            )
        ),
        hidden_rows=draw(st.frozensets(numbers, max_size=4)),
        hidden_columns=draw(st.frozensets(numbers, max_size=4)),
    )


def redrawn(page: RawSheet, look: Look) -> tuple[RawSheet, Callable[[Place], Place | None]]:
    """The sheet with that look, and where each cell of the report shows in it."""
    merges = {
        (block, column): [place for row in BLOCKS[block] if (place := look.place((row, column)))]
        for block, column in look.merged
    }
    shown = {
        hidden: min(places)
        for places in merges.values()
        for hidden in places
        if hidden != min(places)
    }
    cells: dict[Place, CellValue] = {}
    for row, values in page.rows.items():
        for column, value in enumerate(values, start=1):
            place = look.place((row, column))
            if place is not None and place not in shown:
                cells[place] = value
    width = max(column for _, column in cells)
    rows = {
        number: tuple(cells.get((number, column)) for column in range(1, width + 1))
        for number in {row for row, _ in cells}
    }
    merged = tuple(
        CellRange(min(places)[0], places[0][1], max(places)[0], places[0][1])
        for places in merges.values()
        if len(places) > 1
    )

    def place(at: Place) -> Place | None:
        found = look.place(at)
        return None if found is None else shown.get(found, found)

    hidden = {"hidden_rows": look.hidden_rows, "hidden_columns": look.hidden_columns}
    return replace(page, rows=rows, merged=merged, **hidden), place


def expected(place: Callable[[Place], Place | None]) -> set[str]:
    """The findings of the report, each at the cell that its own has become."""
    moved = {}
    for name, cell in FOUND.items():
        code = name.split()[0]
        if cell is None:
            moved[name] = f"{code} None"
            continue
        at = place((int(cell[1:]), ord(cell[0]) - 64))
        if at is not None:
            moved[name] = f"{code} {column_letters(at[1])}{at[0]}"
    return set(moved.values())
