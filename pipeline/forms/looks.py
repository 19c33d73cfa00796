"""Drop-downs, the small windows beside the cells, and the colours that follow what is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.core.address import column_letters
from pipeline.core.raw import CellRange
from pipeline.forms.head import COUNTER_ROW, HEAD_ROWS, Blocks, heading_cells, is_asked
from pipeline.sheets.plan import Check, ConditionPlan, Prompt, ValidationPlan
from pipeline.sheets.reference import quoted_text
from pipeline.sheets.styles import TONES, Style, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.core.schema import MeasureSchema
    from pipeline.forms.issue import Issue
    from pipeline.forms.lists import Lists
    from pipeline.sheets.plan import ColumnPlan

_LONGEST_TITLE = 32
FIRST_ROW = HEAD_ROWS + 2


def validations_of(
    issue: Issue, columns: Sequence[ColumnPlan], lists: Lists, last_row: int
) -> tuple[ValidationPlan, ...]:
    """What each input cell offers and says, from the first row to the last spare one."""
    return (
        *_of_columns(issue, columns, lists, last_row),
        *_of_headings(issue, columns, lists),
    )


def _of_columns(
    issue: Issue, columns: Sequence[ColumnPlan], lists: Lists, last_row: int
) -> Iterator[ValidationPlan]:
    for place, column in enumerate(columns, start=1):
        if not is_asked(issue.schema.column(column.key)):
            continue
        area = CellRange(FIRST_ROW, place, last_row, place)
        prompt = _prompt(issue, column.key)
        source = lists.choices.get(column.key)
        if source is None:
            yield ValidationPlan(area, Check.NONE, prompt=prompt)
        else:
            error = Prompt(_title(column.header or ""), issue.words.get("form", "not_in_list"))
            yield ValidationPlan(area, Check.LIST, source=source, prompt=prompt, error=error)


def _of_headings(
    issue: Issue, columns: Sequence[ColumnPlan], lists: Lists
) -> Iterator[ValidationPlan]:
    for key, (row, column) in heading_cells(columns).items():
        area = CellRange(row, column, row, column)
        source = lists.choices.get(key)
        title = _title(issue.words.get("heading", key))
        if source is not None:
            error = Prompt(title, issue.words.get("form", "not_in_list"))
            yield ValidationPlan(area, Check.LIST, source=source, error=error)
        elif key == "reported_on":
            text = issue.words.get("form", "reported_on_help")
            yield ValidationPlan(area, Check.NONE, prompt=Prompt(title, text))


def _prompt(issue: Issue, key: str) -> Prompt:
    words = issue.words
    return Prompt(_title(words.get("column", key, "header")), words.get("column", key, "help"))


def _title(text: str) -> str:
    return text[:_LONGEST_TITLE]


def conditions_of(
    issue: Issue, columns: Sequence[ColumnPlan], planned_rows: int
) -> tuple[ConditionPlan, ...]:
    """Colours: the check column by what it says, a cell that it asks for, the counter."""
    places = {column.key: place for place, column in enumerate(columns, start=1)}
    last = FIRST_ROW + max(planned_rows, 1) - 1
    check = f"${column_letters(places['row_check'])}{FIRST_ROW}"
    words, schema = issue.words, issue.schema
    complete, idle = (quoted_text(words.get("form", key)) for key in ("complete", "not_due"))
    area = CellRange(FIRST_ROW, places["row_check"], last, places["row_check"])
    asked = _asked_for(schema)
    place = Blocks(columns).column(4)
    counter = CellRange(COUNTER_ROW, place, COUNTER_ROW, place)
    cell = f"${column_letters(counter.first_column)}${COUNTER_ROW}"
    ready = quoted_text(words.get("form", "counter_none"))
    return (
        ConditionPlan(area, f"={check}={complete}", _look(Tone.GOOD)),
        ConditionPlan(area, f"={check}={idle}", _look(Tone.QUIET)),
        ConditionPlan(area, f"=LEN({check})>0", _look(Tone.WATCH)),
        *(
            ConditionPlan(
                CellRange(FIRST_ROW, places[field], last, places[field]),
                f'=LEN(SUBSTITUTE({check},{word},""))<LEN({check})',
                _look(Tone.WATCH),
            )
            for field, lack in asked
            if field in places
            for word in (quoted_text(words.get("form", "lack", lack)),)
        ),
        ConditionPlan(counter, f"={cell}={ready}", _look(Tone.GOOD)),
        ConditionPlan(counter, f"=LEN({cell})>0", _look(Tone.WATCH)),
    )


def _asked_for(schema: MeasureSchema) -> list[tuple[str, str]]:
    """Each field with a word that the form asks for it by."""
    pairs = [(str(rule.field), rule.lack) for rule in schema.rules if rule.in_form and rule.lack]
    return list(dict.fromkeys(pairs))


def _look(tone: Tone) -> Style:
    look = TONES[tone]
    return Style(fill=look.fill, colour=look.colour)
