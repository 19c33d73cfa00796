from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.core.calendar import (
    FiscalYear,
    Month,
    Span,
    add_years,
    fiscal_year_of,
    month_of,
    parse_span,
)

MARCH = Span(date(2023, 3, 1), date(2023, 3, 31))


def test_the_fiscal_year_begins_in_october() -> None:
    year = FiscalYear(2566)
    assert (year.start, year.end) == (date(2022, 10, 1), date(2023, 9, 30))
    assert year.span == Span(date(2022, 10, 1), date(2023, 9, 30))
    assert [str(month) for month in year.months] == [
        *("2565-10", "2565-11", "2565-12", "2566-01", "2566-02", "2566-03"),
        *("2566-04", "2566-05", "2566-06", "2566-07", "2566-08", "2566-09"),
    ]


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2022, 9, 30), 2565), (date(2022, 10, 1), 2566), (date(2023, 9, 30), 2566)],
)
def test_the_fiscal_year_of_a_day(day: date, year: int) -> None:
    assert fiscal_year_of(day) == FiscalYear(year)


@pytest.mark.parametrize(
    ("month", "first", "last", "days"),
    [
        (Month(2566, 2), date(2023, 2, 1), date(2023, 2, 28), 28),
        (Month(2567, 2), date(2024, 2, 1), date(2024, 2, 29), 29),
        (Month(2565, 12), date(2022, 12, 1), date(2022, 12, 31), 31),
    ],
)
def test_a_month_has_its_days(month: Month, first: date, last: date, days: int) -> None:
    assert (month.first, month.last, month.span.days) == (first, last, days)
    assert month_of(first) == month_of(last) == month


@pytest.mark.parametrize(
    ("months", "expected"),
    [(0, "2566-03"), (9, "2566-12"), (10, "2567-01"), (-2, "2566-01"), (-15, "2564-12")],
)
def test_months_are_counted_over_the_new_year(months: int, expected: str) -> None:
    assert str(Month(2566, 3).plus(months)) == expected


@pytest.mark.parametrize(
    ("span", "first", "last_before", "inside"),
    [
        (MARCH, True, False, True),
        (Span(None, date(2023, 3, 31)), True, True, True),
        (Span(date(2023, 3, 1), None), True, False, True),
        (Span(None, None), True, True, True),
    ],
)
def test_both_ends_of_a_span_belong_to_it(
    span: Span,
    first: bool,  # noqa: FBT001 - a case of the table
    last_before: bool,  # noqa: FBT001 - a case of the table
    inside: bool,  # noqa: FBT001 - a case of the table
) -> None:
    assert span.contains(date(2023, 3, 1)) is first
    assert span.contains(date(2023, 2, 28)) is last_before
    assert span.contains(date(2023, 3, 31)) is inside
    assert span.contains(date(2023, 4, 1)) is (span.end is None)


@pytest.mark.parametrize(
    ("other", "overlaps"),
    [
        (Span(date(2023, 3, 31), date(2023, 4, 5)), True),
        (Span(date(2023, 4, 1), date(2023, 4, 5)), False),
        (Span(date(2023, 2, 1), date(2023, 3, 1)), True),
        (Span(date(2023, 2, 1), date(2023, 2, 28)), False),
        (Span(date(2023, 3, 10), date(2023, 3, 12)), True),
        (Span(None, date(2023, 2, 28)), False),
        (Span(None, date(2023, 3, 1)), True),
        (Span(date(2023, 4, 1), None), False),
        (Span(None, None), True),
    ],
)
def test_spans_that_share_a_day(other: Span, overlaps: bool) -> None:  # noqa: FBT001 - a case
    assert MARCH.overlaps(other) is overlaps
    assert other.overlaps(MARCH) is overlaps


@pytest.mark.parametrize(
    ("span", "printed", "days"),
    [
        (MARCH, "2023-03-01/2023-03-31", 31),
        (Span(date(2023, 2, 15), date(2023, 2, 15)), "2023-02-15", 1),
        (Span(None, date(2023, 3, 31)), "/2023-03-31", None),
        (Span(date(2023, 3, 1), None), "2023-03-01/", None),
        (Span(None, None), "/", None),
    ],
)
def test_spans_print_as_iso_and_are_read_back(span: Span, printed: str, days: int | None) -> None:
    assert (str(span), span.days) == (printed, days)
    assert parse_span(printed) == span


@pytest.mark.parametrize("text", ["2023-02-30", "มี.ค. ๖๖", "2023-03-01/2023"])
def test_other_text_is_no_span(text: str) -> None:
    with pytest.raises(ValueError, match=r"Invalid isoformat|day is out of range"):
        parse_span(text)


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        (date(2024, 2, 29), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2024, 2, 29), -1, date(2023, 2, 28)),
        (date(2022, 4, 4), 1, date(2023, 4, 4)),
        (date(1966, 4, 4), 57, date(2023, 4, 4)),
    ],
)
def test_the_same_day_of_another_year(day: date, years: int, expected: date) -> None:
    assert add_years(day, years) == expected


@settings(deadline=None)
@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)))
def test_every_day_lies_in_its_month_and_its_fiscal_year(day: date) -> None:
    month, year = month_of(day), fiscal_year_of(day)
    assert month.span.contains(day)
    assert year.span.contains(day)
    assert month in year.months
    assert month.fiscal_year == year


@pytest.mark.parametrize(
    ("as_of", "until"),
    [
        ("2023-03-15", "2023-03-15"),
        ("2023-03-31", "2023-03-31"),
        ("2023-04-05", "2023-03-31"),
        ("2023-04-30", "2023-03-31"),
        ("2023-05-01", "2023-05-01"),
        ("2023-10-31", "2023-10-31"),
    ],
)
def test_what_a_report_of_march_can_tell_of(as_of: str, until: str) -> None:
    assert Month(2566, 3).told_until(date.fromisoformat(as_of)) == date.fromisoformat(until)
