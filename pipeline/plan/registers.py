"""The plan's smaller sheets: scores, changes of the plan, exceptions, corrections."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from pipeline.core.dates import parse_month
from pipeline.core.digits import canonical_number, parse_number
from pipeline.core.plan import Amendment, Correction, Score, Waiver
from pipeline.core.thai import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.core.names import NameBook
    from pipeline.core.record import Record
    from pipeline.plan.desk import Desk

_MOST_POINTS = 100
# So alike is a slip of the pen, not another matter.
_NEAR = 0.8


def read_scores(records: Iterable[Record], desk: Desk) -> Iterator[Score]:
    """Last year's scores; one that is no number of 0 to 100 counts as not entered.

    Of an indicator that stands twice the first row counts.
    """
    seen: set[str] = set()
    for record in records:
        typed = desk.text(record, "indicator")
        indicator = canonical_number(typed) or typed
        if not indicator:
            continue
        if fold(indicator) in seen:
            desk.report("score_repeated", record, "indicator", {"found": typed})
            continue
        seen.add(fold(indicator))
        yield Score(
            indicator=indicator,
            score=_points(record, desk),
            weakness=desk.text(record, "weakness"),
            where=record.address("score"),
        )


def read_amendments(records: Iterable[Record], desk: Desk) -> Iterator[Amendment]:
    """Changes of the plan within the year."""
    for record in records:
        yield Amendment(
            effective=desk.day(record, "effective"),
            measure_no=desk.number(record, "measure_no"),
            step_no=desk.number(record, "step_no"),
            change=desk.text(record, "change"),
            approved_by=desk.text(record, "approved_by"),
            document_no=desk.text(record, "document_no"),
        )


def read_waivers(records: Iterable[Record], desk: Desk, book: NameBook) -> Iterator[Waiver]:
    """Exceptions; one of which a cell cannot be read excuses nobody until it is mended."""
    for record in records:
        known = len(desk.findings)
        waiver = Waiver(
            subject=desk.text(record, "subject"),
            division=_division(record, desk, book),
            measure_no=desk.number(record, "measure_no"),
            step_no=desk.number(record, "step_no"),
            reason=desk.text(record, "reason"),
            approved_by=desk.text(record, "approved_by"),
            until=desk.day(record, "until"),
            where=record.where,
            gap=_gap_named(record, desk),
        )
        if len(desk.findings) == known:
            yield waiver


def read_corrections(records: Iterable[Record], desk: Desk) -> Iterator[Correction]:
    """The analyst's own corrections; one whose month cannot be read changes nothing."""
    for record in records:
        typed = desk.text(record, "month")
        month = parse_month(typed)
        if typed and month is None:
            desk.report("date_unreadable", record, "month", {"found": typed})
            continue
        yield Correction(
            month=month,
            file=desk.text(record, "file"),
            cell=desk.text(record, "cell"),
            old=desk.text(record, "old"),
            new=desk.text(record, "new"),
            reason=desk.text(record, "reason"),
            corrected_by=desk.text(record, "corrected_by"),
            where=record.where,
        )


def _gap_named(record: Record, desk: Desk) -> str | None:
    """The code of the gap that the exception is about; None where it is about the work itself.

    A subject that is almost a gap's name is reported: as the work's it would excuse too much.
    """
    subject = desk.text(record, "subject")
    names = {
        name: code
        for code, labels in desk.schema.choices["gap"].items()
        for name in (code, *labels)
    }
    found = {fold(name): code for name, code in names.items()}.get(fold(subject))
    near = get_close_matches(fold(subject), map(fold, names), n=1, cutoff=_NEAR)
    if subject and found is None and near:
        meant = next(name for name in names if fold(name) == near[0])
        desk.report("exception_unclear", record, "subject", {"found": subject, "near": meant})
    return found


def _points(record: Record, desk: Desk) -> float | None:
    typed = desk.text(record, "score")
    number = parse_number(typed)
    if number is not None and 0 <= number <= _MOST_POINTS:
        return float(number)
    if desk.is_given(record, "score"):
        desk.report("score_unreadable", record, "score", {"found": typed})
    return None


def _division(record: Record, desk: Desk, book: NameBook) -> str | None:
    """The division that the exception is for; None for every one."""
    typed = desk.text(record, "division")
    every = {fold(words) for words in desk.schema.layout.every_division}
    if not typed or fold(typed) in every:
        return None
    found = book.find(typed)
    if found is None:
        facts = {"found": typed, "near": book.nearest(typed)}
        desk.report("division_unknown", record, "division", facts)
    return found
