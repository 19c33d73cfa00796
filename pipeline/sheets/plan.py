"""A workbook as a value: what stands where, before anything is drawn.

Rows and columns count from 1, as Excel shows them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from pipeline.core.raw import CellRange, Visibility
from pipeline.sheets.reference import Link, Reference
from pipeline.sheets.styles import HEADER, TEXT, Style

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST_PROMPT_TITLE = 32
_LONGEST_PROMPT = 255

Value: TypeAlias = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class CellPlan:
    """A cell that is more than its value.

    `style` None is the row's, else the column's. With a `formula` (`=…`) the value is its result,
    kept for viewers that do not calculate. A cell of `span` n covers n columns; the covered places
    of the row stay None. A linked text is best short: LibreOffice does not wrap it.
    """

    value: Value = None
    style: Style | None = None
    link: Link | None = None
    formula: str | None = None
    comment: str | None = None
    span: int = 1


Cell: TypeAlias = Value | CellPlan


@dataclass(frozen=True, slots=True)
class RowPlan:
    """A row with a look or a height of its own; column A first, missing cells are left alone.

    `height` is in points; None is what its wrapped texts need.
    """

    cells: tuple[Cell, ...] = ()
    style: Style | None = None
    height: float | None = None


TableRow: TypeAlias = tuple[Cell, ...] | RowPlan


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """A column: `width` in Excel's units, `level` its depth in the outline.

    `header` None leaves the header cell out; a sheet without any header has no header row.
    """

    key: str
    header: str | None
    width: float
    style: Style = TEXT
    header_style: Style = HEADER
    header_note: str | None = None
    level: int = 0
    hidden: bool = False


class ChartKind(StrEnum):
    """Columns stand, bars lie; the stacked ones add their series up."""

    COLUMN = "column"
    STACKED_COLUMN = "stacked_column"
    BAR = "bar"
    STACKED_BAR = "stacked_bar"


@dataclass(frozen=True, slots=True)
class SeriesPlan:
    """One row of figures of a chart; `colour` None is the next of the palette."""

    name: str | Reference
    categories: Reference
    values: Reference
    colour: str | None = None


@dataclass(frozen=True, slots=True)
class ChartPlan:
    """A native chart whose upper left corner is in cell (`row`, `column`); sizes in pixels.

    `num_format` is of the figures on the columns or bars; the default leaves zeros out.
    """

    kind: ChartKind
    title: str
    series: tuple[SeriesPlan, ...]
    row: int
    column: int
    width: int = 640
    height: int = 320
    font_size: float = 14.0
    num_format: str = "#,##0;;"


@dataclass(frozen=True, slots=True)
class ConditionPlan:
    """A look that the cells of `area` take while `formula` (of the first cell) is true."""

    area: CellRange
    formula: str
    style: Style


class OnBreach(StrEnum):
    """What Excel does with a value that a validation does not allow."""

    STOP = "stop"
    WARN = "warning"
    TELL = "information"


class Check(StrEnum):
    """What a validation compares: nothing, a list, or a number between two limits."""

    NONE = "any"
    LIST = "list"
    NUMBER = "decimal"
    WHOLE = "integer"


@dataclass(frozen=True, slots=True)
class Prompt:
    """A small window beside a cell: title up to 32 characters, text up to 255.

    Raises ValueError beyond that.
    """

    title: str
    text: str

    def __post_init__(self) -> None:
        if len(self.title) > _LONGEST_PROMPT_TITLE or len(self.text) > _LONGEST_PROMPT:
            message = f"too long for Excel: {self.title}: {self.text}"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class ValidationPlan:
    """What cells of `area` may hold; blank is always allowed.

    `source` (of a list) is a range, since Excel cuts lists written out at 255 characters.
    `least` and `most` are the limits of numbers, both included.
    """

    area: CellRange
    check: Check
    source: Reference | None = None
    least: float | None = None
    most: float | None = None
    prompt: Prompt | None = None
    error: Prompt | None = None
    on_breach: OnBreach = OnBreach.STOP


@dataclass(frozen=True, slots=True)
class PageText:
    """A header or footer in Excel's codes (`&P` page, `&N` pages, `&&` an ampersand)."""

    left: str = ""
    centre: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True)
class PagePlan:
    """The printed page: A4, one page wide, header row repeated unless the sheet has a second table.

    `pages_tall` squeezes the sheet into so many pages; None lets it run on.
    Only the first `columns` are printed; None prints all. `breaks` are rows that end a page; with
    them the width is scaled by our own reckoning, as Excel passes over breaks on fitted pages.
    """

    columns: int | None = None
    landscape: bool = True
    pages_tall: int | None = None
    header: PageText | None = None
    footer: PageText | None = None
    breaks: tuple[int, ...] = ()
    repeats_header: bool = True


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """One sheet: head rows, a header row, table rows, tail rows; nothing between them.

    Table rows are mostly plain tuples in the columns' order, none longer. `frozen_rows` None
    freezes all down to the header row. `protected` locks without a password, filter, column widths
    and row heights free.
    """

    name: str
    columns: tuple[ColumnPlan, ...]
    rows: Sequence[TableRow] = ()
    head: tuple[RowPlan, ...] = ()
    tail: tuple[RowPlan, ...] = ()
    page: PagePlan = PagePlan()
    charts: tuple[ChartPlan, ...] = ()
    conditions: tuple[ConditionPlan, ...] = ()
    validations: tuple[ValidationPlan, ...] = ()
    frozen_rows: int | None = None
    frozen_columns: int = 0
    autofilter: bool = False
    protected: bool = False
    gridlines: bool = True
    visibility: Visibility = Visibility.VISIBLE
    tab_colour: str | None = None

    @property
    def header_row(self) -> int | None:
        """The header's row; None where no column has a header."""
        has_header = any(column.header is not None for column in self.columns)
        return len(self.head) + 1 if has_header else None

    @property
    def first_row(self) -> int:
        """The first table row, also where there is none."""
        return len(self.head) + (1 if self.header_row is None else 2)

    @property
    def last_row(self) -> int:
        """The last table row; one before `first_row` where the table is empty."""
        return self.first_row + len(self.rows) - 1

    def column_of(self, key: str) -> int:
        """The column's number; raises KeyError for an unknown key."""
        for number, column in enumerate(self.columns, start=1):
            if column.key == key:
                return number
        raise KeyError(key)

    def cells_of(self, key: str) -> Reference:
        """The column's table cells, for formulas and charts; an empty table gives its first row."""
        column = self.column_of(key)
        last = max(self.first_row, self.last_row)
        return Reference(self.name, CellRange(self.first_row, column, last, column))


@dataclass(frozen=True, slots=True)
class NamePlan:
    """A name of the workbook for cells."""

    name: str
    cells: Reference


@dataclass(frozen=True, slots=True)
class WorkbookPlan:
    """Sheets in their order; `created` is the only date the file carries (the cut-off)."""

    sheets: tuple[SheetPlan, ...]
    created: date
    title: str = ""
    subject: str = ""
    names: tuple[NamePlan, ...] = ()
