"""An .xls (Excel 5 to 2003) as raw sheets: surveyed, read, and held against the survey."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import olefile

from pipeline.core.raw import Contents, RawWorkbook
from pipeline.intake.reading.biff import Globals, SheetStart, read_globals, survey_sheet
from pipeline.intake.reading.holding import attempt, build_sheet, hold, hold_cells, hold_extent
from pipeline.intake.reading.kind import BARE_STREAM
from pipeline.intake.reading.refusal import Limit, too_many, unreadable
from pipeline.intake.reading.with_calamine import read_with_calamine
from pipeline.intake.reading.with_xlrd import read_with_xlrd

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.intake.limits import Limits
    from pipeline.intake.reading.holding import Rows
    from pipeline.intake.reading.survey import Survey

_STREAMS = ("Workbook", "Book")
_MACRO_FOLDER = "_vba_project_cur"


def read_xls(content: bytes, limits: Limits) -> RawWorkbook:
    """The workbook's sheets of cells; formulas are given by their stored values.

    Raises RefusalError where the file is damaged or incomplete, passes a limit, wants a password,
    or where no reader finds as many cells as its records hold.
    """
    stream, macros = _workbook_stream(content)
    try:
        book = read_globals(stream)
        surveys = _surveys(stream, book, limits)
    except IndexError as error:
        raise unreadable() from error
    found = _read(content, book.sheets, surveys, limits)
    if found is None:
        raise unreadable()
    sheets = tuple(
        build_sheet(start.name, start.visibility, _without_blanks(rows), survey)
        for start, rows, survey in zip(book.sheets, found, surveys, strict=True)
    )
    contents = Contents(
        macros=macros or book.macros,
        external_links=tuple(dict.fromkeys(book.links)),
        pictures=book.pictures,
        date_1904=book.date_1904,
    )
    return RawWorkbook(sheets, contents)


def _workbook_stream(content: bytes) -> tuple[bytes, bool]:
    """The stream of records, whole or not at all, and whether macros lie beside it."""
    if content.startswith(BARE_STREAM):
        return content, False
    try:
        with olefile.OleFileIO(
            io.BytesIO(content), raise_defects=olefile.DEFECT_INCORRECT
        ) as container:
            name = next(one for one in _STREAMS if container.exists(one))
            macros = any(path[0].lower() == _MACRO_FOLDER for path in container.listdir())
            return container.openstream(name).read(), macros
    except MemoryError:
        raise
    except Exception as error:
        raise unreadable() from error


def _surveys(stream: bytes, book: Globals, limits: Limits) -> list[Survey]:
    names = {start.name.lower() for start in book.sheets}
    if not names or len(names) != len(book.sheets):
        raise unreadable()
    if len(names) > limits.sheets:
        raise too_many(Limit.SHEETS, len(names), limits.sheets)
    styles = book.styles
    surveys = []
    for start in book.sheets:
        surveys.append(survey_sheet(stream, start.offset, styles))
        hold_cells(sum(survey.values for survey in surveys), limits)
    hold_extent((survey.last for survey in surveys), limits)
    return surveys


def _read(
    content: bytes, starts: Sequence[SheetStart], surveys: Sequence[Survey], limits: Limits
) -> Sequence[Rows] | None:
    names = [start.name for start in starts]
    readers: tuple[Callable[[], list[Rows]], ...] = (
        lambda: read_with_xlrd(content),
        lambda: read_with_calamine(content, names, limits.cells),
    )
    for reader in readers:
        found = hold(attempt(reader), surveys)
        if found is not None:
            return found
    return None


def _without_blanks(rows: Rows) -> Rows:
    """The rows with None for texts without letters, cut after the last value."""
    found: Rows = {}
    for row, cells in rows.items():
        values = [None if cell == "" else cell for cell in cells]
        while values and values[-1] is None:
            values.pop()
        if values:
            found[row] = tuple(values)
    return found
