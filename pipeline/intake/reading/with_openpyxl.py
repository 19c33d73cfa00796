from __future__ import annotations

import io
import re
import warnings
import zipfile
from typing import TYPE_CHECKING, cast

from openpyxl import load_workbook
from openpyxl.formula.translate import Translator

from pipeline.core.address import column_letters
from pipeline.core.raw import ErrorValue
from pipeline.intake.reading.markup import is_markup
from pipeline.intake.reading.with_calamine import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    from pipeline.core.raw import CellValue
    from pipeline.intake.reading.archive import Archive
    from pipeline.intake.reading.holding import Rows
    from pipeline.intake.reading.survey import Position

_TRANSITIONAL = (
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    ),
)
_ESCAPE = re.compile(rb"_x([0-9A-Fa-f]{4})_")
_GUARD = "\U000ffff0"
_GUARDED_ESCAPE = re.compile(f"{_GUARD}([0-9A-Fa-f]{{4}}){_GUARD}")
_SURROGATES = range(0xD800, 0xE000)


def read_with_openpyxl(archive: Archive, names: Sequence[str]) -> list[Rows]:
    """The cells of the named sheets as calamine would give them.

    Cells with an error are ErrorValue, formulas without a value are blank. Strict OOXML is read
    too. Raises whatever openpyxl raises.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        workbook = load_workbook(_readable(archive), read_only=True, data_only=True)
        try:
            return [_rows(cast("ReadOnlyWorksheet", workbook[name])) for name in names]
        finally:
            workbook.close()


def move_formula(formula: str, origin: Position, cell: Position) -> str:
    """The formula of `cell`, `=` before it, that shares the one written at `origin`."""
    translator = Translator(f"={formula}", _reference(origin))
    return str(translator.translate_formula(_reference(cell)))


def _reference(position: Position) -> str:
    return f"{column_letters(position[1])}{position[0]}"


def _rows(sheet: ReadOnlyWorksheet) -> Rows:
    # A file's own word on its size may be wrong, and openpyxl would believe it.
    sheet.reset_dimensions()
    rows: Rows = {}
    for cells in sheet.rows:
        values = [_value(cell) for cell in cells]
        while values and values[-1] is None:
            values.pop()
        if values:
            rows[next(cell.row for cell in cells if cell.value is not None)] = tuple(values)
    return rows


def _value(cell: Cell | MergedCell) -> CellValue:
    value = cast("CellValue", cell.value)
    if cell.data_type == "e":
        return ErrorValue(str(value))
    if isinstance(value, str):
        return _GUARDED_ESCAPE.sub(_unescaped, value) or None
    if isinstance(value, int) and not isinstance(value, bool):
        return plain(float(value))
    return plain(value)


def _unescaped(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return f"_x{found[1]}_" if code in _SURROGATES else chr(code)


def _readable(archive: Archive) -> io.BytesIO:
    """The archive with Transitional namespaces and with the escapes of letters out of sight.

    openpyxl takes `x005F_` out of every text and leaves the other escapes as they are.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as copy:
        for name, entry in archive.entries.items():
            data = archive.read(name)
            if is_markup(name, data):
                copy.writestr(entry.filename, _guarded(data))
    return stream


def _guarded(data: bytes) -> bytes:
    for strict, transitional in _TRANSITIONAL:
        data = data.replace(strict, transitional)
    return _ESCAPE.sub(rf"{_GUARD}\1{_GUARD}".encode(), data)
