"""One row of the tracking sheet: its values, what is carried, where it comes from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.publish.looks import CARRIED, VERDICT_TONES, number_look, numbered
from pipeline.publish.tracking_fields import tracking_fields
from pipeline.sheets.plan import CellPlan
from pipeline.sheets.styles import LINK, TEXT_CENTRE, toned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.core.accepted import Accepted
    from pipeline.core.duty import Verdict
    from pipeline.publish.desk import Desk
    from pipeline.publish.tracking_fields import TrackedRow
    from pipeline.sheets.plan import Cell

_TYPED = ("result", "evidence", "obstacle", "recommendation")


class RowDrawer:
    """Draws rows in a given order of columns; looks that many rows share are made once."""

    def __init__(self, desk: Desk, order: Sequence[str]) -> None:
        fields = {field.key: field for field in tracking_fields(desk.report.schema)}
        self._desk = desk
        self._fields = tuple(fields[key] for key in order)
        self._place = {key: place for place, key in enumerate(order)}
        self._rows = len(desk.report.tracked)
        self._verdicts: dict[Verdict, CellPlan] = {}
        self._numbers: dict[tuple[str | None, str | None], Cell] = {}

    def row(self, row: TrackedRow) -> tuple[Cell, ...]:
        """The row's cells; the date's cell also says which values are of an earlier month."""
        words = self._desk.words
        tracked, standing = row.tracked, row.tracked.standing
        cells: list[Cell] = [field.show(row, words) for field in self._fields]
        cells[self._place["measure_no"]] = self._number(tracked.measure_no, tracked.step_no)
        cells[self._place["step_no"]] = numbered(tracked.step_no, words)
        cells[self._place["verdict"]] = self._verdict(tracked.verdict)
        if standing is not None:
            self._link(cells, standing)
            if row.carried or standing.carried:
                self._mark(cells, standing, _TYPED if row.carried else standing.carried)
                self._say_carried(cells, row, standing)
        return tuple(cells)

    def _number(self, measure_no: str | None, step_no: str | None) -> Cell:
        key = (measure_no, step_no)
        if key not in self._numbers:
            self._numbers[key] = self._number_cell(*key)
        return self._numbers[key]

    def _number_cell(self, measure_no: str | None, step_no: str | None) -> Cell:
        words = self._desk.words
        number = numbered(measure_no, words)
        if step_no is None:
            return number
        # The cell stays the measure's number, for filters and counts; its look adds the step.
        step = words.say("summary", "step_after", step_no=words.number(step_no))
        return CellPlan(number, replace(TEXT_CENTRE, num_format=number_look(words, after=step)))

    def _verdict(self, verdict: Verdict) -> CellPlan:
        if verdict not in self._verdicts:
            style = toned(TEXT_CENTRE, VERDICT_TONES[verdict])
            self._verdicts[verdict] = CellPlan(self._desk.words.label("verdict", verdict), style)
        return self._verdicts[verdict]

    def _link(self, cells: list[Cell], standing: Accepted) -> None:
        link = self._desk.source_link(standing.source, self._rows)
        if link is not None:
            cells[self._place["source_file"]] = CellPlan(standing.source.file, LINK, link)

    def _mark(self, cells: list[Cell], standing: Accepted, fields: Sequence[str]) -> None:
        for field in set(fields).intersection(_TYPED):
            text = getattr(standing, field)
            if text:
                cells[self._place[field]] = CellPlan(text, CARRIED)

    def _say_carried(self, cells: list[Cell], row: TrackedRow, standing: Accepted) -> None:
        desk, place = self._desk, self._place["acted_on"]
        if row.carried:
            said = desk.summary("carried", month=standing.reported_month)
        else:
            headers = tuple(map(desk.header, standing.carried))
            said = desk.summary("carried_fields", fields=headers)
        dates = cells[place]
        cells[place] = f"{dates}\n{said}" if dates else said
