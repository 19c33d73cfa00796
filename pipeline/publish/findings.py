"""The sheets of what is amiss and of what was read otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.core.calendar import parse_span
from pipeline.publish.fields import cell_text
from pipeline.publish.looks import (
    SEVERITY_TONES,
    label_style,
    linked,
    numbered,
    spread,
)
from pipeline.publish.tables import found_fact
from pipeline.sheets.plan import CellPlan, ColumnPlan, SheetPlan
from pipeline.sheets.styles import PLAIN, TEXT_CENTRE, TITLE, toned

if TYPE_CHECKING:
    from pipeline.core.address import Address
    from pipeline.core.finding import Finding, Reading
    from pipeline.core.words import Words
    from pipeline.publish.desk import Desk
    from pipeline.sheets.plan import Cell, TableRow


def plan_findings(desk: Desk) -> SheetPlan:
    """A row per finding, linked to its cell in the workbook that was sent."""
    words = desk.words
    columns = (
        ColumnPlan("severity", desk.header("finding_severity"), 14, TEXT_CENTRE),
        ColumnPlan("division", desk.header("division"), 19),
        *_place_columns(desk),
        ColumnPlan("measure_no", desk.header("measure_no"), 12, label_style(words)),
        ColumnPlan("step_no", desk.header("step_no"), 6, label_style(words)),
        ColumnPlan("found", desk.header("found"), 30),
        ColumnPlan("message", desk.header("message"), 58),
        ColumnPlan("code", desk.header("code"), 24, level=1),
    )
    rows = tuple(_finding_row(desk, one) for one in desk.report.findings)
    return _listing(desk, "findings", columns, rows, desk.summary("no_findings"))


def _finding_row(desk: Desk, one: Finding) -> TableRow:
    words, severity = desk.words, desk.report.schema.severity(one.code)
    return (
        CellPlan(words.get("severity", severity), toned(TEXT_CENTRE, SEVERITY_TONES[severity])),
        one.division,
        *_place(desk, one.where, len(desk.report.findings)),
        numbered(one.measure_no, words),
        numbered(one.step_no, words),
        _found(one, words),
        words.finding(one),
        one.code,
    )


def _found(one: Finding, words: Words) -> str | None:
    """What stands in the cell, as printed; None where the finding does not tell."""
    fact = found_fact(one)
    return None if fact is None else words.value(fact)


def plan_readings(desk: Desk) -> SheetPlan:
    """A row per value that was read otherwise than typed, with the rule that did it."""
    columns = (
        *_place_columns(desk),
        ColumnPlan("typed", desk.header("typed"), 50),
        ColumnPlan("read_as", desk.header("read_as"), 40),
        ColumnPlan("rule", desk.header("rule"), 28),
    )
    rows = tuple(_reading_row(desk, one) for one in desk.report.readings)
    return _listing(desk, "readings", columns, rows, desk.summary("no_readings"))


def _reading_row(desk: Desk, one: Reading) -> TableRow:
    place = _place(desk, one.where, len(desk.report.readings))
    return (*place, one.typed, _read_as(one, desk), desk.words.get("reading", one.rule))


def _read_as(one: Reading, desk: Desk) -> str:
    """What was read, dates as they are printed."""
    try:
        return desk.words.value(parse_span(one.read_as))
    except ValueError:
        return one.read_as


def _place_columns(desk: Desk) -> tuple[ColumnPlan, ...]:
    return (
        ColumnPlan("file", desk.header("file"), 28),
        ColumnPlan("sheet", desk.header("sheet"), 14),
        ColumnPlan("cell", desk.header("cell"), 9, TEXT_CENTRE),
    )


def _place(desk: Desk, where: Address, rows: int) -> tuple[Cell, ...]:
    """File, sheet and cell; the cell is the link, since longer linked texts are not wrapped."""
    link, cell = desk.source_link(where, rows), cell_text(where)
    shown = CellPlan(cell, linked(TEXT_CENTRE), link) if link and cell else cell
    return (where.file, where.sheet, shown)


def _listing(
    desk: Desk,
    sheet: str,
    columns: tuple[ColumnPlan, ...],
    rows: tuple[TableRow, ...],
    nothing: str,
) -> SheetPlan:
    """A title, a table, and where the table is empty the sentence that says so."""
    printed = sum(column.level == 0 for column in columns)
    return SheetPlan(
        name=desk.name(sheet),
        columns=columns,
        rows=rows,
        head=(spread(CellPlan(desk.title(sheet), TITLE, span=printed)),),
        tail=() if rows else (spread(CellPlan(nothing, PLAIN, span=printed)),),
        page=desk.page(columns=printed),
        autofilter=True,
    )
