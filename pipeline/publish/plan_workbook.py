"""The plan workbook as a value: one sheet for each that the schema describes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.core.raw import CellRange, Visibility
from pipeline.sheets.plan import (
    Check,
    ColumnPlan,
    OnBreach,
    PagePlan,
    Prompt,
    SheetPlan,
    ValidationPlan,
    WorkbookPlan,
)
from pipeline.sheets.reference import Reference
from pipeline.sheets.styles import PLAIN, TEXT, Style

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from pipeline.core.schema import MeasureSchema, SheetSchema
    from pipeline.core.words import Words
    from pipeline.sheets.plan import Value

_WIDTHS = {
    "measure": 40,
    "method": 56,
    "name": 36,
    "aliases": 32,
    "change": 48,
    "reason": 40,
    "reviewers": 56,
    "weakness": 48,
    "period": 22,
    "responsible": 22,
    "addressee": 36,
}
_USUAL = 16
_SPARE = 400
_NOTE_WIDTH = 120


@dataclass(frozen=True, slots=True)
class PlanContents:
    """Rows of each sheet by its key, each a value by column key; notes stand on their own sheet."""

    rows: Mapping[str, Sequence[Mapping[str, Value]]]
    notes: Sequence[str] = ()


def plan_plan_workbook(
    schema: MeasureSchema, words: Words, contents: PlanContents, created: date
) -> WorkbookPlan:
    """A plan workbook with the contents, drop-downs for closed lists, all sheets of the schema."""
    lists = _plan_lists(words)
    sheets = [_plan_sheet(one, words, contents, lists) for one in schema.plan_sheets]
    notes = [_plan_notes(contents.notes, words)] if contents.notes else []
    return WorkbookPlan((*sheets, *notes, lists.sheet), created, title=words.get("cli", "product"))


@dataclass(frozen=True, slots=True)
class _Lists:
    """The hidden sheet that drop-downs point into, and each list's cells by column key."""

    sheet: SheetPlan
    cells: Mapping[str, Reference]


def _plan_lists(words: Words) -> _Lists:
    name = "_lists"
    frequencies = tuple(
        words.get("frequency", key)
        for key in ("once", "continuous", "monthly", "quarterly", "half_yearly", "yearly")
    )
    required = tuple(words.get("required", key) for key in ("yes", "no"))
    columns = (ColumnPlan("frequency", None, _USUAL), ColumnPlan("required", None, _USUAL))
    rows = tuple(
        (frequency, required[index] if index < len(required) else None)
        for index, frequency in enumerate(frequencies)
    )
    sheet = SheetPlan(name, columns, rows, visibility=Visibility.HIDDEN)
    cells = {
        "frequency": Reference(name, CellRange(1, 1, len(frequencies), 1)),
        "evidence_required": Reference(name, CellRange(1, 2, len(required), 2)),
    }
    return _Lists(sheet, cells)


def _plan_sheet(
    schema: SheetSchema, words: Words, contents: PlanContents, lists: _Lists
) -> SheetPlan:
    columns = tuple(
        ColumnPlan(
            column.key,
            words.get("plan", schema.key, "columns", column.key),
            _WIDTHS.get(column.key, _USUAL),
            style=_TYPED,
        )
        for column in schema.columns
    )
    rows = tuple(
        tuple(row.get(column.key) for column in schema.columns)
        for row in contents.rows.get(schema.key, ())
    )
    plan = SheetPlan(
        words.get("plan", schema.key, "sheet"), columns, rows, page=PagePlan(landscape=True)
    )
    return _with_lists(plan, lists, words)


_TYPED = Style(
    border=TEXT.border, wrap=True, num_format="@", vertical=TEXT.vertical, size=TEXT.size
)


def _with_lists(plan: SheetPlan, lists: _Lists, words: Words) -> SheetPlan:
    keys = {column.key for column in plan.columns}
    validations = tuple(
        ValidationPlan(
            _below(plan, key),
            Check.LIST,
            source=source,
            error=Prompt(words.get("header", key)[:32], words.get("header", key)),
            on_breach=OnBreach.WARN,
        )
        for key, source in lists.cells.items()
        if key in keys
    )
    return replace(plan, validations=validations)


def _below(plan: SheetPlan, key: str) -> CellRange:
    """The column's cells from the first row down, spare ones included."""
    column = plan.column_of(key)
    return CellRange(plan.first_row, column, plan.first_row + _SPARE, column)


def _plan_notes(notes: Sequence[str], words: Words) -> SheetPlan:
    columns = (ColumnPlan("note", words.get("plan", "note", "sheet"), _NOTE_WIDTH, style=PLAIN),)
    return SheetPlan(words.get("plan", "note", "sheet"), columns, tuple((note,) for note in notes))
