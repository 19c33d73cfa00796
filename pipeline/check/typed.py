"""What a division typed, row by row, as its own words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.core.schema import FieldKind, FilledBy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.check.ground import Ground, Line
    from pipeline.core.schema import MeasureSchema

_PLAIN = (FieldKind.TEXT, FieldKind.NUMBER)


@dataclass(frozen=True, slots=True)
class TypedRow:
    """A row of a division's report: `duty` is the key of the planned step, None of other work.

    `texts` are by field; a status is the form's own word where it was read as one.
    """

    file: str
    division: str
    duty: str | None
    texts: Mapping[str, str]


def typed_rows(ground: Ground) -> Iterator[TypedRow]:
    """Every row in which a division typed something, in the table's order."""
    for line in ground.lines:
        if line.filled:
            file = ground.table.source(line.label).file
            duty = line.duty.key if line.duty else None
            yield TypedRow(file, line.division, duty, _texts(line, ground.schema))


def _texts(line: Line, schema: MeasureSchema) -> dict[str, str]:
    own = [column for column in schema.columns if column.filled_by is FilledBy.DIVISION]
    texts = {
        column.key: line.text(column.key if column.kind in _PLAIN else f"{column.key}_typed")
        for column in own
    }
    if line.status:
        texts["status"] = schema.choices["status"][line.status][0]
    placed = {"measure_no": line.measure_no or "", "measure": line.text("measure")}
    return placed | {key: text for key, text in texts.items() if text}
