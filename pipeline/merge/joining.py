"""Several rows that the plan has made one step's, as one row."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from pipeline.core.dates import CellDates
from pipeline.core.duty import Status
from pipeline.core.finding import Reading
from pipeline.core.schema import FieldKind, FilledBy
from pipeline.merge.cells import TypedDates, TypedNumber, TypedStatus, show
from pipeline.merge.records import MergedRecord, hidden_rows
from pipeline.merge.typed_cells import is_given

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.core.schema import Column, MeasureSchema
    from pipeline.merge.listed import Listed
    from pipeline.merge.rows import Row
    from pipeline.merge.typed_cells import Value

Numbers: TypeAlias = tuple[str, str]
_ONWARD = (Status.NOT_STARTED, Status.IN_PROGRESS, Status.CONTINUING, Status.DONE)


@dataclass(frozen=True, slots=True)
class Placed:
    """A row with the numbers of the step that it is now of, and those that were typed."""

    row: Row
    numbers: Numbers | None
    typed: Numbers | None


def join_rows(placed: Sequence[Placed], listed: Listed, schema: MeasureSchema) -> tuple[Row, ...]:
    """The rows, those of several old steps that are now one joined; `listed` is added to.

    Rows typed under the same numbers are not joined: which of them holds is asked.
    """
    groups: list[list[Placed]] = []
    by_step: dict[Numbers, list[Placed]] = {}
    for one in placed:
        group = by_step.get(one.numbers) if one.numbers else None
        if group is not None and all(other.typed != one.typed for other in group):
            group.append(one)
            continue
        groups.append([one])
        if one.numbers:
            by_step.setdefault(one.numbers, groups[-1])
    return tuple(
        _joined([one.row for one in group], listed, schema) if len(group) > 1 else group[0].row
        for group in groups
    )


def _joined(rows: Sequence[Row], listed: Listed, schema: MeasureSchema) -> Row:
    """One row of the rows; a value that cannot be read stands alone, at its own cell.

    Texts and dates are of all the rows, money is their sum; status and percentage are of the part
    that is least far, for the whole is no further.
    """
    first = rows[0]
    fields, shown = dict(first.fields), dict(hidden_rows(first.record))
    for column in schema.columns:
        key = column.key
        if column.filled_by is not FilledBy.DIVISION or key not in fields:
            continue
        told = [row for row in rows if _is_told(row.fields[key])]
        faulty = [row for row in rows if _is_faulty(row, key)]
        best = (faulty or told or rows)[0]
        fields[key] = best.fields[key] if faulty or not told else _value(told, column, schema)
        if best is not first:
            shown[key] = best.record.address(key).row or 0
        listed.readings += _changed(rows, key, fields[key])
    dated = [row for row in rows if _is_told(row.fields.get("acted_on"))]
    return replace(
        first,
        record=MergedRecord(first.record.where, first.record.cells, first.record.columns, shown),
        fields=fields,
        from_result=bool(dated) and all(row.from_result for row in dated),
        broken=frozenset[str]().union(*(row.broken for row in rows)),
    )


def _is_told(value: Value) -> bool:
    """Whether the row says it, in its own cell or, of dates, in its result."""
    return is_given(value) or (isinstance(value, TypedDates) and bool(value.dates.dates))


def _is_faulty(row: Row, key: str) -> bool:
    """Whether the cell holds something that could not be read."""
    value = row.fields[key]
    match value:
        case TypedStatus():
            unread = value.key is None
        case TypedNumber():
            unread = value.value is None
        case TypedDates():
            unread = bool(value.dates.unread)
        case _:
            unread = False
    return key in row.broken or (is_given(value) and unread)


def _value(rows: Sequence[Row], column: Column, schema: MeasureSchema) -> Value:
    """What the rows say together in a column in which each of them says something readable."""
    values = [row.fields[column.key] for row in rows]
    if all(value == values[0] for value in values) and column.kind is not FieldKind.MONEY:
        return values[0]
    match column.kind:
        case FieldKind.STATUS:
            return _status([one for one in values if isinstance(one, TypedStatus)], schema)
        case FieldKind.PERCENT | FieldKind.MONEY:
            return _amount([one for one in values if isinstance(one, TypedNumber)], column.kind)
        case FieldKind.DATES | FieldKind.DATE:
            return _dates([one for one in values if isinstance(one, TypedDates)])
        case _:
            return "\n".join(dict.fromkeys(str(value) for value in values))


def _status(values: Sequence[TypedStatus], schema: MeasureSchema) -> TypedStatus:
    """The status of the part least far, but work that has begun anywhere has begun."""
    onward = sorted(_ONWARD.index(Status(one.key)) for one in values if one.key in _ONWARD)
    if not onward:
        return values[0]
    least = _ONWARD[onward[0]]
    if least is Status.NOT_STARTED and onward[-1] > onward[0]:
        least = Status.IN_PROGRESS
    same = (one for one in values if one.key == least)
    return next(same, TypedStatus(schema.choices["status"][least][0], least))


def _amount(values: Sequence[TypedNumber], kind: FieldKind) -> TypedNumber:
    figures = [one.value for one in values if one.value is not None]
    figure = sum(figures) if kind is FieldKind.MONEY else min(figures)
    return TypedNumber(f"{figure:.15g}", figure)


def _dates(values: Sequence[TypedDates]) -> TypedDates:
    by_span = {found.span: found for one in values for found in one.dates.dates}
    typed = dict.fromkeys(one.typed for one in values if one.typed)
    return TypedDates("\n".join(typed), CellDates(tuple(by_span.values())))


def _changed(rows: Sequence[Row], key: str, value: Value) -> Iterator[Reading]:
    """The cells that say something else than what is now the one row's."""
    for row in rows:
        typed = show(row.record.cells[key]).strip()
        if typed and row.fields[key] != value:
            yield Reading(row.record.address(key), typed, _text(value), "step_merged")


def _text(value: Value) -> str:
    return value if isinstance(value, str) else value.typed if value is not None else ""
