"""Scores of the year before, against this year's target; where one more done step helps most."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pipeline.analyse.scores import Frameworks, find_levers, score_board
from pipeline.core.calendar import FiscalYear
from pipeline.core.duty import Tracked, Verdict
from pipeline.core.plan import Measure, Score
from schemas.frameworks import load_framework
from tests.analyse.office import PLAN_CELL, make_plan, make_scene, make_step, report

if TYPE_CHECKING:
    from pipeline.core.plan import Plan
    from pipeline.core.score_board import IndicatorLine, ScoreBoard

AHEAD = "ก.ย. ๖๖"
FULL = dict(enumerate((90.0, 80.0, 85.0, 85.0, 85.0, 85.0, 79.0, 85.0, 100.0, 75.0), start=1))
FRAMEWORKS = Frameworks(load_framework(2566), load_framework(2565))


def planned(given: dict[int, float | None], *answers: tuple[str, ...], steps: int = 1) -> Plan:
    """A plan with these scores and a measure of so many steps for each tuple of indicators."""
    plan = make_plan(
        *(
            make_step(AHEAD, measure_no=number, step_no=step)
            for number in range(1, len(answers) + 1)
            for step in range(1, steps + 1)
        )
    )
    return replace(
        plan,
        measures=tuple(
            replace(measure, indicators=named)
            for measure, named in zip(plan.measures, answers, strict=True)
        ),
        scores=tuple(Score(str(no), score, f"จุด {no}", PLAN_CELL) for no, score in given.items()),
    )


def rows_of(plan: Plan, *verdicts: Verdict) -> list[Tracked]:
    """The plan's rows, the first with these verdicts, the others not due."""
    rows = [one.tracked for one in make_scene(plan, report()).decided]
    given = [*verdicts, *[Verdict.NOT_DUE] * (len(rows) - len(verdicts))]
    return [replace(row, verdict=one) for row, one in zip(rows, given, strict=True)]


def board_of(plan: Plan, *verdicts: Verdict, frameworks: Frameworks = FRAMEWORKS) -> ScoreBoard:
    return score_board(plan, rows_of(plan, *verdicts), frameworks)


def line(board: ScoreBoard, number: int) -> IndicatorLine:
    return next(one for one in board.lines if one.indicator.number == number)


def test_total_means_rating_and_distance() -> None:
    board = board_of(planned(dict(FULL), ("1",)))
    assert board.year == FiscalYear(2565)
    assert [(one.instrument.key, one.mean) for one in board.instruments] == [
        ("IIT", 85.0),
        ("EIT", 83.0),
        ("OIT", 87.5),
    ]
    # 25.5 + 24.9 + 35.0, rated by the letters of 2565.
    assert board.total == 85.4
    assert board.band is not None
    assert board.band.word == "A"
    assert (board.target, board.missing, board.unused) == (85, (), ())


def test_the_word_is_that_of_the_scores_year_and_the_target_that_of_the_plan_s() -> None:
    later = Frameworks(load_framework(2567), load_framework(2566))
    board = board_of(planned(dict(FULL), ("1",)), frameworks=later)
    assert board.band is not None
    assert board.band.word == "ผ่าน"


@pytest.mark.parametrize(
    ("number", "difference", "cost"),
    [(1, 5.0, 0.0), (2, -5.0, 0.3), (7, -6.0, 0.6), (9, 15.0, 0.0), (10, -10.0, 2.0)],
)
def test_each_indicator_s_gap_and_cost(number: int, difference: float, cost: float) -> None:
    found = line(board_of(planned(dict(FULL), ("1",))), number)
    assert (found.difference, found.cost, found.weakness) == (difference, cost, f"จุด {number}")
    assert found.is_below == (difference < 0)


def test_costs_are_weighed_by_the_scores_own_year() -> None:
    plan = planned(dict(FULL), ("1",))
    heavy = load_framework(2565)
    assert heavy is not None
    weights = tuple(replace(one, weight=60.0) for one in heavy.instruments)
    found = Frameworks(load_framework(2566), replace(heavy, instruments=weights))
    assert line(board_of(plan, frameworks=found), 2).cost == 0.6
    unknown = Frameworks(load_framework(2566), None)
    board = board_of(plan, frameworks=unknown)
    assert (line(board, 2).cost, board.total, board.instruments) == (None, None, ())


