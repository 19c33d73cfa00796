"""What the memory knows of the months before, under the names that the plan uses now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.core.duty import duties_of, key_of
from pipeline.core.past import Past
from pipeline.history.store import peek

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pipeline.core.calendar import Month
    from pipeline.core.plan import Plan


def past_of(history_file: Path, month: Month, plan: Plan) -> Past:
    """The earlier months of the plan's organisation; empty where nothing is remembered."""
    history = peek(history_file)
    if history is None:
        return Past()
    with history:
        past = history.before(month, plan.organisation.name)
    names = new_keys(plan, month)
    return past.renamed(lambda key: names.get(key, key)) if names else past


def new_keys(plan: Plan, month: Month) -> Mapping[str, str]:
    """The key of a duty that is no longer owed, with that of the one duty that took its place.

    Where several steps share one's place, or one takes several, nobody knows whose the values are.
    """
    now = {duty.key for duty in duties_of(plan, month)}
    replaced = [step.replaces for step in plan.steps]
    return {
        old: new
        for step in plan.steps
        if step.replaces and replaced.count(step.replaces) == 1
        for division in step.divisions
        if (old := key_of(division, step.replaces)) not in now
        and (new := key_of(division, step.code)) in now
    }
