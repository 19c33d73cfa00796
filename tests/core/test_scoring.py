"""Scores add up as published figures do, and what is lost is what they lose."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.core.framework import Framework, Indicator, Instrument
from pipeline.core.scoring import (
    cost_of_item,
    cost_under,
    indicator_score,
    instrument_scores,
    total_of,
    two_decimals,
    worth,
)
from schemas.frameworks import load_framework

# Ten scores with the means 80 (IIT), 90 (EIT) and 95 (OIT).
SCORES = dict(enumerate((70.0, 75.0, 80.0, 85.0, 90.0, 85.0, 90.0, 95.0, 100.0, 90.0), start=1))


def year(be_year: int) -> Framework:
    found = load_framework(be_year)
    assert found is not None
    return found


def items(framework: Framework, *lost: str) -> dict[str, float]:
    """Every item at 100, the lost ones at 0."""
    return {one.code: 0.0 if one.code in lost else 100.0 for one in framework.items if one.code}


def indicator(framework: Framework, number: int) -> Indicator:
    return next(one for one in framework.indicators if one.number == number)


@pytest.mark.parametrize(
    ("lost", "score"),
    [((), 100), (("O36",), 93.75), (("O36", "O39"), 87.5), (("O43",), 75), (("O42", "O43"), 50)],
)
def test_indicator_10_of_2564_takes_its_published_values(
    lost: tuple[str, ...], score: float
) -> None:
    """One or two of the eight items of 10.1 lost; a plain mean of ten items would be 90 and 80."""
    found = year(2564)
    assert indicator_score(found, 10, items(found, *lost)) == score


def test_oit_of_2564_is_forty_hundredths_of_the_mean_of_its_two_indicators() -> None:
    found = year(2564)
    oit = instrument_scores(found, {9: 100.0, 10: 87.5})[2]
    assert (oit.instrument.key, oit.mean, oit.missing) == ("OIT", 93.75, ())
    assert total_of([oit]) == 37.5


def test_a_published_total_of_2564() -> None:
    """98.04 = 40.00 + 28.04 + 30.00; the three scores behind the 28.04 are invented."""
    found = year(2564)
    iit = dict.fromkeys(range(1, 6), 100.0)
    eit = {6: 93.4, 7: 93.4, 8: 93.6}
    oit = {9: 100.0, 10: 100.0}
    parts = instrument_scores(found, {**iit, **eit, **oit})
    assert [total_of([one]) for one in parts] == pytest.approx([30.0, 28.04, 40.0])
    assert total_of(parts) == pytest.approx(98.04)


def test_means_and_total() -> None:
    parts = instrument_scores(year(2567), SCORES)
    assert [(one.instrument.key, one.mean) for one in parts] == [
        ("IIT", 80.0),
        ("EIT", 90.0),
        ("OIT", 95.0),
    ]
    # 24 + 27 + 38
    assert total_of(parts) == 89.0


def test_eighty_five_everywhere_is_eighty_five_and_not_a_hair_less() -> None:
    parts = instrument_scores(year(2566), dict.fromkeys(range(1, 11), 85.0))
    assert total_of(parts) == 85.0


def test_what_is_missing_is_named_and_adds_up_to_nothing() -> None:
    known = {number: score for number, score in SCORES.items() if number not in (3, 8)}
    iit, eit, oit = instrument_scores(year(2566), known)
    assert (iit.mean, iit.missing) == (None, (3,))
    assert (eit.mean, eit.missing) == (None, (8,))
    assert (oit.mean, oit.missing) == (95.0, ())
    assert total_of([iit, eit, oit]) is None
    assert total_of([]) is None


def test_nothing_adds_up_where_the_way_or_a_weight_is_not_known() -> None:
    found = replace(year(2566), equal_means=False)
    assert [one.mean for one in instrument_scores(found, SCORES)] == [None, None, None]
    assert indicator_score(found, 10, items(found)) is None
    assert worth(found, found.indicators[0]) is None
    bare = replace(year(2566), instruments=(Instrument("IIT", None),))
    assert total_of(instrument_scores(bare, SCORES)) is None


def test_an_item_without_a_score_leaves_the_indicator_open() -> None:
    found = year(2564)
    some = {code: score for code, score in items(found).items() if code != "O40"}
    assert indicator_score(found, 10, some) is None
    assert indicator_score(found, 9, some) == 100
    assert indicator_score(year(2567), 10, some) is None


@pytest.mark.parametrize(
    ("be_year", "code", "cost"),
    [
        # 10.2 of two items: 100 / 2 items / 2 parts / 2 indicators x 0.40.
        (2564, "O43", 5.0),
        (2565, "O43", 5.0),
        # 10.2 of five items.
        (2566, "O42", 2.0),
        (2566, "O43", 2.0),
        # 10.1 of eight; 9.4 of four, one of five parts.
        (2564, "O36", 1.25),
        (2566, "O23", 1.0),
        # The parts of these years were not seen.
        (2567, "O1", None),
        (2569, "O26", None),
        (2566, "O99", None),
    ],
)
def test_what_one_lost_item_costs_the_total(be_year: int, code: str, cost: float | None) -> None:
    assert cost_of_item(year(be_year), code) == cost


def test_a_lost_item_costs_what_the_total_says_it_does() -> None:
    """The formula and the sum of the whole list agree: 100 without a loss, 95 with O43 lost."""
    found = year(2564)
    others = dict.fromkeys(range(1, 9), 100.0)
    for lost, total in ((), 100.0), (("O43",), 95.0):
        given = items(found, *lost)
        oit = {number: indicator_score(found, number, given) or 0 for number in (9, 10)}
        assert total_of(instrument_scores(found, {**others, **oit})) == total


@pytest.mark.parametrize(
    ("number", "score", "cost"),
    [
        # IIT: five indicators share 30 points, so five points of one are 0.30 of the total.
        (1, 80, 0.30),
        (5, 60, 1.50),
        # EIT: three share 30.
        (6, 79, 0.60),
        (8, 0, 8.50),
        # OIT: two share 40.
        (9, 75, 2.00),
        (10, 84.5, 0.10),
        # At and above the target nothing is lost.
        (2, 85, 0),
        (2, 100, 0),
    ],
)
def test_what_a_low_score_costs_the_total(number: int, score: float, cost: float) -> None:
    found = year(2566)
    assert cost_under(found, indicator(found, number), score, 85) == cost


def test_no_cost_is_known_without_the_target_or_the_weight() -> None:
    found = year(2566)
    first = found.indicators[0]
    assert cost_under(found, first, 10, None) is None
    unweighted = replace(found, instruments=(Instrument("IIT", None),))
    assert cost_under(unweighted, first, 10, 85) is None
    assert cost_under(replace(found, instruments=()), first, 10, 85) is None
    assert cost_under(replace(found, indicators=()), first, 10, 85) is None


@pytest.mark.parametrize(
    ("points", "shown"),
    [(0.285, 0.29), (-0.285, -0.29), (0.284999, 0.28), (2.0, 2.0), (0.125, 0.13)],
)
def test_points_are_rounded_as_a_spreadsheet_shows_them(points: float, shown: float) -> None:
    assert two_decimals(points) == shown
