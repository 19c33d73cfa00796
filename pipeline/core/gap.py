"""What the plan asks and the reports do not show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from pipeline.core.address import Address
    from pipeline.core.calendar import Month, Span
    from pipeline.core.finding import Audience, Fact, Facts
    from pipeline.core.schema import Urgency


@dataclass(frozen=True, slots=True)
class GapKey:
    """By what a gap is known again in another month.

    `mark` is the window of work that has several, the indicator of a score, else blank.
    """

    code: str
    division: str | None = None
    measure_no: str | None = None
    step_no: str | None = None
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """What the plan asks and the reports do not show, for whoever must act on it.

    `about` names the work where this year's plan does not.
    """

    code: str
    severity: Urgency
    audience: Audience
    facts: Facts
    division: str | None = None
    measure_no: str | None = None
    step_no: str | None = None
    window: Span | None = None
    days: int | None = None
    since: Month | None = None
    planned: Fact = None
    actual: Fact = None
    owner: str | None = None
    act_by: date | None = None
    source: Address | None = None
    mark: str = ""
    about: str | None = None

    @property
    def key(self) -> GapKey:
        """By what it is known again in another month."""
        return GapKey(self.code, self.division, self.measure_no, self.step_no, self.mark)
