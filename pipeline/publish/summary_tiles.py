"""The figures on top of the summary: a row of tiles, each a live count."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.core.duty import Verdict
from pipeline.publish.figures import Figure, Figures
from pipeline.publish.looks import number_look, spread
from pipeline.publish.summary_grid import GRID
from pipeline.sheets.plan import CellPlan, RowPlan
from pipeline.sheets.styles import FIGURE, Align, Border, Style, Tone, Vertical, toned

if TYPE_CHECKING:
    from pipeline.publish.desk import Desk
    from pipeline.sheets.plan import Value

_LABEL = Style(size=13, bold=True, border=Border.GREY, align=Align.CENTRE, vertical=Vertical.MIDDLE)
_NUMBER = replace(FIGURE, size=26, border=Border.GREY)
_NOTE = replace(_LABEL, bold=False, size=12)
_NUMBER_POINTS = 44.0


@dataclass(frozen=True, slots=True)
class Tile:
    """A count with what it counts above it and a remark below: a text, or a count in a text."""

    label: str
    figure: Figure | int
    tone: Tone
    note: CellPlan


def tile_rows(desk: Desk) -> tuple[RowPlan, ...]:
    """The tiles' labels, counts and remarks, each tile as wide as the others."""
    tiles = _tiles(desk)
    span = GRID // len(tiles)
    number = replace(_NUMBER, num_format=number_look(desk.words))
    return (
        spread(*(CellPlan(one.label, _bold(_LABEL, one.tone), span=span) for one in tiles)),
        replace(spread(*(_count(one, number, span) for one in tiles)), height=_NUMBER_POINTS),
        spread(*(replace(one.note, span=span) for one in tiles)),
    )


def _count(tile: Tile, style: Style, span: int) -> CellPlan:
    look = _bold(style, tile.tone)
    if isinstance(tile.figure, int):
        return CellPlan(tile.figure, look, span=span)
    return replace(tile.figure.cell(look), span=span)


def _bold(style: Style, tone: Tone) -> Style:
    return replace(toned(style, tone), bold=True)


def _tiles(desk: Desk) -> tuple[Tile, ...]:
    figures, words = Figures(desk), desk.words
    return (
        _of(desk, "sent_label", figures.sent, "of_divisions", figures.divisions),
        _of(desk, "done_label", figures.done, "of_due", figures.due),
        _steps(desk, words.get("summary", "overdue_label"), figures, Verdict.OVERDUE),
        _steps(desk, words.get("summary", "unproved_label"), figures, Verdict.DONE_UNPROVED),
        _steps(desk, words.label("verdict", Verdict.NOT_STARTED), figures, Verdict.NOT_STARTED),
        _steps(desk, words.get("summary", "on_track_label"), figures, Verdict.ON_TRACK),
        _steps(desk, words.get("summary", "not_due_label"), figures, Verdict.NOT_DUE),
        _days_left(desk) or _planned(desk, figures),
    )


def _of(desk: Desk, label: str, figure: Figure, note: str, whole: Figure) -> Tile:
    """A count of a whole; both are alive."""
    tone = Tone.GOOD if figure.value == whole.value else Tone.QUIET
    before, after = desk.words.get("summary", note).split("{count}")
    style = replace(_NOTE, num_format=number_look(desk.words, before, after))
    return Tile(desk.words.get("summary", label), figure, tone, whole.cell(style))


_TONES = {
    Verdict.OVERDUE: Tone.ALARM,
    Verdict.DONE_UNPROVED: Tone.WARN,
    Verdict.NOT_STARTED: Tone.WATCH,
}


def _steps(desk: Desk, label: str, figures: Figures, verdict: Verdict) -> Tile:
    figure = figures.of_verdict(verdict)
    tone = _TONES.get(verdict, Tone.QUIET) if figure.value else Tone.QUIET
    return Tile(label, figure, tone, _note(desk.words.get("summary", "steps")))


def _planned(desk: Desk, figures: Figures) -> Tile:
    note = _note(desk.words.get("summary", "steps"))
    return Tile(desk.words.get("summary", "planned_label"), figures.planned, Tone.QUIET, note)


def _days_left(desk: Desk) -> Tile | None:
    """Days to the ITA closing date; None where the plan gives none or it has passed."""
    closing = desk.report.plan.organisation.ita_closing
    if closing is None or closing < desk.report.as_of:
        return None
    days = (closing - desk.report.as_of).days
    label = desk.words.get("summary", "days_left_short")
    return Tile(label, days, Tone.QUIET, _note(desk.summary("days_until", date=closing)))


def _note(text: Value) -> CellPlan:
    return CellPlan(text, _NOTE)
