"""The parts of a text about time: patterns over the letters of `period_lexicon`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

from pipeline.core.calendar import BE_OFFSET
from pipeline.core.period_kinds import Note
from pipeline.core.period_parts import DeclinedError, Part, Scope, Unit
from pipeline.core.period_words import Words

_CENTURY = 2500
_FIRST_SHORT_YEAR = 50
_BE_YEARS = range(2400, 2701)
_CE_YEARS = range(1900, 2151)
_SHIFTED_TWICE = range(2400 + BE_OFFSET, 10_000)
_YEAR_DIGITS = (2, 4)
_LAST_DAY = 31
_LAST_MONTH = 12
_QUARTERS = 4

# A year after a month; a number that begins the next date is none.
_NEXT_DATE = r"(?!(?:[-T,&~]w?d)*m?M|[-/]d[-/]|/)"
_YEAR = rf"(?:\|?v?(?P<word>[pP]?)v?(?P<era>[ec]?)(?P<year>[yY]|d{_NEXT_DATE}))?"
_NAMED_YEAR = r"(?:v?(?P<word>[pP]?)v?(?P<era>[ec]?)(?P<year>Y|(?<=[pPec])y))?"


@dataclass(frozen=True, slots=True)
class Atom:
    """A part and the place after its last word."""

    part: Part
    end: int


_Match: TypeAlias = "re.Match[str]"
_Builder: TypeAlias = Callable[[Words, _Match], Part]


def read_atom(words: Words, place: int, builders: Builders) -> Atom | None:
    """The part that begins at the word `place`, None where none does.

    Raises DeclinedError where one begins and its numbers are no date.
    """
    for pattern, build in builders:
        found = pattern.match(words.kinds, place)
        if found is not None:
            return Atom(build(words, found), found.end())
    return None


def _group(found: _Match, name: str) -> str:
    return found[name] or "" if name in found.re.groupindex else ""


def _figure(words: Words, found: _Match, name: str) -> int:
    return words.tokens[found.start(name)].figure or 0


def _dated(words: Words, found: _Match, part: Part) -> Part:
    """The part with the year of the match; raises DeclinedError where its number is no year."""
    if _group(found, "word") == "P":
        part = replace(part, scope=Scope.FISCAL)
    if not _group(found, "year"):
        return part
    token = words.tokens[found.start("year")]
    if token.end - token.start not in _YEAR_DIGITS:
        raise DeclinedError(Note.NOT_A_DATE)
    number, era = token.figure or 0, _group(found, "era")
    if token.kind != "Y":
        return replace(part, year=_short_year(number, era))
    return _with_full_year(part, number, era)


def _short_year(number: int, era: str) -> int:
    if number < _FIRST_SHORT_YEAR or era == "c":
        raise DeclinedError(Note.CE_TWO_DIGITS)
    return _CENTURY + number


def _with_full_year(part: Part, number: int, era: str) -> Part:
    if number in _BE_YEARS and era != "c":
        return replace(part, year=number)
    if number in _CE_YEARS and era != "e":
        return replace(part, year=number + BE_OFFSET, from_ce=True)
    if number in _BE_YEARS or number in _CE_YEARS:
        raise DeclinedError(Note.ERA_CONTRADICTS_YEAR)
    if number in _SHIFTED_TWICE:
        raise DeclinedError(Note.SHIFTED_TWICE)
    raise DeclinedError(Note.YEAR_OUT_OF_RANGE)


def _checked_day(day: int) -> int:
    if not 1 <= day <= _LAST_DAY:
        raise DeclinedError(Note.NO_SUCH_DAY)
    return day


def _numeric_day(words: Words, found: _Match) -> Part:
    day, month = _figure(words, found, "day"), _figure(words, found, "month")
    if _LAST_MONTH < month <= _LAST_DAY and 1 <= day <= _LAST_MONTH:
        raise DeclinedError(Note.MONTH_BEFORE_DAY)
    if not 1 <= month <= _LAST_MONTH:
        raise DeclinedError(Note.NO_SUCH_DAY)
    return _dated(words, found, Part(Unit.DAY, month=month, day=_checked_day(day)))


def _numeric_month(words: Words, found: _Match) -> Part:
    month = _figure(words, found, "month")
    if not 1 <= month <= _LAST_MONTH:
        raise DeclinedError(Note.NOT_A_DATE)
    return _dated(words, found, Part(Unit.MONTH, month=month))


def _month(words: Words, found: _Match) -> Part:
    token = words.tokens[found.start("month")]
    year = words.kinds[found.start("year")] if _group(found, "year") else ""
    # An office suite prints 1966 and 2566 alike as 15-Feb-66.
    if year not in {"", "Y"} and words.plain[token.start].isascii():
        raise DeclinedError(Note.TWO_READINGS)
    return _dated(words, found, Part(Unit.MONTH, month=token.figure))


def _day(words: Words, found: _Match) -> Part:
    day = _checked_day(_figure(words, found, "day"))
    return replace(_month(words, found), unit=Unit.DAY, day=day)


def _bare_day(words: Words, found: _Match) -> Part:
    return Part(Unit.DAY, day=_figure(words, found, "day"))


def _quarter(words: Words, found: _Match) -> Part:
    count = _figure(words, found, "count")
    if not 1 <= count <= _QUARTERS:
        raise DeclinedError(Note.NOT_A_DATE)
    part = Part(Unit.QUARTER, count=count)
    return replace(_dated(words, found, part), scope=Scope.FISCAL)


def _half(words: Words, found: _Match) -> Part:
    part = Part(Unit.HALF, count=1 if found["half"] == "A" else 2)
    return replace(_dated(words, found, part), scope=Scope.FISCAL)


def _whole_year(words: Words, found: _Match) -> Part:
    scopes = {"P": Scope.FISCAL, "C": Scope.CALENDAR}
    word = _group(found, "word")
    alone = word == "p" and not _group(found, "year") and not _group(found, "all")
    if alone and words.kinds[found.start() - 1 : found.start()] not in {"s", "i", "I"}:
        raise DeclinedError(Note.NOT_A_DATE)
    return _dated(words, found, Part(Unit.YEAR, scope=scopes.get(word, Scope.UNCLEAR)))


Builders: TypeAlias = tuple[tuple["re.Pattern[str]", _Builder], ...]


def _builders(*rows: tuple[str, _Builder]) -> Builders:
    return tuple((re.compile(pattern), build) for pattern, build in rows)


PARTS = _builders(
    (r"w?(?P<day>[dy])(?P<sep>[-/.])(?P<month>[dy])(?P=sep)(?P<year>[dyY])", _numeric_day),
    (r"w?(?P<year>Y)(?P<sep>[-/])(?P<month>[dy])(?P=sep)(?P<day>[dy])", _numeric_day),
    (r"m?(?P<month>[dy])/(?P<year>Y)", _numeric_month),
    (r"m?(?P<year>Y)-(?P<month>[dy])(?![-/M])", _numeric_month),
    (r"w?(?P<day>[dy])(?P<sep>[-/])(?P<month>M)(?P=sep)(?P<year>[dyY])", _day),
    (rf"w(?P<day>[dy])m?(?P<month>M){_YEAR}", _day),
    (rf"(?P<day>[dy])(?P<month>M){_YEAR}", _day),
    (r"m?(?P<month>M)[-/](?P<year>[yY])", _month),
    (rf"m?(?P<month>M){_YEAR}", _month),
    (r"Q(?P<count>[dy])/(?P<year>[yY])", _quarter),
    (rf"Q(?P<count>[dy]){_NAMED_YEAR}", _quarter),
    (rf"(?P<half>[AB]){_NAMED_YEAR}", _half),
    (r"(?P<all>a?)(?P<word>[pPC])(?:p?v?(?P<era>[ec]?)(?P<year>[yYd]))?", _whole_year),
    (r"a?(?P<era>[ec])(?P<year>[yY])", _whole_year),
)
BARE_DAYS = _builders((r"w?(?P<day>d)", _bare_day))
# A bare number that goes on with a list of quarters or years, unless it begins a date.
NEXT_QUARTERS = _builders(
    (r"(?P<count>d)/(?P<year>[yY])(?![-/.])", _quarter),
    (rf"(?P<count>d)(?!m?M|[-/.]d|/){_NAMED_YEAR}", _quarter),
)
NEXT_YEARS = _builders((r"(?P<era>[ec]?)(?P<year>[yY])(?![-/]d)", _whole_year))
