"""The columns of the tracking table, in the order of tracking.csv."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.core.accepted import ACCEPTED_FIELDS
from pipeline.core.duty import State
from pipeline.publish.fields import Field, day_text, thai_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pipeline.core.accepted import Accepted
    from pipeline.core.calendar import Span
    from pipeline.core.duty import Tracked
    from pipeline.core.plan import Measure, Step
    from pipeline.core.report import MonthReport
    from pipeline.core.schema import MeasureSchema
    from pipeline.core.words import Words
    from pipeline.sheets.plan import Value


@dataclass(frozen=True, slots=True)
class TrackedRow:
    """A tracked duty, or unplanned work, with the month it is reported in.

    `measure` is None where its number is not in the plan.
    """

    report: MonthReport
    tracked: Tracked
    measure: Measure | None

    @property
    def step(self) -> Step | None:
        """The planned step; None for unplanned work."""
        return self.tracked.duty.step if self.tracked.duty else None

    @property
    def carried(self) -> bool:
        """Whether all its values stand from an earlier month."""
        standing = self.tracked.standing
        return standing is not None and standing.reported_month != self.report.month


def tracked_rows(report: MonthReport, tracked: Iterable[Tracked]) -> tuple[TrackedRow, ...]:
    """The tracked ones as rows of the table, in their order."""
    measures = {measure.number: measure for measure in report.plan.measures}
    return tuple(TrackedRow(report, one, measures.get(one.measure_no or "")) for one in tracked)


def _of_step(read: Callable[[Step], Value]) -> Callable[[TrackedRow], Value]:
    return lambda row: None if row.step is None else read(row.step)


def _of_standing(read: Callable[[Accepted], Value]) -> Callable[[TrackedRow], Value]:
    return lambda row: None if row.tracked.standing is None else read(row.tracked.standing)


def _of_measure(read: Callable[[Measure], Value]) -> Callable[[TrackedRow], Value]:
    return lambda row: None if row.measure is None else read(row.measure)


def _of_due(read: Callable[[Span], Value]) -> Callable[[TrackedRow], Value]:
    return lambda row: None if row.tracked.due is None else read(row.tracked.due)


def _of_occurrences(read: Callable[[Tracked], Value]) -> Callable[[TrackedRow], Value]:
    return lambda row: None if row.tracked.duty is None else read(row.tracked)


def _frequency(row: TrackedRow, words: Words) -> Value:
    stated = row.step.frequency if row.step else None
    return None if stated is None else words.get("frequency", stated)


def _status(row: TrackedRow, words: Words) -> Value:
    status = row.tracked.standing.status if row.tracked.standing else None
    return None if status is None else words.get("status", status)


def _evidence_required(row: TrackedRow, words: Words) -> Value:
    required = row.step.evidence_required if row.step else None
    return None if required is None else words.get("required", "yes" if required else "no")


def _responsible(row: TrackedRow, _: Words) -> Value:
    """Who is responsible by the plan, and who of several, or who did it, the row is about."""
    if row.step is None:
        return row.tracked.division
    if len(row.step.divisions) > 1:
        return f"{row.step.responsible}\n({row.tracked.division})"
    return row.step.responsible


def _acted_on(row: TrackedRow, words: Words) -> Value:
    days = row.tracked.standing.acted_on if row.tracked.standing else ()
    return "\n".join(day_text(span, words) for span in days) or None


def _reported_month(row: TrackedRow, words: Words) -> Value:
    return words.value(row.tracked.standing.reported_month) if row.tracked.standing else None


_TRACKING: tuple[Field[TrackedRow], ...] = (
    Field(
        "month",
        lambda row: str(row.report.month),
        lambda row, words: words.value(row.report.month),
    ),
    Field("organisation", lambda row: row.report.plan.organisation.code),
    Field("division", lambda row: row.tracked.division),
    Field("measure_no", lambda row: row.tracked.measure_no),
    Field("measure", lambda row: row.tracked.measure),
    Field("step_no", lambda row: row.tracked.step_no),
    Field("method", _of_step(lambda step: step.method)),
    Field("responsible", _of_step(lambda step: step.responsible), _responsible),
    Field("period", _of_step(lambda step: step.period.text)),
    Field("frequency", lambda row: _frequency(row, thai_words()), _frequency),
    Field("due_start", _of_due(lambda due: due.start)),
    Field("due_end", _of_due(lambda due: due.end)),
    Field("status", lambda row: _status(row, thai_words()), _status),
    Field("progress", _of_standing(lambda one: one.progress)),
    Field("acted_on", _of_standing(lambda one: ";".join(map(str, one.acted_on))), _acted_on),
    Field("result", _of_standing(lambda one: one.result)),
    Field("evidence", _of_standing(lambda one: one.evidence)),
    Field("obstacle", _of_standing(lambda one: one.obstacle)),
    Field("recommendation", _of_standing(lambda one: one.recommendation)),
    Field("spent", _of_standing(lambda one: one.spent)),
    Field(
        "verdict",
        lambda row: row.tracked.verdict.value,
        lambda row, words: words.label("verdict", row.tracked.verdict),
    ),
    Field("occurrences_planned", _of_occurrences(lambda one: len(one.occurrences))),
    Field("occurrences_due", _of_occurrences(lambda one: one.fallen_due)),
    Field("occurrences_done", _of_occurrences(lambda one: one.count(State.DONE))),
    Field(
        "reported_month",
        _of_standing(lambda one: str(one.reported_month)),
        _reported_month,
    ),
    Field("indicator", _of_measure(lambda measure: ";".join(measure.indicators))),
    Field("oit_item", _of_step(lambda step: step.oit_item)),
    Field(
        "evidence_required", lambda row: _evidence_required(row, thai_words()), _evidence_required
    ),
    Field("budget", _of_step(lambda step: step.budget)),
    Field("source_file", _of_standing(lambda one: one.source.file)),
    Field("source_sheet", _of_standing(lambda one: one.source.sheet)),
    Field("source_row", _of_standing(lambda one: one.source.row)),
    Field("source_sha256", _of_standing(lambda one: one.source_sha256)),
)


def tracking_fields(schema: MeasureSchema) -> tuple[Field[TrackedRow], ...]:
    """The columns of the tracking table; those that the schema adds to the form come last."""
    further = schema.further_columns(ACCEPTED_FIELDS)
    return (*_TRACKING, *(_further(column.key) for column in further))


def _further(key: str) -> Field[TrackedRow]:
    return Field(key, _of_standing(lambda one: one.more.get(key, "")))
