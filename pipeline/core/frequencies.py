"""How often work falls due: the plan's words, and the windows they make."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.core.calendar import Span, month_of
from pipeline.core.period_kinds import Frequency
from pipeline.core.period_words import plain_text, shown_text
from pipeline.core.vocabulary import (
    FREQUENCY_WORDS,
    MONTHS_LONG,
    MONTHS_SHORT,
    ROUND_WORDS,
    STANDING_FREQUENCIES,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTH_NAMES = "|".join(re.escape(name) for name in (*MONTHS_LONG, *MONTHS_SHORT))
_STANDING = tuple(
    (name, pattern.replace("{months}", _MONTH_NAMES)) for name, pattern in STANDING_FREQUENCIES
)
_WORDS = tuple(
    (Frequency(name), re.compile(pattern))
    for name, pattern in (*FREQUENCY_WORDS, *ROUND_WORDS, *_STANDING)
)
# Finest first: a title with several names its own after that of the series.
_IN_TITLES = (
    Frequency.MONTHLY,
    Frequency.QUARTERLY,
    Frequency.HALF_YEARLY,
    Frequency.YEARLY,
)
_MONTHS = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.HALF_YEARLY: 6}


def parse_frequency(text: str) -> Frequency | None:
    """The frequency that the text is, None where it is anything else.

    Every three, six and twelve months are QUARTERLY, HALF_YEARLY and YEARLY.
    """
    plain = plain_text(shown_text(text)).replace("\n", " ").rstrip(" .,;")
    for frequency, words in _WORDS:
        if words.fullmatch(plain):
            return frequency
    return None


def find_frequency_words(text: str) -> tuple[str, Frequency] | None:
    """The finest recurring frequency named inside a title, as typed, with its frequency.

    Done once and continuously are no frequency of a title.
    """
    shown = shown_text(text)
    plain = plain_text(shown)
    for wanted in _IN_TITLES:
        for frequency, words in _WORDS:
            found = words.search(plain) if frequency is wanted else None
            if found is not None:
                return shown[found.start() : found.end()].strip(), frequency
    return None


def occurrences_of(frequency: Frequency, span: Span) -> tuple[Span, ...]:
    """The windows of the frequency in the span, clipped to it, earliest first.

    Months, fiscal quarters, fiscal half-years; ONCE, CONTINUOUS, YEARLY and a span with an
    open side have one window, the span.
    """
    return tuple(_windows(_MONTHS.get(frequency), span)) or (span,)


def _windows(months: int | None, span: Span) -> Iterator[Span]:
    if months is None or span.start is None or span.end is None:
        return
    first = month_of(span.start)
    # October opens the fiscal year, and with it a quarter and a half-year.
    window = first.plus(-((first.month + 2) % months))
    while window.first <= span.end:
        last = window.plus(months - 1).last
        yield Span(max(window.first, span.start), min(last, span.end))
        window = window.plus(months)
