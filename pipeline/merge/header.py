"""Finds a table by the words of its header, never by its position."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.core.schema import FilledBy
from pipeline.core.thai import fold
from pipeline.merge.header_words import Certainty, HeaderWords, Named

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from pipeline.core.raw import CellRange, CellValue, RawSheet
    from pipeline.core.schema import Column

_FEWEST = 3
_DEEPEST = 200


@dataclass(frozen=True, slots=True)
class Header:
    """A header row: each key's column from 1, in the sheet's order, and what else stands there.

    `unknown`, `repeated` and `aliased` hold (column, text): not ours, ours a second time, ours
    by another word. `missing` are the required columns not found. The table begins below
    `last_row`: a header cell may be merged downwards, or a second row name its parts.
    """

    row: int
    last_row: int
    columns: Mapping[str, int]
    unknown: tuple[tuple[int, str], ...] = ()
    repeated: tuple[tuple[int, str], ...] = ()
    aliased: tuple[tuple[int, str], ...] = ()
    missing: tuple[Column, ...] = ()


def find_header(sheet: RawSheet, words: HeaderWords, fewest: int = _FEWEST) -> Header | None:
    """The first of the rows that name the most columns; None where all name too few.

    Two rows one below the other are one header where the lower one names parts of the upper one.
    """
    top = [number for number in sorted(sheet.rows) if number <= _DEEPEST]
    counted = [(words.count(sheet.rows[number]), -number) for number in top]
    best, negative = max(counted, default=(0, 0))
    row = -negative
    pairs = [one for upper in (row - 1, row) if (one := _pair(sheet, upper, words)) is not None]
    if pairs:
        upper, cells = max(pairs, key=lambda one: words.count(one[1]))
        if words.count(cells) > best:
            best, row = words.count(cells), upper
    if best < fewest:
        return None
    joined = dict(pairs).get(row)
    if joined is None:
        return replace(_header(row, sheet.rows[row], words), last_row=_last_row(sheet, row))
    header = _without_spread(_header(row, joined, words), sheet)
    return replace(header, last_row=max(_last_row(sheet, row), row + 1))


def _pair(
    sheet: RawSheet, upper: int, words: HeaderWords
) -> tuple[int, tuple[CellValue, ...]] | None:
    """Two rows read as one header, the lower word where it names a part of the upper one.

    None where the lower row is no part of a header: each of its texts must name a column, or
    stand under a cell of the upper row that spans several columns.
    """
    above, below = sheet.rows.get(upper), sheet.rows.get(upper + 1)
    if above is None or below is None or not words.count(above):
        return None
    wide = [area for area in _areas_at(sheet, upper) if area.last_column > area.first_column]
    cells = list(above) + [None] * (len(below) - len(above))
    for column, value in enumerate(below, start=1):
        if _is_blank(value):
            continue
        under_wide = any(area.contains(upper, column) for area in wide)
        names = words.key(value) is not None and (_is_blank(cells[column - 1]) or under_wide)
        if not (names or under_wide):
            return None
        if names or words.key(cells[column - 1]) is None:
            cells[column - 1] = value
    return upper, tuple(cells)


def find_spread(header: Header, sheet: RawSheet, keys: Collection[str]) -> list[tuple[int, str]]:
    """Columns beside the first under a header of those keys that spans several, where filled."""
    found = []
    for key in header.columns.keys() & set(keys):
        column = header.columns[key]
        for area in _areas_at(sheet, header.row):
            if not area.contains(header.row, column) or area.last_row > header.last_row:
                continue
            beside = set(range(area.first_column, area.last_column + 1))
            found += [
                (other, str(sheet.cell(header.row, area.first_column)))
                for other in sorted(beside - set(header.columns.values()))
                if any(
                    not _is_blank(sheet.cell(row, other))
                    for row in sheet.rows
                    if row > header.last_row
                )
            ]
    return found


def find_other_table(header: Header, sheet: RawSheet, words: HeaderWords) -> tuple[int, int] | None:
    """The first cell (row, column) of a further header whose columns stand in other places."""
    for row in sorted(sheet.rows):
        cells = sheet.rows[row]
        if row <= header.last_row or words.count(cells) <= len(header.columns) // 2:
            continue
        named, _ = words.named(cells)
        for one in named:
            if header.columns.get(one.key, one.place) != one.place:
                return row, one.place
    return None


def _without_spread(header: Header, sheet: RawSheet) -> Header:
    """The header without a period that is spread over several columns: marks are no period."""
    column = header.columns.get("period", 0)
    wide = [area for area in _areas_at(sheet, header.row) if area.last_column > area.first_column]
    if not any(area.contains(header.row, column) for area in wide):
        return header
    text = str(sheet.cell(header.row + 1, column) or sheet.cell(header.row, column))
    return replace(
        header,
        columns={key: place for key, place in header.columns.items() if key != "period"},
        unknown=tuple(sorted((*header.unknown, (column, text)))),
        aliased=tuple(one for one in header.aliased if one[0] != column),
    )


def _header(row: int, cells: Sequence[CellValue], words: HeaderWords) -> Header:
    named, unknown = words.named(cells)
    taken: dict[str, Named] = {}
    repeated: list[Named] = []
    # The surest words go before an alias that stands over a column of the division's.
    for one in sorted(named, key=lambda one: (one.certainty, one.place)):
        first = taken.setdefault(one.key, one)
        if first is one:
            continue
        if _is_repeated(one, first, words.columns):
            repeated.append(one)
        else:
            unknown.append((one.place, one.text))
    found = sorted(taken.values(), key=lambda one: one.place)
    return Header(
        row=row,
        last_row=row,
        columns={one.key: one.place for one in found},
        unknown=tuple(sorted(unknown)),
        repeated=tuple((one.place, one.text) for one in repeated),
        aliased=tuple((one.place, one.text) for one in found if one.certainty > Certainty.OWN),
        missing=tuple(one for one in words.columns if one.required and one.key not in taken),
    )


def _is_repeated(one: Named, first: Named, columns: Sequence[Column]) -> bool:
    """Whether either may hold the report: of two columns that the division fills, both might."""
    divisions = {column.key for column in columns if column.filled_by is FilledBy.DIVISION}
    if one.certainty is Certainty.LIKE:
        return first.certainty is Certainty.LIKE and one.key in divisions
    return first.certainty == one.certainty or one.key in divisions


def _areas_at(sheet: RawSheet, row: int) -> list[CellRange]:
    return [area for area in sheet.merged if area.first_row == row]


def _last_row(sheet: RawSheet, row: int) -> int:
    return max((area.last_row for area in _areas_at(sheet, row)), default=row)


def _is_blank(value: CellValue) -> bool:
    return value is None or (isinstance(value, str) and not fold(value))
