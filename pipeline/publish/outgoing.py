"""What goes back to each division: which points it has to mend, in which order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.core.finding import Audience, Severity
from pipeline.core.received import TAKEN, Outcome
from pipeline.publish.letters import LetterKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pipeline.core.finding import Finding
    from pipeline.core.received import Submission
    from pipeline.core.schema import MeasureSchema

_ASKED = (Severity.ERROR, Severity.WARNING)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One division's return: `submission` is what stands of it, or was refused; None: nothing came.

    `points` are what it has to mend, most important first.
    """

    division: str
    kind: LetterKind
    submission: Submission | None = None
    points: tuple[Finding, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether nothing of what it sent could be taken."""
        return self.submission is not None and self.submission.outcome not in TAKEN


def outgoing_of(
    divisions: Iterable[str],
    submissions: Sequence[Submission],
    findings: Sequence[Finding],
    schema: MeasureSchema,
    meant: Callable[[str], str | None],
) -> tuple[Outgoing, ...]:
    """Each division's return; `meant` gives the division that a refused file is named after."""
    found = []
    for division in divisions:
        submission = _standing(division, submissions, meant)
        if submission is None:
            found.append(Outgoing(division, LetterKind.REMIND))
            continue
        points = _points(division, submission, findings, schema)
        kind = LetterKind.MEND if points else LetterKind.RECEIPT
        found.append(Outgoing(division, kind, submission, points))
    return tuple(found)


def _standing(
    division: str, submissions: Sequence[Submission], meant: Callable[[str], str | None]
) -> Submission | None:
    """What was taken of the division, else the last that was refused."""
    own = [one for one in submissions if division in one.divisions]
    taken = [one for one in own if one.outcome in TAKEN]
    refused = [
        one
        for one in submissions
        if one.outcome is Outcome.REFUSED
        and division in (one.divisions or (meant(one.received.name),))
    ]
    return next(iter((*taken, *refused[-1:])), None)


def _points(
    division: str, submission: Submission, findings: Sequence[Finding], schema: MeasureSchema
) -> tuple[Finding, ...]:
    """What the division is to mend in its file: errors first, then in the sheet's order."""
    own = [
        one
        for one in findings
        if one.where.file == submission.received.name
        and one.division in (None, division)
        and schema.rule(one.code).audience is Audience.DIVISION
        and schema.severity(one.code) in _ASKED
    ]
    return tuple(sorted(own, key=lambda one: _ASKED.index(schema.severity(one.code))))
