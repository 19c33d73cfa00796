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
    """A sheet that reports: of which divisions, each field's column, its heading block.

    `nil`: nothing is new this month, it says. `headings` are the labels found above the table with
    what stands beside them, `heading_cells` where. `stand_ins` are fields that the sheet has no
    column for, by the field in whose cell a person would give them.
    """

    file: str
    sheet: str
    sha256: str
    columns: Mapping[str, int]
    divisions: tuple[str, ...] = ()
    nil: bool = False
    headings: Mapping[str, str] = field(default_factory=dict)
    heading_cells: Mapping[str, Address] = field(default_factory=dict)
    stand_ins: Mapping[str, str] = field(default_factory=dict)

    @property
    def division(self) -> str | None:
        """The division whose sheet it is; None where several report on it."""
        return self.divisions[0] if len(self.divisions) == 1 else None

    def column(self, key: str) -> int | None:
        """The field's column from 1, or its stand-in's; None where the sheet has neither."""
        return self.columns.get(key) or self.columns.get(self.stand_ins.get(key, ""))

    def heading_address(self, key: str) -> Address:
        """The cell of a label's value; the sheet where the label is absent."""
        return self.heading_cells.get(key, Address(self.file, self.sheet))


@dataclass(frozen=True, slots=True)
class Table:
    """`frame`: a row per reported row; `dates`: a row per date of it, by the same index.

    The index (`INDEX`) is unique in `frame`; `item` counts from 1 what one row of a sheet was
    split into. `sources` are found by (file_no, sheet).
    """

    frame: pd.DataFrame
    dates: pd.DataFrame
    sources: Mapping[tuple[int, str], Source]

    def locate(self, label: Label, field: str) -> Address:
        """The cell of `field` in the row `label`; the row where the sheet has no such column."""
        file_no, sheet, row, _ = label
        source = self.sources[file_no, sheet]
        return Address(source.file, source.sheet, row, source.column(field))

    def source(self, label: Label) -> Source:
        """The sheet that the row `label` stands in."""
        return self.sources[label[0], label[1]]

    def with_frame(self, frame: pd.DataFrame) -> Table:
        """The same table with more columns or fewer rows."""
        return replace(self, frame=frame)
