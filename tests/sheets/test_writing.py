from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from pipeline.sheets.plan import (
    ColumnPlan,
    PagePlan,
    PageText,
    RowPlan,
    SheetPlan,
    WorkbookPlan,
)
from pipeline.sheets.writing import write_workbook

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

SAME_BYTES = """
import sys
from datetime import date
from pathlib import Path
from pipeline.sheets.plan import *
from pipeline.sheets.styles import TEXT, Tone, toned
from pipeline.sheets.writing import write_workbook
columns = tuple(ColumnPlan(key, key, 20) for key in "abc")
rows = [(str(n), n, CellPlan(tone.value, toned(TEXT, tone))) for n, tone in enumerate(Tone)]
sheet = SheetPlan("ผล", columns, rows)
series = SeriesPlan("ข", sheet.cells_of("a"), sheet.cells_of("b"))
chart = ChartPlan(ChartKind.COLUMN, "ก", (series,), 9, 1)
plan = WorkbookPlan((sheet, SheetPlan("รูป", (), charts=(chart,))), date(2023, 4, 4), "ชื่อ")
write_workbook(plan, Path(sys.argv[1]))
"""


def _footer(sheet: Worksheet) -> tuple[str, str]:
    footer = sheet.oddFooter
    assert footer is not None
    left, right = footer.left, footer.right
    assert left is not None
    assert right is not None
    return str(left.text), str(right.text)


def test_written_cells_are_those_of_the_plan(written: Path) -> None:
    sheet = CalamineWorkbook.from_path(str(written)).get_sheet_by_name("ตารางติดตามผล")
    rows = [row[:5] for row in sheet.to_python()]
    assert rows == [
        ["ตารางติดตามผล", "", "", "", ""],
        ["อบต.วังทอง", "", "", "", ""],
        ["มาตรการที่", "ผลการดำเนินงาน", "ผลการติดตาม", "วันที่", "ที่มา"],
        ["๑", "อบรมแล้ว", "แล้วเสร็จ", date(2023, 2, 15), "แถว ๗"],
        ["๒", "", "เกินกำหนด", "", ""],
        ["๓", "=1+1", "แล้วเสร็จ", "", ""],
        ["จบ", "", "", "", ""],
    ]


def test_sheet_is_set_up_for_a4_one_page_wide(written: Path) -> None:
    sheet = openpyxl.load_workbook(written)["ตารางติดตามผล"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)  # 1 wide
    page, tab = sheet.sheet_properties.pageSetUpPr, sheet.sheet_properties.tabColor
    assert page is not None
    assert page.fitToPage
    assert sheet.print_area == "'ตารางติดตามผล'!$A$1:$D$7"
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.freeze_panes == "B4"
    assert sheet.auto_filter.ref == "A3:E6"
    assert _footer(sheet) == ("ร่าง && สำเนา", "หน้า &P/&N")
    assert tab is not None
    assert tab.rgb == "FF1F3864"


def test_a_header_that_is_not_that_of_every_page_is_not_repeated(
    tracking: SheetPlan, tmp_path: Path
) -> None:
    plan = replace(tracking, page=replace(tracking.page, repeats_header=False))
    path = tmp_path / "two-tables.xlsx"
    write_workbook(WorkbookPlan((plan,), date(2023, 4, 4)), path)
    assert not openpyxl.load_workbook(path)["ตารางติดตามผล"].print_title_rows


def test_columns_rows_and_fonts(written: Path) -> None:
    sheet = openpyxl.load_workbook(written)["ตารางติดตามผล"]
    assert [round(sheet.column_dimensions[letter].width) for letter in "ABCD"] == [13, 41, 17, 19]
    source = sheet.column_dimensions["E"]
    assert (source.hidden, source.outlineLevel) == (True, 1)
    assert sheet.column_dimensions["F"].collapsed
    heights = [sheet.row_dimensions[row].height for row in (2, 4, 5, 6)]
    assert heights == [30, 25.5, 25.5, 50.25]  # Excel's rows are whole pixels of 0.75 points
    fonts = {cell.font.name for row in sheet["A1:E7"] for cell in row if cell.value is not None}
    assert fonts == {"TH Sarabun New"}
    assert sheet["D4"].number_format == "[$-D07041E]d mmm yyyy;@"
    assert (sheet["B4"].alignment.wrap_text, sheet["B4"].alignment.vertical) == (True, "top")
    assert sheet["C5"].fill.fgColor.rgb == "FF9C1C1C"


