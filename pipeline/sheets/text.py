"""Text that a cell can hold, and what had to be changed for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

MOST_UNITS = 32_767
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_NO_CHARACTER = re.compile("[\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile("\r\n?")
_SUSPECT = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_PICTURES = 0x2400
_REPLACEMENT = "\ufffd"
_BEYOND_BMP = re.compile("[\U00010000-\U0010ffff]")


class Change(StrEnum):
    """What a cell shows otherwise than it was given."""

    CONTROL_SHOWN = "control_shown"
    NO_CHARACTER_SHOWN = "no_character_shown"
    LINE_END_FOLDED = "line_end_folded"
    CUT = "cut"
    DIGITS_AS_TEXT = "digits_as_text"
    LINK_DROPPED = "link_dropped"


@dataclass(frozen=True, slots=True)
class Fitted:
    """The text as it stands in the cell, and how it differs from the one given."""

    text: str
    changes: tuple[Change, ...] = ()


def fit_text(text: str) -> Fitted:
    """The text as a workbook can hold it.

    Control characters become their pictures (the first is U+2400), lone surrogates, U+FFFE and
    U+FFFF become U+FFFD, every line end becomes a line feed. What passes Excel's 32,767 units
    is cut; the last letter then is `…`.
    """
    if len(text) * 2 <= MOST_UNITS and not _SUSPECT.search(text):
        return Fitted(text)
    changes = []
    steps = (
        (Change.LINE_END_FOLDED, _LINE_END.sub, "\n"),
        (Change.CONTROL_SHOWN, _CONTROL.sub, lambda found: chr(_PICTURES + ord(found[0]))),
        (Change.NO_CHARACTER_SHOWN, _NO_CHARACTER.sub, _REPLACEMENT),
    )
    for change, replace, by in steps:
        after = replace(by, text)
        if after != text:
            changes.append(change)
        text = after
    if _units(text) > MOST_UNITS:
        changes.append(Change.CUT)
        text = clip(text, MOST_UNITS)
    return Fitted(text, tuple(changes))


def clip(text: str, units: int) -> str:
    """The text, cut to so many UTF-16 units and ended with `…` where it has more."""
    if _units(text) <= units:
        return text
    kept = text[: units - 1]
    while (over := _units(kept) - (units - 1)) > 0:
        kept = kept[: -((over + 1) // 2)]
    return kept + "…"


def _units(text: str) -> int:
    return len(text) + len(_BEYOND_BMP.findall(text))
