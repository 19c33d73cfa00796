"""A workbook in openpyxl without its cells, and beside it the cells as they are stored."""

from __future__ import annotations

import io
import zipfile
from copy import copy
from typing import TYPE_CHECKING, Any, cast

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from pipeline.publish.marking.package import place_names

if TYPE_CHECKING:
    from openpyxl import Workbook

    from pipeline.publish.marking.package import Package

_WORKBOOK = "xl/workbook.xml"


class HollowBook:
    """Cells are dressed as they are stored when they are asked for, and stored when all is done."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.book: Workbook = load_workbook(package.hollow())
        self.book.template = False
        self._touched: dict[tuple[str, str], Cell] = {}
        if [*package.parts] != self.worksheets:
            message = "not every sheet can be opened"
            raise ValueError(message)

    @property
    def worksheets(self) -> list[str]:
        """The names of the sheets that hold cells."""
        return [sheet.title for sheet in self.book.worksheets]

    def cell(self, sheet: str | None, row: int | None, column: int | None) -> Cell | None:
        """The cell, where a merge begins if it lies in one; None where there is none."""
        if sheet not in self.package.parts or sheet not in self.book.sheetnames:
            return None
        found: object = self.book[sheet]
        if row is None or column is None or not isinstance(found, Worksheet):
            return None
        for area in found.merged_cells.ranges:
            if area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col:
                row, column = area.min_row, area.min_col
        cell = found.cell(row, column)
        return self._dressed(cell) if isinstance(cell, Cell) else None

    def _dressed(self, cell: Cell) -> Cell:
        place = (cell.parent.title, cell.coordinate)
        if place not in self._touched:
            style = self.package.worksheets[place[0]].style(cell.row, cell.column)
            styled, book = cast("Any", cell), cast("Any", self.book)
            styled._style = copy(book._cell_styles[style])  # noqa: SLF001 - by its stored number
            self._touched[place] = cell
        return self._touched[place]

    def text(self, sheet: str, row: int, column: int) -> str:
        """What is stored in the cell, as text."""
        return self.package.worksheets[sheet].text(row, column, self.package.texts())

    def members(self, added: frozenset[str]) -> dict[str, bytes]:
        """The parts of the changed workbook; `added` are the sheets that are new in it."""
        for (sheet, _), cell in self._touched.items():
            if sheet in self.book.sheetnames and sheet not in added:
                stored = self.package.worksheets[sheet]
                stored.restyle(cell.row, cell.column, cell.style_id)
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as shell:
            ExcelWriter(self.book, shell).write_data()
        with zipfile.ZipFile(archive) as shell:
            saved = {name: shell.read(name) for name in shell.namelist()}
        if self.book.chartsheets:
            places = [self.book.sheetnames.index(name) for name in self.worksheets]
            saved[_WORKBOOK] = place_names(saved[_WORKBOOK], places)
        kept = frozenset(self.package.parts) - added
        return self.package.filled(saved, kept)
