"""Thai and Arabic digits, numbers as typed."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.core.thai import compose, tidy
from pipeline.core.vocabulary import NUMBER_PREFIXES, PERCENT_AFTER, PERCENT_BEFORE, THAI_DIGITS

if TYPE_CHECKING:
    from typing import Final

_ARABIC_DIGITS: Final = "0123456789"
_TO_ARABIC = str.maketrans(THAI_DIGITS, _ARABIC_DIGITS)
_TO_THAI = str.maketrans(_ARABIC_DIGITS, THAI_DIGITS)
_THAI = re.compile(f"[{THAI_DIGITS}]")
_EITHER = re.compile(f"[0-9{THAI_DIGITS}]+")
_ARABIC = re.compile("[0-9]")

_NUMBER = re.compile(
    rf"(?:(?:{PERCENT_BEFORE}) ?)?"
    r"(-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)"
    rf"(?: ?(?:{PERCENT_AFTER}))?",
)
_PLAIN = re.compile(r"[0-9.,]+")
_REMEMBERED = 4_096
_NUMBERED = re.compile(
    rf"(?:(?:{NUMBER_PREFIXES}) ?)?\(?([0-9]{{1,4}}(?:\.[0-9]{{1,4}}){{0,3}}) ?[.)]?",
)


def to_arabic(text: str) -> str:
    """The text with Thai digits turned into Arabic ones."""
    return text.translate(_TO_ARABIC)


def to_thai(text: str) -> str:
    """The text with Arabic digits turned into Thai ones."""
    return text.translate(_TO_THAI)


def has_mixed_digits(number_text: str) -> bool:
    """Whether both Thai and Arabic digits stand in the text."""
    return bool(_THAI.search(number_text) and _ARABIC.search(number_text))


def has_mixed_number(text: str) -> bool:
    """Whether one number of the text is written in both digit sets."""
    return any(has_mixed_digits(number) for number in _EITHER.findall(text))


def parse_number(text: str) -> Decimal | None:
    """The number that the text is, thousands commas and a percent word allowed, else None.

    `1,234.50` is 1234.50 and `50 %` is 50; `1,23`, `1.2.3` and numbers in words are None.
    """
    found = _NUMBER.fullmatch(to_arabic(compose(tidy(text))))
    return None if found is None else Decimal(found[1].replace(",", ""))


def parse_fraction(text: str) -> Decimal | None:
    """The number that the text is where it says nothing of percent, else None."""
    return parse_number(text) if _PLAIN.fullmatch(to_arabic(tidy(text))) else None


@lru_cache(maxsize=_REMEMBERED, typed=True)
def canonical_number(text_or_number: str | float) -> str | None:
    """The number of a measure or step as the plan writes it: `1`, `1.2`; else None.

    A text may carry a prefix, brackets or a full stop: `1.`, `2)`. Zero is no number.
    """
    if isinstance(text_or_number, bool):
        return None
    typed = text_or_number if isinstance(text_or_number, str) else repr(text_or_number)
    found = _NUMBERED.fullmatch(to_arabic(compose(tidy(typed))))
    if found is None:
        return None
    parts = [part.lstrip("0") for part in found[1].split(".")]
    if parts[1:] == [""]:
        parts = parts[:1]
    return ".".join(parts) if all(parts) else None
