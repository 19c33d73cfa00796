"""Dates as Thai officers write them: one day, one month, a cell of dates, dates in prose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.core.calendar import Month, month_of
from pipeline.core.cell_dates import parse_cell_dates
from pipeline.core.period_kinds import CellDates, FoundDate, Kind
from pipeline.core.periods import parse_period
from pipeline.core.prose_dates import find_dates
from pipeline.core.vocabulary import MONTHS_OTHER, MONTHS_SHORT, THAI_DIGITS

if TYPE_CHECKING:
    from datetime import date

__all__ = [
    "DATE_SIGNS",
    "MONTH_SIGNS",
    "CellDates",
    "FoundDate",
    "find_dates",
    "parse_cell_dates",
    "parse_day",
    "parse_month",
]


# A text without any of them names no month; a cell of dates without any names no day either.
MONTH_SIGNS = (
    *(short.rstrip(".") for short in MONTHS_SHORT),
    *(spoken[0] for spoken in MONTHS_OTHER),
    "/",
)
DATE_SIGNS = (*"0123456789", *THAI_DIGITS, *MONTH_SIGNS)


def parse_day(text: str) -> date | None:
    """The one day that the text names, with its year, else None; ISO is read too."""
    period = parse_period(text)
    return period.start if period.kind is Kind.DAY else None


def parse_month(text: str) -> Month | None:
    """The one month that the text names, with its year, else None.

    `2566-03`, `2023-03` and `03/2566` are one month, and so is its Thai name with the year.
    """
    period = parse_period(text)
    if period.kind is not Kind.MONTH or period.start is None:
        return None
    return month_of(period.start)
