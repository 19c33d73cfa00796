"""The divisions' typed rows as one pandas table."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from pipeline.core.schema import FieldKind
from pipeline.core.table import INDEX, Label, Source, Table
from pipeline.merge.cells import TypedDates, TypedNumber, TypedStatus
from pipeline.merge.records import hidden_rows
from pipeline.merge.rows import is_read
from pipeline.merge.shape import STAND_INS, Shape
from pipeline.merge.typed_cells import is_ambiguous

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.core.address import Address
    from pipeline.core.schema import MeasureSchema
    from pipeline.merge.returns import Return
    from pipeline.merge.rows import Row
    from pipeline.merge.typed_cells import Value

_FIRST = {
    "division": "string",
    "nil": "boolean",
    "in_form": "boolean",
    "as_issued": "boolean",
    "from_result": "boolean",
    "ambiguous": "boolean",
    "untied": "boolean",
    "likely_step": "string",
    "likeness": "Float64",
}
_AMOUNTS = (FieldKind.PERCENT, FieldKind.MONEY)
_PLAIN = (FieldKind.TEXT, FieldKind.NUMBER)
DATE_DTYPES = {"text": "string", "start": "datetime64[s]", "end": "datetime64[s]"}


@dataclass(frozen=True, slots=True)
class MergedTable(Table):
    """A table of sheets with merged cells; `hidden` gives, by row and field, where a merge begins.

    A value that a merge hides in its own row is located in the cell that shows it.
    """

    hidden: Mapping[tuple[Label, str], int] = field(default_factory=dict)

    def locate(self, label: Label, field: str) -> Address:
        """The cell that shows `field` of the row `label`; the row where there is no such column."""
        where = Table.locate(self, label, field)
        row = self.hidden.get((label, field))
        return where if row is None or where.column is None else where.at(row, where.column)


def dtypes_of(schema: MeasureSchema) -> Mapping[str, str]:
    """The table's columns and their types, one or, with what was typed, two a described column."""
    dtypes = dict(_FIRST)
    for column in filter(is_read, schema.columns):
        dtypes[column.key] = "Float64" if column.kind in _AMOUNTS else "string"
        if column.kind not in _PLAIN:
            dtypes[f"{column.key}_typed"] = "string"
    return dtypes


def build_table(returns: Sequence[Return], schema: MeasureSchema) -> Table:
    """One row per reported row, in the order of the returns; `file_no` counts files from 1.

    A row of a sheet that reports several things stands once for each, `item` counting them.
    `in_form`: the sheet asks for what the form asks for; `as_issued`: the row's planned texts are
    those that the form was issued with. `untied`: the result answers a measure and it is not known
    which step; `likely_step` is then the step most like it, `likeness` how much, in percent.

    Where a value could not be read it is NA and its `…_typed` holds what was typed; `acted_on` is
    the dates as ISO spans joined by `;`, NA where any piece of the cell is no date. `ambiguous`:
    all that keeps the dates from being read is one that has two readings.
    """
    numbers: dict[str, int] = {}
    for one in returns:
        numbers.setdefault(one.received.name, len(numbers) + 1)
    labelled = list(_labelled(returns, numbers))
    rows = [_indexed(label) | _values(one, row) for label, one, row in labelled]
    dates = [_indexed(label) | found for label, _, row in labelled for found in _dates(row)]
    return MergedTable(
        _frame(rows, dtypes_of(schema)),
        _frame(dates, DATE_DTYPES),
        _sources(returns, numbers),
        {
            (label, key): first
            for label, _, row in labelled
            for key, first in hidden_rows(row.record).items()
        },
    )


def _indexed(label: Label) -> dict[str, Any]:
    return dict(zip(INDEX, label, strict=True))


def _labelled(
    returns: Sequence[Return], numbers: Mapping[str, int]
) -> Iterator[tuple[Label, Return, Row]]:
    """Each row with its label; what one row of a sheet was split into is counted from 1."""
    items: dict[tuple[int, str, int], int] = {}
    for one in returns:
        for row in one.rows:
            place = (numbers[one.received.name], one.sheet, row.record.where.row or 0)
            items[place] = items.get(place, 0) + 1
            yield (*place, items[place]), one, row


def _sources(
    returns: Sequence[Return], numbers: Mapping[str, int]
) -> dict[tuple[int, str], Source]:
    """The sheets that the returns stand in, each with the divisions whose returns they are."""
    sources: dict[tuple[int, str], Source] = {}
    for one in returns:
        key = (numbers[one.received.name], one.sheet)
        known = sources.get(key)
        divisions = (*known.divisions, one.division) if known else (one.division,)
        sources[key] = replace(known or _source(one), divisions=divisions)
    return sources


def _source(one: Return) -> Source:
    return Source(
        file=one.received.name,
        sheet=one.sheet,
        sha256=one.received.sha256 or "",
        columns=one.columns,
        nil=one.nil,
        headings={key: heading.text for key, heading in one.headings.items()},
        heading_cells={key: heading.where for key, heading in one.headings.items()},
        stand_ins={} if one.shape is Shape.FORM else STAND_INS,
    )


def _frame(rows: list[dict[str, Any]], dtypes: Mapping[str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=[*INDEX, *dtypes])
    typed = frame.astype({**dtypes, "file_no": "int64", "row": "int64", "item": "int64"})
    return typed.set_index(list(INDEX))


def _values(one: Return, row: Row) -> dict[str, Any]:
    values: dict[str, Any] = {
        "division": one.division,
        "nil": one.nil,
        "in_form": one.shape is Shape.FORM,
        "as_issued": row.issued_as is not None,
        "from_result": row.from_result,
        "ambiguous": is_ambiguous(row.dates),
        "untied": row.untied,
        "likely_step": row.likely.step_no if row.likely else None,
        "likeness": row.likely.likeness if row.likely else None,
    }
    for key, value in row.fields.items():
        values |= _value(key, value)
    return values


def _value(key: str, value: Value) -> dict[str, Any]:
    """The field's value, None where blank or unreadable, and what was typed where they differ."""
    match value:
        case TypedStatus():
            return {key: value.key, f"{key}_typed": value.typed or None}
        case TypedNumber():
            return {key: value.value, f"{key}_typed": value.typed or None}
        case TypedDates():
            return {key: _spans(value), f"{key}_typed": value.typed or None}
        case _:
            return {key: value or None}


def _spans(typed: TypedDates) -> str | None:
    if typed.dates.unread:
        return None
    return ";".join(str(found.span) for found in typed.dates.dates) or None


def _dates(row: Row) -> Iterator[dict[str, Any]]:
    for found in row.dates.dates:
        yield {"text": found.text, "start": found.span.start, "end": found.span.end}
