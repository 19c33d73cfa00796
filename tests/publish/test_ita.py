from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pipeline.publish.desk import Desk
from pipeline.publish.ita import plan_ita
from pipeline.sheets.plan import CellPlan, RowPlan

if TYPE_CHECKING:
    from pipeline.core.report import MonthReport
    from pipeline.core.words import Words
    from pipeline.sheets.plan import TableRow, Value


def shown(row: TableRow) -> list[Value]:
    cells = row.cells if isinstance(row, RowPlan) else row
    return [cell.value if isinstance(cell, CellPlan) else cell for cell in cells]


def test_ten_indicators_with_score_target_and_the_measures_that_answer(
    report: MonthReport, thai: Words
) -> None:
    plan = plan_ita(Desk(report, thai))
    rows = [shown(row) for row in plan.rows]
    assert len(rows) == 10
    assert rows[0] == [1, "การปฏิบัติหน้าที่", "IIT", 95.5, 85, 10.5, 0.0, "", "๑"]
    assert rows[1][3:6] == [71.25, 85, -13.75]
    assert rows[1][6] == pytest.approx(0.825)
    assert rows[1][7:] == ["การรับรู้งบประมาณ", "ยังไม่มี"]
    assert rows[2][3] == "ยังไม่กรอก"
    assert rows[8][8] == "๒"
    assert (rows[3][3], rows[3][8]) == ("ยังไม่กรอก", "๑")
    assert plan.charts[0].title == "คะแนน ITA รายตัวชี้วัดเทียบกับเป้าหมาย"


def test_without_scores_the_sheet_says_so_and_draws_nothing(
    report: MonthReport, thai: Words
) -> None:
    plan = plan_ita(Desk(replace(report, plan=replace(report.plan, scores=())), thai))
    assert plan.charts == ()
    assert plan.head[1].cells[0].value == "ยังไม่ได้กรอกคะแนน ITA ปีงบประมาณ พ.ศ. ๒๕๖๕ ในแผน"


def test_without_a_framework_the_plans_scores_are_shown(
    report: MonthReport, english: Words
) -> None:
    plan = plan_ita(Desk(replace(report, framework=None), english))
    rows = [shown(row) for row in plan.rows]
    assert [(row[0], row[1]) for row in rows] == [(1, None), (2, None), (3, None)]
    assert [row[3] for row in rows] == [95.5, 71.25, "not entered"]
    assert shown(plan.head[1])[0] == (
        "The program has no ITA framework of fiscal year 2566, "
        "so only the plan's own scores are shown"
    )
    assert plan.charts == ()


def test_english_names_the_indicators_in_english(report: MonthReport, english: Words) -> None:
    assert shown(plan_ita(Desk(report, english)).rows[9])[1] == "Corruption prevention"
