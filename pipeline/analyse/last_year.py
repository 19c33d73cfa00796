"""What the fiscal year before left undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.analyse.making import make_gap
from pipeline.core.duty import Verdict, named_by
from pipeline.core.finding import Word
from pipeline.core.schema import Urgency
from pipeline.core.thai import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.analyse.scene import Scene
    from pipeline.core.gap import Gap
    from pipeline.core.past import KnownDuty

# What is settled, one way or another, or waits for proof or for being tied, not for work.
_SETTLED = frozenset(
    {
        Verdict.DONE,
        Verdict.DONE_UNPROVED,
        Verdict.CANCELLED,
        Verdict.WAIVED,
        Verdict.UNMATCHED,
    }
)


def find_carried_over(scene: Scene) -> Iterator[Gap]:
    """Steps that were not done when last year was last consolidated.

    A step of this year's plan that takes one's place (แทนรหัส) settles it; one that only says the
    same again makes it less urgent.
    """
    left = scene.past.last_year
    if left is None:
        return
    replaced = {step.replaces for step in scene.plan.steps if step.replaces}
    for key, known in left.duties.items():
        division, code = named_by(key)
        if Verdict(known.verdict) in _SETTLED or code in replaced:
            continue
        measure_no, _, step_no = code.rpartition(".")
        yield make_gap(
            "carried_over",
            scene,
            None,
            severity=Urgency.LOW if _is_planned_again(known, scene) else None,
            division=division,
            measure_no=known.measure_no or measure_no or code,
            step_no=known.step_no or step_no,
            facts={"year": left.month.fiscal_year},
            actual=Word("verdict", f"{known.verdict}.label"),
            about=known.method or known.measure,
            mark=str(left.month.fiscal_year.be_year),
        )


def _is_planned_again(known: KnownDuty, scene: Scene) -> bool:
    said = (fold(known.measure), fold(known.method))
    return bool(known.method) and any(
        said == (fold(measure.title), fold(step.method))
        for measure in scene.plan.measures
        for step in measure.steps
    )
