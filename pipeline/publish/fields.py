"""A column of a table as one description: its key and how a row gives its value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Generic, TypeVar

from pipeline.core.calendar import FiscalYear, Month, Span, month_of
from pipeline.core.finding import Word
from pipeline.core.words import Digits, Words
from schemas.loading import load_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.core.address import Address
    from pipeline.core.finding import Fact
    from pipeline.core.gap import Gap
    from pipeline.sheets.plan import Value

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Field(Generic[Row]):
    """A column of the published tables.

    `value` is what the CSV file holds, None for a blank. `shown` is what a reader sees in the
    workbook, None where that is the same.
    """

    key: str
    value: Callable[[Row], Value]
    shown: Callable[[Row, Words], Value] | None = None

    def show(self, row: Row, words: Words) -> Value:
        """The value as the workbook shows it."""
        return self.value(row) if self.shown is None else self.shown(row, words)


@cache
def thai_words() -> Words:
    """The Thai words: statuses and frequencies are published in them in every language."""
    return load_words("th", Digits.ARABIC)


def plain_number(number: float) -> str:
    """The number in Arabic digits, without separators: 50.0 gives `50`."""
    return str(int(number)) if float(number).is_integer() else repr(number)


def plain_text(fact: Fact, words: Words) -> str:
    """A fact for a program to read: ISO dates, plain numbers, several joined by `;`."""
    match fact:
        case None:
            return ""
        case str():
            return fact
        case Word():
            return words.value(fact)
        case tuple():
            return ";".join(plain_text(part, words) for part in fact)
        case datetime() | date():
            return fact.isoformat()
        case Month() | Span():
            return str(fact)
        case FiscalYear():
            return str(fact.be_year)
        case _:
            return plain_number(fact)


def day_text(span: Span, words: Words) -> str:
    """The days as a reader writes them: a whole month by its name."""
    if span.start is not None and month_of(span.start).span == span:
        return words.value(month_of(span.start))
    return words.value(span)


def cell_text(where: Address | None) -> str | None:
    """`C2`; `2:2` where the address is of a whole row; None where it is of no row."""
    if where is None or where.row is None:
        return None
    return where.cell or f"{where.row}:{where.row}"


def gap_sentence(gap: Gap, words: Words) -> str:
    """What the gap says; its numbers of measure and step in the chosen digits."""
    named = {"measure_no": gap.measure_no, "step_no": gap.step_no}
    numbers = {key: words.number(text) for key, text in named.items() if text is not None}
    return words.gap(gap.code, {"division": gap.division, **gap.facts, **numbers})
