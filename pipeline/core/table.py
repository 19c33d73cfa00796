"""All divisions' rows as one pandas table whose every cell can still be found in its workbook."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

from pipeline.core.address import Address

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

Label: TypeAlias = tuple[int, str, int, int]

INDEX = ("file_no", "sheet", "row", "item")


@dataclass(frozen=True, slots=True)
class Source:
    """One division's report: where its rows come from, each field's column, its heading block.

    `nil`: the division says nothing new this month. `headings` are the labels found above the
    table with what stands beside them, `heading_cells` where.
    """

    file: str
    sheet: str
    sha256: str
    columns: Mapping[str, int]
    division: str = ""
    nil: bool = False
    headings: Mapping[str, str] = field(default_factory=dict)
    heading_cells: Mapping[str, Address] = field(default_factory=dict)

    def heading_address(self, key: str) -> Address:
        """The cell of a label's value; the sheet where the label is absent."""
        return self.heading_cells.get(key, Address(self.file, self.sheet))


@dataclass(frozen=True, slots=True)
class Table:
    """`frame`: a row per reported row; `dates`: a row per date of it, by the same index.

    The index (`INDEX`) is unique in `frame`; `item` is 1 where a cell was not split.
    `sources` are found by (file_no, sheet).
    """

    frame: pd.DataFrame
    dates: pd.DataFrame
    sources: Mapping[tuple[int, str], Source]

    def locate(self, label: Label, field: str) -> Address:
        """The cell of `field` in the row `label`; the row where the sheet has no such column."""
        file_no, sheet, row, _ = label
        source = self.sources[file_no, sheet]
        return Address(source.file, source.sheet, row, source.columns.get(field))

    def source(self, label: Label) -> Source:
        """The sheet that the row `label` stands in."""
        return self.sources[label[0], label[1]]

    def with_frame(self, frame: pd.DataFrame) -> Table:
        """The same table with more columns or fewer rows."""
        return replace(self, frame=frame)
