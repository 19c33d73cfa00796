"""Which of a division's submissions stand: copies counted once, the newest of each measure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from pipeline.core.address import Address
from pipeline.core.finding import Finding, Reading, Word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.core.calendar import Month
    from pipeline.core.finding import Facts
    from pipeline.core.received import ReadFile
    from pipeline.merge.returns import Return

_NEVER = datetime.min.replace(tzinfo=UTC)
_STRANGE = timedelta(days=366)
# What each place of a rank is called in the words `stands_by`.
_RANKED_BY = ("mailed", "reported", "revision", "digest", "sheet")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The returns that stand, and each that does not with the finding that says why.

    `split` are divisions of which several stand together, each for measures of its own.
    """

    standing: tuple[Return, ...]
    superseded: tuple[tuple[Return, Finding], ...]
    split: frozenset[str] = frozenset()


def find_copies(files: Sequence[ReadFile]) -> dict[str, Finding]:
    """By file name, the finding of each file whose content equals that of one that is kept.

    Kept is the copy that was mailed last, of those the first by name: who sends a file again says
    that it holds.
    """
    kept: dict[str, ReadFile] = {}
    own = [one for one in files if one.received.sha256 and not one.received.passed_over]
    for file in sorted(own, key=_copy_rank):
        kept.setdefault(file.received.sha256 or "", file)
    copies: dict[str, Finding] = {}
    for file in own:
        name, other = file.received.name, kept[file.received.sha256 or ""].received.name
        if other != name:
            copies[name] = Finding("file_duplicate", Address(name), {"other": other})
    return copies


def without_strange_date(file: ReadFile, month: Month) -> tuple[ReadFile, tuple[Reading, ...]]:
    """The file without the date of its mail where that is over a year from the month: listed.

    A clock that is set wrong would let an old report stand before every newer one.
    """
    mailed = file.received.received
    if mailed is None:
        return file, ()
    if month.first - _STRANGE <= mailed.date() <= month.last + _STRANGE:
        return file, ()
    reading = Reading(Address(file.received.name), mailed.isoformat(), "", "mail_date_ignored")
    return replace(file, received=replace(file.received, received=None)), (reading,)


def choose(returns: Sequence[Return]) -> Chosen:
    """The returns that stand, by mail date, date of report, revision, SHA-256 and sheet.

    A return gives way to every later one of its division that has a row of one of its measures;
    those that share none stand together. One without any row of a measure speaks for all.
    """
    of_division: dict[str, list[Return]] = {}
    for one in sorted(returns, key=_rank, reverse=True):
        of_division.setdefault(one.division, []).append(one)
    newer = {
        id(one): next((other for other in own[:place] if _replaces(other, one)), None)
        for own in of_division.values()
        for place, one in enumerate(own)
    }
    kept = tuple(one for one in returns if newer[id(one)] is None)
    left = ((one, by) for one in returns if (by := newer[id(one)]) is not None)
    count = Counter(one.division for one in kept)
    return Chosen(
        kept,
        tuple((one, _superseded(one, by)) for one, by in left),
        frozenset(name for name, many in count.items() if many > 1),
    )


def _replaces(newer: Return, one: Return) -> bool:
    return not (newer.measures and one.measures) or not newer.measures.isdisjoint(one.measures)


def _superseded(one: Return, by: Return) -> Finding:
    """The finding on the file, or on the sheet where the other stands in the same file."""
    file = one.received.name
    if by.received.name == file:
        where, other = Address(file, one.sheet), by.sheet
    else:
        where, other = Address(file), by.received.name
    pairs = zip(_RANKED_BY, _rank(by), _rank(one), strict=True)
    decided = next((name for name, newer, older in pairs if newer != older), _RANKED_BY[-1])
    facts: Facts = {"other": other, "why": Word("stands_by", decided)}
    return Finding("file_superseded", where, facts, division=one.division)


def _rank(one: Return) -> tuple[datetime, str, int, str, int]:
    received = one.received
    reported = "" if one.reported_on is None else one.reported_on.isoformat()
    mailed = received.received or _NEVER
    return (mailed, reported, one.revision, received.sha256 or "", -one.place)


def _copy_rank(file: ReadFile) -> tuple[float, str]:
    mailed = file.received.received
    return (float("inf") if mailed is None else -mailed.timestamp(), file.received.name)


def measures_of(returns: Sequence[Return]) -> Mapping[str, tuple[str, ...]]:
    """By file name, the measures that its standing returns have rows of, in order."""
    found: dict[str, set[str]] = {}
    for one in returns:
        found.setdefault(one.received.name, set()).update(one.measures)
    return {name: tuple(sorted(own, key=_numerically)) for name, own in found.items()}


def _numerically(number: str) -> tuple[int, str]:
    return (int(number) if number.isdecimal() else 0, number)
