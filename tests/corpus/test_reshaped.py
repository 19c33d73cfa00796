"""Forms as people reshape them before they send them, all in one inbox, through the command."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from tests.corpus import office, reshaping
from tests.corpus.reshaping import day
from tests.door import AS_OF, MONTH, ita, picked, table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

COLUMNS = ("measure_no", "step_no", "status", "acted_on", "result")
FIRST, SECOND = office.ROWS
PLAIN = ("accepted", [], office.ROWS)


@dataclass(frozen=True)
class Shape:
    """A form as it was sent, and what must come of it: outcome, findings by cell, rows."""

    what: str
    make: Callable[[int], bytes]
    outcome: str
    findings: list[tuple[str, str]]
    rows: list[tuple[str, ...]]


def shaped(
    change: Callable[[Worksheet], None],
    outcome: str = "accepted",
    findings: list[tuple[str, str]] | None = None,
    rows: list[tuple[str, ...]] | None = None,
) -> Shape:
    def make(number: int) -> bytes:
        return office.form(number, change=change)

    return Shape(change.__name__, make, outcome, findings or [], rows or office.ROWS)


def typed(cell: str, value: object, change: tuple[int, str], *findings: str) -> Shape:
    """A cell typed otherwise; `change` is the column that comes out otherwise in the second row."""

    def make(number: int) -> bytes:
        return office.form(number, {cell: value})

    row = list(SECOND)
    row[change[0]] = change[1]
    outcome = "accepted_with_findings" if findings else "accepted"
    told = [tuple(one.split()) for one in findings]
    return Shape(f"{cell} {value}", make, outcome, told, [FIRST, tuple(row)])  # type: ignore[arg-type]


def status(value: object, taken: str, *findings: str) -> Shape:
    return typed("F9", value, (2, taken), *findings)


def date(value: object, taken: str = "2022-12-20", *findings: str) -> Shape:
    return typed("G9", value, (3, taken), *findings)


def month(value: object) -> Shape:
    return typed("C4", value, (0, "6"))


def unreadable(value: object) -> Shape:
    return date(value, "", "date_unreadable G9")


DONE, NONE = "ดำเนินการแล้วเสร็จ", ""
LATE = "obstacle_blank J9"
SHAPES = [
    shaped(reshaping.renamed),
    shaped(reshaping.taken_apart),
    shaped(reshaping.columns_reordered),
    shaped(reshaping.rows_sorted),
    shaped(reshaping.rows_inserted),
    shaped(reshaping.moved_down),
    shaped(reshaping.head_cut_off),
    shaped(reshaping.header_repeated),
    shaped(reshaping.hidden_and_filtered),
    shaped(reshaping.list_object),
    shaped(reshaping.notes_beside, findings=[("column_unknown", "M7")]),
    shaped(reshaping.notes_below),
    shaped(
        reshaping.plan_text_edited,
        "accepted_with_findings",
        [("plan_text_changed", "D8"), ("plan_text_changed", "E9")],
    ),
    shaped(reshaping.program_numbers_in_thai),
    shaped(
        reshaping.step_cleared,
        "accepted_with_findings",
        [("row_missing", "")],
        [SECOND, ("5", "", *FIRST[2:])],
    ),
    shaped(reshaping.row_twice, "partly_accepted", [("row_duplicated", "C10")]),
    shaped(reshaping.row_deleted, "accepted_with_findings", [("row_missing", "")], [FIRST]),
    Shape("copied elsewhere", reshaping.copied_elsewhere, *PLAIN),
    status("เสร็จแล้ว", DONE),
    status("ดำเนินการแล้ว", DONE),
    status("ดำเนินการเสร็จสิ้น", DONE),
    status("ดำเนินการแล้วเสร็จ.", DONE),
    status(" ดำเนินการ แล้วเสร็จ ", DONE),
    status("ด\u0e4dาเนินการแล้วเสร็จ", DONE),
    status("ยกเลิก", "ขอยกเลิก"),
    status("กำลังดำเนินการ", "อยู่ระหว่างดำเนินการ", LATE),
    status("ยังไม่เริ่ม", "ยังไม่ดำเนินการ", LATE),
    status("เรียบร้อย", NONE, "status_unknown F9", LATE),
    status("เสร็จ 100%", NONE, "status_unknown F9", LATE),
    status(100, NONE, "status_unknown F9", LATE),
    date("๒๐ ธ.ค. ๖๕"),
    date("20/12/65"),
    date("๒๐/๑๒/๒๕๖๕"),
    date("20-12-2565"),
    date("20.12.2565"),
    date("2565-12-20"),
    date("20/12/2022"),
    date("20 ธันวาคม 2565"),
    date("๒๐ ธันวาคม พ.ศ. ๒๕๖๕"),
    date("วันที่ 20 เดือน ธันวาคม พ.ศ. 2565"),
    date("20ธ.ค.65"),
    date("20 ธ.ค."),
    date("20 ธ.ค. 65 เวลา 13.30 น."),
    date(day(2022, 12, 20)),
    date(day(2565, 12, 20)),
    date("ธ.ค. 65", "2022-12-01/2022-12-31"),
    date("20 - 22 ธ.ค. 65", "2022-12-20/2022-12-22"),
    date("20 ธ.ค. 65, 25 ธ.ค. 65", "2022-12-20;2022-12-25"),
    date("20 ธ.ค. 65\n25 ธ.ค. 65", "2022-12-20;2022-12-25"),
    date("๒๐ ธ.ค. ๖๕ และ ๒๗ ธ.ค. ๖๕", "2022-12-20;2022-12-27"),
    date(day(1965, 12, 20), "", "date_year_slip G9"),
    date("20 ธ.ค. 64", "", "date_year_slip G9"),
    date("20 เม.ย. 66", "", "date_in_future G9"),
    date("-", "", "date_blank G9"),
    unreadable("31/11/2565"),
    unreadable("12/20/2565"),
    unreadable("20/12/22"),
    unreadable("20 ธ.ค. ๒๕๖o"),
    unreadable("ไม่ทราบ"),
    unreadable(20),
    unreadable(2565),
    unreadable(True),  # noqa: FBT003 - what was typed
    month("มี.ค.66"),
    month("3/2566"),
    month("มีนาคม"),
    month("เดือนมีนาคม พ.ศ. ๒๕๖๖"),
    month("มีนาคม 2023"),
    month(day(2023, 3, 1)),
    month(day(2566, 3, 1)),
]
# The divisions of the workbook that holds a sheet for each.
TOGETHER = (len(SHAPES) + 1, len(SHAPES) + 2, len(SHAPES) + 3)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The month of all the forms, each of a division of its own."""
    place = tmp_path_factory.mktemp("reshaped")
    inbox = place / "inbox"
    inbox.mkdir()
    (place / "plan.xlsx").write_bytes(office.plan(tuple(range(1, max(TOGETHER) + 1))))
    for number, shape in enumerate(SHAPES, start=1):
        (inbox / f"{number}.xlsx").write_bytes(shape.make(number))
    (inbox / "รวม.xlsx").write_bytes(reshaping.sheet_each(*TOGETHER))
    said = ita(
        *("consolidate", MONTH, "--plan", place / "plan.xlsx", "--as-of", AS_OF),
        *("--inbox", inbox, "--out", place / "out", "--workspace", place),
    )
    assert said.status == 0, said.err
    return place / "out"


