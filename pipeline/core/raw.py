"""A workbook as it was read: cells with their addresses, nothing interpreted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping


class Visibility(StrEnum):
    """How Excel shows a sheet."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    VERY_HIDDEN = "very_hidden"


@dataclass(frozen=True, slots=True)
class ErrorValue:
    """A cell that shows an error, such as `#REF!`; `formula` where the cell holds one."""

    text: str
    formula: str | None = None


@dataclass(frozen=True, slots=True)
class Uncalculated:
    """A formula without a stored value."""

    formula: str


# A number before the calendar, or after the year 9999, stays a number whatever its format.
CellValue: TypeAlias = (
    str | int | float | bool | date | datetime | time | timedelta | ErrorValue | Uncalculated | None
)


@dataclass(frozen=True, slots=True)
class CellRange:
    """A rectangle of cells, rows and columns from 1, both ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def contains(self, row: int, column: int) -> bool:
        """Whether the cell lies in the rectangle."""
        return (
            self.first_row <= row <= self.last_row
            and self.first_column <= column <= self.last_column
        )


@dataclass(frozen=True, slots=True)
class RawSheet:
    """One sheet: `rows` maps Excel's row number to its cells, column A first.

    A row without any value is absent; trailing blanks of a row may be absent too.
    Only the first cell of a merged range holds its value. A percentage is a text, `50%` where
    0.5 is stored: what a person sees is what is checked.
    """

    name: str
    rows: Mapping[int, tuple[CellValue, ...]]
    visibility: Visibility = Visibility.VISIBLE
    merged: tuple[CellRange, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    def cell(self, row: int, column: int) -> CellValue:
        """The value at row and column counted from 1; None where blank or outside."""
        cells = self.rows.get(row, ())
        return cells[column - 1] if 1 <= column <= len(cells) else None


@dataclass(frozen=True, slots=True)
class Contents:
    """What the archive tells beside its cells."""

    macros: bool = False
    external_links: tuple[str, ...] = ()
    pictures: int = 0
    date_1904: bool = False


@dataclass(frozen=True, slots=True)
class RawWorkbook:
    """A workbook's sheets in their order, hidden ones included."""

    sheets: tuple[RawSheet, ...]
    contents: Contents = field(default_factory=Contents)
