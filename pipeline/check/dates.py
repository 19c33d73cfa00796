"""Dates against the plan: slips of the year, outside the fiscal year, after the cut-off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.core.calendar import Span, add_years
from pipeline.core.duty import Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from pipeline.check.ground import Ground, Line
    from pipeline.core.calendar import FiscalYear
    from pipeline.core.duty import Duty
    from pipeline.core.finding import Facts, Finding

# One year off, or a two-digit B.E. year that an office suite took for 19xx.
_SLIPS = (1, -1, 57)

REJECTED = frozenset({"date_year_slip", "date_outside_year", "date_in_future"})


def judge_date(span: Span, duty: Duty | None, year: FiscalYear, as_of: date) -> str | None:
    """The code of what is wrong with a date, the first that fits; None where nothing is.

    Work that answers no step is held against the fiscal year up to the cut-off.
    """
    if suggest_year(span, _window(duty, year, as_of)) is not None:
        return "date_year_slip"
    if not year.span.overlaps(span):
        return "date_outside_year"
    if span.start is not None and span.start > as_of:
        return "date_in_future"
    if duty is not None and not duty.hull.overlaps(span):
        return "date_outside_period"
    return None


def suggest_year(span: Span, window: Span) -> Span | None:
    """The span with the year that was probably meant; None where it is in its window already."""
    if window.overlaps(span) or span.start is None or span.end is None:
        return None
    for years in _SLIPS:
        meant = Span(add_years(span.start, years), add_years(span.end, years))
        if window.overlaps(meant):
            return meant
    return None


def find_date_faults(ground: Ground) -> Iterator[Finding]:
    """One finding a cell: its first date that is rejected, else its first outside the period."""
    for line in ground.lines:
        judged = [
            (text, span, code)
            for text, span in line.dates
            if (code := ground.calendar.judge(span, line.duty)) is not None
            and not _is_told(code, line)
        ]
        if judged:
            text, span, code = min(judged, key=lambda one: one[2] not in REJECTED)
            yield ground.finding(code, line, line.dates_field, _facts(text, span, line, ground))


def _is_told(code: str, line: Line) -> bool:
    """Whether prose only tells of the date: a plan or a cited rule, where nothing is said done."""
    apart = ("date_in_future", "date_outside_year")
    return code in apart and line.flag("from_result") and line.status != Status.DONE


def _window(duty: Duty | None, year: FiscalYear, as_of: date) -> Span:
    if duty is not None:
        return duty.hull
    return Span(year.start, min(year.end, max(as_of, year.start)))


def _facts(text: str, span: Span, line: Line, ground: Ground) -> Facts:
    year, as_of = ground.plan.fiscal_year, ground.as_of
    return {
        "found": text,
        "date": span,
        "suggested": suggest_year(span, _window(line.duty, year, as_of)),
        "year": year,
        "as_of": as_of,
        "period": line.duty.step.period.text if line.duty else "",
    }
