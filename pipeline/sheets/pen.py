"""Cells put onto one xlsxwriter sheet; what could not be put as given is remembered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pipeline.core.address import Address
from pipeline.sheets.links import MOST_LINKS, link_address
from pipeline.sheets.measure import Room, line_height, text_lines
from pipeline.sheets.plan import CellPlan
from pipeline.sheets.styles import BODY_SIZE, FONT
from pipeline.sheets.text import Change, clip, fit_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.worksheet import Worksheet

    from pipeline.sheets.formats import FormatBook, Look
    from pipeline.sheets.plan import Cell, Value
    from pipeline.sheets.reference import Link

EXACT = 10**15
_FIRST_YEAR = 1900
SERIAL_ZERO = date(1899, 12, 30).toordinal()
FORMULA_STARTS = ("=", "+", "-", "@")
_LONGEST_TIP = 255
_NOTE_PIXELS = 320
_NOTE_TALLEST = 600


@dataclass(frozen=True, slots=True)
class Altered:
    """A cell that shows something else than the plan gave; row and column from 1."""

    sheet: str
    row: int
    column: int
    changes: tuple[Change, ...]


class Pen:
    """Writes on one sheet, rows and columns from 1; `altered` lists what differs from the plan."""

    def __init__(self, sheet: Worksheet, formats: FormatBook) -> None:
        self.sheet = sheet
        self.altered: list[Altered] = []
        self.known: set[str] = set()  # texts that need neither a change nor a guard
        self._formats = formats
        self._links = 0

    def put(self, row: int, column: int, cell: Cell, look: Look) -> int:
        """Put one cell; gives the number of columns that it covers."""
        if not isinstance(cell, CellPlan):
            self._put_value(row, column, cell, look)
            return 1
        if cell.style is not None:
            look = self._formats.look(cell.style)
        if cell.span > 1:
            last = column + cell.span - 2
            self.done(
                self.sheet.merge_range(row - 1, column - 1, row - 1, last, "", look.format),
                row,
                column,
            )
        if cell.link is not None:
            self.put_link(row, column, cell.link, look)
        if cell.formula is None:
            self._put_value(row, column, cell.value, look)
        else:
            self._put_formula(row, column, cell, look)
        if cell.comment is not None:
            self.put_comment(row, column, cell.comment)
        return cell.span

    def put_comment(self, row: int, column: int, text: str) -> None:
        """Put a note that opens beside its cell, large enough for its text."""
        shown = self._fitted(row, column, text)
        lines = text_lines(shown, Room(_NOTE_PIXELS / 7, BODY_SIZE))
        pixels = min(round(lines * line_height(BODY_SIZE) * 4 / 3) + 12, _NOTE_TALLEST)
        options = {
            "author": "",
            "font_name": FONT,
            "font_size": BODY_SIZE,
            "width": _NOTE_PIXELS,
            "height": pixels,
        }
        self.done(self.sheet.write_comment(row - 1, column - 1, shown, options), row, column)

    def _put_value(self, row: int, column: int, value: Value, look: Look) -> None:
        sheet, at, form = self.sheet, (row - 1, column - 1), look.format
        if value is None or value == "":
            self.done(sheet.write_blank(*at, None, form), row, column)
        elif isinstance(value, str):
            self._put_text(row, column, value, look)
        elif isinstance(value, bool):
            self.done(sheet.write_boolean(*at, value, form), row, column)
        elif isinstance(value, date) and value.year < _FIRST_YEAR:  # Excel has no such day
            self._put_text(row, column, value.isoformat(), look)
        elif isinstance(value, date):
            self.done(sheet.write_datetime(*at, value, form), row, column)
        elif isinstance(value, int) and abs(value) >= EXACT:
            self._note(row, column, Change.DIGITS_AS_TEXT)
            self._put_text(row, column, str(value), look)
        else:
            self.done(sheet.write_number(*at, value, form), row, column)

    def _put_text(self, row: int, column: int, value: str, look: Look) -> None:
        text = self._fitted(row, column, value)
        guard = text.startswith(FORMULA_STARTS)
        form = look.guarded if guard else look.format
        if text.startswith("<r>") and text.endswith("</r>"):
            # xlsxwriter takes such a text for its own rich text and would write it unescaped.
            parts = ("<r", look.format, text[2:], form)
            code = self.sheet.write_rich_string(row - 1, column - 1, *parts)
        else:
            code = self.sheet.write_string(row - 1, column - 1, text, form)
            if text == value and not guard:
                self.known.add(value)
        self.done(code, row, column)

    def _put_formula(self, row: int, column: int, cell: CellPlan, look: Look) -> None:
        result = cell.value
        if isinstance(result, date):
            result = result.toordinal() - SERIAL_ZERO
        elif isinstance(result, str):
            result = self._fitted(row, column, result)
        formula = fit_text(cell.formula or "").text
        shown = "" if result is None else result
        code = self.sheet.write_formula(row - 1, column - 1, formula, look.format, shown)
        self.done(code, row, column)

    def put_link(self, row: int, column: int, link: Link, look: Look) -> None:
        """Put a link onto a cell whose text is put afterwards."""
        address = link_address(link)
        if address is None or self._links == MOST_LINKS:
            self._note(row, column, Change.LINK_DROPPED)
            return
        self._links += 1
        tip = None if link.tip is None else clip(fit_text(link.tip).text, _LONGEST_TIP)
        # The text is put afterwards: write_url does not check it.
        code = self.sheet.write_url(row - 1, column - 1, address, look.format, "", tip)
        self.done(code, row, column)

    def _fitted(self, row: int, column: int, text: str) -> str:
        fitted = fit_text(text)
        if fitted.changes:
            self._note(row, column, *fitted.changes)
        return fitted.text

    def _note(self, row: int, column: int, *changes: Change) -> None:
        self.altered.append(Altered(self.sheet.get_name(), row, column, changes))

    def done(self, code: int, row: int, column: int) -> None:
        """Raise RuntimeError where xlsxwriter did not take the cell."""
        if code != 0:
            place = Address("", self.sheet.get_name(), row, column)
            message = f"{place} was not written ({code})"
            raise RuntimeError(message)


def put_row(pen: Pen, row: int, cells: Sequence[Cell], looks: Sequence[Look]) -> None:
    """Put one row; the only place that a faster writer of rows would replace."""
    if len(cells) > len(looks):
        message = f"row {row} of {pen.sheet.get_name()} has more cells than columns"
        raise ValueError(message)
    write_text = pen.sheet.write_string
    known = pen.known
    covered = 0
    for column, (cell, look) in enumerate(zip(cells, looks, strict=False), start=1):
        if column <= covered:
            continue
        if cell.__class__ is str and cell in known:
            code = write_text(row - 1, column - 1, cell, look.format)
            pen.done(code, row, column)
        else:
            covered = column + pen.put(row, column, cell, look) - 1
