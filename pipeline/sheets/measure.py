"""How much room a text takes in print: Thai marks take none, Excel's own guesses fail on Thai."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.sheets.advances import ADVANCES
from pipeline.sheets.styles import BODY_SIZE

if TYPE_CHECKING:
    from collections.abc import Iterable

TALLEST = 409.0
_LINE_EM = 1.657  # Thai letters with marks above and below need more than Latin ones.
_ROW_MARGIN = 2.0
_CELL_PADDING = 4.0
_ALONE = 0.95  # A text on one line needs no room for words that do not fit.
_USABLE = 0.92
_SPARE_EM = 1.0  # what a wrapped line loses to words that do not fit
_WIDE_EM = 1.0
_OTHER_EM = 0.62
_WIDEST_EM = max(ADVANCES.values())
_BOLD = 1.06
_LATIN_LOSS = 1.15  # a long address is divided at its slashes and hyphens only


@dataclass(frozen=True, slots=True)
class RowHeight:
    """A row's height in points; where `fits` is false the text goes on below what is printed."""

    points: float
    fits: bool


@dataclass(frozen=True, slots=True)
class Room:
    """What a text has: a column width in Excel's units, a letter size in points, its weight."""

    width: float
    size: float
    bold: bool = False


def width_points(width: float) -> float:
    """Points that a column of so many Excel units takes."""
    return (7 * width + 5) * 0.75


class _Advances(dict[str, float]):
    """Advance widths in ems; a letter that the font's table lacks is judged by its kind."""

    def __missing__(self, letter: str) -> float:
        if unicodedata.category(letter) in {"Mn", "Me", "Cf", "Cc"}:
            width = 0.0
        else:
            wide = unicodedata.east_asian_width(letter) in {"W", "F"}
            width = _WIDE_EM if wide else _OTHER_EM
        self[letter] = width
        return width


_advance = _Advances(ADVANCES).__getitem__


def text_em(text: str) -> float:
    """Width of the text on one line, in ems."""
    return sum(map(_advance, text))


def text_lines(text: str, room: Room) -> int:
    """Lines that the text needs when it is wrapped; at least one, blank lines counted."""
    line = (width_points(room.width) - _CELL_PADDING) / room.size
    line /= _BOLD if room.bold else 1
    return sum(_paragraph_lines(part, line) for part in text.split("\n"))


def _paragraph_lines(text: str, line: float) -> int:
    if len(text) * _WIDEST_EM <= _ALONE * line or text_em(text) <= _ALONE * line:
        return 1
    usable = max(_USABLE * line - _SPARE_EM, _WIDE_EM)
    lines, used, gap = 1, 0.0, 0.0
    for word in text.split(" "):
        width = text_em(word)
        if used + gap + width <= usable:
            used += gap + width
        else:
            if word.isascii():  # not divided unless it fills a line alone
                lines, used, gap = lines + (1 if used else 0), 0.0, 0.0
                width *= _LATIN_LOSS if width > usable else 1.0
            over = used + gap + width
            more = max(math.ceil(over / usable) - 1, 0)
            lines, used = lines + more, over - more * usable
        gap = _advance(" ")
    return lines


def line_height(size: float) -> float:
    """Points from one line to the next."""
    return _LINE_EM * size


def lines_height(lines: int, size: float) -> RowHeight:
    """The height of so many lines; of as many whole ones as Excel's tallest row holds."""
    most = int((TALLEST - _ROW_MARGIN) / line_height(size))
    points = min(lines, most) * line_height(size) + _ROW_MARGIN
    return RowHeight(round(points, 2), lines <= most)


def row_height(texts: Iterable[tuple[str, Room]]) -> RowHeight:
    """The height that the tallest of a row's wrapped texts needs; no text gives one body line."""
    heights = [lines_height(text_lines(text, room), room.size) for text, room in texts]
    if not heights:
        return lines_height(1, BODY_SIZE)
    return RowHeight(max(one.points for one in heights), all(one.fits for one in heights))


def column_width(texts: Iterable[str], size: float, most: float) -> float:
    """The width in Excel's units in which the longest line stands unbroken, at most `most`.

    Widths are of regular letters; bold ones want some 6 % more.
    """
    longest = max((text_em(line) for text in texts for line in text.split("\n")), default=0.0)
    points = longest / _ALONE * size + _CELL_PADDING
    return round(min(max((points / 0.75 - 5) / 7, 1.0), most), 2)
