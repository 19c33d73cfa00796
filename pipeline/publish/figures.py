"""Figures that stay alive: each a formula over the other sheets, with its value beside it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.core.duty import Verdict
from pipeline.core.received import TAKEN
from pipeline.publish.looks import numbered
from pipeline.publish.submissions import division_states, state_cells
from pipeline.publish.tracking import frame_tracking
from pipeline.sheets.plan import CellPlan
from pipeline.sheets.reference import quoted_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.publish.desk import Desk
    from pipeline.sheets.reference import Reference
    from pipeline.sheets.styles import Style


@dataclass(frozen=True, slots=True)
class Figure:
    """A count: its value, and the formula that counts the same on the sheets."""

    value: int
    formula: str

    def cell(self, style: Style) -> CellPlan:
        """The figure as a cell."""
        return CellPlan(self.value, style, formula=self.formula)


def total_of(figures: Iterable[Figure]) -> Figure:
    """The sum of some counts."""
    parts = tuple(figures)
    formula = "+".join(one.formula.removeprefix("=") for one in parts)
    return Figure(sum(one.value for one in parts), f"={formula}")


class Figures:
    """The figures of one month; the formulas count the planned rows of the tracking sheet."""

    def __init__(self, desk: Desk) -> None:
        frame = frame_tracking(desk)
        self._report = desk.report
        self._words = desk.words
        self._verdicts = frame.cells_of("verdict")
        self._divisions = frame.cells_of("division")
        self._measures = frame.cells_of("measure_no")
        self._due = frame.cells_of("occurrences_due")
        self._states = state_cells(desk)
        planned = desk.report.planned
        self._by_division = Counter((row.division, row.verdict) for row in planned)
        self._by_measure = Counter((row.measure_no, row.verdict) for row in planned)

    @property
    def divisions(self) -> Figure:
        """Divisions that owe a report."""
        count = len(division_states(self._report))
        return Figure(count, f'=SUMPRODUCT(({self._states}<>"")*1)')

    @property
    def sent(self) -> Figure:
        """Divisions of which a report came that could be used."""
        value = sum(one.sent for one in division_states(self._report))
        labels = (quoted_text(self._words.get("outcome", one)) for one in TAKEN)
        counts = "+".join(f"COUNTIFS({self._states},{label})" for label in labels)
        return Figure(value, f"={counts}")

    @property
    def planned(self) -> Figure:
        """Planned steps, once for each division that owes them."""
        return Figure(len(self._report.planned), f'=SUMPRODUCT(({self._verdicts}<>"")*1)')

    @property
    def due(self) -> Figure:
        """Planned steps of which an occurrence has ended, not waived or cancelled."""
        return Figure(len(self._report.due), f"={self._countifs(*self._fallen_due())}")

    @property
    def done(self) -> Figure:
        """Steps done of those due."""
        value = sum(one.verdict is Verdict.DONE for one in self._report.due)
        done = f"{self._verdicts},{self._label(Verdict.DONE)}"
        return Figure(value, f"={self._countifs(done, *self._fallen_due()[:1])}")

    def of_verdict(self, verdict: Verdict) -> Figure:
        """Planned steps with that verdict."""
        condition = f"{self._verdicts},{self._label(verdict)}"
        return Figure(self._report.verdicts(verdict), f"={self._countifs(condition)}")

    def of_division(self, name: str, cell: str, verdict: Verdict) -> Figure:
        """The division's steps with that verdict; `cell` holds its name."""
        value = self._by_division[name, verdict]
        return Figure(value, self._both(self._divisions, cell, verdict))

    def of_measure(self, number: str | None, verdict: Verdict) -> Figure:
        """The measure's steps with that verdict."""
        value = self._by_measure[number, verdict]
        return Figure(value, self._both(self._measures, self._literal(number), verdict))

    def planned_of_measure(self, number: str | None) -> Figure:
        """The measure's planned steps."""
        value = sum(self._by_measure[number, verdict] for verdict in Verdict)
        return Figure(value, f"=SUMPRODUCT(({self._measures}={self._literal(number)})*1)")

    def _literal(self, number: str | None) -> str:
        shown = numbered(number, self._words)
        return str(shown) if isinstance(shown, int) else quoted_text(shown or "")

    def _both(self, cells: Reference, cell: str, verdict: Verdict) -> str:
        # Not COUNTIFS: it would read `*` or `<` in a division's name as its own signs.
        return f"=SUMPRODUCT(({cells}={cell})*({self._verdicts}={self._label(verdict)}))"

    def _label(self, verdict: Verdict, sign: str = "") -> str:
        return quoted_text(sign + self._words.label("verdict", verdict))

    def _fallen_due(self) -> tuple[str, ...]:
        excused = (self._label(one, "<>") for one in (Verdict.WAIVED, Verdict.CANCELLED))
        return (f'{self._due},">0"', *(f"{self._verdicts},{label}" for label in excused))

    def _countifs(self, *conditions: str) -> str:
        return f"COUNTIFS({','.join(conditions)})"
