"""Thai text: folded for matching, tidied for parsing, measured."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pipeline.core.vocabulary import (
    NIKHAHIT,
    REPEAT_MARKS,
    SARA_AA,
    SARA_AE,
    SARA_AM,
    SARA_E,
    THAI_DIGITS,
    TONE_MARKS,
)

DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
BULLETS = "\u2022\u25cf\u25aa\u25e6\u2023\u00b7\uf0b7"
_QUOTES = "'\"`\u00b4\u00ab\u00bb\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2039\u203a"
_REPLACEMENT = "\ufffd"
_SAMPLE_SIDE = 8

_FOR_MATCHING = str.maketrans(
    dict(zip(THAI_DIGITS, "0123456789", strict=True))
    | dict.fromkeys(DASHES, "-")
    | dict.fromkeys(_QUOTES + REPEAT_MARKS, ""),
)
_SPLIT_AM = re.compile(f"([{TONE_MARKS}]*){NIKHAHIT}([{TONE_MARKS}]*){SARA_AA}")
_TONE_AFTER_AM = re.compile(f"{SARA_AM}([{TONE_MARKS}]+)")
_DOUBLED_E = SARA_E * 2
# `1.2` and `12` are two numbers; every other full stop marks an abbreviation.
_ABBREVIATION_STOP = re.compile(r"(?<![0-9])\.|\.(?![0-9])")
# The characters of category Cf: asking for each letter's category takes ten times as long.
_INVISIBLE = re.compile(
    "[\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f]"
)
# A month's forms repeat the plan's texts, statuses and names many times over.
_REMEMBERED = 8_192
_DAMAGE = re.compile("[\ufffd\ud800-\udfff]")


def compose(text: str) -> str:
    """The text in NFC, with sara am and sara ae as one letter however they were typed."""
    text = unicodedata.normalize("NFC", text)
    text = _SPLIT_AM.sub(rf"\1\2{SARA_AM}", text)
    text = _TONE_AFTER_AM.sub(rf"\1{SARA_AM}", text)
    return text.replace(_DOUBLED_E, SARA_AE)


def drop_invisible(text: str) -> str:
    """The text without zero-width characters, soft hyphens and byte order marks."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


@lru_cache(maxsize=_REMEMBERED)
def fold(text: str) -> str:
    """The text as it is compared, never shown; folding twice changes nothing.

    Spaces, invisible characters, quotes, repeat marks and full stops are gone (a decimal's
    stays), digits are Arabic, dashes plain, letters composed and of one case.
    """
    folded = _fold_once(text)
    while folded != text:
        text, folded = folded, _fold_once(folded)
    return folded


def tidy(text: str) -> str:
    """The text without invisible characters, blanks and line ends turned into single spaces."""
    return " ".join(drop_invisible(text).split())


def base_length(text: str) -> int:
    """Number of characters that take width: vowels and tones above or below do not."""
    return sum(unicodedata.category(letter) not in {"Mn", "Me", "Cf"} for letter in text)


def damaged_sample(text: str) -> str | None:
    """A few letters around the first damaged one, shown as U+FFFD; None where none is damaged."""
    found = _DAMAGE.search(text)
    if found is None:
        return None
    sample = text[max(0, found.start() - _SAMPLE_SIDE) : found.end() + _SAMPLE_SIDE]
    return _DAMAGE.sub(_REPLACEMENT, " ".join(sample.split()))


def _fold_once(text: str) -> str:
    visible = "".join(drop_invisible(text).split())
    letters = compose(visible.translate(_FOR_MATCHING).casefold())
    return _ABBREVIATION_STOP.sub("", letters)
