"""An .ods as raw sheets: surveyed first, then read, then held against the survey."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.core.raw import Contents, RawWorkbook
from pipeline.intake.reading.holding import attempt, build_sheet, hold, hold_cells, hold_extent
from pipeline.intake.reading.markup import is_markup, refuse_doctype
from pipeline.intake.reading.opendocument import ContentSurvey, survey_content
from pipeline.intake.reading.refusal import Limit, encrypted, too_many, unreadable
from pipeline.intake.reading.with_calamine import read_with_calamine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.intake.limits import Limits
    from pipeline.intake.reading.archive import Archive
    from pipeline.intake.reading.holding import Rows

_CONTENT = "content.xml"
_MANIFEST = "meta-inf/manifest.xml"
_ENCRYPTED = b"encryption-data"
_TYPED = b"value-type="
_MACRO_FOLDERS = ("basic/", "scripts/")
_PICTURE_FOLDER = "pictures/"


def read_ods(archive: Archive, limits: Limits) -> RawWorkbook:
    """The workbook's sheets of cells; nothing in it is run, followed or fetched.

    Raises RefusalError where the file is damaged, passes a limit, declares a document type, wants
    a password, or where no reader finds as many cells as the XML holds.
    """
    if _MANIFEST in archive and _ENCRYPTED in archive.read(_MANIFEST):
        raise encrypted()
    for name in archive.entries:
        data = archive.read(name)
        if is_markup(name, data):
            refuse_doctype(data)
    data = archive.read(_CONTENT)
    # A parser would take longer over so many than a file is given; each may be typed twice.
    hold_cells(data.count(_TYPED) // 2, limits)
    content = survey_content(data, limits)
    _hold_sheets(content, limits)
    found = _read(archive, content, limits)
    if found is None:
        raise unreadable()
    sheets = tuple(
        build_sheet(table.name, table.visibility, rows, table.survey)
        for table, rows in zip(content.tables, found, strict=True)
    )
    return RawWorkbook(sheets, _contents(archive, content))


def _hold_sheets(content: ContentSurvey, limits: Limits) -> None:
    names = {table.name.lower() for table in content.tables}
    if not names or len(names) != len(content.tables):
        raise unreadable()
    if len(names) > limits.sheets:
        raise too_many(Limit.SHEETS, len(names), limits.sheets)
    hold_extent((table.survey.last for table in content.tables), limits)


def _read(archive: Archive, content: ContentSurvey, limits: Limits) -> Sequence[Rows] | None:
    names = [table.name for table in content.tables]
    surveys = [table.survey for table in content.tables]
    readers: tuple[Callable[[], list[Rows]], ...] = (
        lambda: read_with_calamine(archive.content, names, limits.cells),
        lambda: _with_odfpy(archive, names, limits),
    )
    for reader in readers:
        found = hold(attempt(reader), surveys)
        if found is not None:
            return found
    return None


def _with_odfpy(archive: Archive, names: Sequence[str], limits: Limits) -> list[Rows]:
    # odfpy takes a tenth of a second to import, and few files need it.
    from pipeline.intake.reading.with_odfpy import read_with_odfpy  # noqa: PLC0415

    return read_with_odfpy(archive.content, names, limits)


def _contents(archive: Archive, content: ContentSurvey) -> Contents:
    return Contents(
        macros=any(name.startswith(_MACRO_FOLDERS) for name in archive.entries),
        external_links=content.links,
        pictures=sum(name.startswith(_PICTURE_FOLDER) for name in archive.entries),
    )
