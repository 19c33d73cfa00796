"""Cell values turned into what their column holds; whatever is altered on the way is listed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, TypeAlias

from pipeline.core.calendar import BE_OFFSET, Span, add_years
from pipeline.core.dates import CellDates, FoundDate, parse_cell_dates
from pipeline.core.digits import canonical_number, parse_fraction, parse_number, to_arabic
from pipeline.core.finding import Finding, Reading
from pipeline.core.printing import format_day
from pipeline.core.raw import CellValue, ErrorValue, Uncalculated
from pipeline.core.thai import fold, tidy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.core.address import Address
    from pipeline.core.calendar import FiscalYear

_BE_YEARS = range(2400, 2701)
_CE_YEARS = range(1900, 2200)
# Excel counts days from here; 31 December 9999 is the last that it knows.
_FIRST_DAY, _LAST_SERIAL = date(1899, 12, 30), 2_958_466
# Further from the fiscal year a number is no day that was meant.
_YEARS_ABOUT = 2
_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """A figure as typed; `value` None with `typed` filled could not be read."""

    typed: str
    value: float | None


@dataclass(frozen=True, slots=True)
class TypedStatus:
    """A status as typed; `key` None with `typed` filled is no known word."""

    typed: str
    key: str | None


@dataclass(frozen=True, slots=True)
class TypedDates:
    """A cell of dates as typed, and what was read of it."""

    typed: str
    dates: CellDates = field(default_factory=CellDates)


Problem: TypeAlias = Finding | None


def is_blank(value: CellValue) -> bool:
    """Whether a person sees nothing in the cell."""
    if not isinstance(value, str):
        return value is None
    # A letter or digit at the start is seen; only other texts need a closer look.
    return not value[:1].isalnum() and not tidy(value)


def show(value: CellValue) -> str:
    """The cell as a person would have typed it: dates with B.E. years, 1.0 as `1`."""
    match value:
        case None | ErrorValue() | Uncalculated():
            return ""
        case str():
            return value
        case bool():
            return str(value).upper()
        case float() if value.is_integer():
            return str(int(value))
        case datetime() | date():
            day = value.date() if isinstance(value, datetime) else value
            return format_day(day, long=False) if day.year in _CE_YEARS else day.isoformat()
        case time() | timedelta() | int() | float():
            return str(value)


def broken(value: CellValue, where: Address) -> Problem:
    """The finding of a cell that shows an error or was never calculated; else None."""
    match value:
        case ErrorValue():
            return Finding("error_value", where, {"found": value.text})
        case Uncalculated():
            return Finding("formula_not_calculated", where, {"found": value.formula})
        case _:
            return None


def read_text(value: CellValue, where: Address) -> tuple[str, list[Reading]]:
    """The text exactly as typed; numbers and dates of a text column become text, listed."""
    text = show(value)
    if isinstance(value, str) or not text:
        return "" if is_blank(text) else text, []
    rule = "date_cell" if isinstance(value, date) else "number_cell"
    return text, [Reading(where, _stored(value), text, rule)]


def read_number(value: CellValue, where: Address) -> tuple[str, list[Reading]]:
    """A measure's or step's number (`1`, `1.2`); what is none stays as typed, empty where blank."""
    if isinstance(value, ErrorValue | Uncalculated):
        return value.text if isinstance(value, ErrorValue) else value.formula, []
    typed = tidy(show(value))
    number = canonical_number(typed)
    if number is None or number == typed:
        return typed, []
    rule = "thai_digits" if to_arabic(typed) == number else "number_text"
    return number, [Reading(where, show(value), number, rule)]


def read_amount(value: CellValue, where: Address) -> tuple[TypedNumber, list[Reading]]:
    """An amount of money, or a percentage; what could not be read is listed as nothing."""
    typed = show(value)
    if is_blank(typed):
        return TypedNumber("", None), []
    if isinstance(value, int | float) and not isinstance(value, bool):
        return TypedNumber(typed, float(value)), []
    number = parse_number(typed)
    if number is None:
        return TypedNumber(typed, None), [Reading(where, typed, "", "number_text")]
    rule = "thai_digits" if to_arabic(typed) != typed else "number_text"
    return TypedNumber(typed, float(number)), [Reading(where, typed, f"{number:f}", rule)]


def read_percent(value: CellValue, where: Address) -> tuple[TypedNumber, list[Reading]]:
    """A percentage from 0 to 100; half of a whole, 0.5, is 50, listed.

    A percent sign says what is meant: 0.5% is half a percent.
    """
    amount, readings = read_amount(value, where)
    signed = isinstance(value, str) and parse_fraction(value) is None
    if amount.value is None or signed or not 0 < amount.value < 1:
        return amount, readings
    percent = round(100 * amount.value, _DECIMALS)
    read_as = f"{percent:.{_DECIMALS}f}".rstrip("0").rstrip(".")
    listed = Reading(where, amount.typed, read_as, "fraction_as_percent")
    return TypedNumber(amount.typed, percent), [listed]


def read_status(
    value: CellValue, where: Address, statuses: Mapping[str, tuple[str, ...]]
) -> tuple[TypedStatus, list[Reading]]:
    """The status key; any spelling but the form's own word is listed."""
    typed = show(value)
    if is_blank(typed):
        return TypedStatus("", None), []
    folded = fold(typed)
    for key, words in statuses.items():
        if any(fold(word) == folded for word in words):
            own = typed.strip() == words[0]
            listed = [] if own else [Reading(where, typed, words[0], "status_spelling")]
            return TypedStatus(typed, key), listed
    return TypedStatus(typed, None), []


