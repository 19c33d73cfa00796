"""A sheet with a report table in its workbook, and what is to be said of its header."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.core.address import Address, column_letters
from pipeline.core.finding import Finding, Reading
from pipeline.merge.cells import is_blank
from pipeline.merge.header import find_other_table, find_spread
from pipeline.merge.shape import Shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.core.raw import RawSheet
    from pipeline.core.received import Received
    from pipeline.core.record import Record
    from pipeline.merge.editions import Issued
    from pipeline.merge.expected import Expected
    from pipeline.merge.header import Header
    from pipeline.merge.header_words import HeaderWords


# What a division writes at length; of two columns of it neither may be left out.
_DIVISIONS_OWN = frozenset({"result", "evidence", "recommendation"})


@dataclass(frozen=True, slots=True)
class SheetIn:
    """A sheet with a report table; `place` is its place in the workbook."""

    received: Received
    sheet: RawSheet
    header: Header
    shape: Shape
    issued: Issued
    place: int

    @property
    def here(self) -> Address:
        """The sheet."""
        return Address(self.received.name, self.sheet.name)

    def header_cell(self, column: int) -> Address:
        """A cell of the header, by its column from 1."""
        return self.here.at(self.header.row, column)


def find_header_faults(source: SheetIn) -> list[Finding]:
    """Columns of the form that are missing, and columns that stand twice."""
    form = source.shape is Shape.FORM
    missing = [
        Finding("header_missing", source.here, {"header": column.headers[0]})
        for column in (source.header.missing if form else ())
    ]
    repeated = [
        Finding("header_duplicated", source.header_cell(column), {"header": text})
        for column, text in source.header.repeated
    ]
    spread = [
        Finding("header_duplicated", source.header_cell(column), {"header": text})
        for column, text in find_spread(source.header, source.sheet, _DIVISIONS_OWN)
    ]
    return [*missing, *repeated, *spread]


def find_further_table(source: SheetIn, words: HeaderWords) -> list[Finding]:
    """A second table below the first with its columns elsewhere: whose is which is not guessed."""
    place = find_other_table(source.header, source.sheet, words)
    if place is None:
        return []
    text = str(source.sheet.cell(*place))
    return [Finding("header_duplicated", source.here.at(*place), {"header": text})]


def list_aliases(source: SheetIn, expected: Expected) -> list[Reading]:
    """The columns that are named by other words than the form's."""
    keys = {column: key for key, column in source.header.columns.items()}
    return [
        Reading(
            source.header_cell(column),
            text,
            expected.words.own(keys[column]),
            "header_alias",
        )
        for column, text in source.header.aliased
    ]


def find_unknown_columns(source: SheetIn, records: Sequence[Record]) -> list[Finding]:
    """Columns in which something stands beside the rows, and whose header is not ours."""
    header = source.header
    texts = dict(header.unknown)
    numbers = [record.where.row or 0 for record in records]
    wide = range(1, max(map(len, source.sheet.rows.values()), default=0) + 1)
    return [
        Finding(
            "column_unknown",
            source.header_cell(column),
            {"header": texts.get(column, column_letters(column))},
        )
        for column in wide
        if column not in header.columns.values()
        and any(not is_blank(source.sheet.cell(number, column)) for number in numbers)
    ]
