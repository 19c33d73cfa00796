"""The month beside the months before it: what moved, what was closed, what was rewritten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.core.calendar import Month
    from pipeline.core.duty import Occurrence
    from pipeline.core.finding import Fact, Facts
    from pipeline.core.gap import GapKey


@dataclass(frozen=True, slots=True)
class Change:
    """A duty whose verdict differs from the last month's; words of `Verdict`.

    `now` is None where the plan has the duty no more.
    """

    division: str
    measure_no: str
    step_no: str
    before: str
    now: str | None


@dataclass(frozen=True, slots=True)
class Edit:
    """A value of an earlier month that this month's report tells otherwise or no more.

    `field` is the column's key; `since` the month that the earlier value was reported in.
    """

    division: str
    measure_no: str
    step_no: str
    field: str
    before: Fact
    now: Fact
    since: Month

    @property
    def is_step_back(self) -> bool:
        """Whether the work itself went backwards, not what was told of it."""
        return self.field in ("status", "progress")


@dataclass(frozen=True, slots=True)
class ClosedGap:
    """A gap of the last month that stands no more, and the month it had stood since.

    `days` are those between the cut-offs of that month and this one.
    """

    gap: GapKey
    since: Month
    days: int


@dataclass(frozen=True, slots=True)
class Figures:
    """A month in numbers: divisions that owe and that sent, duties by verdict's word, gaps.

    `gaps` counts those of management.
    """

    month: Month
    divisions: int
    sent: int
    verdicts: Mapping[str, int]
    gaps: int


@dataclass(frozen=True, slots=True)
class Advice:
    """A recommendation of an earlier month and what came of it.

    `followed` is the month in which something new was reported on the measure after it, None
    where nothing was. `windows` are those of a recommendation that asks for work in rounds.
    """

    division: str
    measure_no: str
    text: str
    since: Month
    followed: Month | None = None
    windows: tuple[Occurrence, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the months side by side show; `last` is the month before that was consolidated.

    Without one, only this month's figures are there. `opened` counts this month's new gaps.
    `months` are the figures of every month of the fiscal year so far, this one last.
    """

    last: Month | None = None
    verdicts: tuple[Change, ...] = ()
    edits: tuple[Edit, ...] = ()
    closed: tuple[ClosedGap, ...] = ()
    opened: int = 0
    months: tuple[Figures, ...] = ()
    advice: tuple[Advice, ...] = ()

    @property
    def counts(self) -> Facts:
        """What moved since the last month, for the sentence that sums it up."""
        return {
            "month": self.last,
            "closed": len(self.closed),
            "opened": self.opened,
            "back": sum(one.is_step_back for one in self.edits),
            "edits": sum(not one.is_step_back for one in self.edits),
        }
