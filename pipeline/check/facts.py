"""What the plan and the calendar say of each reported row, beside what the division says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from pipeline.check.dates import REJECTED, judge_date
from pipeline.core.calendar import Span
from pipeline.core.duty import Status, duties_of
from pipeline.core.lateness import is_late

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from pipeline.core.calendar import Month
    from pipeline.core.duty import Duty
    from pipeline.core.past import Past
    from pipeline.core.plan import Plan
    from pipeline.core.table import Label, Table

    Dates = Mapping[Label, tuple[tuple[str, Span], ...]]

DTYPES = {
    "duty": "string",
    "planned": "boolean",
    "begun": "boolean",
    "late": "boolean",
    "evidence_required": "boolean",
    "dated": "boolean",
}


class Duties:
    """The month's duties, found by division, measure and step."""

    def __init__(self, duties: tuple[Duty, ...]) -> None:
        self.all = duties
        self._found = {
            (duty.division, duty.step.measure_no, duty.step.step_no): duty for duty in duties
        }
        self.by_key = {duty.key: duty for duty in duties}
        self._by_division: dict[str, list[Duty]] = {}
        for duty in duties:
            self._by_division.setdefault(duty.division, []).append(duty)

    def find(self, division: object, measure_no: object, step_no: object) -> Duty | None:
        """The duty of that step of that division; None where it owes none such."""
        return self._found.get((str(division), str(measure_no), str(step_no)))

    def of(self, division: str) -> tuple[Duty, ...]:
        """What a division owes, in the plan's order."""
        return tuple(self._by_division.get(division, ()))


@dataclass(frozen=True, slots=True)
class Calendar:
    """What rows are held against: the plan, its duties, the cut-off and the months before."""

    plan: Plan
    month: Month
    as_of: date
    past: Past
    duties: Duties

    def is_waived(self, duty: Duty) -> bool:
        """Whether the plan excuses the duty at the cut-off."""
        return self.plan.is_waived(duty.step, duty.division, self.as_of)

    def judge(self, span: Span, duty: Duty | None) -> str | None:
        """What is wrong with a date; None where nothing is."""
        return judge_date(span, duty, self.plan.fiscal_year, self.as_of)


def lay_calendar(plan: Plan, month: Month, as_of: date, past: Past) -> Calendar:
    """The month's duties with what they are held against."""
    return Calendar(plan, month, as_of, past, Duties(duties_of(plan, month)))


def join_plan(table: Table, calendar: Calendar) -> Table:
    """The table with a column for each fact that rules ask of the plan.

    `planned`: the row answers a step that its division owes; `begun`: any of its windows has by
    the end of the month, and the plan does not excuse it; `late`: it is overdue at the cut-off;
    `dated`: the row has a date.
    """
    dates = dates_of(table)
    facts = [
        _facts(calendar, calendar.duties.find(*numbers), status, dates.get(label, ()))
        for label, status, *numbers in _rows(table)
    ]
    columns = pd.DataFrame(facts, index=table.frame.index, columns=list(DTYPES)).astype(DTYPES)
    return table.with_frame(table.frame.join(columns))


def dates_of(table: Table) -> Dates:
    """The dates of each row as typed and as read, in their order."""
    found: dict[Label, list[tuple[str, Span]]] = {}
    columns = (table.dates[key] for key in ("text", "start", "end"))
    for label, text, start, end in zip(table.dates.index, *columns, strict=True):
        found.setdefault(label, []).append((text, Span(start.date(), end.date())))
    return {label: tuple(dates) for label, dates in found.items()}


def _rows(table: Table) -> Iterator[tuple[Any, ...]]:
    columns = (table.frame[key] for key in ("status", "division", "measure_no", "step_no"))
    return zip(table.frame.index, *columns, strict=True)


def _facts(
    calendar: Calendar, duty: Duty | None, status: object, dates: Sequence[tuple[str, Span]]
) -> dict[str, Any]:
    dated = bool(dates)
    if duty is None:
        return dict.fromkeys(DTYPES, False) | {"duty": None, "dated": dated}
    waived = calendar.is_waived(duty)
    return {
        "duty": duty.key,
        "planned": True,
        "begun": not waived and _begun(calendar, duty, status),
        "late": not waived and _late(calendar, duty, status, dates),
        "evidence_required": duty.step.evidence_required is True,
        "dated": dated,
    }


def _begun(calendar: Calendar, duty: Duty, status: object) -> bool:
    """Whether the row is to tell of the duty: begun by the end of the month, or said to be."""
    told = isinstance(status, str) and status != Status.NOT_STARTED.value
    until = calendar.as_of if told else calendar.month.told_until(calendar.as_of)
    return duty.begun(until)


def _late(
    calendar: Calendar, duty: Duty, status: object, dates: Sequence[tuple[str, Span]]
) -> bool:
    """Whether the duty is overdue by the row, and by the last accepted where the row is blank."""
    said = Status(str(status)) if isinstance(status, str) else None
    accepted = [span for _, span in dates if calendar.judge(span, duty) not in REJECTED]
    before = calendar.past.of(duty.key)
    if before is not None:
        said = said or before.status
        accepted = accepted or list(before.acted_on)
    return is_late(duty, said, accepted, calendar.as_of)
