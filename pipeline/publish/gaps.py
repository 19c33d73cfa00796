"""The sheet of gaps: management's first, then divisions', then those of plan and data."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.core.finding import Audience
from pipeline.publish.fields import day_text
from pipeline.publish.looks import (
    SECTION,
    URGENCY_TONES,
    date_style,
    label_style,
    linked,
    numbered,
    spread,
)
from pipeline.publish.tracking import tracking_rows_by_duty
from pipeline.sheets.plan import CellPlan, ColumnPlan, RowPlan, SheetPlan
from pipeline.sheets.reference import Link
from pipeline.sheets.styles import HEADER, LINK, TEXT, TEXT_CENTRE, TITLE, toned

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.core.duty import Tracked
    from pipeline.core.gap import Gap
    from pipeline.publish.desk import Desk
    from pipeline.sheets.plan import Cell, TableRow

_PRINTED = 11
_CREDIT = "unplanned_result"
# Columns that each cell of an unplanned row covers: division, measure, result, dates, source.
_CREDIT_SPANS = (2, 1, 6, 1, 1)
# The same of a result that is tied to no step: division, measure, result, step, likeness, source.
_PAIR_SPANS = (2, 1, 5, 1, 1, 1)


def plan_gaps(desk: Desk) -> SheetPlan:
    """A row per gap, each linked to its row of the tracking sheet; unplanned work as a credit."""
    title = CellPlan(desk.title("gaps", as_of=desk.report.as_of), TITLE, span=_PRINTED)
    return SheetPlan(
        name=desk.name("gaps"),
        columns=_columns(desk),
        rows=tuple(_rows(desk)),
        head=(spread(title),),
        tail=(*_untied(desk), *_unplanned(desk)),
        page=desk.page(columns=_PRINTED),
        autofilter=True,
    )


def _columns(desk: Desk) -> tuple[ColumnPlan, ...]:
    words = desk.words
    return (
        ColumnPlan("severity", desk.header("severity"), 14, TEXT_CENTRE),
        ColumnPlan("gap", desk.header("gap"), 24),
        ColumnPlan("division", desk.header("division"), 19),
        ColumnPlan("measure_no", desk.header("measure_no"), 12, label_style(words)),
        ColumnPlan("step_no", desk.header("step_no"), 6, label_style(words)),
        ColumnPlan("planned", desk.header("planned"), 17, TEXT_CENTRE),
        ColumnPlan("actual", desk.header("actual"), 17, TEXT_CENTRE),
        ColumnPlan("days", desk.header("days"), 9, label_style(words)),
        ColumnPlan("action", desk.header("action"), 55),
        ColumnPlan("owner", desk.header("owner"), 15),
        ColumnPlan("act_by", desk.header("act_by"), 17, date_style(words)),
        ColumnPlan("audience", desk.header("audience"), 14, TEXT_CENTRE, level=1),
        ColumnPlan("window_start", desk.header("window_start"), 17, date_style(words), level=1),
        ColumnPlan("window_end", desk.header("window_end"), 17, date_style(words), level=1),
        ColumnPlan("since", desk.header("since"), 14, TEXT_CENTRE, level=1),
        ColumnPlan("source", desk.header("source"), 40, level=1),
    )


def _rows(desk: Desk) -> Iterator[TableRow]:
    rows = tracking_rows_by_duty(desk)
    for heading, audience in (
        ("management_gaps", Audience.MANAGEMENT),
        ("division_gaps_title", Audience.DIVISION),
        ("plan_and_data", Audience.ANALYST),
    ):
        gaps = [gap for gap in desk.report.gaps_for(audience) if gap.code != _CREDIT]
        if gaps or audience is Audience.MANAGEMENT:
            yield spread(CellPlan(desk.summary(heading), SECTION, span=_PRINTED))
        if not gaps and audience is Audience.MANAGEMENT:
            yield spread(CellPlan(desk.summary("nothing_worst"), TEXT, span=_PRINTED))
        for gap in gaps:
            yield _row(desk, gap, rows)


def _row(desk: Desk, gap: Gap, rows: Mapping[tuple[str | None, ...], int]) -> TableRow:
    words = desk.words
    urgency = toned(TEXT_CENTRE, URGENCY_TONES[gap.severity])
    return (
        CellPlan(words.get("urgency", gap.severity), urgency),
        words.label("gap", gap.code),
        gap.division,
        _measure_cell(desk, gap, rows),
        numbered(gap.step_no, words),
        words.value(gap.planned) or None,
        words.value(gap.actual) or None,
        gap.days,
        desk.sentence(gap),
        gap.owner,
        gap.act_by,
        words.get("audience", gap.audience),
        gap.window.start if gap.window else None,
        gap.window.end if gap.window else None,
        words.value(gap.since) or None,
        _source_cell(desk, gap),
    )


def _measure_cell(desk: Desk, gap: Gap, rows: Mapping[tuple[str | None, ...], int]) -> Cell:
    """The measure's number, a link to its row: office suites do not wrap longer linked texts."""
    number = numbered(gap.measure_no, desk.words)
    place = (gap.measure_no, gap.step_no)
    row = rows.get((*place, gap.division), rows.get(place))
    if row is None or gap.about is not None:
        return number
    return CellPlan(number, linked(label_style(desk.words)), Link(desk.name("tracking"), row))


