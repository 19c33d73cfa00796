"""What stands above and below the form's table: whose it is, who reports, who signs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.core.printing import format_month
from pipeline.core.schema import FilledBy
from pipeline.forms.formulas import Live, choose
from pipeline.sheets.plan import CellPlan, RowPlan
from pipeline.sheets.styles import (
    FIXED,
    INPUT,
    LABEL,
    NOTE,
    PLAIN,
    SUBTITLE,
    TITLE,
    Align,
    Vertical,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.core.schema import Column
    from pipeline.forms.issue import Issue
    from pipeline.sheets.plan import Cell, ColumnPlan
    from pipeline.sheets.styles import Style

# Rows above the table: title, subtitle, three of pairs, the nil return.
PAIRS = (
    ("organisation", "division", "month"),
    ("due", "reporter", "position"),
    ("telephone", "reported_on", "reported_by_way"),
)
COUNTER_ROW = 2
_FIRST_PAIRS_ROW = 3
NIL_ROW = _FIRST_PAIRS_ROW + len(PAIRS)
HEAD_ROWS = NIL_ROW
_BY_DIVISION = frozenset({"reporter", "position", "telephone", "reported_on", "reported_by_way"})
_LABEL = replace(LABEL, align=Align.RIGHT, vertical=Vertical.MIDDLE)
_FILLED = replace(FIXED, vertical=Vertical.MIDDLE, bold=True)
_ASKED = replace(INPUT, vertical=Vertical.MIDDLE)
_SIGN = replace(PLAIN, align=Align.CENTRE, vertical=Vertical.MIDDLE)
COUNTER = replace(SUBTITLE, align=Align.CENTRE, fill="#F2F2F2")
_ONE_LINE = 25.0
_DOTS = "." * 48


class Blocks:
    """The columns, from 1, on which labels and values of the head stand, three pairs a row."""

    def __init__(self, columns: Sequence[ColumnPlan]) -> None:
        places = {column.key: place for place, column in enumerate(columns, start=1)}
        self.printed = places["row_check"] - 1
        ends = [places[key] for key in ("measure", "method", "due_note", "acted_on", "result")]
        firsts = [1, *(end + 1 for end in ends)]
        self.blocks = tuple(zip(firsts, [*ends, self.printed], strict=True))

    def span(self, first: int, last: int) -> int:
        """Columns covered from the block `first` to the block `last`."""
        return self.blocks[last][1] - self.blocks[first][0] + 1

    def row(self, *cells: tuple[int, int, CellPlan]) -> RowPlan:
        """A row of cells, each over the blocks from one to another."""
        placed: list[Cell] = [None] * self.printed
        for first, last, cell in cells:
            placed[self.blocks[first][0] - 1] = replace(cell, span=self.span(first, last))
        return RowPlan(tuple(placed), height=_ONE_LINE)

    def column(self, block: int) -> int:
        """The first column of the block."""
        return self.blocks[block][0]


def heading_cells(columns: Sequence[ColumnPlan]) -> Mapping[str, tuple[int, int]]:
    """Row and column of what stands beside each label that the division fills, by its key."""
    blocks = Blocks(columns)
    found = {
        key: (_FIRST_PAIRS_ROW + row, blocks.column(2 * place + 1))
        for row, keys in enumerate(PAIRS)
        for place, key in enumerate(keys)
        if key in _BY_DIVISION
    }
    return found | {
        "nil": (NIL_ROW, blocks.column(1)),
        "nil_reason": (NIL_ROW, blocks.column(3)),
    }


def head_rows(issue: Issue, columns: Sequence[ColumnPlan], counter: Live) -> tuple[RowPlan, ...]:
    """The rows above the table's header."""
    blocks, words = Blocks(columns), issue.words
    title = words.say("form", "title", year=issue.month.fiscal_year)
    values = _values(issue)

    def pair(place: int, key: str) -> Iterator[tuple[int, int, CellPlan]]:
        style = _ASKED if key in _BY_DIVISION else _FILLED
        yield 2 * place, 2 * place, CellPlan(words.get("heading", key), _LABEL)
        yield 2 * place + 1, 2 * place + 1, CellPlan(values.get(key) or None, style)

    pairs = (
        blocks.row(*(cell for place, key in enumerate(keys) for cell in pair(place, key)))
        for keys in PAIRS
    )
    nil = blocks.row(
        (0, 0, CellPlan(words.get("heading", "nil"), _LABEL)),
        (1, 1, CellPlan(values["nil"], _ASKED)),
        (2, 2, CellPlan(words.get("heading", "nil_reason"), replace(_LABEL, size=12))),
        (3, 5, CellPlan(values.get("nil_reason") or None, _ASKED)),
    )
    # Beside no label: what stands there would be read as the label's value.
    told = blocks.row(
        (0, 3, CellPlan(words.get("form", "subtitle"), NOTE)),
        (4, 5, CellPlan(counter.result, COUNTER, formula=f"={counter.formula}")),
    )
    return (blocks.row((0, 5, CellPlan(title, TITLE))), told, *pairs, nil)


