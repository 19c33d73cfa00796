"""What people do to a form before they send it: each an edit of the sheet, as in a spreadsheet."""

from __future__ import annotations

from copy import copy
from datetime import datetime
from typing import TYPE_CHECKING

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.table import Table

from tests.corpus import office
from tests.door import REPORT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

LAST = 11
HEADER = 7


def day(year: int, month: int, number: int) -> datetime:
    """A date cell's value."""
    return datetime(year, month, number)  # noqa: DTZ001 - cells know no zone


def renamed(sheet: Worksheet) -> None:
    sheet.title = "มี.ค. (แก้แล้ว) #2"


def taken_apart(sheet: Worksheet) -> None:
    """No cell is merged with another any more."""
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))


def _rows(sheet: Worksheet, *numbers: int) -> list[list[object]]:
    return [[sheet.cell(row, column).value for column in range(1, LAST + 1)] for row in numbers]


def _write(sheet: Worksheet, first: int, rows: Sequence[Sequence[object]]) -> None:
    for number, values in enumerate(rows, start=first):
        for column, value in enumerate(values, start=1):
            sheet.cell(number, column).value = value


def columns_reordered(sheet: Worksheet) -> None:
    """The columns of the table from last to first."""
    table = _rows(sheet, HEADER, 8, 9)
    _write(sheet, HEADER, [list(reversed(values)) for values in table])


def rows_sorted(sheet: Worksheet) -> None:
    first, second = _rows(sheet, 8, 9)
    _write(sheet, 8, [second, first])


def rows_inserted(sheet: Worksheet) -> None:
    """A blank row above, and two between."""
    first, second = _rows(sheet, 8, 9)
    blank: list[object] = [None] * LAST
    _write(sheet, 8, [blank, first, blank, blank, second])


def moved_down(sheet: Worksheet) -> None:
    taken_apart(sheet)
    sheet.insert_rows(1, 4)
    sheet.insert_cols(1, 2)


def head_cut_off(sheet: Worksheet) -> None:
    taken_apart(sheet)
    sheet.delete_rows(1, 2)


def header_repeated(sheet: Worksheet) -> None:
    """The header once more, as on a second printed page."""
    header, second = _rows(sheet, HEADER, 9)
    _write(sheet, 9, [header, second])


def hidden_and_filtered(sheet: Worksheet) -> None:
    sheet.auto_filter.ref = "A7:K9"
    sheet.auto_filter.add_filter_column(5, ["ดำเนินการแล้วเสร็จ"])
    sheet.row_dimensions[8].hidden = True
    sheet.column_dimensions["I"].hidden = True


def list_object(sheet: Worksheet) -> None:
    sheet.add_table(Table(displayName="t", ref="A7:K9"))


def notes_beside(sheet: Worksheet) -> None:
    sheet["M8"] = "โทร. ๐๔๒-๐๐๐๐๐๐"


def notes_below(sheet: Worksheet) -> None:
    sheet["A11"] = "หมายเหตุ ส่งช้าเพราะไฟดับ"
    sheet["H13"] = "ลงชื่อ ........................ ผู้รายงาน"
    sheet["H14"] = "(ตำแหน่ง นักวิเคราะห์นโยบายและแผน)"


def total_below(sheet: Worksheet) -> None:
    sheet["A10"], sheet["C10"] = "รวม", 2


def plan_text_edited(sheet: Worksheet) -> None:
    sheet["D8"] = "ติดตามการดำเนินงานทุกเดือน"
    sheet["E9"] = "ภายในปีงบประมาณ"


def program_numbers_in_thai(sheet: Worksheet) -> None:
    sheet["A8"], sheet["C8"], sheet["A9"], sheet["C9"] = "๕", "๑.", "6.", "ข้อ 1"


def step_cleared(sheet: Worksheet) -> None:
    sheet["C8"] = None


def row_twice(sheet: Worksheet) -> None:
    _write(sheet, 10, _rows(sheet, 9))


def row_deleted(sheet: Worksheet) -> None:
    sheet.delete_rows(9)


def copied_elsewhere(number: int) -> bytes:
    """The filled form's cells, copied without their looks into a new workbook, further down."""
    source = load_workbook(office.EXAMPLE)[REPORT]
    for cell, value in {"H3": office.division(number), **office.TYPED}.items():
        source[cell] = value
    book = Workbook()
    sheet = book.active
    sheet["A1"] = "สรุปงานของกอง"
    for cells in source.iter_rows(min_row=3, max_row=9, max_col=LAST):
        for cell in cells:
            sheet.cell(cell.row + 5, cell.column + 2).value = copy(cell.value)
    book.create_sheet("เอกสารแนบ").append(["ก", "ข"])
    return office.saved(book)


def sheet_each(*numbers: int) -> bytes:
    """One workbook with a sheet for each of the divisions."""
    book = load_workbook(office.EXAMPLE)
    first = book[REPORT]
    for cell, value in office.TYPED.items():
        first[cell] = value
    sheets = [first, *(book.copy_worksheet(first) for _ in numbers[1:])]
    for sheet, number in zip(sheets, numbers, strict=True):
        sheet["H3"] = office.division(number)
        sheet.title = f"กอง {number}"
    return office.saved(book)
