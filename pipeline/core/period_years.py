"""Stretches with their years: told, shared along a list, or the plan's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from pipeline.core.calendar import FiscalYear, fiscal_year_of, month_of
from pipeline.core.period_gloss import check_duration, check_gloss, joined_gloss
from pipeline.core.period_kinds import Note
from pipeline.core.period_parts import DeclinedError, Part, Scope, Stretch, Unit
from pipeline.core.period_spans import Settled, as_scope, hull_of, place, settled

if TYPE_CHECKING:
    from collections.abc import Sequence

Outcome: TypeAlias = Settled | DeclinedError

_IN_MONTHS = frozenset({Unit.DAY, Unit.MONTH})
# Only units of one family share a year: a quarter's is fiscal, a month's is not.
_FAMILIES = {Unit.DAY: 0, Unit.MONTH: 0, Unit.QUARTER: 1, Unit.HALF: 1, Unit.YEAR: 2}


def settle(stretches: Sequence[Stretch], fiscal_year: FiscalYear | None) -> list[Outcome]:
    """The days of each stretch, or why it has none.

    A stretch without a year takes that of its gloss, else of the next stretch with one, else
    of the one before, else `fiscal_year`, noted.
    """
    dated = [_with_own_year(stretch) for stretch in _with_months(stretches)]
    return [_outcome(dated, index, fiscal_year) for index in range(len(dated))]


def _outcome(dated: Sequence[Stretch], index: int, fiscal_year: FiscalYear | None) -> Outcome:
    try:
        found = _settled(dated, index, fiscal_year)
        check_duration(found)
        return _with_gloss(found)
    except DeclinedError as declined:
        return declined


def _settled(dated: Sequence[Stretch], index: int, fiscal_year: FiscalYear | None) -> Settled:
    stretch = dated[index]
    if any(part.unit is Unit.DAY and part.month is None for part in stretch.ends):
        last = index + 1 == len(dated)
        raise DeclinedError(Note.NOT_A_DATE if last else Note.TWO_READINGS)
    if stretch.first.year is not None:
        return settled(stretch)
    by_gloss = _by_gloss(stretch)
    if by_gloss is not None:
        return by_gloss
    for neighbour in dated[index + 1 :]:
        if neighbour.first.year is not None:
            return _borrowed(stretch, neighbour.ends[0], -1)
    for neighbour in reversed(dated[:index]):
        if neighbour.first.year is not None:
            return _borrowed(stretch, neighbour.ends[-1], 1)
    if fiscal_year is None or not _fits_in_fiscal_year(stretch):
        raise DeclinedError(Note.YEAR_MISSING)
    planned = _with_year(stretch, fiscal_year.be_year, Scope.FISCAL)
    if stretch.first.unit is Unit.YEAR:
        planned = as_scope(planned, Scope.FISCAL)
    return settled(planned, Note.YEAR_FROM_PLAN)


def _fits_in_fiscal_year(stretch: Stretch) -> bool:
    """Whether a fiscal year can place it: months in its order, no calendar year."""
    if stretch.first.unit is Unit.YEAR:
        return stretch.first.scope is not Scope.CALENDAR
    if stretch.last is None or stretch.first.unit not in _IN_MONTHS:
        return True
    # October opens the year.
    first, last = (((part.month or 0) + 2) % 12 for part in stretch.ends)
    return first <= last


def _by_gloss(stretch: Stretch) -> Settled | None:
    """The stretch in the year that its gloss tells; None where it tells none."""
    for gloss in settle(stretch.gloss, None):
        if isinstance(gloss, DeclinedError) or gloss.hull.start is None or gloss.hull.end is None:
            continue
        if stretch.first.unit is Unit.YEAR:
            year = month_of(gloss.hull.end).be_year
            return settled(_with_year(stretch, year, Scope.FISCAL))
        fiscal_year = fiscal_year_of(gloss.hull.end)
        if fiscal_year == fiscal_year_of(gloss.hull.start):
            dated = _with_year(stretch, fiscal_year.be_year, Scope.FISCAL)
            in_calendar_year = as_scope(dated, Scope.CALENDAR)
            if gloss.other_hull is not None and hull_of(dated) != hull_of(in_calendar_year):
                raise DeclinedError(Note.TWO_READINGS)
            return settled(dated)
    return None


def _with_gloss(found: Settled) -> Settled:
    """The stretch as its gloss confirms or corrects it; DeclinedError where they contradict."""
    stretch = found.stretch
    if not stretch.gloss or found.hull.start is None or found.hull.end is None:
        return found
    first, last = fiscal_year_of(found.hull.start), fiscal_year_of(found.hull.end)
    glosses = settle(_gloss_in_calendar_year(found), first if first == last else None)
    for gloss in joined_gloss(glosses):
        found = check_gloss(found, gloss)
    return found


def _gloss_in_calendar_year(found: Settled) -> list[Stretch]:
    """The gloss; January to December beside a year of unclear scope is that calendar year."""
    stretch = found.stretch
    if found.other_hull is None:
        return list(stretch.gloss)
    year = stretch.first.year or 0
    dated = [_with_year(gloss, year, Scope.CALENDAR) for gloss in stretch.gloss]
    whole = len(dated) == 1 and dated[0].first.month == 1 and dated[0].first.year == year
    return dated if whole else list(stretch.gloss)


def _borrowed(stretch: Stretch, source: Part, direction: int) -> Settled:
    """The stretch in its neighbour's year; DeclinedError where the order then speaks against it."""
    if _FAMILIES[source.unit] != _FAMILIES[stretch.first.unit]:
        raise DeclinedError(Note.TWO_READINGS)
    year = source.year or 0
    found = settled(_with_year(stretch, year, source.scope))
    if source.scope is not Scope.CALENDAR or stretch.first.unit not in _IN_MONTHS:
        return found
    start, beside = found.hull.start, place(source).start
    if start is None or beside is None or start == beside or (start > beside) == (direction > 0):
        return found
    moved = settled(_with_year(stretch, year + direction, source.scope))
    raise DeclinedError(Note.TWO_READINGS, (found.hull, moved.hull))


