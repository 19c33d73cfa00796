"""The survey of a sheet by a parser, cell by cell: slower, and right however the XML is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from pipeline.core.raw import CellRange, ErrorValue, Uncalculated
from pipeline.intake.reading.formats import NumberStyles
from pipeline.intake.reading.refusal import unreadable
from pipeline.intake.reading.survey import (
    Position,
    Survey,
    columns_of,
    is_hidden,
    parse_position,
    parse_range,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Set as AbstractSet

    from pipeline.core.raw import CellValue

_TEXTS = frozenset({"v", "f", "t"})
_ORIGIN = (0, 0)


def exact_survey(
    data: bytes, blank_strings: AbstractSet[int], styles: NumberStyles | None = None
) -> Survey:
    """The survey by a parser; `blank_strings` are the numbers of the shared texts without letters.

    Without `styles` a number is no more than a number.

    Raises RefusalError where the sheet is not well-formed or names a cell wrongly.
    """
    scan = _SheetScan(blank_strings, styles or NumberStyles())
    parse_with(data, scan.start, scan.end, scan.text)
    return scan.survey()


def blank_strings(data: bytes | None) -> frozenset[int]:
    """Numbers, from 0, of the shared texts that are empty; none where there is no such part.

    Raises RefusalError where the part is not well-formed.
    """
    if data is None:
        return frozenset()
    scan = _StringScan()
    parse_with(data, scan.start, scan.end, scan.text)
    return frozenset(scan.blank)


def parse_with(
    data: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Gives the part's elements and texts to the handlers, in their order.

    Raises RefusalError where the part is not well-formed.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat's own signature
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise unreadable() from error


@dataclass(slots=True)
class _StringScan:
    blank: set[int] = field(default_factory=set)
    _number: int = -1
    _phonetic: bool = False
    _inside: bool = False
    _blank: bool = True

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "si":
            self._number += 1
            self._blank = True
        elif name == "rPh":
            self._phonetic = True
        self._inside = name == "t" and not self._phonetic

    def end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        self._inside = False
        if name == "rPh":
            self._phonetic = False
        elif name == "si" and self._blank:
            self.blank.add(self._number)

    def text(self, data: str) -> None:
        if self._inside and data:
            self._blank = False


@dataclass(slots=True)
class _Cell:
    position: Position
    kind: str
    style: int
    value: str = ""
    inline: str = ""
    formula: str | None = None
    shared: str | None = None


@dataclass(slots=True)
class _SheetScan:
    """Handlers for a parser; what has no reference stands right of, or below, what came before."""

    blank_strings: AbstractSet[int]
    styles: NumberStyles
    values: int = 0
    marks: dict[Position, CellValue] = field(default_factory=dict)
    merged: list[CellRange] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    _row: int = 0
    _column: int = 0
    _last: Position = _ORIGIN
    _cell: _Cell | None = None
    _texts: list[str] | None = None
    _phonetic: bool = False
    _shared: dict[str, tuple[str, Position]] = field(default_factory=dict)

    def survey(self) -> Survey:
        return Survey(
            values=self.values,
            marks=self.marks,
            last=None if self._last == _ORIGIN else self._last,
            merged=tuple(self.merged),
            hidden_rows=frozenset(self.hidden_rows),
            hidden_columns=frozenset(self.hidden_columns),
        )

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "c":
            self._start_cell(attributes)
        elif name in _TEXTS and self._cell is not None:
            self._texts = None if self._phonetic else []
            if name == "f":
                self._cell.shared = attributes.get("si")
        elif name == "row":
            self._start_row(attributes)
        elif name == "rPh":
            self._phonetic = True
        elif name == "mergeCell":
            self.merged.append(parse_range(attributes["ref"]))
        elif name == "col" and is_hidden(attributes):
            self.hidden_columns.update(columns_of(attributes))

    def end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "c" and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None
        elif name == "rPh":
            self._phonetic = False
        elif self._texts is not None and self._cell is not None and name in _TEXTS:
            _keep(self._cell, name, "".join(self._texts))
            self._texts = None

    def text(self, data: str) -> None:
        if self._texts is not None:
            self._texts.append(data)

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row = int(attributes.get("r", self._row + 1))
        self._column = 0
        if is_hidden(attributes):
            self.hidden_rows.add(self._row)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        beside = (self._row, self._column + 1)
        position = beside if reference is None else parse_position(reference)
        self._row, self._column = position
        self._cell = _Cell(position, attributes.get("t", "n"), int(attributes.get("s", 0)))

    def _end_cell(self, cell: _Cell) -> None:
        blank = self._is_blank(cell)
        if cell.formula is not None:
            cell.formula = self._formula(cell, cell.formula)
        if blank and (cell.formula is None or cell.kind == "str"):
            return
        row, column = cell.position
        self._last = (max(self._last[0], row), max(self._last[1], column))
        if blank:
            self.marks[cell.position] = Uncalculated(cell.formula or "")
            return
        self.values += 1
        if cell.kind == "e":
            self.marks[cell.position] = ErrorValue(cell.value, cell.formula)
        elif cell.kind == "n" and cell.style in self.styles.meanings:
            shown = self.styles.value(cell.style, float(cell.value))
            self.marks[cell.position] = shown

    def _is_blank(self, cell: _Cell) -> bool:
        if cell.kind == "s":
            return not cell.value or int(cell.value) in self.blank_strings
        return not (cell.value or cell.inline)

    def _formula(self, cell: _Cell, text: str) -> str:
        if cell.shared is None:
            return f"={text}"
        if text:
            self._shared[cell.shared] = (text, cell.position)
            return f"={text}"
        master = self._shared.get(cell.shared)
        return "=" if master is None else _moved(*master, cell.position)


def _keep(cell: _Cell, name: str, text: str) -> None:
    if name == "v":
        cell.value = text
    elif name == "f":
        cell.formula = text
    else:
        cell.inline += text


def _moved(formula: str, origin: Position, cell: Position) -> str:
    # openpyxl takes a tenth of a second to import, and few sheets need it.
    from pipeline.intake.reading.with_openpyxl import move_formula  # noqa: PLC0415

    return move_formula(formula, origin, cell)
