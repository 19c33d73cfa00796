"""What is owed and how far it is: duties, their occurrences, and the verdict on each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from pipeline.core.calendar import Month, Span, month_of
from pipeline.core.periods import Frequency, Kind, occurrences_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.core.accepted import Accepted, Likely
    from pipeline.core.plan import Division, Plan, Step


class Phase(StrEnum):
    """Where the cut-off lies against a window."""

    AHEAD = "ahead"
    OPEN = "open"
    ENDED = "ended"


class Status(StrEnum):
    """What a division says of a step."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    CONTINUING = "continuing"
    DONE = "done"
    CANCELLED = "cancelled"

    def falls_from(self, earlier: Status) -> bool:
        """Whether it says less than the earlier one; of what is to be dropped nobody can tell."""
        now, then = _RANKS.get(self), _RANKS.get(earlier)
        return now is not None and then is not None and now < then


_RANKS = {Status.NOT_STARTED: 0, Status.IN_PROGRESS: 1, Status.CONTINUING: 1, Status.DONE: 2}


class Verdict(StrEnum):
    """What the program says of a duty."""

    NOT_DUE = "not_due"
    ON_TRACK = "on_track"
    DONE = "done"
    DONE_UNPROVED = "done_unproved"
    NOT_STARTED = "not_started"
    BEHIND = "behind"
    OVERDUE = "overdue"
    NOT_REPORTED = "not_reported"
    NIL = "nil"
    CANCELLED = "cancelled"
    WAIVED = "waived"
    UNMATCHED = "unmatched"
    UNPLANNED = "unplanned"


class State(StrEnum):
    """What became of one planned occurrence; every occurrence is in exactly one."""

    WAIVED = "waived"
    CANCELLED = "cancelled"
    DONE = "done"
    DONE_UNPROVED = "done_unproved"
    UNMATCHED = "unmatched"
    MISSED = "missed"
    OPEN = "open"
    NOT_DUE = "not_due"


def phase_of(window: Span, as_of: date) -> Phase:
    """Where `as_of` lies against the window; an open side never begins or ends it."""
    if window.start is not None and as_of < window.start:
        return Phase.AHEAD
    if window.end is not None and window.end < as_of:
        return Phase.ENDED
    return Phase.OPEN


def key_of(division: str, code: str) -> str:
    """What names a duty over the months: the division and the step's code."""
    return f"{division}\x1f{code}"


def named_by(key: str) -> tuple[str, str]:
    """The division and the step's code that `key_of` made the key of."""
    division, _, code = key.partition("\x1f")
    return division, code


@dataclass(frozen=True, slots=True)
class Duty:
    """One step owed by one division, with its windows in order of time (never empty)."""

    step: Step
    division: str
    windows: tuple[Span, ...]

    @property
    def key(self) -> str:
        """Names the duty over the months."""
        return key_of(self.division, self.step.code)

    @property
    def hull(self) -> Span:
        """First to last day of its windows."""
        return Span(self.windows[0].start, self.windows[-1].end)

    @property
    def continuous(self) -> bool:
        """Whether the work goes on all the time (ต่อเนื่อง)."""
        return self.step.frequency is Frequency.CONTINUOUS

    @property
    def generated(self) -> bool:
        """Whether a frequency made the windows, not milestones of the period."""
        return len(self.windows) > 1 and not _lists_milestones(self.step)

    def steps_back(self, before: Status | None, now: Status | None) -> bool:
        """Whether the status says less than before.

        Work that goes on or recurs and was claimed done too early is set right by `continuing`.
        """
        if before is None or now is None or not now.falls_from(before):
            return False
        corrected = (before, now) == (Status.DONE, Status.CONTINUING)
        return not (corrected and (self.continuous or len(self.windows) > 1))

    def covers(self, index: int, days: Sequence[Span]) -> bool:
        """Whether any of `days` falls in window `index`, or before the next one begins."""
        start = self.windows[index].start
        starts = (window.start for window in self.windows[index + 1 :])
        following = next((day for day in starts if day is not None and day != start), None)
        until = following - timedelta(days=1) if following else None
        return any(Span(start, until).overlaps(span) for span in days)

    def phases(self, as_of: date) -> tuple[Phase, ...]:
        """Each window's phase, in order."""
        return tuple(phase_of(window, as_of) for window in self.windows)

    def begun(self, as_of: date) -> bool:
        """Whether any window has begun."""
        return any(phase is not Phase.AHEAD for phase in self.phases(as_of))

    def uncovered(self, as_of: date, days: Sequence[Span]) -> tuple[int, ...]:
        """Windows that have ended and that no accepted date falls in."""
        phases = self.phases(as_of)
        return tuple(
            index
            for index, phase in enumerate(phases)
            if phase is Phase.ENDED and not self.covers(index, days)
        )


