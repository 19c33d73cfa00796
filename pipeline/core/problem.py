"""What stops a run and the person at the screen can mend."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pipeline.core.finding import Fact, Finding


class PipelineError(Exception):
    """A run that cannot go on; nothing was written or changed.

    `key` names its sentence in the words' group `cli`; `facts` fill the sentence. `findings` are
    the points to mend, where the trouble is in a workbook.
    """

    def __init__(
        self,
        key: str,
        facts: Mapping[str, Fact] | None = None,
        findings: Sequence[Finding] = (),
    ) -> None:
        super().__init__(key, facts, findings)
        self.key = key
        self.facts: Mapping[str, Fact] = facts or {}
        self.findings = tuple(findings)

    def __str__(self) -> str:
        told = ", ".join(f"{name}={fact}" for name, fact in self.facts.items())
        return f"{self.key} ({told})" if told else self.key


def cannot_write(path: Path) -> PipelineError:
    """The disk is full, failing, or does not let us write to `path`."""
    key = "cannot_write"
    return PipelineError(key, {"path": str(path)})
