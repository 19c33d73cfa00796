"""Rows as a reader gives them, held against what a survey has counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from pipeline.core.address import column_letters
from pipeline.core.raw import CellValue, RawSheet, Visibility
from pipeline.intake.reading.refusal import Limit, RefusalError, too_large, too_many

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pipeline.intake.limits import Limits
    from pipeline.intake.reading.survey import Position, Survey

Rows: TypeAlias = "dict[int, tuple[CellValue, ...]]"


def attempt(reader: Callable[[], list[Rows]]) -> list[Rows] | None:
    """What the reader gives; None where it fails in whatever way.

    A passed limit and a want of memory are no failure of the reader and are raised.
    """
    try:
        return reader()
    except (RefusalError, MemoryError, KeyboardInterrupt):
        raise
    except BaseException:  # noqa: BLE001 - calamine's panics are no Exception
        return None


def hold(found: Sequence[Rows] | None, surveys: Sequence[Survey]) -> Sequence[Rows] | None:
    """The rows with the surveys' marks set; None where the numbers of cells disagree."""
    if found is None or len(found) != len(surveys):
        return None
    for rows, survey in zip(found, surveys, strict=True):
        _set_marks(rows, survey)
        if _count(rows) != survey.values + survey.uncalculated:
            return None
    return found


def hold_extent(lasts: Iterable[Position | None], limits: Limits) -> None:
    """Raises RefusalError where the farthest cells, one of each sheet, are past a limit."""
    area = 0
    for row, column in (last for last in lasts if last is not None):
        if row > limits.far_row or column > limits.far_column:
            limit = f"{column_letters(limits.far_column)}{limits.far_row}"
            raise too_large(Limit.FAR_CELL, f"{column_letters(column)}{row}", limit)
        area += row * column
    hold_cells(area, limits)


def hold_cells(count: int, limits: Limits) -> None:
    """Raises RefusalError where there are more cells than the limit."""
    if count > limits.cells:
        raise too_many(Limit.CELLS, count, limits.cells)


def build_sheet(name: str, visibility: Visibility, rows: Rows, survey: Survey) -> RawSheet:
    """The sheet; what is hidden beyond its cells is left out."""
    width = max(map(len, rows.values()), default=0)
    return RawSheet(
        name=name,
        rows=dict(sorted(rows.items())) if survey.marks else rows,
        visibility=visibility,
        merged=survey.merged,
        hidden_rows=survey.hidden_rows & rows.keys(),
        hidden_columns=frozenset(one for one in survey.hidden_columns if one <= width),
    )


def _set_marks(rows: Rows, survey: Survey) -> None:
    for (row, column), mark in survey.marks.items():
        cells: list[CellValue] = list(rows.get(row, ()))
        cells += [None] * (column - len(cells))
        cells[column - 1] = mark
        rows[row] = tuple(cells)


def _count(rows: Rows) -> int:
    return sum(len(cells) - cells.count(None) for cells in rows.values())
