"""What was accepted of the reports: of a duty, or of work that is tied to none."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.core.address import Address
    from pipeline.core.calendar import Month, Span
    from pipeline.core.duty import Status


@dataclass(frozen=True, slots=True)
class Accepted:
    """What was accepted of one row: the values of a duty, or of unplanned work.

    `acted_on` are the accepted dates; `reported_month` is the month that the values are of,
    `carried` the fields that stand from an earlier month because this month's were not taken.
    `more` are the texts of further columns of the schema, by key.
    """

    reported_month: Month
    source: Address
    source_sha256: str
    status: Status | None = None
    progress: float | None = None
    acted_on: tuple[Span, ...] = ()
    result: str = ""
    evidence: str = ""
    obstacle: str = ""
    recommendation: str = ""
    spent: float | None = None
    outside_period: bool = False
    carried: tuple[str, ...] = ()
    more: Mapping[str, str] = field(default_factory=dict)


# What is decided by; a division's other columns stand in `more`.
ACCEPTED_FIELDS = frozenset(one.name for one in fields(Accepted))


@dataclass(frozen=True, slots=True)
class Unplanned:
    """Accepted work that answers no planned step; `measure_no` where it stands under one."""

    division: str
    measure_no: str | None
    measure: str
    accepted: Accepted


@dataclass(frozen=True, slots=True)
class Likely:
    """The planned step that a result is most like: a suggestion, `likeness` in percent."""

    step_no: str
    likeness: int


@dataclass(frozen=True, slots=True)
class Untied:
    """An accepted result of a measure of which it is not known which step it answers."""

    work: Unplanned
    likely: Likely | None = None
