"""What people changed by hand, with who and why: corrections of cells, exceptions from the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.publish.looks import SECTION, spread
from pipeline.sheets.plan import CellPlan, RowPlan
from pipeline.sheets.styles import TEXT, TEXT_BOLD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.core.plan import Correction, Waiver
    from pipeline.publish.desk import Desk

SPAN = 2


def section(text: str) -> RowPlan:
    """A heading over facts."""
    return spread(CellPlan(text, SECTION, span=SPAN))


def fact(label: str, value: str) -> RowPlan:
    """What is told, and what of it."""
    return RowPlan((CellPlan(label, TEXT_BOLD), CellPlan(value, TEXT)))


def plan_corrections(desk: Desk) -> Iterator[RowPlan]:
    """The analyst's own corrections of this month's cells; nothing where there are none.

    One for any month is told only where it was made.
    """
    month, made = desk.report.month, desk.report.corrected
    told = [one for one in desk.report.plan.corrections if one.month == month or one in made]
    if told:
        yield section(desk.words.get("source_note", "corrections"))
    for one in told:
        yield fact(f"{one.file} {one.cell}", _correction(desk, one))


def plan_exceptions(desk: Desk) -> Iterator[RowPlan]:
    """Every exception of the plan, in force at the cut-off or ended; nothing where none is."""
    if desk.report.plan.waivers:
        yield section(desk.words.get("source_note", "exceptions"))
    for one in desk.report.plan.waivers:
        yield fact(_whom(desk, one), _exception(desk, one))


def _correction(desk: Desk, one: Correction) -> str:
    words, where = desk.words, desk.report.corrected.get(one)
    said = words.say(
        "source_note",
        "correction",
        old=one.old,
        new=one.new,
        reason=one.reason or None,
        by=one.corrected_by or None,
    )
    if where is None:
        state = words.get("source_note", "correction_not_made")
    else:
        state = words.say("source_note", "correction_made", where=str(where))
    return f"{said} · {state}"


def _whom(desk: Desk, one: Waiver) -> str:
    numbers = ".".join(number for number in (one.measure_no, one.step_no) if number)
    division = one.division or desk.words.get("source_note", "every_division")
    return " ".join(part for part in (division, desk.words.number(numbers)) if part)


def _exception(desk: Desk, one: Waiver) -> str:
    words = desk.words
    in_force = one.until is None or desk.report.as_of <= one.until
    return words.say(
        "source_note",
        "exception",
        subject=one.subject or None,
        reason=one.reason or None,
        by=one.approved_by or None,
        until=one.until,
        state=words.get("source_note", "in_force" if in_force else "ended"),
    )
