"""Everything one consolidated month has to show, handed to whoever prints it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.core.duty import Tracked, Verdict
from pipeline.core.sealing import DRAFT, SealState

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from pipeline.core.address import Address
    from pipeline.core.calendar import Month
    from pipeline.core.changes import Comparison
    from pipeline.core.finding import Audience, Finding, Reading, Severity
    from pipeline.core.framework import Framework
    from pipeline.core.gap import Gap
    from pipeline.core.plan import Correction, Plan
    from pipeline.core.received import Outcome, Submission
    from pipeline.core.schema import MeasureSchema, Urgency
    from pipeline.core.score_board import ScoreBoard


@dataclass(frozen=True, slots=True)
class MonthReport:
    """One month of one organisation, decided; order is the order of printing.

    `inputs` (the inbox) and `settings_files` give the SHA-256 of what was read, by file name.
    `corrected` are the analyst's corrections that were made, with their cells.
    """

    plan: Plan
    month: Month
    as_of: date
    schema: MeasureSchema
    framework: Framework | None
    tracked: tuple[Tracked, ...]
    gaps: tuple[Gap, ...]
    findings: tuple[Finding, ...]
    readings: tuple[Reading, ...]
    submissions: tuple[Submission, ...]
    compared: Comparison
    silent: tuple[str, ...]
    files_received: int
    rows_read: int
    inputs: Mapping[str, str]
    settings_files: Mapping[str, str] = field(default_factory=dict)
    corrected: Mapping[Correction, Address] = field(default_factory=dict)
    scores: ScoreBoard | None = None
    edition: SealState = DRAFT

    @property
    def planned(self) -> tuple[Tracked, ...]:
        """Rows of planned steps."""
        return tuple(row for row in self.tracked if row.duty is not None)

    @property
    def unplanned(self) -> tuple[Tracked, ...]:
        """Rows of work that answers no planned step."""
        return tuple(row for row in self.tracked if row.verdict is Verdict.UNPLANNED)

    @property
    def untied(self) -> tuple[Tracked, ...]:
        """Rows of results that answer a measure, and it is not known which step of it."""
        return tuple(
            row for row in self.tracked if row.duty is None and row.verdict is not Verdict.UNPLANNED
        )

    def verdicts(self, verdict: Verdict) -> int:
        """Number of planned steps with that verdict."""
        return sum(row.verdict is verdict for row in self.planned)

    @property
    def due(self) -> tuple[Tracked, ...]:
        """Planned steps of which at least one occurrence has ended, not waived or cancelled."""
        excused = (Verdict.WAIVED, Verdict.CANCELLED)
        return tuple(
            row for row in self.planned if row.fallen_due > 0 and row.verdict not in excused
        )

    def gaps_for(self, audience: Audience) -> tuple[Gap, ...]:
        """Gaps that this audience acts on."""
        return tuple(gap for gap in self.gaps if gap.audience is audience)

    def gap_count(self, urgency: Urgency) -> int:
        """Number of gaps of that urgency."""
        return sum(gap.severity is urgency for gap in self.gaps)

    def outcome_count(self, *outcomes: Outcome) -> int:
        """Number of files with any of the outcomes."""
        return sum(one.outcome in outcomes for one in self.submissions)

    def finding_count(self, severity: Severity) -> int:
        """Number of findings of that severity."""
        return sum(self.schema.severity(one.code) is severity for one in self.findings)
