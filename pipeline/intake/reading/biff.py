"""The survey of an .xls: its sheets and their cells, counted from the records themselves."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.core.raw import CellRange, CellValue, ErrorValue, Visibility
from pipeline.intake.reading.formats import NumberStyles, styles_from
from pipeline.intake.reading.records import (
    BOF,
    double_at,
    narrow_text,
    number_at,
    records,
    rk_at,
    wide_text,
)
from pipeline.intake.reading.refusal import encrypted, unreadable
from pipeline.intake.reading.survey import Survey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pipeline.intake.reading.survey import Position

_BIFF8, _BIFF5 = 0x0600, 0x0500
_FILE_PASSWORD, _CODE_PAGE, _DATE_MODE = 0x2F, 0x42, 0x22
_FORMAT, _STYLE, _SHEET, _LINKED_BOOK, _PICTURES = 0x041E, 0xE0, 0x85, 0x01AE, 0xEB
_NUMBER, _RK, _MULTIPLE_RK, _BOOL_OR_ERROR = 0x0203, 0x027E, 0xBD, 0x0205
_TEXTS = frozenset({0x0204, 0xD6, 0xFD})
_FORMULAS = frozenset({0x06, 0x0206, 0x0406})
_ROW, _COLUMNS, _MERGED = 0x0208, 0x7D, 0xE5
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x20, 0x01
_NO_NUMBER, _ERROR_RESULT = b"\xff\xff", 2
_WORKSHEET, _MACRO_SHEET = 0, 1
_VISIBILITY = (Visibility.VISIBLE, Visibility.HIDDEN, Visibility.VERY_HIDDEN)
_PICTURE_STORE = re.compile(rb"(..)\x01\xf0", re.DOTALL)
_PATH_PARTS = re.compile(r"[\x00-\x1f/\\\[\]]")
_NO_LINK, _DDE = 4, "\x03"
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_ORIGIN = (0, 0)


@dataclass(frozen=True, slots=True)
class SheetStart:
    """A sheet of cells and where its records begin."""

    name: str
    visibility: Visibility
    offset: int


@dataclass(slots=True)
class Globals:
    """What the workbook says of all its sheets."""

    wide: bool = True
    encoding: str = "cp1252"
    date_1904: bool = False
    sheets: list[SheetStart] = field(default_factory=list)
    macros: bool = False
    links: list[str] = field(default_factory=list)
    pictures: int = 0
    used: list[int] = field(default_factory=list)
    codes: dict[int, str] = field(default_factory=dict)

    @property
    def styles(self) -> NumberStyles:
        """What each cell style makes of a number."""
        return styles_from(self.used, self.codes, date_1904=self.date_1904)


def read_globals(stream: bytes) -> Globals:
    """The workbook's own records.

    Raises RefusalError where they are damaged, want a password, or are older than Excel 5.
    """
    found = Globals()
    for kind, data in records(stream, 0):
        if kind == BOF:
            version = number_at(data, 0)
            if version not in (_BIFF5, _BIFF8):
                raise unreadable()
            found.wide = version == _BIFF8
        elif kind == _FILE_PASSWORD:
            raise encrypted()
        elif kind in _GLOBAL:
            _GLOBAL[kind](found, data)
    return found


def survey_sheet(stream: bytes, offset: int, styles: NumberStyles) -> Survey:
    """The sheet's cells; texts without letters count as values.

    Raises RefusalError where its records are damaged or end too early.
    """
    scan = _SheetScan(styles)
    for kind, data in records(stream, offset):
        scan.take(kind, data)
    return scan.survey()


def _code_page(found: Globals, data: bytes) -> None:
    try:
        found.encoding = codecs.lookup(f"cp{number_at(data, 0)}").name
    except LookupError:
        return


def _date_mode(found: Globals, data: bytes) -> None:
    found.date_1904 = number_at(data, 0) == 1


def _format(found: Globals, data: bytes) -> None:
    number = number_at(data, 0)
    if found.wide:
        found.codes[number] = wide_text(data, 4, number_at(data, 2))
    else:
        found.codes[number] = narrow_text(data, 3, data[2], found.encoding)


def _style(found: Globals, data: bytes) -> None:
    found.used.append(number_at(data, 2))


def _sheet(found: Globals, data: bytes) -> None:
    shown, kind, length = data[4] & 0x3, data[5], data[6]
    if kind == _MACRO_SHEET:
        found.macros = True
    if kind != _WORKSHEET:
        return
    name = (
        wide_text(data, 7, length) if found.wide else narrow_text(data, 7, length, found.encoding)
    )
    offset = int.from_bytes(data[:4], "little")
    found.sheets.append(SheetStart(name, _VISIBILITY[min(shown, 2)], offset))


def _linked_book(found: Globals, data: bytes) -> None:
    # So few bytes stand for this workbook itself and for add-ins.
    if len(data) > _NO_LINK:
        text = wide_text(data, 4, number_at(data, 2))
        dde = _DDE in text and number_at(data, 0) == 0
        found.links.append("DDE" if dde else _PATH_PARTS.split(text)[-1] or "?")


def _pictures(found: Globals, data: bytes) -> None:
    store = _PICTURE_STORE.search(data)
    found.pictures += int.from_bytes(store[1], "little") >> 4 if store else 0


_GLOBAL: Mapping[int, Callable[[Globals, bytes], None]] = {
    _CODE_PAGE: _code_page,
    _DATE_MODE: _date_mode,
    _FORMAT: _format,
    _STYLE: _style,
    _SHEET: _sheet,
    _LINKED_BOOK: _linked_book,
    _PICTURES: _pictures,
}


@dataclass(slots=True)
class _SheetScan:
    styles: NumberStyles
    values: int = 0
    marks: dict[Position, CellValue] = field(default_factory=dict)
    merged: list[CellRange] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    _last: Position = _ORIGIN

    def survey(self) -> Survey:
        return Survey(
            values=self.values,
            marks=self.marks,
            last=None if self._last == _ORIGIN else self._last,
            merged=tuple(self.merged),
            hidden_rows=frozenset(self.hidden_rows),
            hidden_columns=frozenset(self.hidden_columns),
        )

    def take(self, kind: int, data: bytes) -> None:
        if kind in _TEXTS:
            self._cell(number_at(data, 0), number_at(data, 2))
        elif kind == _NUMBER:
            self._number(*_place(data), double_at(data, 6))
        elif kind == _RK:
            self._number(*_place(data), rk_at(data, 6))
        elif kind == _MULTIPLE_RK:
            self._numbers(data)
        elif kind == _BOOL_OR_ERROR:
            row, column, _ = _place(data)
            self._cell(row, column, _error(data[6]) if data[7] else None)
        elif kind in _FORMULAS:
            self._formula(data)
        elif kind == _ROW and number_at(data, 12) & _HIDDEN_ROW:
            self.hidden_rows.add(number_at(data, 0) + 1)
        elif kind == _COLUMNS and number_at(data, 8) & _HIDDEN_COLUMN:
            self.hidden_columns.update(range(number_at(data, 0) + 1, number_at(data, 2) + 2))
        elif kind == _MERGED:
            self.merged.extend(_ranges(data))

    def _cell(self, row: int, column: int, mark: CellValue = None) -> None:
        """One cell with a value; row and column from 0, as the file counts."""
        self.values += 1
        self._last = (max(self._last[0], row + 1), max(self._last[1], column + 1))
        if mark is not None:
            self.marks[row + 1, column + 1] = mark

    def _number(self, row: int, column: int, style: int, number: float) -> None:
        self._cell(row, column, self.styles.value(style, number))

    def _numbers(self, data: bytes) -> None:
        row, first = number_at(data, 0), number_at(data, 2)
        for count, offset in enumerate(range(4, len(data) - 2, 6)):
            self._number(row, first + count, number_at(data, offset), rk_at(data, offset + 2))

    def _formula(self, data: bytes) -> None:
        row, column, style = _place(data)
        if data[12:14] != _NO_NUMBER:
            self._number(row, column, style, double_at(data, 6))
        else:
            self._cell(row, column, _error(data[8]) if data[6] == _ERROR_RESULT else None)


def _place(data: bytes) -> tuple[int, int, int]:
    return number_at(data, 0), number_at(data, 2), number_at(data, 4)


def _error(code: int) -> ErrorValue:
    return ErrorValue(_ERRORS.get(code, "#N/A"))


def _ranges(data: bytes) -> Iterator[CellRange]:
    for offset in range(2, 2 + 8 * number_at(data, 0), 8):
        first_row, last_row, first, last = (number_at(data, offset + 2 * n) for n in range(4))
        yield CellRange(first_row + 1, first + 1, last_row + 1, last + 1)
