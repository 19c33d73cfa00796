"""Values of core as rows of the tables, and back without loss."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from pipeline.core.accepted import Accepted, Unplanned
from pipeline.core.address import Address
from pipeline.core.calendar import parse_span
from pipeline.core.duty import Status
from pipeline.core.gap import GapKey
from pipeline.core.past import Closing, KnownDuty, Run
from pipeline.core.posted import Posted, PostedLetter
from pipeline.core.received import Outcome, Received, Submission
from pipeline.history.facts import format_finding, parse_finding, parse_month

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.core.past import RunRecord

Cell: TypeAlias = str | bytes | int | float | None

RUN_COLUMNS = ("number", "organisation", "month", "as_of", "version", "schema_version", "digest")
SUBMISSION_COLUMNS = (
    "file",
    "size",
    "sha256",
    "received",
    "passed_over",
    "outcome",
    "division",
    "month",
    "reason",
)
ACCEPTED_COLUMNS = (
    "reported_month",
    "file",
    "sheet",
    "row",
    '"column"',
    "sha256",
    "status",
    "progress",
    "acted_on",
    "result",
    "evidence",
    "obstacle",
    "recommendation",
    "spent",
    "outside_period",
    "carried",
    "more",
)
DUTY_COLUMNS = ("verdict", "measure_no", "step_no", "measure", "method")
GAP_COLUMNS = ("code", "division", "measure_no", "step_no", "mark")
CLOSING_COLUMNS = ("organisation", "month", "digest", "at")
LETTER_COLUMNS = ("organisation", "month", "division", "addressees", "letter", "state", "at")
UNPLANNED_COLUMNS = ("division", "measure_no", "measure", *ACCEPTED_COLUMNS)


def to_cell(text: str | None) -> str | bytes | None:
    """The text as SQLite can hold it: bytes where it has lone surrogates."""
    if text is None:
        return None
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode(errors="surrogatepass")
    return str(text)


def from_cell(cell: str | bytes) -> str:
    """The text that `to_cell` was given."""
    return cell.decode(errors="surrogatepass") if isinstance(cell, bytes) else cell


def run_cells(record: RunRecord) -> tuple[Cell, ...]:
    """The run without its rows and its number."""
    return (
        to_cell(record.organisation),
        str(record.month),
        record.as_of.isoformat(),
        record.version,
        record.schema_version,
        record.digest,
    )


def run_of(cells: Sequence[Any]) -> Run:
    """The run that stands in a row of `RUN_COLUMNS`."""
    number, organisation, month, as_of, *rest = cells
    return Run(
        number,
        from_cell(organisation),
        parse_month(month),
        date.fromisoformat(as_of),
        *rest,
    )


def submission_cells(submission: Submission) -> tuple[Cell, ...]:
    """The submission without its sender and the place of its bytes."""
    received, reason = submission.received, submission.reason
    return (
        to_cell(received.name),
        received.size,
        received.sha256,
        None if received.received is None else received.received.isoformat(),
        received.passed_over,
        submission.outcome.value,
        to_cell(submission.division),
        None if submission.month is None else str(submission.month),
        None if reason is None else to_cell(format_finding(reason)),
    )


def submission_of(cells: Sequence[Any]) -> Submission:
    """The submission that stands in a row of `SUBMISSION_COLUMNS`; `path` is its name."""
    file, size, sha256, received, passed_over, outcome, division, month, reason = cells
    name = from_cell(file)
    return Submission(
        received=Received(
            name=name,
            path=Path(name),
            size=size,
            sha256=sha256,
            received=None if received is None else datetime.fromisoformat(received),
            passed_over=passed_over,
        ),
        outcome=Outcome(outcome),
        division=None if division is None else from_cell(division),
        month=None if month is None else parse_month(month),
        reason=None if reason is None else parse_finding(from_cell(reason)),
    )


def accepted_cells(accepted: Accepted) -> tuple[Cell, ...]:
    """The accepted values with the address they came from."""
    source = accepted.source
    return (
        str(accepted.reported_month),
        to_cell(source.file),
        to_cell(source.sheet),
        source.row,
        source.column,
        accepted.source_sha256,
        None if accepted.status is None else accepted.status.value,
        accepted.progress,
        ";".join(str(span) for span in accepted.acted_on),
        to_cell(accepted.result),
        to_cell(accepted.evidence),
        to_cell(accepted.obstacle),
        to_cell(accepted.recommendation),
        accepted.spent,
        int(accepted.outside_period),
        json.dumps(accepted.carried),
        json.dumps(dict(accepted.more), sort_keys=True),
    )


def accepted_of(cells: Sequence[Any]) -> Accepted:
    """The accepted values that stand in a row of `ACCEPTED_COLUMNS`."""
    month, file, sheet, row, column, sha256, status, progress, acted_on, *texts = cells
    result, evidence, obstacle, recommendation, spent, outside_period, carried, more = texts
    return Accepted(
        reported_month=parse_month(month),
        source=Address(from_cell(file), None if sheet is None else from_cell(sheet), row, column),
        source_sha256=sha256,
        status=None if status is None else Status(status),
        progress=progress,
        acted_on=tuple(parse_span(text) for text in acted_on.split(";") if text),
        result=from_cell(result),
        evidence=from_cell(evidence),
        obstacle=from_cell(obstacle),
        recommendation=from_cell(recommendation),
        spent=spent,
        outside_period=bool(outside_period),
        carried=tuple(json.loads(carried)),
        more=json.loads(more),
    )


def unplanned_cells(unplanned: Unplanned) -> tuple[Cell, ...]:
    """The unplanned work with its accepted values."""
    return (
        to_cell(unplanned.division),
        unplanned.measure_no,
        to_cell(unplanned.measure),
        *accepted_cells(unplanned.accepted),
    )


def unplanned_of(cells: Sequence[Any]) -> Unplanned:
    """The unplanned work that stands in a row of `UNPLANNED_COLUMNS`."""
    division, measure_no, measure, *rest = cells
    return Unplanned(from_cell(division), measure_no, from_cell(measure), accepted_of(rest))


def duty_cells(duty: KnownDuty) -> tuple[Cell, ...]:
    """The duty as the month left it."""
    texts = (duty.measure_no, duty.step_no, duty.measure, duty.method)
    return (duty.verdict, *map(to_cell, texts))


def duty_of(cells: Sequence[Any]) -> KnownDuty:
    """The duty that stands in a row of `DUTY_COLUMNS`."""
    return KnownDuty(*map(from_cell, cells))


def gap_cells(gap: GapKey) -> tuple[Cell, ...]:
    """By what the gap is known again."""
    return (
        gap.code,
        to_cell(gap.division),
        to_cell(gap.measure_no),
        to_cell(gap.step_no),
        gap.mark,
    )


def gap_of(cells: Sequence[Any]) -> GapKey:
    """The gap that stands in a row of `GAP_COLUMNS`."""
    code, *named, mark = cells
    division, measure_no, step_no = (None if one is None else from_cell(one) for one in named)
    return GapKey(code, division, measure_no, step_no, mark)


def closing_cells(closing: Closing) -> tuple[Cell, ...]:
    """The sealing of a month."""
    return (
        to_cell(closing.organisation),
        str(closing.month),
        closing.digest,
        closing.at.isoformat(),
    )


def closing_of(cells: Sequence[Any]) -> Closing:
    """The sealing that stands in a row of `CLOSING_COLUMNS`."""
    organisation, month, digest, at = cells
    return Closing(from_cell(organisation), parse_month(month), digest, datetime.fromisoformat(at))


def letter_cells(letter: PostedLetter) -> tuple[Cell, ...]:
    """The letter with what became of it."""
    return (
        to_cell(letter.organisation),
        str(letter.month),
        to_cell(letter.division),
        to_cell(letter.to),
        letter.letter,
        letter.state.value,
        letter.at.isoformat(),
    )


def letter_of(cells: Sequence[Any]) -> PostedLetter:
    """The letter that stands in a row of `LETTER_COLUMNS`."""
    organisation, month, division, to, letter, state, at = cells
    return PostedLetter(
        from_cell(organisation),
        parse_month(month),
        from_cell(division),
        from_cell(to),
        letter,
        Posted(state),
        datetime.fromisoformat(at),
    )
