"""Rows of a sheet under described columns, each value still at its cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.core.address import Address
    from pipeline.core.raw import CellValue


@dataclass(frozen=True, slots=True)
class Record:
    """One row below a header: `cells` by column key, `columns` their places from 1.

    `where` is of the row (its column None). A column that the sheet lacks is absent from both.
    """

    where: Address
    cells: Mapping[str, CellValue]
    columns: Mapping[str, int]

    def address(self, key: str) -> Address:
        """The cell of that column; the row's own address where the sheet lacks the column."""
        column = self.columns.get(key)
        if column is None or self.where.row is None:
            return self.where
        return self.where.at(self.where.row, column)

    def text(self, key: str) -> str:
        """The cell as text, trimmed; empty where blank, an error or absent. 1.0 gives `1`."""
        value = self.cells.get(key)
        if isinstance(value, str):
            return value.strip()
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        return str(value) if isinstance(value, int | float) else ""
