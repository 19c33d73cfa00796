"""An office of many divisions: its plan, and the form of each as one would send it, made here."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook, load_workbook

from tests.door import REPORT, WORKBOOKS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

DIVISIONS = 60
# What a division types into the example's form of two steps so that nothing is amiss with it.
TYPED = {
    "F8": "ดำเนินการต่อเนื่อง",
    "G8": "๑๕ มี.ค. ๖๖",
    "H8": "รายงานผู้บริหารแล้ว",
    "I8": "บันทึกข้อความที่ ๑/๒๕๖๖",
    "K8": "ไม่มี",
    "F9": "ดำเนินการแล้วเสร็จ",
    "G9": "20/12/2565",
    "H9": "เผยแพร่รายงานประจำปีแล้ว",
    "I9": "บันทึกข้อความที่ ๒/๒๕๖๖",
    "K9": "ไม่มี",
}
# The same as it comes out: step, status, date, result.
ROWS = [
    ("5", "1", "ดำเนินการต่อเนื่อง", "2023-03-15", "รายงานผู้บริหารแล้ว"),
    ("6", "1", "ดำเนินการแล้วเสร็จ", "2022-12-20", "เผยแพร่รายงานประจำปีแล้ว"),
]
# The example's form of ANALYST in its first version: those that are still about are read too.
EXAMPLE = Path(__file__).with_name("version-1.xlsx")


def division(number: int) -> str:
    """`กองตัวอย่างที่ ๐๗` and so on: no name is the beginning of another."""
    return f"กองตัวอย่างที่ {number:02}".translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))


@cache
def plan(numbers: Sequence[int] = range(1, DIVISIONS + 1)) -> bytes:
    """The example's plan with the two steps of ANALYST, owed by each of the numbered divisions."""
    book = load_workbook(WORKBOOKS / "plan-2566.xlsx")
    offices = book["ส่วนราชการ"]
    offices.delete_rows(2, offices.max_row)
    for row, number in enumerate(numbers, start=2):
        offices.cell(row, 2, division(number))
    steps = book["มาตรการ"]
    kept = [row for row in steps.iter_rows(min_row=2) if str(row[1].value) in ("5", "6")]
    for cells in kept:
        cells[5].value = "ทุกสำนัก/กอง"
    for cells in reversed([row for row in steps.iter_rows(min_row=2) if row not in kept]):
        steps.delete_rows(cells[0].row)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The workbook as openpyxl writes it."""
    stream = io.BytesIO()
    book.save(stream)
    book.close()
    return stream.getvalue()


def form(
    number: int,
    typed: Mapping[str, Any] | None = None,
    change: Callable[[Worksheet], None] | None = None,
) -> bytes:
    """The filled form of a division; `typed` are cells typed otherwise, None clears one."""
    book = load_workbook(EXAMPLE)
    sheet = book[REPORT]
    for cell, value in {"H3": division(number), **TYPED, **(typed or {})}.items():
        sheet[cell] = value
    if change is not None:
        change(sheet)
    return saved(book)
