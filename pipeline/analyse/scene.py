"""The month as the analysis sees it: every duty decided, with what its gaps are worded from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pipeline.analyse.states import occurrences
from pipeline.analyse.verdicts import Case, Silence, carry, judge
from pipeline.core.calendar import Month, month_of
from pipeline.core.duty import Duty, Tracked, Verdict, duties_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.core.accepted import Accepted, Unplanned, Untied
    from pipeline.core.finding import Finding
    from pipeline.core.framework import Framework
    from pipeline.core.past import Past
    from pipeline.core.plan import Plan
    from pipeline.core.schema import MeasureSchema

_DAYS_TO_ACT = 7


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Days that letters and gaps name: when the month was due, by when to act."""

    due: date
    act_by: date


@dataclass(frozen=True, slots=True)
class Reports:
    """What came in for the month.

    `accepted` and `blank` by `Duty.key`; `submitted` and `nil` are divisions, `refused` those of
    whom nothing could be taken, with the reason. `untied` are results that answer a measure.
    """

    accepted: Mapping[str, Accepted]
    blank: frozenset[str]
    unplanned: tuple[Unplanned, ...]
    submitted: frozenset[str]
    nil: frozenset[str]
    refused: Mapping[str, Finding]
    untied: tuple[Untied, ...] = ()
    _answered: frozenset[tuple[str, str | None]] = field(init=False)

    def __post_init__(self) -> None:
        answered = frozenset((one.work.division, one.work.measure_no) for one in self.untied)
        object.__setattr__(self, "_answered", answered)

    def answers_measure(self, duty: Duty) -> bool:
        """Whether the duty's measure was answered by its division without saying which step."""
        return (duty.division, duty.step.measure_no) in self._answered


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything the gaps are found in.

    `score_framework` is that of the year before, which the plan's scores are of.
    """

    plan: Plan
    month: Month
    as_of: date
    schema: MeasureSchema
    framework: Framework | None
    past: Past
    reports: Reports
    deadlines: Deadlines
    behind_points: float
    silent_months: int
    decided: tuple[Decided, ...]
    score_framework: Framework | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """A duty's case with its verdict, as a row of the tracking sheet.

    `judged` is the verdict on its standing values, before any of it faded for lack of news.
    """

    case: Case
    judged: Verdict
    tracked: Tracked

    @property
    def duty(self) -> Duty:
        """What is owed."""
        return self.case.duty

    @property
    def verdict(self) -> Verdict:
        """What was decided."""
        return self.tracked.verdict


def decide_duties(
    plan: Plan, month: Month, as_of: date, said: tuple[Reports, Past], behind_points: float
) -> tuple[Decided, ...]:
    """Every duty of the month with its verdict, in the plan's order."""
    reports, past = said
    return tuple(
        _decide(_case(duty, plan, as_of, (reports, past), behind_points), plan)
        for duty in duties_of(plan, month)
    )


def deadlines(plan: Plan, month: Month, as_of: date, days: tuple[int, int | None]) -> Deadlines:
    """Due on the plan's day of the next month, else `days[0]` days after the month's end.

    To act by the next `days[1]`th of a month after `as_of`, else seven days after it; never
    before it is due.
    """
    cut_off_days, return_day = days
    due = month.last + timedelta(days=cut_off_days)
    if plan.organisation.due_day is not None:
        due = _day_of(month.plus(1), plan.organisation.due_day)
    if return_day is None:
        return Deadlines(due, max(due, as_of + timedelta(days=_DAYS_TO_ACT)))
    this = _day_of(month_of(as_of), return_day)
    following = _day_of(month_of(as_of).plus(1), return_day)
    return Deadlines(due, max(due, this if this > as_of else following))


def _day_of(month: Month, day: int) -> date:
    return month.first.replace(day=min(max(day, 1), month.last.day))


def _case(
    duty: Duty, plan: Plan, as_of: date, said: tuple[Reports, Past], behind_points: float
) -> Case:
    reports, past = said
    now = reports.accepted.get(duty.key)
    return Case(
        duty=duty,
        standing=now or past.of(duty.key),
        current=now is not None,
        silence=_silence(duty.division, reports),
        as_of=as_of,
        behind_points=behind_points,
        waived=plan.is_waived(duty.step, duty.division, as_of),
        measure_only=now is None and reports.answers_measure(duty),
    )


def _silence(division: str, reports: Reports) -> Silence:
    if division in reports.nil:
        return Silence.NIL
    if division in reports.submitted:
        return Silence.REPORTED
    return Silence.REFUSED if division in reports.refused else Silence.NOTHING


def _decide(case: Case, plan: Plan) -> Decided:
    judged = judge(case)
    step = case.duty.step
    measure = plan.measure(step.measure_no)
    tracked = Tracked(
        division=case.duty.division,
        measure_no=step.measure_no,
        measure=measure.title if measure else "",
        verdict=carry(case, judged),
        duty=case.duty,
        standing=case.standing,
        occurrences=occurrences(case, judged),
    )
    return Decided(case, judged, tracked)
