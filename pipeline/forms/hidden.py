"""The hidden sheet: whose form it is, which steps it was issued with, what its formulas look up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.core.address import column_letters
from pipeline.core.edition import row_mark
from pipeline.core.raw import Visibility
from pipeline.forms.lists import FIRST_LIST, HIDDEN_SHEET
from pipeline.sheets.plan import CellPlan, ColumnPlan, SheetPlan
from pipeline.sheets.styles import Style

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.core.duty import Duty
    from pipeline.forms.formulas import Live
    from pipeline.forms.issue import Issue
    from pipeline.forms.lists import Lists
    from pipeline.forms.live import HiddenCell
    from pipeline.sheets.plan import Cell

# What the rows' formulas may need, in the order of their columns.
_ROW_KEYS = (
    *("begun", "evidence_required", "late", "dates"),
    *("status", "acted_on", "result", "evidence", "obstacle", "progress", "figure"),
    *(f"lacks_{number}" for number in range(1, 6)),
    "untouched",
)
_TEXT = Style(num_format="@")
_PLAIN = Style()
_CODE_COLUMN = 4
# Says whether nothing is new, beside the rows that say whose form it is.
_NIL_PLACE = (1, 3)
NIL_CELL = "$C$1"


@dataclass(frozen=True, slots=True)
class HiddenRow:
    """The hidden cells beside the visible row of that number."""

    row: int
    cells: tuple[HiddenCell, ...]


@dataclass(frozen=True, slots=True)
class HiddenLines:
    """All that is worked out on the hidden sheet."""

    nil: Live
    rows: tuple[HiddenRow, ...]


def row_letters(lists: Lists) -> Mapping[str, str]:
    """The column of each of a row's hidden cells, by its key."""
    first = lists.after + 1
    return {key: column_letters(first + place) for place, key in enumerate(_ROW_KEYS)}


def plan_hidden(
    issue: Issue, lists: Lists, duties: Sequence[Duty], lines: HiddenLines
) -> SheetPlan:
    """The sheet `_form`; its columns are told in docs/outputs.md."""
    width = lists.after + len(_ROW_KEYS)
    grid: dict[int, list[Cell]] = {}

    def put(row: int, column: int, cell: Cell) -> None:
        grid.setdefault(row, [None] * width)[column - 1] = cell

    for row, (key, told) in enumerate(_identity(issue), start=1):
        put(row, 1, key)
        put(row, 2, told)
    for row, duty in enumerate(duties, start=1):
        measure = issue.plan.measure(duty.step.measure_no)
        put(row, _CODE_COLUMN, duty.step.code)
        put(row, _CODE_COLUMN + 1, row_mark(duty.step, measure.title if measure else ""))
    for column, one in enumerate(lists.columns, start=FIRST_LIST):
        for row, value in enumerate(one.values, start=1):
            put(row, column, value)
    put(*_NIL_PLACE, CellPlan(lines.nil.result, _PLAIN, formula=f"={lines.nil.formula}"))
    places = {key: lists.after + 1 + place for place, key in enumerate(_ROW_KEYS)}
    for line in lines.rows:
        for cell in line.cells:
            put(line.row, places[cell.key], _cell(cell))
    last = max(grid, default=0)
    return SheetPlan(
        HIDDEN_SHEET,
        tuple(ColumnPlan(str(place), None, 12, style=_TEXT) for place in range(1, width + 1)),
        tuple(tuple(grid.get(row, ())) for row in range(1, last + 1)),
        visibility=Visibility.HIDDEN,
    )


def _identity(issue: Issue) -> tuple[tuple[str, str], ...]:
    return (
        ("schema", issue.schema.version),
        ("organisation", issue.plan.organisation.name),
        ("division", issue.division.name),
        ("month", str(issue.month)),
        ("issue", str(issue.edition)),
        ("revision", str(issue.revision)),
    )


def _cell(cell: HiddenCell) -> Cell:
    if cell.live is None:
        return cell.value
    return CellPlan(cell.live.result, _PLAIN, formula=f"={cell.live.formula}")
