"""Workbooks as divisions send them, made by different programs, to be marked."""

from __future__ import annotations

import zipfile
from datetime import date
from typing import TYPE_CHECKING, Any

import xlsxwriter
from openpyxl import load_workbook

from pipeline.core.address import Address
from pipeline.core.finding import Severity
from pipeline.publish.marking.marked import mark_workbook
from pipeline.publish.marking.notes import Mark
from schemas.wording import load_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from pipeline.publish.marking.listing import Losses

AS_OF = date(2023, 4, 4)
REPORT = "รายงานผล"
FILE = "กองคลัง.xlsx"
YELLOW = "FFFFF9D6"
LIST = "ต้องแก้ ๑ จุด"


def form(path: Path, change: Callable[[Any, Any], None] | None = None) -> Path:
    """A small protected form as xlsxwriter writes it; `change` gets its workbook and sheet."""
    book = xlsxwriter.Workbook(path)
    sheet, hidden = book.add_worksheet(REPORT), book.add_worksheet("_form")
    hidden.hide()
    entry = book.add_format({"bg_color": "#FFF9D6", "locked": False, "num_format": "@"})
    sheet.write_row("A1", ["ข้อที่", "สถานะ", "ผลการดำเนินงาน", "ต้องกรอกเพิ่ม"])
    for row in range(2, 6):
        sheet.write_string(f"A{row}", f"1.{row}")
        sheet.write_string(f"B{row}", "ดำเนินการแล้วเสร็จ", entry)
        sheet.write_blank(f"C{row}", None, entry)
        sheet.write_formula(f"D{row}", f'=IF(C{row}="","กรอกผล","<ครบ> & ถ้วน")', None, "กรอกผล")
    sheet.write_formula("E2", "=1+2", None, 3)
    sheet.write_formula("E3", "=1/0", None, "#DIV/0!")
    sheet.write_formula("E4", "=1=1", None, value=True)
    sheet.data_validation("B2:B5", {"validate": "list", "source": "=_form!$D$1:$D$3"})
    red = book.add_format({"font_color": "#FF0000"})
    rule = {"type": "cell", "criteria": "==", "value": '"กรอกผล"', "format": red}
    sheet.conditional_format("D2:D5", rule)
    sheet.set_column("C:C", 40)
    sheet.protect("", {"format_columns": True})
    hidden.write_column("A1", ["schema", "division", "month", "revision"])
    hidden.write_column("B1", ["1", "กองคลัง", "2566-03", "1"])
    hidden.write_column("D1", ["ดำเนินการแล้วเสร็จ", "ยังไม่ดำเนินการ"])
    if change is not None:
        change(book, sheet)
    book.close()
    return path


def error(cell: str, message: str = "กรอกผล", sheet: str | None = REPORT) -> Mark:
    """A point that must be mended, at a cell named by its row in `A1` notation of one letter."""
    where = Address(FILE, sheet, int(cell[1:]), ord(cell[0]) - 64)
    return Mark(where, Severity.ERROR, "ที่พิมพ์ไว้", message)


def warning(cell: str, message: str = "ดูวันที่") -> Mark:
    """The same to be looked at."""
    return Mark(error(cell).where, Severity.WARNING, "๑๕ ก.พ.", message)


def marked(source: Path, *marks: Mark, language: str = "th", target: str = "out.xlsx") -> Workbook:
    """The marked copy as openpyxl reads it."""
    return load_workbook(mark(source, *marks, language=language, target=target)[0])


def mark(
    source: Path, *marks: Mark, language: str = "th", target: str = "out.xlsx"
) -> tuple[Path, Losses]:
    """The marked copy, beside its source, and what it lost."""
    out = source.parent / target
    return out, mark_workbook(source, marks, load_words(language), AS_OF, out)


def with_member(path: Path, name: str, content: bytes) -> Path:
    """The archive with one member more."""
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, content)
    return path


def fill(sheet: Worksheet, cell: str) -> str | None:
    """The colour that the cell is filled with; None where it has no fill."""
    found = sheet[cell].fill
    return str(found.fgColor.rgb) if found.fill_type == "solid" else None


def note(sheet: Worksheet, cell: str) -> str | None:
    """What the cell's note says."""
    found = sheet[cell].comment
    return None if found is None else found.text
