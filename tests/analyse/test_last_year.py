from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from pipeline.analyse.analysing import analyse
from pipeline.core.calendar import Month
from pipeline.core.duty import Verdict
from pipeline.core.past import KnownDuty, Past, PastMonth
from pipeline.core.plan import Waiver
from pipeline.core.schema import Urgency
from tests.analyse.office import (
    DIVISION,
    PLAN_CELL,
    make_plan,
    make_scene,
    make_step,
    report,
    unsaid,
)

if TYPE_CHECKING:
    from pipeline.core.gap import Gap

SEPTEMBER = Month(2565, 9)
LEFT = KnownDuty("overdue", "3", "2", "มาตรการสาม", "จัดอบรม")


def carried(known: KnownDuty = LEFT, code: str = "3.2", **plan: object) -> list[Gap]:
    """The gaps of March of the next year that name what was left."""
    last = PastMonth(SEPTEMBER, date(2022, 10, 5), duties={f"{DIVISION}\x1f{code}": known})
    step = plan.pop("step", make_step("ม.ค. - ก.ย. ๖๖"))
    scene = make_scene(make_plan(step, **plan), report(), past=Past(last_year=last))  # type: ignore[arg-type]
    return [gap for gap in analyse(scene).gaps if gap.code == "carried_over"]


@pytest.mark.parametrize(
    ("verdict", "listed"),
    [
        (Verdict.OVERDUE, True),
        (Verdict.BEHIND, True),
        (Verdict.NOT_STARTED, True),
        (Verdict.NOT_REPORTED, True),
        (Verdict.ON_TRACK, True),
        (Verdict.NOT_DUE, True),
        (Verdict.NIL, True),
        (Verdict.DONE, False),
        (Verdict.DONE_UNPROVED, False),
        (Verdict.CANCELLED, False),
        (Verdict.WAIVED, False),
        (Verdict.UNMATCHED, False),
    ],
)
def test_what_last_year_left_is_listed(verdict: Verdict, listed: bool) -> None:  # noqa: FBT001 - a table's column
    assert bool(carried(replace(LEFT, verdict=verdict.value))) is listed


def test_it_is_named_as_last_year_s_plan_named_it() -> None:
    (gap,) = carried()
    assert unsaid(gap) == set()
    assert (gap.division, gap.measure_no, gap.step_no, gap.severity) == (
        DIVISION,
        "3",
        "2",
        Urgency.MEDIUM,
    )
    assert gap.about == "จัดอบรม"
    assert str(gap.facts["year"]) == "FiscalYear(be_year=2565)"


def test_a_memory_from_before_steps_were_remembered_knows_the_code() -> None:
    (gap,) = carried(KnownDuty("overdue"), code="4.1")
    assert (gap.measure_no, gap.step_no) == ("4", "1")


def test_the_same_words_in_this_year_s_plan_make_it_less_urgent() -> None:
    again = replace(make_step("ม.ค. - ก.ย. ๖๖"), method="จัด อบรม")
    (gap,) = carried(replace(LEFT, measure="มาตรการ 1"), step=again)
    assert gap.severity is Urgency.LOW
    (other,) = carried(replace(LEFT, measure="มาตรการ 2"), step=again)
    assert other.severity is Urgency.MEDIUM


def test_a_step_that_takes_its_place_settles_it() -> None:
    assert carried(step=replace(make_step("ม.ค. - ก.ย. ๖๖"), replaces="3.2")) == []


@pytest.mark.parametrize(
    ("waiver", "closed"),
    [
        (Waiver("", None, "3", "2", "", "", None, PLAN_CELL, "carried_over"), True),
        (Waiver("", None, "3", None, "", "", date(2023, 4, 4), PLAN_CELL, "carried_over"), True),
        (Waiver("", None, "3", "2", "", "", date(2023, 4, 3), PLAN_CELL, "carried_over"), False),
        (Waiver("", None, "3", "1", "", "", None, PLAN_CELL, "carried_over"), False),
        (Waiver("", None, "3", "2", "", "", None, PLAN_CELL, "recommendation_open"), False),
        (Waiver("", None, "3", "2", "", "", None, PLAN_CELL), False),
    ],
)
def test_an_exception_that_names_the_gap_closes_it(waiver: Waiver, closed: bool) -> None:  # noqa: FBT001 - a table's column
    assert (carried(waivers=(waiver,)) == []) is closed


def test_an_exception_of_a_gap_does_not_excuse_the_step() -> None:
    waiver = Waiver("", None, "1", "1", "", "", None, PLAN_CELL, "carried_over")
    plan = make_plan(make_step("ม.ค. ๖๖"), waivers=(waiver,))
    assert analyse(make_scene(plan, report())).tracked[0].verdict is Verdict.OVERDUE
