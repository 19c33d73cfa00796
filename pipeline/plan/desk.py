"""Reads the cells of a plan's rows, and keeps what cannot be read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from pipeline.core.calendar import BE_OFFSET
from pipeline.core.dates import parse_day
from pipeline.core.digits import canonical_number
from pipeline.core.finding import Finding, Reading
from pipeline.core.printing import format_day
from pipeline.core.raw import ErrorValue, Uncalculated
from pipeline.core.thai import fold

if TYPE_CHECKING:
    from pipeline.core.finding import Facts
    from pipeline.core.raw import CellValue
    from pipeline.core.record import Record
    from pipeline.core.schema import MeasureSchema

_BE_YEARS = range(2400, 2701)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a plan's rows are read; lists what is amiss and what was read otherwise than typed."""

    schema: MeasureSchema
    findings: list[Finding] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)

    def report(self, code: str, record: Record, key: str, facts: Facts) -> None:
        """Keep a finding at the record's cell."""
        self.findings.append(Finding(code, record.address(key), facts))

    def clean(self, record: Record) -> Record:
        """The record with marks for blank, error values and uncalculated formulas made blank."""
        blank = {fold(mark) for mark in self.schema.layout.placeholders} | {""}
        kept: dict[str, CellValue] = {}
        for key, value in record.cells.items():
            kept[key] = None
            match value:
                case ErrorValue():
                    self.report("error_value", record, key, {"found": value.text})
                case Uncalculated():
                    self.report("formula_not_calculated", record, key, {"found": value.formula})
                case str() if value.strip() and fold(value) in blank:
                    self.readings.append(Reading(record.address(key), value, "", "placeholder"))
                case _:
                    kept[key] = value
        return replace(record, cells=kept)

    def text(self, record: Record, key: str) -> str:
        """The cell as text; a date cell as a day in words."""
        value = record.cells.get(key)
        day = _day_of(value) if isinstance(value, date) else None
        return record.text(key) if day is None else format_day(day, long=False)

    def number(self, record: Record, key: str) -> str | None:
        """A measure's or step's number; None where blank, or not readable and kept as a finding."""
        typed = self.text(record, key)
        number = canonical_number(typed)
        if typed and number is None:
            self.report("row_unknown", record, key, {"found": typed})
        return number

    def day(self, record: Record, key: str) -> date | None:
        """The day of a cell, typed or a date cell; None where blank, or kept as a finding."""
        value = record.cells.get(key)
        typed = self.text(record, key)
        day = _day_of(value) if isinstance(value, date) else parse_day(typed)
        if day is None and self.is_given(record, key):
            self.report("date_unreadable", record, key, {"found": typed or str(value)})
        return day

    def is_given(self, record: Record, key: str) -> bool:
        """Whether anything stands in the cell."""
        return bool(record.text(key)) or isinstance(record.cells.get(key), date)


def _day_of(value: date) -> date | None:
    """The day of a date cell; a B.E. year stored as A.D. is turned back."""
    day = value.date() if isinstance(value, datetime) else value
    if day.year not in _BE_YEARS:
        return day
    try:
        return day.replace(year=day.year - BE_OFFSET)
    except ValueError:  # 29 February of a year that has none
        return None
