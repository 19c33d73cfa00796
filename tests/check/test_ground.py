from __future__ import annotations

import pytest

from pipeline.check.checking import lay_ground
from pipeline.check.ground import Ground, typed_fields
from pipeline.core.address import Address
from pipeline.core.finding import Finding
from pipeline.core.past import Past
from pipeline.merge.expected import expect
from pipeline.merge.merging import merge_files
from schemas.loading import load_schema
from tests.tables import CUT_OFF, MARCH, file_of, form, plan_of, workbook

SCHEMA = load_schema()
PLAN = plan_of()


def ground(table: str, merged: tuple[str, ...] = ()) -> Ground:
    files = [file_of(workbook(form(table, merged=merged)))]
    found = merge_files(files, expect(PLAN, MARCH, (), SCHEMA))
    return lay_ground(found.table, PLAN, MARCH, CUT_OFF, (SCHEMA, Past()))


def test_what_a_division_types_comes_from_the_described_columns() -> None:
    assert typed_fields(SCHEMA) == (
        "status_typed",
        "progress_typed",
        "acted_on_typed",
        "result",
        "evidence",
        "obstacle",
        "recommendation",
        "spent_typed",
    )


def test_a_line_as_plain_values() -> None:
    table = "| สถานะ | ร้อยละ | วันที่ดำเนินการ | ผลการดำเนินงาน |\n| ? | ๕๐ | | เมื่อ ก.พ. ๖๖ |"
    (line,) = ground(table).lines
    assert (line.division, line.measure_no, line.step_no, line.status) == (
        "กองคลัง",
        "1",
        "1",
        None,
    )
    assert (line.number("progress"), line.number("spent")) == (50.0, None)
    assert (line.flag("planned"), line.flag("nil"), line.flag("no such")) == (True, False, False)
    assert [(text, str(span)) for text, span in line.dates] == [
        ("ก.พ. ๖๖", "2023-02-01/2023-02-28")
    ]
    assert line.dates_field == "result"


@pytest.mark.parametrize(
    ("header", "typed", "filled"),
    [("มาตรการ", "ก", False), ("เบิกจ่าย", "5", True), ("ปัญหา/อุปสรรค", "ก", True)],
)
def test_a_row_is_filled_where_the_division_typed_anything(
    header: str,
    typed: str,
    filled: bool,  # noqa: FBT001 - a column of the table
) -> None:
    blank = "| สถานะ | วันที่ดำเนินการ | ผลการดำเนินงาน | หลักฐานอ้างอิง | ข้อเสนอแนะ"
    (line,) = ground(f"{blank} | {header} |\n| | | | | | {typed} |").lines
    assert line.filled is filled


def test_a_finding_without_a_step_gets_that_of_its_row() -> None:
    laid = ground("| ข้อที่ |\n| 1 |")
    at = Address("กองคลัง.xlsx", "รายงานผล", 6, 5)
    placed = laid.placed(Finding("error_value", at))
    assert (placed.division, placed.measure_no, placed.step_no) == ("กองคลัง", "1", "1")
    other = Finding("error_value", at.at(3, 2))
    assert laid.placed(other) == other
    known = Finding("error_value", at, division="กองช่าง")
    assert laid.placed(known) == known


def test_the_cell_that_stands_for_a_row_is_not_hidden_by_a_merge_from_above() -> None:
    table = "| มาตรการที่ | ข้อที่ | สถานะ |\n| 1 | 1 | เสร็จสิ้น |\n| | | |"
    laid = ground(table, ("A6:A7", "B6:B7", "C6:C7"))
    assert [laid.own_cell(line).cell for line in laid.lines] == ["B6", "D7"]
