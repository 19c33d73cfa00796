"""The sheet of ITA scores: the indicators against the target, and the measures that answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.core.calendar import FiscalYear
from pipeline.core.digits import canonical_number
from pipeline.core.duty import Verdict
from pipeline.publish.figures import Figures, total_of
from pipeline.publish.ita_facts import score_facts, source_facts
from pipeline.publish.ita_levers import lever_rows
from pipeline.publish.looks import (
    decimal_look,
    label_style,
    money_style,
    number_style,
    numbered,
    spread,
)
from pipeline.sheets.layout import sheet_lines
from pipeline.sheets.plan import (
    CellPlan,
    ChartKind,
    ChartPlan,
    ColumnPlan,
    RowPlan,
    SeriesPlan,
    SheetPlan,
)
from pipeline.sheets.styles import PLAIN, TEXT_CENTRE, TITLE, Tone, toned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.core.plan import Score
    from pipeline.core.score_board import IndicatorLine, ScoreBoard
    from pipeline.publish.desk import Desk
    from pipeline.sheets.plan import Cell, TableRow

_PRINTED = 11
_CHART_PIXELS = (1360, 330)
_PIXEL_POINTS = 0.75
_CHART_GAP = 40.0
# What an A4 page holds of rows this wide, with a reserve for other suites' fonts.
_PAGE_POINTS = 710.0


def plan_ita(desk: Desk) -> SheetPlan:
    """A row per indicator, above it what the scores come to, below it the steps to press first.

    Scores are last fiscal year's, on 100. A score that the plan lacks is said to lack. Without any
    framework the plan's scores alone are shown.
    """
    board = desk.report.scores
    if board is None or not board.lines:
        return _sheet(desk, _head(desk, board), _plain_rows(desk))
    levers = tuple(lever_rows(desk, board))
    notes = source_facts(desk, board, _PRINTED)
    head = (*_head(desk, board), *score_facts(desk, board, _PRINTED))
    plan = replace(_sheet(desk, head, _rows(desk, board)), tail=(*levers, *notes))
    if board.target is not None and board.has_scores:
        plan = _with_chart(desk, plan)
    table = len(plan.rows) + (plan.header_row or 0)
    breaks = tuple(_breaks(plan, (table, len(levers), len(notes))))
    return replace(plan, page=replace(plan.page, breaks=breaks))


def _sheet(desk: Desk, head: Iterable[RowPlan], rows: tuple[TableRow, ...]) -> SheetPlan:
    return SheetPlan(
        name=desk.name("ita"),
        columns=_columns(desk),
        rows=rows,
        head=tuple(head),
        page=replace(desk.page(columns=_PRINTED), repeats_header=False),
        frozen_rows=0,
        autofilter=True,
    )


def _breaks(plan: SheetPlan, parts: Sequence[int]) -> Iterator[int]:
    """Rows that end a page, so that no part that fits one page stands on two.

    `parts` are the numbers of rows of each, top down; the chart goes with the last one.
    """
    heights = [line.height.points for line in sheet_lines(plan)]
    charts = sum(one.height * _PIXEL_POINTS + _CHART_GAP for one in plan.charts)
    reached, filled = 0, 0.0
    for place, rows in enumerate(parts, start=1):
        needed = sum(heights[reached : reached + rows])
        needed += charts if place == len(parts) else 0
        if filled and filled + needed > _PAGE_POINTS:
            yield reached
            filled = 0.0
        filled = (filled + needed) % _PAGE_POINTS
        reached += rows


def _head(desk: Desk, board: ScoreBoard | None) -> Iterator[RowPlan]:
    own = desk.report.plan.fiscal_year
    year = FiscalYear(own.be_year - 1)
    yield spread(CellPlan(desk.title("ita", year=year), TITLE, span=_PRINTED))
    notes: list[str] = []
    if board is None or not board.lines:
        notes.append(desk.summary("no_framework", year=own))
    elif board.framework is None:
        notes.append(desk.words.say("ita", "target_unknown", year=own))
    if all(one.score is None for one in desk.report.plan.scores):
        notes.append(desk.summary("no_scores", year=year))
    yield from (spread(CellPlan(note, PLAIN, span=_PRINTED)) for note in notes)


def _columns(desk: Desk) -> tuple[ColumnPlan, ...]:
    points, counts = money_style(desk.words), number_style(desk.words)
    return (
        ColumnPlan("indicator_no", desk.header("indicator_no"), 12, label_style(desk.words)),
        ColumnPlan("indicator", desk.header("indicator"), 31),
        ColumnPlan("instrument", desk.header("instrument"), 13, TEXT_CENTRE),
        ColumnPlan("score", desk.header("score"), 11, points),
        ColumnPlan("target", desk.header("target"), 11, points),
        ColumnPlan("difference", desk.header("difference"), 13, points),
        ColumnPlan("cost", desk.header("cost"), 13, points),
        ColumnPlan("weakness", desk.header("weakness"), 50),
        ColumnPlan("measures", desk.header("measures"), 15, TEXT_CENTRE),
        ColumnPlan("done", desk.summary("done_label"), 11, counts),
        ColumnPlan("planned", desk.words.get("ita", "planned"), 11, counts),
    )


def _rows(desk: Desk, board: ScoreBoard) -> tuple[TableRow, ...]:
    drawer = _Drawer(desk, Figures(desk))
    return tuple(drawer.row(line) for line in board.lines)


def _plain_rows(desk: Desk) -> tuple[TableRow, ...]:
    return tuple(_plain_row(desk, one) for one in desk.report.plan.scores)


def _plain_row(desk: Desk, score: Score) -> TableRow:
    number = canonical_number(score.indicator)
    name = None if number else score.indicator
    shown = _score_cell(desk, score.score)
    before = (numbered(number, desk.words), name, None, shown, None, None, None)
    return (*before, score.weakness, None, None, None)


@dataclass(frozen=True, slots=True)
class _Drawer:
    """Draws the indicators' rows; how far the measures are is counted by formulas."""

    desk: Desk
    figures: Figures

    def row(self, line: IndicatorLine) -> TableRow:
        """The indicator with its score, what it costs, and what answers it."""
        indicator, words = line.indicator, self.desk.words
        return (
            indicator.number,
            indicator.name if words.language == "th" else indicator.english,
            indicator.instrument,
            _score_cell(self.desk, line.score),
            line.target,
            line.difference,
            line.cost,
            line.weakness,
            *self._answers(line),
        )

    def _answers(self, line: IndicatorLine) -> tuple[Cell, ...]:
        if not line.answers:
            tone = Tone.WARN if line.is_below else Tone.WATCH
            return (CellPlan(self.desk.summary("no_measure"), toned(TEXT_CENTRE, tone)), None, None)
        numbers = [one.measure_no for one in line.answers]
        done = total_of(self.figures.of_measure(one, Verdict.DONE) for one in numbers)
        planned = total_of(self.figures.planned_of_measure(one) for one in numbers)
        style = number_style(self.desk.words)
        shown = ", ".join(map(self.desk.words.number, numbers))
        return (shown, done.cell(style), planned.cell(style))


def _score_cell(desk: Desk, score: float | None) -> Cell:
    if score is not None:
        return score
    return CellPlan(desk.summary("score_missing"), toned(TEXT_CENTRE, Tone.WATCH))


def _with_chart(desk: Desk, plan: SheetPlan) -> SheetPlan:
    width, height = _CHART_PIXELS
    categories = plan.cells_of("indicator")
    chart = ChartPlan(
        ChartKind.COLUMN,
        desk.summary("chart_scores"),
        tuple(
            SeriesPlan(desk.header(key), categories, plan.cells_of(key))
            for key in ("score", "target")
        ),
        plan.last_row + len(plan.tail) + 2,
        1,
        width,
        height,
        num_format=decimal_look(desk.words),
    )
    return replace(plan, charts=(chart,))
