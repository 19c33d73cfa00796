from __future__ import annotations

import pytest

from pipeline.publish.paging import page_breaks
from pipeline.sheets.plan import CellPlan, ColumnPlan, RowPlan, SheetPlan

COLUMNS = (ColumnPlan("a", None, 20),)


def sheet(*heights: float) -> SheetPlan:
    rows = tuple(RowPlan((CellPlan("x"),), height=height) for height in heights)
    return SheetPlan("ก", COLUMNS, head=rows)


@pytest.mark.parametrize(
    ("heights", "parts", "breaks"),
    [
        ((100,) * 6, (), []),
        ((100,) * 7, (), [6]),
        ((100,) * 13, (), [6, 12]),
        ((100, 100, 100, 100, 100, 20, 20, 100), (6,), []),
        ((100, 100, 100, 100, 100, 100, 20, 20, 100), (7,), [6]),
        ((100, 100, 100, 100, 100, 60, 20, 20, 100, 20), (7,), [6]),
        ((400, 400, 400), (1, 2, 3), [1, 2]),
    ],
)
def test_a_page_turns_before_a_heading_that_would_stand_alone(
    heights: tuple[float, ...], parts: tuple[int, ...], breaks: list[int]
) -> None:
    assert list(page_breaks(sheet(*heights), parts)) == breaks
