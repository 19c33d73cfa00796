"""The analyst's corrections of cells, made in what was read, never in the file."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.core.address import Address, column_number
from pipeline.core.digits import to_arabic
from pipeline.core.finding import Finding, Reading, Word
from pipeline.core.raw import ErrorValue, Visibility
from pipeline.core.thai import fold
from pipeline.merge.cells import is_blank, show
from pipeline.merge.header import find_header

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.core.calendar import Month
    from pipeline.core.finding import Facts
    from pipeline.core.plan import Correction
    from pipeline.core.raw import CellValue, RawSheet, RawWorkbook
    from pipeline.merge.header_words import HeaderWords

# As Excel and as our own lists write a cell: `H8`, `$H$8`, `'a sheet'!H8`, `[a file]a sheet!H8`.
_CELL = re.compile(
    r"(?:\[[^\]]*\])?(?:'?(?P<sheet>.+?)'?!)?\$?(?P<column>[A-Z]{1,3})\$?(?P<row>[0-9]{1,7})",
    re.IGNORECASE,
)


class CorrectionDesk:
    """Makes the month's corrections file by file; `made` are those that were, with their cells."""

    def __init__(self, corrections: Sequence[Correction], month: Month, words: HeaderWords) -> None:
        self._words = words
        self._due = [one for one in corrections if one.month in (None, month)]
        self._stood: dict[Correction, str] = {}
        self.made: dict[Correction, Address] = {}

    def correct(self, name: str, workbook: RawWorkbook) -> tuple[RawWorkbook, list[Reading]]:
        """The workbook with its cells corrected, and each as a reading.

        A cell is changed only where it still shows what the correction says that it does.
        """
        listed = []
        for one in (due for due in self._due if _is_of(due, name)):
            told = _CELL.fullmatch(to_arabic(one.cell).strip())
            sheets = [] if told is None else _sheets(told["sheet"], workbook, self._words)
            place = (int(told["row"]), column_number(told["column"])) if told else (0, 0)
            found = _find(one.old, place, sheets)
            if isinstance(found, str):
                self._stood.setdefault(one, found)
                continue
            where = Address(name, found.name, *place)
            workbook = _with_cell(workbook, found, where, one.new)
            self.made[one] = where
            listed.append(Reading(where, one.old, one.new, "corrected"))
        return workbook, listed

    def unused(self) -> Iterator[Finding]:
        """A finding at the plan's row of each correction that changed nothing.

        One for any month is not missed where its file has not come.
        """
        for one in self._due:
            if one in self.made or (one.month is None and one not in self._stood):
                continue
            stood = self._stood.get(one)
            why = "no_file" if stood is None else "other_value" if stood else "no_cell"
            facts: Facts = {
                "file": one.file,
                "cell": one.cell,
                "why": Word("correction", why),
                "found": stood or None,
            }
            yield Finding("correction_unused", one.where, facts)


def _is_of(one: Correction, name: str) -> bool:
    """Whether the correction names the file: by its path below the inbox, or its last part."""
    return fold(one.file) in (fold(name), fold(name.rpartition("/")[2]))


def _sheets(wanted: str | None, workbook: RawWorkbook, words: HeaderWords) -> list[RawSheet]:
    """The visible sheets that may be meant: the one that is named, else those with a report."""
    shown = [one for one in workbook.sheets if one.visibility is Visibility.VISIBLE]
    if wanted is not None:
        return [sheet for sheet in shown if fold(sheet.name) == fold(wanted)]
    return [sheet for sheet in shown if find_header(sheet, words) is not None] or shown


def _find(old: str, place: tuple[int, int], sheets: Sequence[RawSheet]) -> RawSheet | str:
    """The first sheet whose cell shows what is to be corrected.

    Else what stands there, empty where there is no such cell.
    """
    texts = [_shown(sheet.cell(*place)) for sheet in sheets]
    matching = (one for one, text in zip(sheets, texts, strict=True) if fold(text) == fold(old))
    return next(matching, next(filter(None, texts), ""))


def _shown(value: CellValue) -> str:
    if isinstance(value, ErrorValue):
        return value.text
    return "" if is_blank(value) else show(value).strip()


def _with_cell(workbook: RawWorkbook, sheet: RawSheet, where: Address, text: str) -> RawWorkbook:
    row, column = where.row or 1, where.column or 1
    cells = list(sheet.rows.get(row, ()))
    cells += [None] * (column - len(cells))
    cells[column - 1] = text or None
    changed = replace(sheet, rows={**sheet.rows, row: tuple(cells)})
    return replace(
        workbook, sheets=tuple(changed if one is sheet else one for one in workbook.sheets)
    )
