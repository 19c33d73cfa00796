"""The tracking sheet: a row per planned step and division, unplanned work below."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from pipeline.publish.desk import MOST_LINKED_ROWS
from pipeline.publish.looks import (
    SECTION,
    date_style,
    dressed,
    label_style,
    money_style,
    number_style,
)
from pipeline.publish.tracking_fields import tracked_rows, tracking_fields
from pipeline.publish.tracking_rows import RowDrawer
from pipeline.sheets.plan import CellPlan, ColumnPlan, RowPlan, SheetPlan
from pipeline.sheets.styles import NOTE, SUBTITLE, TEXT, TEXT_CENTRE, TITLE, Style

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.core.words import Words
    from pipeline.publish.desk import Desk

TRACKING_SHEET = "tracking"
_FROZEN = 3
_WIDE = 22.0
_USUAL = 13.0
_DAY = 17.0  # LibreOffice shows ### where a date does not fit


@dataclass(frozen=True, slots=True)
class _Printed:
    key: str
    width: float
    header: str | None = None


# The ten columns that are printed; every other column stands in the outline.
PRINTED = (
    _Printed("measure_no", 12),
    _Printed("measure", 24),
    _Printed("method", 30),
    _Printed("responsible", 14),
    _Printed("period", 13, "narrow_period"),
    _Printed("verdict", 13),
    _Printed("acted_on", 13, "narrow_acted_on"),
    _Printed("result", 44),
    _Printed("evidence", 15),
    _Printed("recommendation", 38),
)
_PRINTED_KEYS = tuple(one.key for one in PRINTED)


def frame_tracking(desk: Desk) -> SheetPlan:
    """The tracking sheet without its cells: enough to point at them."""
    words = desk.words
    item = desk.report.framework.report_item if desk.report.framework else None
    subtitle = words.say(
        "summary",
        "office",
        organisation=desk.report.plan.organisation.name,
        year=desk.report.plan.fiscal_year,
        item=item.code if item else None,
        item_title=item.title if item else None,
    )
    span = len(PRINTED)
    head = (
        RowPlan((CellPlan(desk.title("tracking", month=desk.report.month), TITLE, span=span),)),
        RowPlan((CellPlan(subtitle, SUBTITLE, span=span),)),
        *_link_note(desk),
    )
    return SheetPlan(
        name=desk.name(TRACKING_SHEET),
        columns=tuple(_columns(desk)),
        rows=((),) * len(desk.report.planned),
        head=head,
        page=desk.page(columns=span),
        frozen_columns=_FROZEN,
        autofilter=True,
    )


def _link_note(desk: Desk) -> tuple[RowPlan, ...]:
    if len(desk.report.tracked) <= MOST_LINKED_ROWS:
        return ()
    return (RowPlan((CellPlan(desk.summary("links_limited"), NOTE, span=len(PRINTED)),)),)


def plan_tracking(desk: Desk) -> SheetPlan:
    """A row per planned step and division in the report's order, unplanned work below."""
    frame = frame_tracking(desk)
    draw = RowDrawer(desk, _order(desk))
    rows = tuple(map(draw.row, tracked_rows(desk.report, desk.report.planned)))
    tail = (*_apart(desk, frame, draw, "untied"), *_apart(desk, frame, draw, "unplanned"))
    plan = replace(frame, rows=rows, tail=tail)
    if not (plan.rows and plan.tail):
        return plan
    return replace(plan, page=replace(plan.page, breaks=(plan.last_row,)))


def tracking_rows_by_duty(desk: Desk) -> Mapping[tuple[str | None, ...], int]:
    """Where a gap's work stands: by measure, step and division; by measure and step; by measure.

    The shorter keys, the step None where it is left out, give the first row that they name.
    """
    first = frame_tracking(desk).first_row
    rows: dict[tuple[str | None, ...], int] = {}
    for row, one in enumerate(desk.report.planned, start=first):
        rows.setdefault((one.measure_no, None), row)
        rows.setdefault((one.measure_no, one.step_no), row)
        rows.setdefault((one.measure_no, one.step_no, one.division), row)
    return rows


def _columns(desk: Desk) -> list[ColumnPlan]:
    words = desk.words
    printed = [
        ColumnPlan(
            one.key,
            words.get("header", one.header) if one.header else desk.header(one.key),
            one.width,
            _style(one.key, words),
        )
        for one in PRINTED
    ]
    grouped = [
        ColumnPlan(key, desk.header(key), _width(key), _style(key, words), level=1)
        for key in _order(desk)[len(PRINTED) :]
    ]
    return printed + grouped


def _order(desk: Desk) -> tuple[str, ...]:
    """The columns' keys as they stand on the sheet."""
    keys = (one.key for one in tracking_fields(desk.report.schema))
    return (*_PRINTED_KEYS, *(key for key in keys if key not in _PRINTED_KEYS))


def _width(key: str) -> float:
    if key in {"due_start", "due_end"}:
        return _DAY
    return _WIDE if key in {"obstacle", "source_file", "source_sha256", "indicator"} else _USUAL


def _style(key: str, words: Words) -> Style:
    match key:
        case "measure_no" | "step_no" | "source_row":
            return label_style(words)
        case "due_start" | "due_end":
            return date_style(words)
        case "progress" | "occurrences_planned" | "occurrences_due" | "occurrences_done":
            return number_style(words)
        case "spent" | "budget":
            return money_style(words)
        case "period" | "acted_on" | "verdict":
            return TEXT_CENTRE
        case _:
            return TEXT


def _apart(
    desk: Desk, frame: SheetPlan, draw: RowDrawer, key: Literal["untied", "unplanned"]
) -> tuple[RowPlan, ...]:
    """Rows that are tied to no step, under their heading."""
    report = desk.report
    rows = tracked_rows(report, report.untied if key == "untied" else report.unplanned)
    if not rows:
        return ()
    heading = CellPlan(desk.summary(key), SECTION, span=len(PRINTED))
    return (RowPlan((heading,)), *(dressed(draw.row(row), frame.columns) for row in rows))
