"""The rows below a header, each value with its address; merged cells give theirs to every row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.core.address import Address
from pipeline.core.digits import canonical_number
from pipeline.core.finding import Reading
from pipeline.core.record import Record
from pipeline.core.thai import fold
from pipeline.merge.cells import is_blank, show

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.core.raw import CellRange, CellValue, RawSheet
    from pipeline.merge.header import Header
    from pipeline.merge.header_words import HeaderWords

_FEWEST_NUMBERS = 3


@dataclass(frozen=True, slots=True)
class MergedRecord(Record):
    """A record of which a merge hides some cells; `rows` says, by key, where that merge begins."""

    rows: Mapping[str, int] = field(default_factory=dict)

    def address(self, key: str) -> Address:
        """The cell that shows the value: the first of its merge."""
        where = Record.address(self, key)
        row = self.rows.get(key)
        return where if row is None or where.column is None else where.at(row, where.column)


def hidden_rows(record: Record) -> Mapping[str, int]:
    """By key, the row in which the merge begins that hides the record's cell."""
    return record.rows if isinstance(record, MergedRecord) else {}


def own_keys(record: Record) -> tuple[str, ...]:
    """The columns in which the row itself shows something; a merge shows it in its first row."""
    hidden = hidden_rows(record)
    return tuple(
        key for key, value in record.cells.items() if key not in hidden and not is_blank(value)
    )


def read_records(
    sheet: RawSheet, header: Header, words: HeaderWords, file: str
) -> tuple[tuple[Record, ...], tuple[Reading, ...]]:
    """The rows with a value under the header, in the sheet's order, repeats of the header left out.

    Hidden rows and columns are read as any other: hiding is how a sheet looks, not what it says.
    A blank cell of a range merged downwards takes the range's value, listed as `merged_cell`; a
    row that numbers the columns is listed as `row_passed_over`.
    """
    merged = _merged_rows(sheet)
    numbers = {row for row in sheet.rows if row > header.last_row}
    heads = [_words_of(sheet, row) for row in range(header.row, header.last_row + 1)]
    records: list[Record] = []
    readings: list[Reading] = []
    for number in sorted(numbers):
        if words.count(sheet.rows[number]) > len(header.columns) // 2:
            continue
        if len(heads) > 1 and _words_of(sheet, number) in heads:
            continue
        cells = {key: sheet.cell(number, column) for key, column in header.columns.items()}
        record = Record(Address(file, sheet.name, number), cells, header.columns)
        if all(is_blank(value) for value in cells.values()):
            continue
        if not records and _numbers_columns(cells.values()):
            readings.extend(_passed_over(record))
            continue
        filled, listed = _fill(record, sheet, merged)
        records.append(filled)
        readings.extend(listed)
    return tuple(records), tuple(readings)


def _words_of(sheet: RawSheet, row: int) -> dict[int, str]:
    """The texts of a row by their columns, as they are compared."""
    cells = enumerate(sheet.rows.get(row, ()), start=1)
    return {column: fold(show(value)) for column, value in cells if not is_blank(value)}


def _merged_rows(sheet: RawSheet) -> dict[tuple[int, int], int]:
    """The first row of the merge, by each cell that a merge hides below its first one."""
    last = max(sheet.rows, default=0)
    return {
        (row, area.first_column): area.first_row
        for area in sheet.merged
        for row in _rows_below_first(area, last)
    }


def _rows_below_first(area: CellRange, last: int) -> range:
    return range(area.first_row + 1, min(area.last_row, last) + 1)


def _fill(
    record: Record, sheet: RawSheet, merged: Mapping[tuple[int, int], int]
) -> tuple[Record, list[Reading]]:
    """The record with the values of the merges that hide its blank cells."""
    row = record.where.row or 0
    rows = {
        key: merged[row, column]
        for key, column in record.columns.items()
        if (row, column) in merged and is_blank(record.cells[key])
    }
    if not rows:
        return record, []
    given = {key: sheet.cell(first, record.columns[key]) for key, first in rows.items()}
    given = {key: value for key, value in given.items() if not is_blank(value)}
    readings = [
        Reading(record.address(key), "", show(value), "merged_cell") for key, value in given.items()
    ]
    return MergedRecord(record.where, {**record.cells, **given}, record.columns, rows), readings


def _numbers_columns(values: Iterable[CellValue]) -> bool:
    """Whether the cells count up from one to the next: `(1) (2) (3)` under a header."""
    typed = [show(value) for value in values if not is_blank(value)]
    numbers = [canonical_number(text) or "" for text in typed]
    figures = [int(number) for number in numbers if number.isdecimal()]
    counted = list(range(figures[0], figures[0] + len(typed))) if figures else None
    return len(typed) >= _FEWEST_NUMBERS and figures == counted


def _passed_over(record: Record) -> list[Reading]:
    return [
        Reading(record.address(key), show(value), "", "row_passed_over")
        for key, value in record.cells.items()
        if not is_blank(value)
    ]
