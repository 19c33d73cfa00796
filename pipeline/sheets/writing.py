"""The one place where a plan becomes an .xlsx file."""

from __future__ import annotations

from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from pipeline.core.raw import Visibility
from pipeline.sheets.charts import draw_chart
from pipeline.sheets.features import (
    set_columns,
    set_conditions,
    set_page,
    set_protection,
    set_validations,
    set_view,
)
from pipeline.sheets.formats import FormatBook
from pipeline.sheets.layout import last_printed_row, sheet_lines
from pipeline.sheets.pen import Altered, Pen, put_row
from pipeline.sheets.split import split_sheet
from pipeline.sheets.streaming import RowStream
from pipeline.sheets.text import fit_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from pipeline.sheets.formats import Look
    from pipeline.sheets.plan import SheetPlan, WorkbookPlan
    from pipeline.sheets.styles import Style

__all__ = ["Altered", "write_workbook"]

# Beyond it rows go to disk one by one: flat memory, but charts without figures of their own
# until an office suite has opened the file.
MANY_ROWS = 20_000


def write_workbook(plan: WorkbookPlan, path: Path) -> tuple[Altered, ...]:
    """Write the workbook; gives the cells that could not show what the plan gave.

    The same plan gives the same bytes. A text is always written as a text: formulas and links are
    those of the plan's `CellPlan`. A sheet with more rows than Excel has goes on in `name (2)`.
    Raises OSError where the file cannot be written; what stands at `path` then is not whole.
    """
    many = sum(len(sheet.rows) for sheet in plan.sheets) > MANY_ROWS
    workbook = xlsxwriter.Workbook(str(path), {"constant_memory": many})
    altered = _draw(workbook, plan)
    try:
        workbook.close()
    except FileCreateError as error:
        raise _os_error(error) from error
    return altered


def _os_error(error: FileCreateError) -> OSError:
    inner = error.args[0] if error.args else None
    return inner if isinstance(inner, OSError) else OSError(str(error))


def _draw(workbook: Workbook, plan: WorkbookPlan) -> tuple[Altered, ...]:
    created = datetime(plan.created.year, plan.created.month, plan.created.day)  # noqa: DTZ001 - a file's property has no zone
    title, subject = fit_text(plan.title).text, fit_text(plan.subject).text
    workbook.set_properties({"title": title, "subject": subject, "created": created})
    formats = FormatBook(workbook)
    parts = tuple(chain.from_iterable(map(split_sheet, plan.sheets)))
    # All sheets first: a chart may show figures of a later one.
    sheets = [workbook.add_worksheet(part.name) for part in parts]
    altered: list[Altered] = []
    for part, sheet in zip(parts, sheets, strict=True):
        altered += _draw_sheet(sheet, part, formats)
    for part, sheet in zip(parts, sheets, strict=True):
        for chart in part.charts:
            draw_chart(workbook, sheet, chart)
    _activate(parts, sheets)
    for name in plan.names:
        if workbook.define_name(name.name, f"={name.cells}") != 0:
            message = f"the name {name.name} was not taken"
            raise RuntimeError(message)
    return tuple(altered)


def _activate(parts: Iterable[SheetPlan], sheets: Iterable[Worksheet]) -> None:
    for part, sheet in zip(parts, sheets, strict=True):
        if part.visibility is Visibility.VISIBLE:
            sheet.activate()
            sheet.set_first_sheet()
            return


def _draw_sheet(sheet: Worksheet, plan: SheetPlan, formats: FormatBook) -> list[Altered]:
    pen = Pen(sheet, formats)
    set_columns(sheet, plan)
    last_row = _draw_rows(pen, plan, formats)
    set_view(sheet, plan)
    set_page(sheet, plan, last_row)
    set_conditions(sheet, plan, formats)
    set_validations(sheet, plan)
    set_protection(sheet, plan)
    if last_row:  # Thai officers number with digits in text cells: no green corner on each
        end = f"A1:XFD{last_row}"
        sheet.ignore_errors({"number_stored_as_text": end})
    return pen.altered


def _draw_rows(pen: Pen, plan: SheetPlan, formats: FormatBook) -> int:
    heights: list[float] = []
    styles: tuple[Style, ...] | None = None
    looks: tuple[Look, ...] = ()
    stream = RowStream(pen, formats) if pen.sheet.constant_memory else None
    for line in sheet_lines(plan):
        if line.styles is not styles:  # tens of thousands of rows share one tuple
            styles, looks = line.styles, tuple(map(formats.look, line.styles))
        points = line.height.points
        if stream is None or not stream.put(line.row, line.cells, looks, points):
            put_row(pen, line.row, line.cells, looks)
            pen.sheet.set_row(line.row - 1, points)
        heights.append(points)
    return last_printed_row(plan, heights)
