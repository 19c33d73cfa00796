"""The deciding table: one verdict a duty, one state an occurrence. First line that fits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from pipeline.core.duty import Duty, Phase, Status, Verdict

if TYPE_CHECKING:
    from datetime import date

    from pipeline.core.accepted import Accepted
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
    `current` whether it is this month's. `measure_only`: results stand at the measure, tied to no
    step of it. Of each window, `phases` is where the cut-off lies against it; `covered` is whether
    the claim covers it where it is the only one, else whether an accepted date does.
    """

    duty: Duty
    standing: Accepted | None
    current: bool
    silence: Silence
    as_of: date
    behind_points: float
    waived: bool = False
    measure_only: bool = False
    phases: tuple[Phase, ...] = field(init=False)
    covered: tuple[bool, ...] = field(init=False)

    def __post_init__(self) -> None:
        # Asked for by most lines of the table and every window's state: worked out once.
        object.__setattr__(self, "phases", self.duty.phases(self.as_of))
        object.__setattr__(self, "covered", self._covered())

    def _covered(self) -> tuple[bool, ...]:
        if self.single:
            return (self.status in _CLAIMED,)
        return tuple(self.duty.covers(index, self.dates) for index in range(len(self.phases)))

    @property
    def status(self) -> Status | None:
        """The standing status; None where there is none."""
        return self.standing.status if self.standing else None

    @property
    def dates(self) -> tuple[Span, ...]:
        """The accepted dates of the standing."""
        return self.standing.acted_on if self.standing else ()

    @property
    def single(self) -> bool:
        """Whether there is one window."""
        return len(self.duty.windows) == 1

    @property
    def all_ended(self) -> bool:
        """Whether every window has ended."""
        return all(phase is Phase.ENDED for phase in self.phases)

    @property
    def open_now(self) -> bool:
        """Whether the cut-off lies in a window."""
        return Phase.OPEN in self.phases

    @property
    def all_ahead(self) -> bool:
        """Whether no window has begun."""
        return all(phase is Phase.AHEAD for phase in self.phases)

    @property
    def misses(self) -> bool:
        """Whether a window has ended uncovered."""
        seen = zip(self.phases, self.covered, strict=True)
        return any(phase is Phase.ENDED and not covered for phase, covered in seen)

    @property
    def begun_covered(self) -> bool:
        """Whether every window that has begun is covered."""
        seen = zip(self.phases, self.covered, strict=True)
        return all(covered for phase, covered in seen if phase is not Phase.AHEAD)

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


_CLAIMED = (Status.DONE, Status.CONTINUING)
_SPOKEN = (*_CLAIMED, Status.IN_PROGRESS)
_FADING = (Verdict.ON_TRACK, Verdict.BEHIND, Verdict.NOT_STARTED)

Line: TypeAlias = Callable[[Case], Verdict | None]


def judge(case: Case) -> Verdict:
    """The verdict of the first line that fits, whichever month the standing values are of."""
    return next(found for line in LINES if (found := line(case)) is not None)


def carry(case: Case, verdict: Verdict) -> Verdict:
    """The verdict where values stand from an earlier month: some fade, unless a nil confirms.

    Results of the measure that are tied to none of its steps may be this one's news.
    """
    stale = case.standing is not None and not case.current and case.silence is not Silence.NIL
    if not stale or verdict not in _FADING:
        return verdict
    return Verdict.UNMATCHED if case.measure_only else Verdict.NOT_REPORTED


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
    if case.single or case.status not in _CLAIMED or not case.dates or case.misses:
        return None
    if not all(case.covered):
        return Verdict.ON_TRACK
    return Verdict.DONE_UNPROVED if case.lacking else Verdict.DONE


def missing_some(case: Case) -> Verdict | None:
    """Line 10: several windows, an ended one uncovered."""
    if case.single or case.status not in _SPOKEN or not case.misses:
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
    """Lines 14 to 16: not started, or nothing said.

    Accepted dates that cover all that has begun are believed, unless an open window is said not
    to have been started.
    """
    if case.all_ahead:
        return Verdict.NOT_DUE
    if case.misses:
        return Verdict.OVERDUE
    if case.begun_covered and not (case.status is Status.NOT_STARTED and case.open_now):
        return Verdict.ON_TRACK
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
