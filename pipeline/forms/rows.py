"""A planned row of the form: what the plan says, what was accepted last, what is due now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.core.calendar import month_of
from pipeline.core.dates import find_dates
from pipeline.core.duty import Phase, Status
from pipeline.core.lateness import is_late
from pipeline.core.printing import format_day, format_month
from pipeline.core.schema import FilledBy
from pipeline.forms.live import STATUSES, UNKNOWN, RowFacts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.core.accepted import Accepted
    from pipeline.core.calendar import Span
    from pipeline.core.duty import Duty
    from pipeline.core.words import Words
    from pipeline.forms.issue import Issue

# Of this month only: issued blank.
_OF_THE_MONTH = ("obstacle", "recommendation")


def planned_texts(duty: Duty, issue: Issue) -> dict[str, str]:
    """What the program fills in, by field; a step's measure stands in every row of it."""
    measure = issue.plan.measure(duty.step.measure_no)
    past = issue.past.of(duty.key)
    return {
        "measure_no": duty.step.measure_no,
        "measure": measure.title if measure else "",
        "step_no": duty.step.step_no,
        "method": duty.step.method,
        "period": duty.step.period.text,
        "due_note": due_note(duty, past, issue),
        "last_recommendation": past.recommendation if past else "",
    }


def filled_texts(duty: Duty, issue: Issue) -> Mapping[str, str]:
    """What stands in the division's cells, by field: typed already, else accepted last."""
    own = issue.filling.rows.get(duty.key)
    if own is not None:
        return own
    past = issue.past.of(duty.key)
    return {} if past is None else accepted_texts(past, issue)


def accepted_texts(past: Accepted, issue: Issue) -> dict[str, str]:
    """Accepted values as a division would have typed them.

    Dates that the result tells are left to it: filled in, they would hide what is amiss there.
    """
    words = issue.words
    told = {one.span for one in find_dates(past.result, issue.month.fiscal_year)}
    dates = () if told.issuperset(past.acted_on) else past.acted_on
    texts = {
        "status": words.get("status", past.status) if past.status else "",
        "progress": "" if past.progress is None else words.number(f"{past.progress:g}"),
        "acted_on": ", ".join(span_text(span, words) for span in dates),
        "result": past.result,
        "evidence": past.evidence,
        "spent": "" if past.spent is None else words.value(past.spent),
        **past.more,
    }
    known = {column.key for column in issue.schema.columns if column.filled_by is FilledBy.DIVISION}
    return {key: texts[key] for key in texts if key in known and key not in _OF_THE_MONTH}


def span_text(span: Span, words: Words) -> str:
    """A day, a whole month by its name, or a first and a last day, as they are read again."""
    if span.start is None or span.end is None:
        return words.value(span)
    if span.start == span.end:
        return words.number(format_day(span.start, long=False))
    month = month_of(span.start)
    if month.span == span:
        return words.number(format_month(month, long=False))
    days = (format_day(day, long=False) for day in (span.start, span.end))
    return words.number(" - ".join(days))


def due_note(duty: Duty, past: Accepted | None, issue: Issue) -> str:
    """What the calendar says of the row at the month's end, in the form's words."""
    words, last = issue.words, issue.month.last
    if duty.step.period.start is None and duty.step.period.end is None and not duty.generated:
        return words.get("form", "due", "unclear")
    if past is not None and _is_settled(duty, past):
        return words.get("form", "due", str(past.status))
    uncovered = _uncovered(duty, past, issue)
    if uncovered:
        end = duty.windows[uncovered[0]].end or last
        months = (issue.month.ce_year - end.year) * 12 + issue.month.month - end.month
        return words.say("form", "due", "overdue", count=months)
    coming = [one for one in duty.windows if one.end is None or one.end >= issue.month.first]
    if all(phase is Phase.AHEAD for phase in duty.phases(last)) or not coming:
        return words.get("form", "due", "passed" if not coming else "ahead")
    if len(duty.windows) > 1 and coming[0].end:
        return words.say("form", "due", "occurrence", month=month_of(coming[0].end))
    ends_now = coming[0].end is not None and issue.month.span.contains(coming[0].end)
    return words.get("form", "due", "now" if ends_now else "open")


def _is_settled(duty: Duty, past: Accepted) -> bool:
    """Whether nothing more is to come of the row: work of several windows goes on."""
    once = len(duty.windows) == 1 and not duty.continuous
    return past.status is Status.CANCELLED or (once and past.status is Status.DONE)


def _uncovered(duty: Duty, past: Accepted | None, issue: Issue) -> tuple[int, ...]:
    """Windows that ended before the month and for which nothing was accepted."""
    before = issue.month.first
    claimed = past is not None and past.status in (Status.DONE, Status.CONTINUING)
    if len(duty.windows) == 1 and claimed:
        return ()
    return duty.uncovered(before, past.acted_on if past else ())


def facts_of(duty: Duty, issue: Issue) -> RowFacts:
    """What the row's live check is to know of the plan and the calendar."""
    waived = issue.plan.is_waived(duty.step, duty.division, issue.as_of)
    past = issue.past.of(duty.key)
    days = past.acted_on if past else ()
    issued = filled_texts(duty, issue).get("acted_on", "")
    return RowFacts(
        begun=not waived and duty.begun(issue.month.told_until(issue.as_of)),
        evidence_required=duty.step.evidence_required is True,
        late="0" * (UNKNOWN + 1) if waived else _late_flags(duty, past, days, issue),
        dates=" ".join(issued.split()),
        whenever=len(duty.windows) == 1,
    )


def _late_flags(duty: Duty, past: Accepted | None, days: Sequence[Span], issue: Issue) -> str:
    """By the status' number: whether the row is overdue; blank and unknown take the last one."""
    before = past.status if past else None
    said: list[Status | None] = [before, *STATUSES]
    said += [before] * (UNKNOWN + 1 - len(said))
    return "".join("1" if is_late(duty, one, days, issue.as_of) else "0" for one in said)
