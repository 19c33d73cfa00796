from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pipeline.core.changes import Comparison
from pipeline.core.duty import Phase, State
from pipeline.publish.changes import comparison_line, plan_changes
from pipeline.publish.desk import Desk
from pipeline.sheets.plan import CellPlan, RowPlan
from tests.analyse.months import rounds_of

if TYPE_CHECKING:
    from pipeline.core.report import MonthReport
    from pipeline.core.words import Words
    from pipeline.sheets.plan import SheetPlan, Value

SHEET = """
การเปลี่ยนแปลงจากเดือนก่อน
เทียบกับเดือน ก.พ. ๒๕๖๖: ปิดประเด็นแล้ว ๑ · ประเด็นใหม่ ๓ · ผลลดลง ๑ · ข้อมูลเดิมที่ถูกแก้ ๑
ตัวเลขรายเดือนของปีงบประมาณนี้
ผลการติดตาม | ก.พ. ๒๕๖๖ | มี.ค. ๒๕๖๖
ส่งรายงาน | ๒/๓ | ๑/๓
ยังไม่ถึงกำหนด | 1 | 0
เป็นไปตามแผน | 4 | 2
เกินกำหนด | 0 | 3
ประเด็นผู้บริหาร | 5 | 7
ประเด็นที่ปิดแล้วในเดือนนี้
ประเด็น | ส่วนราชการ | มาตรการที่ | ข้อที่ | ตั้งแต่เดือน | จำนวนวัน
ยังไม่ส่งรายงาน | สำนักปลัด | - | - | ม.ค. ๒๕๖๖ | 58
ผลการติดตามที่เปลี่ยนไป
ส่วนราชการ | มาตรการที่ | ข้อที่ | ก.พ. ๒๕๖๖ | มี.ค. ๒๕๖๖
กองช่าง | 2 | 5 | เป็นไปตามแผน | เกินกำหนด
ข้อมูลเดือนก่อนที่ถูกแก้หรือหายไป โปรดสอบถามส่วนราชการ
ส่วนราชการ | มาตรการที่ | ข้อที่ | รายการ | ตั้งแต่เดือน | เดือนก่อน | เดือนนี้
สำนักปลัด | 1 | 1 | สถานะ | ก.พ. ๒๕๖๖ | ดำเนินการแล้วเสร็จ | อยู่ระหว่างดำเนินการ
สำนักปลัด | 1 | 2 | หลักฐานอ้างอิง | ก.พ. ๒๕๖๖ | =คำสั่งที่ ๑๒/๒๕๖๖ | (ว่าง)
ข้อเสนอแนะและการติดตาม
ส่วนราชการ | มาตรการที่ | ข้อเสนอแนะ | ตั้งแต่เดือน | มีผลใหม่เมื่อ
สำนักปลัด | 1 | ควรอบรมทุกปี | ก.พ. ๒๕๖๖ | มี.ค. ๒๕๖๖
"""


def lines(plan: SheetPlan) -> list[str]:
    return [" | ".join(_shown(cell) for cell in row.cells if cell is not None) for row in plan.head]


def _shown(cell: CellPlan | Value) -> str:
    value = cell.value if isinstance(cell, CellPlan) else cell
    return "-" if value is None else str(value)


def test_the_months_side_by_side(report: MonthReport, thai: Words) -> None:
    told = lines(plan_changes(Desk(report, thai)))
    assert told[: len(SHEET.strip().splitlines())] == SHEET.strip().splitlines()


def test_rounds_that_were_asked_for_are_named_with_their_state(
    report: MonthReport, thai: Words
) -> None:
    assert lines(plan_changes(Desk(report, thai)))[-1].splitlines() == [
        "กองช่าง | 2 | ให้รายงานทุก ๓ เดือน | พ.ย. ๒๕๖๕ | ๑ ธ.ค. ๒๕๖๕ - ๒๘ ก.พ. ๒๕๖๖: แล้วเสร็จ",
        "๑ มี.ค. ๒๕๖๖ - ๓๑ พ.ค. ๒๕๖๖: อยู่ในระยะเวลา",
    ]


def test_every_row_fills_the_page_and_no_more(report: MonthReport, thai: Words) -> None:
    for row in plan_changes(Desk(report, thai)).head:
        assert isinstance(row, RowPlan)
        spans = [cell.span for cell in row.cells if isinstance(cell, CellPlan)]
        assert sum(spans) == 48 or len(spans) == 3


def test_a_first_month_and_a_quiet_month_say_so(report: MonthReport, thai: Words) -> None:
    first = replace(report, compared=Comparison(), tracked=())
    assert lines(plan_changes(Desk(first, thai))) == [
        "การเปลี่ยนแปลงจากเดือนก่อน",
        "ยังไม่มีข้อมูลเดือนก่อนในปีงบประมาณนี้",
    ]
    assert comparison_line(Desk(first, thai)) is None
    quiet = replace(report, compared=Comparison(last=report.compared.last), tracked=())
    assert lines(plan_changes(Desk(quiet, thai)))[2] == "ไม่มีการเปลี่ยนแปลงจากเดือนก่อน"


@pytest.mark.parametrize(
    ("states", "named"),
    [
        ("DDMDo.", "ต.ค. ๒๕๖๕ - พ.ย. ๒๕๖๕, ม.ค. ๒๕๖๖ | ธ.ค. ๒๕๖๕ | ก.พ. ๒๕๖๖ - มี.ค. ๒๕๖๖"),
        ("UDD...", "ต.ค. ๒๕๖๕ - ธ.ค. ๒๕๖๕ |  | ม.ค. ๒๕๖๖ - มี.ค. ๒๕๖๖"),
        ("MMMMMM", " | ต.ค. ๒๕๖๕ - มี.ค. ๒๕๖๖ | "),
    ],
)
def test_rounds_by_name(report: MonthReport, thai: Words, states: str, named: str) -> None:
    row = replace(report.planned[0], occurrences=rounds_of(states))
    told = lines(plan_changes(Desk(replace(report, compared=Comparison(), tracked=(row,)), thai)))
    assert told[2] == "งานที่ทำเป็นงวด"
    assert told[-1].endswith(f" | {named}")


def test_states_that_rounds_are_made_of() -> None:
    assert [(one.phase, one.state) for one in rounds_of("MD.")] == [
        (Phase.ENDED, State.MISSED),
        (Phase.ENDED, State.DONE),
        (Phase.AHEAD, State.NOT_DUE),
    ]
