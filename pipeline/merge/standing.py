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
    """The returns that stand, and each that does not with the finding that says why."""

    standing: tuple[Return, ...]
    superseded: tuple[tuple[Return, Finding], ...]


def find_copies(files: Sequence[ReadFile]) -> dict[str, Finding]:
    """By file name, the finding of each file whose content equals that of one before it by name."""
    first: dict[str, str] = {}
    copies: dict[str, Finding] = {}
    for file in sorted(files, key=lambda file: file.received.name):
        name, sha256 = file.received.name, file.received.sha256
        if sha256 is None or file.received.passed_over:
            continue
        other = first.setdefault(sha256, name)
        if other != name:
            copies[name] = Finding("file_duplicate", Address(name), {"other": other})
    return copies


def choose(returns: Sequence[Return]) -> Chosen:
    """One return a division: newest by mail date, date of report, revision, then SHA-256.

    Of two sheets of one workbook for one division the first stands.
    """
    standing: dict[str, Return] = {}
    for one in returns:
        other = standing.get(one.division)
        if other is None or _rank(one) > _rank(other):
            standing[one.division] = one
    kept = tuple(one for one in returns if standing[one.division] is one)
    left = [one for one in returns if standing[one.division] is not one]
    return Chosen(kept, tuple((one, _superseded(one, standing[one.division])) for one in left))


def _superseded(one: Return, by: Return) -> Finding:
    """The finding on the file, or on the sheet where the other stands in the same file."""
    file = one.received.name
    if by.received.name == file:
        where, other = Address(file, one.sheet), by.sheet
    else:
        where, other = Address(file), by.received.name
    return Finding("file_superseded", where, {"other": other}, division=one.division)


def _rank(one: Return) -> tuple[datetime, str, int, str, int]:
    received = one.received
    reported = "" if one.reported_on is None else one.reported_on.isoformat()
    mailed = received.received or _NEVER
    return (mailed, reported, one.revision, received.sha256 or "", -one.place)
