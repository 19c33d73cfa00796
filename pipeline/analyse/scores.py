"""The ITA scores of the year before, weighed, rated, and tied to the measures that answer them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pipeline.core.calendar import FiscalYear
from pipeline.core.duty import Verdict
from pipeline.core.score_board import Answer, IndicatorLine, Lever, ScoreBoard
from pipeline.core.scoring import cost_under, instrument_scores, total_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.analyse.scene import Scene
    from pipeline.core.duty import Tracked
    from pipeline.core.framework import Framework, Indicator
    from pipeline.core.plan import Measure, Plan, Score

# Steps that nobody is to do any more.
_CLOSED = frozenset({Verdict.DONE, Verdict.WAIVED, Verdict.CANCELLED})
# Shares of one sum tie, though fractions differ in their last place.
_DECIMALS = 9


def score_board(scene: Scene) -> ScoreBoard:
    """The scores of the year before against the target, and how far what answers them is.

    Scores are weighed and rated by the framework of their own year, and held against the target of
    the plan's. Without the first no total is known, without the second no target.
    """
    plan, own, scored_by = scene.plan, scene.framework, scene.score_framework
    known = own or scored_by
    lines = tuple(_line(one, scene) for one in known.indicators) if known else ()
    scores = {one.indicator.number: one.score for one in lines if one.score is not None}
    instruments = instrument_scores(scored_by, scores) if scored_by else ()
    total = total_of(instruments)
    rating = scored_by.rating if scored_by else None
    means = [one.mean for one in instruments]
    return ScoreBoard(
        year=FiscalYear(plan.fiscal_year.be_year - 1),
        framework=own,
        scored_by=scored_by,
        lines=lines,
        instruments=instruments,
        total=total,
        band=rating.of(total, means) if rating and total is not None else None,
        levers=find_levers(lines, plan, [one.tracked for one in scene.decided]),
    )


def score_of(indicator: Indicator, plan: Plan) -> Score | None:
    """The plan's first row that names the indicator."""
    return next((one for one in plan.scores if indicator.is_named_by(one.indicator)), None)


def cost_of(
    indicator: Indicator, score: float, target: float | None, scored_by: Framework | None
) -> float | None:
    """Points of the total of the scores' year; None without a framework of that year."""
    return cost_under(scored_by, indicator, score, target) if scored_by else None


def find_levers(
    lines: Sequence[IndicatorLine], plan: Plan, rows: Sequence[Tracked]
) -> tuple[Lever, ...]:
    """Where one more done step helps most: open steps with their share of the lost points.

    What an indicator costs is shared equally by the open steps of all measures that answer it; a
    step has the shares of every indicator that its measure answers. So a costly indicator with few
    open steps comes first. Whether a done step moves a score at all nobody knows beforehand.
    """
    measures = {one.number: one for one in plan.measures}
    costly = [one for one in lines if one.cost]
    open_rows = [
        (row, [one for one in costly if _answers(measures.get(row.measure_no or ""), one)])
        for row in rows
        if row.verdict not in _CLOSED
    ]
    sharing = Counter(one.indicator.number for _, answered in open_rows for one in answered)
    levers = [_lever(row, answered, sharing) for row, answered in open_rows if answered]
    return tuple(sorted(levers, key=lambda one: -one.points))


def _lever(row: Tracked, answered: Iterable[IndicatorLine], sharing: Counter[int]) -> Lever:
    lines = tuple(answered)
    points = sum((one.cost or 0) / sharing[one.indicator.number] for one in lines)
    return Lever(row, tuple(one.indicator.number for one in lines), round(points, _DECIMALS))


def _answers(measure: Measure | None, line: IndicatorLine) -> bool:
    return measure is not None and any(map(line.indicator.is_named_by, measure.indicators))


def _line(indicator: Indicator, scene: Scene) -> IndicatorLine:
    entry = score_of(indicator, scene.plan)
    score = entry.score if entry else None
    target = scene.framework.target if scene.framework else None
    return IndicatorLine(
        indicator,
        score,
        target,
        None if score is None else cost_of(indicator, score, target, scene.score_framework),
        entry.weakness if entry else "",
        tuple(_answering(indicator, scene)),
    )


def _answering(indicator: Indicator, scene: Scene) -> Iterator[Answer]:
    verdicts = Counter((one.tracked.measure_no, one.verdict) for one in scene.decided)
    planned = Counter(one.tracked.measure_no for one in scene.decided)
    for measure in scene.plan.measures:
        if any(map(indicator.is_named_by, measure.indicators)):
            done = verdicts[measure.number, Verdict.DONE]
            yield Answer(measure.number, done, planned[measure.number])
