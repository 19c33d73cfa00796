"""The words of a text about time read as stretches, their glosses and frequencies."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.core.period_atoms import (
    BARE_DAYS,
    NEXT_QUARTERS,
    NEXT_YEARS,
    PARTS,
    Atom,
    read_atom,
)
from pipeline.core.period_kinds import Note
from pipeline.core.period_parts import (
    Bound,
    DeclinedError,
    Edge,
    Part,
    Scope,
    Stretch,
    Told,
    Unit,
)

if TYPE_CHECKING:
    from pipeline.core.period_words import Words

SEPARATORS = frozenset(",;|&*#k")
_BETWEEN_ITEMS = SEPARATORS | frozenset("v:")
_NEITHER = frozenset("/?~")
_LEAD = re.compile(r"v?(?P<bound>f?[iITu]|[frb])?v?")
# `every quarter 2/2566` is no month.
_NUMBERED_FREQUENCY = re.compile(r"[FR][dyYn](?!M)")
_TO = re.compile(r"(?:-?T|[-u~]\|?)v?")
_AND = re.compile(r"&v?")
_EDGE = re.compile(r"v?(?P<edge>[sl]?)")
_EDGES = {"": Edge.WHOLE, "s": Edge.LAST_DAY, "l": Edge.SOME_PART}
_IN_YEAR = re.compile(r"v?(?:[QAB]|m?M)")
_MONTHS_OF_QUARTER = re.compile(r":?v?m?M")
_REMARK = re.compile(r"[kwt]")
_DURATION = re.compile(r"v?[dy]m")
_BARE_YEAR = re.compile(r"[ec]?Y")
_NEXT_PARTS = {Unit.QUARTER: NEXT_QUARTERS, Unit.YEAR: NEXT_YEARS}


def check_words(words: Words) -> None:
    """Raises DeclinedError where a word cannot stand in any text about time."""
    for kind, note in (
        ("O", Note.LATIN_O_FOR_ZERO),
        ("x", Note.NOT_A_DATE),
        ("?", Note.TWO_READINGS),
        ("D", Note.TWO_READINGS),
    ):
        if kind in words.kinds:
            raise DeclinedError(note)


def read_all(words: Words, place: int, end: int) -> Told:
    """Every stretch and frequency from the word `place` to the one before `end`.

    Raises DeclinedError where a word is left over.
    """
    told = Told()
    while place < end:
        kind = words.kinds[place]
        if kind in _BETWEEN_ITEMS:
            place += 1
        elif kind in "FR":
            told = _with_frequency(told, words, place)
            place += 1
        elif kind == "(":
            closing = closing_bracket(words, place)
            inner = read_all(words, place + 1, closing)
            told = _joined(told, inner)
            place = closing + 1
        elif _NUMBERED_FREQUENCY.match(words.kinds, max(0, place - 1)):
            raise DeclinedError(Note.NOT_A_DATE)
        else:
            before = told.stretches[-1].first if told.stretches else None
            stretch, place = read_stretch(words, place, before)
            if _opens_with_year(words, stretch, place):
                year = stretch
                stretch, place = read_stretch(words, place, None)
                stretch = replace(stretch, gloss=(*stretch.gloss, year))
            check_boundary(words, place)
            told = replace(told, stretches=(*told.stretches, stretch))
    return told


def _opens_with_year(words: Words, stretch: Stretch, place: int) -> bool:
    """Whether a year is told first, and at `place` the quarter or month of it."""
    alone = stretch.last is None and stretch.bound is Bound.BETWEEN and not stretch.gloss
    told = stretch.first.unit is Unit.YEAR and stretch.first.year is not None
    return alone and told and _IN_YEAR.match(words.kinds, place) is not None


def _with_frequency(told: Told, words: Words, place: int) -> Told:
    token = words.tokens[place]
    added = Told(
        frequencies=(token.frequency,) if token.frequency else (),
        is_round=token.kind == "R",
    )
    return _joined(told, added)


def _joined(one: Told, other: Told) -> Told:
    return Told(
        one.stretches + other.stretches,
        one.frequencies + other.frequencies,
        one.is_round or other.is_round,
    )


def check_boundary(words: Words, place: int) -> None:
    """Raises DeclinedError where a stretch ends at `place` and no separator follows it."""
    following = words.kinds[place : place + 1]
    if following in {"", ")", "F", "R"} or following in SEPARATORS:
        return
    try:
        read_stretch(words, place + (following in _NEITHER), None)
    except DeclinedError:
        raise DeclinedError(Note.NOT_A_DATE) from None
    raise DeclinedError(Note.TWO_READINGS)


def closing_bracket(words: Words, place: int) -> int:
    """The place of the bracket that closes the one at `place`; DeclinedError where none does."""
    depth = 0
    for index in range(place, len(words.kinds)):
        depth += (words.kinds[index] == "(") - (words.kinds[index] == ")")
        if not depth:
            return index
    raise DeclinedError(Note.NOT_A_DATE)


def read_stretch(words: Words, place: int, before: Part | None) -> tuple[Stretch, int]:
    """The stretch that begins at the word `place`, and the place after it and its gloss.

    `before` is the item before it in a list: its unit lets a bare number stand. Raises
    DeclinedError where no stretch begins there, or one that is not told exactly.
    """
    lead = _LEAD.match(words.kinds, place)
    bound = (lead["bound"] or "") if lead else ""
    first_word = lead.end() if lead else place
    first = _read_part(words, first_word, before)
    last, end = _read_last(words, first, bound)
    stretch = Stretch(first.part, last, _bound(words, end, bound, last), first_word, end)
    _check_bare_day(words, stretch)
    end += words.kinds[end : end + 1] == "o"
    return _with_gloss(words, stretch, end)


def read_span(words: Words, place: int) -> Stretch | None:
    """The day, month or range of them at the word `place`, lead-ins, bounds and glosses aside.

    For prose: None where no part begins there; raises DeclinedError where one begins and it,
    or the end of its range, is no date.
    """
    atom = read_atom(words, place, PARTS) or read_atom(words, place, BARE_DAYS)
    if atom is None:
        return None
    last, end = None, atom.end
    joint = _TO.match(words.kinds, end)
    if joint is not None and read_atom(words, joint.end(), PARTS) is not None:
        last, end = _read_last(words, atom, "")
    return Stretch(atom.part, last, Bound.BETWEEN, place, end)


def _read_last(words: Words, first: Atom, bound: str) -> tuple[Part | None, int]:
    joint = _TO.match(words.kinds, first.end)
    if joint is None and bound == "r":
        joint = _AND.match(words.kinds, first.end)
    if joint is None:
        return None, first.end
    if "~" in joint[0] and first.part.year is not None:
        raise DeclinedError(Note.TWO_READINGS)
    last = _read_part(words, joint.end(), first.part)
    _check_range(first.part, last.part)
    return last.part, last.end


def _check_range(first: Part, last: Part) -> None:
    days = {Unit.DAY, Unit.MONTH}
    fits = first.unit is last.unit or ({first.unit, last.unit} == days and not _is_bare(first))
    if not fits or (_is_bare(last) and not _is_bare(first)):
        raise DeclinedError(Note.NOT_A_DATE)


def _read_part(words: Words, place: int, before: Part | None) -> Atom:
    opening = _EDGE.match(words.kinds, place)
    edge = _EDGES[opening["edge"]] if opening else Edge.WHOLE
    start = opening.end() if opening else place
    atom = _read_next(words, start, before)
    atom = atom or read_atom(words, start, PARTS) or read_atom(words, start, BARE_DAYS)
    if atom is None:
        raise DeclinedError(Note.NOT_A_DATE)
    return Atom(_with_edge(atom.part, edge), atom.end)


def _read_next(words: Words, place: int, before: Part | None) -> Atom | None:
    """The bare number that goes on with the quarters or years of `before`."""
    if before is None or before.unit not in _NEXT_PARTS:
        return None
    atom = read_atom(words, place, _NEXT_PARTS[before.unit])
    if atom is None or before.unit is not Unit.YEAR:
        return atom
    return Atom(replace(atom.part, scope=before.scope), atom.end)


def _with_edge(part: Part, edge: Edge) -> Part:
    if edge is Edge.WHOLE:
        return part
    if part.unit is Unit.DAY:
        raise DeclinedError(Note.NOT_A_DATE)
    if edge is Edge.SOME_PART and part.unit is not Unit.MONTH:
        raise DeclinedError(Note.TWO_READINGS)
    return replace(part, edge=edge)


def _bound(words: Words, end: int, bound: str, last: Part | None) -> Bound:
    onwards = words.kinds[end : end + 1] == "o"
    # Whether the day itself is meant, nobody can tell.
    if bound == "b" or (last is not None and (onwards or bound in {"I", "T", "u"})):
        raise DeclinedError(Note.TWO_READINGS)
    if last is not None:
        return Bound.BETWEEN
    if onwards:
        if bound not in {"", "f"}:
            raise DeclinedError(Note.TWO_READINGS)
        return Bound.ONWARDS
    if bound == "f":
        return Bound.ONWARDS
    return Bound.UNTIL if bound and bound != "r" else Bound.BETWEEN


def _is_bare(part: Part) -> bool:
    return part.unit is Unit.DAY and part.month is None


def _check_bare_day(words: Words, stretch: Stretch) -> None:
    if _is_bare(stretch.ends[-1]) and words.kinds[
        stretch.last_word : stretch.last_word + 1
    ] not in {",", "&"}:
        raise DeclinedError(Note.NOT_A_DATE)


def _with_gloss(words: Words, stretch: Stretch, end: int) -> tuple[Stretch, int]:
    if stretch.last is None and stretch.first.unit in {Unit.QUARTER, Unit.HALF}:
        months = _MONTHS_OF_QUARTER.match(words.kinds, end)
        if months is not None:
            gloss, end = read_stretch(words, end + (words.kinds[end] == ":"), None)
            stretch = replace(stretch, gloss=(*stretch.gloss, gloss))
    while words.kinds[end : end + 1] in {"(", "z", "t"}:
        if words.kinds[end] == "t" and Unit.DAY not in {part.unit for part in stretch.ends}:
            raise DeclinedError(Note.NOT_A_DATE)
        if words.kinds[end] != "(":
            end += 1
            continue
        closing = closing_bracket(words, end)
        stretch = _glossed(words, stretch, end + 1, closing)
        end = closing + 1
    return stretch, end


def _glossed(words: Words, stretch: Stretch, place: int, end: int) -> Stretch:
    """The stretch with what the brackets say, from the word `place` to the one before `end`."""
    kinds = words.kinds[place:end]
    if _REMARK.fullmatch(kinds):
        return stretch
    if _DURATION.fullmatch(kinds):
        return replace(stretch, months=words.tokens[end - 2].figure)
    if _BARE_YEAR.fullmatch(kinds):
        atom = read_atom(words, place, NEXT_YEARS)
        if atom is not None:
            part = replace(atom.part, scope=Scope.UNCLEAR)
            gloss = Stretch(part, None, Bound.BETWEEN, place, end)
            return replace(stretch, gloss=(*stretch.gloss, gloss))
    inner = read_all(words, place, end)
    if not inner.stretches or inner.frequencies:
        raise DeclinedError(Note.NOT_A_DATE)
    return replace(stretch, gloss=(*stretch.gloss, *inner.stretches))
