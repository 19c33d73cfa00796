"""The block above the table: labels and what stands beside or after them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.core.address import Address
from pipeline.core.thai import fold
from pipeline.merge.cells import is_blank, show

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
        """The value as text, trimmed; empty where blank or an error."""
        return "" if is_blank(self.value) else show(self.value).strip()


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
                if key not in found or not found[key].text:
                    found[key] = heading
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
        place = _column_after(sheet, row, index + 1) if column is None else column + 1
        value = None if column is None else cells[column]
        found.append((key, Heading(value, Address(file, sheet.name, row, place))))
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
        if not is_blank(cells[column]):
            return column
    return None


def _column_after(sheet: RawSheet, row: int, column: int) -> int:
    """The first column to the right of the cell and of the merge that it begins."""
    ends = (
        area.last_column
        for area in sheet.merged
        if area.contains(row, column) and area.first_column == column
    )
    return max(ends, default=column) + 1
