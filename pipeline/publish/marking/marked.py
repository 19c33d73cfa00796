"""A division's own workbook marked: a note and a colour on each cell to mend, a list in front."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from pipeline.publish.marking.hollow_book import HollowBook
from pipeline.publish.marking.listing import Losses, drop_marks, list_marks
from pipeline.publish.marking.notes import put_marks
from pipeline.publish.marking.package import read_package
from pipeline.sheets.archive import write_archive

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from pipeline.core.words import Words
    from pipeline.publish.marking.notes import Mark

FORM_SHEET = "_form"
_REVISION = "revision"


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
    content = source.read_bytes()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what is lost is counted, not printed
            members, losses = _marked(content, marks, words)
    except Exception as error:  # whatever openpyxl meets in a workbook of anyone's making
        raise CannotMarkError(str(error)) from error
    write_archive(target, members, created)
    return losses


def _marked(content: bytes, marks: Sequence[Mark], words: Words) -> tuple[dict[str, bytes], Losses]:
    held = HollowBook(read_package(content))
    drop_marks(held)
    marked = put_marks(held, marks, words)
    losses = _losses(held)
    added = [list_marks(held.book, marked, losses, words), *_raise_revision(held)]
    return held.members(frozenset(added)), losses


def _losses(held: HollowBook) -> Losses:
    kept = sum(len(getattr(sheet, "_images", ())) for sheet in held.book.worksheets)
    return Losses(held.package.macros, max(held.package.pictures - kept, 0))


def _raise_revision(held: HollowBook) -> list[str]:
    """One more in the hidden sheet's `revision`, so that the mended file ranks above this one.

    Gives the name of the sheet where it had to be made.
    """
    if FORM_SHEET not in held.package.worksheets:
        sheet = held.book.create_sheet(FORM_SHEET)
        sheet.sheet_state = "veryHidden"
        sheet.append([_REVISION, "2"])
        return [FORM_SHEET]
    stored, texts = held.package.worksheets[FORM_SHEET], held.package.texts()
    keys = stored.rows_with_text(1, texts)
    found = next((row for row, key in keys.items() if key == _REVISION), None)
    row = max(keys, default=0) + 1 if found is None else found
    told = stored.text(row, 2, texts)
    stored.write(row, 1, _REVISION)
    stored.write(row, 2, str(int(told) + 1 if told.isdecimal() else 2))
    return []
