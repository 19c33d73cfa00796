"""What a form is issued with: whose, of which month, and what is known already."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.core.edition import edition_of
from pipeline.core.past import Past

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from pipeline.core.calendar import Month
    from pipeline.core.duty import Duty
    from pipeline.core.edition import Edition
    from pipeline.core.plan import Division, Plan
    from pipeline.core.schema import MeasureSchema
    from pipeline.core.words import Words


@dataclass(frozen=True, slots=True)
class Filling:
    """What already stands in a form beside what earlier months gave.

    `rows` are texts by field, by `Duty.key`; `unplanned` are the spare rows' texts by field;
    `headings` what stands beside a label above the table, by its key.
    """

    rows: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    unplanned: tuple[Mapping[str, str], ...] = ()
    headings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Issue:
    """One division's form of one month; `as_of` is the day that the month will be cut off.

    `duties` are its rows: what the division owes in the month, in the plan's order.
    """

    plan: Plan
    division: Division
    duties: tuple[Duty, ...]
    month: Month
    as_of: date
    due: date
    schema: MeasureSchema
    words: Words
    past: Past = field(default_factory=Past)
    revision: int = 1
    filling: Filling = field(default_factory=Filling)

    @property
    def edition(self) -> Edition:
        """What tells this form from those of other months, plans and versions."""
        steps = (duty.step for duty in self.duties)
        return edition_of(self.plan, steps, self.month, self.schema.version)
