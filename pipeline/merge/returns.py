"""One division's report for one month, as one sheet of a workbook gives it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from pipeline.core.address import Address
from pipeline.core.dates import parse_day
from pipeline.merge.shape import Shape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.core.received import Received
    from pipeline.merge.headings import Heading
    from pipeline.merge.rows import Row


@dataclass(frozen=True, slots=True)
class Return:
    """A division's rows of a sheet; several divisions may report on one sheet.

    `division` is the plan's name of it. `nil`: nothing new this month, it says. `columns` are the
    sheet's, `place` is its place among the workbook's sheets.
    """

    received: Received
    sheet: str
    division: str
    columns: Mapping[str, int]
    headings: Mapping[str, Heading]
    rows: tuple[Row, ...]
    nil: bool = False
    place: int = 0
    shape: Shape = Shape.FORM

    @property
    def measures(self) -> frozenset[str]:
        """The numbers of the measures that it has a planned row of, as typed where they are none.

        Of a return that has only rows of work beside the plan, those of such rows.
        """
        planned = [row for row in self.rows if row.number("step_no") or self.shape is Shape.TABLE]
        numbers = (row.number("measure_no") for row in planned or self.rows)
        return frozenset(number for number in numbers if number)

    @property
    def reported_on(self) -> date | None:
        """The date of report that the division typed; None where blank or not one day."""
        if "reported_on" not in self.headings:
            return None
        value = self.headings["reported_on"].value
        if isinstance(value, datetime):
            return value.date()
        return value if isinstance(value, date) else parse_day(self.heading("reported_on"))

    @property
    def revision(self) -> int:
        """The form's revision as issued; 0 where it says none."""
        typed = self.heading("revision")
        return int(typed) if typed.isdecimal() else 0

    def heading(self, key: str) -> str:
        """What stands beside a label above the table; empty where blank or absent."""
        return self.headings[key].text if key in self.headings else ""

    def address(self, key: str) -> Address:
        """The cell of a label's value; the sheet where the label is absent."""
        file = self.received.name
        return self.headings[key].where if key in self.headings else Address(file, self.sheet)
