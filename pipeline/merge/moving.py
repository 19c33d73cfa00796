"""Rows of steps that the plan has renumbered, split, joined or retired, put where they now are."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.core.calendar import Span
from pipeline.core.digits import canonical_number
from pipeline.core.finding import Reading
from pipeline.core.schema import FieldKind, FilledBy
from pipeline.core.thai import fold
from pipeline.merge.cells import TypedNumber, show
from pipeline.merge.joining import Placed, join_rows
from pipeline.merge.listed import Listed
from pipeline.merge.typed_cells import is_given

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.core.plan import Step
    from pipeline.core.schema import MeasureSchema
    from pipeline.merge.expected import Expected
    from pipeline.merge.joining import Numbers
    from pipeline.merge.rows import Row
    from pipeline.merge.typed_cells import Value

# What a form prints of the old step; the new one's row has none of it.
_OF_THE_PLAN = ("measure", "method", "responsible", "period")


def move_rows(
    rows: Sequence[Row], division: str, expected: Expected
) -> tuple[tuple[Row, ...], Listed]:
    """A form's rows under the steps that the division owes now, and what became of the others.

    A step that several replace stands once for each of them; several that one replaces are one
    row. A row of a step out of use is listed and left out; one that the plan does not know stays.
    """
    owed = {_numbers_of(step) for step in expected.owed.get(division, ())}
    if all(_stays(row, owed) for row in rows):
        return tuple(rows), Listed()
    moves = _Moves(division, owed, expected)
    listed = Listed()
    placed: list[Placed] = []
    for row in rows:
        typed = _numbers(row)
        steps = () if _stays(row, owed) else moves.successors(row)
        if steps:
            placed += _moved(row, steps, listed, expected.schema)
        elif moves.is_out_of_use(typed):
            listed.readings += _retired(row, expected.schema)
        else:
            placed.append(Placed(row, typed, typed))
    return join_rows(placed, listed, expected.schema), listed


def _numbers_of(step: Step) -> Numbers:
    return (step.measure_no, step.step_no)


def _numbers(row: Row) -> Numbers | None:
    """The numbers of the step that the row is of; None where it names none."""
    measure_no, step_no = row.number("measure_no"), row.number("step_no")
    return (measure_no, step_no) if measure_no and step_no else None


def _stays(row: Row, owed: set[Numbers]) -> bool:
    typed = _numbers(row)
    return typed is None or typed in owed or canonical_number(typed[1]) is None


class _Moves:
    """Which steps that a division owes stand in the place of others."""

    def __init__(self, division: str, owed: set[Numbers], expected: Expected) -> None:
        self._division, self._owed, self._month = division, owed, expected.month
        self._by_numbers = {_numbers_of(step): step for step in expected.plan.steps}
        self._by_code: dict[str, list[Step]] = {}
        between = "|".join((*map(re.escape, expected.schema.layout.separators), r"\s"))
        for step in expected.plan.steps:
            for code in (step.code, *re.split(between, step.replaces)):
                self._by_code.setdefault(fold(code), []).append(step)

    def successors(self, row: Row) -> tuple[Step, ...]:
        """The steps owed now that bear or replace the code of the row's step, over all changes."""
        found: dict[Numbers, Step] = {}
        waiting, seen = self._codes(row), {""}
        while waiting:
            code = waiting.pop(0)
            if code in seen:
                continue
            seen.add(code)
            for step in self._by_code.get(code, ()):
                if _numbers_of(step) in self._owed:
                    found.setdefault(_numbers_of(step), step)
                else:
                    waiting.append(fold(step.code))
        return tuple(found.values())

    def _codes(self, row: Row) -> list[str]:
        """The codes by which the plan may know the row's step: as issued, now, and its numbers."""
        typed = _numbers(row)
        known = self._by_numbers.get(typed) if typed else None
        codes = (row.issued_as, known.code if known else None, ".".join(typed or ()))
        return [fold(code) for code in codes if code]

    def is_out_of_use(self, typed: Numbers | None) -> bool:
        """Whether the step is one of the division's that is not in use in the month."""
        step = self._by_numbers.get(typed) if typed else None
        if step is None or self._division not in step.divisions:
            return False
        return not Span(step.valid_from, step.valid_until).overlaps(self._month.span)


def _moved(
    row: Row, steps: Sequence[Step], listed: Listed, schema: MeasureSchema
) -> Iterator[Placed]:
    """The row as that of each step; money is of the first, for it was spent once."""
    typed = _numbers(row)
    old = ".".join(typed or ())
    blank = {key: "" for key in _OF_THE_PLAN if key in row.fields}
    for step in steps:
        new = f"{step.measure_no}.{step.step_no}"
        listed.readings.append(Reading(row.record.address("step_no"), old, new, "step_replaced"))
        numbers: Mapping[str, Value] = {"measure_no": step.measure_no, "step_no": step.step_no}
        spent = {} if step is steps[0] else _without_money(row, schema)
        moved = replace(row, fields={**row.fields, **blank, **numbers, **spent}, issued_as=None)
        yield Placed(moved, _numbers_of(step), typed)
    for key in _without_money(row, schema) if len(steps) > 1 else ():
        where, first = row.record.address(key), f"{steps[0].measure_no}.{steps[0].step_no}"
        listed.readings.append(Reading(where, show(row.record.cells[key]), first, "step_replaced"))


def _without_money(row: Row, schema: MeasureSchema) -> dict[str, Value]:
    return {
        column.key: TypedNumber("", None)
        for column in schema.columns
        if column.kind is FieldKind.MONEY and is_given(row.fields.get(column.key))
    }


def _retired(row: Row, schema: MeasureSchema) -> list[Reading]:
    """All that the division typed in a row that is left out."""
    return [
        Reading(row.record.address(column.key), text, "", "step_retired")
        for column in schema.columns
        if column.filled_by is FilledBy.DIVISION
        and (text := show(row.record.cells.get(column.key)).strip())
    ]
