"""Dates as Thai officers write them: one day, one month, a cell of dates, dates in prose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.core.calendar import Month, month_of
from pipeline.core.cell_dates import parse_cell_dates
from pipeline.core.period_kinds import CellDates, FoundDate, Kind
from pipeline.core.periods import parse_period
from pipeline.core.prose_dates import find_dates
from pipeline.core.vocabulary import MONTHS_LONG, MONTHS_SHORT

if TYPE_CHECKING:
    from datetime import date

__all__ = [
    "CellDates",
    "FoundDate",
    "find_dates",
    "format_day",
    "format_month",
    "parse_cell_dates",
    "parse_day",
    "parse_month",
]


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


def format_day(day: date, *, long: bool) -> str:
    """The day, its month's name in full or short, the B.E. year; Arabic digits."""
    return f"{day.day} {format_month(month_of(day), long=long)}"


def format_month(month: Month, *, long: bool) -> str:
    """The month's name in full or short and its B.E. year; Arabic digits."""
    names = MONTHS_LONG if long else MONTHS_SHORT
    return f"{names[month.month - 1]} {month.be_year}"
