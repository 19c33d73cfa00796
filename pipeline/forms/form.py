"""The form of one division and month, as a workbook to draw."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.core.address import column_letters
from pipeline.core.schema import FilledBy
from pipeline.forms.formulas import Live, all_of, equals, is_one_of, unspaced
from pipeline.forms.head import (
    Blocks,
    counter_text,
    head_rows,
    heading_cells,
    marker_row,
    tail_rows,
)
from pipeline.forms.hidden import NIL_CELL, HiddenLines, HiddenRow, plan_hidden, row_letters
from pipeline.forms.instructions import plan_instructions
from pipeline.forms.lists import HIDDEN_SHEET, Lists
from pipeline.forms.live import Line, RowLive
from pipeline.forms.looks import FIRST_ROW, conditions_of, validations_of
from pipeline.forms.rows import facts_of, filled_texts, planned_texts
from pipeline.sheets.measure import Room, lines_height, text_lines
from pipeline.sheets.plan import (
    CellPlan,
    ColumnPlan,
    PagePlan,
    PageText,
    RowPlan,
    SheetPlan,
    WorkbookPlan,
)
from pipeline.sheets.reference import quoted_sheet, quoted_text
from pipeline.sheets.styles import FIXED, INPUT, Align

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.core.duty import Duty
    from pipeline.forms.issue import Issue

# A row shows so many lines of what is still to be typed: typing does not make it taller.
_FEWEST_POINTS = 72.0
_SPARE_POINTS = 48.0
_FEWEST_SPARE = 5
# One unit reports: whose each row is stands above the table.
_NEVER = frozenset({"responsible"})
_CENTRED = frozenset({"measure_no", "step_no"})
_BY_DIVISION = frozenset({"measure_no", "measure", "method"})


def plan_form(issue: Issue) -> WorkbookPlan:
    """The form: the sheet to fill, the instructions, and the hidden sheet by which it is known."""
    draft = _Draft(issue)
    rows = [draft.planned_row(duty, row) for row, duty in enumerate(draft.duties, FIRST_ROW)]
    hidden = plan_hidden(issue, draft.lists, draft.duties, draft.lines)
    return WorkbookPlan(
        (draft.sheet(rows), plan_instructions(issue), hidden),
        created=issue.as_of,
        title=issue.words.say("form", "title", year=issue.month.fiscal_year),
        subject=f"{issue.division.name} {issue.edition}",
    )


class _Draft:
    """The sheet to fill while its rows are gathered."""

    def __init__(self, issue: Issue) -> None:
        self.issue = issue
        self.duties = issue.duties
        self.columns = columns_of(issue, self.duties)
        self.lists = Lists(issue.schema, issue.words)
        self._lines: list[HiddenRow] = []
        self._name = quoted_sheet(issue.words.get("form", "sheet"))
        self._letters = {
            column.key: column_letters(place) for place, column in enumerate(self.columns, start=1)
        }
        self._hidden_letters = row_letters(self.lists)
        places = heading_cells(self.columns)
        typed = {"nil": issue.words.get("form", "results"), **issue.filling.headings}
        self._said_nil = is_one_of(
            unspaced(self._heading(places["nil"], typed["nil"])), self.lists.nothing_new
        )
        reason = self._heading(places["nil_reason"], typed.get("nil_reason", ""))
        self._no_reason = equals(reason, "")
        self._lacking = 0

    @property
    def lines(self) -> HiddenLines:
        """What stands on the hidden sheet beside the rows."""
        return HiddenLines(self._said_nil, tuple(self._lines))

    def _heading(self, place: tuple[int, int], text: str) -> Live:
        row, column = place
        return Live(f"{self._name}!${column_letters(column)}${row}", text)

    def planned_row(self, duty: Duty, row: int) -> RowPlan:
        """A planned row, its hidden cells remembered."""
        issue = self.issue
        texts = {**planned_texts(duty, issue), **filled_texts(duty, issue)}
        seen = {
            key: Live(f"{self._name}!{letters}{row}", texts.get(key, ""))
            for key, letters in self._letters.items()
        }
        line = Line(HIDDEN_SHEET, row, self._hidden_letters)
        live = RowLive(seen, self._nil(), facts_of(duty, issue), self.lists, line)
        check = live.check(issue.schema)
        self._lines.append(HiddenRow(row, live.hidden))
        settled = (issue.words.get("form", "complete"), issue.words.get("form", "not_due"))
        self._lacking += check.result not in settled
        cells = tuple(
            CellPlan(check.result, formula=f"={check.formula}")
            if column.key == "row_check"
            else texts.get(column.key) or None
            for column in self.columns
        )
        return RowPlan(cells, height=self._height(texts, _FEWEST_POINTS))

    def _nil(self, sheet: str = "") -> Live:
        """Whether the form says that nothing is new, by its cell of the hidden sheet."""
        return Live(f"{sheet}{NIL_CELL}", self._said_nil.result)

    def sheet(self, planned: Sequence[RowPlan]) -> SheetPlan:
        """The sheet with its planned rows."""
        issue, words = self.issue, self.issue.words
        rows = (*planned, marker_row(issue, self.columns), *self._spare_rows())
        last = FIRST_ROW + len(rows) - 1
        counter = counter_text(self._count(len(planned)), self._reason_missing(), issue)
        return SheetPlan(
            words.get("form", "sheet"),
            self.columns,
            rows,
            head=head_rows(issue, self.columns, counter),
            tail=tail_rows(issue, self.columns),
            page=PagePlan(
                columns=Blocks(self.columns).printed,
                footer=PageText(
                    left=f"{issue.division.name} {issue.edition}".replace("&", "&&"),
                    right=words.get("summary", "page"),
                ),
            ),
            conditions=conditions_of(issue, self.columns, len(planned)),
            validations=validations_of(issue, self.columns, self.lists, last),
            frozen_columns=self._frozen(),
            autofilter=True,
            protected=True,
        )

    def _frozen(self) -> int:
        """Columns up to the method stay in sight."""
        return [column.key for column in self.columns].index("method") + 1

    def _spare_rows(self) -> list[RowPlan]:
        given = self.issue.filling.unplanned
        count = max(_FEWEST_SPARE, len(given) + 1)
        texts = [*given, *({} for _ in range(count - len(given)))]
        return [self._spare_row(one) for one in texts]

    def _spare_row(self, texts: Mapping[str, str]) -> RowPlan:
        cells = tuple(
            CellPlan(
                texts.get(column.key) or None,
                replace(column.style, fill=INPUT.fill, locked=False)
                if column.key in _BY_DIVISION
                else None,
            )
            for column in self.columns
        )
        return RowPlan(cells, height=self._height(texts, _SPARE_POINTS))

    def _height(self, texts: Mapping[str, str], least: float) -> float:
        """What the row's printed texts need, and no less than `least`, in points."""
        heights = [
            lines_height(
                text_lines(texts[column.key], Room(column.width, column.style.size)),
                column.style.size,
            )
            for column in self.columns
            if texts.get(column.key)
        ]
        return max([least, *(one.points for one in heights)])

    def _count(self, planned: int) -> Live:
        """How many planned rows lack something."""
        letters = self._letters["row_check"]
        cells = f"${letters}${FIRST_ROW}:${letters}${FIRST_ROW + max(planned, 1) - 1}"
        words = self.issue.words
        settled = [quoted_text(f"<>{words.get('form', key)}") for key in ("complete", "not_due")]
        formula = "COUNTIFS(" + ",".join(f"{cells},{one}" for one in settled) + ")"
        return Live(formula if planned else "0", self._lacking)

    def _reason_missing(self) -> Live:
        """Whether the form says that nothing is new and not why."""
        return all_of([self._nil(f"{HIDDEN_SHEET}!"), self._no_reason])


def columns_of(issue: Issue, duties: Sequence[Duty]) -> tuple[ColumnPlan, ...]:
    """The columns of the schema that this division's form has."""
    steps = [duty.step for duty in duties]
    left_out = set(_NEVER)
    left_out |= set() if any(step.in_percent for step in steps) else {"progress"}
    left_out |= set() if any(step.budget is not None for step in steps) else {"spent"}
    columns = []
    for column in issue.schema.columns:
        if column.key in left_out:
            continue
        style = INPUT if column.filled_by is FilledBy.DIVISION else FIXED
        if column.key in _CENTRED:
            style = replace(style, align=Align.CENTRE)
        header = issue.words.get("column", column.key, "header")
        columns.append(ColumnPlan(column.key, header, column.width, style=style))
    return tuple(columns)
