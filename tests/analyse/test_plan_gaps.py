from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from pipeline.analyse.analysing import analyse
from pipeline.core.address import Address
from pipeline.core.calendar import FiscalYear
from pipeline.core.finding import Audience
from pipeline.core.plan import Measure, Plan, Score
from pipeline.core.schema import Urgency
from schemas.frameworks import load_framework
from tests.analyse.office import (
    EVERY_INDICATOR,
    GOOD_SCORES,
    PLAN_CELL,
    Told,
    make_plan,
    make_scene,
    make_step,
    report,
    table,
    tell,
)

if TYPE_CHECKING:
    from pipeline.core.framework import Indicator

AHEAD = "ก.ย. ๖๖"


def told(plan: Plan) -> Told:
    """The gaps of a month in which nothing was due and everyone has sent."""
    return tell(make_scene(plan, report()))


def scores(*given: tuple[str, float | None]) -> tuple[Score, ...]:
    return tuple(
        Score(number, score, "", Address("plan.xlsx", "คะแนน ITA", row, 2))
        for row, (number, score) in enumerate(given, start=2)
    )


def test_a_plan_that_says_everything_has_no_gap() -> None:
    assert told(make_plan(make_step(AHEAD))).gaps == ()


PERIODS = table("""
| period              | often   | gap              |
| ม.ค. - ก.ย. ๖๖       |         |                  |
| ตลอดปีงบประมาณ ๒๕๖๖  |         |                  |
|                     |         | period_missing   |
|                     | ทุกเดือน  | period_missing   |
# Two readings: the fiscal year or the calendar year.
| ตลอดปี ๖๖            |         | period_ambiguous |
| ทุกไตรมาส ปี ๒๕๖๖     |         | period_ambiguous |
# No year.
| ตลอดปี               |         | period_ambiguous |
| ม.ค. - ก.ย.          |         | period_ambiguous |
| มี.ค. และ ก.ย.        |         | period_ambiguous |
# A frequency needs none; what cannot be read is a finding and no gap.
| ทุกเดือน              |         |                  |
| ต่อเนื่อง             |         |                  |
| เมื่อมีงบประมาณ         |         |                  |
""")  # fmt: skip


@pytest.mark.parametrize("row", PERIODS)
def test_periods_that_leave_something_open(row: dict[str, str]) -> None:
    where = Address("plan-2566.xlsx", "มาตรการ", 5, 7)
    step = make_step(row["period"], row["often"], where=where)
    unclear = [gap for gap in told(make_plan(step)).gaps if gap.code.startswith("period_")]
    assert [gap.code for gap in unclear] == row["gap"].split()
    for gap in unclear:
        assert (gap.measure_no, gap.step_no, gap.source) == ("1", None, where)
        assert (gap.severity, gap.audience) == (Urgency.MEDIUM, Audience.ANALYST)
        assert gap.planned == (row["period"] or None)


def test_a_text_is_asked_about_once_a_measure() -> None:
    plan = make_plan(
        make_step("ตลอดปี ๖๖", step_no=1),
        make_step("ตลอดปี ๖๖", step_no=2),
        make_step("", step_no=3),
        make_step("", step_no=4),
        make_step("ตลอดปี ๖๖", measure_no=2, step_no=1),
    )
    assert [(gap.code, gap.measure_no) for gap in told(plan).gaps if "period" in gap.code] == [
        ("period_ambiguous", "1"),
        ("period_missing", "1"),
        ("period_ambiguous", "2"),
    ]


def test_bare_measures_are_named_once() -> None:
    plan = make_plan(
        make_step(AHEAD, step_no=1, divisions=()),
        make_step(AHEAD, step_no=2, divisions=()),
        make_step(AHEAD, measure_no=2),
    )
    first, second = plan.measures
    bare = Measure("3", "ไม่มีวิธี", (), PLAN_CELL, ("1",))
    plan = replace(plan, measures=(first, replace(second, indicators=()), bare))
    assert [(gap.code, gap.measure_no, gap.severity.value) for gap in told(plan).gaps] == [
        ("no_owner", "1", "high"),
        ("no_method", "3", "medium"),
        ("no_indicator", "2", "low"),
    ]


def test_no_score_at_all_is_one_gap_at_the_first_cell() -> None:
    plan = make_plan(make_step(AHEAD), scores=scores(("1", None), ("2", None)))
    gap = told(plan).gap("score_missing")
    assert dict(gap.facts)["year"] == FiscalYear(2565)
    assert gap.facts.get("indicator_no") is None
    assert gap.source == Address("plan.xlsx", "คะแนน ITA", 2, 2)
    assert (gap.severity, gap.audience) == (Urgency.MEDIUM, Audience.ANALYST)


