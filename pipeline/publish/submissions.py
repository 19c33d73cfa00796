"""The sheet of submissions: each division's state, then every file with its outcome."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.core.address import Address
from pipeline.core.duty import Verdict
from pipeline.core.raw import CellRange
from pipeline.core.received import TAKEN, Outcome
from pipeline.publish.accounts import Accounts
from pipeline.publish.looks import OUTCOME_TONES, SECTION, linked, number_style, spread
from pipeline.sheets.plan import CellPlan, ColumnPlan, RowPlan, SheetPlan
from pipeline.sheets.reference import Reference
from pipeline.sheets.styles import (
    HEADER,
    NOTE,
    TEXT,
    TEXT_CENTRE,
    TITLE,
    Tone,
    toned,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.core.received import Submission
    from pipeline.core.report import MonthReport
    from pipeline.core.words import Words
    from pipeline.publish.desk import Desk
    from pipeline.sheets.plan import TableRow

# What counts for a division that sent several files: the first of these. Of reports that stand
# together the one with something to mend does.
_BEST = (
    Outcome.PARTLY_ACCEPTED,
    Outcome.ACCEPTED_WITH_FINDINGS,
    Outcome.ACCEPTED,
    Outcome.NIL,
    Outcome.WAITING,
    Outcome.REFUSED,
    Outcome.SUPERSEDED,
    Outcome.DUPLICATE,
    Outcome.PASSED_OVER,
)
_TITLE_ROWS = 2
_PRINTED = 6


@dataclass(frozen=True, slots=True)
class DivisionState:
    """A division that owes a report; `outcome` is its best file's, None where it has not sent."""

    name: str
    outcome: Outcome | None
    files: int

    @property
    def sent(self) -> bool:
        """Whether a report came that could be used."""
        return self.outcome in TAKEN

    def label(self, words: Words) -> str:
        """The outcome in words."""
        return words.get("outcome", self.outcome or "not_sent")


def division_states(report: MonthReport) -> tuple[DivisionState, ...]:
    """Every division that owes a step this month, in the plan's order.

    One that the report calls silent has not sent; one whose rows came in another's file has.
    """
    sent: defaultdict[str, list[Outcome]] = defaultdict(list)
    for one in report.submissions:
        for division in one.divisions:
            sent[division].append(one.outcome)
    silent = frozenset(report.silent)
    return tuple(_state(name, sent[name], silent=name in silent) for name in _owing(report))


def _owing(report: MonthReport) -> tuple[str, ...]:
    """Divisions that owe a step, or have sent; one that is excused from all it owes need not."""
    owed = (row.division for row in report.planned if row.verdict is not Verdict.WAIVED)
    sent = (division for one in report.submissions for division in one.divisions)
    planned_rows = {row.division for row in report.planned}
    owing = dict.fromkeys((*owed, *(one for one in sent if one in planned_rows), *report.silent))
    planned = [one.name for one in report.plan.divisions if one.name in owing]
    return tuple(dict.fromkeys((*planned, *owing)))


def _state(name: str, outcomes: Sequence[Outcome], *, silent: bool) -> DivisionState:
    if silent:
        return DivisionState(name, None, len(outcomes))
    best = next((one for one in _BEST if one in outcomes), Outcome.ACCEPTED)
    return DivisionState(name, best, len(outcomes))


def state_cells(desk: Desk) -> Reference:
    """The cells that hold each division's outcome, for formulas that count them."""
    first = _TITLE_ROWS + 1
    last = max(first, _TITLE_ROWS + len(division_states(desk.report)))
    return Reference(desk.name("submissions"), CellRange(first, 2, last, 2))


def plan_submissions(desk: Desk) -> SheetPlan:
    """Divisions with their outcome above; below, a row per file of the inbox."""
    rows = len(desk.report.submissions)
    accounts = Accounts(desk.report, desk.words)
    return SheetPlan(
        name=desk.name("submissions"),
        columns=_columns(desk),
        rows=tuple(_file_row(desk, one, accounts, rows) for one in desk.report.submissions),
        head=_head(desk),
        page=desk.page(columns=_PRINTED),
        frozen_rows=0,
        autofilter=True,
    )


def _columns(desk: Desk) -> tuple[ColumnPlan, ...]:
    return (
        ColumnPlan("division", desk.header("division"), 28),
        ColumnPlan("outcome", desk.header("outcome"), 28, TEXT_CENTRE),
        ColumnPlan("file", desk.header("file"), 32),
        ColumnPlan("reason", desk.header("reason"), 48),
        ColumnPlan("received", desk.header("received"), 18, TEXT_CENTRE),
        ColumnPlan("sender", desk.header("sender"), 30),
        ColumnPlan("month", desk.header("month"), 14, TEXT_CENTRE, level=1),
        ColumnPlan("sha256", desk.header("sha256"), 24, level=1),
    )


def _head(desk: Desk) -> tuple[RowPlan, ...]:
    header = [desk.header(key) for key in ("division", "outcome", "files")]
    title = desk.title("submissions", month=desk.report.month)
    return (
        spread(CellPlan(title, TITLE, span=_PRINTED)),
        RowPlan(tuple(CellPlan(text, HEADER) for text in header)),
        *(_state_row(desk, one) for one in division_states(desk.report)),
        RowPlan((CellPlan(None, NOTE),)),
        spread(CellPlan(desk.summary("files"), SECTION, span=_PRINTED)),
    )


def _state_row(desk: Desk, state: DivisionState) -> RowPlan:
    tone = Tone.ALARM if state.outcome is None else OUTCOME_TONES[state.outcome]
    return RowPlan(
        (
            CellPlan(state.name, TEXT),
            CellPlan(state.label(desk.words), toned(TEXT_CENTRE, tone)),
            CellPlan(state.files, number_style(desk.words)),
        )
    )


def _file_row(desk: Desk, one: Submission, accounts: Accounts, rows: int) -> TableRow:
    words, received = desk.words, one.received
    link = desk.source_link(Address(received.name), rows)
    tone = OUTCOME_TONES[one.outcome]
    # An office suite draws a link in its own blue, which nobody can read on the alarm's red.
    style = TEXT_CENTRE if link and tone is Tone.ALARM else toned(TEXT_CENTRE, tone)
    return (
        one.division,
        CellPlan(words.get("outcome", one.outcome), linked(style) if link else style, link),
        received.name,
        accounts.of(one),
        words.value(received.received) or None,
        received.sender,
        words.value(one.month) or None,
        received.sha256,
    )
