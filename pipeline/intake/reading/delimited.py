"""A .csv or text table as one raw sheet: every cell the text that was typed."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from pipeline.core.raw import RawSheet, RawWorkbook
from pipeline.intake.reading.holding import hold_cells, hold_extent
from pipeline.intake.reading.letters import decode, find_delimiter, split_delimiter
from pipeline.intake.reading.refusal import unreadable

if TYPE_CHECKING:
    from pipeline.intake.limits import Limits
    from pipeline.intake.reading.holding import Rows

SHEET_NAME = "CSV"


def read_delimited(content: bytes, limits: Limits) -> RawWorkbook:
    """The records as rows, numbered as Excel would show them; a line `sep=;` is none.

    Raises RefusalError where the bytes are no text or no table, a quoted cell has no end, or a
    limit is passed.
    """
    text = decode(content)
    delimiter = None if text is None else find_delimiter(text)
    if text is None or delimiter is None:
        raise unreadable()
    # The csv module builds a list for every line, so separators are counted before.
    hold_cells(text.count(delimiter), limits)
    try:
        rows = _rows(split_delimiter(text)[1], delimiter, limits)
    except csv.Error as error:
        raise unreadable() from error
    return RawWorkbook((RawSheet(SHEET_NAME, rows),))


def _rows(text: str, delimiter: str, limits: Limits) -> Rows:
    rows: Rows = {}
    width = 0
    records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    for number, record in enumerate(records, 1):
        cells = [cell or None for cell in record]
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            width = max(width, len(cells))
            hold_extent([(number, width)], limits)
            rows[number] = tuple(cells)
    return rows
