"""Gaps of single duties: overdue, unproved, not begun, not reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.analyse.making import make_gap
from pipeline.analyse.verdicts import Silence, points_behind, share_elapsed
from pipeline.core.calendar import month_of
from pipeline.core.duty import Gap, Phase, State, Status, Verdict
from pipeline.core.schema import Urgency

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from pipeline.analyse.scene import Decided, Scene
    from pipeline.core.calendar import Month, Span

_HALF = 50
_CLOSING_DAYS = 30
_SAMPLE = 80


def find_overdue(scene: Scene) -> Iterator[Gap]:
    """Windows that ended undone: one gap each, save those that a frequency made."""
    for one in scene.decided:
        if _is_missing(one) and not one.duty.generated:
            for index in one.case.missed:
                window = one.duty.windows[index]
                yield make_gap(
                    "overdue",
                    scene,
                    one,
                    window=window,
                    days=_days_after(window, scene.as_of),
                    planned=window.end,
                    actual=_said(one, scene),
                )


def find_missing_occurrences(scene: Scene) -> Iterator[Gap]:
    """Recurring work with windows ended and uncovered: one gap that names them."""
    for one in scene.decided:
        if not _is_missing(one) or not one.duty.generated:
            continue
        ended = sum(phase is Phase.ENDED for phase in one.case.phases)
        months = tuple(_name_of(one.duty.windows[index]) for index in one.case.missed)
        first = one.duty.windows[one.case.missed[0]]
        reported = ended - len(months)
        yield make_gap(
            "occurrences_missing",
            scene,
            one,
            severity=Urgency.MEDIUM if reported else Urgency.HIGH,
            facts={"missing": months},
            window=first,
            days=_days_after(first, scene.as_of),
            planned=ended,
            actual=reported,
        )


def find_not_started(scene: Scene) -> Iterator[Gap]:
    """Open windows of work said not to have begun, more urgent as they run out."""
    for one in scene.decided:
        window = one.tracked.due
        if one.verdict is not Verdict.NOT_STARTED or window is None or window.end is None:
            continue
        left = (window.end - scene.as_of).days
        yield make_gap(
            "not_started",
            scene,
            one,
            severity=_urgency(window, scene.as_of),
            window=window,
            days=left,
            planned=window.start,
            actual=_said(one, scene),
        )


def find_behind(scene: Scene) -> Iterator[Gap]:
    """Work in percent that lags behind the time elapsed."""
    for one in scene.decided:
        lag = points_behind(one.case)
        if one.verdict is Verdict.BEHIND and lag is not None and one.case.standing is not None:
            window = one.duty.windows[0]
            yield make_gap(
                "behind",
                scene,
                one,
                window=window,
                planned=round(share_elapsed(window, scene.as_of) or 0),
                actual=one.case.standing.progress,
            )


def find_unproved(scene: Scene) -> Iterator[Gap]:
    """Claims of done that lack a date, a result or the evidence that the plan asks for."""
    for one in scene.decided:
        for what in _lacking(one):
            code = f"done_without_{what}"
            urgent = what == "evidence" and _closing_near(scene)
            yield make_gap(
                code,
                scene,
                one,
                severity=Urgency.HIGH if urgent else None,
                window=one.tracked.due,
                planned=one.duty.step.period.text,
                actual=_said(one, scene),
            )


def find_outside_period(scene: Scene) -> Iterator[Gap]:
    """Work done with one window, dated outside it."""
    for one in scene.decided:
        standing = one.case.standing
        done = one.verdict in (Verdict.DONE, Verdict.DONE_UNPROVED) and one.case.single
        if done and standing is not None and standing.outside_period:
            yield make_gap(
                "done_outside_period",
                scene,
                one,
                window=one.duty.hull,
                planned=one.duty.step.period.text,
                actual=standing.acted_on,
            )


def find_claimed_early(scene: Scene) -> Iterator[Gap]:
    """Claims of done for work that still goes on."""
    for one in scene.decided:
        case = one.case
        open_ended = one.duty.continuous and case.single
        undated = not case.single and not case.dates
        unproved = one.verdict in (Verdict.DONE_UNPROVED, Verdict.ON_TRACK)
        claimed = case.status is Status.DONE and unproved and not case.all_ended
        if claimed and (open_ended or undated):
            end = one.duty.hull.end
            yield make_gap(
                "claimed_early",
                scene,
                one,
                facts={"due_end": end},
                window=one.duty.hull,
                planned=end,
                actual=_said(one, scene),
            )


def find_not_reported(scene: Scene) -> Iterator[Gap]:
    """Steps that a division left out of the report it sent."""
    for one in scene.decided:
        if one.verdict is Verdict.NOT_REPORTED and one.case.silence is Silence.REPORTED:
            yield make_gap(
                "not_reported",
                scene,
                one,
                window=one.tracked.due,
                planned=one.duty.step.period.text,
            )


def find_cancellations(scene: Scene) -> Iterator[Gap]:
    """Steps that a division asks to drop, without a recorded approval."""
    for one in scene.decided:
        standing = one.case.standing
        if one.verdict is Verdict.CANCELLED and not one.case.cancel_approved and standing:
            reason = (standing.obstacle or standing.result)[:_SAMPLE]
            facts = {"sample": reason}
            yield make_gap("cancel_not_approved", scene, one, facts=facts, actual=reason)


def _is_missing(one: Decided) -> bool:
    excused = (Verdict.WAIVED, Verdict.CANCELLED, Verdict.UNMATCHED, Verdict.DONE_UNPROVED)
    return bool(one.case.missed) and one.verdict not in excused


def _lacking(one: Decided) -> tuple[str, ...]:
    if one.verdict is Verdict.DONE_UNPROVED:
        return one.case.lacking
    dated = not one.case.single and one.tracked.count(State.DONE_UNPROVED) > 0
    return one.case.lacking if dated and one.verdict is Verdict.ON_TRACK else ()


def _said(one: Decided, scene: Scene) -> str | None:
    """The form's word of the standing status; None where nothing was reported."""
    status = one.case.status
    return scene.schema.choices["status"][status][0] if status else None


def _days_after(window: Span, as_of: date) -> int | None:
    return None if window.end is None else (as_of - window.end).days


def _name_of(window: Span) -> Month | Span:
    """A window by its month where it is within one, else its days."""
    if window.start is None or window.end is None:
        return window
    first = month_of(window.start)
    return first if first == month_of(window.end) else window


def _urgency(window: Span, as_of: date) -> Urgency:
    """Low to half the window, then medium, high in its last month."""
    if (share_elapsed(window, as_of) or 0) <= _HALF:
        return Urgency.LOW
    last = window.end is not None and month_of(as_of) == month_of(window.end)
    return Urgency.HIGH if last else Urgency.MEDIUM


def _closing_near(scene: Scene) -> bool:
    closing = scene.plan.organisation.ita_closing
    return closing is not None and 0 <= (closing - scene.as_of).days <= _CLOSING_DAYS
