"""Values of earlier months that a report silently tells otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.core.changes import Edit
from pipeline.core.duty import Status
from pipeline.core.finding import Word
from pipeline.core.thai import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analyse.scene import Decided, Scene
    from pipeline.core.accepted import Accepted
    from pipeline.core.duty import Duty
    from pipeline.core.finding import Fact

# The form adds up over the year: these only grow, so what is shorter or other was rewritten.
_TEXTS = ("result", "evidence")
_AMOUNTS = ("progress", "spent")
_CLAIMED = (Status.DONE, Status.CONTINUING)


def find_edits(scene: Scene) -> Iterator[Edit]:
    """What this month's reports changed of the values that stood, in the plan's order."""
    for one in scene.decided:
        before = scene.past.of(one.duty.key)
        if before is None or _took_its_place(one.duty, before):
            continue
        if one.case.current and one.case.standing is not None:
            for field, old, new in _rewritten(one.duty, before, one.case.standing):
                yield _edit(one, before, (field, old, new))


def _took_its_place(duty: Duty, before: Accepted) -> bool:
    """Whether the values were told of the step that this one replaced: the plan explains them."""
    step = duty.step
    began = step.valid_from is None or before.reported_month.last < step.valid_from
    return bool(step.replaces) and began


def _edit(one: Decided, before: Accepted, told: tuple[str, Fact, Fact]) -> Edit:
    step = one.duty.step
    return Edit(
        one.duty.division, step.measure_no, step.step_no, *told, since=before.reported_month
    )


def _rewritten(duty: Duty, before: Accepted, now: Accepted) -> Iterator[tuple[str, Fact, Fact]]:
    """Each field with its earlier and its present value.

    A status that fell, a date that is gone, a text that no longer holds the earlier one, an
    amount that shrank or is gone. How unfinished work stands is told anew each month.
    """
    old, new = before.status, now.status
    if old is not None and new is not None and duty.steps_back(old, new):
        yield "status", Word("status", old), Word("status", new)
    if not set(before.acted_on) <= set(now.acted_on):
        yield "acted_on", before.acted_on, now.acted_on
    for field in _TEXTS:
        text, later = getattr(before, field), getattr(now, field)
        goes_on = field == "result" and later and before.status not in _CLAIMED
        if fold(text) not in fold(later) and not goes_on:
            yield field, text, later
    for field in _AMOUNTS:
        amount, rest = getattr(before, field), getattr(now, field)
        if amount is not None and (rest is None or rest < amount):
            yield field, amount, rest
