"""Rows of a large sheet put straight into its file: xlsxwriter's own words, without its detours.

The one place that knows how xlsxwriter keeps a sheet that it writes row by row; a test holds what
is written here equal to what `put_row` writes, cell by cell.
"""

from __future__ import annotations

import math
from datetime import date, datetime
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from pipeline.core.address import column_letters
from pipeline.sheets.pen import EXACT, FORMULA_STARTS, SERIAL_ZERO
from pipeline.sheets.plan import CellPlan
from pipeline.sheets.text import fit_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.format import Format

    from pipeline.sheets.formats import FormatBook, Look
    from pipeline.sheets.pen import Pen
    from pipeline.sheets.plan import Cell, Value
    from pipeline.sheets.reference import Link
    from pipeline.sheets.styles import Style

_OFTEN = 100  # longer texts seldom stand in a second cell
_REMEMBERED = 2_000  # texts of one look, so that memory stays flat
_FIRST_SURE_YEAR = 1901  # before it Excel counts a day that never was


class RowStream:
    """Puts the plain rows of one sheet, top down; what is not plain is left to `put_row`."""

    def __init__(self, pen: Pen, formats: FormatBook) -> None:
        self._pen = pen
        self._formats = formats
        self._inks: dict[int, tuple[Style, _Ink]] = {}
        self._looks: Sequence[Look] = ()
        self._columns: list[tuple[str, _Ink]] = []

    def put(self, row: int, cells: Sequence[Cell], looks: Sequence[Look], points: float) -> bool:
        """Put one row of that height; False where it was not put, as it is not plain."""
        sheet = self._pen.sheet
        if row - 1 > sheet.previous_row:
            sheet._write_single_row(row - 1)  # noqa: SLF001 - what stands above is written first
        if looks is not self._looks:
            self._looks = looks
            self._columns = [
                (f'<c r="{column_letters(column)}', self._ink(look.style))
                for column, look in enumerate(looks, start=1)
            ]
        written = self._cells(row, cells) if 0 < len(cells) <= len(looks) else None
        if written is None:
            return False
        parts, links = written
        self._put_links(row, links)
        for column in (0, len(cells) - 1):
            sheet._check_dimensions(row - 1, column)  # noqa: SLF001 - it notes how far cells reach
        sheet.set_row(row - 1, points)
        sheet._write_row(row - 1, None, sheet.row_info.pop(row - 1))  # noqa: SLF001 - its tag
        sheet.fh.write("".join(parts) + "</row>")
        sheet.previous_row = row
        return True

    def _cells(
        self, row: int, cells: Sequence[Cell]
    ) -> tuple[list[str], list[tuple[int, Link, Look]]] | None:
        """The cells' XML, and the links with their columns; None where a cell is not plain."""
        parts, links = [], []
        for column, (cell, (start, ink)) in enumerate(zip(cells, self._columns, strict=False), 1):
            if isinstance(cell, CellPlan):
                if cell.formula is not None or cell.comment is not None or cell.span > 1:
                    return None
                value, own = cell.value, ink if cell.style is None else self._ink(cell.style)
                if cell.link is not None:
                    links.append((column, cell.link, own.look))
            else:
                value, own = cell, ink
            end = own.known.get(value) or own.end(value)
            if end is None:
                return None
            parts.append(f"{start}{row}{end}")
        return parts, links

    def _put_links(self, row: int, links: Sequence[tuple[int, Link, Look]]) -> None:
        for column, link, look in links:
            self._pen.put_link(row, column, link, look)
        self._pen.sheet.table.clear()  # the blank texts that links bring stand in our own cells

    def _ink(self, style: Style) -> _Ink:
        # By identity: rows share their styles, and a style's own hash takes longer than the rest.
        # The style is kept, so that no other one can come to have its identity.
        known = self._inks.get(id(style))
        if known is None:
            known = self._inks[id(style)] = (style, _Ink(self._formats.look(style)))
        return known[1]


class _Ink:
    """What stands behind the address in the XML of cells of one look, by their values."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.known: dict[Value, str] = {}

    def end(self, value: Value) -> str | None:
        """The rest of the cell; None where it takes more than a value and a look."""
        if value is None or value == "":
            return self.known.setdefault(value, f'" s="{_index(self.look.format)}"/>')
        if isinstance(value, str):
            return self._text(value)
        number = _number(value)
        if number is None:
            return None
        return f'" s="{_index(self.look.format)}"><v>{number:.16G}</v></c>'

    def _text(self, text: str) -> str | None:
        if fit_text(text).changes or text.startswith("<r>") or "_x" in text:
            return None
        guard = text.startswith(FORMULA_STARTS)
        index = _index(self.look.guarded if guard else self.look.format)
        space = ' xml:space="preserve"' if text[0].isspace() or text[-1].isspace() else ""
        end = f'" s="{index}" t="inlineStr"><is><t{space}>{escape(text)}</t></is></c>'
        if len(text) <= _OFTEN and len(self.known) < _REMEMBERED:
            self.known[text] = end
        return end


def _number(value: float | date) -> float | None:
    """The number that a cell keeps; None for what is better left to xlsxwriter."""
    if isinstance(value, bool | datetime):
        return None
    if isinstance(value, date):
        return value.toordinal() - SERIAL_ZERO if value.year >= _FIRST_SURE_YEAR else None
    return value if math.isfinite(value) and abs(value) < EXACT else None


def _index(form: Format) -> int:
    index: int = form._get_xf_index()  # noqa: SLF001 - the number by which cells name a format
    return index
