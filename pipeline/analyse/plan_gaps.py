"""Gaps of the plan itself: what it leaves open, and last year's ITA scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.analyse.making import make_gap
from pipeline.core.calendar import FiscalYear
from pipeline.core.digits import canonical_number
from pipeline.core.periods import Kind, Note
from pipeline.core.schema import Urgency

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.analyse.scene import Scene
    from pipeline.core.duty import Gap
    from pipeline.core.finding import Facts
    from pipeline.core.framework import Indicator
    from pipeline.core.plan import Measure, Score, Step

_YEARLESS = frozenset({Note.YEAR_FROM_PLAN, Note.YEAR_MISSING})


def find_unclear_periods(scene: Scene) -> Iterator[Gap]:
    """Periods that are blank, or can be read in two ways; each text once a measure."""
    for measure in scene.plan.measures:
        for code, step in _unclear(measure).items():
            yield make_gap(
                code[0],
                scene,
                None,
                measure_no=measure.number,
                planned=step.period.text or None,
                source=step.where,
            )


def find_bare_measures(scene: Scene) -> Iterator[Gap]:
    """Measures without a method, a responsible division or an ITA indicator."""
    for measure in scene.plan.measures:
        lacks = (
            ("no_method", not measure.steps),
            ("no_owner", any(not step.divisions for step in measure.steps)),
            ("no_indicator", not measure.indicators),
        )
        for code, lacking in lacks:
            if lacking:
                yield make_gap(code, scene, None, measure_no=measure.number, source=measure.where)


def find_missing_scores(scene: Scene) -> Iterator[Gap]:
    """Indicators without last year's score; one gap where no score is given at all."""
    if scene.framework is None:
        return
    year = FiscalYear(scene.plan.fiscal_year.be_year - 1)
    scores = scores_by_number(scene.plan.scores)
    if not any(score.score is not None for score in scores.values()):
        yield make_gap("score_missing", scene, None, facts={"year": year})
        return
    for indicator in scene.framework.indicators:
        known = scores.get(str(indicator.number))
        if known is None or known.score is None:
            facts: Facts = {"year": year, "indicator_no": indicator.number}
            yield make_gap("score_missing", scene, None, facts=facts)


def find_low_scores(scene: Scene) -> Iterator[Gap]:
    """Indicators that scored under the year's target, with what that costs the total."""
    framework = scene.framework
    for indicator, score in _scored(scene):
        if framework is None or framework.target is None or score >= framework.target:
            continue
        cost = framework.cost(indicator, score)
        facts: Facts = {
            "indicator_no": indicator.number,
            "indicator": indicator.name,
            "cost": None if cost is None else round(cost, 2),
        }
        yield make_gap(
            "score_below_target", scene, None, facts=facts, planned=framework.target, actual=score
        )


def find_unanswered_indicators(scene: Scene) -> Iterator[Gap]:
    """Indicators that no measure names, where the plan names any at all."""
    answered = {number for measure in scene.plan.measures for number in _numbers(measure)}
    if scene.framework is None or not answered:
        return
    low = {one.number for one, score in _scored(scene) if score < (scene.framework.target or 0)}
    for indicator in scene.framework.indicators:
        if str(indicator.number) not in answered:
            facts: Facts = {"indicator_no": indicator.number, "indicator": indicator.name}
            urgency = Urgency.HIGH if indicator.number in low else Urgency.LOW
            yield make_gap("indicator_without_measure", scene, None, severity=urgency, facts=facts)


def scores_by_number(scores: tuple[Score, ...]) -> Mapping[str, Score]:
    """The plan's scores by the indicator's number."""
    return {canonical_number(one.indicator) or one.indicator: one for one in scores}


def _unclear(measure: Measure) -> dict[tuple[str, str], Step]:
    found: dict[tuple[str, str], Step] = {}
    for step in measure.steps:
        text = step.period.text.strip()
        if not text:
            found.setdefault(("period_missing", ""), step)
        elif is_ambiguous(step):
            found.setdefault(("period_ambiguous", text), step)
    return found


def is_ambiguous(step: Step) -> bool:
    """Whether the period has two readings, or lacks a year that a date needs."""
    period = step.period
    if period.kind in (Kind.NONE, Kind.FREQUENCY):
        return False
    return period.other_reading is not None or not _YEARLESS.isdisjoint(period.notes)


def _scored(scene: Scene) -> Iterator[tuple[Indicator, float]]:
    scores = scores_by_number(scene.plan.scores)
    for indicator in scene.framework.indicators if scene.framework else ():
        known = scores.get(str(indicator.number))
        if known is not None and known.score is not None:
            yield indicator, known.score


def _numbers(measure: Measure) -> set[str]:
    return {canonical_number(text) or text for text in measure.indicators}