def _values(issue: Issue) -> Mapping[str, str]:
    """What stands beside each label."""
    words, typed = issue.words, issue.filling.headings
    return {
        "reported_by_way": words.get("form", "way", "form"),
        "nil": words.get("form", "results"),
        **typed,
        "organisation": issue.plan.organisation.name,
        "division": issue.division.name,
        "month": words.number(format_month(issue.month, long=True)),
        "due": words.value(issue.due),
    }


def counter_text(lacking: Live, reason_missing: Live, issue: Issue) -> Live:
    """How many rows are still to be completed, or that the form can be sent."""
    words = issue.words
    before, _, after = words.get("form", "counter").partition("{count}")
    number = Live(f'"{before}"&{lacking.formula}&"{after}"', f"{before}{lacking.result}{after}")
    done = Live(f'"{words.get("form", "counter_none")}"', words.get("form", "counter_none"))
    reason = Live(f'"{words.get("form", "counter_reason")}"', words.get("form", "counter_reason"))
    none = Live(f"{lacking.formula}=0", lacking.result == 0)
    return choose(none, choose(reason_missing, reason, done), number)


def tail_rows(issue: Issue, columns: Sequence[ColumnPlan]) -> tuple[RowPlan, ...]:
    """Where who reports and the head of the division sign, by position.

    Nothing stands under the status: whatever does is read as one.
    """
    blocks, words = Blocks(columns), issue.words
    sign = words.get("form", "sign")
    signs = [f"{sign} {_DOTS} {words.get('form', who)}" for who in ("signs_report", "certifies")]
    places = f"({_DOTS})"
    position = f"{words.get('heading', 'position')} {_DOTS}"
    head = f"{words.get('heading', 'position')} {issue.division.head or _DOTS}"
    return (
        RowPlan((), height=_ONE_LINE),
        blocks.row((0, 2, CellPlan(signs[0], _SIGN)), (4, 5, CellPlan(signs[1], _SIGN))),
        blocks.row((0, 2, CellPlan(places, _SIGN)), (4, 5, CellPlan(places, _SIGN))),
        blocks.row((0, 2, CellPlan(position, _SIGN)), (4, 5, CellPlan(head, _SIGN))),
    )


def is_asked(column: Column) -> bool:
    """Whether the division fills the column."""
    return column.filled_by is FilledBy.DIVISION


def marker_row(issue: Issue, columns: Sequence[ColumnPlan]) -> RowPlan:
    """The line above the spare rows."""
    style: Style = replace(FIXED, bold=True, fill="#D9E2F3")
    blocks = Blocks(columns)
    text = issue.words.get("form", "spare_rows")
    return blocks.row((0, 5, CellPlan(text, style)))
