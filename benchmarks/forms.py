"""One filled form in the shape that the program issues, as a value."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from benchmarks.filling import Clerk
from benchmarks.texts import load_texts
from pipeline.core.calendar import Month
from pipeline.core.printing import format_month
from pipeline.core.raw import CellRange, Visibility
from pipeline.sheets.plan import (
    CellPlan,
    Check,
    ColumnPlan,
    RowPlan,
    SheetPlan,
    ValidationPlan,
    WorkbookPlan,
)
from pipeline.sheets.reference import Reference
from pipeline.sheets.styles import FIXED, INPUT, LABEL, NOTE, PLAIN, TITLE
from schemas.loading import load_schema, load_words

if TYPE_CHECKING:
    from benchmarks.filling import Row
    from benchmarks.texts import Texts
    from pipeline.core.words import Words
    from pipeline.sheets.plan import Cell

_LEFT_OUT = frozenset({"responsible", "progress", "spent", "last_recommendation"})
_WIDE = 12
_RIGHT = 6
_NIL_SHARE = 0.04
_STATUSES = ("not_started", "in_progress", "continuing", "done", "cancelled")


def plan_form(number: int, seed: int) -> WorkbookPlan:
    """The filled form of division `number`, from 1; the same number and seed give the same."""
    texts, words = load_texts(), load_words("th")
    dice = random.Random(f"{seed}/{number}")  # noqa: S311 - invented data, no secret
    nil = dice.random() < _NIL_SHARE
    rows = list(Clerk(texts, words, dice).rows(nil=nil))
    lists = _lists(words)
    form = _form(rows, _head(texts, words, texts.division(number), nil=nil), words)
    form = replace(form, validations=(_statuses(form, lists),), protected=True)
    sheets = (form, _notes(texts, words), _identity(texts, number), lists)
    return WorkbookPlan(sheets, texts.as_of, title=texts.notice)


def header_row() -> int:
    """The row of the table's header, from 1."""
    form = plan_form(1, 1).sheets[0]
    return len(form.head) + 1


def _form(rows: list[Row], head: tuple[RowPlan, ...], words: Words) -> SheetPlan:
    columns = tuple(
        ColumnPlan(
            one.key,
            words.get("column", one.key, "header"),
            one.width,
            style=INPUT if one.filled_by == "division" else FIXED,
        )
        for one in load_schema().columns
        if one.key not in _LEFT_OUT
    )
    cells = tuple(
        tuple(_cell(one.key, row, place) for one in columns)
        for place, row in enumerate(rows, start=len(head) + 2)
    )
    return SheetPlan(words.get("form", "sheet"), columns, cells, head=head)


def _cell(key: str, row: Row, place: int) -> Cell:
    """The typed value; the form's own column is a formula with its result."""
    value = row.get(key)
    if key != "row_check" or value is None:
        return value
    return CellPlan(value, formula=f'=IF(G{place}="","-","{value}")')


def _head(texts: Texts, words: Words, division: str, *, nil: bool) -> tuple[RowPlan, ...]:
    month = _month(texts)
    told = words.get("form", "nothing_new" if nil else "results")
    pairs = (
        (("organisation", texts.organisation), ("division", division)),
        (("month", words.number(format_month(month, long=True))), ("due", "5 เม.ย. 66")),
        (("reporter", texts.reporter), ("position", texts.reporter)),
        (("reported_on", "3 เม.ย. 66"), ("telephone", "0 0000 0000")),
        (("nil", told), ("nil_reason", texts.nil_reason if nil else "")),
    )
    title = words.say("form", "title", year=month.fiscal_year)
    return (
        RowPlan((CellPlan(title, TITLE, span=_WIDE),)),
        RowPlan((CellPlan(words.get("form", "subtitle"), NOTE, span=_WIDE),)),
        *(_pair(left, right, words) for left, right in pairs),
        RowPlan((CellPlan(texts.notice, NOTE, span=_WIDE),)),
    )


def _month(texts: Texts) -> Month:
    be_year, month = map(int, texts.month.split("-"))
    return Month(be_year, month)


def _pair(left: tuple[str, str], right: tuple[str, str], words: Words) -> RowPlan:
    cells: list[Cell] = [None] * _WIDE
    for place, (key, value) in ((0, left), (_RIGHT, right)):
        cells[place] = CellPlan(words.get("heading", key), LABEL, span=2)
        cells[place + 2] = CellPlan(value or None, PLAIN, span=3)
    return RowPlan(tuple(cells))


def _notes(texts: Texts, words: Words) -> SheetPlan:
    name = words.get("plan", "note", "sheet")
    columns = (ColumnPlan("note", name, 110, style=PLAIN),)
    return SheetPlan(name, columns, tuple((one,) for one in (texts.notice, *texts.instructions)))


def _identity(texts: Texts, number: int) -> SheetPlan:
    """The hidden sheet by which an issued form is known."""
    rows = (
        ("schema", load_schema().version),
        ("organisation", texts.organisation_code),
        ("division", texts.division(number)),
        ("month", texts.month),
        ("issue", str(number)),
        ("revision", "1"),
    )
    columns = (ColumnPlan("key", None, 16), ColumnPlan("value", None, 40))
    return SheetPlan("_form", columns, rows, visibility=Visibility.VERY_HIDDEN)


def _lists(words: Words) -> SheetPlan:
    rows = tuple((words.get("status", key),) for key in _STATUSES)
    columns = (ColumnPlan("status", None, 20),)
    return SheetPlan("_lists", columns, rows, visibility=Visibility.HIDDEN)


def _statuses(form: SheetPlan, lists: SheetPlan) -> ValidationPlan:
    column = form.column_of("status")
    area = CellRange(form.first_row, column, max(form.first_row, form.last_row), column)
    source = Reference(lists.name, CellRange(1, 1, len(lists.rows), 1))
    return ValidationPlan(area, Check.LIST, source=source)
