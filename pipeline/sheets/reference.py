"""Where formulas, charts and links point to."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.core.address import column_letters
from pipeline.core.raw import CellRange


def quoted_sheet(name: str) -> str:
    """The sheet's name as formulas want it: in apostrophes, its own ones doubled."""
    return "'" + name.replace("'", "''") + "'"


def quoted_text(text: str) -> str:
    """The text as a constant of a formula, its quotation marks doubled."""
    return '"' + text.replace('"', '""') + '"'


@dataclass(frozen=True, slots=True)
class Reference:
    """Cells of a sheet; `str` gives `'name'!$A$2:$A$9`, one cell as `'name'!$A$2`."""

    sheet: str
    area: CellRange

    def __str__(self) -> str:
        area = self.area
        first = f"${column_letters(area.first_column)}${area.first_row}"
        last = f"${column_letters(area.last_column)}${area.last_row}"
        return f"{quoted_sheet(self.sheet)}!{first if first == last else f'{first}:{last}'}"


def cell_reference(sheet: str, row: int, column: int) -> Reference:
    """One cell, row and column from 1."""
    return Reference(sheet, CellRange(row, column, row, column))


@dataclass(frozen=True, slots=True)
class Link:
    """A jump to a cell of this workbook (`file` None) or to a file beside it.

    `file` is a path relative to the written workbook, with `/`; `..` is allowed. Raises ValueError
    for an absolute path, one with a scheme or a drive, or a link that points nowhere.
    """

    sheet: str | None = None
    row: int = 1
    column: int = 1
    file: str | None = None
    tip: str | None = None

    def __post_init__(self) -> None:
        if self.sheet is None and self.file is None:
            message = "a link needs a sheet or a file"
            raise ValueError(message)
        if self.file is not None and not _is_relative(self.file):
            message = "a link to a file must be relative"
            raise ValueError(message)


def _is_relative(path: str) -> bool:
    first = path.partition("/")[0]  # blank where the path is absolute
    return bool(first) and not ("\\" in path or ":" in first or "\0" in path)
