"""All files of a month as one table: which are reports, whose, which of them stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.core.names import name_book
from pipeline.core.received import Outcome, Submission
from pipeline.merge.frame import build_table
from pipeline.merge.returns import Expected, Return, Taken, take_workbook
from pipeline.merge.standing import choose, find_copies

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.core.calendar import Month
    from pipeline.core.finding import Finding, Reading
    from pipeline.core.names import NameBook
    from pipeline.core.plan import Plan
    from pipeline.core.received import ReadFile, Received
    from pipeline.core.schema import MeasureSchema
    from pipeline.core.table import Table

# Findings that leave a question for the analyst instead of sending the file back.
_QUESTIONS = frozenset({"organisation_unknown", "division_unknown"})


@dataclass(frozen=True, slots=True)
class Merged:
    """The month's files merged: the returns that stand and their rows as one table.

    `submissions` has every file once, in the order of the files; an outcome that depends on the
    checks is still `accepted`. `refused` are divisions known only from a refused file.
    """

    table: Table
    returns: tuple[Return, ...]
    submissions: tuple[Submission, ...]
    findings: tuple[Finding, ...]
    readings: tuple[Reading, ...]

    @property
    def rows_read(self) -> int:
        """Number of reported rows in the returns that stand."""
        return len(self.table.frame)


def expect(
    plan: Plan, month: Month, aliases: Iterable[tuple[str, str]], schema: MeasureSchema
) -> Expected:
    """What the month's workbooks are held against; `aliases` are (text, division)."""
    return Expected(
        plan, month, division_names(plan, aliases, schema), organisation_names(plan), schema
    )


def division_names(
    plan: Plan, aliases: Iterable[tuple[str, str]], schema: MeasureSchema
) -> NameBook:
    """The divisions of the plan by every name they are known by."""
    explained = tuple(aliases)
    affixes = (plan.organisation.name, *schema.layout.office_words)
    return name_book(
        (
            (one.name, (*one.aliases, *(text for text, name in explained if name == one.name)))
            for one in plan.divisions
        ),
        (*affixes, *_short_names(plan, schema)),
    )


def organisation_names(plan: Plan) -> NameBook:
    """The organisation of the plan by its name and code."""
    own = plan.organisation
    return name_book([(own.name, (own.code,))])


def _short_names(plan: Plan, schema: MeasureSchema) -> tuple[str, ...]:
    """The organisation's name with each word for such an office (`อบต.วังทอง`), and without."""
    words, name = schema.layout.office_words, plan.organisation.name
    bare = next((name.removeprefix(word) for word in words if name.startswith(word)), "")
    return tuple(word + bare for word in words) if bare else ()


def merge_files(files: Sequence[ReadFile], expected: Expected) -> Merged:
    """Every file of the inbox taken, refused or passed over; the standing returns as a table."""
    copies = find_copies(files)
    taken = {
        file.received.name: take_workbook(file.received, file.workbook, expected)
        for file in files
        if file.workbook is not None and file.received.name not in copies
    }
    chosen = choose([one for each in taken.values() for one in each.returns])
    standing = {one.received.name for one in chosen.standing}
    left = {
        finding.where.file: finding
        for finding in chosen.superseded
        if finding.where.file not in standing
    }
    submissions = []
    findings: list[Finding] = []
    for file in files:
        name = file.received.name
        submission, own = _account(file, taken.get(name), copies.get(name) or left.get(name))
        submissions.append(submission)
        findings += own
    readings = [one for name, each in taken.items() if name in standing for one in each.readings]
    return Merged(
        build_table(chosen.standing),
        chosen.standing,
        tuple(submissions),
        tuple(findings),
        tuple(readings),
    )


def _account(
    file: ReadFile, taken: Taken | None, aside: Finding | None
) -> tuple[Submission, list[Finding]]:
    """What became of one file, and the findings that stand for it."""
    received = file.received
    if received.passed_over is not None and file.refusal is not None:
        return Submission(received, Outcome.PASSED_OVER, reason=file.refusal), [file.refusal]
    if file.refusal is not None:
        return Submission(received, Outcome.REFUSED, reason=file.refusal), [file.refusal]
    if aside is not None and aside.code == "file_duplicate":
        return Submission(received, Outcome.DUPLICATE, reason=aside), [aside]
    if taken is None:
        return Submission(received, Outcome.PASSED_OVER), []
    if taken.refusal is not None:
        return _refused(received, taken), [*file.notes, *taken.findings]
    if aside is not None:
        return _stood(received, taken, Outcome.SUPERSEDED, aside), [aside]
    return _stood(received, taken, Outcome.ACCEPTED, None), [*file.notes, *taken.findings]


def _refused(received: Received, taken: Taken) -> Submission:
    reason = taken.refusal
    asked = reason is not None and reason.code in _QUESTIONS
    outcome = Outcome.WAITING if asked else Outcome.REFUSED
    return Submission(received, outcome, division=taken.division, reason=reason)


def _stood(
    received: Received, taken: Taken, outcome: Outcome, reason: Finding | None
) -> Submission:
    division = "; ".join(dict.fromkeys(one.division for one in taken.returns))
    return Submission(received, outcome, division, reason=reason)


def refused_divisions(submissions: Iterable[Submission]) -> Mapping[str, Submission]:
    """Divisions that sent something of which nothing could be taken, by the plan's name."""
    refused = (Outcome.REFUSED, Outcome.WAITING)
    return {one.division: one for one in submissions if one.division and one.outcome in refused}
