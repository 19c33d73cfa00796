"""Plan against reports: verdicts, gaps, and what changed since the month before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from pipeline.analyse.advice import find_open_recommendations, follow_advice
from pipeline.analyse.division_gaps import (
    find_closing,
    find_missing_submissions,
    find_refused_submissions,
    find_silent,
    find_unplanned,
    find_untied,
    silent_divisions,
)
from pipeline.analyse.duty_gaps import (
    find_behind,
    find_cancellations,
    find_claimed_early,
    find_missing_occurrences,
    find_not_reported,
    find_not_started,
    find_outside_period,
    find_overdue,
    find_unproved,
)
from pipeline.analyse.editing import find_edits
from pipeline.analyse.last_year import find_carried_over
from pipeline.analyse.over_months import (
    aged,
    changed_verdicts,
    closed_gaps,
    month_figures,
    opened_gaps,
)
from pipeline.analyse.plan_gaps import (
    find_bare_measures,
    find_low_scores,
    find_missing_scores,
    find_unanswered_indicators,
    find_unclear_periods,
)
from pipeline.core.changes import Comparison
from pipeline.core.duty import Tracked, Verdict
from pipeline.core.finding import Audience
from pipeline.core.schema import Urgency

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pipeline.analyse.scene import Scene
    from pipeline.core.accepted import Unplanned, Untied
    from pipeline.core.gap import Gap

Finder: TypeAlias = "Callable[[Scene], Iterator[Gap]]"

# Every kind of gap with the codes that it raises.
GAPS: tuple[tuple[Finder, tuple[str, ...]], ...] = (
    (find_missing_submissions, ("no_submission",)),
    (find_silent, ("silent",)),
    (find_refused_submissions, ("submission_refused",)),
    (find_overdue, ("overdue",)),
    (find_missing_occurrences, ("occurrences_missing",)),
    (find_closing, ("evidence_before_closing",)),
    (find_not_started, ("not_started",)),
    (find_not_reported, ("not_reported",)),
    (find_cancellations, ("cancel_not_approved",)),
    (find_unproved, ("done_without_date", "done_without_result", "done_without_evidence")),
    (find_outside_period, ("done_outside_period",)),
    (find_claimed_early, ("claimed_early",)),
    (find_behind, ("behind",)),
    (find_open_recommendations, ("recommendation_open",)),
    (find_carried_over, ("carried_over",)),
    (find_low_scores, ("score_below_target",)),
    (find_unanswered_indicators, ("indicator_without_measure",)),
    (find_missing_scores, ("score_missing",)),
    (find_unclear_periods, ("period_missing", "period_ambiguous")),
    (find_bare_measures, ("no_owner", "no_method", "no_indicator")),
    (find_untied, ("result_not_tied",)),
    (find_unplanned, ("unplanned_result",)),
)

_AUDIENCES = (Audience.MANAGEMENT, Audience.DIVISION, Audience.ANALYST)
_URGENCIES = (Urgency.HIGH, Urgency.MEDIUM, Urgency.LOW)


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the month comes to; `silent` are divisions that sent nothing."""

    tracked: tuple[Tracked, ...]
    gaps: tuple[Gap, ...]
    compared: Comparison
    silent: tuple[str, ...]


def analyse(scene: Scene) -> Analysis:
    """Rows of the tracking sheet in the plan's order, what is tied to no step after them, and gaps.

    Gaps: for management, divisions, the analyst; most urgent first, then longest overdue.
    """
    found = (gap for find, _ in GAPS for gap in find(scene))
    open_ones = (gap for gap in found if not scene.plan.is_closed(gap.key, scene.as_of))
    gaps = [aged(gap, scene) for gap in sorted(open_ones, key=_rank)]
    return Analysis(
        tracked=(
            *(one.tracked for one in scene.decided),
            *(_untied(one) for one in scene.reports.untied),
            *(_work(one, Verdict.UNPLANNED) for one in scene.reports.unplanned),
        ),
        gaps=tuple(gaps),
        compared=_compared(gaps, scene),
        silent=silent_divisions(scene),
    )


def _rank(gap: Gap) -> tuple[int, int, int]:
    return (
        _AUDIENCES.index(gap.audience),
        _URGENCIES.index(gap.severity),
        -(gap.days or 0) if gap.code != "not_started" else (gap.days or 0),
    )


def _work(one: Unplanned, verdict: Verdict) -> Tracked:
    return Tracked(one.division, one.measure_no, one.measure, verdict, None, one.accepted)


def _untied(one: Untied) -> Tracked:
    return replace(_work(one.work, Verdict.UNMATCHED), likely=one.likely)


def _compared(gaps: Sequence[Gap], scene: Scene) -> Comparison:
    last = scene.past.last
    return Comparison(
        last=last.month if last else None,
        verdicts=tuple(changed_verdicts(scene)),
        edits=tuple(find_edits(scene)),
        closed=closed_gaps(gaps, scene),
        opened=opened_gaps(gaps, scene),
        months=month_figures(gaps, scene),
        advice=tuple(follow_advice(scene)),
    )
