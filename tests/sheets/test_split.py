from __future__ import annotations

import pytest

from pipeline.sheets.plan import CellPlan, ColumnPlan, RowPlan, SheetPlan
from pipeline.sheets.split import split_sheet

COLUMNS = (ColumnPlan("n", "ข้อ", 10),)
HEAD = (RowPlan((CellPlan("หัว"),)),)
TAIL = (RowPlan((CellPlan("จบ"),)),)


def test_sheet_that_fits_stays_one() -> None:
    plan = SheetPlan("ก", COLUMNS, [(1,), (2,), (3,)], HEAD, TAIL)
    assert split_sheet(plan, 6) == (plan,)


def test_longer_table_goes_on_in_sheets_of_its_own_name() -> None:
    plan = SheetPlan("ก" * 30, COLUMNS, [(1,), (2,), (3,)], HEAD, TAIL)
    first, second, third = split_sheet(plan, 4)
    assert [part.rows for part in (first, second, third)] == [[(1,)], [(2,)], [(3,)]]
    assert [part.name for part in (second, third)] == ["ก" * 26 + "… (2)", "ก" * 26 + "… (3)"]
    assert first.name == "ก" * 30
    assert [part.tail for part in (first, second, third)] == [(), (), TAIL]
    assert third.head == HEAD


def test_head_without_room_for_a_row_is_a_fault() -> None:
    with pytest.raises(ValueError, match="no room"):
        split_sheet(SheetPlan("ก", COLUMNS, [(1,)], HEAD), 2)
