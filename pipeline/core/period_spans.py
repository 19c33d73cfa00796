"""Parts and stretches with years placed in the calendar."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date

from pipeline.core.calendar import BE_OFFSET, FiscalYear, Month, Span
from pipeline.core.period_kinds import Note
from pipeline.core.period_parts import Bound, DeclinedError, Edge, Part, Scope, Stretch, Unit

_OCTOBER = 10
_MARCH = 3
_DECEMBER = 12
_QUARTER_MONTHS = 3
_HALF_MONTHS = 6
# Until B.E. 2483 the year began in April: that year has no January to March.
_FIRST_WHOLE_YEAR = 2484


@dataclass(frozen=True, slots=True)
class Settled:
    """A stretch with its days, first to last whatever its bound.

    `other_hull` are the days of the second reading that a year may have.
    """

    stretch: Stretch
    hull: Span
    other_hull: Span | None = None
    notes: tuple[Note, ...] = ()

    @property
    def span(self) -> Span:
        """Its days; a side is open where the text leaves it open."""
        return _bounded(self.hull, self.stretch.bound)

    @property
    def other(self) -> Span | None:
        """The second reading."""
        return None if self.other_hull is None else _bounded(self.other_hull, self.stretch.bound)


def settled(stretch: Stretch, *notes: Note) -> Settled:
    """The stretch in the calendar; DeclinedError where a year lacks or there are no such days."""
    hull, other = hull_of(stretch), None
    found = [*stretch.notes, *notes]
    if stretch.first.unit is Unit.YEAR and stretch.first.scope is Scope.UNCLEAR:
        other = hull_of(as_scope(stretch, Scope.CALENDAR))
        found.append(Note.FISCAL_OR_CALENDAR_YEAR)
    if any(part.from_ce for part in stretch.ends):
        found.append(Note.CE_YEAR_CONVERTED)
    if any(part.edge is Edge.SOME_PART for part in stretch.ends):
        found.append(Note.PART_OF_MONTH)
    return Settled(stretch, hull, other, tuple(found))


def as_scope(stretch: Stretch, scope: Scope) -> Stretch:
    """The same numbers counted as fiscal or as calendar years."""
    last = None if stretch.last is None else replace(stretch.last, scope=scope)
    return replace(stretch, first=replace(stretch.first, scope=scope), last=last)


def hull_of(stretch: Stretch) -> Span:
    """First to last day of the stretch, whatever its bound."""
    start, end = place(stretch.ends[0]).start, place(stretch.ends[-1]).end
    if start is None or end is None or end < start:
        raise DeclinedError(Note.END_BEFORE_START)
    return Span(start, end)


def place(part: Part) -> Span:
    """The days of a part with a year; DeclinedError where the calendar lacks them."""
    if part.year is None:
        raise DeclinedError(Note.YEAR_MISSING)
    span = _whole_span(part, part.year)
    return Span(span.end, span.end) if part.edge is Edge.LAST_DAY else span


def _bounded(span: Span, bound: Bound) -> Span:
    if bound is Bound.UNTIL:
        return Span(None, span.end)
    return Span(span.start, None) if bound is Bound.ONWARDS else span


def _whole_span(part: Part, be_year: int) -> Span:
    if part.unit in {Unit.DAY, Unit.MONTH}:
        return _in_month(part, be_year)
    if be_year < _FIRST_WHOLE_YEAR:
        raise DeclinedError(Note.OLD_CALENDAR)
    if part.unit is Unit.QUARTER:
        return _fiscal_part(be_year, part.count, _QUARTER_MONTHS)
    if part.unit is Unit.HALF:
        return _fiscal_part(be_year, part.count, _HALF_MONTHS)
    if part.scope is Scope.CALENDAR:
        return Span(Month(be_year, 1).first, Month(be_year, _DECEMBER).last)
    return FiscalYear(be_year).span


def _fiscal_part(be_year: int, count: int | None, months: int) -> Span:
    opening = Month(be_year - 1, _OCTOBER).plus(((count or 1) - 1) * months)
    return Span(opening.first, opening.plus(months - 1).last)


def _in_month(part: Part, be_year: int) -> Span:
    number = part.month or 1
    if part.scope is Scope.FISCAL and number >= _OCTOBER:
        be_year -= 1
    if be_year < _FIRST_WHOLE_YEAR and number <= _MARCH and not part.from_ce:
        missing = be_year == _FIRST_WHOLE_YEAR - 1
        raise DeclinedError(Note.NO_SUCH_DAY if missing else Note.OLD_CALENDAR)
    month = Month(be_year, number)
    if part.day is None:
        return month.span
    if part.day > calendar.monthrange(month.ce_year, number)[1]:
        raise DeclinedError(Note.NO_SUCH_DAY)
    day = date(be_year - BE_OFFSET, number, part.day)
    return Span(day, day)
