"""Finds a table by the words of its header, never by its position."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.core.schema import FilledBy
from pipeline.core.thai import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pipeline.core.raw import CellValue, RawSheet
    from pipeline.core.schema import Column

_PARENTHESIS = re.compile(r"\s*\([^()]*\)\s*$")
_FEWEST = 3
_DEEPEST = 200


@dataclass(frozen=True, slots=True)
class Header:
    """A header row: each key's column from 1, in the sheet's order, and what else stands there.

    `unknown`, `repeated` and `aliased` hold (column, text): not ours, ours a second time, ours
    by another word. `missing` are the required columns not found. The table begins below
    `last_row`: a header cell may be merged downwards.
    """

    row: int
    last_row: int
    columns: Mapping[str, int]
    unknown: tuple[tuple[int, str], ...] = ()
    repeated: tuple[tuple[int, str], ...] = ()
    aliased: tuple[tuple[int, str], ...] = ()
    missing: tuple[Column, ...] = ()


@dataclass(frozen=True, slots=True)
class _Named:
    """A cell that names a column; `own` where by the form's own words."""

    place: int
    text: str
    key: str
    own: bool


class HeaderWords:
    """The folded words by which a set of columns is known."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self._columns = tuple(columns)
        self._own = {fold(column.headers[0]): column.key for column in columns}
        self._keys: dict[str, str] = {}
        for form, key in self._spellings():
            self._keys.setdefault(form, key)

    def _spellings(self) -> Iterator[tuple[str, str]]:
        yield from self._own.items()
        for column in self._columns:
            for words in column.headers:
                yield fold(words), column.key
                yield fold(_PARENTHESIS.sub("", words)), column.key

    def key(self, value: CellValue) -> str | None:
        """The column that the cell names; words in parentheses at its end may be left out."""
        if not isinstance(value, str):
            return None
        return self._keys.get(fold(value)) or self._keys.get(fold(_PARENTHESIS.sub("", value)))

    def count(self, cells: Iterable[CellValue]) -> int:
        """How many different columns the cells name."""
        return len({key for key in map(self.key, cells) if key})

    def find(self, sheet: RawSheet, fewest: int = _FEWEST) -> Header | None:
        """The first of the rows that name the most columns; None where all name too few."""
        top = [number for number in sorted(sheet.rows) if number <= _DEEPEST]
        counted = [(self.count(sheet.rows[number]), -number) for number in top]
        best, negative = max(counted, default=(0, 0))
        return self._header(sheet, -negative) if best >= fewest else None

    def _header(self, sheet: RawSheet, row: int) -> Header:
        named, unknown = self._named(sheet.rows[row])
        taken: dict[str, _Named] = {}
        repeated: list[_Named] = []
        # The form's own words go before an alias that stands over a column of the division's.
        for one in sorted(named, key=lambda one: (not one.own, one.place)):
            first = taken.setdefault(one.key, one)
            if first is not one and (first.own == one.own or self._is_divisions(one.key)):
                repeated.append(one)
            elif first is not one:
                unknown.append((one.place, one.text))
        found = sorted(taken.values(), key=lambda one: one.place)
        return Header(
            row=row,
            last_row=_last_row(sheet, row),
            columns={one.key: one.place for one in found},
            unknown=tuple(sorted(unknown)),
            repeated=tuple((one.place, one.text) for one in repeated),
            aliased=tuple((one.place, one.text) for one in found if not one.own),
            missing=tuple(one for one in self._columns if one.required and one.key not in taken),
        )

    def _is_divisions(self, key: str) -> bool:
        """Whether the division fills the column: of two such, either may hold the report."""
        return any(one.key == key and one.filled_by is FilledBy.DIVISION for one in self._columns)

    def _named(self, cells: Iterable[CellValue]) -> tuple[list[_Named], list[tuple[int, str]]]:
        """The cells that name a column, and the texts of those that name none."""
        named: list[_Named] = []
        unknown: list[tuple[int, str]] = []
        for place, value in enumerate(cells, start=1):
            if not isinstance(value, str) or not value.strip():
                continue
            key = self.key(value)
            if key is None:
                unknown.append((place, value))
            else:
                named.append(_Named(place, value, key, self._own.get(fold(value)) == key))
        return named, unknown


def _last_row(sheet: RawSheet, row: int) -> int:
    return max((area.last_row for area in sheet.merged if area.first_row == row), default=row)
