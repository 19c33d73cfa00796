"""The deciding table: one verdict a duty, one state an occurrence. First line that fits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from pipeline.core.duty import Accepted, Duty, Occurrence, Phase, State, Status, Verdict

if TYPE_CHECKING:
    from datetime import date

    from pipeline.core.calendar import Span


class Silence(StrEnum):
    """What the duty's division sent this month."""

    REPORTED = "reported"
    NIL = "nil"
    NOTHING = "nothing"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Case:
    """All that decides one duty.

    `standing` is this month's accepted values, else the last accepted of the fiscal year;
    `current` whether it is this month's. `waived` and `cancel_approved` come from the plan.
    `measure_only`: results stand at the measure, tied to no step of it.
    """

    duty: Duty
    standing: Accepted | None
    current: bool
    silence: Silence
    as_of: date
    behind_points: float
    waived: bool = False
    cancel_approved: bool = False
    measure_only: bool = False

    @property
    def status(self) -> Status | None:
        """The standing status; None where there is none."""
        return self.standing.status if self.standing else None

    @property
    def dates(self) -> tuple[Span, ...]:
        """The accepted dates of the standing."""
        return self.standing.acted_on if self.standing else ()

    @property
    def phases(self) -> tuple[Phase, ...]:
        """Each window's phase at the cut-off."""
        return self.duty.phases(self.as_of)

    @property
    def single(self) -> bool:
        """Whether there is one window."""
        return len(self.duty.windows) == 1

    @property
    def all_ended(self) -> bool:
        """Whether every window has ended."""
        return all(phase is Phase.ENDED for phase in self.phases)

    @property
    def all_ahead(self) -> bool:
        """Whether no window has begun."""
        return all(phase is Phase.AHEAD for phase in self.phases)

    @property
    def missed(self) -> tuple[int, ...]:
        """Windows that have ended uncovered: by date where there are several, else by claim."""
        if self.single:
            claims = (Status.DONE, Status.CONTINUING)
            return () if self.status in claims or not self.all_ended else (0,)
        return self.duty.uncovered(self.as_of, self.dates if self.status in CLAIMING else ())

    @property
    def lacking(self) -> tuple[str, ...]:
        """What a claim of done lacks of its proof: `date`, `result`, `evidence`."""
        standing, step = self.standing, self.duty.step
        if standing is None:
            return ()
        lacks = (
            ("date", not standing.acted_on),
            ("result", not standing.result),
            ("evidence", step.evidence_required is True and not standing.evidence),
        )
        return tuple(name for name, lacks_it in lacks if lacks_it)


CLAIMING = (Status.DONE, Status.CONTINUING, Status.IN_PROGRESS)
_CLAIMED = (Status.DONE, Status.CONTINUING)
_CARRIED_AWAY = (Verdict.ON_TRACK, Verdict.BEHIND, Verdict.NOT_STARTED)

Line: TypeAlias = Callable[[Case], Verdict | None]


def decide(case: Case) -> Verdict:
    """The verdict of the first line that fits (DESIGN of deciding, lines 2 to 19)."""
    verdict = next(found for line in LINES if (found := line(case)) is not None)
    stale = case.standing is not None and not case.current and case.silence is not Silence.NIL
    return Verdict.NOT_REPORTED if stale and verdict in _CARRIED_AWAY else verdict


def occurrences(case: Case, verdict: Verdict) -> tuple[Occurrence, ...]:
    """Each window with its phase and state; every window is in exactly one state."""
    return tuple(
        Occurrence(window, phase, _state(case, verdict, index, phase))
        for index, (window, phase) in enumerate(zip(case.duty.windows, case.phases, strict=True))
    )


def waived(case: Case) -> Verdict | None:
    """Line 2: an exception holds at the cut-off."""
    return Verdict.WAIVED if case.waived else None


def cancelled(case: Case) -> Verdict | None:
    """Line 3: the division asks to drop the step."""
    return Verdict.CANCELLED if case.status is Status.CANCELLED else None


def unmatched(case: Case) -> Verdict | None:
    """Line 4: only the measure as a whole was reported."""
    return Verdict.UNMATCHED if case.measure_only and case.standing is None else None


def claimed_once(case: Case) -> Verdict | None:
    """Lines 5 to 7: done, or continuing where that counts, with one window."""
    if not case.single or case.status not in _CLAIMED:
        return None
    if case.duty.continuous and not case.all_ended:
        unproved = case.status is Status.DONE and case.lacking
        return Verdict.DONE_UNPROVED if unproved else Verdict.ON_TRACK
    if case.status is Status.DONE or case.all_ended:
        return Verdict.DONE_UNPROVED if case.lacking else Verdict.DONE
    return None


