"""What a number means by its cell's format: a percentage, a date, a length of time."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.core.raw import CellValue

_LITERAL = re.compile(r'"[^"]*"?|[\\_*].')
_BRACKETS = re.compile(r"\[[^\]]*\]")
_LASTING = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_DATE_LETTER = re.compile(r"[dmyhsb]", re.IGNORECASE)
_GENERAL = re.compile("general", re.IGNORECASE)
_HUNDRED = Decimal(100)

_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a workbook knows no time zone
_DAYS_TO_1904 = 1462
# Excel counts a 29 February 1900; the days before it stand one further from the epoch.
_LEAP_SERIAL = 61
_SECONDS_A_DAY = 86_400
_WHOLE_UP_TO = 2**53


class Meaning(Enum):
    """What a number format makes of a number, where it is more than a number."""

    PERCENT = "percent"
    DATE = "date"
    DURATION = "duration"


def _built_in() -> dict[int, Meaning]:
    dates = (*range(14, 23), *range(27, 37), 45, 47, *range(50, 59), *range(71, 79), 80, 81)
    found = dict.fromkeys(dates, Meaning.DATE)
    found |= dict.fromkeys((9, 10, 67, 68), Meaning.PERCENT)
    return found | dict.fromkeys((46, 79), Meaning.DURATION)


# Formats that a workbook names by number alone; 59 and over are those of Thai Excel.
BUILT_IN: Mapping[int, Meaning] = _built_in()


@dataclass(frozen=True, slots=True)
class NumberStyles:
    """Cell styles, by their number, whose numbers mean more than a number."""

    meanings: Mapping[int, Meaning] = field(default_factory=dict)
    date_1904: bool = False

    def value(self, style: int, number: float) -> CellValue:
        """What a person sees of the number in a cell of that style; None where just a number."""
        meaning = self.meanings.get(style)
        return None if meaning is None else meant(number, meaning, date_1904=self.date_1904)


def styles_from(
    used: Iterable[int], codes: Mapping[int, str], *, date_1904: bool = False
) -> NumberStyles:
    """The meaning of each style, given in order by the number of its format.

    `codes` has the formats that the workbook itself writes out.
    """
    written = {key: meaning_of(code) for key, code in codes.items()}
    formats = {**BUILT_IN, **written}
    found = {style: formats.get(number) for style, number in enumerate(used)}
    known = {style: meaning for style, meaning in found.items() if meaning is not None}
    return NumberStyles(known, date_1904)


def meaning_of(code: str) -> Meaning | None:
    """What a format such as `0.0%`, `d mmm bbbb` or `[h]:mm` makes of a number.

    Letters in quotes, escaped ones and Thai ones mean nothing.
    """
    bare = _LITERAL.sub("", code)
    if "%" in bare:
        return Meaning.PERCENT
    if _LASTING.search(bare):
        return Meaning.DURATION
    bare = _GENERAL.sub("", _BRACKETS.sub("", bare))
    return Meaning.DATE if _DATE_LETTER.search(bare) else None


def meant(number: float, meaning: Meaning, *, date_1904: bool) -> CellValue:
    """The number as a person sees it; the number itself where it lies outside the calendar."""
    if meaning is Meaning.PERCENT:
        return percent_text(number)
    if meaning is Meaning.DURATION:
        found: CellValue = _duration(number)
    else:
        found = parse_serial(number, date_1904=date_1904)
    return whole(number) if found is None else found


def percent_text(number: float) -> str:
    """`33.5%` for 0.335: exact to the fifteen digits that a workbook keeps."""
    shown = Decimal(f"{number:.15g}") * _HUNDRED
    return f"{shown.normalize():f}%"


def parse_serial(serial: float, *, date_1904: bool) -> date | datetime | time | None:
    """The date, or time of day below 1, of a day count; None before the epoch and past 9999."""
    if not 0 <= serial < math.inf:
        return None
    days, rest = divmod(round(serial * _SECONDS_A_DAY * 1000), _SECONDS_A_DAY * 1000)
    try:
        moment = _EPOCH + timedelta(days=_days(days, date_1904=date_1904), milliseconds=rest)
    except OverflowError:
        return None
    if serial < 1 and not days:
        return moment.time()
    return moment if rest else moment.date()


def whole(number: float) -> int | float:
    """An int where the number is a whole one that a float holds exactly."""
    return int(number) if number.is_integer() and abs(number) <= _WHOLE_UP_TO else number


def _days(days: int, *, date_1904: bool) -> int:
    if date_1904:
        return days + _DAYS_TO_1904
    return days + (0 < days < _LEAP_SERIAL - 1)


def _duration(days: float) -> timedelta | None:
    try:
        return timedelta(days=days)
    except (OverflowError, ValueError):
        return None
