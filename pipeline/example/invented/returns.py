"""What a division sends in: its filled form, or a table of its own, as a workbook to draw."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pipeline.core.duty import duties_of, key_of
from pipeline.core.printing import format_day
from pipeline.example.invented.data import read_data
from pipeline.example.invented.plans import invented_plan
from pipeline.example.invented.telling import cells_of, past_of, told_by
from pipeline.forms.form import plan_form
from pipeline.forms.issue import Filling, Issue
from pipeline.sheets.plan import CellPlan, ColumnPlan, RowPlan, SheetPlan, WorkbookPlan
from schemas.loading import load_schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.core.calendar import Month
    from pipeline.core.words import Words
    from pipeline.example.memo import Data

_DAYS_TO_SEND = 5
_DAYS_TO_FILL = 3
_TABLE_WIDTH = 34


@dataclass(frozen=True, slots=True)
class Sent:
    """One division's form of a month as it was sent.

    `nil` is the reason of a nil return, `instead` values of some steps before they were mended,
    `more` rows that the division has added, both as in the data files. `day` is None where
    nobody knows when it came.
    """

    division: str
    month: Month
    day: date | None = None
    nil: str = ""
    instead: tuple[Data, ...] = ()
    more: tuple[Data, ...] = field(default_factory=tuple)


def cut_off(month: Month) -> date:
    """The usual cut-off: five days after the month's end."""
    return month.last + timedelta(days=_DAYS_TO_SEND)


def plan_return(sent: Sent, words: Words) -> WorkbookPlan:
    """The form with all that the division tells by the month."""
    plan = invented_plan(sent.month.fiscal_year)
    return plan_form(
        Issue(
            plan=plan,
            division=next(one for one in plan.divisions if one.name == sent.division),
            duties=tuple(
                duty for duty in duties_of(plan, sent.month) if duty.division == sent.division
            ),
            month=sent.month,
            as_of=cut_off(sent.month),
            due=cut_off(sent.month),
            schema=load_schema(),
            words=words,
            past=past_of(sent.division, sent.month),
            filling=_filling(sent, words),
        )
    )


def _filling(sent: Sent, words: Words) -> Filling:
    told = {code: dict(values) for code, values in told_by(sent.division, sent.month).items()}
    for one in sent.instead:
        told[one["step"]] |= {key: text for key, text in one.items() if key != "step"}
    nothing = "" if sent.nil else read_data("office")["texts"]["nothing"]
    return Filling(
        rows={
            key_of(sent.division, code): {"recommendation": nothing, **cells_of(values, words)}
            for code, values in told.items()
        },
        unplanned=tuple(cells_of(one, words) for one in sent.more),
        headings=_headings(sent, words),
    )


def _headings(sent: Sent, words: Words) -> Mapping[str, str]:
    divisions = read_data("office")["division"]
    division = next(one for one in divisions if one["name"] == sent.division)
    day = sent.day or sent.month.last + timedelta(days=_DAYS_TO_FILL)
    nil = {"nil": words.get("form", "nothing_new"), "nil_reason": sent.nil} if sent.nil else {}
    return {
        "reporter": division["reporter"],
        "position": division["reporter"],
        "telephone": division["telephone"],
        "reported_on": words.number(format_day(day, long=False)),
        **nil,
    }


def plan_own_table(table: Data, created: date) -> WorkbookPlan:
    """A table that a division has drawn itself, its title above it."""
    columns = tuple(
        ColumnPlan(f"column_{place}", header, _TABLE_WIDTH)
        for place, header in enumerate(table["header"])
    )
    title = RowPlan((CellPlan(table["title"], span=len(columns)),))
    rows = tuple(tuple(row) for row in table["rows"])
    return WorkbookPlan((SheetPlan("Sheet1", columns, rows, head=(title,)),), created)
