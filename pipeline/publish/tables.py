"""The month's tables as plain rows: what the CSV files hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from pipeline.publish.accounts import Accounts
from pipeline.publish.fields import Field, cell_text, gap_sentence, plain_text
from pipeline.publish.tracking_fields import tracked_rows, tracking_fields

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pipeline.core.address import Address
    from pipeline.core.calendar import Span
    from pipeline.core.finding import Fact, Finding, Reading
    from pipeline.core.gap import Gap
    from pipeline.core.received import Submission
    from pipeline.core.report import MonthReport
    from pipeline.core.words import Words
    from pipeline.sheets.plan import Value

Row = TypeVar("Row")

# The fact that says what stands in the cell, under the name that its sentence gives it.
_FOUND = ("found", "typed", "text", "sample", "numbers")


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A table: the file's name, its English keys, and rows in their order."""

    file: str
    keys: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def tables_of(report: MonthReport, words: Words) -> tuple[CsvTable, ...]:
    """The five tables of the month; sentences are in the language of `words`."""
    return (
        _table(
            "tracking.csv", tracking_fields(report.schema), tracked_rows(report, report.tracked)
        ),
        _table("gaps.csv", _gap_fields(report, words), report.gaps),
        _table("findings.csv", _finding_fields(report, words), report.findings),
        _table("readings.csv", READINGS, report.readings),
        _table("submissions.csv", _submission_fields(report, words), report.submissions),
    )


def _table(file: str, fields: tuple[Field[Row], ...], rows: Iterable[Row]) -> CsvTable:
    values = tuple(tuple(field.value(row) for field in fields) for row in rows)
    return CsvTable(file, tuple(field.key for field in fields), values)


def _of_window(read: Callable[[Span], Value]) -> Callable[[Gap], Value]:
    return lambda gap: None if gap.window is None else read(gap.window)


def _gap_fields(report: MonthReport, words: Words) -> tuple[Field[Gap], ...]:
    return (
        Field("gap", lambda gap: gap.code),
        Field("severity", lambda gap: gap.severity.value),
        Field("audience", lambda gap: gap.audience.value),
        Field("organisation", lambda _: report.plan.organisation.code),
        Field("division", lambda gap: gap.division),
        Field("measure_no", lambda gap: gap.measure_no),
        Field("step_no", lambda gap: gap.step_no),
        Field("window_start", _of_window(lambda window: window.start)),
        Field("window_end", _of_window(lambda window: window.end)),
        Field("days", lambda gap: gap.days),
        Field("since", lambda gap: plain_text(gap.since, words)),
        Field("planned", lambda gap: plain_text(gap.planned, words)),
        Field("actual", lambda gap: plain_text(gap.actual, words)),
        Field("action", lambda gap: gap_sentence(gap, words)),
        Field("owner", lambda gap: gap.owner),
        Field("act_by", lambda gap: gap.act_by),
        Field("source", lambda gap: str(gap.source) if gap.source else None),
    )


def _finding_fields(report: MonthReport, words: Words) -> tuple[Field[Finding], ...]:
    return (
        Field("code", lambda one: one.code),
        Field("severity", lambda one: report.schema.severity(one.code).value),
        *_place(lambda one: one.where),
        Field("division", lambda one: one.division),
        Field("measure_no", lambda one: one.measure_no),
        Field("step_no", lambda one: one.step_no),
        Field("found", lambda one: found_text(one, words)),
        Field("message", words.finding),
    )


def found_text(finding: Finding, words: Words) -> str | None:
    """What stands in the cell that the finding is about; None where the finding does not tell."""
    fact = found_fact(finding)
    return None if fact is None else plain_text(fact, words)


def found_fact(finding: Finding) -> Fact:
    """The first of the finding's facts that tells what was found; None where none does."""
    return next((finding.facts[name] for name in _FOUND if finding.facts.get(name)), None)


def _place(where: Callable[[Row], Address]) -> tuple[Field[Row], ...]:
    return (
        Field("file", lambda row: where(row).file),
        Field("sheet", lambda row: where(row).sheet),
        Field("cell", lambda row: cell_text(where(row))),
    )


READINGS: tuple[Field[Reading], ...] = (
    *_place(lambda one: one.where),
    Field("typed", lambda one: one.typed),
    Field("read_as", lambda one: one.read_as),
    Field("rule", lambda one: one.rule, lambda one, words: words.get("reading", one.rule)),
)


def _submission_fields(report: MonthReport, words: Words) -> tuple[Field[Submission], ...]:
    accounts = Accounts(report, words)
    return (
        Field("file", lambda one: one.received.name),
        Field("sha256", lambda one: one.received.sha256),
        Field("sender", lambda one: one.received.sender),
        Field("received", lambda one: plain_text(one.received.received, words)),
        Field("division", lambda one: one.division),
        Field("month", lambda one: plain_text(one.month, words)),
        Field("outcome", lambda one: one.outcome.value),
        Field("reason", accounts.of),
    )
