"""A division's own workbook marked: a note and a colour on each cell to mend, a list in front."""

from __future__ import annotations

import warnings
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from pipeline.publish.kept_values import put_back, read_results
from pipeline.publish.marking.listing import Losses, drop_marks, list_marks
from pipeline.publish.marking.notes import put_marks
from pipeline.sheets.archive import repack

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from openpyxl import Workbook

    from pipeline.core.words import Words
    from pipeline.publish.marking.notes import Mark

FORM_SHEET = "_form"
_REVISION = "revision"
_BROKEN = (
    *(InvalidFileException, zipfile.BadZipFile, ET.ParseError, KeyError, ValueError, TypeError),
    *(IndexError, AttributeError),
)


class CannotMarkError(Exception):
    """The workbook cannot be opened and written again."""


def mark_workbook(
    source: Path, marks: Sequence[Mark], words: Words, created: date, target: Path
) -> Losses:
    """What the marked copy lost; everything else is as it was, earlier marks of ours are gone.

    The form's revision is raised by one, so that the mended file goes before the first one. The
    same inputs give the same bytes. Raises CannotMarkError, and OSError where a file cannot be
    read or written.
    """
    try:
        results = read_results(source)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what is lost is counted, not printed
            book = load_workbook(source)
            drop_marks(book)
            marked = put_marks(book, marks, words)
            losses = _losses(source, book)
            list_marks(book, marked, losses, words)
            _raise_revision(book)
            book.save(target)
        repack(target, created, lambda members: put_back(members, results))
    except _BROKEN as error:
        raise CannotMarkError(str(error)) from error
    return losses


def _losses(source: Path, book: Workbook) -> Losses:
    with zipfile.ZipFile(source) as archive:
        names = archive.namelist()
    pictures = sum(name.startswith("xl/media/") for name in names)
    kept = sum(len(getattr(sheet, "_images", ())) for sheet in book.worksheets)
    return Losses(any(name.endswith("vbaProject.bin") for name in names), max(pictures - kept, 0))


def _raise_revision(book: Workbook) -> None:
    """One more in the hidden sheet's `revision`, so that the mended file ranks above this one."""
    if FORM_SHEET not in book.sheetnames:
        book.create_sheet(FORM_SHEET).sheet_state = "veryHidden"
    sheet = book[FORM_SHEET]
    for row in range(1, sheet.max_row + 1):
        if sheet.cell(row, 1).value == _REVISION:
            told = str(sheet.cell(row, 2).value or "")
            sheet.cell(row, 2).value = str(int(told) + 1 if told.isdecimal() else 2)
            return
    row = sheet.max_row + 1 if sheet.cell(1, 1).value is not None else 1
    sheet.cell(row, 1).value, sheet.cell(row, 2).value = _REVISION, "2"
