from __future__ import annotations

import zipfile
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from pipeline.sheets.plan import CellPlan, ColumnPlan, SheetPlan, Value, WorkbookPlan
from pipeline.sheets.reference import Link
from pipeline.sheets.styles import INPUT, TEXT
from pipeline.sheets.text import Change
from pipeline.sheets.writing import Altered, write_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl import Workbook

AS_OF = date(2023, 4, 4)
STARTS = (
    "",
    "=",
    "+",
    "-",
    "@",
    "\t",
    "'",
    "http://",
    "internal:",
    "mailto:",
    "{=",
    "<r>",
    "_x0041_",
)
ENDS = ("", "</r>", "}", "1+1", " ", "\n")
ANY_TEXT = st.text(st.characters(exclude_categories=[]), max_size=30)
HOSTILE = st.builds("{}{}{}".format, st.sampled_from(STARTS), ANY_TEXT, st.sampled_from(ENDS))

# Written out here once more: what a cell shows for what no cell can hold.
PICTURES = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n\r"}
NO_CHARACTERS = dict.fromkeys([*range(0xD800, 0xE000), 0xFFFE, 0xFFFF], 0xFFFD)


def _shown(text: str) -> str:
    folded = text.replace("\r\n", "\n").replace("\r", "\n")
    return folded.translate(PICTURES | NO_CHARACTERS)


def _one_column(values: list[Value]) -> WorkbookPlan:
    plan = SheetPlan("ผล", (ColumnPlan("a", "หัว", 30),), [(value,) for value in values])
    return WorkbookPlan((plan,), AS_OF)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(texts=st.lists(HOSTILE.filter(bool), min_size=100, max_size=100))
def test_any_text_is_read_back_as_text(
    texts: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("texts") / "texts.xlsx"
    altered = write_workbook(_one_column(list(texts)), path)

    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows] == ["หัว", *map(_shown, texts)]
    changed = [number for number, text in enumerate(texts, start=2) if _shown(text) != text]
    assert [cell.row for cell in altered] == changed

    sheet = openpyxl.load_workbook(path)["ผล"]
    cells = [sheet.cell(row, 1) for row in range(2, 102)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell for cell in cells if cell.hyperlink] == []
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in xml
    assert b"hyperlink" not in xml


def test_text_like_a_formula_stays_a_text_when_excel_edits_it(
    write_sheet: Callable[[SheetPlan], Workbook],
) -> None:
    columns = (ColumnPlan("a", None, 10), ColumnPlan("b", None, 10, INPUT))
    sheet = write_sheet(SheetPlan("ผล", columns, [("=1+1", "=1+1"), ("ก", "ก")]))["ผล"]
    assert sheet["A1"].value == "=1+1"
    assert [sheet[cell].quotePrefix for cell in ("A1", "B1", "A2")] == [True, False, False]
    assert sheet["B1"].number_format == "@"


def test_values_keep_their_kind(tmp_path: Path) -> None:
    values: list[Value] = ["๑", 7, 2.5, True, date(2023, 2, 15), 0, "0812345678", None, "", "1/2"]
    path = tmp_path / "kinds.xlsx"
    assert write_workbook(_one_column(values), path) == ()
    sheet = openpyxl.load_workbook(path)["ผล"]
    got = [sheet.cell(row, 1).value for row in range(2, 12)]
    # The column has no date format, so the day is its serial number.
    assert got == ["๑", 7, 2.5, True, 44972, 0, "0812345678", None, None, "1/2"]


def test_row_longer_than_its_columns_is_a_fault_of_ours(tmp_path: Path) -> None:
    plan = SheetPlan("ผล", (ColumnPlan("a", "หัว", 30),), [("ก", "ข")])
    with pytest.raises(ValueError, match="more cells than columns"):
        write_workbook(WorkbookPlan((plan,), AS_OF), tmp_path / "wide.xlsx")


