"""Typed rows: what a division reported of one step, every value still at its cell."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

from pipeline.core.dates import CellDates, find_dates
from pipeline.core.finding import Finding, Reading
from pipeline.core.schema import FieldKind, FilledBy
from pipeline.core.thai import fold
from pipeline.merge.cells import (
    TypedDates,
    TypedNumber,
    TypedStatus,
    broken,
    date_reading,
    read_amount,
    read_dates,
    read_number,
    read_status,
    read_text,
    show,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.core.address import Address
    from pipeline.core.calendar import FiscalYear
    from pipeline.core.raw import CellValue
    from pipeline.core.record import Record
    from pipeline.core.schema import Column, MeasureSchema

Value: TypeAlias = str | TypedNumber | TypedStatus | TypedDates | None


@dataclass(frozen=True, slots=True)
class Row:
    """One reported row: `fields` by key, absent where the sheet lacks the column.

    A field in `broken` had an error value or an uncalculated formula: its finding stands.
    `from_result` marks dates that were found in the result because the date cell is blank.
    """

    record: Record
    fields: Mapping[str, Value]
    from_result: bool = False
    broken: frozenset[str] = frozenset()

    def text(self, key: str) -> str:
        """A text field; empty where blank or absent."""
        value = self.fields.get(key)
        return value if isinstance(value, str) else ""

    def number(self, key: str) -> str | None:
        """The measure's or step's number; None where blank."""
        value = self.fields.get(key)
        return value if isinstance(value, str) and value else None

    @property
    def dates(self) -> CellDates:
        """The row's dates, of the date cell or else of the result."""
        value = self.fields.get("acted_on")
        return value.dates if isinstance(value, TypedDates) else CellDates()

    @property
    def filled(self) -> bool:
        """Whether the division typed anything into the row."""
        return any(map(_given, (self.fields.get(key) for key in DIVISION_FIELDS))) or bool(
            self.broken
        )


DIVISION_FIELDS = (
    "status",
    "progress",
    "acted_on",
    "result",
    "evidence",
    "obstacle",
    "recommendation",
    "spent",
)


@dataclass(slots=True)
class Listed:
    """What came up while rows were typed."""

    findings: list[Finding] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)


def type_rows(
    records: Iterable[Record], schema: MeasureSchema, year: FiscalYear
) -> tuple[tuple[Row, ...], Listed]:
    """The rows of a report; blank ones are left out, the table ends at its closing words.

    A blank measure number takes the one above where the row has a step, or stands before the
    spare rows and has a result.
    """
    listed = Listed()
    rows: list[Row] = []
    above: str | None = None
    for record in records:
        if _opens(record, schema.layout.table_ends):
            break
        if _opens(record, schema.layout.spare_rows):
            above = None
            continue
        row = _type_row(record, schema, year, listed)
        row, above = _with_measure(row, above, listed)
        if row.number("step_no") or row.filled:
            rows.append(row)
        else:
            _pass_over(row, listed)
    return tuple(rows), listed


def _given(value: Value) -> bool:
    match value:
        case TypedNumber() | TypedStatus() | TypedDates():
            return bool(value.typed)
        case _:
            return bool(value)


def _opens(record: Record, words: Iterable[str]) -> bool:
    """Whether the row's first text begins with any of the words."""
    texts = (value for value in record.cells.values() if isinstance(value, str) and value.strip())
    first = fold(next(texts, ""))
    return any(first.startswith(fold(word)) for word in words)


def _type_row(record: Record, schema: MeasureSchema, year: FiscalYear, listed: Listed) -> Row:
    values: dict[str, Value] = {}
    wrong: set[str] = set()
    for key in record.columns:
        column = schema.column(key)
        if column.filled_by is FilledBy.FORMULA or key in ("last_recommendation", "due_note"):
            continue
        where = record.address(key)
        problem = broken(record.cells[key], where)
        if problem is not None:
            listed.findings.append(problem)
            wrong.add(key)
        given = _without_placeholder(record.cells[key], where, schema, listed)
        values[key], readings = _read(given, column, where, schema, year)
        listed.readings.extend(readings)
    row = Row(record, values, broken=frozenset(wrong))
    return _dates_of_result(row, year, listed)


def _without_placeholder(
    value: CellValue, where: Address, schema: MeasureSchema, listed: Listed
) -> CellValue:
    if isinstance(value, str) and value.strip() in schema.layout.placeholders:
        listed.readings.append(Reading(where, value, "", "placeholder"))
        return None
    return value


def _read(
    value: CellValue, column: Column, where: Address, schema: MeasureSchema, year: FiscalYear
) -> tuple[Value, list[Reading]]:
    match column.kind:
        case FieldKind.NUMBER:
            return read_number(value, where)
        case FieldKind.STATUS:
            return read_status(value, where, schema.choices["status"])
        case FieldKind.PERCENT | FieldKind.MONEY:
            return read_amount(value, where)
        case FieldKind.DATES | FieldKind.DATE:
            return read_dates(value, where, year)
        case FieldKind.TEXT:
            return read_text(value, where)


def _dates_of_result(row: Row, year: FiscalYear, listed: Listed) -> Row:
    """The row with the dates of its result where its date cell is blank."""
    typed = row.fields.get("acted_on")
    if (isinstance(typed, TypedDates) and typed.typed) or "acted_on" in row.broken:
        return row
    found = find_dates(row.text("result"), year)
    if not found:
        return row
    where = row.record.address("result")
    listed.readings.extend(date_reading(one, where, "date_from_result") for one in found)
    fields = {**row.fields, "acted_on": TypedDates("", CellDates(found))}
    return replace(row, fields=fields, from_result=True)


def _with_measure(row: Row, above: str | None, listed: Listed) -> tuple[Row, str | None]:
    number = row.number("measure_no")
    if number is not None or above is None or not (row.number("step_no") or row.filled):
        return row, number or above
    if "measure_no" in row.record.columns:
        where = row.record.address("measure_no")
        listed.readings.append(Reading(where, "", above, "filled_from_above"))
    return replace(row, fields={**row.fields, "measure_no": above}), above


def _pass_over(row: Row, listed: Listed) -> None:
    """List the texts of a row that reports nothing, such as a note under the table."""
    for key, value in row.record.cells.items():
        text = show(value).strip()
        known = row.number("measure_no") is not None
        if text and not known and key not in ("row_check", "due_note", "last_recommendation"):
            listed.readings.append(Reading(row.record.address(key), text, "", "row_passed_over"))
