"""The words of texts about time, each of one kind that a letter names.

M month   e B.E.   c A.D.   p year   P fiscal year   C calendar year   a whole (year)
Q quarter   A B first, second half-year   F frequency   R round of 6 or 12 months
d a number that may be a day   y other of one or two digits   Y of four   n other number
D a number with a full stop, a mark or a day   # a mark   k the n-th time   O a Latin o
- range   * bullet   ~ either   ? neither can be told   T to   u ending on   o onwards
f from   r between   i I within, not later than   b before   s end of   l part of
m month word   w day word   v other lead-in   & and   t time of day   z year of a template
, ; / . : ( ) themselves   | line end   x anything else
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipeline.core.period_kinds import Frequency
from pipeline.core.thai import BULLETS
from pipeline.core.vocabulary import (
    AFTER_MONTH,
    FREQUENCY_WORDS,
    MONTHS_LONG,
    MONTHS_OTHER,
    MONTHS_SHORT,
    PERIOD_WORDS,
    ROUND_WORDS,
    THAI_LETTER,
    TIME_OF_DAY,
    YEAR_PLACEHOLDER,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_LAST_DAY = 31
LAST_MONTH = 12
_DAY_WIDTH = 2
_YEAR_WIDTH = 4
_ENGLISH_MONTHS = (
    "january|jan",
    "february|feb",
    "march|mar",
    "april|apr",
    "may",
    "june|jun",
    "july|jul",
    "august|aug",
    "september|sept|sep",
    "october|oct",
    "november|nov",
    "december|dec",
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word: its kind, its place, its figure (number, month) or frequency."""

    kind: str
    start: int
    end: int
    figure: int | None = None
    frequency: Frequency | None = None


def _abbreviations(short: str) -> Iterator[str]:
    letters = short.rstrip(".").split(".")
    yield " ?\\. ?".join(letters) + "(?: ?\\.){0,2}"
    yield "".join(letters) + "\\.?"


def _month_patterns(month: int) -> Iterator[str]:
    yield MONTHS_LONG[month]
    spoken = sorted(MONTHS_OTHER[month], key=len, reverse=True)
    for word in (*spoken, *_abbreviations(MONTHS_SHORT[month])):
        yield f"{word}(?:(?!{THAI_LETTER})|(?={AFTER_MONTH}))"
    for word in _ENGLISH_MONTHS[month].split("|"):
        yield f"{word}\\.?(?![a-z])"


def _alternatives(pattern: str) -> Iterator[str]:
    """The alternatives of a pattern; each then opens with its own letter, which `re` tries fast."""
    depth, start = 0, 0
    for place, letter in enumerate(pattern):
        if pattern[place - 1 : place] == "\\":
            continue
        depth += (letter in "([") - (letter in ")]")
        if letter == "|" and not depth:
            yield pattern[start:place]
            start = place + 1
    yield pattern[start:]


@dataclass(frozen=True, slots=True)
class _Sort:
    kind: str
    pattern: str
    figure: int | None = None
    frequency: Frequency | None = None


# 15) before a month is a day with a slip of the pen; no list of periods is so long.
_MARK_NUMBER = r"0?[1-9]|1[0-2]"
_MARK = rf"(?<![^\s,;])(?:\((?:{_MARK_NUMBER})\)|(?:{_MARK_NUMBER})\))(?= ?[^\s)])"
_SORTS = (
    *(
        _Sort("M", pattern, figure=month + 1)
        for month in range(LAST_MONTH)
        for pattern in _month_patterns(month)
    ),
    _Sort(" ", " "),
    _Sort("|", r"\n"),
    _Sort("x", r"https?://\S+|www\.\S+|[a-z][a-z0-9._%+-]*@[a-z0-9.-]+"),
    _Sort("t", TIME_OF_DAY),
    _Sort("z", YEAR_PLACEHOLDER),
    _Sort("O", "(?<![a-z0-9])(?=[0-9o]*[0-9])(?=[0-9o]*o)[0-9o]+(?![a-z])"),
    *(_Sort("F", pattern, None, Frequency(name)) for name, pattern in FREQUENCY_WORDS),
    *(_Sort(kind, pattern) for kind, pattern in PERIOD_WORDS),
    *(_Sort("R", pattern, None, Frequency(name)) for name, pattern in ROUND_WORDS),
    _Sort("#", _MARK),
    *(_Sort("*", bullet) for bullet in BULLETS),
    _Sort("D", r"[0-9]{1,2}\.(?= \S|[^\s0-9.])"),
    _Sort("n", "[0-9]+"),
    *(_Sort(letter, re.escape(letter)) for letter in "-,;/.:()"),
)
_CHOICES = tuple((sort, choice) for sort in _SORTS for choice in _alternatives(sort.pattern))


@cache
def _word() -> re.Pattern[str]:
    """The pattern of any word; compiled on first use, for commands that read no dates."""
    return re.compile("|".join(f"{choice}()" for _, choice in _CHOICES))


def read_tokens(plain: str) -> Iterator[Token]:
    """The words of a text in their order; a run that is no word is one `x`."""
    word = _word()
    position, depth, unknown = 0, 0, None
    while position < len(plain):
        found = word.match(plain, position)
        if found is None:
            unknown = position if unknown is None else unknown
            position += 1
            continue
        if unknown is not None:
            yield Token("x", unknown, position)
            unknown = None
        token = _token(found)
        if token.kind == "#" and depth and plain[position] != "(":
            token = _number_in_brackets(plain, position)
        if token.kind != " ":
            yield token
        depth = max(0, depth + (token.kind == "(") - (token.kind == ")"))
        position = token.end
    if unknown is not None:
        yield Token("x", unknown, position)


def _token(found: re.Match[str]) -> Token:
    sort, _ = _CHOICES[(found.lastindex or 1) - 1]
    start, end = found.span()
    if sort.kind in "nD":
        digits = found[0].rstrip(".")
        kind = sort.kind if sort.kind == "D" else number_kind(digits)
        return Token(kind, start, end, int(digits[:5]))
    return Token(sort.kind, start, end, sort.figure, sort.frequency)


def _number_in_brackets(plain: str, position: int) -> Token:
    """Inside brackets `2)` is a number and a closing bracket, no mark."""
    end = position
    while plain[end : end + 1].isdigit():
        end += 1
    digits = plain[position:end]
    return Token(number_kind(digits), position, end, int(digits))


def number_kind(digits: str) -> str:
    """The kind of a number written with these digits."""
    if len(digits) == _YEAR_WIDTH:
        return "Y"
    if len(digits) <= _DAY_WIDTH and 1 <= int(digits) <= _LAST_DAY:
        return "d"
    return "y" if len(digits) <= _DAY_WIDTH else "n"
