from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook

from pipeline.publish.marking.listing import Losses
from pipeline.publish.marking.marked import CannotMarkError
from tests.publish.returned_books import (
    LIST,
    REPORT,
    error,
    form,
    mark,
    marked,
    warning,
    with_member,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_the_list_stands_first_and_is_open_and_no_other_sheet_is_selected(tmp_path: Path) -> None:
    book = marked(form(tmp_path / "a.xlsx"), error("C2"))
    assert book.sheetnames == [LIST, REPORT, "_form"]
    assert book.active is book[LIST]
    selected = [sheet.title for sheet in book.worksheets if sheet.sheet_view.tabSelected]
    assert selected in ([LIST], [])


def test_results_of_formulas_are_kept(tmp_path: Path) -> None:
    out, _ = mark(form(tmp_path / "a.xlsx"), error("C2"), error("D3"), warning("E2"))
    rows = CalamineWorkbook.from_path(str(out)).get_sheet_by_name(REPORT).to_python()
    assert [row[3] for row in rows] == ["ต้องกรอกเพิ่ม", "กรอกผล", "กรอกผล", "กรอกผล", "กรอกผล"]
    assert rows[1][4] == 3
    assert rows[3][4] is True
    values = load_workbook(out, data_only=True)[REPORT]
    assert values["E3"].value == "#DIV/0!"
    assert load_workbook(out)[REPORT]["D2"].value == '=IF(C2="","กรอกผล","<ครบ> & ถ้วน")'


def test_results_of_shared_formulas_and_escaped_texts_are_kept(tmp_path: Path) -> None:
    path = form(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    part = "xl/worksheets/sheet1.xml"
    for row, formula in ((4, b'<f t="shared" ref="F4:F5" si="0">A4&amp;"&lt;"</f>'), (5, b"")):
        made = formula or b'<f t="shared" si="0"/>'
        cell = b'<c t="str" r="F%d">%b<v>1.%d&lt; &amp; x</v></c></row>' % (row, made, row)
        start = members[part].index(b'<row r="%d"' % row)
        end = members[part].index(b"</row>", start)
        members[part] = members[part][:end] + cell + members[part][end + len(b"</row>") :]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    out, _ = mark(path, error("C2"))
    values = load_workbook(out, data_only=True)[REPORT]
    assert (values["F4"].value, values["F5"].value) == ("1.4< & x", "1.5< & x")


def test_lists_conditions_widths_and_protection_are_kept(tmp_path: Path) -> None:
    sheet = marked(form(tmp_path / "a.xlsx"), error("C2"))[REPORT]
    (rule,) = sheet.data_validations.dataValidation
    assert (str(rule.sqref), rule.formula1) == ("B2:B5", "_form!$D$1:$D$3")
    assert [str(one.sqref) for one in sheet.conditional_formatting] == ["D2:D5"]
    assert sheet.column_dimensions["C"].width == pytest.approx(40, abs=1)
    assert sheet.protection.sheet
    assert not sheet.protection.formatColumns
    assert not sheet["C2"].protection.locked
    assert sheet["A2"].protection.locked
    assert sheet["C2"].number_format == "@"


def test_the_hidden_sheet_stays_hidden_and_its_revision_goes_up(tmp_path: Path) -> None:
    hidden = marked(form(tmp_path / "a.xlsx"), error("C2"))["_form"]
    assert hidden.sheet_state == "hidden"
    assert [cell.value for cell in hidden["A"]] == ["schema", "division", "month", "revision"]
    assert [cell.value for cell in hidden["B"]] == ["1", "กองคลัง", "2566-03", "2"]
    again = marked(tmp_path / "out.xlsx", error("C2"), target="again.xlsx")
    assert again["_form"]["B4"].value == "3"


def test_a_workbook_without_the_hidden_sheet_gets_one_that_nobody_sees(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = REPORT
    book.save(tmp_path / "a.xlsx")
    hidden = marked(tmp_path / "a.xlsx", error("C2"))["_form"]
    assert hidden.sheet_state == "veryHidden"
    assert list(hidden.values) == [("revision", "2")]


def test_a_hidden_sheet_without_a_revision_gets_one(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = REPORT
    book.create_sheet("_form").append(["division", "กองคลัง"])
    book.save(tmp_path / "a.xlsx")
    hidden = marked(tmp_path / "a.xlsx", error("C2"))["_form"]
    assert list(hidden.values) == [("division", "กองคลัง"), ("revision", "2")]


def test_macros_and_pictures_that_are_lost_are_counted(tmp_path: Path) -> None:
    path = form(tmp_path / "a.xlsm")
    with_member(path, "xl/vbaProject.bin", b"macros")
    with_member(path, "xl/media/image1.png", b"one")
    with_member(path, "xl/media/image2.png", b"two")
    out, losses = mark(path, error("C2"))
    assert losses == Losses(macros=True, pictures=2)
    with zipfile.ZipFile(out) as archive:
        names = archive.namelist()
        types = archive.read("[Content_Types].xml").decode()
    assert not any("vba" in name or "media" in name for name in names)
    assert "macroEnabled" not in types
    told = str(load_workbook(out)[LIST]["A2"].value)
    assert "แมโคร" in told
    assert "๒ ภาพ" in told


def test_nothing_lost_is_not_spoken_of(tmp_path: Path) -> None:
    out, losses = mark(form(tmp_path / "a.xlsx"), error("C2"))
    assert losses == Losses()
    assert "แมโคร" not in str(load_workbook(out)[LIST]["A2"].value)


def test_a_link_to_another_workbook_is_kept(tmp_path: Path) -> None:
    def linked(_book: Any, sheet: Any) -> None:  # noqa: ANN401 - xlsxwriter has no types
        sheet.write_url("A9", "external:other.xlsx", string="ดูไฟล์แนบ")

    sheet = marked(form(tmp_path / "a.xlsx", linked), error("C2"))[REPORT]
    assert sheet["A9"].hyperlink.target == "other.xlsx"


def test_a_chart_sheet_does_not_stand_in_the_way(tmp_path: Path) -> None:
    def charted(book: Any, _sheet: Any) -> None:  # noqa: ANN401 - xlsxwriter has no types
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": [REPORT, 1, 4, 2, 4]})
        book.add_chartsheet("กราฟ").set_chart(chart)

    path = form(tmp_path / "a.xlsx", charted)
    book = marked(path, error("C2"), error("A1", sheet="กราฟ"))
    assert book.sheetnames == ["ต้องแก้ ๒ จุด", REPORT, "_form", "กราฟ"]
    assert book[REPORT]["C2"].comment is not None


def test_names_behind_a_chart_sheet_stay_with_their_sheets(tmp_path: Path) -> None:
    def charted(book: Any, _sheet: Any) -> None:  # noqa: ANN401 - xlsxwriter has no types
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": [REPORT, 1, 4, 2, 4]})
        book.add_chartsheet("กราฟ").set_chart(chart)
        book.add_worksheet("ท้าย").repeat_rows(0, 1)

    book = marked(form(tmp_path / "a.xlsx", charted), error("C2"))
    assert book["ท้าย"].print_title_rows == "$1:$2"
    assert book[REPORT].print_title_rows is None


def test_a_cell_that_was_never_touched_stays_open_in_an_open_column(tmp_path: Path) -> None:
    def opened(book: Any, sheet: Any) -> None:  # noqa: ANN401 - xlsxwriter has no types
        sheet.set_column("H:J", 10, book.add_format({"locked": False, "num_format": "@"}))

    cell = marked(form(tmp_path / "a.xlsx", opened), error("I3"))[REPORT]["I3"]
    assert not cell.protection.locked
    assert cell.number_format == "@"


def test_letters_that_differ_within_a_cell_still_do(tmp_path: Path) -> None:
    def rich(book: Any, sheet: Any) -> None:  # noqa: ANN401 - xlsxwriter has no types
        sheet.write_rich_string("C3", "ก", book.add_format({"bold": True}), "ข", "ค")

    out, _ = mark(form(tmp_path / "a.xlsx", rich), error("C3"))
    text = load_workbook(out, rich_text=True)[REPORT]["C3"].value
    assert [getattr(part, "text", part) for part in text] == ["ก", "ข", "ค"]
    assert text[1].font.b


EXCELS = (
    '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
    '<x14:dataValidations xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" count="1">'
    '<x14:dataValidation type="list"><x14:formula1><xm:f>_form!$D$1:$D$3</xm:f></x14:formula1>'
    "<xm:sqref>B2:B5</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>"
)


def test_a_list_that_excel_keeps_among_its_extensions_stays(tmp_path: Path) -> None:
    path, part = form(tmp_path / "a.xlsx"), "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            extended = content.replace(b"</worksheet>", f"{EXCELS}</worksheet>".encode())
            archive.writestr(name, extended if name == part else content)
    out, _ = mark(path, error("C2"))
    with zipfile.ZipFile(out) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if "ets/sheet" in name]
    assert [EXCELS in one for one in sheets] == [False, True, False]


def test_what_is_no_workbook_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"no archive")
    with pytest.raises(CannotMarkError):
        mark(path, error("C2"))


@pytest.mark.parametrize("lost", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_a_workbook_that_lacks_a_part_is_told_or_marked_without_it(
    tmp_path: Path, lost: str
) -> None:
    with zipfile.ZipFile(form(tmp_path / "a.xlsx")) as archive:
        members = {name: archive.read(name) for name in archive.namelist() if name != lost}
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    if lost == "xl/workbook.xml":
        with pytest.raises(CannotMarkError):
            mark(tmp_path / "b.xlsx", error("C2"))
    else:
        book = marked(tmp_path / "b.xlsx", error("C2"))
        assert book.sheetnames == [LIST, "_form"]


def test_the_same_workbook_and_marks_give_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = form(tmp_path / "a.xlsx")
    first, _ = mark(path, error("C2"), warning("B3"), target="1.xlsx")
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 90_000)
    second, _ = mark(path, error("C2"), warning("B3"), target="2.xlsx")
    assert first.read_bytes() == second.read_bytes()


def test_the_order_of_sets_does_not_matter(tmp_path: Path) -> None:
    def merged(_book: Any, sheet: Any) -> None:  # noqa: ANN401 - xlsxwriter has no types
        for row in range(20, 40, 2):
            sheet.merge_range(f"A{row}:C{row + 1}", "ก")
        at = {"validate": "list", "source": ["ก"], "other_cells": [[row, 5] * 2 for row in (9, 7)]}
        sheet.data_validation("F1:F2", at)

    path = form(tmp_path / "a.xlsx", merged)
    script = (
        "import sys; from pathlib import Path; from tests.publish.returned_books import *;"
        "mark(Path(sys.argv[1]), error('C2'), warning('B3'), target=sys.argv[2])"
    )
    digests = set()
    for seed in ("1", "2", "3"):
        name = f"{seed}.xlsx"
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        command = [sys.executable, "-c", script, str(path), name]
        subprocess.run(command, check=True, env=env)  # noqa: S603 - this Python, our script
        digests.add(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())
    assert len(digests) == 1


def test_a_macro_workbook_under_any_name_is_saved_without(tmp_path: Path) -> None:
    path = form(tmp_path / "a.xlsx")
    shutil.copyfile(path, tmp_path / "b.xlsm")
    out, losses = mark(tmp_path / "b.xlsm", error("C2"))
    assert losses == Losses()
    assert load_workbook(out).sheetnames[0] == LIST
