"""The fiscal year's plan: who owes which step, when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from pipeline.core.address import Address
    from pipeline.core.calendar import FiscalYear, Month
    from pipeline.core.gap import GapKey
    from pipeline.core.periods import Frequency, Period


@dataclass(frozen=True, slots=True)
class Organisation:
    """The local government; positions only, never persons' names."""

    code: str
    name: str
    fiscal_year: FiscalYear
    district: str = ""
    province: str = ""
    document_no: str = ""
    addressee: str = ""
    author: str = ""
    reviewers: tuple[str, ...] = ()
    due_day: int | None = None
    ita_closing: date | None = None


@dataclass(frozen=True, slots=True)
class Division:
    """A สำนัก, กอง or งาน that reports; `parent` is the division it belongs to."""

    name: str
    code: str = ""
    aliases: tuple[str, ...] = ()
    parent: str = ""
    email: str = ""
    telephone: str = ""
    head: str = ""
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One planned way of doing a measure (วิธีการ), owed by each of `divisions`.

    `frequency` None is not stated; `evidence_required` None is asked, never required.
    `code` is `measure_no.step_no` unless the plan says otherwise.
    """

    code: str
    measure_no: str
    step_no: str
    method: str
    responsible: str
    divisions: tuple[str, ...]
    period: Period
    where: Address
    frequency: Frequency | None = None
    oit_item: str = ""
    evidence_required: bool | None = None
    in_percent: bool = False
    budget: float | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure (มาตรการ) and its steps in the plan's order."""

    number: str
    title: str
    steps: tuple[Step, ...]
    where: Address
    indicators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """Last year's score of one ITA indicator, on 100; None where the plan leaves it blank."""

    indicator: str
    score: float | None
    weakness: str
    where: Address


@dataclass(frozen=True, slots=True)
class Amendment:
    """A change of the plan within the year."""

    effective: date | None
    measure_no: str | None
    step_no: str | None
    change: str
    approved_by: str
    document_no: str


@dataclass(frozen=True, slots=True)
class Waiver:
    """A step that a division need not do; blank division, measure or step means any.

    `until` None never ends. Where `gap` is a gap's code, that gap is closed and the step is owed.
    """

    subject: str
    division: str | None
    measure_no: str | None
    step_no: str | None
    reason: str
    approved_by: str
    until: date | None
    where: Address
    gap: str | None = None

    def covers(self, measure_no: str | None, step_no: str | None, division: str | None) -> bool:
        """Whether it speaks of that step of that division."""
        return (
            self.division in (None, division)
            and self.measure_no in (None, measure_no)
            and self.step_no in (None, step_no)
        )

    def holds(self, as_of: date) -> bool:
        """Whether it has not ended on that day."""
        return self.until is None or as_of <= self.until


@dataclass(frozen=True, slots=True)
class Correction:
    """A cell that the analyst corrected, with the reason; listed in every report."""

    month: Month | None
    file: str
    cell: str
    old: str
    new: str
    reason: str
    corrected_by: str
    where: Address


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan workbook, read; `file` is its name, `sha256` its fingerprint."""

    file: str
    sha256: str
    organisation: Organisation
    divisions: tuple[Division, ...]
    measures: tuple[Measure, ...]
    scores: tuple[Score, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    corrections: tuple[Correction, ...] = ()

    @property
    def fiscal_year(self) -> FiscalYear:
        """The year the plan is of."""
        return self.organisation.fiscal_year

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every step, in the plan's order."""
        return tuple(step for measure in self.measures for step in measure.steps)

    def measure(self, number: str) -> Measure | None:
        """The measure of that number."""
        return next((measure for measure in self.measures if measure.number == number), None)

    def step(self, measure_no: str, step_no: str) -> Step | None:
        """The step of those numbers."""
        measure = self.measure(measure_no)
        steps = measure.steps if measure else ()
        return next((step for step in steps if step.step_no == step_no), None)

    def is_waived(self, step: Step, division: str, as_of: date) -> bool:
        """Whether the plan excuses the division from the step on that day."""
        return any(
            one.gap is None
            and one.covers(step.measure_no, step.step_no, division)
            and one.holds(as_of)
            for one in self.waivers
        )

    def is_closed(self, gap: GapKey, as_of: date) -> bool:
        """Whether the plan closes the gap by naming it among the exceptions."""
        return any(
            one.gap == gap.code
            and one.covers(gap.measure_no, gap.step_no, gap.division)
            and one.holds(as_of)
            for one in self.waivers
        )

    def owing(self, division: str) -> tuple[Step, ...]:
        """The steps that the division owes, in the plan's order."""
        return tuple(step for step in self.steps if division in step.divisions)

    @property
    def reporting_divisions(self) -> tuple[Division, ...]:
        """Divisions with at least one planned step, in the plan's order."""
        owing = {name for step in self.steps for name in step.divisions}
        return tuple(division for division in self.divisions if division.name in owing)
