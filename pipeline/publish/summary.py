"""The summary for the mayor: one page that stands alone, then the counts behind its charts."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.core.finding import Audience
from pipeline.publish.changes import comparison_line
from pipeline.publish.looks import spread
from pipeline.publish.paging import PAGE_POINTS
from pipeline.publish.submissions import division_states
from pipeline.publish.summary_gaps import TABLE_SPAN, Density, worst_rows
from pipeline.publish.summary_grid import GRID, clipped, grid_columns, grid_pixels, room_of
from pipeline.publish.summary_tables import CountTable, division_table, measure_table
from pipeline.publish.summary_tiles import tile_rows
from pipeline.sheets.layout import sheet_lines
from pipeline.sheets.plan import CellPlan, ChartKind, ChartPlan, RowPlan, SheetPlan
from pipeline.sheets.styles import PLAIN, SUBTITLE, TEXT, TITLE, Align, Tone, toned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.publish.desk import Desk
    from pipeline.publish.submissions import DivisionState

_DENSITIES = (Density(14, 2), Density(14, 1), Density(12, 1), Density(11, 1))
_FILLER = RowPlan((CellPlan(None, PLAIN),), height=20.0)
_POINTS_TO_PIXELS = 4 / 3
_CHART_GAP = 8
_CHART_FONT = 10.0
_LEFT_SPAN = 24
_STAMP_SPAN = 8
_STAMP = replace(SUBTITLE, align=Align.CENTRE)
_NAME_LINES = 2
_SMALL = 12.0
_LEGEND_COLUMNS = 2
_LEAST_SHARE, _MOST_SHARE = 0.4, 0.6
# A table's title and header; bars that can still be told apart beside the worst gaps.
_HEAD_ROWS = 2
_MOST_BESIDE = 12
_POINTS_A_BAR, _POINTS_AROUND = 15.0, 70.0


@dataclass(frozen=True, slots=True)
class _Page:
    """Page 1: rows above the table, the table with what fills the page below it."""

    top: tuple[RowPlan, ...]
    body: tuple[RowPlan, ...]

    @property
    def rows(self) -> tuple[RowPlan, ...]:
        return (*self.top, *self.body)


def plan_summary(desk: Desk) -> SheetPlan:
    """Page 1: figures, who has not sent, the ten worst gaps, two charts; page 2: their counts."""
    page = _page(desk)
    divisions = division_table(desk, len(page.rows) + 1)
    between = len(page.rows) + len(divisions.rows) + 2
    measures = measure_table(desk, between)
    rows = (*page.rows, *divisions.rows, _FILLER, *measures.rows)
    charts = _Charts(desk, page, divisions, measures, below=len(rows) + 2)
    return replace(
        _sheet(desk, (*rows, *[_FILLER] * charts.rows_below)),
        page=replace(desk.page(), breaks=(len(page.rows), *charts.breaks)),
        charts=charts.plans if desk.report.planned else (),
    )


def _sheet(desk: Desk, rows: Sequence[RowPlan]) -> SheetPlan:
    return SheetPlan(
        name=desk.name("summary"),
        columns=grid_columns(),
        head=tuple(rows),
        page=desk.page(),
        frozen_rows=0,
        gridlines=False,
    )


def _page(desk: Desk) -> _Page:
    """The page at the first density at which it holds all."""
    top = (*_titles(desk), *tile_rows(desk), _who(desk))
    body: tuple[RowPlan, ...] = ()
    for density in _DENSITIES:
        body = worst_rows(desk, density)
        if sum(_heights(desk, (*top, *body))) <= PAGE_POINTS:
            break
    spare = PAGE_POINTS - sum(_heights(desk, (*top, *body)))
    return _Page(top, (*body, *[_FILLER] * int(spare // (_FILLER.height or 1))))


def _heights(desk: Desk, rows: Sequence[RowPlan]) -> list[float]:
    return [line.height.points for line in sheet_lines(_sheet(desk, rows))]


def _titles(desk: Desk) -> tuple[RowPlan, ...]:
    report = desk.report
    office = desk.summary(
        "office_month",
        organisation=report.plan.organisation.name,
        month=report.month,
        year=report.plan.fiscal_year,
    )
    title = desk.title("summary", as_of=report.as_of)
    return (
        spread(*_title(title, desk.edition)),
        spread(CellPlan(office, SUBTITLE, span=GRID)),
    )


def _title(title: str, edition: str) -> tuple[CellPlan, ...]:
    """The title, with what edition it is of at the right where that must be said."""
    if not edition:
        return (CellPlan(title, TITLE, span=GRID),)
    stamp = CellPlan(edition, toned(_STAMP, Tone.WATCH), span=_STAMP_SPAN)
    return (CellPlan(title, TITLE, span=GRID - _STAMP_SPAN), stamp)


def _who(desk: Desk) -> RowPlan:
    """Who has not sent, and what waits for the divisions, a line a kind of gap."""
    missing = [_missing(desk, one) for one in division_states(desk.report) if not one.sent]
    room = room_of(_LEFT_SPAN, TEXT.size)
    if missing:
        names = clipped(", ".join(missing), room, _NAME_LINES)
        left = CellPlan(f"{desk.summary('not_sent')}\n{names}", toned(TEXT, Tone.WATCH))
    else:
        left = CellPlan(desk.summary("all_sent"), toned(TEXT, Tone.GOOD))
    right = CellPlan("\n".join(_waiting(desk)), replace(TEXT, size=_SMALL))
    return spread(replace(left, span=_LEFT_SPAN), replace(right, span=GRID - _LEFT_SPAN))


def _missing(desk: Desk, state: DivisionState) -> str:
    """The division's name, and what came of it where a file came that could not be used."""
    return state.name if state.outcome is None else f"{state.name} ({state.label(desk.words)})"


