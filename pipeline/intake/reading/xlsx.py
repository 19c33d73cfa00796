"""An .xlsx or .xlsm as raw sheets: surveyed first, then read, then held against the survey."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from pipeline.core.raw import RawSheet, RawWorkbook
from pipeline.intake.reading.exact import blank_strings, exact_survey
from pipeline.intake.reading.holding import attempt, build_sheet, hold, hold_cells, hold_extent
from pipeline.intake.reading.markup import is_markup, refuse_doctype
from pipeline.intake.reading.package import Package, SheetPart, read_package
from pipeline.intake.reading.refusal import unreadable
from pipeline.intake.reading.styles import odd_styles, read_styles
from pipeline.intake.reading.survey import NEAR_COLUMN, NEAR_ROW, Survey, quick_survey
from pipeline.intake.reading.with_calamine import read_with_calamine

if TYPE_CHECKING:
    from pipeline.intake.limits import Limits
    from pipeline.intake.reading.archive import Archive
    from pipeline.intake.reading.holding import Rows

_VALUE = b"<v>"
# As a date such a number would pass as a time of day.
_NEGATIVE = b"<v>-"

CellReader: TypeAlias = Callable[["Archive", Sequence[str], "Limits"], "list[Rows] | None"]


def read_xlsx(archive: Archive, limits: Limits) -> RawWorkbook:
    """The workbook's sheets of cells; nothing in it is run, followed or fetched.

    Raises RefusalError where the file is damaged, passes a limit, declares a document type, or
    where no reader finds as many cells as the XML holds.
    """
    package = read_package(archive, limits)
    sheets = _read_quickly(archive, package, limits)
    if sheets is None:
        sheets = _read_exactly(archive, package, limits)
    return RawWorkbook(sheets, package.contents)


def with_calamine(archive: Archive, names: Sequence[str], limits: Limits) -> list[Rows] | None:
    """The sheets' cells by calamine; None where it fails."""
    return attempt(lambda: read_with_calamine(archive.content, names, limits.cells))


def with_openpyxl(archive: Archive, names: Sequence[str], _limits: Limits) -> list[Rows] | None:
    """The sheets' cells by openpyxl; None where it fails."""
    # openpyxl takes a tenth of a second to import, and few files need it.
    from pipeline.intake.reading.with_openpyxl import read_with_openpyxl  # noqa: PLC0415

    return attempt(lambda: read_with_openpyxl(archive, names))


def _read_quickly(
    archive: Archive, package: Package, limits: Limits
) -> tuple[RawSheet, ...] | None:
    parts = {sheet.part.lower() for sheet in package.sheets}
    odd = odd_styles(_optional(archive, package.styles))
    surveys: dict[str, Survey | None] = {}
    for name in archive.entries:
        data = archive.read(name)
        if is_markup(name, data):
            refuse_doctype(data)
        if name in parts:
            surveys[name] = None if _NEGATIVE in data else quick_survey(data, odd)
    if limits.far_row < NEAR_ROW or limits.far_column < NEAR_COLUMN:
        return None
    found = [surveys[sheet.part.lower()] for sheet in package.sheets]
    known = [survey for survey in found if survey is not None]
    if len(known) < len(found):
        return None
    return _read_by(with_calamine, archive, package.sheets, known, limits)


def _read_exactly(archive: Archive, package: Package, limits: Limits) -> tuple[RawSheet, ...]:
    blank = blank_strings(_optional(archive, package.strings))
    styles = read_styles(_optional(archive, package.styles), date_1904=package.contents.date_1904)
    surveys = []
    values = 0
    for sheet in package.sheets:
        data = archive.read(sheet.part)
        # A parser would take longer over so many than a file is given.
        values += data.count(_VALUE)
        hold_cells(values, limits)
        surveys.append(exact_survey(data, blank, styles))
    hold_extent((survey.last for survey in surveys), limits)
    for reader in (with_calamine, with_openpyxl):
        sheets = _read_by(reader, archive, package.sheets, surveys, limits)
        if sheets is not None:
            return sheets
    raise unreadable()


def _optional(archive: Archive, part: str | None) -> bytes | None:
    return None if part is None or part not in archive else archive.read(part)


def _read_by(
    reader: CellReader,
    archive: Archive,
    parts: Sequence[SheetPart],
    surveys: Sequence[Survey],
    limits: Limits,
) -> tuple[RawSheet, ...] | None:
    """The sheets, or None where the reader fails or finds another number of cells."""
    found = hold(reader(archive, [part.name for part in parts], limits), surveys)
    if found is None:
        return None
    return tuple(
        build_sheet(part.name, part.visibility, rows, survey)
        for part, rows, survey in zip(parts, found, surveys, strict=True)
    )