def test_a_plan_without_the_sheet_of_scores_lacks_them_once() -> None:
    assert told(make_plan(make_step(AHEAD), scores=())).codes == ["score_missing"]


def test_single_scores_are_missed_by_their_indicators() -> None:
    some = (*GOOD_SCORES[:8], *scores(("9", None)))
    gaps = told(make_plan(make_step(AHEAD), scores=some)).gaps
    assert [(gap.code, gap.facts["indicator_no"], gap.source) for gap in gaps] == [
        ("score_missing", 9, Address("plan.xlsx", "คะแนน ITA", 2, 2)),
        ("score_missing", 10, None),
    ]


def test_scores_under_the_target_cost_the_total() -> None:
    low = {"1": 80.0, "2": 84.99, "3": 85.0, "6": 79.0, "10": 75.5}
    given = scores(*((number, low.get(number, 95.0)) for number in EVERY_INDICATOR))
    gaps = told(make_plan(make_step(AHEAD), scores=given)).gaps
    # (85 - score) / indicators of the instrument x its weight: IIT 5, 30; EIT 3, 30; OIT 2, 40.
    assert [
        (gap.facts["indicator_no"], gap.actual, gap.planned, gap.facts["cost"]) for gap in gaps
    ] == [(1, 80.0, 85, 0.3), (2, 84.99, 85, 0.0), (6, 79.0, 85, 0.6), (10, 75.5, 85, 1.9)]
    assert {gap.code for gap in gaps} == {"score_below_target"}
    assert gaps[0].facts["indicator"] == "การปฏิบัติหน้าที่"
    assert (gaps[0].severity, gaps[0].audience) == (Urgency.HIGH, Audience.MANAGEMENT)


def test_indicators_that_no_measure_answers() -> None:
    given = scores(*((number, 60.0 if number == "4" else 90.0) for number in EVERY_INDICATOR))
    plan = make_plan(make_step(AHEAD), scores=given)
    answers = ("1", "การใช้งบประมาณ", "3", "5", "6", "7", "8", "๙. การเปิดเผยข้อมูล")
    plan = replace(plan, measures=(replace(plan.measures[0], indicators=answers),))
    gaps = [gap for gap in told(plan).gaps if gap.code == "indicator_without_measure"]
    assert [(gap.facts["indicator_no"], gap.severity) for gap in gaps] == [
        (4, Urgency.HIGH),
        (10, Urgency.LOW),
    ]
    assert {gap.audience for gap in gaps} == {Audience.MANAGEMENT}


def test_scores_given_by_name_are_known() -> None:
    names = [one.name for one in indicators()]
    given = scores(*((name, 90.0) for name in names))
    assert told(make_plan(make_step(AHEAD), scores=given)).gaps == ()


def test_a_plan_that_names_no_indicator_is_told_so_by_its_measures_alone() -> None:
    plan = make_plan(make_step(AHEAD))
    plan = replace(plan, measures=(replace(plan.measures[0], indicators=()),))
    assert told(plan).codes == ["no_indicator"]


def test_a_year_without_a_framework_has_no_gaps_of_scores() -> None:
    plan = make_plan(make_step(AHEAD), scores=())
    scene = replace(make_scene(plan, report()), framework=None)
    assert tell(scene).gaps == ()


def test_a_framework_without_a_target_finds_no_low_score() -> None:
    plan = make_plan(make_step(AHEAD), scores=scores(*((n, 10.0) for n in EVERY_INDICATOR)))
    framework = load_framework(2566)
    assert framework is not None
    scene = replace(make_scene(plan, report()), framework=replace(framework, target=None))
    assert tell(scene).gaps == ()


def indicators() -> tuple[Indicator, ...]:
    framework = load_framework(2566)
    assert framework is not None
    return framework.indicators


@pytest.mark.parametrize(
    ("until", "period", "lacks"),
    [
        (date(2023, 2, 28), "ม.ค. - ก.ย. ๖๖", True),
        (date(2023, 3, 1), "ม.ค. - ก.ย. ๖๖", False),
        (date(2023, 2, 28), "ม.ค. - ก.พ. ๖๖", False),
        (None, "ม.ค. - ก.ย. ๖๖", False),
    ],
)
def test_a_step_whose_division_is_gone_has_no_owner(
    until: date | None, period: str, *, lacks: bool
) -> None:
    plan = make_plan(make_step(period))
    gone = replace(plan, divisions=(replace(plan.divisions[0], valid_until=until),))
    codes = [gap.code for gap in analyse(make_scene(gone, report())).gaps]
    assert ("no_owner" in codes) is lacks
