"""One cell of a report, typed as its column says, with all that came up on the way."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from pipeline.core.finding import Finding, Reading
from pipeline.core.schema import FieldKind
from pipeline.core.thai import fold
from pipeline.merge.cells import (
    TypedDates,
    TypedNumber,
    TypedStatus,
    broken,
    is_blank,
    read_amount,
    read_dates,
    read_number,
    read_percent,
    read_status,
    read_text,
    show,
)

if TYPE_CHECKING:
    from pipeline.core.address import Address
    from pipeline.core.calendar import FiscalYear
    from pipeline.core.dates import CellDates
    from pipeline.core.finding import Facts
    from pipeline.core.raw import CellValue
    from pipeline.core.record import Record
    from pipeline.core.schema import Column, MeasureSchema

Value: TypeAlias = str | TypedNumber | TypedStatus | TypedDates | None

_TWO = 2
# Longer texts are no marks for blank, whatever blanks stand in them.
_LONGEST_MARK = 40


@dataclass(frozen=True, slots=True)
class TypedCell:
    """A cell's value; what is amiss with it, and how it was read."""

    value: Value
    problem: Finding | None = None
    readings: tuple[Reading, ...] = ()


def type_cell(record: Record, column: Column, schema: MeasureSchema, year: FiscalYear) -> TypedCell:
    """The record's cell under the column; marks for blank are blank, listed."""
    given, where = record.cells[column.key], record.address(column.key)
    if _stands_for_blank(given, column, schema):
        value, _ = _read(None, column, where, schema, year)
        return TypedCell(value, readings=(Reading(where, show(given), "", "placeholder"),))
    value, readings = _read(given, column, where, schema, year)
    problem = broken(given, where) or _ambiguous(value, where)
    return TypedCell(value, problem, tuple(readings))


def is_given(value: Value) -> bool:
    """Whether anything was typed, readable or not."""
    match value:
        case TypedNumber() | TypedStatus() | TypedDates():
            return bool(value.typed)
        case _:
            return bool(value)


def is_ambiguous(dates: CellDates) -> bool:
    """Whether all that keeps the cell from being read is one date that has two readings."""
    return len(dates.unread) == 1 and len(dates.readings) == _TWO


def _ambiguous(value: Value, where: Address) -> Finding | None:
    if not isinstance(value, TypedDates) or not is_ambiguous(value.dates):
        return None
    first, second = value.dates.readings
    facts: Facts = {"found": value.dates.unread[0], "first": first, "second": second}
    return Finding("date_ambiguous", where, facts)


def _stands_for_blank(value: CellValue, column: Column, schema: MeasureSchema) -> bool:
    """Whether the cell holds a mark for blank; a hyphen under ข้อเสนอแนะ answers: there is none."""
    if not isinstance(value, str) or len(value) > _LONGEST_MARK or is_blank(value):
        return False
    if column.key == "recommendation":
        return False
    return is_placeholder(value, schema)


def is_placeholder(text: str, schema: MeasureSchema) -> bool:
    """Whether the text is a mark for blank, or nothing that is seen."""
    return len(text) <= _LONGEST_MARK and fold(text) in _folded(schema.layout.placeholders)


@cache
def _folded(placeholders: tuple[str, ...]) -> frozenset[str]:
    return frozenset({"", *map(fold, placeholders)})


def _read(
    value: CellValue, column: Column, where: Address, schema: MeasureSchema, year: FiscalYear
) -> tuple[Value, list[Reading]]:
    match column.kind:
        case FieldKind.NUMBER:
            return read_number(value, where)
        case FieldKind.STATUS:
            return read_status(value, where, schema.choices["status"])
        case FieldKind.PERCENT:
            return read_percent(value, where)
        case FieldKind.MONEY:
            return read_amount(value, where)
        case FieldKind.DATES | FieldKind.DATE:
            return read_dates(value, where, year)
        case FieldKind.TEXT:
            return read_text(value, where)
