from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.analyse.scores import Frameworks, score_board
from pipeline.core.calendar import FiscalYear
from pipeline.core.plan import Score
from pipeline.publish.desk import Desk
from pipeline.publish.ita import plan_ita
from pipeline.sheets.plan import CellPlan, RowPlan
from schemas.frameworks import load_framework
from tests.publish.office_plan import plan_cell

if TYPE_CHECKING:
    from pipeline.core.report import MonthReport
    from pipeline.core.words import Words
    from pipeline.sheets.plan import SheetPlan, TableRow, Value


def shown(row: TableRow) -> list[Value]:
    cells = row.cells if isinstance(row, RowPlan) else row
    return [cell.value if isinstance(cell, CellPlan) else cell for cell in cells]


def texts(rows: tuple[RowPlan, ...]) -> list[list[Value]]:
    """What stands in rows above or below the table, covered places left out."""
    return [[value for value in shown(row) if value is not None] for row in rows]


def scored(report: MonthReport, *scores: float | None, own: int = 2566) -> MonthReport:
    """The report with these scores of indicators 1 and on, its plan of year `own`."""
    plan = replace(
        report.plan,
        organisation=replace(report.plan.organisation, fiscal_year=FiscalYear(own)),
        scores=tuple(
            Score(str(number), score, "", plan_cell(number))
            for number, score in enumerate(scores, start=1)
        ),
    )
    frameworks = Frameworks(load_framework(own), load_framework(own - 1))
    return replace(report, plan=plan, scores=score_board(plan, report.planned, frameworks))


ALL = (92.5, 80.25, 88.0, 79.0, 90.1, 85.0, 82.4, 78.33, 80.0, 75.0)


def test_ten_indicators_with_score_target_and_the_measures_that_answer(
    report: MonthReport, thai: Words
) -> None:
    plan = plan_ita(Desk(report, thai))
    rows = [shown(row) for row in plan.rows]
    assert len(rows) == 10
    assert rows[0] == [1, "การปฏิบัติหน้าที่", "IIT", 95.5, 85, 10.5, 0.0, "", "๑", 1, 3]
    assert rows[1][3:7] == [71.25, 85, -13.75, 0.825]
    assert rows[1][7:] == ["การรับรู้งบประมาณ", "ยังไม่มี", None, None]
    assert rows[2][3] == "ยังไม่กรอก"
    assert rows[8][8:] == ["๒", 0, 5]
    assert (rows[3][3], rows[3][8]) == ("ยังไม่กรอก", "๑")
    assert plan.charts[0].title == "คะแนน ITA รายตัวชี้วัดเทียบกับเป้าหมาย"


def test_how_far_the_measures_are_is_counted_by_formulas(report: MonthReport, thai: Words) -> None:
    cells = plan_ita(Desk(report, thai)).rows[0]
    assert isinstance(cells, tuple)
    done, planned = cells[9:]
    assert isinstance(done, CellPlan)
    assert isinstance(planned, CellPlan)
    assert str(done.formula).endswith('="แล้วเสร็จ"))')
    assert str(planned.formula).startswith("=SUMPRODUCT(")


def test_without_scores_the_sheet_says_so_and_draws_nothing(
    report: MonthReport, thai: Words
) -> None:
    plan = plan_ita(Desk(scored(report), thai))
    assert plan.charts == ()
    assert plan.head[1].cells[0].value == "ยังไม่ได้กรอกคะแนน ITA ปีงบประมาณ พ.ศ. ๒๕๖๕ ในแผน"
    assert len(plan.rows) == 10


def test_without_a_framework_the_plans_scores_are_shown(
    report: MonthReport, english: Words
) -> None:
    board = score_board(report.plan, report.planned, Frameworks(None, None))
    plan = plan_ita(Desk(replace(report, framework=None, scores=board), english))
    rows = [shown(row) for row in plan.rows]
    assert [(row[0], row[1]) for row in rows] == [(1, None), (2, None), (3, None)]
    assert [row[3] for row in rows] == [95.5, 71.25, "not entered"]
    assert shown(plan.head[1])[0] == (
        "The program has no ITA framework of fiscal year 2566, "
        "so only the plan's own scores are shown"
    )
    assert (plan.charts, plan.tail) == ((), ())


def test_a_plan_of_a_year_without_a_framework_has_last_year_s_total_and_no_target(
    report: MonthReport, english: Words
) -> None:
    plan = plan_ita(Desk(scored(report, *ALL, own=2570), english))
    assert shown(plan.rows[0])[3:7] == [92.5, None, None, None]
    assert "of fiscal year 2570, so this year's target and OIT items are not known" in str(
        shown(plan.head[1])[0]
    )
    assert plan.charts == ()


def test_english_names_the_indicators_in_english(report: MonthReport, english: Words) -> None:
    assert shown(plan_ita(Desk(report, english)).rows[9])[1] == "Corruption prevention"


def parts_of(plan: SheetPlan) -> list[str]:
    """The first cell of each row on either side of a page's end."""
    rows = [*plan.head, RowPlan(("header",)), *plan.rows, *plan.tail]
    return [str(shown(rows[row + side])[0]) for row in plan.page.breaks for side in (-1, 0)]


def test_each_part_begins_a_page_where_it_would_be_torn(
    report: MonthReport, english: Words
) -> None:
    plan = plan_ita(Desk(scored(report, *ALL), english))
    assert not plan.page.repeats_header
    assert parts_of(plan) == [
        *("10", "Steps to press first, the first ten (where one more done step helps most)"),
        *("7", "How figures are made, and what is not known"),
    ]


def test_parts_that_fit_one_page_together_stand_on_one(report: MonthReport, english: Words) -> None:
    """Without an open step to press, that is said below the table on its page."""
    assert parts_of(plan_ita(Desk(report, english)))[1::2] == [
        "How figures are made, and what is not known"
    ]


def test_nothing_is_frozen_above_the_second_table(report: MonthReport, thai: Words) -> None:
    assert plan_ita(Desk(report, thai)).frozen_rows == 0