def _with_months(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Bare days with the month and year of the day after them."""
    filled: list[Stretch] = []
    following: Part | None = None
    for stretch in reversed(stretches):
        last = _listed(stretch.last, following) if stretch.last else None
        first = _with_month(stretch.first, last) if last else _listed(stretch.first, following)
        filled.append(replace(stretch, first=first, last=last))
        following = first
    return filled[::-1]


def _listed(part: Part, following: Part | None) -> Part:
    """The 28th before the 1st of March may be February's: only a rising list shares a month."""
    if following is None or (part.day or 0) > (following.day or 0):
        return part
    return _with_month(part, following)


def _with_month(part: Part, source: Part) -> Part:
    if part.unit is not Unit.DAY or part.month is not None or source.unit is not Unit.DAY:
        return part
    return replace(part, month=source.month, year=source.year, scope=source.scope)


def _with_year(stretch: Stretch, year: int, scope: Scope) -> Stretch:
    """The stretch with the year in each part that lacks one; days and months take its scope."""

    def dated(part: Part) -> Part:
        if part.year is not None:
            return part
        in_year = part.unit in {Unit.DAY, Unit.MONTH}
        return replace(part, year=year, scope=scope if in_year else part.scope)

    last = None if stretch.last is None else dated(stretch.last)
    return replace(stretch, first=dated(stretch.first), last=last)


def _with_own_year(stretch: Stretch) -> Stretch:
    """A range with the one year it tells at both ends, over the new year where it must be."""
    first, last = stretch.first, stretch.last
    if last is None:
        return stretch
    if Scope.FISCAL in {first.scope, last.scope} and first.unit is Unit.YEAR:
        first = replace(first, scope=Scope.FISCAL)
        last = replace(last, scope=Scope.FISCAL)
    stretch = replace(stretch, first=first, last=last)
    if (first.year is None) == (last.year is None):
        return stretch
    source = last if first.year is None else first
    return _over_new_year(_with_year(stretch, source.year or 0, source.scope), stretch)


def _over_new_year(stretch: Stretch, typed: Stretch) -> Stretch:
    first, last = stretch.first, stretch.last
    if last is None or first.year is None or last.year is None:
        return stretch
    months = (first.month or 0, last.month or 0)
    if first.scope is not Scope.CALENDAR or first.unit is Unit.YEAR or months[0] <= months[1]:
        return stretch
    if typed.first.year is None:
        first = replace(first, year=first.year - 1)
    else:
        last = replace(last, year=last.year + 1)
    return replace(stretch, first=first, last=last, notes=(Note.OVER_NEW_YEAR,))
