"""Marked workbooks as LibreOffice opens and saves them, and marked once more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from tests.publish.returned_books import REPORT, YELLOW, error, fill, form, mark, note, warning

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook

    from tests.conftest import Office


def officer(_book: Any, sheet: Any) -> None:  # noqa: ANN401 - xlsxwriter has no types
    sheet.write_comment("C2", "ถามผู้อำนวยการก่อน\nบรรทัดสอง")
    sheet.merge_range("A8:C9", "รวม")


@pytest.fixture(scope="module")
def resaved(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A marked form after LibreOffice has calculated and saved it."""
    path = form(tmp_path_factory.mktemp("marked") / "a.xlsx", officer)
    out, _ = mark(path, error("C2"), warning("A3"), error("C9"))
    return office.recalculated(out)


@pytest.fixture(scope="module")
def again(resaved: Path) -> Workbook:
    """The same marked again."""
    return load_workbook(mark(resaved, error("C4"), target="again.xlsx")[0])


def test_the_marked_form_is_whole_after_libreoffice(resaved: Path) -> None:
    book = load_workbook(resaved)
    assert book.sheetnames == ["ต้องแก้ ๓ จุด", REPORT, "_form"]
    sheet = book[REPORT]
    assert str(note(sheet, "C2")).startswith("โปรดแก้ไข: กรอกผล")
    assert sheet.protection.sheet
    assert [str(one.sqref) for one in sheet.data_validations.dataValidation] == ["B2:B5"]
    assert load_workbook(resaved, data_only=True)[REPORT]["D2"].value == "กรอกผล"


def test_marks_are_known_again_after_libreoffice(again: Workbook) -> None:
    assert again.sheetnames == ["ต้องแก้ ๑ จุด", REPORT, "_form"]
    sheet = again[REPORT]
    assert note(sheet, "C2") == "ถามผู้อำนวยการก่อน\nบรรทัดสอง"
    assert (note(sheet, "A3"), note(sheet, "A8")) == (None, None)
    assert (fill(sheet, "C2"), fill(sheet, "A3"), fill(sheet, "A8")) == (YELLOW, None, None)
    assert note(sheet, "C4") == "โปรดแก้ไข: กรอกผล"


def test_the_revision_goes_on_after_libreoffice(again: Workbook) -> None:
    assert again["_form"]["B4"].value == "3"


def test_results_that_libreoffice_wrote_are_kept(again: Workbook, resaved: Path) -> None:
    values = load_workbook(resaved.parent / "again.xlsx", data_only=True)[REPORT]
    assert [values[f"D{row}"].value for row in range(2, 6)] == ["กรอกผล"] * 4
    assert (values["E2"].value, values["E3"].value) == (3, "#DIV/0!")
    assert again[REPORT]["E2"].value == "=1+2"


def test_the_list_prints_on_one_page(resaved: Path, office: Office) -> None:
    book = load_workbook(resaved)
    for name in book.sheetnames[1:]:
        book[name].sheet_state = "hidden"
    alone = resaved.parent / "list.xlsx"
    book.save(alone)
    (page,) = office.page_texts(office.convert(alone, "pdf"))
    assert "กรอกผล" in page
