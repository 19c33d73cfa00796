"""What the plan and the calendar say of each reported row, beside what the division says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from pipeline.core.calendar import Span
from pipeline.core.duty import Phase, Status, duties_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from pipeline.core.calendar import Month
    from pipeline.core.duty import Duty
    from pipeline.core.plan import Plan
    from pipeline.core.table import Label, Table

CLAIMED = (Status.CONTINUING, Status.DONE, Status.CANCELLED)
DTYPES = {
    "duty": "string",
    "planned": "boolean",
    "begun": "boolean",
    "late": "boolean",
    "evidence_required": "boolean",
    "dated": "boolean",
}


def join_plan(table: Table, plan: Plan, month: Month, as_of: date) -> tuple[Table, Duties]:
    """The table with a column for each fact that rules ask of the plan, and the duties by key.

    `planned`: the row answers a step that its division owes; `begun`: any of its windows has;
    `late`: a window has ended without an accepted claim; `dated`: the row has a date.
    """
    duties = Duties(duties_of(plan, month))
    spans = _spans(table)
    facts = [
        _facts(duties.find(division, measure_no, step_no), status, spans.get(label, ()), as_of)
        for label, division, measure_no, step_no, status in zip(
            table.frame.index,
            table.frame["division"],
            table.frame["measure_no"],
            table.frame["step_no"],
            table.frame["status"],
            strict=True,
        )
    ]
    columns = pd.DataFrame(facts, index=table.frame.index, columns=list(DTYPES)).astype(DTYPES)
    return table.with_frame(table.frame.join(columns)), duties


class Duties:
    """The month's duties, found by division, measure and step."""

    def __init__(self, duties: tuple[Duty, ...]) -> None:
        self.all = duties
        self._found = {
            (duty.division, duty.step.measure_no, duty.step.step_no): duty for duty in duties
        }
        self.by_key = {duty.key: duty for duty in duties}

    def find(self, division: object, measure_no: object, step_no: object) -> Duty | None:
        """The duty of that step of that division; None where it owes none such."""
        return self._found.get((str(division), str(measure_no), str(step_no)))

    def of(self, division: str) -> tuple[Duty, ...]:
        """What a division owes, in the plan's order."""
        return tuple(duty for duty in self.all if duty.division == division)


def _spans(table: Table) -> Mapping[Label, tuple[Span, ...]]:
    spans: dict[Label, list[Span]] = {}
    for label, start, end in zip(
        table.dates.index, table.dates["start"], table.dates["end"], strict=True
    ):
        spans.setdefault(label, []).append(Span(start.date(), end.date()))
    return {label: tuple(found) for label, found in spans.items()}


def _facts(
    duty: Duty | None, status: object, dates: tuple[Span, ...], as_of: date
) -> dict[str, Any]:
    if duty is None:
        return dict.fromkeys(DTYPES, False) | {"duty": None, "dated": bool(dates)}
    return {
        "duty": duty.key,
        "planned": True,
        "begun": duty.begun(as_of),
        "late": is_late(duty, status, dates, as_of),
        "evidence_required": duty.step.evidence_required is True,
        "dated": bool(dates),
    }


def is_late(duty: Duty, status: object, dates: tuple[Span, ...], as_of: date) -> bool:
    """Whether a window has ended that the row neither claims done nor dates."""
    if status in CLAIMED:
        return False
    if len(duty.windows) == 1:
        return duty.phases(as_of)[0] is Phase.ENDED
    in_progress = status == Status.IN_PROGRESS
    return bool(duty.uncovered(as_of, dates if in_progress else ()))
