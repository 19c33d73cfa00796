"""Typed rows: what a division reported of one step, every value still at its cell."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.core.dates import CellDates, find_dates
from pipeline.core.digits import canonical_number
from pipeline.core.finding import Reading
from pipeline.core.raw import ErrorValue, Uncalculated
from pipeline.core.schema import FilledBy
from pipeline.core.thai import fold
from pipeline.merge.cells import TypedDates, date_reading, show
from pipeline.merge.listed import Listed
from pipeline.merge.records import hidden_rows
from pipeline.merge.typed_cells import Value, is_given, type_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.core.accepted import Likely
    from pipeline.core.calendar import FiscalYear
    from pipeline.core.record import Record
    from pipeline.core.schema import Column, MeasureSchema

# What makes a row without a step a report of work; a figure alone may be a total.
_TELLING = ("status", "acted_on", "result", "evidence", "obstacle", "recommendation")
# The program's own cells of which nothing is merged.
_NOT_READ = ("due_note", "last_recommendation")


@dataclass(frozen=True, slots=True)
class Row:
    """One reported row: `fields` by key, absent where the sheet lacks the column.

    A field in `broken` had an error value or an uncalculated formula: its finding stands.
    `from_result` marks dates that were found in the result because the date cell is blank.
    `untied`: the result answers a measure, not a step that is known; `likely` is the nearest.
    `issued_as`: the code of the step whose planned texts it still has as the form was issued.
    """

    record: Record
    fields: Mapping[str, Value]
    from_result: bool = False
    broken: frozenset[str] = frozenset()
    untied: bool = False
    likely: Likely | None = None
    issued_as: str | None = None

    def text(self, key: str) -> str:
        """A text field; empty where blank or absent."""
        value = self.fields.get(key)
        return value if isinstance(value, str) else ""

    def number(self, key: str) -> str | None:
        """The measure's or step's number, as typed where it is none; None where blank."""
        return self.text(key) or None

    @property
    def dates(self) -> CellDates:
        """The row's dates, of the date cell or else of the result."""
        value = self.fields.get("acted_on")
        return value.dates if isinstance(value, TypedDates) else CellDates()

    @property
    def telling(self) -> bool:
        """Whether the row reports something, readable or not."""
        return any(key in self.broken or is_given(self.fields.get(key)) for key in _TELLING)


def is_read(column: Column) -> bool:
    """Whether the column's cells are merged: formulas and notes of the program are not."""
    return column.filled_by is not FilledBy.FORMULA and column.key not in _NOT_READ


def type_rows(
    records: Iterable[Record], schema: MeasureSchema, year: FiscalYear
) -> tuple[tuple[Row, ...], Listed]:
    """The rows of a report; blank ones are left out.

    A blank measure number takes the one above where the row has a step, or stands before the
    spare rows and reports something. Below the table's closing words only rows with a step count.
    """
    listed = Listed()
    rows: list[Row] = []
    above: str | None = None
    closed = False
    for record in records:
        row, own = type_row(record, schema, year)
        step = row.number("step_no")
        closed = closed or _closes(row, schema)
        if step is None and _opens(record, schema.layout.spare_rows):
            above = None
        elif _is_number(step) or ((step is not None or row.telling) and not closed):
            listed.add(own)
            row, above = _with_measure(row, above, listed)
            rows.append(row)
        elif not closed:
            above = _measure_of(row) or above
            listed.readings += _passed_over(row)
    return tuple(rows), listed


def _closes(row: Row, schema: MeasureSchema) -> bool:
    """Whether the row begins what stands under a table: who signs it."""
    reports = _is_number(row.number("step_no")) or is_given(row.fields.get("status"))
    return not reports and closes(row.record, schema)


def closes(record: Record, schema: MeasureSchema) -> bool:
    """Whether the row's first text is one of the words that stand under a table."""
    return _opens(record, schema.layout.table_ends)


def _is_number(typed: str | None) -> bool:
    """Whether what stands under a number's header is one."""
    return typed is not None and canonical_number(typed) is not None


def _opens(record: Record, words: Iterable[str]) -> bool:
    """Whether the row's first text begins with any of the words."""
    texts = (value for value in record.cells.values() if isinstance(value, str) and value.strip())
    first = fold(next(texts, ""))
    return any(first.startswith(fold(word)) for word in words)


def type_row(record: Record, schema: MeasureSchema, year: FiscalYear) -> tuple[Row, Listed]:
    """The record with its cells typed, and what came up; dates of the result where none stand."""
    listed = Listed()
    values: dict[str, Value] = {}
    wrong: set[str] = set()
    hidden = hidden_rows(record)
    for column in schema.columns:
        if column.key not in record.columns or not is_read(column):
            continue
        cell = type_cell(record, column, schema, year)
        values[column.key] = cell.value
        if isinstance(record.cells[column.key], ErrorValue | Uncalculated):
            wrong.add(column.key)
        # A merge's value is spoken of once, in the row that shows it.
        if column.key not in hidden:
            listed.findings += [cell.problem] if cell.problem else []
            listed.readings += cell.readings
    row = Row(record, values, broken=frozenset(wrong))
    return _with_dates_of_result(row, year, listed), listed


def _with_dates_of_result(row: Row, year: FiscalYear, listed: Listed) -> Row:
    """The row with the dates of its result where its date cell is blank."""
    if is_given(row.fields.get("acted_on")) or "acted_on" in row.broken:
        return row
    found = find_dates(row.text("result"), year)
    if not found:
        return row
    if "result" not in hidden_rows(row.record):
        where = row.record.address("result")
        listed.readings += [date_reading(one, where, "date_from_result") for one in found]
    fields = {**row.fields, "acted_on": TypedDates("", CellDates(found))}
    return replace(row, fields=fields, from_result=True)


def _with_measure(row: Row, above: str | None, listed: Listed) -> tuple[Row, str | None]:
    """The row with its measure, and the measure that rows below it without one are of."""
    if row.number("measure_no") is not None or above is None:
        return row, _measure_of(row)
    if "measure_no" in row.record.columns:
        where = row.record.address("measure_no")
        listed.readings.append(Reading(where, "", above, "filled_from_above"))
    return replace(row, fields={**row.fields, "measure_no": above}), above


def _measure_of(row: Row) -> str | None:
    """The row's measure where its cell is a number."""
    number = row.text("measure_no")
    return number if canonical_number(number) == number else None


def _passed_over(row: Row) -> list[Reading]:
    """The texts of a row that reports nothing, such as a note under the table."""
    if _measure_of(row) is not None:
        return []
    return [
        Reading(row.record.address(key), text, "", "row_passed_over")
        for key in row.fields
        if (text := show(row.record.cells[key]).strip())
    ]
