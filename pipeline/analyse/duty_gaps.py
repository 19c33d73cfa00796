"""Gaps of single duties: overdue, unproved, not begun, not reported."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pipeline.analyse.making import make_gap
from pipeline.analyse.verdicts import Silence, points_behind, share_elapsed
from pipeline.core.calendar import month_of
from pipeline.core.duty import State, Status, Verdict, window_name
from pipeline.core.schema import Urgency
from pipeline.core.thai import fold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from pipeline.analyse.scene import Decided, Scene
    from pipeline.core.calendar import Span
    from pipeline.core.gap import Gap

_HALF = 50
CLOSING_DAYS = 30
_SAMPLE = 80


def find_overdue(scene: Scene) -> Iterator[Gap]:
    """Windows that ended undone: one gap each, save those that a frequency made."""
    for one in scene.decided:
        for window in () if one.duty.generated else _missed(one):
            yield make_gap(
                "overdue",
                scene,
                one,
                window=window,
                days=_days_after(window, scene.as_of),
                planned=window.end,
                actual=_said(one, scene),
                mark=str(window),
            )


def find_missing_occurrences(scene: Scene) -> Iterator[Gap]:
    """Recurring work with windows ended and uncovered: one gap that names them."""
    for one in scene.decided:
        missed = _missed(one)
        if not missed or not one.duty.generated:
            continue
        ended = one.tracked.fallen_due
        reported = ended - len(missed)
        yield make_gap(
            "occurrences_missing",
            scene,
            one,
            severity=Urgency.MEDIUM if reported else Urgency.HIGH,
            facts={"missing": tuple(map(window_name, missed))},
            window=missed[0],
            days=_days_after(missed[0], scene.as_of),
            planned=ended,
            actual=reported,
        )


def find_not_started(scene: Scene) -> Iterator[Gap]:
    """Open windows of work said not to have begun, more urgent as they run out."""
    for one in scene.decided:
        window = one.tracked.due
        if one.verdict is not Verdict.NOT_STARTED or window is None or window.end is None:
            continue
        urgency = _urgency(window, scene.as_of)
        if urgency is Urgency.LOW and _opens_later(window, scene):
            continue
        left = (window.end - scene.as_of).days
        yield make_gap(
            "not_started",
            scene,
            one,
            severity=urgency,
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
        for what in lacking_proof(one):
            urgent = what == "evidence" and _closing_near(scene)
            yield make_gap(
                f"done_without_{what}",
                scene,
                one,
                severity=Urgency.HIGH if urgent else None,
                window=one.tracked.due,
                planned=one.duty.step.period.text,
                actual=_said(one, scene),
            )


def find_outside_period(scene: Scene) -> Iterator[Gap]:
    """Work done with one window, with the dates that lie outside it."""
    for one in scene.decided:
        case = one.case
        going_on = one.duty.continuous and not case.all_ended
        done = one.judged in (Verdict.DONE, Verdict.DONE_UNPROVED)
        outside = tuple(span for span in case.dates if not one.duty.hull.overlaps(span))
        if done and case.single and not going_on and outside:
            yield make_gap(
                "done_outside_period",
                scene,
                one,
                window=one.duty.hull,
                planned=one.duty.step.period.text,
                actual=outside,
            )


def find_claimed_early(scene: Scene) -> Iterator[Gap]:
    """Claims of done for work that still goes on."""
    for one in scene.decided:
        case = one.case
        undated = not case.single and not case.dates
        judged = one.judged in (Verdict.DONE_UNPROVED, Verdict.ON_TRACK)
        claimed = case.status is Status.DONE and judged and not case.all_ended
        if claimed and (one.duty.continuous or undated):
            end = one.duty.hull.end
            yield make_gap(
                "claimed_early",
                scene,
                one,
                window=one.duty.hull,
                planned=end,
                actual=_said(one, scene),
            )


def find_not_reported(scene: Scene) -> Iterator[Gap]:
    """Steps left out of a report that was sent; a row whose status is asked back is not."""
    for one in scene.decided:
        left_out = one.case.silence is Silence.REPORTED and not one.case.current
        due = one.tracked.due
        later = due is not None and _opens_later(due, scene)
        if one.verdict is Verdict.NOT_REPORTED and left_out and not later:
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
        if one.verdict is Verdict.CANCELLED and standing and not _is_dropped(one, scene):
            reason = (standing.obstacle or standing.result)[:_SAMPLE]
            facts = {"sample": reason}
            yield make_gap("cancel_not_approved", scene, one, facts=facts, actual=reason)


def lacking_proof(one: Decided) -> tuple[str, ...]:
    """What claims of done lack: `date`, `result`, `evidence`; nothing where none is judged so."""
    if one.judged is Verdict.DONE_UNPROVED:
        return one.case.lacking
    claimed = one.case.status in (Status.DONE, Status.CONTINUING)
    unproved = claimed and one.tracked.count(State.DONE_UNPROVED) > 0
    return one.case.lacking if unproved and one.judged is Verdict.ON_TRACK else ()


def _is_dropped(one: Decided, scene: Scene) -> bool:
    """Whether an approved change of the plan, in force at the cut-off, drops the step."""
    step, words = one.duty.step, scene.schema.choices["status"][Status.CANCELLED]
    dropping = tuple(map(fold, words))
    return any(
        change.measure_no == step.measure_no
        and change.step_no in (None, step.step_no)
        and bool(change.approved_by)
        and (change.effective is None or change.effective <= scene.as_of)
        and any(word in fold(change.change) for word in dropping)
        for change in scene.plan.amendments
    )


def _opens_later(window: Span, scene: Scene) -> bool:
    """Whether it opens after the month, though before the cut-off: no report can tell of it yet."""
    return window.start is not None and window.start > scene.month.last


def _missed(one: Decided) -> tuple[Span, ...]:
    seen = one.tracked.occurrences
    return tuple(each.window for each in seen if each.state is State.MISSED)


def _said(one: Decided, scene: Scene) -> str | None:
    """The form's word of the standing status, else what was written; None for no report."""
    standing = one.case.standing
    if standing is None:
        return None
    if standing.status is not None:
        return scene.schema.choices["status"][standing.status][0]
    return (standing.result or standing.evidence)[:_SAMPLE] or None


def _days_after(window: Span, as_of: date) -> int | None:
    return None if window.end is None else (as_of - window.end).days


def _urgency(window: Span, as_of: date) -> Urgency:
    """Low to half the window, then medium, high in its last month."""
    if (share_elapsed(window, as_of) or 0) <= _HALF:
        return Urgency.LOW
    last = window.end is not None and _last_month(window.end) <= as_of
    return Urgency.HIGH if last else Urgency.MEDIUM


def _last_month(end: date) -> date:
    """The first day of the month that ends with `end`: 15 May gives 16 April."""
    after = end + timedelta(days=1)
    month = month_of(after).plus(-1)
    return month.first.replace(day=min(after.day, month.last.day))


def _closing_near(scene: Scene) -> bool:
    closing = scene.plan.organisation.ita_closing
    return closing is not None and (closing - scene.as_of).days <= CLOSING_DAYS
