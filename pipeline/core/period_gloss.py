"""What stands in brackets beside a date: it confirms, corrects a quarter, or contradicts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.core.calendar import Span, month_of
from pipeline.core.period_kinds import Note
from pipeline.core.period_parts import DeclinedError, Edge, Scope, Unit
from pipeline.core.period_spans import Settled, as_scope, settled

if TYPE_CHECKING:
    from collections.abc import Iterable

_IN_MONTHS = frozenset({Unit.DAY, Unit.MONTH})
_FISCAL_PARTS = frozenset({Unit.QUARTER, Unit.HALF})
_MONTHS_OF_YEAR = 12


def check_duration(found: Settled) -> None:
    """Raises DeclinedError where a number of months stands beside it that it does not have."""
    start, end, told = found.hull.start, found.hull.end, found.stretch.months
    if told is None or start is None or end is None:
        return
    first, last = month_of(start), month_of(end)
    months = (last.be_year - first.be_year) * _MONTHS_OF_YEAR + last.month - first.month + 1
    if months != told:
        raise DeclinedError(Note.GLOSS_CONTRADICTS)


def joined_gloss(glosses: Iterable[Settled | DeclinedError]) -> list[Settled]:
    """The glosses to check; months told one by one are one. Raises what declined one of them."""
    read: list[Settled] = []
    for gloss in glosses:
        if isinstance(gloss, DeclinedError):
            raise gloss
        read.append(gloss)
    if len(read) > 1 and all(gloss.stretch.first.unit in _IN_MONTHS for gloss in read):
        starts = [gloss.hull.start for gloss in read if gloss.hull.start]
        ends = [gloss.hull.end for gloss in read if gloss.hull.end]
        return [replace(read[0], hull=Span(min(starts), max(ends)))]
    return read


def check_gloss(found: Settled, gloss: Settled) -> Settled:
    """The stretch with what its gloss decides; raises DeclinedError where they contradict."""
    if found.other_hull is not None:
        return _decided_year(found, gloss)
    if found.hull == gloss.hull:
        return found
    units = found.stretch.first.unit, gloss.stretch.first.unit
    if units[1] in _FISCAL_PARTS and units[0] in _IN_MONTHS:
        inside = _inside(found.hull, gloss.hull)
        return found if inside else _with_note(found, Note.QUARTER_CONTRADICTS_MONTHS)
    if units[0] in _FISCAL_PARTS and units[1] in _IN_MONTHS:
        if _inside(gloss.hull, found.hull):
            raise DeclinedError(Note.TWO_READINGS)
        corrected = replace(gloss, stretch=replace(gloss.stretch, bound=found.stretch.bound))
        return _with_note(replace(corrected, notes=found.notes), Note.QUARTER_CONTRADICTS_MONTHS)
    return _confirmed(found, gloss)


def _decided_year(found: Settled, gloss: Settled) -> Settled:
    """A year that may be fiscal or calendar, as the gloss decides it."""
    if gloss.other_hull is not None and gloss.hull == found.hull:
        return found
    for hull, scope in ((found.hull, Scope.FISCAL), (found.other_hull, Scope.CALENDAR)):
        if gloss.hull == hull:
            return settled(as_scope(found.stretch, scope))
    raise DeclinedError(Note.GLOSS_CONTRADICTS)


def _confirmed(found: Settled, gloss: Settled) -> Settled:
    if gloss.stretch.first.edge is Edge.LAST_DAY:
        if found.hull.end == gloss.hull.end:
            return found
        raise DeclinedError(Note.GLOSS_CONTRADICTS)
    other = gloss.other_hull
    if _inside(found.hull, gloss.hull) or (other is not None and _inside(found.hull, other)):
        return found
    narrower = _inside(gloss.hull, found.hull)
    raise DeclinedError(Note.TWO_READINGS if narrower else Note.GLOSS_CONTRADICTS)


def _with_note(found: Settled, note: Note) -> Settled:
    return replace(found, notes=(*found.notes, note))


def _inside(inner: Span, outer: Span) -> bool:
    if inner.start is None or inner.end is None:
        return False
    return outer.contains(inner.start) and outer.contains(inner.end)
