"""What the memory keeps of a run, and what it hands over to the runs of later months."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from pipeline.core.calendar import Month
    from pipeline.core.duty import Accepted, Unplanned
    from pipeline.core.received import Submission


@dataclass(frozen=True, slots=True)
class Past:
    """The last accepted values of each duty (by `Duty.key`) before a month of the fiscal year.

    `verdicts` are the verdict words of the month just before, empty where it was not
    consolidated. `months` are the earlier months that were consolidated, oldest first.
    `unchanged_since` is the month from which a duty's last accepted status, progress, dates,
    result, evidence and spending have stood as they are; `last_heard` the latest earlier month
    in which a division (by name) sent a report, a nil return included, that was taken.
    """

    accepted: Mapping[str, Accepted] = field(default_factory=dict)
    verdicts: Mapping[str, str] = field(default_factory=dict)
    months: tuple[Month, ...] = ()
    unchanged_since: Mapping[str, Month] = field(default_factory=dict)
    last_heard: Mapping[str, Month] = field(default_factory=dict)

    def of(self, key: str) -> Accepted | None:
        """The duty's last accepted values; None where there are none."""
        return self.accepted.get(key)


@dataclass(frozen=True, slots=True)
class RunRecord:
    """All that is remembered of one run; `digest` is the SHA-256 over what the run read.

    `accepted` and `verdicts` are by `Duty.key`, the verdicts as their words.
    """

    organisation: str
    month: Month
    as_of: date
    version: str
    schema_version: str
    digest: str
    submissions: tuple[Submission, ...] = ()
    accepted: Mapping[str, Accepted] = field(default_factory=dict)
    verdicts: Mapping[str, str] = field(default_factory=dict)
    unplanned: tuple[Unplanned, ...] = ()


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
