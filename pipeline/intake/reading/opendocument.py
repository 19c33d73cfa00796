"""The survey of an .ods: its sheets and their cells, counted from content.xml by a parser."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from pipeline.core.raw import CellRange, CellValue, Uncalculated, Visibility
from pipeline.intake.reading.holding import hold_cells
from pipeline.intake.reading.opendocument_values import Cell, shown_value
from pipeline.intake.reading.refusal import unreadable
from pipeline.intake.reading.survey import Survey

if TYPE_CHECKING:
    from pipeline.intake.limits import Limits
    from pipeline.intake.reading.survey import Position

_SPACE = "\n"
_URN = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT = f"{_URN}table:1.0\n", f"{_URN}office:1.0\n", f"{_URN}text:1.0\n"
_STYLE, _LINK = f"{_URN}style:1.0\n", "http://www.w3.org/1999/xlink\n"
_ROW_PARTS = frozenset(
    f"{_TABLE}{name}"
    for name in (
        *("table-header-rows", "table-row-group", "table-rows", "table-header-columns"),
        *("table-column-group", "table-columns", "named-expressions"),
    )
)
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_NOT_SHOWN = ("collapse", "filter")
_NAME_PARTS = re.compile(r"[/\\]")


@dataclass(frozen=True, slots=True)
class TableSurvey:
    """A sheet's name, how it is shown, and its cells."""

    name: str
    visibility: Visibility
    survey: Survey


@dataclass(frozen=True, slots=True)
class ContentSurvey:
    """The sheets of a workbook in their order, and the files that it points to."""

    tables: tuple[TableSurvey, ...]
    links: tuple[str, ...]


def survey_content(data: bytes, limits: Limits) -> ContentSurvey:
    """The survey of content.xml; repeated rows and cells are counted and not built.

    Raises RefusalError where it is not well-formed or holds more cells than the limit.
    """
    scan = _ContentScan(limits)
    parser = expat.ParserCreate(namespace_separator=_SPACE)
    parser.buffer_text = True
    parser.StartElementHandler = scan.start
    parser.EndElementHandler = scan.end
    parser.CharacterDataHandler = scan.text
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat's own signature
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise unreadable() from error
    return ContentSurvey(tuple(scan.tables), tuple(dict.fromkeys(scan.links)))


@dataclass(slots=True)
class _Table:
    name: str
    visibility: Visibility
    linked: bool = False
    values: int = 0
    marks: dict[Position, CellValue] = field(default_factory=dict)
    merged: list[CellRange] = field(default_factory=list)
    hidden_rows: list[range] = field(default_factory=list)
    hidden_columns: list[range] = field(default_factory=list)
    rows: range = range(1, 1)
    columns: range = range(1, 1)
    row_end: int = 1
    column_end: int = 1
    cell_end: int = 1
    last_row: int = 0
    last_column: int = 0

    def survey(self) -> Survey:
        return Survey(
            values=self.values,
            marks=self.marks,
            last=(self.last_row, self.last_column) if self.last_row else None,
            merged=tuple(self.merged),
            hidden_rows=_numbers(self.hidden_rows, self.last_row),
            hidden_columns=_numbers(self.hidden_columns, self.last_column),
        )

    def start_column(self, attributes: dict[str, str]) -> None:
        end = self.column_end + _count(attributes, "number-columns-repeated")
        if attributes.get(f"{_TABLE}visibility") in _NOT_SHOWN:
            self.hidden_columns.append(range(self.column_end, end))
        self.column_end = end

    def start_row(self, attributes: dict[str, str]) -> None:
        end = self.row_end + _count(attributes, "number-rows-repeated")
        self.rows, self.row_end, self.cell_end = range(self.row_end, end), end, 1
        if attributes.get(f"{_TABLE}visibility") in _NOT_SHOWN:
            self.hidden_rows.append(self.rows)

    def start_cell(self, attributes: dict[str, str]) -> None:
        end = self.cell_end + _count(attributes, "number-columns-repeated")
        self.columns, self.cell_end = range(self.cell_end, end), end
        across = _count(attributes, "number-columns-spanned")
        down = _count(attributes, "number-rows-spanned")
        if across > 1 or down > 1:
            row, column = self.rows.start, self.columns.start
            self.merged.append(CellRange(row, column, row + down - 1, column + across - 1))

    def end_cell(self, cell: Cell, limits: Limits) -> None:
        value, marked = shown_value(cell)
        if value is None:
            return
        count = len(self.rows) * len(self.columns)
        self.values += 0 if isinstance(value, Uncalculated) else count
        self.last_row = self.rows.stop - 1
        self.last_column = max(self.last_column, self.columns.stop - 1)
        # What is past a limit is refused by its extent and need not be built.
        if marked and self.last_row <= limits.far_row and self.last_column <= limits.far_column:
            hold_cells(self.last_row * self.last_column, limits)
            self.marks |= {(row, column): value for row in self.rows for column in self.columns}


