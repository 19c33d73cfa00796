"""What the memory keeps of a run, and what it hands over to the runs of later months."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from pipeline.core.accepted import Accepted, Unplanned
    from pipeline.core.calendar import Month
    from pipeline.core.gap import GapKey
    from pipeline.core.received import Submission


@dataclass(frozen=True, slots=True)
class KnownDuty:
    """A duty as a month left it: its verdict's word, and what the plan then said of it."""

    verdict: str
    measure_no: str = ""
    step_no: str = ""
    measure: str = ""
    method: str = ""


@dataclass(frozen=True, slots=True)
class PastMonth:
    """A consolidated month as its newest run left it; `digest` is over what that run read.

    `accepted` is what that month's reports said and `duties` every duty, both by `Duty.key`.
    `heard` are the divisions that sent a report that was taken, a nil return included.
    `unplanned` answers no step; `untied` answers a measure, no one knows which step of it.
    """

    month: Month
    as_of: date
    digest: str = ""
    accepted: Mapping[str, Accepted] = field(default_factory=dict)
    duties: Mapping[str, KnownDuty] = field(default_factory=dict)
    gaps: frozenset[GapKey] = frozenset()
    heard: frozenset[str] = frozenset()
    unplanned: tuple[Unplanned, ...] = ()
    untied: tuple[Unplanned, ...] = ()

    def renamed(self, new_key: Callable[[str], str]) -> PastMonth:
        """The month with the keys of its duties as they are called now."""
        return replace(
            self,
            accepted={new_key(key): one for key, one in self.accepted.items()},
            duties={new_key(key): one for key, one in self.duties.items()},
        )


@dataclass(frozen=True, slots=True)
class Past:
    """The consolidated months of the fiscal year before this one, oldest first.

    `last_year` is the last month that was consolidated of the fiscal year before it.
    """

    months: tuple[PastMonth, ...] = ()
    last_year: PastMonth | None = None
    _accepted: Mapping[str, Accepted] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Asked for by every row of the month: worked out once.
        latest = {key: one for month in self.months for key, one in month.accepted.items()}
        object.__setattr__(self, "_accepted", latest)

    @property
    def accepted(self) -> Mapping[str, Accepted]:
        """The last accepted values of each duty."""
        return self._accepted

    def of(self, key: str) -> Accepted | None:
        """The duty's last accepted values; None where there are none."""
        return self._accepted.get(key)

    @property
    def last(self) -> PastMonth | None:
        """The last consolidated month."""
        return self.months[-1] if self.months else None

    def month(self, month: Month) -> PastMonth | None:
        """That month as it was left; None where it was not consolidated."""
        return next((one for one in self.months if one.month == month), None)

    def last_heard(self, division: str) -> Month | None:
        """The latest month in which the division sent a report that was taken."""
        heard = (one.month for one in reversed(self.months) if division in one.heard)
        return next(heard, None)

    def quiet_months(self, division: str) -> tuple[Month, ...]:
        """The months up to the last, oldest first, in which nothing of the division was taken."""
        quiet = takewhile(lambda one: division not in one.heard, reversed(self.months))
        return tuple(one.month for one in quiet)[::-1]

    def same_months(self, key: str, now: Accepted) -> tuple[Month, ...]:
        """The months up to the last, oldest first, whose reports said the same of the duty.

        Status, progress, dates, result, evidence and spending are compared.
        """
        same = takewhile(
            lambda one: key in one.accepted and says_the_same(one.accepted[key], now),
            reversed(self.months),
        )
        return tuple(one.month for one in same)[::-1]

    def raised_since(self, gap: GapKey) -> PastMonth | None:
        """The first of the months up to the last that had the gap without a break."""
        raised = list(takewhile(lambda one: gap in one.gaps, reversed(self.months)))
        return raised[-1] if raised else None

    def renamed(self, new_key: Callable[[str], str]) -> Past:
        """The past with the keys of its duties as they are called now; last year's are kept."""
        return replace(self, months=tuple(one.renamed(new_key) for one in self.months))


def says_the_same(one: Accepted, other: Accepted) -> bool:
    """Whether two reports tell the same of the year so far; obstacles and advice are of a month."""
    return _said(one) == _said(other)


def _said(one: Accepted) -> tuple[object, ...]:
    return (one.status, one.progress, one.acted_on, one.result, one.evidence, one.spent)


@dataclass(frozen=True, slots=True)
class RunRecord:
    """All that is remembered of one run; `digest` is the SHA-256 over what the run read.

    `accepted` and `duties` are by `Duty.key`.
    """

    organisation: str
    month: Month
    as_of: date
    version: str
    schema_version: str
    digest: str
    submissions: tuple[Submission, ...] = ()
    accepted: Mapping[str, Accepted] = field(default_factory=dict)
    duties: Mapping[str, KnownDuty] = field(default_factory=dict)
    gaps: frozenset[GapKey] = frozenset()
    unplanned: tuple[Unplanned, ...] = ()
    untied: tuple[Unplanned, ...] = ()


@dataclass(frozen=True, slots=True)
class Closing:
    """A month that was sealed as the run with that `digest` left it, and when."""

    organisation: str
    month: Month
    digest: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Run:
    """A remembered run without its rows; `number` counts the runs of the memory from 1."""

    number: int
    organisation: str
    month: Month
    as_of: date
    version: str
    schema_version: str
    digest: str