def read_dates(
    value: CellValue, where: Address, year: FiscalYear
) -> tuple[TypedDates, list[Reading]]:
    """The dates of a cell; every text that became a date is listed with what it became."""
    if isinstance(value, date):
        return _date_cell(value, where)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _serial(value, where, year)
    typed = show(value)
    if is_blank(typed):
        return TypedDates(""), []
    dates = parse_cell_dates(typed, year)
    return TypedDates(typed, dates), [date_reading(found, where) for found in dates.dates]


def date_reading(found: FoundDate, where: Address, rule: str = "date_text") -> Reading:
    """The listing of one date that was read from text."""
    return Reading(where, found.text, str(found.span), rule)


def _stored(value: CellValue) -> str:
    """What the cell holds, a date in ISO."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    return str(value)


def _serial(value: float, where: Address, year: FiscalYear) -> tuple[TypedDates, list[Reading]]:
    """The day that Excel counts as that number, where it is about the fiscal year; else unread."""
    typed = show(value)
    near = Span(add_years(year.start, -_YEARS_ABOUT), add_years(year.end, _YEARS_ABOUT))
    if not 0 < value < _LAST_SERIAL or not near.contains(_FIRST_DAY + timedelta(days=int(value))):
        return TypedDates(typed, CellDates(unread=(typed,))), []
    day = _FIRST_DAY + timedelta(days=int(value))
    found = FoundDate(typed, Span(day, day))
    return TypedDates(typed, CellDates((found,))), [date_reading(found, where, "date_serial")]


def _date_cell(value: date, where: Address) -> tuple[TypedDates, list[Reading]]:
    day = value.date() if isinstance(value, datetime) else value
    if day.year in _CE_YEARS:
        return TypedDates(show(day), CellDates((FoundDate(show(day), Span(day, day)),))), []
    if day.year not in _BE_YEARS:
        return TypedDates(day.isoformat(), CellDates(unread=(day.isoformat(),))), []
    try:
        meant = day.replace(year=day.year - BE_OFFSET)
    except ValueError:  # 29 February of a year that has none
        return TypedDates(day.isoformat(), CellDates(unread=(day.isoformat(),))), []
    typed = day.isoformat()
    found = FoundDate(typed, Span(meant, meant))
    return TypedDates(typed, CellDates((found,))), [date_reading(found, where, "be_year_as_ce")]
