"""What a sheet's XML holds, counted without a reader: nothing read is taken on trust."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.core.address import column_number
from pipeline.core.raw import CellRange, Uncalculated
from pipeline.intake.reading.markup import is_plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.core.raw import CellValue

_SPACED_VALUE = re.compile(rb"<v [^>]*>[^<]")
_ODD_CELL = re.compile(rb'<c(?! r="[A-Z])[ />]')
_ERROR = re.compile(rb' t="e"')
_NO_VALUE = re.compile(rb"(?:</f>|<f[^>]*/>)(?:<v ?/>|<v></v>)?</c>")
_UNCALCULATED = re.compile(
    rb'<c(?![^>]* t="str")[^>]*>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)(?:<v ?/>|<v></v>)?</c>'
)
_FAR = re.compile(rb'<c r="(?:[A-Z]{3}|[D-Z][A-Z]|[A-Z]{1,2}[0-9]{5})')
_HIDDEN_ROW = re.compile(rb'<row [^>]*hidden="(?:1|true)"[^>]*>')
_HIDDEN_COLUMNS = re.compile(rb'<col [^>]*hidden="(?:1|true)"[^>]*>')
_MERGED = re.compile(rb"<mergeCell [^>]*>")
_ATTRIBUTE = re.compile(rb' (\w+)="([^"]*)"')
_TRUE = ("1", "true")
_LAST_COLUMN = 16_384
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")

NEAR_ROW = 9_999
NEAR_COLUMN = 104

Position = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Survey:
    """A sheet's cells counted, and what stands around them; rows and columns from 1.

    `values` counts the cells with a stored value that is not blank, errors included.
    `marks` has the cells that no reader gives as they are: errors, formulas that were never
    calculated, numbers that are shown as percentages or dates.
    `last` is the farthest row and the farthest column with a value, None where there is no value
    or where only so much is known that both are near (NEAR_ROW, NEAR_COLUMN).
    """

    values: int
    marks: Mapping[Position, CellValue] = field(default_factory=dict)
    last: Position | None = None
    merged: tuple[CellRange, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    @property
    def uncalculated(self) -> int:
        """How many formulas were never calculated."""
        return sum(isinstance(mark, Uncalculated) for mark in self.marks.values())


def quick_survey(data: bytes, odd: re.Pattern[bytes] | None = None) -> Survey | None:
    """The survey by patterns over bytes; None where only a parser can tell.

    That is so where the XML is written in an unusual way, a cell is far from A1, a cell shows an
    error or lacks its value, or has a style that `odd` finds.
    """
    if not _is_usual(data) or _FAR.search(data) or _ERROR.search(data):
        return None
    if _NO_VALUE.search(data) and _UNCALCULATED.search(data):
        return None
    if odd is not None and odd.search(data):
        return None
    hidden = b" hidden=" in data
    return Survey(
        values=_count_values(data),
        merged=tuple(parse_range(one["ref"]) for one in _attributes(_MERGED, data)),
        hidden_rows=_hidden_rows(data) if hidden else frozenset(),
        hidden_columns=_hidden_columns(data) if hidden else frozenset(),
    )


def parse_position(reference: str) -> Position:
    """Row and column of `B7`, from 1; raises ValueError on anything else."""
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        raise ValueError(reference)
    return int(found[2]), column_number(found[1])


def parse_range(reference: str) -> CellRange:
    """The rectangle of `A1:B7` or of one cell; raises ValueError on anything else."""
    first, _, last = reference.partition(":")
    return CellRange(*parse_position(first), *parse_position(last or first))


def columns_of(attributes: Mapping[str, str]) -> range:
    """The columns that a `col` element stands for."""
    return range(int(attributes["min"]), min(int(attributes["max"]), _LAST_COLUMN) + 1)


def is_hidden(attributes: Mapping[str, str]) -> bool:
    """Whether a `row` or `col` element is not shown."""
    return attributes.get("hidden") in _TRUE


def _is_usual(data: bytes) -> bool:
    # The declaration before the first element may have its quotes either way.
    start = data.find(b"?>") + 2 if data.startswith(b"<?xml") else 0
    return (
        is_plain(data)
        and b"<sheetData" in data
        and data.find(b"='", start) < 0
        and not _ODD_CELL.search(data)
    )


def _count_values(data: bytes) -> int:
    spaced = len(_SPACED_VALUE.findall(data)) if b"<v " in data else 0
    return data.count(b"<v>") - data.count(b"<v></v>") + spaced + data.count(b"<is>")


def _attributes(pattern: re.Pattern[bytes], data: bytes) -> Iterator[dict[str, str]]:
    for element in pattern.findall(data):
        yield {key.decode(): value.decode() for key, value in _ATTRIBUTE.findall(element)}


def _hidden_rows(data: bytes) -> frozenset[int]:
    return frozenset(int(one["r"]) for one in _attributes(_HIDDEN_ROW, data))


def _hidden_columns(data: bytes) -> frozenset[int]:
    hidden = _attributes(_HIDDEN_COLUMNS, data)
    return frozenset(column for one in hidden for column in columns_of(one))
