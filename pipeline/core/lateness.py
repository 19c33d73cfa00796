"""Whether a duty is overdue by what stands of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.core.duty import Phase, Status

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from pipeline.core.calendar import Span
    from pipeline.core.duty import Duty

_CLAIMED = (Status.CONTINUING, Status.DONE)


def is_late(duty: Duty, status: Status | None, accepted: Sequence[Span], as_of: date) -> bool:
    """Whether the duty is overdue by what stands: a window has ended and nothing covers it.

    A frequency's windows that lack a report are missing, not overdue, once anything was begun.
    """
    if status is Status.CANCELLED:
        return False
    if len(duty.windows) == 1:
        return status not in _CLAIMED and duty.phases(as_of)[0] is Phase.ENDED
    if status in (None, Status.NOT_STARTED):
        return bool(duty.uncovered(as_of, accepted))
    undated_claim = status in _CLAIMED and not accepted
    return not (undated_claim or duty.generated) and bool(duty.uncovered(as_of, accepted))
