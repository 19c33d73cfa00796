from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.publish.long_texts import split_text
from pipeline.publish.workbook import plan_workbook
from pipeline.sheets.layout import overlong_cells
from pipeline.sheets.measure import Room, row_height
from pipeline.sheets.plan import CellPlan

if TYPE_CHECKING:
    from pipeline.core.report import MonthReport
    from pipeline.core.words import Words
    from pipeline.sheets.plan import Cell, SheetPlan, Value

ROOM = Room(118, 14)


@pytest.fixture(scope="module")
def sheets(report: MonthReport, thai: Words) -> dict[str, SheetPlan]:
    return {sheet.name: sheet for sheet in plan_workbook(report, thai).sheets}


def value(cell: Cell) -> Value:
    return cell.value if isinstance(cell, CellPlan) else cell


def test_the_row_keeps_its_text_and_says_where_it_is_printed_whole(
    sheets: dict[str, SheetPlan], report: MonthReport
) -> None:
    tracking = sheets["ตารางติดตามผล"]
    row = [value(cell) for cell in tracking.rows[1]]
    assert row[7] == report.tracked[1].standing.result
    assert row[6] == "อ่านต่อในแผ่นงาน ข้อความเต็ม ลำดับที่ ๑"
    found = [value(cell) for cell in sheets["ข้อตรวจพบ"].rows[2]]
    assert found[8].endswith("อ่านต่อในแผ่นงาน ข้อความเต็ม ลำดับที่ ๒")


def test_the_sheet_prints_each_text_whole_and_leads_back(
    sheets: dict[str, SheetPlan], report: MonthReport
) -> None:
    plan = sheets["ข้อความเต็ม"]
    numbers = [row[0] for row in plan.rows]
    assert numbers[0] == 1
    second = numbers.index(2)
    whole = "".join(value(row[2]) for row in plan.rows[:second])
    assert whole == report.tracked[1].standing.result
    assert plan.rows[0][1].value == "ตารางติดตามผล: ผลการดำเนินงาน"
    assert (plan.rows[0][1].link.row, plan.rows[0][1].link.column) == (5, 8)
    assert not list(overlong_cells(plan))


def test_a_paragraph_is_a_row() -> None:
    assert list(split_text("หนึ่ง\n\nสอง สาม\n", ROOM)) == ["หนึ่ง", "สอง สาม"]


def test_a_cut_never_parts_a_mark_from_its_letter() -> None:
    parts = list(split_text("กี่" * 3000, ROOM))
    assert len(parts) > 1
    assert all(part.startswith("ก") for part in parts)


@given(st.text(st.sampled_from("กขี่ a"), max_size=200), st.integers(1, 30))
def test_every_part_fits_and_nothing_is_lost(text: str, times: int) -> None:
    parts = list(split_text(text * times, ROOM))
    assert "".join(parts) == text * times
    assert all(row_height([(part, ROOM)]).fits for part in parts)


def test_a_note_stands_first_in_a_cell_that_is_itself_cut(report: MonthReport, thai: Words) -> None:
    finding = next(one for one in report.findings if one.code == "date_unreadable")
    long = replace(finding, facts={"found": "ก " * 4000})
    short = replace(report, findings=(long,), tracked=())
    (plan,) = (one for one in plan_workbook(short, thai).sheets if one.name == "ข้อตรวจพบ")
    message = value(plan.rows[0][8])
    assert message.startswith("อ่านต่อในแผ่นงาน ข้อความเต็ม ลำดับที่ ๒\n")
