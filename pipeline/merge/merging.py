"""All files of a month as one table: which are reports, whose, which of them stands."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.core.received import BETWEEN_DIVISIONS, Basis, Outcome, Submission
from pipeline.core.thai import fold
from pipeline.merge.correcting import CorrectionDesk
from pipeline.merge.frame import build_table
from pipeline.merge.hints import hinted_division
from pipeline.merge.standing import (
    Chosen,
    choose,
    find_copies,
    measures_of,
    without_strange_date,
)
from pipeline.merge.taking import Taken, take_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.core.address import Address
    from pipeline.core.finding import Finding, Reading
    from pipeline.core.plan import Correction
    from pipeline.core.received import ReadFile, Received
    from pipeline.core.table import Table
    from pipeline.merge.expected import Expected
    from pipeline.merge.returns import Return

# Findings that leave a question for the analyst instead of sending the file back.
_QUESTIONS = frozenset({"organisation_unknown", "division_unknown"})


@dataclass(frozen=True, slots=True)
class Merged:
    """The month's files merged: the returns that stand and their rows as one table.

    `submissions` has every file once, in the order of the files; an outcome that depends on the
    checks is still `accepted`. `files` counts what came in. `corrected` are the analyst's
    corrections that were made, each at the cell that it was made in.
    """

    table: Table
    returns: tuple[Return, ...]
    submissions: tuple[Submission, ...]
    findings: tuple[Finding, ...]
    readings: tuple[Reading, ...]
    files: int
    corrected: Mapping[Correction, Address] = field(default_factory=dict)

    @property
    def rows_read(self) -> int:
        """Number of reported rows in the returns that stand."""
        return len(self.table.frame)


def merge_files(files: Iterable[ReadFile], expected: Expected) -> Merged:
    """Every file of the inbox taken, refused or passed over; the standing returns as a table.

    Files are taken one by one as they come, and no workbook is kept once its rows are. The
    analyst's corrections are made before anything else is read of a file.
    """
    desk = CorrectionDesk(expected.plan.corrections, expected.month, expected.words)
    seen: list[ReadFile] = []
    taken: dict[str, Taken] = {}
    strange: list[Reading] = []
    for came in files:
        file, ignored = without_strange_date(came, expected.month)
        strange += ignored
        if file.workbook is not None:
            workbook, listed = desk.correct(file.received.name, file.workbook)
            found = take_workbook(file.received, workbook, expected)
            taken[file.received.name] = replace(found, readings=(*listed, *found.readings))
        seen.append(replace(file, workbook=None))
    copies = find_copies(seen)
    taken = {name: one for name, one in taken.items() if name not in copies}
    merged = _merged(seen, copies, taken, expected)
    return replace(
        merged,
        findings=(*merged.findings, *desk.unused()),
        readings=(*strange, *merged.readings),
        corrected=desk.made,
    )


def _merged(
    files: Sequence[ReadFile],
    copies: Mapping[str, Finding],
    taken: Mapping[str, Taken],
    expected: Expected,
) -> Merged:
    chosen = choose([one for each in taken.values() for one in each.returns])
    standing = {one.received.name for one in chosen.standing}
    kept = {(one.received.name, one.sheet) for one in chosen.standing}
    left = {(one.received.name, one.sheet) for one, _ in chosen.superseded} - kept
    shares = measures_of([one for one in chosen.standing if one.division in chosen.split])
    accounts = [
        _account(one, taken.get(one.received.name), _Aside(one, copies, chosen), expected)
        for one in files
    ]
    return Merged(
        build_table(chosen.standing, expected.schema),
        chosen.standing,
        tuple(
            replace(submission, measures=shares.get(submission.received.name, ()))
            for submission, _ in accounts
        ),
        tuple(finding for _, findings in accounts for finding in findings),
        tuple(
            reading
            for each in taken.values()
            for reading in each.readings
            if reading.where.file in standing
            and (reading.where.file, reading.where.sheet) not in left
        ),
        len(files),
    )


class _Aside:
    """Why a file, or some of its sheets, does not stand."""

    def __init__(self, file: ReadFile, copies: Mapping[str, Finding], chosen: Chosen) -> None:
        name = file.received.name
        own = [pair for pair in chosen.superseded if pair[0].received.name == name]
        self.copy = copies.get(name)
        self.superseded = [finding for _, finding in own]
        kept = {one.sheet for one in chosen.standing if one.received.name == name}
        self.whole = bool(own) and not kept
        self._sheets = {one.sheet for one, _ in own} - kept

    def rest(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings that are not of a superseded sheet."""
        return [one for one in findings if one.where.sheet not in self._sheets]


def _account(
    file: ReadFile, taken: Taken | None, aside: _Aside, expected: Expected
) -> tuple[Submission, list[Finding]]:
    """What became of one file, and the findings that stand for it."""
    received = file.received
    if file.refusal is not None and received.passed_over is not None:
        return Submission(received, Outcome.PASSED_OVER, reason=file.refusal), [file.refusal]
    if file.refusal is not None:
        return _refused(received, Taken(refusal=file.refusal), expected), [file.refusal]
    if aside.copy is not None:
        return Submission(received, Outcome.DUPLICATE, reason=aside.copy), [aside.copy]
    if taken is None:
        return Submission(received, Outcome.PASSED_OVER), []
    if taken.refusal is not None:
        return _refused(received, taken, expected), [*file.notes, *taken.findings]
    if aside.whole:
        reason = aside.superseded[0]
        return _stood(received, taken, Outcome.SUPERSEDED, reason, expected), aside.superseded
    findings = [*file.notes, *aside.rest(taken.findings), *aside.superseded]
    return _stood(received, taken, Outcome.ACCEPTED, None, expected), findings


def _refused(received: Received, taken: Taken, expected: Expected) -> Submission:
    """A file of which nothing is taken, and whose it seems to be."""
    reason = taken.refusal
    asked = reason is not None and reason.code in _QUESTIONS
    outcome = Outcome.WAITING if asked else Outcome.REFUSED
    hinted = hinted_division(received, expected.senders, expected.divisions)
    division, basis = (taken.division, taken.basis) if taken.division else hinted or (None, None)
    if asked and basis in (Basis.FORM, Basis.SENDER, Basis.FILE_NAME):
        # The file names a division itself, and it is not known which: the analyst says so.
        seems = None if basis is Basis.FILE_NAME else division
        return Submission(received, outcome, reason=reason, seems=seems)
    return Submission(received, outcome, division=division, reason=reason, basis=basis)


def _stood(
    received: Received,
    taken: Taken,
    outcome: Outcome,
    reason: Finding | None,
    expected: Expected,
) -> Submission:
    """A file that was taken; how it was reported is told where it is not simply the form sent."""
    usual = {fold(word) for word in expected.schema.choices["way"]["form"]}
    ways = dict.fromkeys(one.heading("reported_by_way") for one in taken.returns)
    return Submission(
        received,
        outcome,
        BETWEEN_DIVISIONS.join(dict.fromkeys(one.division for one in taken.returns)),
        reason=reason,
        basis=taken.basis,
        way=", ".join(way for way in ways if way and fold(way) not in usual),
    )


def refused_divisions(submissions: Iterable[Submission]) -> Mapping[str, Submission]:
    """Divisions that sent something of which nothing could be taken, by the plan's name."""
    refused = (Outcome.REFUSED, Outcome.WAITING)
    return {one.division: one for one in submissions if one.division and one.outcome in refused}