def test_form_is_protected_without_a_password(written: Path) -> None:
    book = openpyxl.load_workbook(written)
    sheet = book["รายงานผล"]
    protection = sheet.protection
    assert protection.sheet
    assert protection.password is None
    free = (protection.autoFilter, protection.formatColumns, protection.formatRows)
    assert free == (False, False, False)
    assert (protection.sort, protection.insertRows) == (True, True)
    assert [sheet[cell].protection.locked for cell in ("A2", "B2", "C3")] == [True, False, False]
    assert {sheet[cell].number_format for cell in ("A2", "B2", "C2")} == {"@"}
    choice, number = sheet.data_validations.dataValidation
    assert (choice.type, choice.formula1, str(choice.sqref)) == (
        "list",
        "'_form'!$A$1:$A$2",
        "B2:B3",
    )
    assert (choice.promptTitle, choice.prompt) == ("สถานะ", "เลือกจากรายการ")
    assert (number.type, number.formula1, number.formula2) == ("decimal", "0", "100")
    assert [str(area.sqref) for area in sheet.conditional_formatting] == ["B2:B3"]
    assert sheet["B1"].comment.text == "เลือกจากรายการ"


def test_workbook_opens_on_its_first_visible_sheet(written: Path) -> None:
    book = openpyxl.load_workbook(written)
    assert book.sheetnames == ["_form", "สรุป", "ตารางติดตามผล", "รายงานผล"]
    assert book["_form"].sheet_state == "hidden"
    assert book.active is book["สรุป"]
    assert book.defined_names["words"].attr_text == "'_form'!$A$1:$A$2"
    assert book.properties.created.date() == date(2023, 4, 4)
    assert book.properties.title == "ตารางติดตาม"


def test_page_text_too_long_for_excel_is_clipped(
    write_sheet: Callable[[SheetPlan], Workbook],
) -> None:
    footer = PageText(left="ก" * 300, right="หน้า &P")
    plan = SheetPlan("ผล", (ColumnPlan("a", "ก", 9),), [("x",)], page=PagePlan(footer=footer))
    sheet = write_sheet(plan)["ผล"]
    left, right = _footer(sheet)
    assert left.endswith("ก…")
    assert right == "หน้า &P"


def test_page_breaks_need_a_scale_of_our_own(write_sheet: Callable[[SheetPlan], Workbook]) -> None:
    columns = tuple(ColumnPlan(key, key, 50) for key in "abcd")
    plan = SheetPlan("ผล", columns, [("x",)] * 9, page=PagePlan(breaks=(4,)))
    sheet = write_sheet(plan)["ผล"]
    page = sheet.sheet_properties.pageSetUpPr
    assert page is not None
    assert not page.fitToPage
    assert sheet.page_setup.scale == 68
    assert [brk.id for brk in sheet.row_breaks.brk] == [4]


def test_head_of_an_empty_sheet_is_enough(write_sheet: Callable[[SheetPlan], Workbook]) -> None:
    book = write_sheet(SheetPlan("ผล", (), head=(RowPlan(("ไม่มีข้อมูล",)),)))
    assert book["ผล"]["A1"].value == "ไม่มีข้อมูล"
    assert write_sheet(SheetPlan("ว่าง", ()))["ว่าง"]["A1"].value is None


def test_chart_names_its_font_for_thai_letters_too(written: Path) -> None:
    with zipfile.ZipFile(written) as archive:
        chart = archive.read("xl/charts/chart1.xml").decode()
    assert chart.count('<a:cs typeface="TH Sarabun New"/>') == 4
    assert chart.count("<a:latin") == 4
    assert "'สรุป'!$B$2:$B$3" in chart


def test_same_plan_gives_the_same_bytes_anywhere(tmp_path: Path) -> None:
    prints = set()
    for zone, seed in (("UTC", "1"), ("Asia/Bangkok", "2"), ("America/New_York", "3")):
        path = tmp_path / f"{seed}.xlsx"
        here = {"TZ": zone, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path.cwd())}
        command = [sys.executable, "-c", SAME_BYTES, str(path)]
        subprocess.run(command, check=True, env=os.environ | here, timeout=60)  # noqa: S603 - our own text
        prints.add(hashlib.sha256(path.read_bytes()).hexdigest())
    assert len(prints) == 1


def test_large_workbook_written_row_by_row_holds_the_same(
    workbook: WorkbookPlan, written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.sheets.writing.MANY_ROWS", 0)
    large = tmp_path / "large.xlsx"
    assert write_workbook(workbook, large) == ()
    one, other = openpyxl.load_workbook(written), openpyxl.load_workbook(large)
    assert one.sheetnames == other.sheetnames
    for name in one.sheetnames:
        assert _drawn(one[name]) == _drawn(other[name])


def _drawn(sheet: Worksheet) -> list[object]:
    cells = [
        (cell.coordinate, cell.value, cell.number_format, cell.fill.fgColor.rgb, cell.hyperlink)
        for row in sheet.iter_rows()
        for cell in row
    ]
    heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
    return [*map(str, cells), *heights, sheet.dimensions, str(sheet.merged_cells)]


def test_folder_that_is_not_there_is_a_plain_os_error(
    workbook: WorkbookPlan, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(FileNotFoundError):
        write_workbook(workbook, tmp_path / "nowhere" / "a.xlsx")
    assert capfd.readouterr().err == ""
