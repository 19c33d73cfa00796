from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.core.raw import RawSheet, Visibility
from tests.tables import FORM_HEADERS, check_files, check_sheet, file_of, form, sheet, workbook

NOTES = sheet("| คำชี้แจง |\n| 1. กรอกเฉพาะช่องสีเหลือง |", "คำชี้แจง")


def without(header: str) -> RawSheet:
    page = form()
    place = FORM_HEADERS.index(header)
    rows = {row: values for row, values in page.rows.items() if row < 5} | {
        row: values[:place] + values[place + 1 :] for row, values in page.rows.items() if row >= 5
    }
    return replace(page, rows=rows)


def test_sheets_without_a_table_are_passed_over_beside_one_with() -> None:
    checked = check_files([file_of(workbook(NOTES, form()))])
    assert checked.codes == []


@pytest.mark.parametrize(
    "pages",
    [
        [NOTES],
        [],
        [sheet("| มาตรการที่ | มาตรการ | ข้อที่ | วิธีการดำเนินการ |\n| 1 | ก | 1 | ข |")],
        [replace(form(), visibility=Visibility.HIDDEN)],
    ],
)
def test_a_workbook_without_a_report_table(pages: list[RawSheet]) -> None:
    checked = check_files([file_of(workbook(*pages))])
    assert checked.codes == ["form_not_found"]


def test_a_hidden_sheet_with_a_table_is_listed() -> None:
    hidden = replace(form(), name="ก.พ. 66", visibility=Visibility.HIDDEN)
    checked = check_files([file_of(workbook(hidden, form()))])
    assert len(checked.merged.table.frame) == 1
    listed = [one for one in checked.merged.readings if one.rule == "row_passed_over"]
    assert [str(one.where) for one in listed] == ["[กองคลัง.xlsx]ก.พ. 66"]


@pytest.mark.parametrize("header", FORM_HEADERS)
def test_a_form_without_a_required_header_is_refused_and_the_header_named(header: str) -> None:
    checked = check_sheet(without(header))
    assert checked.codes == ["header_missing"]
    assert checked.findings[0].facts == {"header": header}
    assert str(checked.findings[0].where) == "[กองคลัง.xlsx]รายงานผล"
    assert checked.merged.returns == ()


def test_several_missing_headers_are_each_named() -> None:
    page = replace(form(), rows={5: ("ข้อที่", "สถานะ", "ผลการดำเนินงาน"), 6: ("1", "", "")})
    checked = check_sheet(page)
    headers = [one.facts["header"] for one in checked.findings if one.code == "header_missing"]
    assert headers == ["มาตรการที่", "วันที่ดำเนินการ", "หลักฐานอ้างอิง", "ปัญหา/อุปสรรค", "ข้อเสนอแนะ"]


def test_a_header_twice_is_refused_at_the_second() -> None:
    page = form()
    again = {row: (*values, *values[2:3]) for row, values in page.rows.items() if row >= 5}
    checked = check_sheet(replace(page, rows={**page.rows, **again}))
    assert checked.codes == ["header_duplicated I5"]


def test_an_added_column_is_told_only_where_something_stands_in_it() -> None:
    page = form("| หมายเหตุ | ว่าง |\n| ส่งแล้ว | |")
    checked = check_sheet(page)
    assert checked.codes == ["column_unknown I5"]
    assert checked.findings[0].facts == {"header": "หมายเหตุ"}


def test_values_beside_the_table_under_no_header_are_told() -> None:
    page = form()
    rows = {**page.rows, 6: (*page.rows[6], None, None, "ดูภาพ"), 9: (None,) * 11 + ("ลงชื่อ",)}
    checked = check_sheet(replace(page, rows=rows))
    assert checked.codes == ["column_unknown K5"]
    assert checked.findings[0].facts == {"header": "K"}


def test_headers_by_other_words_are_listed() -> None:
    page = form()
    header = ("ลำดับ", *page.rows[5][1:])
    checked = check_sheet(replace(page, rows={**page.rows, 5: header}))
    assert checked.codes == []
    assert "A5 header_alias: ลำดับ -> มาตรการที่" in checked.readings


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("5 เม.ย. 66", date(2023, 4, 5)),
        ("<2023-04-05>", date(2023, 4, 5)),
        ("ต้นเดือน", None),
        ("", None),
    ],
)
def test_the_date_of_the_report(typed: str, day: date | None) -> None:
    page = form()
    typed_in = sheet(f"| วันที่รายงาน | {typed} |").rows[1]
    checked = check_sheet(replace(page, rows={**page.rows, 1: typed_in}))
    assert checked.merged.returns[0].reported_on == day


@pytest.mark.parametrize(
    ("typed", "nil"),
    [("ไม่มีผลเพิ่มเติม", True), ("ไม่มีผล เพิ่มเติม", True), ("มีผลการดำเนินงาน", False), ("", False)],
)
def test_a_nil_return(typed: str, nil: bool) -> None:  # noqa: FBT001 - a column of the table
    checked = check_sheet(form(nil=typed, nil_reason="อยู่ระหว่างจัดซื้อ"))
    assert checked.merged.returns[0].nil is nil


def test_hidden_rows_and_columns_are_read() -> None:
    page = form("| ข้อที่ | ผลการดำเนินงาน |\n| 1 | #REF! |")
    hidden = replace(page, hidden_rows=frozenset({6}), hidden_columns=frozenset({5}))
    assert check_sheet(hidden).codes == ["error_value E6"]
