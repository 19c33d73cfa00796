"""What comes up while a sheet is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.core.finding import Finding, Reading


@dataclass(slots=True)
class Listed:
    """Findings and readings in the order in which they came up."""

    findings: list[Finding] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)

    def add(self, other: Listed) -> None:
        """Take over what came up elsewhere."""
        self.findings += other.findings
        self.readings += other.readings
