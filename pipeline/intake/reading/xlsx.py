"""An .xlsx or .xlsm as raw sheets: surveyed first, then read, then held against the survey."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from pipeline.core.address import column_letters
from pipeline.core.raw import CellValue, RawSheet, RawWorkbook
from pipeline.intake.reading.exact import blank_strings, exact_survey
from pipeline.intake.reading.markup import is_markup, refuse_doctype
from pipeline.intake.reading.package import Package, SheetPart, read_package
from pipeline.intake.reading.refusal import (
    Limit,
    RefusalError,
    too_large,
    too_many,
    unreadable,
)
from pipeline.intake.reading.survey import NEAR_COLUMN, NEAR_ROW, Survey, quick_survey
from pipeline.intake.reading.with_calamine import Rows, read_with_calamine

if TYPE_CHECKING:
    from pipeline.intake.limits import Limits
    from pipeline.intake.reading.archive import Archive

_VALUE = b"<v>"

CellReader: TypeAlias = Callable[["Archive", Sequence[str], "Limits"], list[Rows] | None]


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
    try:
        return read_with_calamine(archive.content, names, limits.cells)
    except (RefusalError, KeyboardInterrupt):
        raise
    except BaseException:  # noqa: BLE001 - calamine's panics are no Exception
        return None


def with_openpyxl(archive: Archive, names: Sequence[str], _limits: Limits) -> list[Rows] | None:
    """The sheets' cells by openpyxl; None where it fails."""
    # openpyxl takes a tenth of a second to import, and few files need it.
    from pipeline.intake.reading.with_openpyxl import read_with_openpyxl  # noqa: PLC0415

    try:
        return read_with_openpyxl(archive, names)
    except Exception:  # noqa: BLE001 - damaged files raise some fifteen kinds of error
        return None


def _read_quickly(
    archive: Archive, package: Package, limits: Limits
) -> tuple[RawSheet, ...] | None:
    parts = {sheet.part.lower() for sheet in package.sheets}
    surveys: dict[str, Survey | None] = {}
    for name in archive.entries:
        data = archive.read(name)
        if is_markup(name, data):
            refuse_doctype(data)
        if name in parts:
            surveys[name] = quick_survey(data)
    if limits.far_row < NEAR_ROW or limits.far_column < NEAR_COLUMN:
        return None
    found = [surveys[sheet.part.lower()] for sheet in package.sheets]
    known = [survey for survey in found if survey is not None]
    if len(known) < len(found):
        return None
    return _read_by(with_calamine, archive, package.sheets, known, limits)


def _read_exactly(archive: Archive, package: Package, limits: Limits) -> tuple[RawSheet, ...]:
    blank = _blank_strings(archive, package)
    surveys = []
    values = 0
    for sheet in package.sheets:
        data = archive.read(sheet.part)
        # A parser would take longer over so many than a file is given.
        values += data.count(_VALUE)
        if values > limits.cells:
            raise too_many(Limit.CELLS, values, limits.cells)
        surveys.append(exact_survey(data, blank))
    _hold_extent(surveys, limits)
    for reader in (with_calamine, with_openpyxl):
        sheets = _read_by(reader, archive, package.sheets, surveys, limits)
        if sheets is not None:
            return sheets
    raise unreadable()


def _blank_strings(archive: Archive, package: Package) -> frozenset[int]:
    if package.strings is None or package.strings not in archive:
        return frozenset()
    return blank_strings(archive.read(package.strings))


def _read_by(
    reader: CellReader,
    archive: Archive,
    parts: Sequence[SheetPart],
    surveys: Sequence[Survey],
    limits: Limits,
) -> tuple[RawSheet, ...] | None:
    """The sheets, or None where the reader fails or finds another number of cells."""
    found = reader(archive, [part.name for part in parts], limits)
    if found is None:
        return None
    for rows, survey in zip(found, surveys, strict=True):
        _set_marks(rows, survey)
        if _count(rows) != survey.values + survey.uncalculated:
            return None
    return tuple(map(_sheet, parts, found, surveys))


def _hold_extent(surveys: Sequence[Survey], limits: Limits) -> None:
    lasts = [survey.last for survey in surveys if survey.last is not None]
    for row, column in lasts:
        if row > limits.far_row or column > limits.far_column:
            limit = f"{column_letters(limits.far_column)}{limits.far_row}"
            raise too_large(Limit.FAR_CELL, f"{column_letters(column)}{row}", limit)
    area = sum(row * column for row, column in lasts)
    if area > limits.cells:
        raise too_many(Limit.CELLS, area, limits.cells)


def _set_marks(rows: Rows, survey: Survey) -> None:
    for (row, column), mark in survey.marks.items():
        cells: list[CellValue] = list(rows.get(row, ()))
        cells += [None] * (column - len(cells))
        cells[column - 1] = mark
        rows[row] = tuple(cells)


def _count(rows: Rows) -> int:
    return sum(len(cells) - cells.count(None) for cells in rows.values())


def _sheet(part: SheetPart, rows: Rows, survey: Survey) -> RawSheet:
    width = max(map(len, rows.values()), default=0)
    return RawSheet(
        name=part.name,
        rows=dict(sorted(rows.items())) if survey.marks else rows,
        visibility=part.visibility,
        merged=survey.merged,
        hidden_rows=survey.hidden_rows & rows.keys(),
        hidden_columns=frozenset(one for one in survey.hidden_columns if one <= width),
    )
