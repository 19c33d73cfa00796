from __future__ import annotations

import io
from typing import TYPE_CHECKING

import xlrd

from pipeline.intake.reading.with_calamine import plain

if TYPE_CHECKING:
    from pipeline.core.raw import CellValue
    from pipeline.intake.reading.holding import Rows

_BLANK = frozenset({xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_ERROR})


def read_with_xlrd(content: bytes) -> list[Rows]:
    """The cells of the sheets in their order; errors are blank, dates are numbers.

    A text without letters is a text. Raises whatever xlrd raises.
    """
    with xlrd.open_workbook(
        file_contents=content, ragged_rows=True, logfile=io.StringIO()
    ) as workbook:
        return [_rows(sheet) for sheet in workbook.sheets()]


def _rows(sheet: xlrd.sheet.Sheet) -> Rows:
    rows: Rows = {}
    for row in range(sheet.nrows):
        values = tuple(map(_value, sheet.row_types(row), sheet.row_values(row)))
        if any(value is not None for value in values):
            rows[row + 1] = values
    return rows


def _value(kind: int, value: object) -> CellValue:
    if kind in _BLANK:
        return None
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    return plain(float(value)) if isinstance(value, (int, float)) else str(value)
