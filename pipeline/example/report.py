"""One division's filled workbook of the example, as a value."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from pipeline.core.calendar import FiscalYear, Month
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
from pipeline.sheets.styles import FIXED, INPUT, LABEL, NOTE, PLAIN, SUBTITLE, TITLE
from schemas.loading import load_schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.core.words import Words

Data = dict[str, Any]

# Left out as the form does: one unit reports, nothing is measured in percent or budgeted.
_LEFT_OUT = frozenset({"responsible", "due_note", "progress", "spent", "row_check"})
_FORM_WIDTH = 10
_NOTE_WIDTH = 110


def plan_report(memo: Data, notes: Data, division: Data, words: Words) -> WorkbookPlan:
    """The division's report: a row a method with the results that answer it, then the others."""
    keys = [
        column.key
        for column in load_schema().columns
        if column.key not in _LEFT_OUT and column.key != "last_recommendation"
    ]
    measures = [one for one in memo["measures"] if one["responsible"] == division["responsible"]]
    rows = [row for measure in measures for row in _measure_rows(measure, notes, words)]
    cells = tuple(tuple(row.get(key) for key in keys) for row in rows)
    sheet = SheetPlan(
        words.get("form", "sheet"),
        tuple(_column(key, words) for key in keys),
        cells,
        head=_head(memo, notes, division, words),
    )
    lists = _lists(words)
    form = SheetPlan(
        sheet.name,
        sheet.columns,
        sheet.rows,
        head=sheet.head,
        validations=(_status_list(sheet, lists),),
    )
    return WorkbookPlan(
        (form, _note_sheet(notes, words), lists), date.fromisoformat(notes["as_of"])
    )


def _column(key: str, words: Words) -> ColumnPlan:
    column = load_schema().column(key)
    style = INPUT if column.filled_by == "division" else FIXED
    return ColumnPlan(key, words.get("column", key, "header"), column.width, style=style)


def _head(memo: Data, notes: Data, division: Data, words: Words) -> tuple[RowPlan, ...]:
    header = memo["seed_header"]
    year = FiscalYear(header["fiscal_year_be"])
    month = Month(*map(int, notes["month"].split("-")))
    wide = _FORM_WIDTH

    def pair(left: tuple[str, str], right: tuple[str, str]) -> RowPlan:
        cells: list[CellPlan | None] = [None] * wide
        for place, (key, value) in ((0, left), (5, right)):
            cells[place] = CellPlan(words.get("heading", key), style=LABEL, span=2)
            cells[place + 2] = CellPlan(value or None, style=PLAIN, span=2)
        return RowPlan(tuple(cells))

    return (
        RowPlan((CellPlan(words.say("form", "title", year=year), style=TITLE, span=wide),)),
        RowPlan((CellPlan(words.get("form", "subtitle"), style=NOTE, span=wide),)),
        pair(("organisation", header["organization"]), ("division", division["name"])),
        pair(("month", _month(month, words)), ("reporter", division["reporter"])),
        pair(("nil", words.get("form", "results")), ("nil_reason", "")),
        RowPlan((CellPlan(None, style=SUBTITLE),)),
    )


def _month(month: Month, words: Words) -> str:
    return words.number(format_month(month, long=True))


def _measure_rows(measure: Data, notes: Data, words: Words) -> list[Data]:
    """A row a method, then one for each result that answers none; advice on the first."""
    common = {"measure_no": measure["measure_no"], "measure": measure["title"]}
    planned = [
        {
            **common,
            "step_no": number,
            "method": method,
            "period": measure["period_text"],
            **_filled(
                [one for one in measure["results"] if one["answers_method"] == number], notes, words
            ),
        }
        for number, method in enumerate(measure["methods"], start=1)
    ]
    others = [one for one in measure["results"] if one["answers_method"] is None]
    unplanned = [{**common, **_filled([one], notes, words)} for one in others]
    if measure["recommendations"]:
        planned[0]["recommendation"] = "\n".join(measure["recommendations"])
    return [*planned, *unplanned]


def _filled(results: list[Data], notes: Data, words: Words) -> Mapping[str, str]:
    texts = [_item(one, notes) for one in results]
    done = any(word in text for text in texts for word in notes["done_words"])
    status = "done" if done else "in_progress" if texts else "not_started"
    filled = {"status": words.get("status", status)}
    return {**filled, "result": "\n".join(texts)} if texts else filled


def _item(result: Data, notes: Data) -> str:
    mark, text = result["no_text"], result["text"]
    if mark is None:
        return str(text)
    form = notes["bullet_mark"] if mark == "-" else notes["number_mark"]
    return str(form.format(mark=mark, text=text))


def _lists(words: Words) -> SheetPlan:
    keys = ("not_started", "in_progress", "continuing", "done", "cancelled")
    rows = tuple((words.get("status", key),) for key in keys)
    return SheetPlan(
        "_lists", (ColumnPlan("status", None, 20),), rows, visibility=Visibility.HIDDEN
    )


def _status_list(sheet: SheetPlan, lists: SheetPlan) -> ValidationPlan:
    column = sheet.column_of("status")
    area = CellRange(sheet.first_row, column, sheet.last_row, column)
    source = Reference(lists.name, CellRange(1, 1, len(lists.rows), 1))
    return ValidationPlan(area, Check.LIST, source=source)


def _note_sheet(notes: Data, words: Words) -> SheetPlan:
    name = words.get("plan", "note", "sheet")
    columns = (ColumnPlan("note", name, _NOTE_WIDTH, style=PLAIN),)
    return SheetPlan(name, columns, tuple((note,) for note in notes["notes"]))
