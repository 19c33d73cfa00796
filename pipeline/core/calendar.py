"""Thai years, months and spans of days. All dates are Gregorian; B.E. = A.D. + 543."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

BE_OFFSET = 543
_OCTOBER = 10
_DECEMBER = 12


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Days from `start` to `end`, both included; None is open on that side."""

    start: date | None
    end: date | None

    def contains(self, day: date) -> bool:
        """Whether `day` lies in the span."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def overlaps(self, other: Span) -> bool:
        """Whether the spans share a day."""
        begins = self.start is None or other.end is None or self.start <= other.end
        return begins and (self.end is None or other.start is None or other.start <= self.end)

    @property
    def days(self) -> int | None:
        """Number of days, both ends counted; None where a side is open."""
        if self.start is None or self.end is None:
            return None
        return (self.end - self.start).days + 1

    def __str__(self) -> str:
        """ISO: `2023-02-15`, or `2023-03-01/2023-03-31`."""
        if self.start == self.end and self.start is not None:
            return self.start.isoformat()
        return "/".join("" if day is None else day.isoformat() for day in (self.start, self.end))


def parse_span(text: str) -> Span:
    """The span that `str(span)` printed; raises ValueError on other text."""
    if not text:
        raise ValueError(text)
    first, slash, last = text.partition("/")
    start = date.fromisoformat(first) if first else None
    if not slash:
        return Span(start, start)
    return Span(start, date.fromisoformat(last) if last else None)


@dataclass(frozen=True, slots=True, order=True)
class FiscalYear:
    """The Thai government's year: B.E. 2566 runs from 2022-10-01 to 2023-09-30."""

    be_year: int

    @property
    def span(self) -> Span:
        """First to last day of the year."""
        ce_year = self.be_year - BE_OFFSET
        return Span(date(ce_year - 1, _OCTOBER, 1), date(ce_year, _OCTOBER, 1) - timedelta(days=1))

    @property
    def start(self) -> date:
        """1 October of the year before."""
        return date(self.be_year - BE_OFFSET - 1, _OCTOBER, 1)

    @property
    def end(self) -> date:
        """30 September."""
        return date(self.be_year - BE_OFFSET, _OCTOBER, 1) - timedelta(days=1)

    @property
    def months(self) -> tuple[Month, ...]:
        """October to September."""
        first = month_of(self.start)
        return tuple(first.plus(count) for count in range(_DECEMBER))


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of a B.E. year; `str` gives `2566-03`."""

    be_year: int
    month: int

    @property
    def ce_year(self) -> int:
        """The Gregorian year."""
        return self.be_year - BE_OFFSET

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.ce_year, self.month, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.ce_year, self.month, calendar.monthrange(self.ce_year, self.month)[1])

    @property
    def span(self) -> Span:
        """First to last day."""
        return Span(self.first, self.last)

    @property
    def fiscal_year(self) -> FiscalYear:
        """The fiscal year it lies in: October opens the next one."""
        return FiscalYear(self.be_year + (1 if self.month >= _OCTOBER else 0))

    def told_until(self, as_of: date) -> date:
        """The last day that a report of the month can tell of, where the cut-off is `as_of`.

        The days after the month in which reports come in are not of it; a cut-off past the next
        month is meant as it is.
        """
        return min(self.last, as_of) if month_of(as_of) <= self.plus(1) else as_of

    def plus(self, months: int) -> Month:
        """The month so many later, earlier where negative."""
        years, month = divmod(self.month - 1 + months, _DECEMBER)
        return Month(self.be_year + years, month + 1)

    def __str__(self) -> str:
        return f"{self.be_year:04d}-{self.month:02d}"


def month_of(day: date) -> Month:
    """The month that `day` lies in."""
    return Month(day.year + BE_OFFSET, day.month)


def fiscal_year_of(day: date) -> FiscalYear:
    """The fiscal year that `day` lies in."""
    return month_of(day).fiscal_year


def add_years(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes the 28th where there is none."""
    last = calendar.monthrange(day.year + years, day.month)[1]
    return date(day.year + years, day.month, min(day.day, last))
