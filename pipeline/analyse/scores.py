"""The ITA scores of the year before, weighed, rated, and tied to the measures that answer them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.core.calendar import FiscalYear
from pipeline.core.duty import Verdict
from pipeline.core.score_board import Answer, IndicatorLine, Lever, ScoreBoard
from pipeline.core.scoring import cost_under, instrument_scores, total_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.core.duty import Tracked
    from pipeline.core.framework import Framework, Indicator
    from pipeline.core.plan import Measure, Plan, Score

# Steps that nobody is to do any more.
_CLOSED = frozenset({Verdict.DONE, Verdict.WAIVED, Verdict.CANCELLED})
# Shares of one sum tie, though fractions differ in their last place.
_DECIMALS = 9


@dataclass(frozen=True, slots=True)
class Frameworks:
    """The plan year's framework, and that of the year before, which the plan's scores are of."""

    own: Framework | None
    scored_by: Framework | None

    @property
    def target(self) -> float | None:
        """The target of the plan's year."""
        return self.own.target if self.own else None

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The indicators of either year; none where neither is known."""
        known = self.own or self.scored_by
        return known.indicators if known else ()

    def cost(self, indicator: Indicator, score: float) -> float | None:
        """Points of the total of the scores' year that the distance to the target costs."""
        return cost_under(self.scored_by, indicator, score, self.target) if self.scored_by else None


def score_board(plan: Plan, rows: Sequence[Tracked], frameworks: Frameworks) -> ScoreBoard:
    """The scores of the year before against the target, and how far what answers them is.

    `rows` are those of planned steps. Scores are weighed and rated by the framework of their own
    year, and held against the target of the plan's. Without the first no total is known, without
    the second no target.
    """
    scored_by = frameworks.scored_by
    lines = tuple(_line(one, plan, rows, frameworks) for one in frameworks.indicators)
    scores = {one.indicator.number: one.score for one in lines if one.score is not None}
    instruments = instrument_scores(scored_by, scores) if scored_by else ()
    total = total_of(instruments)
    rating = scored_by.rating if scored_by else None
    means = [one.mean for one in instruments]
    return ScoreBoard(
        year=FiscalYear(plan.fiscal_year.be_year - 1),
        framework=frameworks.own,
        scored_by=scored_by,
        lines=lines,
        instruments=instruments,
        total=total,
        band=rating.of(total, means) if rating and total is not None else None,
        levers=find_levers(lines, plan, rows),
        unused=_unused(plan, [one.indicator for one in lines]) if lines else (),
    )


def score_of(indicator: Indicator, plan: Plan) -> Score | None:
    """The plan's first row that names the indicator."""
    return next((one for one in plan.scores if indicator.is_named_by(one.indicator)), None)


def find_levers(
    lines: Iterable[IndicatorLine], plan: Plan, rows: Iterable[Tracked]
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


def _lever(row: Tracked, answered: Sequence[IndicatorLine], sharing: Counter[int]) -> Lever:
    points = sum((one.cost or 0) / sharing[one.indicator.number] for one in answered)
    numbers = tuple(one.indicator.number for one in answered)
    return Lever(row, numbers, round(points, _DECIMALS))


def _answers(measure: Measure | None, line: IndicatorLine) -> bool:
    return measure is not None and any(map(line.indicator.is_named_by, measure.indicators))


def _line(
    indicator: Indicator, plan: Plan, rows: Sequence[Tracked], frameworks: Frameworks
) -> IndicatorLine:
    entry = score_of(indicator, plan)
    score = entry.score if entry else None
    return IndicatorLine(
        indicator,
        score,
        frameworks.target,
        None if score is None else frameworks.cost(indicator, score),
        entry.weakness if entry else "",
        tuple(_answering(indicator, plan, rows)),
    )


def _answering(indicator: Indicator, plan: Plan, rows: Sequence[Tracked]) -> Iterator[Answer]:
    for measure in plan.measures:
        if any(map(indicator.is_named_by, measure.indicators)):
            own = [row for row in rows if row.measure_no == measure.number]
            done = sum(row.verdict is Verdict.DONE for row in own)
            yield Answer(measure.number, done, len(own))


def _unused(plan: Plan, indicators: Iterable[Indicator]) -> tuple[str, ...]:
    used = [score_of(one, plan) for one in indicators]
    return tuple(one.indicator for one in plan.scores if not any(one is two for two in used))
