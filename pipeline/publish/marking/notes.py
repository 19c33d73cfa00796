"""Marks on cells: what was there before is told, so that it can be put back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError, tostring

from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.styles.fills import Fill
from openpyxl.utils import coordinate_to_tuple
from openpyxl.xml.functions import fromstring

from pipeline.core.finding import Severity
from pipeline.sheets.measure import Room, text_lines
from pipeline.sheets.text import fit_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.cell.cell import Cell

    from pipeline.core.address import Address
    from pipeline.core.words import Words
    from pipeline.publish.marking.hollow_book import HollowBook

AUTHOR = "ita"
_A_CELL = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
_A_COLOUR = re.compile(r"[0-9A-F]{8}")
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
    fill: str = ""


def put_marks(held: HollowBook, marks: Sequence[Mark], words: Words) -> list[Marked]:
    """A colour and a note on each marked cell; several marks of one cell in one note."""
    places = [(mark, mark.where) for mark in marks]
    cells = [(mark, held.cell(at.sheet, at.row, at.column)) for mark, at in places]
    marked = [Marked(mark, cell, _fill_of(cell)) for mark, cell in cells]
    by_cell: dict[int, list[Marked]] = {}
    for one in marked:
        by_cell.setdefault(id(one.cell), []).append(one)
    for own in by_cell.values():
        if own[0].cell is not None:
            _mark_cell(own[0].cell, [one.mark for one in own], words)
    return marked


def _fill_of(cell: Cell | None) -> str:
    """The cell's fill as the format writes it: patterns and colours of the theme too."""
    fill: Any = None if cell is None else cell.fill
    return "" if fill is None else tostring(fill.to_tree(), encoding="unicode")


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


def unmark(held: HollowBook, sheet: str, place: str, fill: str) -> None:
    """Put back the fill and the division's own note, where the cell is still there and marked."""
    cell = held.cell(sheet, *coordinate_to_tuple(place)) if _A_CELL.fullmatch(place) else None
    if cell is None:
        return
    styled: Any = cell  # the types know no pattern of openpyxl's own making
    if getattr(getattr(styled.fill, "fgColor", None), "rgb", None) in _FILLS.values():
        styled.fill = _fill_from(fill)
    note = cell.comment
    if note is not None:
        _, between, own = note.text.partition(_BETWEEN)
        cell.comment = Comment(own, note.author or "") if between else None


def _fill_from(kept: str) -> object:
    """The fill that was kept; none where the list's hidden cells were changed since."""
    try:
        parsed: Any = fromstring(kept)
        return Fill.from_tree(parsed) or PatternFill()
    except (ParseError, TypeError, ValueError):
        return PatternFill("solid", fgColor=kept) if _A_COLOUR.fullmatch(kept) else PatternFill()
