"""The sheet of ITA scores: the ten indicators against the target, and the measures that answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.core.calendar import FiscalYear
from pipeline.core.digits import canonical_number
from pipeline.publish.looks import decimal_look, label_style, money_style, numbered, spread
from pipeline.sheets.plan import (
    CellPlan,
    ChartKind,
    ChartPlan,
    ColumnPlan,
    SeriesPlan,
    SheetPlan,
)
from pipeline.sheets.styles import PLAIN, TEXT_CENTRE, TITLE, Tone, toned

if TYPE_CHECKING:
    from pipeline.core.framework import Indicator
    from pipeline.core.plan import Score
    from pipeline.publish.desk import Desk
    from pipeline.sheets.plan import Cell, RowPlan, TableRow

_PRINTED = 9
_CHART_PIXELS = (1180, 330)


def plan_ita(desk: Desk) -> SheetPlan:
    """A row per indicator of the year's framework; a score that the plan lacks is said to lack.

    Scores are last fiscal year's, on 100. Without a framework the plan's scores alone are shown.
    """
    plan = SheetPlan(
        name=desk.name("ita"),
        columns=_columns(desk),
        rows=_rows(desk),
        head=_head(desk),
        page=desk.page(columns=_PRINTED),
        autofilter=True,
    )
    targeted = desk.report.framework is not None and desk.report.framework.target is not None
    return _with_chart(desk, plan) if targeted and _has_scores(desk) else plan


def _score_year(desk: Desk) -> FiscalYear:
    return FiscalYear(desk.report.plan.fiscal_year.be_year - 1)


def _has_scores(desk: Desk) -> bool:
    return any(score.score is not None for score in desk.report.plan.scores)


def _head(desk: Desk) -> tuple[RowPlan, ...]:
    year = _score_year(desk)
    title = spread(CellPlan(desk.title("ita", year=year), TITLE, span=_PRINTED))
    notes = [
        desk.summary(key, year=said)
        for key, said, applies in (
            ("no_framework", desk.report.plan.fiscal_year, desk.report.framework is None),
            ("no_scores", year, not _has_scores(desk)),
        )
        if applies
    ]
    return (title, *(spread(CellPlan(note, PLAIN, span=_PRINTED)) for note in notes))


def _columns(desk: Desk) -> tuple[ColumnPlan, ...]:
    points = money_style(desk.words)
    return (
        ColumnPlan("indicator_no", desk.header("indicator_no"), 10, label_style(desk.words)),
        ColumnPlan("indicator", desk.header("indicator"), 30),
        ColumnPlan("instrument", desk.header("instrument"), 11, TEXT_CENTRE),
        ColumnPlan("score", desk.header("score"), 12, points),
        ColumnPlan("target", desk.header("target"), 12, points),
        ColumnPlan("difference", desk.header("difference"), 14, points),
        ColumnPlan("cost", desk.header("cost"), 14, points),
        ColumnPlan("weakness", desk.header("weakness"), 46),
        ColumnPlan("measures", desk.header("measures"), 20, TEXT_CENTRE),
    )


def _rows(desk: Desk) -> tuple[TableRow, ...]:
    framework = desk.report.framework
    if framework is None:
        return tuple(_plain_row(desk, one) for one in desk.report.plan.scores)
    return tuple(_row(desk, one) for one in framework.indicators)


def _plain_row(desk: Desk, score: Score) -> TableRow:
    number = canonical_number(score.indicator)
    name = None if number else score.indicator
    shown = _score_cell(desk, score.score)
    return (numbered(number, desk.words), name, None, shown, None, None, None, score.weakness, None)


def _row(desk: Desk, indicator: Indicator) -> TableRow:
    framework, words = desk.report.framework, desk.words
    entry = next(
        (one for one in desk.report.plan.scores if indicator.is_named_by(one.indicator)), None
    )
    score = entry.score if entry else None
    target = framework.target if framework else None
    return (
        indicator.number,
        indicator.name if words.language == "th" else indicator.english,
        indicator.instrument,
        _score_cell(desk, score),
        target,
        score - target if score is not None and target is not None else None,
        framework.cost(indicator, score) if framework and score is not None else None,
        entry.weakness if entry else None,
        _answering(desk, indicator),
    )


def _score_cell(desk: Desk, score: float | None) -> Cell:
    if score is not None:
        return score
    return CellPlan(desk.summary("score_missing"), toned(TEXT_CENTRE, Tone.WATCH))


def _answering(desk: Desk, indicator: Indicator) -> Cell:
    numbers = [
        desk.words.number(measure.number)
        for measure in desk.report.plan.measures
        if any(indicator.is_named_by(text) for text in measure.indicators)
    ]
    if numbers:
        return ", ".join(numbers)
    return CellPlan(desk.summary("no_measure"), toned(TEXT_CENTRE, Tone.WATCH))


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
        plan.last_row + 2,
        1,
        width,
        height,
        num_format=decimal_look(desk.words),
    )
    return replace(plan, charts=(chart,))