def claimed_undated(case: Case) -> Verdict | None:
    """Line 8: several windows claimed without an accepted date."""
    if case.single or case.dates:
        return None
    ended = Phase.ENDED in case.phases
    claimed = case.status is Status.DONE or (case.status is Status.CONTINUING and ended)
    return Verdict.DONE_UNPROVED if claimed else None


def claimed_dated(case: Case) -> Verdict | None:
    """Line 9: several windows claimed with dates, every ended one covered."""
    if case.single or case.status not in _CLAIMED or not case.dates or case.missed:
        return None
    covered = all(case.duty.covers(index, case.dates) for index in range(len(case.duty.windows)))
    if not covered:
        return Verdict.ON_TRACK
    return Verdict.DONE_UNPROVED if case.lacking else Verdict.DONE


def missing_some(case: Case) -> Verdict | None:
    """Line 10: several windows, an ended one uncovered."""
    if case.single or case.status not in CLAIMING or not case.missed:
        return None
    return Verdict.BEHIND if case.duty.generated else Verdict.OVERDUE


def past_its_end(case: Case) -> Verdict | None:
    """Line 11: in progress after its only window has ended."""
    late = case.single and case.status is Status.IN_PROGRESS and case.all_ended
    return Verdict.OVERDUE if late else None


def under_way(case: Case) -> Verdict | None:
    """Lines 12 and 13: in progress or continuing, nothing missed."""
    if case.status not in (Status.IN_PROGRESS, Status.CONTINUING):
        return None
    lag = points_behind(case)
    return Verdict.BEHIND if lag is not None and lag > case.behind_points else Verdict.ON_TRACK


def not_begun(case: Case) -> Verdict | None:
    """Lines 14 to 16: not started, or nothing said."""
    if case.all_ahead:
        return Verdict.NOT_DUE
    if case.missed:
        return Verdict.OVERDUE
    return Verdict.NOT_STARTED if case.status is Status.NOT_STARTED else None


def nothing_said(case: Case) -> Verdict | None:
    """Lines 17 to 19: nothing known of a step that is open."""
    return Verdict.NIL if case.silence is Silence.NIL else Verdict.NOT_REPORTED


LINES: tuple[Line, ...] = (
    waived,
    cancelled,
    unmatched,
    claimed_once,
    claimed_undated,
    claimed_dated,
    missing_some,
    past_its_end,
    under_way,
    not_begun,
    nothing_said,
)


def points_behind(case: Case) -> float | None:
    """Percentage points that progress lags behind the time elapsed of an open single window.

    None where no percentage is given or the window is not open.
    """
    standing = case.standing
    if standing is None or standing.progress is None or not case.single:
        return None
    elapsed = share_elapsed(case.duty.windows[0], case.as_of)
    return None if elapsed is None else elapsed - standing.progress


def share_elapsed(window: Span, as_of: date) -> float | None:
    """Percent of the window's days that have passed at the end of `as_of`; None unless open."""
    if window.start is None or window.days is None or not window.contains(as_of):
        return None
    return 100 * ((as_of - window.start).days + 1) / window.days


def _state(case: Case, verdict: Verdict, index: int, phase: Phase) -> State:
    match verdict:
        case Verdict.WAIVED:
            return State.WAIVED
        case Verdict.CANCELLED:
            return State.CANCELLED
        case Verdict.DONE:
            return State.DONE
        case Verdict.UNMATCHED:
            return State.UNMATCHED if phase is not Phase.AHEAD else State.NOT_DUE
        case Verdict.DONE_UNPROVED if case.single or not case.dates:
            ahead = phase is Phase.AHEAD and not case.single
            return State.NOT_DUE if ahead else State.DONE_UNPROVED
        case _:
            return _by_window(case, index, phase)


def _by_window(case: Case, index: int, phase: Phase) -> State:
    """The state of a window that is judged for itself."""
    if index in case.missed:
        return State.MISSED
    claimed = not case.single and case.status in CLAIMING and case.duty.covers(index, case.dates)
    if claimed:
        unproved = bool(case.lacking) and case.status in _CLAIMED
        return State.DONE_UNPROVED if unproved else State.DONE
    return State.NOT_DUE if phase is Phase.AHEAD else State.OPEN
