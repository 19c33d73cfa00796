"""The divisions' typed rows as one pandas table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from pipeline.core.table import INDEX, Source, Table
from pipeline.merge.cells import TypedDates, TypedNumber, TypedStatus

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.merge.returns import Return
    from pipeline.merge.rows import Row

TEXTS = ("measure", "method", "responsible", "period", "result", "evidence", "obstacle")
FLAGS = ("nil", "from_result")
AMOUNTS = ("progress", "spent")
DTYPES = {
    "division": "string",
    "measure_no": "string",
    "step_no": "string",
    **dict.fromkeys((*TEXTS, "recommendation"), "string"),
    "status": "string",
    "status_typed": "string",
    "progress": "Float64",
    "progress_typed": "string",
    "spent": "Float64",
    "spent_typed": "string",
    "acted_on": "string",
    "acted_on_typed": "string",
    "nil": "boolean",
    "from_result": "boolean",
}
DATE_DTYPES = {"text": "string", "start": "datetime64[s]", "end": "datetime64[s]"}


def build_table(returns: Sequence[Return]) -> Table:
    """One row per reported row, in the order of the returns; `file_no` counts files from 1.

    Where a value could not be read it is NA and its `…_typed` holds what was typed; `acted_on` is
    the dates as ISO spans joined by `;`, NA where any piece of the cell is no date.
    """
    numbers: dict[str, int] = {}
    for one in returns:
        numbers.setdefault(one.received.name, len(numbers) + 1)
    rows: list[dict[str, Any]] = []
    dates: list[dict[str, Any]] = []
    for one in returns:
        for row in one.rows:
            label = (numbers[one.received.name], one.sheet, row.record.where.row, 1)
            rows.append({**dict(zip(INDEX, label, strict=True)), **_values(one, row)})
            dates.extend({**dict(zip(INDEX, label, strict=True)), **found} for found in _dates(row))
    sources = {
        (numbers[one.received.name], one.sheet): Source(
            one.received.name,
            one.sheet,
            one.received.sha256 or "",
            one.columns,
            one.division,
            one.nil,
            {key: heading.text for key, heading in one.headings.items()},
            {key: heading.where for key, heading in one.headings.items()},
        )
        for one in returns
    }
    return Table(_frame(rows, DTYPES), _frame(dates, DATE_DTYPES), sources)


def _frame(rows: list[dict[str, Any]], dtypes: dict[str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=[*INDEX, *dtypes])
    typed = frame.astype({**dtypes, "file_no": "int64", "row": "int64", "item": "int64"})
    return typed.set_index(list(INDEX))


def _values(one: Return, row: Row) -> dict[str, Any]:
    values: dict[str, Any] = {
        "division": one.division,
        "nil": one.nil,
        "from_result": row.from_result,
        "measure_no": row.number("measure_no"),
        "step_no": row.number("step_no"),
    }
    values |= {key: row.text(key) or None for key in (*TEXTS, "recommendation")}
    status = row.fields.get("status")
    if isinstance(status, TypedStatus):
        values |= {"status": status.key, "status_typed": status.typed or None}
    for key in AMOUNTS:
        amount = row.fields.get(key)
        if isinstance(amount, TypedNumber):
            values |= {key: amount.value, f"{key}_typed": amount.typed or None}
    return values | _acted_on(row)


def _acted_on(row: Row) -> dict[str, Any]:
    typed = row.fields.get("acted_on")
    if not isinstance(typed, TypedDates):
        return {}
    whole = typed.dates.dates and not typed.dates.unread
    spans = ";".join(str(found.span) for found in typed.dates.dates) if whole else None
    return {"acted_on": spans, "acted_on_typed": typed.typed or None}


def _dates(row: Row) -> Iterator[dict[str, Any]]:
    for found in row.dates.dates:
        yield {"text": found.text, "start": found.span.start, "end": found.span.end}
