"""Small text tables as raw sheets, forms and plans: the inputs of most tests."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import Workbook

from pipeline.check.accepting import AcceptedMonth, accept_month
from pipeline.check.checking import check_month, lay_ground
from pipeline.core.address import column_letters
from pipeline.core.calendar import Month
from pipeline.core.past import Past, PastMonth
from pipeline.core.raw import CellRange, ErrorValue, RawSheet, RawWorkbook, Uncalculated
from pipeline.core.received import ReadFile, Received
from pipeline.merge.expected import expect
from pipeline.merge.merging import Merged, merge_files
from pipeline.merge.plan_sheets import read_plan_sheets
from pipeline.plan.building import PlanFile, build_plan
from schemas.loading import load_schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.core.accepted import Accepted
    from pipeline.core.finding import Finding, Reading
    from pipeline.core.plan import Plan
    from pipeline.core.raw import CellValue

MARCH = Month(2566, 3)
FEBRUARY = Month(2566, 2)
CUT_OFF = date(2023, 4, 5)
ORGANISATION = "องค์การบริหารส่วนตำบลวังทอง"
FORM_HEADERS = (
    "มาตรการที่",
    "ข้อที่",
    "สถานะ",
    "วันที่ดำเนินการ",
    "ผลการดำเนินงาน",
    "หลักฐานอ้างอิง",
    "ปัญหา/อุปสรรค",
    "ข้อเสนอแนะ",
)
# A row with which nothing is amiss, for the columns that a table leaves out.
CLEAN = {
    "มาตรการที่": "1",
    "ข้อที่": "1",
    "สถานะ": "ดำเนินการแล้วเสร็จ",
    "วันที่ดำเนินการ": "15 ก.พ. 66",
    "ผลการดำเนินงาน": "จัดประชุมตามแผน",
    "หลักฐานอ้างอิง": "คำสั่งที่ 1/2566",
    "ข้อเสนอแนะ": "ไม่มี",
}
STEP_HEADERS = (
    "มาตรการที่",
    "มาตรการ/แนวทาง",
    "ข้อที่",
    "วิธีการดำเนินการ",
    "ผู้รับผิดชอบ",
    "ระยะเวลาดำเนินการ",
)
STEP = "| 1 | มาตรการหนึ่ง | 1 | จัดประชุม | กองคลัง | ม.ค. - ก.ย. ๖๖ |"

_DATE = re.compile(r"<(\d{4}-\d\d-\d\d)>")
_NUMBER = re.compile(r"<(-?\d+(?:\.\d+)?)>")


def cell(text: str) -> CellValue:
    r"""A cell as a table writes it.

    `<2023-02-15>` is a date cell, `<5>` a number, `#REF!` an error, `=A1` a formula without a
    value, `\n` a line end, nothing a blank cell.
    """
    if found := _DATE.fullmatch(text):
        return datetime.fromisoformat(found[1])
    if found := _NUMBER.fullmatch(text):
        return float(found[1])
    if text.startswith("#"):
        return ErrorValue(text)
    if text.startswith("="):
        return Uncalculated(text)
    return text.replace("\\n", "\n") or None


def cells(table: str) -> dict[int, tuple[CellValue, ...]]:
    """The rows of a text table by number from 1; a line without a bar is a row without a cell."""
    lines = table.strip("\n").splitlines()
    return {
        number: tuple(cell(text.strip()) for text in line.strip().strip("|").split("|"))
        for number, line in enumerate(lines, start=1)
        if "|" in line
    }


def sheet(table: str, name: str = "รายงานผล", merged: Iterable[str] = ()) -> RawSheet:
    """A sheet of a text table; `merged` are ranges such as `A2:A4`."""
    return RawSheet(name, cells(table), merged=tuple(map(area, merged)))


def area(text: str) -> CellRange:
    """`A2:B4` as a range, of columns A to Z."""
    first, last = ((ord(one[0]) - 64, int(one[1:])) for one in text.split(":"))
    return CellRange(first[1], first[0], last[1], last[0])


def workbook(*sheets: RawSheet) -> RawWorkbook:
    return RawWorkbook(sheets)


def file_of(book: RawWorkbook, name: str = "กองคลัง.xlsx", **more: object) -> ReadFile:
    """A file that was read; its fingerprint is its name unless `sha256` says otherwise."""
    facts: dict[str, object] = {"sha256": f"sha of {name}", **more}
    return ReadFile(Received(name, Path(name), **facts), workbook=book)  # type: ignore[arg-type]


def form(table: str = "", merged: Iterable[str] = (), **head: str) -> RawSheet:
    """A filled form: four rows of headings, the header in row 5, rows from 6.

    The table's header names the columns that it fills; the others are filled as CLEAN says, in
    columns A to H as FORM_HEADERS, further ones behind. `head` replaces what stands beside a label.
    """
    given = list(cells(table).values()) or [(FORM_HEADERS[0],), ("1",)]
    named = [str(value) for value in given[0]]
    headers = [*FORM_HEADERS, *(one for one in named if one not in FORM_HEADERS)]
    filled = {
        "organisation": ORGANISATION,
        "division": "กองคลัง",
        "month": "มีนาคม 2566",
        "reporter": "เจ้าพนักงานธุรการ",
        "nil": "มีผลการดำเนินงาน",
        "nil_reason": "",
        **head,
    }
    rows: dict[int, tuple[CellValue, ...]] = {
        1: ("แบบรายงานผล ประจำปีงบประมาณ พ.ศ. 2566",),
        2: ("หน่วยงาน", cell(filled["organisation"]), "ส่วนราชการ", cell(filled["division"])),
        3: ("ประจำเดือน", cell(filled["month"]), "ผู้รายงาน", cell(filled["reporter"])),
        4: ("เดือนนี้", cell(filled["nil"]), "เหตุผล", cell(filled["nil_reason"])),
        5: tuple(headers),
    }
    for number, values in enumerate(given[1:], start=6):
        typed = {**CLEAN, **dict(zip(named, values, strict=False))}
        rows[number] = tuple(typed.get(header) for header in headers)
    return RawSheet("รายงานผล", rows, merged=tuple(map(area, merged)))


def plan_book(steps: str = STEP, more: Mapping[str, str] | None = None) -> RawWorkbook:
    """A plan workbook; `steps` are rows of มาตรการ with or without their header, `more` sheets."""
    header = "" if "มาตรการที่" in steps else f"| {' | '.join(STEP_HEADERS)} |\n"
    tables = {
        "หน่วยงาน": f"| รหัส | ชื่อ | ปีงบประมาณ |\n| wt | {ORGANISATION} | 2566 |",
        "ส่วนราชการ": """
            | ชื่อ                    | ชื่อเรียกอื่น    | สังกัด    |
            | สำนักปลัด               | สป.           |          |
            | กองคลัง                 | งานคลัง        |          |
            | กองช่าง                 |               |          |
            | งานพัสดุ                 |               | กองคลัง   |
        """.replace("\n            ", "\n").strip(),
        "มาตรการ": header + "\n".join(line.strip() for line in steps.strip().splitlines()),
        **(more or {}),
    }
    return workbook(*(sheet(table, name) for name, table in tables.items()))


def past_of(accepted: Mapping[str, Accepted], month: Month = FEBRUARY) -> Past:
    """A past of one month, with what was then accepted by `Duty.key`."""
    return Past((PastMonth(month, month.last, accepted=accepted),))


def plan_of(steps: str = STEP, more: Mapping[str, str] | None = None) -> Plan:
    schema = load_schema()
    read = read_plan_sheets(plan_book(steps, more), schema.plan_sheets, "plan.xlsx")
    plan = build_plan(PlanFile("plan.xlsx", "sha"), read.records, schema).plan
    assert plan is not None
    return plan


@dataclass(frozen=True)
class Checked:
    """A month as it was merged, checked and accepted."""

    merged: Merged
    findings: tuple[Finding, ...]
    accepted: AcceptedMonth

    @property
    def codes(self) -> list[str]:
        return [shown(one) for one in self.findings]

    @property
    def readings(self) -> list[str]:
        return [shown_reading(one) for one in self.merged.readings]

    def one(self, code: str) -> Finding:
        """The one finding of that code."""
        (finding,) = [one for one in self.findings if one.code == code]
        return finding


@dataclass(frozen=True)
class Against:
    """What a month is checked against."""

    plan: Plan = field(default_factory=plan_of)
    month: Month = MARCH
    as_of: date = CUT_OFF
    past: Past = field(default_factory=Past)
    aliases: tuple[tuple[str, str], ...] = ()


def check_files(files: Sequence[ReadFile], against: Against | None = None) -> Checked:
    held = against or Against()
    schema = load_schema()
    merged = merge_files(files, expect(held.plan, held.month, held.aliases, schema))
    ground = lay_ground(merged.table, held.plan, held.month, held.as_of, (schema, held.past))
    findings = check_month(ground, merged.findings)
    return Checked(merged, findings, accept_month(ground, findings))


def check_sheet(
    one: RawSheet, against: Against | None = None, name: str = "กองคลัง.xlsx"
) -> Checked:
    return check_files([file_of(workbook(one), name)], against)


def shown(finding: Finding) -> str:
    """`status_blank C6`; without a cell the code and its step."""
    numbers = "".join(f" {one}" for one in (finding.measure_no, finding.step_no) if one)
    return f"{finding.code} {finding.where.cell}" if finding.where.cell else finding.code + numbers


def shown_reading(reading: Reading) -> str:
    """`C6 date_text: ๑๕ ก.พ. ๖๖ -> 2023-02-15`."""
    return f"{reading.where.cell} {reading.rule}: {reading.typed} -> {reading.read_as}"


def write_xlsx(path: Path, book: RawWorkbook) -> Path:
    """The workbook as a real file, its rows and columns hidden and merged as it says."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for one in book.sheets:
        page = made.create_sheet(one.name)
        for row, values in one.rows.items():
            for column, value in enumerate(values, start=1):
                page.cell(row, column, _stored(value))
        for merge in one.merged:
            page.merge_cells(
                start_row=merge.first_row,
                start_column=merge.first_column,
                end_row=merge.last_row,
                end_column=merge.last_column,
            )
        for row in one.hidden_rows:
            page.row_dimensions[row].hidden = True
        for column in one.hidden_columns:
            page.column_dimensions[column_letters(column)].hidden = True
    made.save(path)
    return path


def _stored(value: CellValue) -> object:
    match value:
        case ErrorValue():
            return value.text
        case Uncalculated():
            return value.formula
        case _:
            return value
