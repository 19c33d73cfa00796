from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from pipeline.core.received import Outcome
from pipeline.core.sealing import SealState
from pipeline.publish.desk import Desk
from pipeline.publish.summary import PAGE_POINTS, plan_summary
from pipeline.publish.summary_gaps import worst_lines
from pipeline.sheets.layout import sheet_lines
from pipeline.sheets.plan import CellPlan

if TYPE_CHECKING:
    from pipeline.core.report import MonthReport
    from pipeline.core.words import Words
    from pipeline.sheets.plan import SheetPlan, Value


@pytest.fixture
def desk(report: MonthReport, thai: Words) -> Desk:
    return Desk(report, thai)


def texts(plan: SheetPlan, rows: int | None = None) -> list[list[Value]]:
    return [
        [cell.value for cell in row.cells if isinstance(cell, CellPlan)] for row in plan.head[:rows]
    ]


def height_of_page_one(plan: SheetPlan) -> float:
    last = plan.page.breaks[0]
    return sum(line.height.points for line in sheet_lines(plan) if line.row <= last)


@pytest.mark.parametrize(
    ("edition", "stamp"),
    [
        (SealState(), ["ร่าง"]),
        (SealState(sealed=True), []),
        (SealState(amendment=2, follows="ab"), ["ร่างแก้ไขครั้งที่ ๒"]),
        (SealState(sealed=True, amendment=2, follows="ab"), ["แก้ไขครั้งที่ ๒"]),
    ],
)
def test_the_title_says_which_edition_it_is_unless_the_original_is_sealed(
    desk: Desk, edition: SealState, stamp: list[str]
) -> None:
    of_edition = replace(desk, report=replace(desk.report, edition=edition))
    assert texts(plan_summary(of_edition), 1)[0][1:] == stamp


def test_page_one_says_office_month_cut_off_and_the_figures(desk: Desk) -> None:
    lines = texts(plan_summary(desk), 6)
    assert lines[0] == [
        "สรุปผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส ข้อมูล ณ วันที่ ๔ เม.ย. ๒๕๖๖",
        "ร่าง",
    ]
    assert lines[1] == ["องค์การบริหารส่วนตำบลตัวอย่าง ประจำเดือน มี.ค. ๒๕๖๖ ปีงบประมาณ พ.ศ. ๒๕๖๖"]
    assert lines[2] == [
        "ส่งรายงานแล้ว",
        "แล้วเสร็จ",
        "เกินกำหนด",
        "หลักฐานไม่ครบ",
        "ถึงเวลาแต่ยังไม่เริ่ม",
        "เป็นไปตามแผน",
        "ยังไม่ถึงกำหนด",
        "วันถึงปิดรับ ITA",
    ]
    assert lines[3] == [1, 1, 1, 1, 1, 1, 1, 26]
    assert lines[4] == [2, 3, "ข้อ", "ข้อ", "ข้อ", "ข้อ", "ข้อ", "ปิดรับ ๓๐ เม.ย. ๒๕๖๖"]
    left, right = map(str, lines[5])
    assert left.splitlines() == ["ส่วนราชการที่ยังไม่ส่งรายงาน", "กองช่าง"]
    assert right.splitlines() == [
        "รอส่วนราชการเพิ่มเติมข้อมูล: แล้วเสร็จแต่ไม่มีวันที่ ๒ ข้อ",
        "เทียบกับเดือน ก.พ. ๒๕๖๖: ปิดประเด็นแล้ว ๑ · ประเด็นใหม่ ๓ · ผลลดลง ๑ · ข้อมูลเดิมที่ถูกแก้ ๑",
    ]


def test_figures_are_live(desk: Desk) -> None:
    figures = plan_summary(desk).head[3].cells
    overdue = next(cell for cell in figures[12:] if cell is not None)
    assert overdue.formula == "=COUNTIFS('ตารางติดตามผล'!$F$4:$F$15,\"เกินกำหนด\")"


def test_the_worst_gaps_stand_under_their_headings(desk: Desk) -> None:
    plan = plan_summary(desk)
    table = texts(plan)[8:20]
    assert [line[0] for line in table] == [
        "ยังไม่ส่งรายงาน",
        1,
        "งานเกินกำหนด",
        2,
        "งานที่ยังไม่เริ่มหรือรายงานไม่ครบงวด",
        3,
        4,
        5,
        "งานที่แจ้งว่าแล้วเสร็จแต่หลักฐานไม่ครบ",
        6,
        "ตัวชี้วัด ITA ที่ต้องปรับปรุง",
        7,
    ]
    assert table[3] == [2, "๒ ข้อ ๕", "จัดประชุม", "กองช่าง", "เกิน ๖๓ วัน", "๑๐ เม.ย. ๒๕๖๖"]


