"""The sheet in front of a marked workbook: every point in order, with a link to its cell."""

from __future__ import annotations

import re
from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties

from pipeline.publish.marking.notes import AUTHOR, ask, unmark
from pipeline.sheets.measure import Room, lines_height, text_lines
from pipeline.sheets.reference import quoted_sheet
from pipeline.sheets.styles import BODY_SIZE, FONT
from pipeline.sheets.text import fit_text
from schemas.wording import LANGUAGES, load_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.worksheet.worksheet import Worksheet

    from pipeline.core.words import Words
    from pipeline.publish.marking.hollow_book import HollowBook
    from pipeline.publish.marking.notes import Marked

_WIDTHS = (8.0, 16.0, 30.0, 62.0)
_TITLE_ROWS = 2
_PLACE = 2
# Beyond the columns that are shown: the marked cell's sheet, place and fill before.
_KEPT = (6, 7, 8)
_LONGEST_NAME = 31
_HEADERS = (("header", "order"), ("header", "cell"), ("marking", "found"), ("marking", "message"))


@dataclass(frozen=True, slots=True)
class Losses:
    """What a marked copy no longer holds."""

    macros: bool = False
    pictures: int = 0


def list_marks(book: Workbook, marked: Sequence[Marked], losses: Losses, words: Words) -> str:
    """The name of the sheet put before all others, on which the workbook opens."""
    count = len(marked)
    name = words.say("marking", "sheet", count=count)[:_LONGEST_NAME]
    sheet = book.create_sheet(_free(name, book), 0)
    sheet.cell(1, 1, words.say("marking", "title", count=count)).font = _font(18, bold=True)
    told = "\n".join([words.get("marking", "what_to_do"), *lost(losses, words)])
    sheet.cell(2, 1, told)
    header = _TITLE_ROWS + 1
    for column, key in enumerate(_HEADERS, start=1):
        _dress(sheet.cell(header, column, words.get(*key)), bold=True, fill="FFD9E2F3")
    listing = _Listing(sheet, frozenset(book.sheetnames), words)
    for number, one in enumerate(marked, start=1):
        _list_mark(listing, header + number, words.value(number), one)
    sheet.cell(1, _KEPT[0], AUTHOR)
    _lay_out(sheet, told)
    book.active = 0
    for view in book.views:
        view.firstSheet = 0
    for chart in book.chartsheets:
        for shown in chart.sheetViews.sheetView:
            shown.tabSelected = None
    sheet.sheet_view.tabSelected = True
    return str(sheet.title)


def lost(losses: Losses, words: Words) -> list[str]:
    """What the marked copy no longer holds, a sentence each."""
    said = [words.get("marking", "lost_macros")] if losses.macros else []
    if losses.pictures:
        said.append(words.say("marking", "lost_pictures", count=losses.pictures))
    return said


@dataclass(frozen=True, slots=True)
class _Listing:
    """The list being filled; `looks` are those that its rows share, each made once."""

    sheet: Worksheet
    sheets: frozenset[str]
    words: Words
    looks: dict[tuple[int, bool], StyleArray] = field(default_factory=dict)

    def dress(self, cell: Cell | MergedCell, *, link: bool = False) -> None:
        """Give the cell its column's look."""
        styled, look = cast("Any", cell), (cell.column or 0, link)
        if look not in self.looks:
            _dress(cell)
            if link:
                cell.font = Font(FONT, BODY_SIZE, color="FF0B5394", underline="single")
            self.looks[look] = styled._style  # noqa: SLF001 - five look-ups a cell otherwise
        styled._style = copy(self.looks[look])  # noqa: SLF001 - the same


