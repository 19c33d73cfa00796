from __future__ import annotations

import pytest

from benchmarks.figures import AGAIN, CALAMINE, OURS, Target, is_flat, judge, middle, ratio
from benchmarks.spending import Spent


def spent(wall: float) -> Spent:
    return Spent(wall, wall, 100.0)


def test_the_middle_is_taken_of_each_figure_by_itself() -> None:
    runs = [Spent(3.0, 1.0, 20.0), Spent(1.0, 2.0, 30.0), Spent(2.0, 9.0, 10.0)]
    assert middle(runs) == Spent(2.0, 2.0, 20.0)


def test_a_ratio_is_one_wall_time_over_the_other() -> None:
    medians = {OURS: Spent(6.0, 99.0, 1.0), CALAMINE: Spent(1.5, 1.0, 1.0)}
    assert ratio(Target(OURS, CALAMINE, most=5.0), medians) == 4.0


@pytest.mark.parametrize(
    ("target", "measured", "met"),
    [
        (Target(OURS, CALAMINE, most=5.0), 5.0, True),
        (Target(OURS, CALAMINE, most=5.0), 5.01, False),
        (Target(CALAMINE, OURS, least=7.0), 7.0, True),
        (Target(CALAMINE, OURS, least=7.0), 6.9, False),
    ],
)
def test_a_limit_itself_is_met(target: Target, measured: float, met: bool) -> None:  # noqa: FBT001 - a case
    assert target.is_met(measured) is met


def test_targets_of_many_workbooks_are_not_judged_on_few() -> None:
    few = {OURS: spent(6.0), CALAMINE: spent(1.0), "naive-openpyxl": spent(3.0)}
    many = {OURS: spent(4.0), CALAMINE: spent(1.0), AGAIN: spent(1.0)}
    judged = [(one.forms, one.target.of, one.ratio, one.met) for one in judge({1000: many, 5: few})]
    assert judged == [
        (5, "naive-openpyxl", 0.5, False),
        (1000, "ita", 4.0, True),
        (1000, "ita-again", 0.25, False),
    ]


def test_memory_is_flat_where_many_more_workbooks_take_about_the_same() -> None:
    assert is_flat([(5, 80.0), (1000, 150.0), (5000, 180.0)]) is True
    assert is_flat([(1000, 150.0), (5000, 181.0)]) is False
    assert is_flat([(5, 80.0), (1000, 150.0)]) is None
