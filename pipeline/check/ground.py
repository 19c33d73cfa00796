"""What a check may look at: the month's table beside the plan, the calendar and the past."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pipeline.core.calendar import Span
from pipeline.core.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from pipeline.check.facts import Duties
    from pipeline.core.calendar import Month
    from pipeline.core.duty import Duty
    from pipeline.core.finding import Facts
    from pipeline.core.past import Past
    from pipeline.core.plan import Plan
    from pipeline.core.schema import MeasureSchema
    from pipeline.core.table import Label, Table


@dataclass(frozen=True, slots=True)
class Line:
    """One reported row of the table; blank values are empty texts or None."""

    label: Label
    division: str
    measure_no: str | None
    step_no: str | None
    status: str | None
    duty: Duty | None
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
    def filled(self) -> bool:
        """Whether the division typed anything into the row."""
        return any(self.text(key) for key in FILLED)


FILLED = (
    "status_typed",
    "progress_typed",
    "acted_on_typed",
    "result",
    "evidence",
    "obstacle",
    "recommendation",
    "spent_typed",
)


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything a check reads; nothing of it changes."""

    table: Table
    lines: tuple[Line, ...]
    places: Mapping[tuple[str, str | None, int | None], Line]
    spans: Mapping[Label, tuple[tuple[str, Span], ...]]
    duties: Duties
    plan: Plan
    month: Month
    as_of: date
    schema: MeasureSchema
    past: Past

    def finding(self, code: str, line: Line, field: str, facts: Facts | None = None) -> Finding:
        """A finding at the cell of `field` in the line."""
        return Finding(
            code,
            self.table.locate(line.label, field),
            facts or {},
            division=line.division or None,
            measure_no=line.measure_no,
            step_no=line.step_no,
        )

    def placed(self, finding: Finding) -> Finding:
        """The finding with its row's division, measure and step, where it lacks them."""
        where = finding.where
        line = self.places.get((where.file, where.sheet, where.row))
        if line is None or finding.division is not None:
            return finding
        return replace(
            finding,
            division=line.division or None,
            measure_no=line.measure_no,
            step_no=line.step_no,
        )

    def by_return(self) -> Iterator[tuple[tuple[int, str], tuple[Line, ...]]]:
        """The lines of each return, in the sheet's order; returns without lines included."""
        lines: dict[tuple[int, str], list[Line]] = {key: [] for key in self.table.sources}
        for line in self.lines:
            lines[line.label[0], line.label[1]].append(line)
        yield from ((key, tuple(found)) for key, found in lines.items())


def lines_of(table: Table, duties: Duties) -> tuple[Line, ...]:
    """The table's rows as values, in its order."""
    missing = table.frame.isna()
    plain: dict[Any, Any] = table.frame.astype(object).mask(missing, None).to_dict("index")
    return tuple(
        Line(
            label=label,
            division=row["division"] or "",
            measure_no=row["measure_no"],
            step_no=row["step_no"],
            status=row["status"],
            duty=duties.by_key.get(row["duty"] or ""),
            values=row,
        )
        for label, row in plain.items()
    )


def spans_of(table: Table) -> Mapping[Label, tuple[tuple[str, Span], ...]]:
    """The dates of each row as typed and as read, in their order."""
    found: dict[Label, list[tuple[str, Span]]] = {}
    columns = (table.dates[key] for key in ("text", "start", "end"))
    for label, text, start, end in zip(table.dates.index, *columns, strict=True):
        found.setdefault(label, []).append((text, Span(start.date(), end.date())))
    return {label: tuple(dates) for label, dates in found.items()}


def places_of(
    table: Table, lines: tuple[Line, ...]
) -> Mapping[tuple[str, str | None, int | None], Line]:
    """The lines by the file, sheet and row that they stand in."""
    return {
        (where.file, where.sheet, where.row): line
        for line in lines
        if (where := table.locate(line.label, "status"))
    }
