"""A table longer than a sheet goes on in the next one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.sheets.text import clip

if TYPE_CHECKING:
    from pipeline.sheets.plan import SheetPlan

MOST_ROWS = 1_048_576
_LONGEST_NAME = 31


def split_sheet(plan: SheetPlan, most_rows: int = MOST_ROWS) -> tuple[SheetPlan, ...]:
    """The sheet, or as many sheets as its table rows need, head and header on each.

    The later ones are named `name (2)`, `name (3)`; the tail stands on the last one, charts and the
    cells that formulas count on the first. Raises ValueError where the head alone is too long.
    """
    room = most_rows - (plan.first_row - 1) - len(plan.tail)
    if room < 1:
        message = f"the head of {plan.name} leaves no room for its table"
        raise ValueError(message)
    if len(plan.rows) <= room:
        return (plan,)
    starts = range(0, len(plan.rows), room)
    return tuple(
        replace(
            plan,
            name=_part_name(plan.name, part),
            rows=plan.rows[start : start + room],
            charts=plan.charts if part == 1 else (),
            tail=plan.tail if part == len(starts) else (),
        )
        for part, start in enumerate(starts, start=1)
    )


def _part_name(name: str, part: int) -> str:
    if part == 1:
        return name
    ending = f" ({part})"
    return clip(name, _LONGEST_NAME - len(ending)) + ending
