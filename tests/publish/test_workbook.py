from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import openpyxl
import pytest

from pipeline.publish.workbook import plan_workbook
from pipeline.sheets.writing import write_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook

    from pipeline.core.report import MonthReport
    from pipeline.core.words import Words
    from tests.conftest import Office

ALLOWED = {"COUNTIFS", "SUMPRODUCT"}
HOSTILE = ('=HYPERLINK("http://x","y")', "-มี.ค. ๖๖", "+66 2 000 0000", "@SUM(A1)")


@pytest.fixture(scope="module")
def path(
    report: MonthReport,
    thai: Words,
    links: dict[str, str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    path = tmp_path_factory.mktemp("book") / "tracking.xlsx"
    assert write_workbook(plan_workbook(report, thai, links), path) == ()
    return path


@pytest.fixture(scope="module")
def book(path: Path) -> Workbook:
    return openpyxl.load_workbook(path)


@pytest.fixture(scope="module")
def values(path: Path) -> Workbook:
    return openpyxl.load_workbook(path, data_only=True)


def test_the_sheets_stand_in_the_order_of_the_contract(book: Workbook) -> None:
    assert book.sheetnames == [
        "สรุปสำหรับผู้บริหาร",
        "ตารางติดตามผล",
        "ประเด็นที่ต้องเร่งรัด",
        "คะแนน ITA",
        "การส่งรายงาน",
        "ข้อตรวจพบ",
        "รายการแปลงค่า",
        "การเปลี่ยนแปลง",
        "ที่มาของข้อมูล",
        "ข้อความเต็ม",
    ]


def test_there_is_no_sheet_of_long_texts_where_none_is_needed(
    report: MonthReport, english: Words
) -> None:
    short = replace(report, tracked=report.tracked[:1], findings=())
    names = [sheet.name for sheet in plan_workbook(short, english).sheets]
    assert names == [
        "Summary",
        "Tracking",
        "Gap analysis",
        "ITA",
        "Submissions",
        "Findings",
        "Readings",
        "Changes",
        "Sources",
    ]


def test_no_text_of_a_division_is_a_formula_or_a_link(book: Workbook) -> None:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    formulas = [cell.value for cell in cells if cell.data_type == "f"]
    assert formulas
    used = {name for text in formulas for name in re.findall(r"([A-Z]+)\(", text)}
    assert used == ALLOWED
    for text in HOSTILE:
        found = [cell for cell in cells if cell.value == text]
        assert found, text
        assert all(cell.data_type == "s" and cell.hyperlink is None for cell in found)


def test_links_lead_within_the_book_or_beside_it(book: Workbook) -> None:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    links = [cell.hyperlink for cell in cells if cell.hyperlink]
    outside = {link.target.replace("\\", "/") for link in links if link.target}
    assert outside == {"../inbox/2566-03/สำนักปลัด.xlsx"}
    assert {link.location.split("!")[0] for link in links if not link.target} == {
        "'ตารางติดตามผล'",
        "'ข้อตรวจพบ'",
    }


def test_a_gap_leads_to_the_row_it_is_about(book: Workbook) -> None:
    gaps, tracking = book["ประเด็นที่ต้องเร่งรัด"], book["ตารางติดตามผล"]
    (cell,) = [row[3] for row in gaps.iter_rows() if row[1].value == "เกินกำหนด"]
    target = tracking[cell.hyperlink.location.split("!")[1]]
    assert (target.value, tracking.cell(target.row, 6).value) == (2, "เกินกำหนด")


def test_everything_is_in_the_house_font(book: Workbook) -> None:
    fonts = {cell.font.name for sheet in book for row in sheet.iter_rows() for cell in row}
    assert fonts <= {"TH Sarabun New", "Calibri"}
    assert all(
        cell.font.name == "TH Sarabun New"
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    )


def test_the_created_date_is_the_cut_off(book: Workbook) -> None:
    assert str(book.properties.created) == "2023-04-04 00:00:00"


def test_the_figures_are_counted_as_excel_would(
    path: Path, values: Workbook, office: Office
) -> None:
    formulas = openpyxl.load_workbook(path)
    counted = openpyxl.load_workbook(office.recalculated(path), data_only=True)
    checked = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    ours = values[sheet.title][cell.coordinate].value
                    assert counted[sheet.title][cell.coordinate].value == ours, cell.value
                    checked += 1
    assert checked == 63


def test_the_print_is_whole(path: Path, office: Office) -> None:
    pages = office.page_texts(office.convert(path, "pdf"))
    assert "ส่งรายงานแล้ว" in pages[0]
    assert "ประเด็นเร่งรัด" in pages[0]
    assert "###" not in "".join(pages)
    tracked = [page for page in pages if "ผลการดำเนินงาน" in page and "มาตรการที่" in page]
    assert len(tracked) > 2
    assert not any("รหัสตรวจสอบไฟล์" in page for page in pages[:12])
