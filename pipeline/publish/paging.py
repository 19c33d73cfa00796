"""Where a long sheet of several parts turns its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.sheets.layout import sheet_lines

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pipeline.sheets.plan import SheetPlan

# What an A4 page holds of rows as wide as the grid, with a reserve for other suites' fonts.
PAGE_POINTS = 660.0
# A part's heading, its headers and its first row stay together.
_TOGETHER = 3


def page_breaks(plan: SheetPlan, parts: Collection[int]) -> Iterator[int]:
    """The rows that end a page, so that no heading is left alone at the foot of one.

    `parts` are the rows (from 1) at which a part begins.
    """
    heights = [line.height.points for line in sheet_lines(plan)]
    filled = 0.0
    for row, height in enumerate(heights, start=1):
        together = heights[row - 1 : row - 1 + _TOGETHER] if row in parts else [height]
        if filled and filled + sum(together) > PAGE_POINTS:
            yield row - 1
            filled = 0.0
        filled += height
