from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.core.accepted import Accepted
from pipeline.core.address import Address
from pipeline.core.calendar import Month, Span
from pipeline.core.duty import Status
from pipeline.core.gap import GapKey
from pipeline.core.past import Past, PastMonth

KEY = "กองคลัง\x1f1.1"
OCTOBER, NOVEMBER, JANUARY, FEBRUARY = (
    Month(2565, 10),
    Month(2565, 11),
    Month(2566, 1),
    Month(2566, 2),
)
MONTHS = (OCTOBER, NOVEMBER, JANUARY, FEBRUARY)


def said(month: Month, result: str, **more: object) -> Accepted:
    values: dict[str, object] = {"status": Status.IN_PROGRESS, "result": result} | more
    return Accepted(month, Address("ก.xlsx"), "ab", **values)  # type: ignore[arg-type]


def past(*results: str | None) -> Past:
    """The four months with what the duty's report said in each, None where none came."""
    return Past(
        tuple(
            PastMonth(
                month,
                month.last,
                accepted={} if text is None else {KEY: said(month, text)},
                heard=frozenset() if text is None else frozenset({"กองคลัง"}),
            )
            for month, text in zip(MONTHS, results, strict=True)
        )
    )


@pytest.mark.parametrize(
    ("results", "same"),
    [
        (("ก", "ข", "ค", "ค"), (JANUARY, FEBRUARY)),
        (("ค", "ค", "ค", "ค"), MONTHS),
        (("ค", "ข", "ค", "ค"), (JANUARY, FEBRUARY)),
        (("ค", "ค", "ค", "ข"), ()),
        (("ค", None, "ค", "ค"), (JANUARY, FEBRUARY)),
        (("ค", "ค", "ค", None), ()),
    ],
)
def test_months_that_say_the_same_end_with_the_last(
    results: tuple[str | None, ...], same: tuple[Month, ...]
) -> None:
    assert past(*results).same_months(KEY, said(Month(2566, 3), "ค")) == same


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({"obstacle": "ฝนตก", "recommendation": "ควรเลื่อน"}, True),
        ({"reported_month": FEBRUARY}, True),
        ({"status": Status.DONE}, False),
        ({"progress": 40.0}, False),
        ({"acted_on": (Span(JANUARY.first, JANUARY.first),)}, False),
        ({"evidence": "คำสั่ง 1/2566"}, False),
        ({"spent": 500.0}, False),
    ],
)
def test_what_counts_as_another_report(change: dict[str, object], *, same: bool) -> None:
    now = replace(said(Month(2566, 3), "ค"), **change)  # type: ignore[arg-type]
    assert bool(past("ก", "ก", "ก", "ค").same_months(KEY, now)) is same


def test_the_last_accepted_stands_from_the_latest_month_that_spoke_of_it() -> None:
    assert past("ก", "ข", None, None).of(KEY) == said(NOVEMBER, "ข")
    assert past(None, None, None, None).of(KEY) is None


@pytest.mark.parametrize(
    ("results", "heard", "quiet"),
    [
        (("ก", "ก", None, None), NOVEMBER, (JANUARY, FEBRUARY)),
        ((None, "ก", None, "ก"), FEBRUARY, ()),
        ((None, None, None, None), None, MONTHS),
    ],
)
def test_how_long_a_division_is_quiet(
    results: tuple[str | None, ...], heard: Month | None, quiet: tuple[Month, ...]
) -> None:
    known = past(*results)
    assert known.last_heard("กองคลัง") == heard
    assert known.quiet_months("กองคลัง") == quiet


def test_since_when_a_gap_stands_without_a_break() -> None:
    gap, other = (
        GapKey("overdue", "กองคลัง", "1", "1", "a"),
        GapKey("overdue", "กองคลัง", "1", "1", "b"),
    )
    raised = ({gap}, {other}, {gap, other}, {gap})
    months = tuple(
        PastMonth(month, month.last, gaps=frozenset(gaps))
        for month, gaps in zip(MONTHS, raised, strict=True)
    )
    known = Past(months)
    since = known.raised_since(gap)
    assert since is not None
    assert since.month == JANUARY
    assert known.raised_since(other) is None


def test_duties_under_the_names_that_the_plan_uses_now() -> None:
    known = past("ก", None, "ข", None).renamed(lambda key: key.replace("1.1", "1.4"))
    assert known.of("กองคลัง\x1f1.4") == said(JANUARY, "ข")
    assert known.of(KEY) is None