def windows_of(step: Step, plan: Plan) -> tuple[Span, ...]:
    """The step's windows: its milestones, what its frequency makes of its period, or the period.

    A frequency that the plan states goes before milestones. A period that is missing or cannot be
    read counts as the fiscal year; a side that it leaves open ends with the fiscal year.
    """
    if _lists_milestones(step):
        year = plan.fiscal_year
        return tuple(
            sorted(
                Span(window.start or year.start, window.end or year.end)
                for window in step.period.occurrences
            )
        )
    return occurrences_of(step.frequency or Frequency.ONCE, _period_span(step, plan))


def _lists_milestones(step: Step) -> bool:
    """Whether the period names several windows itself, and the plan no other frequency."""
    own = step.frequency in (None, step.period.frequency)
    return own and step.period.kind is Kind.MILESTONES and len(step.period.occurrences) > 1


def _period_span(step: Step, plan: Plan) -> Span:
    """First to last day of the step's period, the fiscal year's where the plan does not say."""
    year = plan.fiscal_year
    start, end = step.period.start, step.period.end
    return Span(
        start or min(year.start, end or year.start), end or max(year.end, start or year.end)
    )


def duties_of(plan: Plan, month: Month) -> tuple[Duty, ...]:
    """Every step by every division that owes it and exists in `month`, in the plan's order."""
    known = {division.name: division for division in plan.divisions}
    return tuple(
        Duty(step, name, windows)
        for step in plan.steps
        if _in_use(step.valid_from, step.valid_until, month)
        for windows in (windows_of(step, plan),)
        for name in step.divisions
        if _division_in_use(known.get(name), month)
    )


def is_left_alone(step: Step, plan: Plan, month: Month) -> bool:
    """Whether the step is in use with windows to come, and every division that owes it is gone."""
    known = {division.name: division for division in plan.divisions}
    owners = any(_division_in_use(known.get(name), month) for name in step.divisions)
    last = windows_of(step, plan)[-1].end
    to_come = last is None or last >= month.first
    return bool(
        step.divisions
        and not owners
        and to_come
        and _in_use(step.valid_from, step.valid_until, month)
    )


def _division_in_use(division: Division | None, month: Month) -> bool:
    return division is None or _in_use(division.valid_from, division.valid_until, month)


def _in_use(valid_from: date | None, valid_until: date | None, month: Month) -> bool:
    return Span(valid_from, valid_until).overlaps(month.span)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One window of a duty, its phase at the cut-off and what became of it.

    `covered`: the claim covers it where it is the only one, else an accepted date does.
    """

    window: Span
    phase: Phase
    state: State
    covered: bool = False


def window_name(window: Span) -> Month | Span:
    """A window by its month where it is within one, else its days."""
    if window.start is None or window.end is None:
        return window
    first = month_of(window.start)
    return first if first == month_of(window.end) else window


@dataclass(frozen=True, slots=True)
class Tracked:
    """One row of the tracking sheet: a duty, or work that is tied to none (`duty` None).

    `standing` is None where nothing was ever accepted for it in the fiscal year. `likely` is the
    step that a result of a measure is most like.
    """

    division: str
    measure_no: str | None
    measure: str
    verdict: Verdict
    duty: Duty | None
    standing: Accepted | None
    occurrences: tuple[Occurrence, ...] = ()
    likely: Likely | None = None

    @property
    def step_no(self) -> str | None:
        """The planned step's number; None for unplanned work."""
        return self.duty.step.step_no if self.duty else None

    @property
    def due(self) -> Span | None:
        """The earliest begun window not covered, else the latest begun, else the first."""
        if not self.occurrences:
            return None
        begun = [one for one in self.occurrences if one.phase is not Phase.AHEAD]
        uncovered = [one for one in begun if not one.covered]
        return (uncovered or begun[-1:] or self.occurrences)[0].window

    def count(self, *states: State) -> int:
        """Number of occurrences in any of the states."""
        return sum(one.state in states for one in self.occurrences)

    @property
    def fallen_due(self) -> int:
        """Number of occurrences whose window has ended."""
        return sum(one.phase is Phase.ENDED for one in self.occurrences)
