"""The rows below a header, each value with its address; merged cells give theirs to every row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.core.address import Address
from pipeline.core.finding import Reading
from pipeline.core.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.core.raw import CellValue, RawSheet
    from pipeline.merge.header import Header, HeaderWords


def read_records(
    sheet: RawSheet, header: Header, words: HeaderWords, file: str
) -> tuple[tuple[Record, ...], tuple[Reading, ...]]:
    """The rows with a value under the header, in the sheet's order, repeats of the header left out.

    A blank cell of a range merged downwards takes the range's value, listed as `merged_cell`.
    """
    merged = _merged_values(sheet)
    records: list[Record] = []
    readings: list[Reading] = []
    for number in _numbers_below(sheet, header, merged):
        if words.count(sheet.rows.get(number, ())) > len(header.columns) // 2:
            continue
        cells = {key: sheet.cell(number, column) for key, column in header.columns.items()}
        record = Record(Address(file, sheet.name, number), cells, header.columns)
        filled, listed = _fill(record, merged)
        if any(not _blank(value) for value in filled.cells.values()):
            records.append(filled)
            readings.extend(listed)
    return tuple(records), tuple(readings)


def _blank(value: CellValue) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _numbers_below(
    sheet: RawSheet, header: Header, merged: Mapping[tuple[int, int], CellValue]
) -> Iterator[int]:
    numbers = {row for row in sheet.rows if row > header.row}
    numbers |= {row for row, _ in merged if row > header.row}
    yield from sorted(numbers)


def _merged_values(sheet: RawSheet) -> dict[tuple[int, int], CellValue]:
    """The value of each cell that a merge hides, downwards in the merge's first column."""
    last = max(sheet.rows, default=0)
    return {
        (row, area.first_column): sheet.cell(area.first_row, area.first_column)
        for area in sheet.merged
        if area.last_row > area.first_row
        for row in range(area.first_row + 1, min(area.last_row, last) + 1)
    }


def _fill(
    record: Record, merged: Mapping[tuple[int, int], CellValue]
) -> tuple[Record, list[Reading]]:
    row = record.where.row or 0
    given = {
        key: merged[row, column]
        for key, column in record.columns.items()
        if (row, column) in merged and _blank(record.cells[key]) and not _blank(merged[row, column])
    }
    readings = [
        Reading(record.address(key), "", str(value), "merged_cell") for key, value in given.items()
    ]
    if not given or all(_blank(value) for value in record.cells.values()):
        return record, []
    return Record(record.where, {**record.cells, **given}, record.columns), readings