def _waiting(desk: Desk) -> list[str]:
    """What the divisions are asked for, and what moved since the last month."""
    codes = [gap.code for gap in desk.report.gaps_for(Audience.DIVISION)]
    lines = [
        desk.summary("division_gaps", label=desk.words.label("gap", code), count=codes.count(code))
        for code in dict.fromkeys(codes)
    ]
    asked = " · ".join(lines or [desk.summary("no_gaps")])
    moved = comparison_line(desk)
    return [f"{desk.summary('division_gaps_title')}: {asked}", *([moved] if moved else [])]


@dataclass(frozen=True, slots=True)
class _Charts:
    """Verdicts by division beside the table, and measures below them where they can be read.

    More measures than a small chart can name have a page of their own, from row `below` on.
    """

    desk: Desk
    page: _Page
    divisions: CountTable
    measures: CountTable
    below: int

    @property
    def _apart(self) -> bool:
        return len(self.measures.rows) - _HEAD_ROWS > _MOST_BESIDE

    @property
    def rows_below(self) -> int:
        """Rows under the tables that a chart of their own needs."""
        return math.ceil(self._deep / (_FILLER.height or 1)) + 1 if self._apart else 0

    @property
    def breaks(self) -> tuple[int, ...]:
        """The row above a chart that has a page of its own."""
        return (self.below - 1,) if self._apart else ()

    @property
    def _deep(self) -> float:
        """Points of the chart on its own page."""
        return min(len(self.measures.rows) * _POINTS_A_BAR + _POINTS_AROUND, PAGE_POINTS - 40)

    @property
    def plans(self) -> tuple[ChartPlan, ...]:
        """The two charts."""
        heights = _heights(self.desk, self.page.rows)
        first = len(self.page.top) + 1
        room = sum(heights[first - 1 :])
        if self._apart:
            measures = self._chart("chart_measures", self.measures, (self.below, self._deep))
            wide = replace(measures, column=1, width=grid_pixels(TABLE_SPAN))
            return (self._chart("chart_verdicts", self.divisions, (first, room)), wide)
        upper = room * _upper_share(self.divisions, self.measures)
        second, reached = first, 0.0
        while reached < upper:
            reached += heights[second - 1]
            second += 1
        return (
            self._chart("chart_verdicts", self.divisions, (first, reached)),
            self._chart("chart_measures", self.measures, (second, room - reached)),
        )

    def _chart(self, key: str, table: CountTable, place: tuple[int, float]) -> ChartPlan:
        row, points = place
        return ChartPlan(
            ChartKind.STACKED_BAR,
            self.desk.summary(key),
            table.series,
            row,
            TABLE_SPAN + 1,
            grid_pixels(GRID - TABLE_SPAN) - _CHART_GAP,
            round(points * _POINTS_TO_PIXELS) - _CHART_GAP,
            _CHART_FONT,
        )


def _upper_share(upper: CountTable, lower: CountTable) -> float:
    lines = [
        len(table.rows) + math.ceil(len(table.series) / _LEGEND_COLUMNS) for table in (upper, lower)
    ]
    return min(max(lines[0] / sum(lines), _LEAST_SHARE), _MOST_SHARE)