def _list_mark(listing: _Listing, row: int, number: str, one: Marked) -> None:
    sheet, where = listing.sheet, one.mark.where
    place = f"{where.sheet}!{where.cell}" if where.sheet and where.cell else where.sheet or ""
    message = f"{ask(one.mark, listing.words)}: {one.mark.message}"
    texts = (number, place, one.mark.found, message)
    linked = where.sheet in listing.sheets
    for column, text in enumerate(texts, start=1):
        cell = sheet.cell(row, column)
        listing.dress(cell, link=linked and column == _PLACE)
        _put_text(cell, text)
    if linked:
        target = f"{quoted_sheet(where.sheet or '')}!{where.cell or 'A1'}"
        link = sheet.cell(row, _PLACE)
        link.hyperlink = Hyperlink(ref=link.coordinate, location=target)
    rooms = [Room(width, BODY_SIZE) for width in _WIDTHS]
    lines = max(text_lines(text, room) for text, room in zip(texts, rooms, strict=True))
    sheet.row_dimensions[row].height = lines_height(lines, BODY_SIZE).points
    if one.cell is not None:
        kept = (one.cell.parent.title, one.cell.coordinate, one.fill)
        for column, text in zip(_KEPT, kept, strict=True):
            _put_text(sheet.cell(row, column), text)


def _put_text(cell: Cell | MergedCell, text: str) -> Cell | MergedCell:
    """The text as a text, whatever it begins with."""
    fitted = fit_text(text).text
    cell.value = fitted
    cell.data_type = "s"  # also what looks like a formula or an error
    if fitted.startswith(("=", "+", "-", "@")):
        cell.quotePrefix = True
    return cell


def _dress(cell: Cell | MergedCell, *, bold: bool = False, fill: str | None = None) -> None:
    cell.font = _font(BODY_SIZE, bold=bold)
    side = Side("thin", color="FFA6A6A6")
    cell.border = Border(side, side, side, side)
    centred = bold or cell.column == 1
    cell.alignment = Alignment("center" if centred else None, "top", wrap_text=True)
    if fill is not None:
        cell.fill = PatternFill("solid", fgColor=fill)


def _font(size: float, *, bold: bool = False) -> Font:
    return Font(FONT, size, bold)


def _lay_out(sheet: Worksheet, told: str) -> None:
    """Widths, heights and the printed page: one page wide, the header on each."""
    for letters, width in zip("ABCD", _WIDTHS, strict=True):
        sheet.column_dimensions[letters].width = width
    for letters in ("F", "G", "H"):
        sheet.column_dimensions[letters].hidden = True
    sheet.merge_cells("A2:D2")
    sheet["A2"].font = _font(BODY_SIZE)
    sheet["A2"].alignment = Alignment(None, "top", wrap_text=True)
    room = Room(sum(_WIDTHS), BODY_SIZE)
    sheet.row_dimensions[1].height = lines_height(1, 18).points
    sheet.row_dimensions[2].height = lines_height(text_lines(told, room), BODY_SIZE).points
    sheet.row_dimensions[3].height = lines_height(1, BODY_SIZE).points
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0
    sheet.print_title_rows = f"{_TITLE_ROWS + 1}:{_TITLE_ROWS + 1}"
    sheet.print_area = f"A1:D{sheet.max_row}"
    sheet.freeze_panes = f"A{_TITLE_ROWS + 2}"


def _free(name: str, book: Workbook) -> str:
    """The name, numbered where the division has a sheet of that name."""
    taken = {one.casefold() for one in book.sheetnames}
    number, free = 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{name[: _LONGEST_NAME - 5]} ({number})"
    return free


def drop_marks(held: HollowBook) -> None:
    """The workbook as it was before it was marked."""
    for name in [one for one in held.worksheets if _is_list(held, one)]:
        stored, texts = held.package.worksheets[name], held.package.texts()
        sheets = stored.rows_with_text(_KEPT[0], texts)
        for row, sheet in sheets.items():
            place, fill = (stored.text(row, column, texts) for column in _KEPT[1:])
            if row > _TITLE_ROWS and place and fill:
                unmark(held, sheet, place, fill)
        del held.book[name]


def _is_list(held: HollowBook, name: str) -> bool:
    """Whether the sheet is a list of ours, whatever language and count it was made with."""
    ours = any(one.fullmatch(name) for one in _list_names())
    return ours and held.text(name, 1, _KEPT[0]) == AUTHOR


def _list_names() -> list[re.Pattern[str]]:
    patterns = (load_words(language).get("marking", "sheet") for language in LANGUAGES)
    return [
        re.compile(re.escape(one).replace(r"\{count\}", r"\d+") + r"(?: \(\d+\))?")
        for one in patterns
    ]
