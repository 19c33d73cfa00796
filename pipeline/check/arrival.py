"""When a division's report came, against the day that it was due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.core.address import Address
from pipeline.core.finding import Finding
from pipeline.core.received import TAKEN, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from pipeline.core.finding import Facts
    from pipeline.core.received import Submission

_CAME = (*TAKEN, Outcome.SUPERSEDED)


def find_late_reports(submissions: Sequence[Submission], due: date) -> Iterator[Finding]:
    """The first usable report of each division, where it was mailed after the day it was due.

    What a division sends again later to mend it is not late; nothing is said where one of its
    files lay in the folder itself, as nobody knows when that one came.
    """
    whose = {one.received.sha256: one.divisions for one in submissions if one.outcome in _CAME}
    came: dict[str, list[Submission]] = {}
    for one in submissions:
        copied = one.outcome is Outcome.DUPLICATE
        divisions = whose.get(one.received.sha256, ()) if copied else one.divisions
        for division in divisions if copied or one.outcome in _CAME else ():
            came.setdefault(division, []).append(one)
    for division, own in came.items():
        mailed = [(one.received.received, one) for one in own]
        dated = [(moment, one) for moment, one in mailed if moment is not None]
        if len(dated) < len(mailed):
            continue
        moment, first = min(dated, key=lambda pair: (pair[0], pair[1].received.name))
        days = (moment.date() - due).days
        if days > 0:
            facts: Facts = {"received": moment.date(), "due": due, "days": days}
            yield Finding("submitted_late", Address(first.received.name), facts, division)
