from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color

from pipeline.core.address import Address
from pipeline.core.finding import Severity
from pipeline.publish.marking.notes import Mark
from tests.publish.returned_books import (
    FILE,
    REPORT,
    YELLOW,
    error,
    fill,
    form,
    mark,
    marked,
    note,
    warning,
)

if TYPE_CHECKING:
    from pathlib import Path


def officer(_book: Any, sheet: Any) -> None:  # noqa: ANN401 - xlsxwriter has no types
    sheet.write_comment("C2", "ถามผู้อำนวยการก่อน\nบรรทัดสอง")
    sheet.write_comment("A5", "ไม่เกี่ยว")


def test_an_error_and_a_warning_have_colours_and_words_of_their_own(tmp_path: Path) -> None:
    sheet = marked(form(tmp_path / "a.xlsx"), error("C2"), warning("C3"))[REPORT]
    assert note(sheet, "C2") == "โปรดแก้ไข: กรอกผล"
    assert note(sheet, "C3") == "โปรดตรวจสอบ: ดูวันที่"
    colours = [fill(sheet, cell) for cell in ("C2", "C3", "C4")]
    assert colours[2] == YELLOW
    assert len(set(colours)) == 3
    assert fill(sheet, "A2") is None


def test_marks_are_worded_in_the_language_given(tmp_path: Path) -> None:
    sheet = marked(form(tmp_path / "a.xlsx"), error("C2", "Write it"), language="en")[REPORT]
    assert note(sheet, "C2") == "Please mend: Write it"


def test_several_marks_of_one_cell_share_a_note_and_the_graver_colour(tmp_path: Path) -> None:
    marks = (warning("C2"), error("C2"), error("C3"))
    sheet = marked(form(tmp_path / "a.xlsx"), *marks)[REPORT]
    assert note(sheet, "C2") == "โปรดตรวจสอบ: ดูวันที่\nโปรดแก้ไข: กรอกผล"
    assert fill(sheet, "C2") == fill(sheet, "C3")


def test_a_point_for_information_is_one_to_look_at(tmp_path: Path) -> None:
    point = Mark(error("C2").where, Severity.INFO, "", "เพื่อทราบ")
    assert note(marked(form(tmp_path / "a.xlsx"), point)[REPORT], "C2") == "โปรดตรวจสอบ: เพื่อทราบ"


def test_a_mark_in_a_merge_stands_where_the_merge_begins(tmp_path: Path) -> None:
    def merged(book: Any, sheet: Any) -> None:  # noqa: ANN401 - xlsxwriter has no types
        sheet.merge_range("B7:C9", "รวม", book.add_format({"bg_color": "#FFF9D6"}))

    sheet = marked(form(tmp_path / "a.xlsx", merged), error("C9"))[REPORT]
    assert note(sheet, "B7") == "โปรดแก้ไข: กรอกผล"
    assert fill(sheet, "B7") != YELLOW
    assert [str(area) for area in sheet.merged_cells.ranges] == ["B7:C9"]


def test_a_cell_beyond_what_was_filled_in_is_marked(tmp_path: Path) -> None:
    sheet = marked(form(tmp_path / "a.xlsx"), error("G40"))[REPORT]
    assert note(sheet, "G40") == "โปรดแก้ไข: กรอกผล"


def test_points_without_a_cell_or_with_an_unknown_sheet_mark_nothing(tmp_path: Path) -> None:
    marks = (
        Mark(Address(FILE), Severity.ERROR, "", "ทั้งไฟล์"),
        Mark(Address(FILE, REPORT), Severity.ERROR, "", "ทั้งแผ่น"),
        Mark(Address(FILE, REPORT, 3), Severity.ERROR, "", "ทั้งแถว"),
        error("C2", sheet="ไม่มี"),
    )
    sheet = marked(form(tmp_path / "a.xlsx"), *marks)[REPORT]
    assert [cell.coordinate for row in sheet for cell in row if cell.comment] == []


def test_a_note_of_the_divisions_own_follows_ours_and_comes_back(tmp_path: Path) -> None:
    sheet = marked(form(tmp_path / "a.xlsx", officer), error("C2"))[REPORT]
    first, _, rest = str(note(sheet, "C2")).partition("\n")
    assert first == "โปรดแก้ไข: กรอกผล"
    assert rest.endswith("\nถามผู้อำนวยการก่อน\nบรรทัดสอง")
    assert note(sheet, "A5") == "ไม่เกี่ยว"
    again = marked(tmp_path / "out.xlsx", error("C3"), target="again.xlsx")[REPORT]
    assert note(again, "C2") == "ถามผู้อำนวยการก่อน\nบรรทัดสอง"
    assert note(again, "A5") == "ไม่เกี่ยว"


