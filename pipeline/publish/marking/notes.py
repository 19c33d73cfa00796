"""Marks on cells: what was there before is told, so that it can be put back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.core.finding import Severity
from pipeline.sheets.measure import Room, text_lines
from pipeline.sheets.text import fit_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl import Workbook

    from pipeline.core.address import Address
    from pipeline.core.words import Words

AUTHOR = "ita"
NO_FILL = "none"
# Between our note and one that the division wrote itself.
_BETWEEN = "\n----------\n"
# Darker than the form's yellow, light enough to read what stands in the cell.
_FILLS = {Severity.ERROR: "FFF4A460", Severity.WARNING: "FFF7D774", Severity.INFO: "FFF7D774"}
_NOTE_PIXELS = 300
_NOTE_TALLEST = 500
_NOTE_SIZE = 12.0


@dataclass(frozen=True, slots=True)
class Mark:
    """One point to mend: `where` its cell, sheet or file, `found` what stands there."""

    where: Address
    severity: Severity
    found: str
    message: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A mark with the cell that bears it, and the fill that the cell had before."""

    mark: Mark
    cell: Cell | None = None
    fill: str = NO_FILL


def put_marks(book: Workbook, marks: Sequence[Mark], words: Words) -> list[Marked]:
    """A colour and a note on each marked cell; several marks of one cell in one note."""
    marked = [Marked(mark, cell := cell_of(book, mark.where), _fill_of(cell)) for mark in marks]
    by_cell: dict[int, list[Marked]] = {}
    for one in marked:
        by_cell.setdefault(id(one.cell), []).append(one)
    for own in by_cell.values():
        if own[0].cell is not None:
            _mark_cell(own[0].cell, [one.mark for one in own], words)
    return marked


def _fill_of(cell: Cell | None) -> str:
    """The cell's plain colour; none where it has no fill, or one that is no plain colour."""
    if cell is None or cell.fill.fill_type != "solid":
        return NO_FILL
    colour = cell.fill.fgColor
    return str(colour.rgb) if colour.type == "rgb" else NO_FILL


def _mark_cell(cell: Cell, marks: Sequence[Mark], words: Words) -> None:
    severity = min((mark.severity for mark in marks), key=list(Severity).index)
    cell.fill = PatternFill("solid", fgColor=_FILLS[severity])
    text = "\n".join(f"{ask(mark, words)}: {mark.message}" for mark in marks)
    if cell.comment is not None:
        text = f"{text}{_BETWEEN}{cell.comment.text}"
    note = Comment(fit_text(text).text, AUTHOR)
    lines = text_lines(text, Room(_NOTE_PIXELS / 7, _NOTE_SIZE))
    note.width, note.height = _NOTE_PIXELS, min(20 * lines + 16, _NOTE_TALLEST)
    cell.comment = note


def ask(mark: Mark, words: Words) -> str:
    """How a mark is asked for: an error must be mended, a warning looked at."""
    return words.get("marking", "mend" if mark.severity is Severity.ERROR else "check")


def cell_of(book: Workbook, where: Address) -> Cell | None:
    """The cell of the address, where a merge begins if it lies in one; None where there is none."""
    if where.sheet not in book.sheetnames or where.row is None or where.column is None:
        return None
    sheet: object = book[where.sheet]
    if not isinstance(sheet, Worksheet):
        return None
    place = sheet.cell(where.row, where.column).coordinate
    areas = (one for one in sheet.merged_cells.ranges if place in one)
    area = next(areas, None)
    found = sheet[place] if area is None else sheet.cell(area.min_row, area.min_col)
    return found if isinstance(found, Cell) else None


def unmark(book: Workbook, sheet: str, place: str, fill: str) -> None:
    """Put back the fill and the division's own note, where the cell is still there."""
    if sheet not in book.sheetnames:
        return
    cell = book[sheet][place]
    if not isinstance(cell, Cell):
        return
    cell.fill = PatternFill() if fill == NO_FILL else PatternFill("solid", fgColor=fill)
    note = cell.comment
    if note is None:
        return
    _, between, own = note.text.partition(_BETWEEN)
    cell.comment = Comment(own, note.author or "") if between else None
