"""What LibreOffice makes of written files: opened, recalculated, printed."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import openpyxl

from pipeline.sheets.layout import sheet_lines
from pipeline.sheets.plan import CellPlan, ColumnPlan, PagePlan, SheetPlan, WorkbookPlan
from pipeline.sheets.styles import TEXT, TEXT_BOLD
from pipeline.sheets.writing import write_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Office

PARTS = (
    "จัดกิจกรรมอบรมให้ความรู้เรื่องผลประโยชน์ทับซ้อนแก่ผู้บริหาร สมาชิกสภา และพนักงานส่วนตำบล",
    "ประชาสัมพันธ์ผ่านเว็บไซต์ https://example.go.th/news/2566/integrity-report-final-v2.pdf",
    "ที่ปี่น้ำกี่ผู้ใหญ่ปู่ย่าเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ",
    "Integrity and Transparency Assessment fiscal year 2023, second half",
    "นก ๗๙๔๐๑.๑/๑๔๑ ลงวันที่ ๑๕ กุมภาพันธ์ ๒๕๖๖",
)
WIDTHS = (14, 22, 30, 44, 60)
SEVENTEEN_LINES = 396  # the tallest row of body text


def _long_texts() -> list[str]:
    return [
        separator.join(PARTS[(start + step) % 5] for step in range(count))
        for count in (1, 2, 3)
        for start in range(5)
        for separator in (" ", "\n")
    ]


def _points(ods: Path) -> list[list[float]]:
    """Heights of each sheet's rows."""
    with zipfile.ZipFile(ods) as archive:
        content = archive.read("content.xml").decode()
    style = r'name="(ro\d+)" style:family="table-row">\s*<[^>]*row-height="([\d.]+)in"'
    points = {name: 72 * float(inches) for name, inches in re.findall(style, content)}
    return [
        [
            points[name]
            for name, more in re.findall(
                r'<table:table-row table:style-name="(ro\d+)"([^>]*)>', part
            )
            for _ in range(int((re.findall(r'rows-repeated="(\d+)"', more) or ["1"])[0]))
        ]
        for part in content.split("<table:table ")[1:]
    ]


def test_row_is_never_lower_than_its_texts(tmp_path: Path, office: Office) -> None:
    rows = [(CellPlan(text, style),) for style in (TEXT, TEXT_BOLD) for text in _long_texts()]
    plans = [SheetPlan(f"w{width}", (ColumnPlan("a", None, width),), rows) for width in WIDTHS]
    path = tmp_path / "rows.xlsx"
    write_workbook(WorkbookPlan(tuple(plans), date(2023, 4, 4)), path)
    # Without a height of its own each row gets the one that LibreOffice finds for its text.
    flat = office.convert(path, "fods")
    free = re.sub(r'style:row-height="[^"]*" ', "", flat.read_text(encoding="utf-8"))
    flat.write_text(
        free.replace('optimal-row-height="false"', 'optimal-row-height="true"'), encoding="utf-8"
    )
    sheets = _points(office.convert(flat, "ods"))
    assert len(sheets) == len(WIDTHS)
    for plan, needed in zip(plans, sheets, strict=True):
        given = [line.height.points for line in sheet_lines(plan)]
        pairs = list(zip(given, needed[: len(rows)], strict=True))
        assert max(needed) > 40
        assert [pair for pair in pairs if pair[0] < min(pair[1], SEVENTEEN_LINES) - 1] == []


def test_figures_are_live(written: Path, office: Office) -> None:
    before = openpyxl.load_workbook(written, data_only=True)["สรุป"]
    assert [before["B2"].value, before["B3"].value] == [2, 99]
    after = openpyxl.load_workbook(office.recalculated(written), data_only=True)["สรุป"]
    assert [after["B2"].value, after["B3"].value] == [2, 1]


def test_pages_are_one_wide_and_repeat_their_header(
    tracking: SheetPlan, tmp_path: Path, office: Office
) -> None:
    row = ("๑", " ".join(PARTS) + " จบข้อ", "แล้วเสร็จ", None, None)
    plan = replace(tracking, rows=[row] * 12)
    path = tmp_path / "long.xlsx"
    write_workbook(WorkbookPlan((plan,), date(2023, 4, 4)), path)
    pages = [page.replace(" ", "") for page in office.page_texts(office.convert(path, "pdf"))]
    assert len(pages) >= 3
    assert all("ผลการติดตาม" in page for page in pages)
    assert all(f"หน้า{number}/{len(pages)}" in page for number, page in enumerate(pages, start=1))
    assert sum(page.count("จบข้อ") for page in pages) == 12
    assert not any("ที่มา" in page for page in pages)


def test_dates_are_printed_in_thai(written: Path, office: Office) -> None:
    printed = "".join(office.page_texts(office.convert(written, "pdf")))
    assert "๑๕ ก.พ. ๒๕๖๖" in printed
    assert "###" not in printed


def test_summary_squeezed_to_one_page_prints_its_chart(
    workbook: WorkbookPlan, tmp_path: Path, office: Office
) -> None:
    summary = workbook.sheets[1]
    tall = replace(summary, rows=[*summary.rows, *[("แถว", 1)] * 60], page=PagePlan(pages_tall=1))
    path = tmp_path / "summary.xlsx"
    sheets = (tall, workbook.sheets[2])
    write_workbook(WorkbookPlan(sheets, workbook.created), path)
    pdf = office.convert(path, "pdf")
    assert len(office.page_texts(pdf)) == 2
    assert len(office.pages(pdf)) == 2
