"""Forms issued before today's: what they were issued with, and rows moved to where they now are."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.core.edition import Edition, edition_of, mark_of, parse_edition
from pipeline.core.finding import Finding, Reading
from pipeline.merge.cells import show

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.core.address import Address
    from pipeline.core.plan import Step
    from pipeline.core.raw import RawSheet
    from pipeline.merge.expected import Expected
    from pipeline.merge.headings import Heading
    from pipeline.merge.listed import Listed
    from pipeline.merge.rows import Row

# Columns of the hidden sheet: the codes of the steps that it was issued with, and their marks.
_CODES, _MARKS = 4, 5
_BETWEEN_CODES = re.compile(r"[\s/,;]+")
_PRINTED = ("measure_no", "measure", "step_no", "method", "period")


@dataclass(frozen=True, slots=True)
class Issued:
    """What a form was issued with: `marks` are digests of its planned rows, by the step's code."""

    marks: Mapping[str, str] = field(default_factory=dict)


def read_issued(form: RawSheet | None) -> Issued:
    """What the hidden sheet says of the form's rows; nothing where there is none."""
    if form is None:
        return Issued()
    pairs = ((form.cell(row, _CODES), form.cell(row, _MARKS)) for row in sorted(form.rows))
    return Issued(
        {one: mark for one, mark in pairs if isinstance(one, str) and isinstance(mark, str)}
    )


def find_outdated(
    headings: Mapping[str, Heading], division: str, here: Address, expected: Expected
) -> list[Finding]:
    """The finding of a form of an earlier version, month or plan; none where nothing tells."""
    issue = headings["issue"].text if "issue" in headings else ""
    found = parse_edition(issue)
    version = headings["schema"].text if "schema" in headings else ""
    if not version:
        return []
    owed = expected.owed.get(division, ())
    today = edition_of(expected.plan, owed, expected.month, expected.schema.version)
    if found is None:
        same = version == today.schema
        told: Edition | str = version
    else:
        same, told = found == today, found
    if same:
        return []
    facts = {"found": str(told), "expected": str(today)}
    return [Finding("form_outdated", here, facts, division=division)]


class Moves:
    """Where rows of steps that were renamed, split, joined or retired stand in today's plan."""

    def __init__(self, division: str, expected: Expected) -> None:
        owed = expected.owed.get(division, ())
        self._owed = {(step.measure_no, step.step_no) for step in owed}
        self._by_number = {(step.measure_no, step.step_no): step for step in expected.plan.steps}
        self._successors: dict[str, list[Step]] = {}
        for step in owed:
            for code in filter(None, _BETWEEN_CODES.split(step.replaces)):
                self._successors.setdefault(code, []).append(step)

    @property
    def idle(self) -> bool:
        """Whether every row stays where it is."""
        return not self._successors and self._owed == self._by_number.keys()

    def move(self, rows: Sequence[Row], listed: Listed) -> tuple[Row, ...]:
        """The rows with today's numbers; those of steps out of use are listed and left out.

        A row of a step that was split stands once for each part of it. Where several rows have
        become one step's, the last that says anything stands, the others are listed.
        """
        moved: list[Row] = []
        taken: dict[tuple[str, str], int] = {}
        for row in rows:
            targets = self._targets(row)
            if targets is None:
                moved.append(row)
                continue
            if not targets:
                listed.readings += _texts(row, "step_retired", "")
            for step in targets:
                listed.readings += _moved(row, step)
                key = (step.measure_no, step.step_no)
                fields = {**row.fields, "measure_no": step.measure_no, "step_no": step.step_no}
                if key in taken and row.telling:
                    listed.readings += _texts(moved[taken[key]], "step_replaced", step.code)
                    moved[taken[key]] = replace(row, fields=fields)
                elif key in taken:
                    listed.readings += _texts(row, "step_replaced", step.code)
                else:
                    taken[key] = len(moved)
                    moved.append(replace(row, fields=fields))
        return tuple(moved)

    def _targets(self, row: Row) -> list[Step] | None:
        """The row's steps of today, none where its own is out of use; None where it stays."""
        measure_no, step_no = row.number("measure_no"), row.number("step_no")
        key = (measure_no or "", step_no or "")
        if step_no is None or key in self._owed:
            return None
        known = self._by_number.get(key)
        code = known.code if known else f"{measure_no}.{step_no}"
        if code in self._successors:
            return self._successors[code]
        return [] if known is not None and self._is_out_of_use(known) else None

    def _is_out_of_use(self, step: Step) -> bool:
        return step.valid_from is not None or step.valid_until is not None


def _moved(row: Row, step: Step) -> list[Reading]:
    typed = f"{row.number('measure_no')}.{row.number('step_no')}"
    return [Reading(row.record.address("step_no"), typed, step.code, "step_replaced")]


def _texts(row: Row, rule: str, read_as: str) -> list[Reading]:
    """Every cell of the row that a division fills, listed."""
    return [
        Reading(row.record.address(key), text, read_as, rule)
        for key in row.fields
        if key not in _PRINTED and (text := show(row.record.cells[key]).strip())
    ]


def mark_as_issued(rows: Iterable[Row], issued: Issued) -> tuple[Row, ...]:
    """The rows, each told whether its planned texts are still those that it was issued with."""
    if not issued.marks:
        return tuple(rows)
    marks = set(issued.marks.values())
    return tuple(replace(row, as_issued=_mark(row) in marks) for row in rows)


def _mark(row: Row) -> str:
    texts = [show(row.record.cells.get(key)) for key in _PRINTED]
    return mark_of(*texts)