def test_what_excel_cannot_hold_is_shown_and_listed(tmp_path: Path) -> None:
    path = tmp_path / "odd.xlsx"
    altered = write_workbook(_one_column(["a\x01", 1234567890123456789, "ก" * 40_000, "ข"]), path)
    assert altered == (
        Altered("ผล", 2, 1, (Change.CONTROL_SHOWN,)),
        Altered("ผล", 3, 1, (Change.DIGITS_AS_TEXT,)),
        Altered("ผล", 4, 1, (Change.CUT,)),
    )
    sheet = openpyxl.load_workbook(path)["ผล"]
    assert sheet["A2"].value == "a␁"
    assert sheet["A3"].value == "1234567890123456789"
    assert len(sheet["A4"].value) == 32_767


def test_day_before_excels_first_is_written_as_text(tmp_path: Path) -> None:
    path = tmp_path / "old.xlsx"
    write_workbook(_one_column([date(1899, 12, 31)]), path)
    assert openpyxl.load_workbook(path)["ผล"]["A2"].value == "1899-12-31"


def test_number_that_is_none_is_a_fault_of_ours(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        write_workbook(_one_column([float("nan")]), tmp_path / "nan.xlsx")


def test_links_lead_to_cells_and_files_and_keep_their_text(
    write_sheet: Callable[[SheetPlan], Workbook],
) -> None:
    rows = [
        (CellPlan("<r>ดู</r>", link=Link(sheet="ผล", row=3, tip="ไป")),),
        (CellPlan(7, link=Link(file="../ก ข.xlsx", sheet="ผล")),),
        (CellPlan("ยาว", TEXT, Link(file="ก" * 3000)),),
    ]
    sheet = write_sheet(SheetPlan("ผล", (ColumnPlan("a", None, 20),), rows))["ผล"]
    assert [sheet.cell(row, 1).value for row in (1, 2, 3)] == ["<r>ดู</r>", 7, "ยาว"]
    assert sheet["A1"].hyperlink.location == "'ผล'!A3"
    assert sheet["A1"].hyperlink.tooltip == "ไป"
    assert sheet["A2"].hyperlink.target == "..\\ก%20ข.xlsx"
    assert sheet["A2"].hyperlink.location == "'ผล'!A1"
    assert sheet["A3"].hyperlink is None


def test_dropped_link_is_listed(tmp_path: Path) -> None:
    cell = CellPlan("ยาว", link=Link(file="ก" * 3000))
    plan = SheetPlan("ผล", (ColumnPlan("a", None, 20),), [(cell,)])
    altered = write_workbook(WorkbookPlan((plan,), AS_OF), tmp_path / "link.xlsx")
    assert altered == (Altered("ผล", 1, 1, (Change.LINK_DROPPED,)),)


def test_formula_keeps_its_result_of_any_kind(tmp_path: Path) -> None:
    results: list[Value] = [3, "ครบ <1>", date(2023, 2, 15), None]
    rows = [(CellPlan(result, formula='=IF(1<2,"a","b")'),) for result in results]
    plan = SheetPlan("ผล", (ColumnPlan("a", None, 20),), rows)
    path = tmp_path / "formula.xlsx"
    write_workbook(WorkbookPlan((plan,), AS_OF), path)
    cached = openpyxl.load_workbook(path, data_only=True)["ผล"]
    assert [cached.cell(row, 1).value for row in range(1, 5)] == [3, "ครบ <1>", 44972, None]
    formulas = openpyxl.load_workbook(path)["ผล"]
    assert formulas["A2"].value == '=IF(1<2,"a","b")'


def test_comment_and_merged_cells(write_sheet: Callable[[SheetPlan], Workbook]) -> None:
    rows = [(CellPlan("หัว", span=2, comment="ก\x02"), None, "ข")]
    columns = tuple(ColumnPlan(key, None, 10) for key in "abc")
    sheet = write_sheet(SheetPlan("ผล", columns, rows))["ผล"]
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:B1"]
    assert sheet["A1"].comment.text == "ก␂"
    assert sheet["C1"].value == "ข"
