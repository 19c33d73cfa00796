"""The dates inside prose: what a result says, and when."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.core.cell_dates import found_date
from pipeline.core.period_grammar import read_span
from pipeline.core.period_parts import DeclinedError, Stretch, Unit
from pipeline.core.period_words import Words, cut_prose
from pipeline.core.period_years import settle
from pipeline.core.vocabulary import COUNTED_THINGS, NUMBERING_WORDS, THAI_DIGITS

if TYPE_CHECKING:
    from pipeline.core.calendar import FiscalYear
    from pipeline.core.period_kinds import FoundDate

_CACHED = 1024
_LOOK_BACK = 24
_DIGIT = re.compile(f"[0-9{THAI_DIGITS}]")
_OPENERS = frozenset("wmdynYM")
_LEAD_INS = frozenset("vwmfr")
# A number that may be the day of the month after it, and is not told exactly.
_UNTOLD_DAYS = ("D", "O")
# By then, before then: no day on which anything was done.
_DEADLINES = ("i", "I", "b", "u", "T")
_LIST_JOINTS = (",", "&")
_DATE_UNITS = frozenset({Unit.DAY, Unit.MONTH})
# What is left of a date that could not be read; none of it may pass for another date.
_REST_OF_DATE = re.compile(r"[wmdynYMDpPecT/.-]+")
# 02-12-2566 may be a telephone number, 1.2.66 a section: only a lead-in tells a date.
_NEEDS_LEAD_IN = re.compile(r"[dy]([-.])[dy]\1")
_NUMBERED = re.compile(f"(?:{NUMBERING_WORDS}) ?$")
_COUNTED = re.compile(f" ?(?:{COUNTED_THINGS})")
_BEFORE = re.compile(r"(?:^|[\s(\[\"'\u201c\u2018]|(?:^|\n) ?-)$")
_NOT_AFTER = re.compile(r"[0-9a-z_%@]|[-/.:][0-9a-z]| ?[-/] ?[0-9]")


@lru_cache(maxsize=_CACHED)
def find_dates(text: str, fiscal_year: FiscalYear | None) -> tuple[FoundDate, ...]:
    """The days, months and ranges told with their year inside prose, in their order.

    Never from a telephone or document number, an address, an amount or a bare year. A date
    without a year is not taken, so `fiscal_year` supplies none.
    """
    del fiscal_year
    if not _DIGIT.search(text):
        return ()
    words = cut_prose(text)
    found: list[FoundDate] = []
    place = 0
    while place < len(words.kinds):
        if words.kinds[place] not in _OPENERS:
            place += 1
            continue
        dates, place = _dates_at(words, place)
        found.extend(dates)
    return tuple(found)


def _dates_at(words: Words, place: int) -> tuple[list[FoundDate], int]:
    """The dates of the list that begins at `place`, and the place to go on from."""
    try:
        stretches = _list_at(words, place)
    except DeclinedError:
        rest = _REST_OF_DATE.match(words.kinds, place)
        return [], rest.end() if rest else place + 1
    if not stretches:
        return [], place + 1
    end = stretches[-1].last_word
    if not _has_year(stretches[-1]):
        return [], stretches[0].last_word
    if not (_stands_free(words, place, stretches) and _ends_free(words, stretches[-1])):
        return [], end
    outcomes = settle(stretches, None)
    dates = [found_date(words, item) for item in outcomes if not isinstance(item, DeclinedError)]
    return (dates if len(dates) == len(outcomes) else []), end


def _list_at(words: Words, place: int) -> list[Stretch]:
    """The dates that share the year of the last one: days, months, ranges of them."""
    stretches: list[Stretch] = []
    while not stretches or not _has_year(stretches[-1]):
        stretch = read_span(words, place)
        if stretch is None or stretch.first.unit not in _DATE_UNITS:
            break
        stretches.append(stretch)
        place = stretch.last_word + 1
        if words.kinds[stretch.last_word : place] not in _LIST_JOINTS:
            break
    return stretches


def _has_year(stretch: Stretch) -> bool:
    return any(part.year is not None for part in stretch.ends)


def _stands_free(words: Words, place: int, stretches: list[Stretch]) -> bool:
    """Whether what stands before leaves the words at `place` a date, not part of a number."""
    kinds = words.kinds[place : stretches[-1].last_word]
    before = words.kinds[max(0, place - 1) : place]
    if before in _DEADLINES or (before in _UNTOLD_DAYS and kinds[0] not in "dw"):
        return False
    if "M" not in kinds and stretches[0].first.unit is Unit.MONTH:
        return False
    if kinds[0] in _LEAD_INS or before in _LEAD_INS:
        return True
    text = words.plain[: words.tokens[place].start]
    if _NEEDS_LEAD_IN.search(kinds) or not _BEFORE.search(text[-_LOOK_BACK:]):
        return False
    return kinds[0] == "M" or not _NUMBERED.search(text[-_LOOK_BACK:])


def _ends_free(words: Words, last: Stretch) -> bool:
    """Whether what follows leaves the last number a year, not a count or part of a name."""
    end = last.last_word
    rest = words.plain[words.tokens[end - 1].end :][:_LOOK_BACK]
    if _NOT_AFTER.match(rest):
        return False
    counts = last.ends[-1].unit is Unit.MONTH and words.kinds[end - 1] == "y"
    return not (counts and _COUNTED.match(rest))
