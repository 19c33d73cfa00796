"""Finds a table by the words of its header, never by its position."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.core.thai import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.core.raw import CellValue, RawSheet
    from pipeline.core.schema import Column

PARENTHESIS = re.compile(r"\s*\([^()]*\)\s*$")
_FEWEST = 3
_DEEPEST = 200


@dataclass(frozen=True, slots=True)
class Header:
    """A header row: each key's column from 1, and what stood there that is not ours.

    `unknown` and `repeated` hold (column, text); `missing` the required columns not found.
    """

    row: int
    columns: Mapping[str, int]
    unknown: tuple[tuple[int, str], ...]
    repeated: tuple[tuple[int, str], ...]
    missing: tuple[Column, ...]


class HeaderWords:
    """The folded words by which a set of columns is known."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self._columns = tuple(columns)
        self._keys: dict[str, str] = {}
        for column in columns:
            for words in column.headers:
                self._keys.setdefault(fold(words), column.key)

    def key(self, value: CellValue) -> str | None:
        """The column that the cell names; words in parentheses at its end may be left out."""
        if not isinstance(value, str):
            return None
        return self._keys.get(fold(value)) or self._keys.get(fold(PARENTHESIS.sub("", value)))

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
        columns: dict[str, int] = {}
        unknown: list[tuple[int, str]] = []
        repeated: list[tuple[int, str]] = []
        for number, value in enumerate(sheet.rows[row], start=1):
            key = self.key(value)
            if key is not None and key in columns:
                repeated.append((number, str(value)))
            elif key is not None:
                columns[key] = number
            elif isinstance(value, str) and value.strip():
                unknown.append((number, value))
        missing = tuple(one for one in self._columns if one.required and one.key not in columns)
        return Header(row, columns, tuple(unknown), tuple(repeated), missing)
