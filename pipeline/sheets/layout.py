"""How high a sheet's rows must be for their texts to be seen and printed whole."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, TypeAlias

from pipeline.sheets.measure import (
    TALLEST,
    Room,
    RowHeight,
    lines_height,
    text_lines,
    width_points,
)
from pipeline.sheets.plan import CellPlan, RowPlan
from pipeline.sheets.styles import PLAIN, Style

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.sheets.plan import Cell, ChartPlan, ColumnPlan, SheetPlan, Value


_EMPTY_ROW = 15.0


_height = cache(lines_height)  # one value for the thousands of rows that share it


@lru_cache(maxsize=1 << 16)
def _lines(text: str, width: float, size: float, bold: bool) -> int:  # noqa: FBT001 - a style's own
    """Lines of the text; a sheet is measured for its long texts, and once more when it is drawn."""
    return text_lines(text, Room(width, size, bold))


def _one_line(size: float) -> RowHeight:
    return _height(1, size)


class Ruler:
    """Heights of one sheet's rows; hidden columns and those beyond the print do not count."""

    def __init__(self, plan: SheetPlan) -> None:
        printed = plan.page.columns
        self._columns = plan.columns[:printed]
        self._known: dict[tuple[int, int, float, bool], dict[str, RowHeight]] = {}
        self._styles: tuple[Style, ...] = ()
        self._texts: list[dict[str, RowHeight] | None] = []
        self._least = _one_line(PLAIN.size)

    def row(self, cells: tuple[Cell, ...], styles: tuple[Style, ...]) -> RowHeight:
        """The height of a row whose cells have these styles unless they bring their own."""
        if styles is not self._styles:
            self._prepare(styles)
        tallest, fits = self._least, True
        for place, (cell, known) in enumerate(zip(cells, self._texts, strict=False)):
            if cell.__class__ is str and known is not None:
                height = known.get(cell) or self.cell(place, cell, styles[place])
            elif isinstance(cell, CellPlan):
                height = self.cell(place, cell, styles[place])
            else:
                continue
            fits = fits and height.fits
            if height.points > tallest.points:
                tallest = height
        return tallest if fits else replace(tallest, fits=False)

    def _prepare(self, styles: tuple[Style, ...]) -> None:
        self._styles = styles
        self._texts = [
            self._heights(place, style, 1) if style.wrap else None
            for place, style in enumerate(styles)
        ]
        self._least = _one_line(max((style.size for style in styles), default=PLAIN.size))

    def _heights(self, place: int, style: Style, span: int) -> dict[str, RowHeight]:
        return self._known.setdefault((place, span, style.size, style.bold), {})

    def cell(self, place: int, cell: Cell, style: Style) -> RowHeight:
        """The height that the cell asks for; `place` counts from 0."""
        if isinstance(cell, CellPlan):
            return self._text(place, cell.value, cell.style or style, cell.span)
        return self._text(place, cell, style, 1)

    def _text(self, place: int, text: Value, style: Style, span: int) -> RowHeight:
        if not (style.wrap and isinstance(text, str)):
            return _one_line(style.size)
        known = self._heights(place, style, span)
        height = known.get(text)
        if height is None:
            height = known[text] = self._measure(place, text, style, span)
        return height

    def _measure(self, place: int, text: str, style: Style, span: int) -> RowHeight:
        covered = [column for column in self._columns[place : place + span] if not column.hidden]
        if not covered:
            return _one_line(style.size)
        lines = _lines(text, _joined_width(covered), style.size, style.bold)
        return _height(lines, style.size)


def _joined_width(columns: Sequence[ColumnPlan]) -> float:
    points = sum(width_points(column.width) for column in columns)
    return (points / 0.75 - 5) / 7


@dataclass(frozen=True, slots=True)
class Line:
    """One row to draw: its number, cells, the styles of their places, its height in points."""

    row: int
    cells: tuple[Cell, ...]
    styles: tuple[Style, ...]
    height: RowHeight


def sheet_lines(plan: SheetPlan) -> Iterator[Line]:
    """Head, header, table and tail rows, top down; those without any cell have one line."""
    ruler = Ruler(plan)
    for row, (cells, styles, height) in enumerate(_all_rows(plan), start=1):
        if height is None:
            yield Line(row, cells, styles, ruler.row(cells, styles))
        else:
            yield Line(row, cells, styles, RowHeight(min(height, TALLEST), fits=True))


_Styled: TypeAlias = "tuple[tuple[Cell, ...], tuple[Style, ...], float | None]"


def _all_rows(plan: SheetPlan) -> Iterator[_Styled]:
    yield from map(_free_row, plan.head)
    if plan.header_row is not None:
        headers = tuple(_header_cell(column) for column in plan.columns)
        yield headers, tuple(column.header_style for column in plan.columns), None
    yield from _table_rows(plan)
    yield from map(_free_row, plan.tail)


def _header_cell(column: ColumnPlan) -> Cell:
    if column.header is None:
        return CellPlan(style=PLAIN)
    if column.header_note is None:
        return column.header
    return CellPlan(column.header, comment=column.header_note)


def _free_row(row: RowPlan) -> _Styled:
    return row.cells, (row.style or PLAIN,) * len(row.cells), row.height


def _table_rows(plan: SheetPlan) -> Iterator[_Styled]:
    styles = tuple(column.style for column in plan.columns)
    for row in plan.rows:
        if not isinstance(row, RowPlan):
            yield row, styles, None
        elif row.style is None:
            yield row.cells, styles, row.height
        else:
            yield row.cells, (row.style,) * len(row.cells), row.height


def last_printed_row(plan: SheetPlan, heights: Sequence[float]) -> int:
    """The last row that a cell or a chart reaches; `heights` are the drawn rows', in points."""
    return max([len(heights), *(_last_row_of(chart, heights) for chart in plan.charts)])


def _last_row_of(chart: ChartPlan, heights: Sequence[float]) -> int:
    left, row = chart.height * 0.75, chart.row
    while left > 0:
        left -= heights[row - 1] if row <= len(heights) else _EMPTY_ROW
        row += 1
    return row


def overlong_cells(plan: SheetPlan) -> Iterator[tuple[int, int]]:
    """Row and column of cells whose text goes on below the tallest row that Excel allows.

    In the sheet's order. The cell holds the whole text, its print does not.
    """
    ruler = Ruler(plan)
    for line in sheet_lines(plan):
        if line.height.fits:
            continue
        for place, (cell, style) in enumerate(zip(line.cells, line.styles, strict=False)):
            if cell is not None and not ruler.cell(place, cell, style).fits:
                yield line.row, place + 1