def test_the_worst_are_the_first_ten_of_the_analysis(report: MonthReport, thai: Words) -> None:
    overdue = next(gap for gap in report.gaps if gap.code == "overdue")
    many = tuple(replace(overdue, days=days) for days in (90, 30, 5)) * 4
    worst = worst_lines(Desk(replace(report, gaps=many), thai))
    assert [line.gap.days for line in worst] == [90, 30, 5, 90, 30, 5, 90, 30, 5, 90]


def test_scores_of_a_kind_take_one_line(report: MonthReport, thai: Words) -> None:
    low = next(gap for gap in report.gaps if gap.code == "score_below_target")
    other = replace(low, facts={**low.facts, "indicator": "การใช้อำนาจ"})
    bare = replace(low, code="indicator_without_measure")
    desk = Desk(replace(report, gaps=(low, other, bare)), thai)
    told = [line for line in texts(plan_summary(desk)) if len(line) == 6 and line[0] in (1, 2)]
    assert [(line[2], line[4]) for line in told] == [
        (f"{low.facts['indicator']}, การใช้อำนาจ", "ต่ำกว่าเป้า ๒ ตัว"),
        (low.facts["indicator"], "ไม่มีมาตรการ"),
    ]


def test_nothing_to_press_on_is_said(report: MonthReport, thai: Words) -> None:
    plan = plan_summary(Desk(replace(report, gaps=(), silent=()), thai))
    lines = [line[0] for line in texts(plan, 8)]
    assert lines[5] == "ส่งรายงานครบทุกส่วนราชการ"
    assert lines[6:] == ["ประเด็นเร่งรัด ๑๐ อันดับแรก", "ไม่มีประเด็นที่ผู้บริหารต้องเร่งรัด"]


def test_a_report_that_could_not_be_used_is_not_sent(report: MonthReport, thai: Words) -> None:
    refused = replace(report.submissions[0], outcome=Outcome.REFUSED)
    lines = texts(plan_summary(Desk(replace(report, submissions=(refused,)), thai)), 6)
    assert lines[3][0] == 0
    assert lines[5][0] == ("ส่วนราชการที่ยังไม่ส่งรายงาน\nสำนักปลัด (ยังใช้ไม่ได้ ขอให้ส่งใหม่), กองช่าง")


@pytest.mark.parametrize("closing", [None, date(2023, 4, 3)])
def test_days_to_closing_only_where_they_are_known_and_to_come(
    report: MonthReport, thai: Words, closing: date | None
) -> None:
    organisation = replace(report.plan.organisation, ita_closing=closing)
    plan = replace(report.plan, organisation=organisation)
    lines = texts(plan_summary(Desk(replace(report, plan=plan), thai)), 4)
    assert (lines[2][7], lines[3][7]) == ("ข้อตามแผนทั้งหมด", 12)


def test_page_one_holds_the_fullest_month(report: MonthReport, thai: Words) -> None:
    codes = {gap.code: gap for gap in report.gaps}
    kinds = (
        "no_submission",
        "overdue",
        "not_started",
        "done_without_evidence",
        "score_below_target",
    )
    long = "จัดทำประกาศ " * 40
    gaps = [replace(codes[code], division=long, measure_no="1", step_no="1") for code in kinds * 2]
    waiting = [
        codes["done_without_date"],
        replace(codes["done_without_date"], code="done_without_result"),
    ]
    full = replace(report, gaps=(*gaps, *waiting), silent=("สำนักปลัด", "กองช่าง", long))
    assert height_of_page_one(plan_summary(Desk(full, thai))) <= PAGE_POINTS


def test_both_charts_stand_beside_the_table_on_page_one(desk: Desk) -> None:
    plan = plan_summary(desk)
    upper, lower = plan.charts
    assert (upper.title, lower.title) == (
        "จำนวนข้อจำแนกตามผลการติดตามและส่วนราชการ",
        "จำนวนข้อที่แล้วเสร็จของแต่ละมาตรการ",
    )
    heights = {line.row: line.height.points for line in sheet_lines(plan)}
    for chart, until in ((upper, lower.row), (lower, plan.page.breaks[0] + 1)):
        room = sum(heights[row] for row in range(chart.row, until))
        assert chart.height * 0.75 <= room


def test_a_month_without_a_planned_step_has_no_chart(report: MonthReport, thai: Words) -> None:
    assert plan_summary(Desk(replace(report, tracked=()), thai)).charts == ()
