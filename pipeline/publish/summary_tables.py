"""The summary's second page: the counts that the charts draw, alive."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from pipeline.core.duty import Verdict
from pipeline.core.raw import CellRange
from pipeline.publish.figures import Figure, Figures, total_of
from pipeline.publish.looks import VERDICT_COLOURS, number_style, spread
from pipeline.publish.submissions import division_states
from pipeline.sheets.plan import CellPlan, RowPlan, SeriesPlan
from pipeline.sheets.reference import Reference
from pipeline.sheets.styles import HEADER, SUBTITLE, TEXT, TEXT_BOLD, TEXT_CENTRE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pipeline.publish.desk import Desk

_TITLE_SPAN = 36
_NAME_SPAN = 9
_COUNT_SPAN = 3
_LABEL_SPAN = 6
_MEASURE_SPAN = 24
_WIDE_COUNT_SPAN = 6
# A chart of twelve colours cannot be read: these stand together in it.
_REST = (Verdict.NIL, Verdict.UNMATCHED, Verdict.CANCELLED, Verdict.WAIVED)
_DONE_COLOUR = VERDICT_COLOURS[Verdict.DONE]
_REST_COLOUR = "#E7E6E6"


@dataclass(frozen=True, slots=True)
class CountTable:
    """Rows to print, and the series that a chart draws from them."""

    rows: tuple[RowPlan, ...]
    series: tuple[SeriesPlan, ...]


def division_table(desk: Desk, first: int) -> CountTable:
    """Steps by division and verdict from row `first` on; verdicts that no step has are left out."""
    names = [one.name for one in division_states(desk.report)]
    verdicts = [one for one in VERDICT_COLOURS if desk.report.verdicts(one)]
    columns = _columns(desk, verdicts)
    header = CellPlan(desk.header("division"), HEADER, span=_NAME_SPAN)
    rows = [
        _title(desk, "chart_verdicts"),
        spread(header, *_headers((one.label for one in columns), _COUNT_SPAN)),
    ]
    figures = Figures(desk)
    for row, name in enumerate(names, start=first + len(rows)):
        cell = CellPlan(name, TEXT, span=_NAME_SPAN)
        count = partial(figures.of_division, name, f"$A{row}")
        rows.append(spread(cell, *_counts(desk, _figures(columns, count), _COUNT_SPAN)))
    total = CellPlan(desk.summary("total"), TEXT_BOLD, span=_NAME_SPAN)
    totals = _figures(columns, figures.of_verdict)
    rows.append(spread(total, *_counts(desk, totals, _COUNT_SPAN)))
    body = _Body(desk.name("summary"), first + 2, len(names))
    series = (
        SeriesPlan(
            one.short,
            body.cells(1),
            body.cells(_NAME_SPAN + 1 + place * _COUNT_SPAN),
            one.colour,
        )
        for place, one in enumerate(columns)
        if one.colour is not None
    )
    return CountTable(tuple(rows), tuple(series))


@dataclass(frozen=True, slots=True)
class _Column:
    """Verdicts counted in one column; `colour` None where the chart does not draw it."""

    label: str
    short: str
    verdicts: tuple[Verdict, ...]
    colour: str | None


def _columns(desk: Desk, verdicts: Sequence[Verdict]) -> list[_Column]:
    """A column a verdict, and one that sums what the chart shows as the rest."""
    rest = tuple(one for one in verdicts if one in _REST)
    columns = [
        _Column(
            desk.words.label("verdict", one),
            _short(desk, one),
            (one,),
            None if one in rest else VERDICT_COLOURS[one],
        )
        for one in verdicts
    ]
    if rest:
        label = desk.summary("chart_rest")
        columns.append(_Column(label, label, rest, _REST_COLOUR))
    return columns


def _short(desk: Desk, verdict: Verdict) -> str:
    """The label in a legend, where two must stand beside each other."""
    if verdict is Verdict.DONE_UNPROVED:
        return desk.summary("unproved_label")
    return desk.words.label("verdict", verdict)


def _figures(columns: Iterable[_Column], count: Callable[[Verdict], Figure]) -> Iterator[Figure]:
    return (total_of(map(count, one.verdicts)) for one in columns)


def measure_table(desk: Desk, first: int) -> CountTable:
    """Planned, done and remaining steps of each measure from row `first` on."""
    figures, words = Figures(desk), desk.words
    measures = dict.fromkeys((row.measure_no, row.measure) for row in desk.report.planned)
    keys = ("planned_label", "done_label", "rest_label")
    labels = [words.get("summary", key) for key in keys]
    rows = [_title(desk, "chart_measures")]
    rows.append(
        spread(
            CellPlan(desk.header("measure_no"), HEADER, span=_LABEL_SPAN),
            CellPlan(desk.header("measure"), HEADER, span=_MEASURE_SPAN),
            *_headers(labels, _WIDE_COUNT_SPAN),
        )
    )
    for number, title in measures:
        planned = figures.planned_of_measure(number)
        done = figures.of_measure(number, Verdict.DONE)
        rest = Figure(planned.value - done.value, f"{planned.formula}-{done.formula[1:]}")
        rows.append(
            spread(
                CellPlan(words.number(number or ""), TEXT_CENTRE, span=_LABEL_SPAN),
                CellPlan(title, TEXT, span=_MEASURE_SPAN),
                *_counts(desk, (planned, done, rest), _WIDE_COUNT_SPAN),
            )
        )
    body = _Body(desk.name("summary"), first + 2, len(measures))
    left = _LABEL_SPAN + _MEASURE_SPAN + 1
    done_at, rest_at = left + _WIDE_COUNT_SPAN, left + 2 * _WIDE_COUNT_SPAN
    series = (
        SeriesPlan(labels[1], body.cells(1), body.cells(done_at), _DONE_COLOUR),
        SeriesPlan(labels[2], body.cells(1), body.cells(rest_at), _REST_COLOUR),
    )
    return CountTable(tuple(rows), series)


@dataclass(frozen=True, slots=True)
class _Body:
    """Where a table's rows stand: for charts."""

    sheet: str
    first: int
    rows: int

    def cells(self, column: int) -> Reference:
        last = self.first + max(self.rows, 1) - 1
        return Reference(self.sheet, CellRange(self.first, column, last, column))


def _title(desk: Desk, key: str) -> RowPlan:
    return spread(CellPlan(desk.summary(key), SUBTITLE, span=_TITLE_SPAN))


def _headers(labels: Iterable[str], span: int) -> Iterator[CellPlan]:
    return (CellPlan(label, HEADER, span=span) for label in labels)


def _counts(desk: Desk, figures: Iterable[Figure], span: int) -> Sequence[CellPlan]:
    style = number_style(desk.words)
    return [CellPlan(one.value, style, formula=one.formula, span=span) for one in figures]
