from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from pipeline.core.address import Address
from pipeline.core.finding import Severity
from pipeline.publish.marking.notes import Mark
from tests.publish.returned_books import FILE, LIST, REPORT, error, form, marked, note, warning

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet


def listed(sheet: Worksheet) -> list[tuple[str, ...]]:
    """The rows below the header, as they are shown."""
    rows = [[str(cell.value or "") for cell in row[:4]] for row in sheet.iter_rows()]
    header = rows.index(["ลำดับ", "ช่อง", "ที่กรอกไว้", "สิ่งที่ต้องทำ"])
    return [tuple(row) for row in rows[header + 1 :]]


def test_points_stand_in_the_order_given_with_place_and_message(tmp_path: Path) -> None:
    marks = (
        warning("C3"),
        error("C2"),
        Mark(Address(FILE, REPORT), Severity.ERROR, "", "ทั้งแผ่น"),
        Mark(Address(FILE), Severity.ERROR, "", "ทั้งไฟล์"),
    )
    rows = listed(marked(form(tmp_path / "a.xlsx"), *marks).worksheets[0])
    assert [row[1] for row in rows] == ["รายงานผล!C3", "รายงานผล!C2", "รายงานผล", ""]
    assert [row[2] for row in rows] == ["๑๕ ก.พ.", "ที่พิมพ์ไว้", "", ""]
    assert [row[3].rpartition(": ")[2] for row in rows] == [*("ดูวันที่", "กรอกผล", "ทั้งแผ่น", "ทั้งไฟล์")]


@pytest.mark.parametrize(("language", "name"), [("th", "ต้องแก้ ๒ จุด"), ("en", "To mend, 2")])
def test_the_sheet_is_named_by_the_count(tmp_path: Path, language: str, name: str) -> None:
    book = marked(form(tmp_path / "a.xlsx"), error("C2"), error("C3"), language=language)
    assert book.sheetnames[0] == name


@pytest.mark.parametrize("found", ["=1+1", "+66 2", "-ไม่มี", "@ชื่อ", '=HYPERLINK("x")', "#N/A"])
def test_what_looks_like_a_formula_is_listed_as_text(tmp_path: Path, found: str) -> None:
    mark = Mark(error("C2").where, Severity.ERROR, found, found)
    sheet = marked(form(tmp_path / "a.xlsx"), mark)[LIST]
    (cell,) = (one for row in sheet.iter_rows() for one in row if one.value == found)
    assert cell.data_type == "s"
    assert not any(one.data_type == "f" for row in sheet.iter_rows() for one in row)


def test_links_lead_to_the_cells_also_of_a_sheet_with_an_apostrophe(tmp_path: Path) -> None:
    def second(book: Any, _sheet: Any) -> None:  # noqa: ANN401 - xlsxwriter has no types
        book.add_worksheet("งาน 'ก' 2").write("A1", "ก")

    path = form(tmp_path / "a.xlsx", second)
    book = marked(path, error("C2"), error("B7", sheet="งาน 'ก' 2"), error("A1", sheet="ไม่มี"))
    links = [
        cell.hyperlink.location
        for row in book.worksheets[0].iter_rows()
        for cell in row
        if cell.hyperlink
    ]
    assert links == ["'รายงานผล'!C2", "'งาน ''ก'' 2'!B7"]
    assert note(book["งาน 'ก' 2"], "B7") == "โปรดแก้ไข: กรอกผล"


def test_marking_again_leaves_one_list_in_whatever_language(tmp_path: Path) -> None:
    path = form(tmp_path / "a.xlsx")
    marked(path, error("C2"), error("C3"), language="en")
    marked(tmp_path / "out.xlsx", error("C2"), target="2.xlsx")
    book = marked(tmp_path / "2.xlsx", error("C4"), language="en", target="3.xlsx")
    assert book.sheetnames == ["To mend, 1", REPORT, "_form"]
    assert note(book[REPORT], "C2") is None


@pytest.mark.parametrize("name", [LIST, "ต้องแก้ 1 จุด", "To mend, 1"])
def test_a_sheet_of_the_divisions_own_that_is_named_so_stays(tmp_path: Path, name: str) -> None:
    def second(book: Any, _sheet: Any) -> None:  # noqa: ANN401 - xlsxwriter has no types
        book.add_worksheet(name).write("A1", "ของกอง")

    book = marked(form(tmp_path / "a.xlsx", second), error("C2"))
    assert len(set(book.sheetnames)) == 4
    assert book[name]["A1"].value == "ของกอง"
    assert book.sheetnames[0].startswith("ต้องแก้ ๑ จุด")
    again = marked(tmp_path / "out.xlsx", error("C2"), target="again.xlsx")
    assert again.sheetnames == book.sheetnames


def test_what_is_needed_to_mark_again_is_not_shown(tmp_path: Path) -> None:
    sheet = marked(form(tmp_path / "a.xlsx"), error("C2"))[LIST]
    used = {cell.column_letter for row in sheet.iter_rows() for cell in row if cell.value}
    shown = {letter for letter in used if not sheet.column_dimensions[letter].hidden}
    assert shown == {"A", "B", "C", "D"}


def test_it_prints_one_page_wide_with_its_header_on_each(tmp_path: Path) -> None:
    sheet = marked(form(tmp_path / "a.xlsx"), error("C2"))[LIST]
    header = next(row[0].row for row in sheet.iter_rows() if row[0].value == "ลำดับ")
    assert sheet.print_title_rows == f"${header}:${header}"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) in {(1, 0), (None, 0)}
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert str(sheet.page_setup.paperSize) == "9"


def test_rows_are_as_high_as_their_words_need(tmp_path: Path) -> None:
    marks = (error("C2", "สั้น"), error("C3", "คำยาว " * 60), error("C4", "คำ " * 5000))
    sheet = marked(form(tmp_path / "a.xlsx"), *marks).worksheets[0]
    heights = [
        sheet.row_dimensions[row].height for row in range(sheet.max_row - 2, sheet.max_row + 1)
    ]
    assert heights[0] < heights[1] < heights[2] <= 409


def test_control_letters_are_shown_and_not_refused(tmp_path: Path) -> None:
    mark = Mark(error("C2").where, Severity.ERROR, "ก\x0bข", "ค\x00ง")
    marked(form(tmp_path / "a.xlsx"), mark)
    rows = listed(load_workbook(tmp_path / "out.xlsx")[LIST])
    assert rows[0][2] == "ก␋ข"
    assert rows[0][3].endswith("ค␀ง")
