"""Below the table of ITA scores: the open steps to press first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.publish.looks import (
    SECTION,
    VERDICT_TONES,
    label_style,
    linked,
    money_style,
    spread,
)
from pipeline.publish.tracking import TRACKING_SHEET, tracking_rows_by_duty
from pipeline.sheets.plan import CellPlan
from pipeline.sheets.reference import Link
from pipeline.sheets.styles import HEADER, NOTE, TEXT, TEXT_CENTRE, toned

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.core.score_board import Lever, ScoreBoard
    from pipeline.publish.desk import Desk
    from pipeline.sheets.plan import RowPlan

_SHOWN = 10
# Columns of the table above that each cell covers: rank, step, division, indicators, points,
# method, verdict.
_SPANS = (1, 1, 3, 1, 1, 2, 2)
_WIDTH = sum(_SPANS)


def lever_rows(desk: Desk, board: ScoreBoard) -> Iterator[RowPlan]:
    """The first ten open steps with the points concerned, under the rule that ranks them."""
    words = desk.words
    yield spread(CellPlan(words.get("ita", "levers"), SECTION, span=_WIDTH))
    if not board.levers:
        yield spread(CellPlan(words.get("ita", "no_levers"), TEXT, span=_WIDTH))
        return
    yield spread(CellPlan(words.get("ita", "levers_rule"), NOTE, span=_WIDTH))
    headers = (
        desk.header("rank"),
        desk.header("step"),
        desk.header("division"),
        words.get("ita", "answers"),
        words.get("ita", "points"),
        desk.header("method"),
        desk.header("verdict"),
    )
    yield spread(
        *(CellPlan(one, HEADER, span=span) for one, span in zip(headers, _SPANS, strict=True))
    )
    rows = tracking_rows_by_duty(desk)
    for rank, lever in enumerate(board.levers[:_SHOWN], start=1):
        yield _row(desk, rank, lever, rows)


def _row(
    desk: Desk, rank: int, lever: Lever, rows: Mapping[tuple[str | None, ...], int]
) -> RowPlan:
    words, row = desk.words, lever.row
    step = words.say("ita", "step", measure_no=row.measure_no, step_no=row.step_no)
    at = rows.get((row.measure_no, row.step_no, row.division))
    link = Link(desk.name(TRACKING_SHEET), at) if at else None
    numbers = ", ".join(map(words.value, lever.indicators))
    verdict = words.label("verdict", row.verdict)
    cells = (
        CellPlan(rank, label_style(words)),
        CellPlan(step, linked(TEXT) if link else TEXT, link),
        CellPlan(row.division, TEXT),
        CellPlan(numbers, TEXT_CENTRE),
        CellPlan(lever.points, money_style(words)),
        CellPlan(row.duty.step.method if row.duty else "", TEXT),
        CellPlan(verdict, toned(TEXT_CENTRE, VERDICT_TONES[row.verdict])),
    )
    return spread(
        *(
            CellPlan(one.value, one.style, one.link, span=span)
            for one, span in zip(cells, _SPANS, strict=True)
        )
    )