def of_file(out: Path, name: str, file: str) -> list[dict[str, Any]]:
    key = "source_file" if name == "tracking.csv" else "file"
    return [row for row in table(out / name) if row[key] == file]


@pytest.mark.parametrize("number", range(1, len(SHAPES) + 1))
def test_a_reshaped_form_gives_its_rows_and_is_told_of(number: int, out: Path) -> None:
    shape, file = SHAPES[number - 1], f"{number}.xlsx"
    assert picked(of_file(out, "tracking.csv", file), *COLUMNS) == shape.rows, shape.what
    assert picked(of_file(out, "findings.csv", file), "code", "cell") == shape.findings, shape.what
    (told,) = of_file(out, "submissions.csv", file)
    assert (told["outcome"], told["division"]) == (shape.outcome, office.division(number))


def test_a_sheet_for_each_division_is_read_whole(out: Path) -> None:
    rows = of_file(out, "tracking.csv", "รวม.xlsx")
    told = {
        office.division(number): [row for row in rows if row["division"] == office.division(number)]
        for number in TOGETHER
    }
    assert [picked(one, *COLUMNS) for one in told.values()] == [office.ROWS] * 3
    assert [one[0]["source_sheet"] for one in told.values()] == [f"กอง {n}" for n in TOGETHER]
    assert of_file(out, "findings.csv", "รวม.xlsx") == []


def test_what_was_read_otherwise_than_typed_is_listed_at_its_cell(out: Path) -> None:
    told = {
        SHAPES[int(row["file"].removesuffix(".xlsx")) - 1].what: row["rule"]
        for row in table(out / "readings.csv")
        if row["cell"] in ("C4", "F9", "G9") and row["typed"] != office.TYPED["G9"]
    }
    assert told["F9 เสร็จแล้ว"] == "status_spelling"
    assert told["F9 กำลังดำเนินการ"] == "status_spelling"
    assert told["G9 20/12/65"] == "date_text"
    assert told["G9 2565-12-20 00:00:00"] == "be_year_as_ce"
    assert told["C4 3/2566"] == "month_text"
    assert "G9 2022-12-20 00:00:00" not in told


def test_planned_rows_that_did_not_come_are_not_made_up(out: Path) -> None:
    cleared = next(n for n, shape in enumerate(SHAPES, start=1) if shape.what == "row_deleted")
    rows = [
        row
        for row in table(out / "tracking.csv")
        if row["division"] == office.division(cleared) and row["measure_no"] == "6"
    ]
    assert picked(rows, "status", "source_file") == [("", "")]
