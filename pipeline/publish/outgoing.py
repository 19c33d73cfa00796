"""What goes back to each division: which points it has to mend, in which order."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.core.finding import Severity
from pipeline.core.received import TAKEN, Outcome
from pipeline.publish.letters import LetterKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from pipeline.core.calendar import Month
    from pipeline.core.finding import Finding
    from pipeline.core.received import Submission
    from pipeline.core.schema import MeasureSchema


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


def letter_key(one: Outgoing, month: Month, by: date) -> str:
    """What a letter is about, whatever its language and digits: the same is not sent twice.

    A reminder for another day is another letter.
    """
    told = [one.division, one.kind.value, str(month)]
    told += [each.received.sha256 or each.received.name for each in one.submissions]
    told += [f"{point.code} {point.where} {sorted(point.facts.items())}" for point in one.points]
    told += [by.isoformat()] if one.kind is LetterKind.REMIND else []
    return hashlib.sha256("\n".join(told).encode("utf-8", "surrogatepass")).hexdigest()


def outgoing_of(
    divisions: Iterable[str],
    submissions: Sequence[Submission],
    findings: Sequence[Finding],
    schema: MeasureSchema,
) -> tuple[Outgoing, ...]:
    """Each division's return; none where all that came of it waits for the analyst's answer."""
    found = []
    for division in divisions:
        own = _standing(division, submissions)
        if not own and _waits(division, submissions):
            continue
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


def _waits(division: str, submissions: Sequence[Submission]) -> bool:
    return any(
        one.outcome is Outcome.WAITING and division in (*one.divisions, one.seems)
        for one in submissions
    )


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
        and schema.rule(one.code).asked
    ]
    return tuple(sorted(own, key=lambda one: schema.severity(one.code) is not Severity.ERROR))
