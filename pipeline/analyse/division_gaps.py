"""Gaps of whole divisions, and the credit for unplanned work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.analyse.duty_gaps import CLOSING_DAYS, lacking_proof
from pipeline.analyse.making import make_gap
from pipeline.core.duty import Verdict
from pipeline.core.finding import Word
from pipeline.core.schema import Urgency

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analyse.scene import Scene
    from pipeline.core.accepted import Untied
    from pipeline.core.calendar import Month
    from pipeline.core.finding import Facts
    from pipeline.core.gap import Gap

_SAMPLE = 80
# From the third month on, silence is urgent.
_ALARMING = 3


def silent_divisions(scene: Scene) -> tuple[str, ...]:
    """Divisions with a duty this month that sent nothing at all, in the plan's order.

    One that is excused from all that it owes need send nothing.
    """
    owing = dict.fromkeys(
        one.duty.division for one in scene.decided if one.verdict is not Verdict.WAIVED
    )
    sent = scene.reports.submitted | scene.reports.refused.keys()
    return tuple(division for division in owing if division not in sent)


def find_missing_submissions(scene: Scene) -> Iterator[Gap]:
    """Divisions that owe a step and have sent nothing, unless they are silent for months."""
    for division in silent_divisions(scene):
        if len(_quiet_months(division, scene)) >= scene.silent_months:
            continue
        due = scene.deadlines.due
        days = max((scene.as_of - due).days, 0)
        facts: Facts = {"month": scene.month, "due": due}
        yield make_gap(
            "no_submission", scene, None, division=division, facts=facts, days=days, planned=due
        )


def find_silent(scene: Scene) -> Iterator[Gap]:
    """Divisions of which nothing has come for months: one gap in place of a missing report.

    Only months that were consolidated count, this one among them.
    """
    for division in silent_divisions(scene):
        quiet = _quiet_months(division, scene)
        if len(quiet) < scene.silent_months:
            continue
        days = (scene.as_of - quiet[0].last).days
        facts: Facts = {
            "subject": Word("header", "division"),
            "months": len(quiet),
            "since": quiet[0],
        }
        yield make_gap(
            "silent",
            scene,
            None,
            severity=Urgency.HIGH if len(quiet) >= _ALARMING else None,
            division=division,
            facts=facts,
            days=days,
            since=quiet[0],
            planned=scene.deadlines.due,
            actual=len(quiet),
        )


def _quiet_months(division: str, scene: Scene) -> tuple[Month, ...]:
    return (*scene.past.quiet_months(division), scene.month)


def find_refused_submissions(scene: Scene) -> Iterator[Gap]:
    """Divisions of whose files nothing could be taken."""
    for division, reason in scene.reports.refused.items():
        if division not in scene.reports.submitted:
            label = Word("finding", f"{reason.code}.label")
            yield make_gap(
                "submission_refused",
                scene,
                None,
                division=division,
                facts={"reason": label},
                actual=label,
                source=reason.where,
            )


def find_unplanned(scene: Scene) -> Iterator[Gap]:
    """Reported work that answers no planned step: credit, and a question about the plan."""
    for one in scene.reports.unplanned:
        sample = one.accepted.result or one.accepted.evidence
        yield make_gap(
            "unplanned_result",
            scene,
            None,
            division=one.division,
            measure_no=one.measure_no,
            facts={"sample": sample[:_SAMPLE]},
            actual=sample[:_SAMPLE],
            source=one.accepted.source,
        )


def find_untied(scene: Scene) -> Iterator[Gap]:
    """Results of a measure that are tied to no step of it: one gap a measure and division.

    `actual` lists the steps that they are most like, as suggestions.
    """
    measures: dict[tuple[str, str | None], list[Untied]] = {}
    for one in scene.reports.untied:
        measures.setdefault((one.work.division, one.work.measure_no), []).append(one)
    for (division, measure_no), results in measures.items():
        pairs = (
            f"{place} → {measure_no}.{one.likely.step_no} ({one.likely.likeness}%)"
            for place, one in enumerate(results, start=1)
            if one.likely is not None
        )
        yield make_gap(
            "result_not_tied",
            scene,
            None,
            division=division,
            measure_no=measure_no,
            facts={"count": len(results)},
            planned=len(_steps(scene, division, measure_no)),
            actual=tuple(pairs) or len(results),
            source=results[0].work.accepted.source,
        )


def _steps(scene: Scene, division: str, measure_no: str | None) -> list[str]:
    """The measure's steps that the division owes."""
    return [
        one.duty.step.step_no
        for one in scene.decided
        if (one.duty.division, one.duty.step.measure_no) == (division, measure_no)
    ]


def find_closing(scene: Scene) -> Iterator[Gap]:
    """Claims without proof while the ITA closing date draws near."""
    closing = scene.plan.organisation.ita_closing
    if closing is None or not 0 <= (closing - scene.as_of).days <= CLOSING_DAYS:
        return
    count = sum(bool(lacking_proof(one)) for one in scene.decided)
    if count:
        days = (closing - scene.as_of).days
        facts: Facts = {"due": closing, "count": count}
        yield make_gap(
            "evidence_before_closing",
            scene,
            None,
            facts=facts,
            days=days,
            planned=closing,
            actual=count,
        )