def _source_cell(desk: Desk, gap: Gap) -> Cell:
    if gap.source is None:
        return None
    link = desk.source_link(gap.source, len(desk.report.gaps))
    return CellPlan(str(gap.source), LINK, link) if link else str(gap.source)


def _untied(desk: Desk) -> tuple[RowPlan, ...]:
    """Results of measures, each beside the step that it is most like, for the analyst to choose."""
    rows = desk.report.untied
    if not rows:
        return ()
    headers = ("division", "measure_no", "result", "likely_step", "likeness", "source_file")
    return (
        spread(CellPlan(desk.summary("untied"), SECTION, span=_PRINTED)),
        _pair_row(*(CellPlan(desk.header(key), HEADER) for key in headers)),
        *(_pair(desk, row) for row in rows),
    )


def _pair(desk: Desk, row: Tracked) -> RowPlan:
    words, standing, likely = desk.words, row.standing, row.likely
    source = standing.source if standing else None
    link = desk.source_link(source, len(desk.report.untied)) if source else None
    step = desk.report.plan.step(row.measure_no or "", likely.step_no) if likely else None
    return _pair_row(
        CellPlan(row.division, TEXT),
        _number(desk, row, link),
        CellPlan(standing.result if standing else None, TEXT),
        CellPlan(f"{words.number(step.step_no)}. {step.method}" if step else None, TEXT),
        CellPlan(words.number(f"{likely.likeness}%") if likely else None, TEXT_CENTRE),
        CellPlan(source.file if source else None, TEXT),
    )


def _number(desk: Desk, row: Tracked, link: Link | None) -> CellPlan:
    """The measure's number, which leads to the source: a long name of a file could not wrap."""
    style = label_style(desk.words)
    number = numbered(row.measure_no, desk.words)
    linking = link if number is not None else None
    return CellPlan(number, linked(style) if linking else style, linking)


def _pair_row(*cells: CellPlan) -> RowPlan:
    return spread(
        *(replace(cell, span=span) for cell, span in zip(cells, _PAIR_SPANS, strict=True))
    )


def _unplanned(desk: Desk) -> tuple[RowPlan, ...]:
    rows = desk.report.unplanned
    if not rows:
        return ()
    headers = ("division", "measure_no", "result", "acted_on", "source_file")
    return (
        spread(CellPlan(desk.summary("unplanned"), SECTION, span=_PRINTED)),
        _credit_row(*(CellPlan(desk.header(key), HEADER) for key in headers)),
        *(_credit(desk, row) for row in rows),
    )


def _credit(desk: Desk, row: Tracked) -> RowPlan:
    words, standing = desk.words, row.standing
    if standing is None:
        return _credit_row(CellPlan(row.division, TEXT))
    link = desk.source_link(standing.source, len(desk.report.unplanned))
    return _credit_row(
        CellPlan(row.division, TEXT),
        _number(desk, row, link),
        CellPlan(standing.result, TEXT),
        CellPlan("\n".join(day_text(span, words) for span in standing.acted_on), TEXT_CENTRE),
        CellPlan(standing.source.file, TEXT),
    )


def _credit_row(*cells: CellPlan) -> RowPlan:
    return spread(
        *(replace(cell, span=span) for cell, span in zip(cells, _CREDIT_SPANS, strict=False))
    )
