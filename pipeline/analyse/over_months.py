"""Gaps of the month beside those of the months before: how old each is, which were closed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.analyse.advice import follow_advice
from pipeline.core.changes import Change, ClosedGap, Figures
from pipeline.core.duty import Verdict, named_by
from pipeline.core.finding import Audience

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.analyse.scene import Scene
    from pipeline.core.calendar import Month
    from pipeline.core.changes import Advice
    from pipeline.core.gap import Gap, GapKey
    from pipeline.core.past import PastMonth

# Codes that say the same of one another's place: one that gives way to another is not closed.
_FAMILIES = (
    ("no_submission", "silent", "submission_refused"),
    ("not_started", "not_reported", "overdue", "occurrences_missing", "behind"),
)
_SETTLED = frozenset({Verdict.DONE, Verdict.WAIVED, Verdict.CANCELLED})
_CREDIT = frozenset({"unplanned_result"})
_FAMILY = {code: family[0] for family in _FAMILIES for code in family}


def aged(gap: Gap, scene: Scene) -> Gap:
    """The gap with the month that it stands since.

    Where it counts no days of its own (overdue, left, silent), those since that month's cut-off.
    """
    first = scene.past.month(gap.since) if gap.since else scene.past.raised_since(gap.key)
    since = gap.since or (first.month if first else scene.month)
    days = gap.days
    if days is None:
        days = (scene.as_of - first.as_of).days if first else 0
    return replace(gap, since=since, days=days)


def closed_gaps(gaps: Sequence[Gap], scene: Scene) -> tuple[ClosedGap, ...]:
    """Gaps of the last month of which none of the same kind stands in the same place now."""
    last = scene.past.last
    if last is None:
        return ()
    standing = {_place(gap.key) for gap in gaps}
    gone = (
        key
        for key in last.gaps
        if key.code not in _CREDIT and _place(key) not in standing and _is_heard(key, scene)
    )
    advice = [one for one in follow_advice(scene) if one.followed == scene.month]
    since = ((key, _since(key, scene, advice) or last.month) for key in gone)
    found = (ClosedGap(key, first, _days_since(first, scene)) for key, first in since)
    return tuple(sorted(found, key=_order))


def _days_since(month: Month, scene: Scene) -> int:
    known = scene.past.month(month)
    return (scene.as_of - known.as_of).days if known else 0


def opened_gaps(gaps: Iterable[Gap], scene: Scene) -> int:
    """How many gaps stand in a place where none of their kind stood the month before."""
    last = scene.past.last
    known = {_place(key) for key in last.gaps} if last else set()
    now = {_place(gap.key) for gap in gaps if gap.code not in _CREDIT}
    return len(now - known) if last else 0


def changed_verdicts(scene: Scene) -> Iterator[Change]:
    """Duties whose verdict is another than last month, and those that left the plan undone."""
    known = dict(scene.past.last.duties) if scene.past.last else {}
    for one in scene.decided:
        before, step = known.pop(one.duty.key, None), one.duty.step
        if before is not None and before.verdict != one.verdict.value:
            yield Change(
                one.duty.division,
                step.measure_no,
                step.step_no,
                before.verdict,
                one.verdict.value,
            )
    for key, left in known.items():
        division, code = named_by(key)
        if left.verdict not in _SETTLED:
            yield Change(division, left.measure_no or code, left.step_no, left.verdict, None)


def month_figures(gaps: Iterable[Gap], scene: Scene) -> tuple[Figures, ...]:
    """Every consolidated month of the fiscal year in numbers, this one last."""
    owing = {one.duty.division for one in scene.decided}
    now = Figures(
        scene.month,
        len(owing),
        len(owing & scene.reports.submitted),
        Counter(one.verdict.value for one in scene.decided),
        sum(gap.audience is Audience.MANAGEMENT for gap in gaps),
    )
    return (*(_figures(one, scene) for one in scene.past.months), now)


def _figures(month: PastMonth, scene: Scene) -> Figures:
    owing = {named_by(key)[0] for key in month.duties}
    known = {kind.code for kind in scene.schema.gaps if kind.audience is Audience.MANAGEMENT}
    return Figures(
        month.month,
        len(owing),
        len(owing & month.heard),
        Counter(one.verdict for one in month.duties.values()),
        sum(gap.code in known for gap in month.gaps),
    )


def _is_heard(key: GapKey, scene: Scene) -> bool:
    """Whether its division reported: where nothing is heard, nothing was closed."""
    return key.division is None or key.division in scene.reports.submitted


def _place(key: GapKey) -> tuple[str | None, ...]:
    """What kind of gap it is, and of what: worse of the same kind stands in the same place."""
    family = _FAMILY.get(key.code)
    mark = "" if family else key.mark
    return (family or key.code, key.division, key.measure_no, key.step_no, mark)


def _since(key: GapKey, scene: Scene, followed: Sequence[Advice]) -> Month | None:
    """The month that the gap said it stood since; `followed` is advice that this month answered."""
    if key.code == "silent" and key.division is not None:
        return next(iter(scene.past.quiet_months(key.division)), None)
    if key.code == "recommendation_open":
        places = (one for one in followed if (one.division, one.measure_no) == _measure_of(key))
        return next((one.since for one in places), None)
    first = scene.past.raised_since(key)
    return first.month if first else None


def _measure_of(key: GapKey) -> tuple[str | None, str | None]:
    return (key.division, key.measure_no)


def _order(one: ClosedGap) -> tuple[str, ...]:
    key = one.gap
    return (key.division or "", key.measure_no or "", key.step_no or "", key.code, key.mark)
