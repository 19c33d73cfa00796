"""What goes back to each division: which points it has to mend, in which order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.core.finding import Audience, Severity
from pipeline.core.received import TAKEN, Outcome
from pipeline.publish.letters import LetterKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.core.finding import Finding
    from pipeline.core.received import Submission
    from pipeline.core.schema import MeasureSchema

_ASKED = (Severity.ERROR, Severity.WARNING)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One division's return: `submissions` are what stands of it, or the one that was refused.

    None: nothing came. Several stand where each has measures of its own. `points` are what the
    division has to mend, most important first.
    """

    division: str
    kind: LetterKind
    submissions: tuple[Submission, ...] = ()
    points: tuple[Finding, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether nothing of what it sent could be taken."""
        return any(one.outcome not in TAKEN for one in self.submissions)

    @property
    def files(self) -> tuple[str, ...]:
        """The names of its files below the inbox."""
        return tuple(one.received.name for one in self.submissions)


def outgoing_of(
    divisions: Iterable[str],
    submissions: Sequence[Submission],
    findings: Sequence[Finding],
    schema: MeasureSchema,
) -> tuple[Outgoing, ...]:
    """Each division's return."""
    found = []
    for division in divisions:
        own = _standing(division, submissions)
        if not own:
            found.append(Outgoing(division, LetterKind.REMIND))
            continue
        points = _points(division, own, findings, schema)
        kind = LetterKind.MEND if points else LetterKind.RECEIPT
        found.append(Outgoing(division, kind, own, points))
    return tuple(found)


def _standing(division: str, submissions: Sequence[Submission]) -> tuple[Submission, ...]:
    """What was taken of the division, else the last that was refused."""
    own = [one for one in submissions if division in one.divisions]
    taken = tuple(one for one in own if one.outcome in TAKEN)
    refused = [one for one in own if one.outcome is Outcome.REFUSED]
    return taken or tuple(refused[-1:])


def _points(
    division: str,
    submissions: Sequence[Submission],
    findings: Sequence[Finding],
    schema: MeasureSchema,
) -> tuple[Finding, ...]:
    """What the division is to mend in its files: errors first, then in the sheet's order."""
    files = {one.received.name for one in submissions}
    own = [
        one
        for one in findings
        if one.where.file in files
        and one.division in (None, division)
        and schema.rule(one.code).audience is Audience.DIVISION
        and schema.severity(one.code) in _ASKED
    ]
    return tuple(sorted(own, key=lambda one: _ASKED.index(schema.severity(one.code))))