def test_marking_again_leaves_no_earlier_mark(tmp_path: Path) -> None:
    marked(form(tmp_path / "a.xlsx"), error("C2"), error("A3"), warning("C2"))
    sheet = marked(tmp_path / "out.xlsx", error("C3"), target="again.xlsx")[REPORT]
    assert (note(sheet, "C2"), note(sheet, "A3")) == (None, None)
    assert (fill(sheet, "C2"), fill(sheet, "A3")) == (YELLOW, None)
    assert note(sheet, "C3") == "โปรดแก้ไข: กรอกผล"
    assert not sheet["C2"].protection.locked


def test_a_cell_marked_twice_over_comes_back_after_the_second(tmp_path: Path) -> None:
    marked(form(tmp_path / "a.xlsx", officer), error("C2"))
    marked(tmp_path / "out.xlsx", warning("C2"), target="2.xlsx")
    sheet = marked(tmp_path / "2.xlsx", target="3.xlsx")[REPORT]
    assert note(sheet, "C2") == "ถามผู้อำนวยการก่อน\nบรรทัดสอง"
    assert fill(sheet, "C2") == YELLOW


def test_marks_on_cells_and_sheets_that_are_gone_are_forgotten(tmp_path: Path) -> None:
    def second(book: Any, _sheet: Any) -> None:  # noqa: ANN401 - xlsxwriter has no types
        book.add_worksheet("เพิ่ม").write("A1", "ก")

    path = form(tmp_path / "a.xlsx", second)
    book = marked(path, error("A1", sheet="เพิ่ม"), error("A9"))
    del book["เพิ่ม"]
    book[REPORT].delete_rows(4, 10)
    book.save(tmp_path / "b.xlsx")
    again = marked(tmp_path / "b.xlsx", error("C2"), target="again.xlsx")
    assert again.sheetnames == ["ต้องแก้ ๑ จุด", REPORT, "_form"]


def test_a_fill_of_the_theme_and_a_pattern_come_back(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = REPORT
    sheet["A1"].fill = PatternFill("solid", fgColor=Color(theme=4, tint=0.5))
    sheet["A2"].fill = PatternFill("lightGrid", fgColor="FF112233", bgColor="FF445566")
    book.save(tmp_path / "a.xlsx")
    before = load_workbook(tmp_path / "a.xlsx")[REPORT]
    marked(tmp_path / "a.xlsx", error("A1"), error("A2"))
    after = marked(tmp_path / "out.xlsx", target="again.xlsx")[REPORT]
    assert (after["A1"].fill.fgColor.theme, after["A1"].fill.fgColor.tint) == (4, 0.5)
    assert str(after["A2"].fill) == str(before["A2"].fill)


@pytest.mark.parametrize(
    ("kept", "expected"),
    [("FFFFF9D6", YELLOW), ("none", None), ("<patternFill", None), ("<x/>", None)],
)
def test_a_fill_kept_otherwise_comes_back_or_leaves_the_cell_plain(
    tmp_path: Path, kept: str, expected: str | None
) -> None:
    book = marked(form(tmp_path / "a.xlsx"), error("C2"))
    book.worksheets[0]["H4"].value = kept
    book.worksheets[0]["G5"].value, book.worksheets[0]["F5"].value = "ไม่ใช่ช่อง", REPORT
    book.worksheets[0]["H5"].value = kept
    book.save(tmp_path / "b.xlsx")
    assert fill(marked(tmp_path / "b.xlsx", target="again.xlsx")[REPORT], "C2") == expected


def test_a_note_is_large_enough_for_its_words_and_no_larger_than_a_screen(tmp_path: Path) -> None:
    path = form(tmp_path / "a.xlsx")
    marks = (error("C2", "สั้น"), error("C3", "ยาว " * 60), error("C4", "ยาวมาก " * 2000))
    heights = note_heights(mark(path, *marks)[0])
    assert 25 <= heights[0] <= 60
    assert heights[0] < heights[1] < heights[2] <= 600


def note_heights(path: Path) -> list[int]:
    """Pixels, as the drawing of the notes gives them."""
    with zipfile.ZipFile(path) as archive:
        (name,) = (one for one in archive.namelist() if one.endswith(".vml"))
        drawn = archive.read(name).decode()
    return [int(one) for one in re.findall(r"height:(\d+)px", drawn)]
