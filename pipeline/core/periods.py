"""Periods as Thai officers write them: `ita explain` and the plan read by this."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.core.calendar import Span, fiscal_year_of
from pipeline.core.digits import has_mixed_digits, has_mixed_number
from pipeline.core.frequencies import find_frequency_words, occurrences_of, parse_frequency
from pipeline.core.period_grammar import check_words, read_all
from pipeline.core.period_kinds import Frequency, Kind, Note, Period
from pipeline.core.period_parts import Bound, DeclinedError, Edge, Part, Scope, Told, Unit
from pipeline.core.period_spans import Settled
from pipeline.core.period_words import cut_into_words
from pipeline.core.period_years import settle

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.core.calendar import FiscalYear
    from pipeline.core.period_parts import Stretch

__all__ = [
    "Frequency",
    "Kind",
    "Note",
    "Period",
    "find_frequency_words",
    "occurrences_of",
    "parse_frequency",
    "parse_period",
]

_CACHED = 4096
_LONGEST = 2_000  # a period is a phrase; longer texts would take long to be declined
_KINDS = {
    Unit.DAY: Kind.DAY,
    Unit.MONTH: Kind.MONTH,
    Unit.QUARTER: Kind.QUARTER,
    Unit.HALF: Kind.HALF_YEAR,
    Unit.YEAR: Kind.FISCAL_YEAR,
}
_RECURRING = (Frequency.MONTHLY, Frequency.QUARTERLY, Frequency.HALF_YEARLY)
# A round of six months that is reported in its second or fourth quarter ends with it.
_HALF_OF_QUARTER = {2: 1, 4: 2}


@lru_cache(maxsize=_CACHED)
def parse_period(text: str, fiscal_year: FiscalYear | None = None) -> Period:
    """How a period or date is read; any text, never an exception.

    `fiscal_year` supplies a year that the text lacks, noted. What cannot be told exactly has
    no dates: its kind is NONE, or its own where only the year lacks.
    """
    if len(text) > _LONGEST:
        return Period(text, Kind.NONE, notes=(Note.NOT_A_DATE,))
    try:
        return _read(text, fiscal_year)
    except DeclinedError as declined:
        mixed = (Note.MIXED_DIGITS,) if has_mixed_number(text) else ()
        return Period(text, Kind.NONE, notes=(declined.note, *mixed))


def _read(text: str, fiscal_year: FiscalYear | None) -> Period:
    words = cut_into_words(text)
    if not words.shown:
        raise DeclinedError(Note.BLANK)
    check_words(words)
    told = read_all(words, 0, len(words.kinds))
    period = replace(_period(told, fiscal_year), text=text)
    if any(
        has_mixed_digits(words.text(stretch.first_word, stretch.last_word))
        for stretch in told.stretches
    ):
        return replace(period, notes=(*period.notes, Note.MIXED_DIGITS))
    return period


def _period(told: Told, fiscal_year: FiscalYear | None) -> Period:
    frequency = _one_frequency(told.frequencies)
    if not told.stretches:
        return _frequency_alone(frequency, fiscal_year)
    _check_recurring_month(told, frequency)
    if told.is_round and len(told.stretches) == 1:
        told = replace(told, stretches=(_of_round(told.stretches[0], frequency),))
    outcomes = settle(_as_windows(told.stretches), fiscal_year)
    found: list[Settled] = []
    for outcome in outcomes:
        if isinstance(outcome, Settled):
            found.append(outcome)
        elif outcome.note is not Note.YEAR_MISSING:
            raise outcome
    if len(found) == len(outcomes):
        period = _dated(found, frequency)
    else:
        kind = _kind(told.stretches)
        period = Period("", kind, notes=(Note.YEAR_MISSING,), frequency=frequency)
    if told.is_round and frequency is Frequency.YEARLY and period.kind is Kind.FISCAL_YEAR:
        return replace(period, kind=Kind.FREQUENCY)
    return _recurring(period)


def _one_frequency(frequencies: Iterable[Frequency]) -> Frequency | None:
    named = set(frequencies)
    if len(named) > 1:
        named.discard(Frequency.CONTINUOUS)
    if len(named) > 1:
        raise DeclinedError(Note.TWO_READINGS)
    return named.pop() if named else None


def _frequency_alone(frequency: Frequency | None, fiscal_year: FiscalYear | None) -> Period:
    if frequency is None:
        raise DeclinedError(Note.NOT_A_DATE)
    period = Period("", Kind.FREQUENCY, notes=(Note.YEAR_MISSING,), frequency=frequency)
    if fiscal_year is None:
        return period
    return replace(
        period,
        start=fiscal_year.start,
        end=fiscal_year.end,
        occurrences=occurrences_of(frequency, fiscal_year.span),
        notes=(Note.YEAR_FROM_PLAN,),
    )


def _check_recurring_month(told: Told, frequency: Frequency | None) -> None:
    """Every month beside one month: nobody can tell whether it is every year in that month."""
    singles = {stretch.first.unit for stretch in told.stretches if stretch.last is None}
    if frequency is Frequency.MONTHLY and singles & {Unit.DAY, Unit.MONTH}:
        raise DeclinedError(Note.TWO_READINGS)


def _of_round(stretch: Stretch, frequency: Frequency | None) -> Stretch:
    """The half-year or year of a round, told by the quarter or the year's end beside it."""
    part = stretch.first
    if part.unit is Unit.QUARTER and frequency is Frequency.HALF_YEARLY and stretch.last is None:
        half = _HALF_OF_QUARTER.get(part.count or 0)
        if half is None:
            raise DeclinedError(Note.TWO_READINGS)
        notes = (*stretch.notes, Note.HALF_YEAR_BY_QUARTER)
        return replace(stretch, first=replace(part, unit=Unit.HALF, count=half), notes=notes)
    if part.unit is Unit.YEAR and part.edge is Edge.LAST_DAY and frequency is Frequency.YEARLY:
        return replace(stretch, first=replace(part, edge=Edge.WHOLE))
    return stretch


