"""The dates of a cell that should hold nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.core.digits import has_mixed_digits
from pipeline.core.period_grammar import SEPARATORS, check_boundary, read_stretch
from pipeline.core.period_kinds import CellDates, FoundDate, Note
from pipeline.core.period_parts import Bound, DeclinedError, Stretch, Unit
from pipeline.core.period_words import Words, cut_into_words
from pipeline.core.period_years import Outcome, settle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.core.calendar import FiscalYear
    from pipeline.core.period_spans import Settled

_CACHED = 4096
_BETWEEN_DATES = SEPARATORS | {"/"}
_LEAD_INS = frozenset("vwm")
_DATE_UNITS = frozenset({Unit.DAY, Unit.MONTH})
# What a word says of its piece, whatever else stands there.
_REASONS = (("O", Note.LATIN_O_FOR_ZERO), ("D", Note.TWO_READINGS), ("?", Note.TWO_READINGS))


@dataclass(frozen=True, slots=True)
class _Piece:
    """The words from `first` to the one before `last`: a date, or why they are none."""

    first: int
    last: int
    found: Stretch | DeclinedError


@lru_cache(maxsize=_CACHED)
def parse_cell_dates(text: str, fiscal_year: FiscalYear | None) -> CellDates:
    """The dates of a cell: one or several days, months and ranges of them.

    Separators are commas, semicolons, slashes, line ends, bullets, marks and the word for
    "and". `fiscal_year` supplies a year that the cell lacks, noted. Whole years, quarters,
    frequencies and deadlines are no dates of something done: they are unread.
    """
    words = cut_into_words(text)
    pieces = _pieces(words)
    outcomes = _outcomes(pieces, fiscal_year)
    declined = [
        (words.text(piece.first, piece.last), outcome)
        for piece, outcome in zip(pieces, outcomes, strict=True)
        if isinstance(outcome, DeclinedError)
    ]
    return CellDates(
        dates=tuple(
            found_date(words, item) for item in outcomes if not isinstance(item, Exception)
        ),
        unread=tuple(typed for typed, _ in declined),
        reasons=tuple(outcome.note for _, outcome in declined),
        readings=next((outcome.readings for _, outcome in declined if outcome.readings), ()),
    )


def found_date(words: Words, item: Settled) -> FoundDate:
    """A settled stretch as typed, without its lead-ins."""
    first, last = item.stretch.first_word, item.stretch.last_word
    while first < last - 1 and words.kinds[first] in _LEAD_INS:
        first += 1
    typed = words.text(first, last)
    notes = (*item.notes, Note.MIXED_DIGITS) if has_mixed_digits(typed) else item.notes
    return FoundDate(typed, item.span, notes)


def _outcomes(pieces: Sequence[_Piece], fiscal_year: FiscalYear | None) -> list[Outcome]:
    stretches = [piece.found for piece in pieces if isinstance(piece.found, Stretch)]
    settled = iter(settle(stretches, fiscal_year))
    return [
        piece.found if isinstance(piece.found, DeclinedError) else next(settled) for piece in pieces
    ]


def _pieces(words: Words) -> list[_Piece]:
    pieces: list[_Piece] = []
    place = 0
    while place < len(words.kinds):
        if words.kinds[place] in _BETWEEN_DATES:
            place += 1
            continue
        piece = _piece(words, place)
        pieces.append(piece)
        place = piece.last
    return pieces


def _piece(words: Words, place: int) -> _Piece:
    try:
        stretch, end = read_stretch(words, place, None)
        if words.kinds[end : end + 1] != "/":
            check_boundary(words, end)
        _check_date(stretch)
    except DeclinedError as declined:
        end = _end_of_piece(words, place)
        return _Piece(place, end, _worded(words.kinds[place:end], declined))
    return _Piece(place, end, stretch)


def _check_date(stretch: Stretch) -> None:
    dated = stretch.first.unit in _DATE_UNITS and stretch.bound is Bound.BETWEEN
    if not dated:
        raise DeclinedError(Note.NOT_A_DATE)


def _worded(kinds: str, declined: DeclinedError) -> DeclinedError:
    for kind, note in _REASONS:
        if kind in kinds:
            return DeclinedError(note)
    return declined


def _end_of_piece(words: Words, place: int) -> int:
    depth = 0
    for index in range(place, len(words.kinds)):
        kind = words.kinds[index]
        depth += (kind == "(") - (kind == ")")
        if index > place and depth <= 0 and kind in SEPARATORS:
            return index
    return len(words.kinds)
