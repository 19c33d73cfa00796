"""The month that a report says it is of, before anything else of it is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.merge.headings import read_headings
from pipeline.merge.identity import read_month

if TYPE_CHECKING:
    from pipeline.core.calendar import Month
    from pipeline.core.received import ReadFile
    from pipeline.core.schema import MeasureSchema


def stated_month(file: ReadFile, schema: MeasureSchema) -> Month | None:
    """The first month beside a ประจำเดือน label in the workbook; None where none is readable."""
    for sheet in file.workbook.sheets if file.workbook else ():
        headings = read_headings(sheet, None, schema.headings, file.received.name)
        month = read_month(headings["month"], None) if "month" in headings else None
        if month is not None:
            return month
    return None
