"""The sheet of texts that no row can show whole."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.publish.looks import number_style
from pipeline.sheets.layout import overlong_cells
from pipeline.sheets.measure import Room, row_height
from pipeline.sheets.plan import CellPlan, ColumnPlan, RowPlan, SheetPlan
from pipeline.sheets.reference import Link
from pipeline.sheets.styles import LINK, PLAIN, TEXT, TITLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.publish.desk import Desk
    from pipeline.sheets.plan import Cell, TableRow

_TEXT_WIDTH = 118.0
# The cell beside a long text that says where the whole of it is printed, by sheet.
_NOTED_IN = (("tracking", "acted_on"), ("findings", "message"), ("readings", "rule"))


@dataclass(frozen=True, slots=True)
class LongText:
    """A text that its row cannot show whole, and the cell that holds it."""

    number: int
    sheet: str
    row: int
    column: int
    header: str
    text: str


def find_long_texts(desk: Desk, sheets: Iterable[SheetPlan]) -> tuple[LongText, ...]:
    """Texts that the print of their row cuts, in the book's order, numbered from 1."""
    noted = {desk.name(sheet) for sheet, _ in _NOTED_IN}
    found: list[LongText] = []
    for plan in sheets:
        if plan.name not in noted:
            continue
        for row, column in overlong_cells(plan):
            if row < plan.first_row:
                continue
            text, header = str(_value(plan, row, column)), plan.columns[column - 1].header or ""
            found.append(LongText(len(found) + 1, plan.name, row, column, header, text))
    return tuple(found)


def with_notes(desk: Desk, plan: SheetPlan, texts: Sequence[LongText]) -> SheetPlan:
    """The sheet with a note in each row that cannot show a text whole: where it is printed."""
    here = [one for one in texts if one.sheet == plan.name]
    if not here:
        return plan
    column = next(plan.column_of(key) for sheet, key in _NOTED_IN if desk.name(sheet) == plan.name)
    rows, tail = list(plan.rows), list(plan.tail)
    for one in here:
        note = _Note(column, _note_text(desk, one), first=one.column == column)
        place = one.row - plan.first_row
        if place < len(rows):
            rows[place] = note.on(rows[place])
        else:
            tail[place - len(rows)] = note.on_row(tail[place - len(rows)])
    return replace(plan, rows=tuple(rows), tail=tuple(tail))


def plan_long_texts(desk: Desk, texts: Sequence[LongText]) -> SheetPlan:
    """Each text whole, over as many rows as it needs, with a link back to its cell."""
    head = (RowPlan((CellPlan(desk.title("long_texts"), TITLE, span=3),)),)
    columns = (
        ColumnPlan("order", desk.header("order"), 7, number_style(desk.words)),
        ColumnPlan("field", desk.header("field"), 22, TEXT),
        ColumnPlan("text", desk.header("text"), _TEXT_WIDTH, TEXT),
    )
    rows = tuple(row for text in texts for row in _rows(text))
    return SheetPlan(desk.name("long_texts"), columns, rows, head, page=desk.page())


def _rows(one: LongText) -> Iterator[TableRow]:
    link = Link(one.sheet, one.row, one.column)
    for place, part in enumerate(split_text(one.text, Room(_TEXT_WIDTH, PLAIN.size))):
        if place == 0:
            yield one.number, CellPlan(f"{one.sheet}: {one.header}", LINK, link), part
        else:
            yield None, None, part


def split_text(text: str, room: Room) -> Iterator[str]:
    """The text's paragraphs without blank ones, each cut where it is taller than a row may be.

    A cut stands behind a space if it can, never before a vowel or tone mark.
    """
    for paragraph in text.splitlines():
        rest = paragraph
        while rest:
            size = _fitting(rest, room)
            yield rest[:size]
            rest = rest[size:]


def _fitting(text: str, room: Room) -> int:
    if row_height([(text, room)]).fits:
        return len(text)
    least, most = 1, len(text)
    while most - least > 1:
        middle = (least + most) // 2
        if row_height([(text[:middle], room)]).fits:
            least = middle
        else:
            most = middle
    space = text.rfind(" ", 0, least)
    if space > 0:
        return space + 1
    while least > 1 and unicodedata.category(text[least]) == "Mn":
        least -= 1
    return least


def _value(plan: SheetPlan, row: int, column: int) -> object:
    place = row - plan.first_row
    line = plan.rows[place] if place < len(plan.rows) else plan.tail[place - len(plan.rows)]
    cells = line.cells if isinstance(line, RowPlan) else line
    cell = cells[column - 1]
    return cell.value if isinstance(cell, CellPlan) else cell


def _note_text(desk: Desk, one: LongText) -> str:
    return desk.summary("full_text", sheet=desk.name("long_texts"), number=one.number)


@dataclass(frozen=True, slots=True)
class _Note:
    """Words for the cell of `column`; `first` where they must stand before a text that is cut."""

    column: int
    text: str
    first: bool

    def on(self, row: TableRow) -> TableRow:
        return self.on_row(row) if isinstance(row, RowPlan) else self._on_cells(row)

    def on_row(self, row: RowPlan) -> RowPlan:
        return replace(row, cells=self._on_cells(row.cells))

    def _on_cells(self, cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        cell = cells[self.column - 1]
        plain = cell if isinstance(cell, CellPlan) else CellPlan(cell)
        parts = (self.text, plain.value) if self.first else (plain.value, self.text)
        text = "\n".join(str(part) for part in parts if part)
        return (*cells[: self.column - 1], replace(plain, value=text), *cells[self.column :])
