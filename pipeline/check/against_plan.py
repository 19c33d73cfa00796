"""Rows against the plan: not in it, twice, missing, or with its text changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.core.address import Address
from pipeline.core.finding import Finding
from pipeline.core.items import split_items
from pipeline.core.names import division_book
from pipeline.core.owners import owners
from pipeline.core.periods import parse_period
from pipeline.core.thai import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.check.ground import Ground, Line
    from pipeline.core.plan import Plan
    from pipeline.core.schema import Layout
    from pipeline.core.table import Source


def find_unknown_rows(ground: Ground) -> Iterator[Finding]:
    """A row with a step number that its division does not owe, at the number that is amiss.

    A table's row of a measure that the plan lacks too, whether or not it names a step.
    """
    for line in ground.lines:
        known = ground.plan.measure(line.measure_no or "") is not None
        if line.step_no is not None and line.duty is None:
            yield ground.finding("row_unknown", line, "step_no" if known else "measure_no")
        elif not known and not line.flag("in_form"):
            yield ground.finding("row_unknown", line, "measure")


def find_repeated_rows(ground: Ground) -> Iterator[Finding]:
    """A step's second and later rows in one return."""
    for _, _, lines in ground.by_return():
        seen: set[str] = set()
        for line in lines:
            if line.duty is None:
                continue
            if line.duty.key in seen:
                finding = ground.finding("row_duplicated", line, "step_no")
                yield replace(finding, where=ground.own_cell(line))
            seen.add(line.duty.key)


def find_missing_rows(ground: Ground) -> Iterator[Finding]:
    """A step that a division owes and none of its returns names, at the first of them.

    A nil return need name none, and nobody asks for a step that the plan excuses.
    """
    first: dict[str, Source] = {}
    named: dict[str, set[str]] = {}
    nil: set[str] = set()
    for source, division, lines in ground.by_return():
        first.setdefault(division, source)
        own = named.setdefault(division, set())
        own |= {line.duty.key for line in lines if line.duty is not None}
        nil |= {division} if source.nil else set()
    for division, source in first.items():
        for duty in () if division in nil else ground.duties.of(division):
            if duty.key not in named[division] and not ground.calendar.is_waived(duty):
                yield Finding(
                    "row_missing",
                    Address(source.file, source.sheet),
                    division=division,
                    measure_no=duty.step.measure_no,
                    step_no=duty.step.step_no,
                )


def find_changed_texts(ground: Ground) -> Iterator[Finding]:
    """A planned cell that says something else than the plan; spelling variants are the same.

    Texts that stand as the form was issued are the plan's own, of before it was changed.
    """
    names = _Names(ground.plan, ground.schema.layout)
    for line in ground.lines:
        for field, planned in _planned_texts(line, ground):
            typed = line.text(field)
            if (
                typed
                and typed != planned
                and fold(typed) != fold(planned)
                and not names.mean_the_same(line, field, planned)
            ):
                header = ground.schema.column(field).headers[0]
                yield ground.finding("plan_text_changed", line, field, {"header": header})


def _planned_texts(line: Line, ground: Ground) -> Iterator[tuple[str, str]]:
    if line.duty is None:
        return
    step = line.duty.step
    measure = ground.plan.measure(step.measure_no)
    yield "responsible", step.responsible
    if not line.flag("as_issued"):
        yield "measure", measure.title if measure else ""
        yield "method", step.method
        yield "period", step.period.text


class _Names:
    """Tells other words for what the plan says from changes of it."""

    def __init__(self, plan: Plan, layout: Layout) -> None:
        self._plan, self._layout = plan, layout
        self._book = division_book(plan.organisation, plan.divisions, layout.office_words)

    def mean_the_same(self, line: Line, field: str, planned: str) -> bool:
        """Whether the field says in other words what the plan says.

        Two spellings of one office are one office, two of one span one span; a title or a method
        may bear its number.
        """
        typed = line.text(field)
        if field == "responsible":
            # In a table these words have led to the division that owes the step.
            return not line.flag("in_form") or self._owners(typed) == self._owners(planned)
        if field == "period":
            spans = [parse_period(one, self._plan.fiscal_year) for one in (typed, planned)]
            return bool(spans[0].occurrences) and spans[0].occurrences == spans[1].occurrences
        return _bare(typed) == _bare(planned)

    def _owners(self, text: str) -> tuple[str, ...] | str:
        found = owners(text, self._plan.divisions, self._book, self._layout)
        return fold(text) if found.unknown else found.divisions


def _bare(text: str) -> str:
    items = split_items(text)
    return fold(items[0].text) if len(items) == 1 else fold(text)
