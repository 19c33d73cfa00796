"""How values look on the sheets: urgency as tones, figures in the chosen digits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.core.duty import Verdict
from pipeline.core.finding import Severity
from pipeline.core.received import Outcome
from pipeline.core.schema import Urgency
from pipeline.core.words import Digits
from pipeline.sheets.plan import CellPlan, RowPlan
from pipeline.sheets.styles import (
    DATE,
    DATE_IN_THAI,
    LINK,
    MONEY,
    MONEY_THAI,
    NUMBER,
    NUMBER_THAI,
    TEXT,
    TEXT_BOLD,
    TEXT_CENTRE,
    THAI_DIGITS,
    Align,
    Style,
    Tone,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.core.words import Words
    from pipeline.sheets.plan import Cell, ColumnPlan

VERDICT_TONES = {
    Verdict.NOT_DUE: Tone.QUIET,
    Verdict.ON_TRACK: Tone.GOOD,
    Verdict.DONE: Tone.GOOD,
    Verdict.DONE_UNPROVED: Tone.WATCH,
    Verdict.NOT_STARTED: Tone.WATCH,
    Verdict.BEHIND: Tone.WARN,
    Verdict.OVERDUE: Tone.ALARM,
    Verdict.NOT_REPORTED: Tone.WARN,
    Verdict.NIL: Tone.QUIET,
    Verdict.CANCELLED: Tone.QUIET,
    Verdict.WAIVED: Tone.QUIET,
    Verdict.UNMATCHED: Tone.WATCH,
    Verdict.UNPLANNED: Tone.GOOD,
}
# Neighbours in a bar differ in grey: dark for what is settled, light for what is to come.
VERDICT_COLOURS = {
    Verdict.DONE: "#1B5E20",
    Verdict.ON_TRACK: "#A5D6A7",
    Verdict.DONE_UNPROVED: "#7A8B3C",
    Verdict.NIL: "#D9E2F3",
    Verdict.NOT_DUE: "#FFFFFF",
    Verdict.NOT_STARTED: "#FFE08A",
    Verdict.BEHIND: "#F0A04B",
    Verdict.NOT_REPORTED: "#7F7F7F",
    Verdict.OVERDUE: "#9C1C1C",
    Verdict.UNMATCHED: "#C5B4E3",
    Verdict.CANCELLED: "#595959",
    Verdict.WAIVED: "#BFBFBF",
    Verdict.UNPLANNED: "#2E75B6",
}
URGENCY_TONES = {
    Urgency.HIGH: Tone.ALARM,
    Urgency.MEDIUM: Tone.WARN,
    Urgency.LOW: Tone.QUIET,
}
SEVERITY_TONES = {
    Severity.ERROR: Tone.WARN,
    Severity.WARNING: Tone.WATCH,
    Severity.INFO: Tone.QUIET,
}
OUTCOME_TONES = {
    Outcome.ACCEPTED: Tone.GOOD,
    Outcome.ACCEPTED_WITH_FINDINGS: Tone.WATCH,
    Outcome.PARTLY_ACCEPTED: Tone.WATCH,
    Outcome.NIL: Tone.GOOD,
    Outcome.WAITING: Tone.WARN,
    Outcome.REFUSED: Tone.ALARM,
    Outcome.SUPERSEDED: Tone.QUIET,
    Outcome.DUPLICATE: Tone.QUIET,
    Outcome.PASSED_OVER: Tone.QUIET,
}

SECTION = replace(TEXT_BOLD, fill="#D9E2F3")
CARRIED = replace(TEXT, colour="#44546A", fill="#EDEDED")
CENTRE_LINK = replace(LINK, align=Align.CENTRE)


def number_style(words: Words) -> Style:
    """Counts in the digits of `words`."""
    return NUMBER_THAI if words.digits is Digits.THAI else NUMBER


def money_style(words: Words) -> Style:
    """Baht, or points of a score, with two decimals."""
    return MONEY_THAI if words.digits is Digits.THAI else MONEY


def date_style(words: Words) -> Style:
    """Days with their B.E. year."""
    return DATE_IN_THAI if words.digits is Digits.THAI else DATE


def linked(style: Style) -> Style:
    """The style as a link looks; on a filled cell the letters keep their colour."""
    return replace(style, colour=style.colour if style.fill else LINK.colour, underline=True)


def label_style(words: Words) -> Style:
    """Numbers that name something (a measure, a step): never with a thousands separator."""
    return replace(TEXT_CENTRE, num_format=number_look(words))


def number_look(words: Words, before: str = "", after: str = "") -> str:
    """Excel's code for a whole number between two texts; a text in its place stays itself."""
    digits = THAI_DIGITS if words.digits is Digits.THAI else ""
    start, end = (f'"{_literal(text)}"' if text else "" for text in (before, after))
    return f"{digits}{start}#,##0{end};{digits}-#,##0;{digits}{start}0{end};@{end}"


def decimal_look(words: Words) -> str:
    """Excel's code for points with one decimal."""
    return f"{THAI_DIGITS if words.digits is Digits.THAI else ''}0.0;;"


def _literal(text: str) -> str:
    return text.replace('"', "")


def numbered(text: str | None, words: Words) -> int | str | None:
    """A measure's or step's number as a number, so that a filter sorts it; `1.2` stays text."""
    if text is None:
        return None
    whole = text.isascii() and text.isdecimal() and str(int(text)) == text
    return int(text) if whole else words.number(text)


def dressed(cells: Sequence[Cell], columns: Sequence[ColumnPlan]) -> RowPlan:
    """A row above or below the table that looks like one of it."""
    return RowPlan(
        tuple(
            cell if isinstance(cell, CellPlan) and cell.style else _in_style(cell, column.style)
            for cell, column in zip(cells, columns, strict=False)
        )
    )


def _in_style(cell: Cell, style: Style) -> CellPlan:
    return replace(cell, style=style) if isinstance(cell, CellPlan) else CellPlan(cell, style)


def spread(*cells: Cell) -> RowPlan:
    """A row of cells that may span columns, one after the other."""
    placed: list[Cell] = []
    for cell in cells:
        covered = cell.span - 1 if isinstance(cell, CellPlan) else 0
        placed += [cell, *[None] * covered]
    return RowPlan(tuple(placed))
