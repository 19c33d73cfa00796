"""The sheet of the months side by side: what moved, what was closed, what was rewritten."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.core.calendar import Span
from pipeline.core.duty import State, Verdict, window_name
from pipeline.publish.fields import day_text
from pipeline.publish.looks import (
    SECTION,
    VERDICT_TONES,
    label_style,
    number_style,
    numbered,
    spread,
)
from pipeline.publish.paging import page_breaks
from pipeline.publish.summary_grid import GRID, grid_columns
from pipeline.sheets.plan import CellPlan, RowPlan, SheetPlan
from pipeline.sheets.styles import HEADER, PLAIN, SUBTITLE, TEXT, TEXT_CENTRE, TITLE, toned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.core.changes import Advice, Change, ClosedGap, Edit, Figures
    from pipeline.core.duty import Occurrence, Tracked
    from pipeline.core.finding import Fact
    from pipeline.publish.desk import Desk

_DONE = (State.DONE, State.DONE_UNPROVED)
_COMING = (State.OPEN, State.NOT_DUE)


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of a section: its header's words and how many grid columns it covers."""

    header: str
    span: int


def plan_changes(desk: Desk) -> SheetPlan:
    """Months in figures, gaps closed, verdicts changed, values rewritten, rounds, advice."""
    plan = SheetPlan(
        name=desk.name("changes"),
        columns=grid_columns(),
        head=tuple(_rows(desk)),
        page=desk.page(),
        frozen_rows=0,
        gridlines=False,
    )
    parts = [place for place, row in enumerate(plan.head, start=1) if _is_heading(row)]
    return replace(plan, page=replace(plan.page, breaks=tuple(page_breaks(plan, parts))))


def _is_heading(row: RowPlan) -> bool:
    first = row.cells[0] if row.cells else None
    return isinstance(first, CellPlan) and first.style == SECTION


def comparison_line(desk: Desk) -> str | None:
    """What moved since the last month, in one line; None where there is no earlier month."""
    compared = desk.report.compared
    if compared.last is None:
        return None
    return desk.words.say("changes", "line", **compared.counts)


def _rows(desk: Desk) -> Iterator[RowPlan]:
    compared = desk.report.compared
    yield spread(CellPlan(desk.title("changes"), TITLE, span=GRID))
    line = comparison_line(desk)
    yield spread(CellPlan(line or desk.summary("no_earlier"), SUBTITLE, span=GRID))
    if line and not (compared.closed or compared.verdicts or compared.edits):
        yield spread(CellPlan(desk.summary("no_changes"), PLAIN, span=GRID))
    if line:
        yield from _figures(desk, compared.months)
        yield from _closed(desk, compared.closed)
        yield from _verdicts(desk, compared.verdicts)
        yield from _edits(desk, compared.edits)
    yield from _recurring(desk)
    yield from _advice(desk, compared.advice)


def _figures(desk: Desk, months: Sequence[Figures]) -> Iterator[RowPlan]:
    """A column a month; verdicts that no month has are left out."""
    words = desk.words
    verdicts = [one for one in Verdict if any(month.verdicts.get(one) for month in months)]
    months_across = (_Column(words.value(one.month), 3) for one in months)
    columns = [_Column(desk.header("verdict"), 12), *months_across]
    sent = (words.number(f"{one.sent}/{one.divisions}") for one in months)
    rows = [
        (
            CellPlan(desk.header("sent"), TEXT),
            *(CellPlan(one, TEXT_CENTRE) for one in sent),
        ),
        *(
            _counts(
                desk, words.label("verdict", one), [each.verdicts.get(one, 0) for each in months]
            )
            for one in verdicts
        ),
        _counts(desk, desk.header("management_gaps"), [one.gaps for one in months]),
    ]
    yield from _section(desk, "figures", columns, rows)


def _counts(desk: Desk, label: str, counts: Iterable[int]) -> tuple[CellPlan, ...]:
    style = number_style(desk.words)
    return (CellPlan(label, TEXT), *(CellPlan(count, style) for count in counts))


def _closed(desk: Desk, closed: Iterable[ClosedGap]) -> Iterator[RowPlan]:
    words = desk.words
    columns = _columns(desk, (("gap", 14), *_STEP, ("since", 9), ("days", 5)))
    rows = [
        (
            CellPlan(words.label("gap", one.gap.code), TEXT),
            *_step(desk, one.gap.division, one.gap.measure_no, one.gap.step_no),
            CellPlan(words.value(one.since), TEXT_CENTRE),
            CellPlan(one.days, number_style(words)),
        )
        for one in closed
    ]
    yield from _section(desk, "closed", columns, rows)


# Division, measure and step, as every section names them.
_STEP = (("division", 12), ("measure_no", 5), ("step_no", 3))


def _step(
    desk: Desk, division: str | None, measure_no: str | None, step_no: str | None
) -> tuple[CellPlan, ...]:
    label = label_style(desk.words)
    return (
        CellPlan(division, TEXT),
        CellPlan(numbered(measure_no, desk.words), label),
        CellPlan(numbered(step_no, desk.words), label),
    )


def _verdicts(desk: Desk, changes: Iterable[Change]) -> Iterator[RowPlan]:
    columns = [
        *_columns(desk, _STEP),
        _Column(desk.words.value(desk.report.compared.last), 14),
        _Column(desk.words.value(desk.report.month), 14),
    ]
    rows = [
        (
            *_step(desk, one.division, one.measure_no, one.step_no),
            _verdict(desk, one.before),
            _verdict(desk, one.now),
        )
        for one in changes
    ]
    yield from _section(desk, "verdicts", columns, rows)


