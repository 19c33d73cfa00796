"""The block above the table: labels and what stands beside or after them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.core.address import Address
from pipeline.core.thai import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.core.raw import CellValue, RawSheet
    from pipeline.core.schema import Column


@dataclass(frozen=True, slots=True)
class Heading:
    """A value of the block; `where` is the cell it stands in, or would."""

    value: CellValue
    where: Address

    @property
    def text(self) -> str:
        """The value as text, trimmed; empty where blank."""
        if isinstance(self.value, float) and self.value.is_integer():
            return str(int(self.value))
        return "" if self.value is None else str(self.value).strip()


def read_headings(
    sheet: RawSheet, above: int | None, columns: Sequence[Column], file: str
) -> Mapping[str, Heading]:
    """The first value of each label above row `above` (None: in the whole sheet).

    A label is a cell that holds its words alone, the value then being the next filled cell to the
    right that is no label; or the words, a colon, and the value.
    """
    labels = {fold(words): column.key for column in columns for words in column.headers}
    found: dict[str, Heading] = {}
    for row in sorted(sheet.rows):
        if above is None or row < above:
            for key, heading in _row_headings(sheet, row, labels, file):
                found.setdefault(key, heading)
    return found


def _row_headings(
    sheet: RawSheet, row: int, labels: Mapping[str, str], file: str
) -> list[tuple[str, Heading]]:
    cells = sheet.rows[row]
    keys = [_label(value, labels) for value in cells]
    found = []
    for index, key in enumerate(keys):
        if key is None:
            continue
        inline = _after_colon(cells[index])
        if inline is not None:
            found.append((key, Heading(inline, Address(file, sheet.name, row, index + 1))))
            continue
        column = _value_column(cells, keys, index)
        where = Address(file, sheet.name, row, (index + 1 if column is None else column) + 1)
        found.append((key, Heading(None if column is None else cells[column], where)))
    return found


def _label(value: CellValue, labels: Mapping[str, str]) -> str | None:
    if not isinstance(value, str):
        return None
    head, _, _ = value.partition(":")
    return labels.get(fold(head))


def _after_colon(value: CellValue) -> str | None:
    _, colon, rest = str(value).partition(":")
    return rest.strip() or None if colon else None


def _value_column(cells: Sequence[CellValue], keys: Sequence[str | None], index: int) -> int | None:
    for column in range(index + 1, len(cells)):
        if keys[column] is not None:
            return None
        if cells[column] not in (None, ""):
            return column
    return None
