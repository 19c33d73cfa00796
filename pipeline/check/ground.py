"""What a check may look at: the month's table beside the plan, the calendar and the past."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pipeline.check.facts import dates_of
from pipeline.core.finding import Finding
from pipeline.core.schema import FieldKind, FilledBy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from pipeline.check.facts import Calendar, Duties
    from pipeline.core.address import Address
    from pipeline.core.calendar import Month, Span
    from pipeline.core.duty import Duty
    from pipeline.core.finding import Facts
    from pipeline.core.past import Past
    from pipeline.core.plan import Plan
    from pipeline.core.schema import MeasureSchema
    from pipeline.core.table import Label, Source, Table

_PLAIN = (FieldKind.TEXT, FieldKind.NUMBER)


@dataclass(frozen=True, slots=True)
class Line:
    """One reported row of the table; blank values are empty texts or None.

    `filled`: the division typed something into the row. `dates` are as typed and as read.
    """

    label: Label
    division: str
    measure_no: str | None
    step_no: str | None
    status: str | None
    duty: Duty | None
    filled: bool
    dates: tuple[tuple[str, Span], ...]
    values: Mapping[str, Any]

    def text(self, key: str) -> str:
        """A text of the row; empty where blank."""
        value = self.values.get(key)
        return value if isinstance(value, str) else ""

    def flag(self, key: str) -> bool:
        """A fact of the row; False where not known."""
        return self.values.get(key) is True

    def number(self, key: str) -> float | None:
        """A figure of the row; None where blank or unreadable."""
        value = self.values.get(key)
        return float(value) if isinstance(value, int | float) else None

    @property
    def dates_field(self) -> str:
        """The field in which the dates stand."""
        return "result" if self.flag("from_result") else "acted_on"


@dataclass(frozen=True)
class Ground:
    """Everything a check reads; nothing of it changes.

    `silent_months`: after so many months in a row that say the same, it is asked whether it holds.
    """

    table: Table
    lines: tuple[Line, ...]
    calendar: Calendar
    schema: MeasureSchema
    silent_months: int = 3

    @property
    def plan(self) -> Plan:
        """The fiscal year's plan."""
        return self.calendar.plan

    @property
    def month(self) -> Month:
        """The month that is consolidated."""
        return self.calendar.month

    @property
    def as_of(self) -> date:
        """The cut-off."""
        return self.calendar.as_of

    @property
    def past(self) -> Past:
        """What was accepted of earlier months."""
        return self.calendar.past

    @property
    def duties(self) -> Duties:
        """What is owed in the month."""
        return self.calendar.duties

    def finding(self, code: str, line: Line, field: str, facts: Facts | None = None) -> Finding:
        """A finding at the cell of `field` in the line."""
        where = self.table.locate(line.label, field)
        return Finding(
            code, where, facts or {}, line.division or None, line.measure_no, line.step_no
        )

    def own_cell(self, line: Line) -> Address:
        """The first cell of the row that stands for the row alone: no merge from above hides it."""
        source = self.table.source(line.label)
        cells = [self.table.locate(line.label, field) for field in ("step_no", *source.columns)]
        return next((one for one in cells if one.row == line.label[2]), cells[0])

    def placed(self, finding: Finding) -> Finding:
        """The finding with its row's division, measure and step, where it lacks them."""
        where = finding.where
        line = self._places.get((where.file, where.sheet, where.row))
        if line is None or finding.division is not None:
            return finding
        return replace(
            finding,
            division=line.division or None,
            measure_no=line.measure_no,
            step_no=line.step_no,
        )

    def by_return(self) -> Iterator[tuple[Source, str, tuple[Line, ...]]]:
        """Each sheet by each division that reports on it, with the division's lines.

        Lines are in the sheet's order; divisions without lines are included.
        """
        lines: dict[tuple[int, str, str], list[Line]] = {
            (*key, division): []
            for key, source in self.table.sources.items()
            for division in source.divisions
        }
        for line in self.lines:
            lines[line.label[0], line.label[1], line.division].append(line)
        for (file_no, sheet, division), found in lines.items():
            yield self.table.sources[file_no, sheet], division, tuple(found)

    @cached_property
    def _places(self) -> Mapping[tuple[str, str | None, int | None], Line]:
        """The lines by the file, sheet and row that they stand in."""
        return {
            (self.table.source(line.label).file, line.label[1], line.label[2]): line
            for line in reversed(self.lines)
        }


def lines_of(table: Table, duties: Duties, schema: MeasureSchema) -> tuple[Line, ...]:
    """The table's rows as values, in its order."""
    frame = table.frame
    # Column by column: a frame turned into rows at once boxes every cell anew.
    columns = [frame[key].astype(object).mask(frame[key].isna(), None).tolist() for key in frame]
    rows = (dict(zip(frame.columns, row, strict=True)) for row in zip(*columns, strict=True))
    plain: dict[Any, Any] = dict(zip(frame.index, rows, strict=True))
    dates, typed = dates_of(table), typed_fields(schema)
    return tuple(
        Line(
            label=label,
            division=row["division"] or "",
            measure_no=row["measure_no"],
            step_no=row["step_no"],
            status=row["status"],
            duty=duties.by_key.get(row["duty"] or ""),
            filled=any(row.get(key) for key in typed),
            dates=dates.get(label, ()),
            values=row,
        )
        for label, row in plain.items()
    )


def typed_fields(schema: MeasureSchema) -> tuple[str, ...]:
    """The table's columns that hold what a division typed."""
    return tuple(
        column.key if column.kind in _PLAIN else f"{column.key}_typed"
        for column in schema.columns
        if column.filled_by is FilledBy.DIVISION
    )
