"""What became of each planned occurrence: one state a window, by the verdict and its own dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.core.duty import Occurrence, Phase, State, Status, Verdict

if TYPE_CHECKING:
    from pipeline.analyse.verdicts import Case


def occurrences(case: Case, verdict: Verdict) -> tuple[Occurrence, ...]:
    """Each window with its phase and state; every window is in exactly one state.

    `verdict` is what the values were judged, whether or not it fades.
    """
    return tuple(
        Occurrence(window, phase, _state(case, verdict, phase, covered=covered), covered)
        for window, phase, covered in zip(case.duty.windows, case.phases, case.covered, strict=True)
    )


def _state(case: Case, verdict: Verdict, phase: Phase, *, covered: bool) -> State:
    match verdict:
        case Verdict.WAIVED:
            return State.WAIVED
        case Verdict.CANCELLED:
            return State.CANCELLED
        case Verdict.DONE:
            return State.DONE
        case Verdict.UNMATCHED:
            return State.UNMATCHED if phase is not Phase.AHEAD else State.NOT_DUE
        case Verdict.DONE_UNPROVED if case.single or _claims(case, phase):
            return State.DONE_UNPROVED
        case Verdict.DONE_UNPROVED if not case.dates:
            return _waiting(phase)
        case _:
            return _by_window(case, phase, covered=covered)


def _claims(case: Case, phase: Phase) -> bool:
    """Whether a claim without a date speaks of the window: continuing, of what has fallen due."""
    reach = (Phase.ENDED, Phase.OPEN) if case.status is Status.DONE else (Phase.ENDED,)
    return not case.dates and phase in reach


def _by_window(case: Case, phase: Phase, *, covered: bool) -> State:
    """The state of a window that is judged for itself.

    An open one that is said not to have been started is open, whatever date stands there.
    """
    denied = case.status is Status.NOT_STARTED and phase is Phase.OPEN
    if covered and not case.single and not denied:
        return State.DONE_UNPROVED if case.lacking else State.DONE
    if phase is Phase.ENDED:
        return State.MISSED
    return _waiting(phase)


def _waiting(phase: Phase) -> State:
    return State.NOT_DUE if phase is Phase.AHEAD else State.OPEN
