"""Which of a division's submissions stands: copies counted once, the newest valid one taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline.core.address import Address
from pipeline.core.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.core.received import ReadFile
    from pipeline.merge.returns import Return

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The returns that stand, and for each file that does not the finding that says why."""

    standing: tuple[Return, ...]
    superseded: tuple[Finding, ...]


def find_copies(files: Sequence[ReadFile]) -> dict[str, Finding]:
    """By file name, the finding of each file whose content equals an earlier one's."""
    first: dict[str, str] = {}
    copies: dict[str, Finding] = {}
    for file in files:
        name, sha256 = file.received.name, file.received.sha256
        if sha256 is None or file.received.passed_over:
            continue
        other = first.setdefault(sha256, name)
        if other != name:
            copies[name] = Finding("file_duplicate", Address(name), {"other": other})
    return copies


def choose(returns: Sequence[Return]) -> Chosen:
    """One return a division: newest by mail date, date of report, revision, then SHA-256."""
    standing: dict[str, Return] = {}
    for one in returns:
        other = standing.get(one.division)
        if other is None or _rank(one) > _rank(other):
            standing[one.division] = one
    left = [one for one in returns if standing[one.division] is not one]
    superseded = [
        Finding(
            "file_superseded",
            Address(one.received.name),
            {"other": standing[one.division].received.name},
            division=one.division,
        )
        for one in left
    ]
    kept = [one for one in returns if standing[one.division] is one]
    return Chosen(tuple(kept), tuple(superseded))


def _rank(one: Return) -> tuple[datetime, str, int, str, str]:
    received = one.received
    reported = "" if one.reported_on is None else one.reported_on.isoformat()
    mailed = received.received or _NEVER
    return (mailed, reported, one.revision, received.sha256 or "", one.sheet)