@dataclass(slots=True)
class _ContentScan:
    """Handlers for a parser; whatever stands elsewhere than in a sheet's cells is passed over."""

    limits: Limits
    tables: list[TableSurvey] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    _hidden_styles: set[str] = field(default_factory=set)
    _style: str = ""
    _path: list[str] = field(default_factory=list)
    _skipped: int = 0
    _table: _Table | None = None
    _cell: Cell | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._skipped:
            self._skipped += 1
        elif self._cell is not None:
            self._skipped += not self._cell.text.start(tag.removeprefix(_TEXT), attributes)
        elif self._table is not None:
            self._start_in_table(self._table, tag, attributes)
        elif tag == f"{_TABLE}table":
            self._start_table(attributes)
        elif tag == f"{_STYLE}style":
            self._style = attributes.get(f"{_STYLE}name", "")
        elif tag == f"{_STYLE}table-properties":
            if attributes.get(f"{_TABLE}display") == "false":
                self._hidden_styles.add(self._style)
        elif tag.startswith(_TABLE):
            self._skipped = 1
            self.links += ["DDE"] * (tag == f"{_TABLE}dde-links")

    def end(self, tag: str) -> None:
        if self._skipped:
            self._skipped -= 1
        elif self._cell is not None:
            if tag in _CELLS:
                self._end_cell(self._cell)
            else:
                self._cell.text.end(tag.removeprefix(_TEXT))
        elif self._table is not None and tag == f"{_TABLE}table":
            self._end_table(self._table)

    def text(self, data: str) -> None:
        if self._cell is not None and not self._skipped:
            self._cell.text.take(data)

    def _start_table(self, attributes: dict[str, str]) -> None:
        hidden = attributes.get(f"{_TABLE}style-name", "") in self._hidden_styles
        shown = Visibility.HIDDEN if hidden else Visibility.VISIBLE
        self._table = _Table(attributes.get(f"{_TABLE}name", ""), shown)

    def _start_in_table(self, table: _Table, tag: str, attributes: dict[str, str]) -> None:
        if tag in _CELLS:
            table.start_cell(attributes)
            self._cell = Cell.of(attributes)
        elif tag == f"{_TABLE}table-row":
            table.start_row(attributes)
        elif tag == f"{_TABLE}table-column":
            table.start_column(attributes)
        elif tag == f"{_TABLE}table-source":
            table.linked = True
            address = attributes.get(f"{_LINK}href", "")
            self.links.append(_NAME_PARTS.split(address)[-1] or "?")
            self._skipped = 1
        elif tag not in _ROW_PARTS:
            self._skipped = 1

    def _end_cell(self, cell: Cell) -> None:
        if self._table is not None:
            self._table.end_cell(cell, self.limits)
            hold_cells(self._table.values, self.limits)
        self._cell = None

    def _end_table(self, table: _Table) -> None:
        # A linked table is a copy of another file's sheet.
        if not table.linked:
            self.tables.append(TableSurvey(table.name, table.visibility, table.survey()))
        self._table = None


def _count(attributes: dict[str, str], name: str) -> int:
    count = int(attributes.get(f"{_TABLE}{name}", 1))
    if count < 1:
        raise ValueError(count)
    return count


def _numbers(ranges: list[range], last: int) -> frozenset[int]:
    shown = (range(one.start, min(one.stop, last + 1)) for one in ranges)
    return frozenset(number for one in shown for number in one)
