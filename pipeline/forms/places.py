"""Where a form's rows and columns stand, for whoever has to point at them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.core.address import Address
from pipeline.forms.form import columns_of
from pipeline.forms.head import heading_cells
from pipeline.forms.looks import FIRST_ROW

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.forms.issue import Issue


@dataclass(frozen=True, slots=True)
class FormPlaces:
    """The form's sheet, its planned rows by measure and step, its columns and labels by key."""

    sheet: str
    rows: Mapping[tuple[str, str], int]
    columns: Mapping[str, int]
    headings: Mapping[str, tuple[int, int]]

    def find(self, file: str, step: tuple[str | None, str | None], key: str | None) -> Address:
        """The cell of a field or label; the row or the sheet where there is no such cell."""
        if key is not None and key in self.headings:
            return Address(file, self.sheet, *self.headings[key])
        measure_no, step_no = step
        row = self.rows.get((measure_no or "", step_no or ""))
        return Address(file, self.sheet, row, self.columns.get(key or "") if row else None)


def places_of(issue: Issue) -> FormPlaces:
    """Where everything stands in the division's form."""
    duties = issue.duties
    columns = columns_of(issue, duties)
    return FormPlaces(
        sheet=issue.words.get("form", "sheet"),
        rows={
            (duty.step.measure_no, duty.step.step_no): row
            for row, duty in enumerate(duties, FIRST_ROW)
        },
        columns={column.key: place for place, column in enumerate(columns, start=1)},
        headings=heading_cells(columns),
    )
