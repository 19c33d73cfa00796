"""Gaps of the plan itself: what it leaves open, and last year's ITA scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.analyse.making import make_gap
from pipeline.analyse.scores import Frameworks, score_of
from pipeline.core.calendar import FiscalYear
from pipeline.core.duty import is_left_alone
from pipeline.core.periods import Kind, Note
from pipeline.core.schema import Urgency
from pipeline.core.scoring import two_decimals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analyse.scene import Scene
    from pipeline.core.finding import Facts
    from pipeline.core.framework import Indicator
    from pipeline.core.gap import Gap
    from pipeline.core.plan import Measure, Step

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
                mark=code[1],
            )


def find_bare_measures(scene: Scene) -> Iterator[Gap]:
    """Measures without a method, a responsible division or an ITA indicator."""
    for measure in scene.plan.measures:
        lacks = (
            ("no_method", not measure.steps),
            ("no_owner", any(_has_no_owner(step, scene) for step in measure.steps)),
            ("no_indicator", not measure.indicators),
        )
        for code, lacking in lacks:
            if lacking:
                yield make_gap(code, scene, None, measure_no=measure.number, source=measure.where)


def _has_no_owner(step: Step, scene: Scene) -> bool:
    return not step.divisions or is_left_alone(step, scene.plan, scene.month)


def find_missing_scores(scene: Scene) -> Iterator[Gap]:
    """Indicators without last year's score; one gap where no score is given at all."""
    if scene.framework is None:
        return
    year = FiscalYear(scene.plan.fiscal_year.be_year - 1)
    scores = scene.plan.scores
    if all(one.score is None for one in scores):
        where = scores[0].where if scores else None
        yield make_gap("score_missing", scene, None, facts={"year": year}, source=where)
        return
    for indicator in scene.framework.indicators:
        known = score_of(indicator, scene.plan)
        if known is None or known.score is None:
            facts: Facts = {"year": year, "indicator_no": indicator.number}
            where = known.where if known else None
            mark = str(indicator.number)
            yield make_gap("score_missing", scene, None, facts=facts, source=where, mark=mark)


def find_low_scores(scene: Scene) -> Iterator[Gap]:
    """Indicators that scored under the year's target, with what that cost last year's total."""
    framework = scene.framework
    if framework is None or framework.target is None:
        return
    for indicator, score in _below(framework.target, scene):
        cost = Frameworks(framework, scene.score_framework).cost(indicator, score)
        facts: Facts = {
            "indicator_no": indicator.number,
            "indicator": indicator.name,
            "cost": None if cost is None else two_decimals(cost),
        }
        yield make_gap(
            "score_below_target",
            scene,
            None,
            facts=facts,
            planned=framework.target,
            actual=score,
            mark=str(indicator.number),
        )


def find_unanswered_indicators(scene: Scene) -> Iterator[Gap]:
    """Indicators that no measure names, where the plan names any at all."""
    named = [text for measure in scene.plan.measures for text in measure.indicators]
    if scene.framework is None or not named:
        return
    low = {one.number for one, _ in _below(scene.framework.target, scene)}
    for indicator in scene.framework.indicators:
        if not any(map(indicator.is_named_by, named)):
            facts: Facts = {"indicator_no": indicator.number, "indicator": indicator.name}
            urgency = Urgency.HIGH if indicator.number in low else Urgency.LOW
            yield make_gap(
                "indicator_without_measure",
                scene,
                None,
                severity=urgency,
                facts=facts,
                mark=str(indicator.number),
            )


def _unclear(measure: Measure) -> dict[tuple[str, str], Step]:
    found: dict[tuple[str, str], Step] = {}
    for step in measure.steps:
        text = step.period.text.strip()
        if not text:
            found.setdefault(("period_missing", ""), step)
        elif _is_ambiguous(step):
            found.setdefault(("period_ambiguous", text), step)
    return found


def _is_ambiguous(step: Step) -> bool:
    """Whether the period has two readings, or lacks a year that its dates need."""
    period = step.period
    if period.other_reading is not None or Note.TWO_READINGS in period.notes:
        return True
    dated = period.kind not in (Kind.NONE, Kind.FREQUENCY)
    return dated and not _YEARLESS.isdisjoint(period.notes)


def _below(target: float | None, scene: Scene) -> Iterator[tuple[Indicator, float]]:
    """Indicators that scored under the target, with their scores."""
    for indicator in scene.framework.indicators if scene.framework else ():
        known = score_of(indicator, scene.plan)
        if known is not None and known.score is not None and known.score < (target or 0):
            yield indicator, known.score
