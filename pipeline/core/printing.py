"""Days and months as they are printed: B.E. years, Arabic digits; the caller turns the digits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.core.calendar import Month, month_of
from pipeline.core.vocabulary import MONTHS_LONG, MONTHS_SHORT

if TYPE_CHECKING:
    from datetime import date


def format_day(day: date, *, long: bool) -> str:
    """The day, its month's name in full or short, the B.E. year; Arabic digits."""
    return f"{day.day} {format_month(month_of(day), long=long)}"


def format_month(month: Month, *, long: bool) -> str:
    """The month's name in full or short and its B.E. year; Arabic digits."""
    names = MONTHS_LONG if long else MONTHS_SHORT
    return f"{names[month.month - 1]} {month.be_year}"
