from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pipeline.analyse.advice import follow_advice
from pipeline.analyse.analysing import analyse
from pipeline.core.accepted import Unplanned
from pipeline.core.calendar import Month
from pipeline.core.duty import Status
from pipeline.core.past import Past, PastMonth
from pipeline.core.plan import Waiver
from pipeline.core.schema import Urgency
from tests.analyse.office import (
    DIVISION,
    LETTERS,
    PLAN_CELL,
    make_plan,
    make_scene,
    make_step,
    report,
    said,
    unsaid,
)
from tests.analyse.pasts import CUT_OFF_DAYS, month_of, told

if TYPE_CHECKING:
    from pipeline.analyse.scene import Scene
    from pipeline.core.gap import Gap

PLAN = make_plan(make_step("ตลอดปี ๖๖"), make_step("ตลอดปี ๖๖", step_no=2))
KEY = f"{DIVISION}\x1f1.1"
SAME = "| 2566-{month:02} | 1.1 | อบรม | |"


def scene(past: Past, month: str = "2566-03", result: str | None = "อบรม", **plan: object) -> Scene:
    """The month in which step 1 of measure 1 reports `result`; nothing was sent where None."""
    now = month_of(month)
    rows = {} if result is None else {KEY: said(Status.IN_PROGRESS, month=now, result=result)}
    sent = report(accepted=rows, submitted=() if result is None else (DIVISION,))
    as_of = now.last + CUT_OFF_DAYS
    return make_scene(replace(PLAN, **plan), sent, as_of, past, now)  # type: ignore[arg-type]


def open_ones(seen: Scene) -> list[Gap]:
    return [gap for gap in analyse(seen).gaps if gap.code == "recommendation_open"]


HEAD = "| month | step | result | advice |\n"


@pytest.mark.parametrize(
    ("past", "now", "since"),
    [
        ("| 2566-02 | 1.1 | อบรม | ควรอบรมซ้ำ |", "อบรม", "2566-02"),
        ("| 2566-02 | 1.1 | อบรม | ควรอบรมซ้ำ |", None, "2566-02"),
        ("| 2566-02 | 1.1 | อบรม | ควรอบรมซ้ำ |", "อบรม และอบรมซ้ำ", None),
        ("| 2566-02 | 1.1 | อบรม | ไม่มี |", "อบรม", None),
        ("| 2566-02 | 1.1 | อบรม | - |", "อบรม", None),
        ("| 2566-02 | 1.1 | อบรม | |", "อบรม", None),
        (
            "| 2566-01 | 1.1 | อบรม | ควรอบรมซ้ำ |\n| 2566-02 | 1.1 | อบรม | ควรมีคู่มือ |",
            "อบรม",
            "2566-01",
        ),
        (
            "| 2566-01 | 1.1 | อบรม | ควรอบรมซ้ำ |\n| 2566-02 | 1.1 | อบรมซ้ำ | ควรมีคู่มือ |",
            "อบรมซ้ำ",
            "2566-02",
        ),
        (
            "| 2566-01 | 1.1 | อบรม | ควรอบรมซ้ำ |\n| 2566-02 | 1.2 | ทำคู่มือ | |",
            "อบรม",
            None,
        ),
        ("| 2566-01 | 1.2 | ทำคู่มือ | ควรพิมพ์แจก |", None, "2566-01"),
    ],
)
def test_a_recommendation_is_open_until_something_new_comes(
    past: str, now: str | None, since: str | None
) -> None:
    found = open_ones(scene(told(HEAD + past), result=now))
    assert [str(gap.since) for gap in found] == ([since] if since else [])
    assert [unsaid(gap) for gap in found] == [set() for _ in found]


@pytest.mark.parametrize(
    ("month", "urgency"),
    [("2566-02", Urgency.LOW), ("2566-04", Urgency.LOW), ("2566-05", Urgency.MEDIUM)],
)
def test_it_is_more_urgent_after_three_months(month: str, urgency: Urgency) -> None:
    past = told(HEAD + "| 2566-01 | 1.1 | อบรม | ควรอบรมซ้ำ |")
    (gap,) = open_ones(scene(past, month))
    assert (gap.severity, gap.facts["sample"]) == (urgency, "ควรอบรมซ้ำ")


def test_it_is_not_open_in_the_month_that_gives_it() -> None:
    now = {KEY: said(Status.IN_PROGRESS, result="อบรม", recommendation="ควรอบรมซ้ำ")}
    assert open_ones(make_scene(PLAN, report(accepted=now))) == []


@pytest.mark.parametrize("gap", [None, "recommendation_open"])
def test_an_excused_measure_and_a_closed_recommendation_are_left_alone(gap: str | None) -> None:
    waiver = Waiver("", DIVISION, "1", None, "", "", None, PLAN_CELL, gap)
    past = told(HEAD + "| 2566-02 | 1.1 | อบรม | ควรอบรมซ้ำ |")
    assert open_ones(scene(past, waivers=(waiver,))) == []


def test_a_recommendation_beside_a_result_that_is_tied_to_no_step_counts() -> None:
    month = Month(2566, 2)
    row = said(None, month=month, result="ประชุม", recommendation="ให้รายงานต่อผู้บริหาร")
    work = Unplanned(DIVISION, "1", "มาตรการ 1", row)
    past = Past((PastMonth(month, month.last, untied=(work,)),))
    (gap,) = open_ones(scene(past, result=None))
    assert (gap.measure_no, gap.facts["sample"]) == ("1", "ให้รายงานต่อผู้บริหาร")


# Given in December: rounds Jan-Mar, Apr-Jun, Jul-Sep. Month asked, months with news, states.
ROUNDS = """
    | month   | news             | states | open |
    | 2566-01 |                  | o..    | no   |
    | 2566-03 |                  | Mo.    | yes  |
    | 2566-03 | 2566-02          | Do.    | no   |
    | 2566-06 | 2566-02          | DMo    | yes  |
    | 2566-06 | 2566-06          | MDo    | no   |
    | 2566-06 | 2566-02, 2566-06 | DDo    | no   |
    | 2566-09 | 2566-02, 2566-06 | DDM    | yes  |
"""


def test_rounds_that_a_recommendation_asks_for() -> None:
    from tests.analyse.office import table  # noqa: PLC0415 - beside its only use

    for line in table(ROUNDS):
        months = [Month(2566, number) for number in range(1, 10)]
        news = {one.strip() for one in line["news"].split(",")}
        rows, result, results = (
            ["| 2565-12 | 1.1 | รายงาน | ให้รายงานผลต่อคณะผู้บริหารทุก ๓ เดือน |"],
            "รายงาน",
            {},
        )
        for month in months:
            result += f" {month}" if str(month) in news else ""
            results[str(month)] = result
            rows.append(f"| {month} | 1.1 | {result} | |")
        before = [row for row in rows if row.split("|")[1].strip() < line["month"]]
        seen = scene(told(HEAD + "\n".join(before)), line["month"], results[line["month"]])
        (advice,) = follow_advice(seen)
        states = "".join(LETTERS[one.state] for one in advice.windows)
        assert (line["month"], states) == (line["month"], line["states"])
        assert bool(open_ones(seen)) is (line["open"] == "yes")
