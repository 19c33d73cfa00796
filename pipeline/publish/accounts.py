"""For each file one sentence on what it was taken for, and why."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pipeline.core.finding import Word
from pipeline.core.received import BETWEEN_DIVISIONS, TAKEN, Outcome

if TYPE_CHECKING:
    from pipeline.core.finding import Facts
    from pipeline.core.received import Submission
    from pipeline.core.report import MonthReport
    from pipeline.core.words import Words

_OPEN = (Outcome.REFUSED, Outcome.WAITING)


class Accounts:
    """The sentences of one month's files, in the language of the words."""

    def __init__(self, report: MonthReport, words: Words) -> None:
        self._words = words
        schema = report.schema
        self._points = Counter(
            one.where.file for one in report.findings if schema.rule(one.code).asked
        )
        self._standing = {
            division
            for one in report.submissions
            if one.outcome in TAKEN
            for division in one.divisions
        }

    def of(self, one: Submission) -> str:
        """What the file was taken for, by what that is known, and what is the matter with it."""
        parts = self._taken(one) if one.outcome in TAKEN else self._left(one)
        told = one.received.authentication
        if told and one.outcome is not Outcome.PASSED_OVER:
            parts.append(self._say("authentication", {"found": told}))
        return self._words.get("account", "between").join(part for part in parts if part)

    def _taken(self, one: Submission) -> list[str]:
        points = self._points[one.received.name]
        taken = self._say(
            "taken",
            {
                "division": (one.division or "").replace(BETWEEN_DIVISIONS, ", "),
                "month": one.month,
                "basis": Word("basis", one.basis) if one.basis else None,
                "measures": self._words.number(", ".join(one.measures)) or None,
                "way": one.way or None,
            },
        )
        return [taken, self._say(one.outcome, {"count": points})]

    def _left(self, one: Submission) -> list[str]:
        parts = [self._words.finding(one.reason) if one.reason else ""]
        if one.outcome in _OPEN and one.division:
            if one.basis:
                basis = Word("basis", one.basis)
                parts.append(self._say("meant", {"basis": basis, "division": one.division}))
            if self._standing.issuperset(one.divisions):
                parts.append(self._say("standing", {}))
        return parts

    def _say(self, key: str, facts: Facts) -> str:
        return self._words.fill(self._words.get("account", key), facts)