def _verdict(desk: Desk, key: str | None) -> CellPlan:
    if key is None:
        return CellPlan(desk.words.get("changes", "not_in_plan"), TEXT_CENTRE)
    verdict = Verdict(key)
    style = toned(TEXT_CENTRE, VERDICT_TONES[verdict])
    return CellPlan(desk.words.label("verdict", verdict), style)


def _edits(desk: Desk, edits: Iterable[Edit]) -> Iterator[RowPlan]:
    names = (("division", 9), ("measure_no", 4), ("step_no", 3), ("field", 6), ("since", 4))
    columns = [
        *_columns(desk, names),
        _Column(desk.words.get("header", "before"), 11),
        _Column(desk.words.get("header", "now"), 11),
    ]
    rows = [
        (
            *_step(desk, one.division, one.measure_no, one.step_no),
            CellPlan(desk.header(one.field), TEXT),
            CellPlan(desk.words.value(one.since), TEXT_CENTRE),
            CellPlan(_value(desk, one.before), TEXT),
            CellPlan(_value(desk, one.now), TEXT),
        )
        for one in edits
    ]
    yield from _section(desk, "edits", columns, rows)


def _value(desk: Desk, value: Fact) -> str:
    return desk.words.value(value) or desk.words.get("changes", "withdrawn")


def _recurring(desk: Desk) -> Iterator[RowPlan]:
    """Every duty of several rounds, with the rounds by name: done, missed, still to come."""
    names = (
        *(("division", 8), ("measure_no", 4), ("step_no", 3), ("method", 11)),
        *(("occurrences_done", 8), ("missed", 7), ("to_come", 7)),
    )
    rows = [_rounds(desk, row) for row in desk.report.planned if len(row.occurrences) > 1]
    yield from _section(desk, "recurring", _columns(desk, names), rows)


def _rounds(desk: Desk, row: Tracked) -> tuple[CellPlan, ...]:
    method = row.duty.step.method if row.duty else row.measure
    return (
        *_step(desk, row.division, row.measure_no, row.step_no),
        CellPlan(method, TEXT),
        *_by_state(desk, row.occurrences),
    )


def _by_state(desk: Desk, occurrences: Sequence[Occurrence]) -> Iterator[CellPlan]:
    for states in (_DONE, (State.MISSED, State.UNMATCHED), _COMING):
        yield CellPlan(_named(desk, occurrences, states), TEXT)


def _named(desk: Desk, occurrences: Sequence[Occurrence], states: tuple[State, ...]) -> str:
    """The rounds in any of the states, neighbours joined: `ต.ค. 2565 - มี.ค. 2566, มิ.ย. 2566`."""
    runs: list[list[Span]] = []
    joins = False
    for one in occurrences:
        if one.state in states:
            if not joins:
                runs.append([])
            runs[-1].append(one.window)
        joins = one.state in states
    return ", ".join(_run(desk, run) for run in runs)


def _run(desk: Desk, run: Sequence[Span]) -> str:
    ends = dict.fromkeys((_month(desk, run[0], last=False), _month(desk, run[-1], last=True)))
    return " - ".join(ends)


def _month(desk: Desk, window: Span, *, last: bool) -> str:
    """The month that a round begins or ends with."""
    name = window_name(window)
    day = window.end if last else window.start
    if name is window and day is not None:
        name = window_name(Span(day, day))
    return desk.words.value(name)


def _advice(desk: Desk, advice: Iterable[Advice]) -> Iterator[RowPlan]:
    names = (("division", 9), ("measure_no", 5), ("recommendation", 20), ("since", 5))
    columns = [*_columns(desk, names), _Column(desk.header("followed"), 9)]
    rows = [
        (
            CellPlan(one.division, TEXT),
            CellPlan(numbered(one.measure_no, desk.words), label_style(desk.words)),
            CellPlan(one.text, TEXT),
            CellPlan(desk.words.value(one.since), TEXT_CENTRE),
            CellPlan(_outcome(desk, one), TEXT_CENTRE),
        )
        for one in advice
    ]
    yield from _section(desk, "advice", columns, rows)


def _outcome(desk: Desk, one: Advice) -> str:
    """When something new came; of rounds, each with its state."""
    words = desk.words
    if not one.windows:
        return words.value(one.followed) or words.get("changes", "not_followed")
    rounds = (
        f"{day_text(each.window, words)}: {words.get('state', each.state)}" for each in one.windows
    )
    return "\n".join(rounds)


def _columns(desk: Desk, names: Iterable[tuple[str, int]]) -> list[_Column]:
    return [_Column(desk.header(key), span) for key, span in names]


def _section(
    desk: Desk, key: str, columns: Sequence[_Column], rows: Sequence[Sequence[CellPlan]]
) -> Iterator[RowPlan]:
    """The rows under their heading and headers; nothing where there are none."""
    if not rows:
        return
    yield spread(CellPlan(desk.words.get("changes", key), SECTION, span=GRID))
    yield spread(*(CellPlan(one.header, HEADER, span=one.span) for one in columns))
    for row in rows:
        cells = zip(row, columns, strict=True)
        yield spread(*(_spanned(cell, column.span) for cell, column in cells))


def _spanned(cell: CellPlan, span: int) -> CellPlan:
    return CellPlan(cell.value, cell.style, cell.link, span=span)
