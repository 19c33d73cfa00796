"""The sheet of instructions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.sheets.plan import CellPlan, ColumnPlan, PagePlan, RowPlan, SheetPlan
from pipeline.sheets.styles import PLAIN, TITLE, Align

if TYPE_CHECKING:
    from pipeline.core.words import Words
    from pipeline.forms.issue import Issue

_SIZE = 16.0
_TEXT_WIDTH = 84


def instructions(words: Words, telephone: str) -> tuple[str, ...]:
    """What an officer is to know, in order."""
    keys = [str(number) for number in range(1, 10)]
    return tuple(words.say("instruction", key, telephone=telephone or None) for key in keys)


def plan_instructions(issue: Issue) -> SheetPlan:
    """The instructions, numbered, on one page."""
    words = issue.words
    style = replace(PLAIN, size=_SIZE)
    columns = (
        ColumnPlan("number", None, 6, style=replace(style, align=Align.CENTRE)),
        ColumnPlan("text", None, _TEXT_WIDTH, style=style),
    )
    lines = instructions(words, "")
    rows = tuple((words.number(f"{number}."), text) for number, text in enumerate(lines, start=1))
    title = RowPlan((CellPlan(words.get("instruction", "title"), TITLE, span=2),))
    return SheetPlan(
        words.get("form", "instructions"),
        columns,
        rows,
        head=(title,),
        page=PagePlan(landscape=False),
        protected=True,
        gridlines=False,
    )
