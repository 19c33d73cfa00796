from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.core.address import Address
from pipeline.core.calendar import Month
from pipeline.core.finding import Word
from pipeline.core.plan import Correction
from pipeline.core.raw import ErrorValue, RawWorkbook, Visibility
from pipeline.merge.correcting import CorrectionDesk
from pipeline.merge.header_words import HeaderWords
from schemas.loading import load_schema
from tests.tables import MARCH, Against, check_files, file_of, form, plan_of, sheet, workbook

ROW = Address("plan.xlsx", "ข้อแก้ไข", 2)
WORDS = HeaderWords(load_schema().columns)
HELD = Correction(
    MARCH, "กองคลัง.xlsx", "B2", "๑๕ ก.พ. ๖๕", "๑๕ ก.พ. ๖๖", "ปีพิมพ์ผิด", "นักวิเคราะห์", ROW
)
BOOK = workbook(sheet("| ก | ข |\n| 1 | ๑๕ ก.พ. ๖๕ |"), sheet("| 1 |\n| 2 | 7 |", "แผ่นสอง"))


def corrected(one: Correction, book: RawWorkbook = BOOK, name: str = "กองคลัง.xlsx") -> list[str]:
    """The cells that were changed, and why not where none was."""
    desk = CorrectionDesk([one], MARCH, WORDS)
    changed, listed = desk.correct(name, book)
    assert (changed == book) is not bool(listed)
    made = [f"{each.where.sheet}!{each.where.cell} {each.read_as} {each.rule}" for each in listed]
    return made + [str(each.facts["why"]) for each in desk.unused()]


def why(key: str) -> str:
    return str(Word("correction", key))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, ["รายงานผล!B2 ๑๕ ก.พ. ๖๖ corrected"]),
        ({"cell": "รายงานผล!b2"}, ["รายงานผล!B2 ๑๕ ก.พ. ๖๖ corrected"]),
        ({"cell": "[กองคลัง.xlsx]รายงานผล!$B$2"}, ["รายงานผล!B2 ๑๕ ก.พ. ๖๖ corrected"]),
        ({"cell": "แผ่นสอง!B๒", "old": "7"}, ["แผ่นสอง!B2 ๑๕ ก.พ. ๖๖ corrected"]),
        ({"old": "7"}, ["แผ่นสอง!B2 ๑๕ ก.พ. ๖๖ corrected"]),
        ({"old": "15 ก.พ.65"}, ["รายงานผล!B2 ๑๕ ก.พ. ๖๖ corrected"]),
        ({"cell": "C3", "old": ""}, ["รายงานผล!C3 ๑๕ ก.พ. ๖๖ corrected"]),
        ({"month": None}, ["รายงานผล!B2 ๑๕ ก.พ. ๖๖ corrected"]),
        ({"new": ""}, ["รายงานผล!B2  corrected"]),
        ({"old": "๑๖ ก.พ. ๖๕"}, [why("other_value")]),
        ({"cell": "Z99", "old": "x"}, [why("no_cell")]),
        ({"cell": "ช่องวันที่"}, [why("no_cell")]),
        ({"cell": "ไม่มี!B2"}, [why("no_cell")]),
        ({"file": "กองช่าง.xlsx"}, [why("no_file")]),
        ({"file": "กองช่าง.xlsx", "month": None}, []),
        ({"month": Month(2566, 2)}, []),
    ],
)
def test_a_cell_is_corrected_only_where_it_shows_what_was_to_be_corrected(
    change: dict[str, object], expected: list[str]
) -> None:
    assert corrected(replace(HELD, **change)) == expected  # type: ignore[arg-type]


def test_a_file_is_named_by_its_path_or_its_last_part() -> None:
    inside = "mail.eml/a.zip/กองคลัง.xlsx"
    for file in (inside, "กองคลัง.xlsx"):
        assert corrected(replace(HELD, file=file), name=inside)[0].startswith("รายงานผล!B2")
    assert corrected(replace(HELD, file="b.zip/กองคลัง.xlsx"), name=inside) == [why("no_file")]


def test_an_error_in_a_cell_is_named_as_it_is_shown_and_hidden_sheets_are_let_be() -> None:
    page = replace(BOOK.sheets[0], rows={2: (None, ErrorValue("#REF!"))})
    assert corrected(replace(HELD, old="#REF!"), workbook(page)) == [
        "รายงานผล!B2 ๑๕ ก.พ. ๖๖ corrected"
    ]
    hidden = replace(page, visibility=Visibility.HIDDEN)
    assert corrected(replace(HELD, old="#REF!"), workbook(hidden)) == [why("no_cell")]


CORRECTIONS = """
| เดือน | ไฟล์ | ช่อง | จาก | เป็น | เหตุผล | ผู้แก้ (ตำแหน่ง) |
| มี.ค. 66 | กองคลัง.xlsx | D6 | 15 ก.พ. 65 | 15 ก.พ. 66 | ปีพิมพ์ผิด | นักวิเคราะห์ |
| มี.ค. 66 | กองช่าง.xlsx | D6 | 1 | 2 | | |
"""


def test_what_is_corrected_is_checked_as_if_it_had_been_typed_so() -> None:
    table = "| มาตรการที่ | ข้อที่ | วันที่ดำเนินการ |\n| 1 | 1 | 15 ก.พ. 65 |"
    file = file_of(workbook(form(table)))
    assert check_files([file]).codes == ["date_year_slip D6"]
    plan = plan_of(more={"ข้อแก้ไข": CORRECTIONS.strip()})
    checked = check_files([file], Against(plan))
    assert checked.codes == ["correction_unused"]
    assert checked.findings[0].where == Address("plan.xlsx", "ข้อแก้ไข", 3)
    assert "D6 corrected: 15 ก.พ. 65 -> 15 ก.พ. 66" in checked.readings
    (accepted,) = checked.accepted.accepted.values()
    assert [str(span) for span in accepted.acted_on] == ["2023-02-15"]
    assert [where.cell for where in checked.merged.corrected.values()] == ["D6"]


def test_without_a_sheet_s_name_only_the_report_is_meant() -> None:
    book = workbook(sheet("| เรื่อง |", "คำชี้แจง"), form())
    blank = replace(HELD, cell="H6", old="", new="ก")
    assert corrected(blank, book) == [why("other_value")]
    assert corrected(replace(blank, cell="G6"), book) == ["รายงานผล!G6 ก corrected"]
    assert corrected(replace(blank, cell="คำชี้แจง!H6"), book) == ["คำชี้แจง!H6 ก corrected"]
