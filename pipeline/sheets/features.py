"""What a sheet has beside its cells: print, protection, validations, conditions, views."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.core.raw import Visibility
from pipeline.sheets.measure import width_points
from pipeline.sheets.plan import Check
from pipeline.sheets.styles import FONT
from pipeline.sheets.text import clip, fit_text

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from pipeline.core.raw import CellRange
    from pipeline.sheets.formats import FormatBook
    from pipeline.sheets.plan import PageText, SheetPlan, ValidationPlan

_A4 = 9
_LONG_EDGE = 842.0
_SHORT_EDGE = 595.0
_SIDE_INCHES = 0.4
_SAFE = 0.93  # LibreOffice draws columns some 6 % wider than Excel
_LONGEST_PAGE_TEXT = 255
_PAGE_FONT = f'&12&"{FONT},Regular"'


def set_columns(sheet: Worksheet, plan: SheetPlan) -> None:
    """Set widths, outline and hidden columns."""
    closed = False
    for place, column in enumerate(plan.columns):
        options = {"level": column.level, "hidden": column.hidden, "collapsed": closed}
        _taken(sheet.set_column(place, place, column.width, None, options), "a column width")
        closed = bool(column.level) and column.hidden
    if closed:
        end = len(plan.columns)
        _taken(sheet.set_column(end, end, None, None, {"collapsed": True}), "the outline")


def set_view(sheet: Worksheet, plan: SheetPlan) -> None:
    """Set frozen panes, filter, grid, tab and visibility."""
    frozen = plan.header_row or 0 if plan.frozen_rows is None else plan.frozen_rows
    if frozen or plan.frozen_columns:
        sheet.freeze_panes(frozen, plan.frozen_columns)
    if plan.autofilter and plan.header_row is not None:
        last = max(plan.last_row, plan.first_row)
        sheet.autofilter(plan.header_row - 1, 0, last - 1, len(plan.columns) - 1)
    if not plan.gridlines:
        sheet.hide_gridlines(2)
    if plan.tab_colour is not None:
        sheet.set_tab_color(plan.tab_colour)
    if plan.visibility is Visibility.HIDDEN:
        sheet.hide()
    elif plan.visibility is Visibility.VERY_HIDDEN:
        sheet.very_hidden()


def set_page(sheet: Worksheet, plan: SheetPlan, last_row: int) -> None:
    """Set the printed page."""
    page = plan.page
    sheet.set_paper(_A4)
    if page.landscape:
        sheet.set_landscape()
    sheet.set_margins(left=_SIDE_INCHES, right=_SIDE_INCHES, top=0.6, bottom=0.6)
    columns = len(plan.columns) if page.columns is None else page.columns
    if columns and last_row:
        _taken(sheet.print_area(0, 0, last_row - 1, columns - 1), "the print area")
    if plan.header_row is not None and page.repeats_header:
        sheet.repeat_rows(plan.header_row - 1)
    _set_scale(sheet, plan, columns)
    if page.header is not None:
        sheet.set_header(_page_text(page.header))
    if page.footer is not None:
        sheet.set_footer(_page_text(page.footer))


def _set_scale(sheet: Worksheet, plan: SheetPlan, columns: int) -> None:
    if not plan.page.breaks:
        sheet.fit_to_pages(1, plan.page.pages_tall or 0)
        return
    # Excel passes over page breaks on a sheet that is fitted to a page's width.
    edge = _LONG_EDGE if plan.page.landscape else _SHORT_EDGE
    paper = edge - 2 * _SIDE_INCHES * 72
    needed = sum(width_points(one.width) for one in plan.columns[:columns] if not one.hidden)
    sheet.set_print_scale(max(10, min(100, int(100 * _SAFE * paper / needed))))
    sheet.set_h_pagebreaks(list(plan.page.breaks))


def _page_text(text: PageText) -> str:
    parts = {"&L": text.left, "&C": text.centre, "&R": text.right}
    given = {code: fit_text(part).text for code, part in parts.items() if part}
    codes = sum(len(code) + len(_PAGE_FONT) for code in given)
    room = (_LONGEST_PAGE_TEXT - codes) // max(len(given), 1)
    return "".join(f"{code}{_PAGE_FONT}{clip(part, room)}" for code, part in given.items())


def set_protection(sheet: Worksheet, plan: SheetPlan) -> None:
    """Lock the sheet without a password; filter, column widths and row heights stay free."""
    if plan.protected:
        sheet.protect("", {"autofilter": True, "format_columns": True, "format_rows": True})


def set_conditions(sheet: Worksheet, plan: SheetPlan, formats: FormatBook) -> None:
    """Set the looks that depend on values."""
    for condition in plan.conditions:
        rule = {
            "type": "formula",
            "criteria": condition.formula,
            "format": formats.conditional(condition.style),
        }
        _taken(sheet.conditional_format(*_corners(condition.area), rule), "a condition")


def set_validations(sheet: Worksheet, plan: SheetPlan) -> None:
    """Set what cells may hold and the windows that say so."""
    for validation in plan.validations:
        rule = _validation(validation)
        _taken(sheet.data_validation(*_corners(validation.area), rule), "a validation")


def _validation(plan: ValidationPlan) -> dict[str, object]:
    rule: dict[str, object] = {"validate": str(plan.check), "error_type": str(plan.on_breach)}
    if plan.check is Check.LIST:
        rule["source"] = f"={plan.source}"
    elif plan.least is not None and plan.most is not None:
        rule |= {"criteria": "between", "minimum": plan.least, "maximum": plan.most}
    elif plan.least is not None:
        rule |= {"criteria": ">=", "value": plan.least}
    elif plan.most is not None:
        rule |= {"criteria": "<=", "value": plan.most}
    if plan.prompt is not None:
        rule |= {"input_title": plan.prompt.title, "input_message": plan.prompt.text}
    if plan.error is not None:
        rule |= {"error_title": plan.error.title, "error_message": plan.error.text}
    return rule


def _corners(area: CellRange) -> tuple[int, int, int, int]:
    return area.first_row - 1, area.first_column - 1, area.last_row - 1, area.last_column - 1


def _taken(code: int | None, what: str) -> None:
    if code:
        message = f"{what} was not taken ({code})"
        raise RuntimeError(message)
