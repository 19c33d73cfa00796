"""A text about time cut into words, each of one kind that a letter names.

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
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from pipeline.core.period_kinds import Frequency
from pipeline.core.thai import BULLETS, DASHES, compose, drop_invisible
from pipeline.core.vocabulary import (
    AFTER_MONTH,
    FREQUENCY_WORDS,
    MONTHS_LONG,
    MONTHS_OTHER,
    MONTHS_SHORT,
    PERIOD_WORDS,
    ROUND_WORDS,
    THAI_DIGITS,
    THAI_LETTER,
    TIME_OF_DAY,
    YEAR_PLACEHOLDER,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_LAST_DAY = 31
_LAST_MONTH = 12
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
_FULL_WIDTH_SLASH = "\uff0f"

_ONE_FOR_ONE = str.maketrans(
    dict(zip(THAI_DIGITS, "0123456789", strict=True))
    | dict.fromkeys(DASHES, "-")
    | {_FULL_WIDTH_SLASH: "/"}
    | {letter: letter.lower() for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
)
_BLANKS = re.compile(r"[^\S\n]+")
_LINE_ENDS = re.compile(r" *[\n\r\v\f\x85\u2028\u2029][\s]*")
_AFTER_MARK = frozenset("dw")
_ENDING = re.compile(rf"(?:[\s,;]|(?<=[0-9{THAI_DIGITS})\s])\.)+$")


@dataclass(frozen=True, slots=True)
class Token:
    """One word: its kind, its place, its figure (number, month) or frequency."""

    kind: str
    start: int
    end: int
    figure: int | None = None
    frequency: Frequency | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """A text as words; `kinds` is their letters in one string.

    `shown` is the text without invisible characters and with single blanks; `plain` is the
    same, letter for letter, with Arabic digits, hyphens and small letters.
    """

    shown: str
    plain: str
    tokens: tuple[Token, ...]
    kinds: str

    def text(self, first: int, last: int) -> str:
        """The text from the word `first` to the word before `last`, as typed."""
        if first >= last:
            return ""
        return self.shown[self.tokens[first].start : self.tokens[last - 1].end].strip()


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
        for month in range(_LAST_MONTH)
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


def shown_text(text: str) -> str:
    """The text without invisible characters; blanks are single, as are line ends."""
    shown = compose(drop_invisible(text))
    return _LINE_ENDS.sub("\n", _BLANKS.sub(" ", shown)).strip()


def plain_text(shown: str) -> str:
    """The text, letter for letter, with Arabic digits, hyphens and small letters."""
    return shown.translate(_ONE_FOR_ONE)


def cut_into_words(text: str) -> Words:
    """The words of a text that should tell a time and nothing else."""
    shown = _ENDING.sub("", shown_text(text))
    plain = plain_text(shown)
    return _words(shown, plain, _settle_hyphens(plain, _settle_marks([*_tokens(plain)])))


def cut_prose(text: str) -> Words:
    """The words of prose; every hyphen inside a line is a range's."""
    shown = shown_text(text)
    plain = plain_text(shown)
    return _words(shown, plain, [*_tokens(plain)])


def _words(shown: str, plain: str, tokens: list[Token]) -> Words:
    return Words(shown, plain, tuple(tokens), "".join(token.kind for token in tokens))


def _tokens(plain: str) -> Iterator[Token]:
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
        kind = sort.kind if sort.kind == "D" else _number_kind(digits)
        return Token(kind, start, end, int(digits[:5]))
    return Token(sort.kind, start, end, sort.figure, sort.frequency)


def _number_in_brackets(plain: str, position: int) -> Token:
    """Inside brackets `2)` is a number and a closing bracket, no mark."""
    end = position
    while plain[end : end + 1].isdigit():
        end += 1
    digits = plain[position:end]
    return Token(_number_kind(digits), position, end, int(digits))


def _number_kind(digits: str) -> str:
    if len(digits) == _YEAR_WIDTH:
        return "Y"
    if len(digits) <= _DAY_WIDTH and 1 <= int(digits) <= _LAST_DAY:
        return "d"
    return "y" if len(digits) <= _DAY_WIDTH else "n"


def _settle_marks(tokens: list[Token]) -> list[Token]:
    """Numbers with a full stop: marks where they count 1, 2, 3; days where they cannot be marks."""
    dotted = [token.figure for token in tokens if token.kind == "D"]
    if not dotted:
        return tokens
    counts = len(dotted) > 1 and dotted == [*range(1, len(dotted) + 1)]
    following = [token.kind for token in tokens[1:]] + [""]
    return [
        replace(token, kind="#" if counts else _dotted_kind(token.figure or 0, after))
        if token.kind == "D"
        else token
        for token, after in zip(tokens, following, strict=True)
    ]


def _dotted_kind(figure: int, after: str) -> str:
    if figure > _LAST_MONTH:
        return _number_kind(f"{figure:02}")
    return "#" if after in _AFTER_MARK else "D"


def _settle_hyphens(plain: str, tokens: list[Token]) -> list[Token]:
    """Hyphens told apart: a bullet's, a range's, or one that may be either.

    Only a text that opens with a hyphen has bullets inside a line, and they look like the
    first one; where each line opens with a hyphen, the others are ranges'.
    """
    if not any(token.kind == "-" for token in tokens):
        return tokens
    openers = [m.start() for m in re.finditer(r"^-", plain, re.MULTILINE)]
    return [
        replace(token, kind=_hyphen_kind(plain, token.start, openers))
        if token.kind == "-"
        else token
        for token in tokens
    ]


def _hyphen_kind(plain: str, place: int, openers: list[int]) -> str:
    if not openers:
        return "-"
    if openers[0] != 0:
        return "?"
    if place in openers:
        return "*"
    if len(openers) > 1:
        return "-"
    before, after = plain[place - 1].isspace(), plain[place + 1 : place + 2].isspace()
    opener_is_tight = not plain[1:2].isspace()
    if before and not after:
        return "*" if opener_is_tight else "?"
    if before and after:
        return "~" if opener_is_tight else "?"
    if after:
        return "?"
    inside_date = plain[place - 1].isdigit() and plain[place + 1 : place + 2].isdigit()
    return "-" if inside_date else "~"
