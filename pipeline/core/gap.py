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
class Gap:
    """What the plan asks and the reports do not show, for whoever must act on it."""

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