def test_what_is_missing_is_named() -> None:
    some = {number: score for number, score in FULL.items() if number not in (4, 10)}
    board = board_of(planned({**some, 4: None}, ("1",)))
    assert (board.missing, board.total, board.band) == ((4, 10), None, None)
    assert [one.mean for one in board.instruments] == [None, 83.0, None]
    assert line(board, 4).difference is None


def test_how_far_the_measures_are_that_answer_an_indicator() -> None:
    plan = planned(dict(FULL), ("2", "10"), ("การใช้งบประมาณ",), ("9",), steps=2)
    board = board_of(plan, Verdict.DONE, Verdict.DONE_UNPROVED, Verdict.DONE, Verdict.DONE)
    assert [(one.measure_no, one.done, one.planned) for one in line(board, 2).answers] == [
        ("1", 1, 2),
        ("2", 2, 2),
    ]
    assert (line(board, 2).done, line(board, 2).planned) == (3, 4)
    assert [one.indicator.number for one in board.unanswered] == [7]


def test_where_one_more_done_step_helps_most() -> None:
    """2 costs 0.30, 7 costs 0.60, 10 costs 2.00; measures 1 to 4 have two steps each."""
    plan = planned(dict(FULL), ("2",), ("10", "7"), ("10",), ("9",), steps=2)
    verdicts = (
        *(Verdict.DONE, Verdict.OVERDUE),
        *(Verdict.NOT_STARTED, Verdict.DONE_UNPROVED),
        *(Verdict.WAIVED, Verdict.NIL),
    )
    levers = board_of(plan, *verdicts).levers
    assert [
        (one.row.measure_no, one.row.step_no, one.indicators, one.points) for one in levers
    ] == [
        # 10 is shared by three open steps, 7 by the two of measure 2: 0.666… + 0.30.
        ("2", "1", (7, 10), pytest.approx(0.966666667)),
        ("2", "2", (7, 10), pytest.approx(0.966666667)),
        ("3", "2", (10,), pytest.approx(0.666666667)),
        # 2 has one open step left.
        ("1", "2", (2,), 0.3),
    ]


def test_ties_stand_in_the_plan_s_order() -> None:
    plan = planned({**FULL, 1: 80.0}, ("1",), ("2",), ("1",), ("2",))
    assert [one.row.measure_no for one in board_of(plan).levers] == ["1", "2", "3", "4"]


def test_no_lever_without_a_cost_or_an_open_step() -> None:
    plan = planned(dict(FULL), ("1",), ("2",))
    assert board_of(plan, Verdict.NOT_DUE, Verdict.CANCELLED).levers == ()
    assert find_levers((), plan, rows_of(plan)) == ()
    bare = replace(plan, measures=(Measure("9", "ไม่มีวิธี", (), PLAN_CELL, ("10",)),))
    assert score_board(bare, (), FRAMEWORKS).levers == ()


def test_scores_of_no_indicator_or_of_one_that_has_a_score_are_not_used() -> None:
    plan = planned(dict(FULL), ("1",))
    more = ("การใช้งบประมาณ", "ตัวชี้วัดอื่น", "11")
    extra = tuple(Score(name, 10.0, "", PLAN_CELL) for name in more)
    board = board_of(replace(plan, scores=(*plan.scores, *extra)))
    assert board.unused == more
    assert line(board, 2).score == 80.0


def test_a_year_without_its_own_framework_has_the_indicators_of_the_year_before() -> None:
    board = board_of(planned(dict(FULL), ("1",)), frameworks=Frameworks(None, FRAMEWORKS.own))
    assert (len(board.lines), board.target, board.total) == (10, None, 85.4)
    assert {one.cost for one in board.lines} == {None}
    nothing = board_of(planned(dict(FULL), ("1",)), frameworks=Frameworks(None, None))
    assert (nothing.lines, nothing.total, nothing.unused, nothing.has_scores) == (
        (),
        None,
        (),
        False,
    )