def _as_windows(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Stretches of a list; within one of several months is that month."""
    if len(stretches) == 1:
        return list(stretches)
    for stretch in stretches:
        open_side = stretch.bound is not Bound.BETWEEN
        if open_side and (stretch.bound is Bound.ONWARDS or stretch.first.unit is Unit.DAY):
            raise DeclinedError(Note.TWO_READINGS)
    return [replace(stretch, bound=Bound.BETWEEN) for stretch in stretches]


def _kind(stretches: Sequence[Stretch]) -> Kind:
    if len(stretches) > 1:
        return Kind.MILESTONES
    stretch = stretches[0]
    if stretch.bound is not Bound.BETWEEN:
        return Kind.DEADLINE if stretch.bound is Bound.UNTIL else Kind.OPEN_END
    return Kind.RANGE if stretch.last is not None else _kind_of_part(stretch.first)


def _kind_of_part(part: Part) -> Kind:
    if part.edge is Edge.LAST_DAY:
        return Kind.DAY
    if part.unit is Unit.YEAR and part.scope is Scope.CALENDAR:
        return Kind.CALENDAR_YEAR
    return _KINDS[part.unit]


def _dated(found: Sequence[Settled], frequency: Frequency | None) -> Period:
    spans = sorted({item.span for item in found}, key=_order)
    stretches = [item.stretch for item in found]
    others = [item.other or item.span for item in found]
    notes = dict.fromkeys(note for item in found for note in item.notes)
    hull = _hull(spans)
    return Period(
        text="",
        kind=_kind(stretches[: len(spans)]),
        start=hull.start,
        end=hull.end,
        occurrences=tuple(spans),
        notes=tuple(notes),
        frequency=frequency,
        other_reading=_hull(others) if any(item.other for item in found) else None,
    )


def _order(span: Span) -> tuple[date, date]:
    return span.start or date.min, span.end or date.max


def _hull(spans: Iterable[Span]) -> Span:
    """The span over all; a side is open where one of them is open there."""
    starts, ends = zip(*((span.start, span.end) for span in spans), strict=True)
    return Span(
        None if None in starts else min(start for start in starts if start),
        None if None in ends else max(end for end in ends if end),
    )


def _recurring(period: Period) -> Period:
    """A period with the windows that its frequency makes inside its one span."""
    if period.frequency not in _RECURRING or period.start is None or period.end is None:
        return period
    if len(period.occurrences) > 1:
        return period
    span = Span(period.start, period.end)
    if period.frequency is Frequency.HALF_YEARLY and span in _halves(period.end):
        return replace(period, kind=Kind.HALF_YEAR)
    return replace(period, kind=Kind.FREQUENCY, occurrences=occurrences_of(period.frequency, span))


def _halves(day: date) -> tuple[Span, ...]:
    return occurrences_of(Frequency.HALF_YEARLY, fiscal_year_of(day).span)
