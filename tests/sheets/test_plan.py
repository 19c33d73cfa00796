from __future__ import annotations

import pytest

from pipeline.sheets.plan import ColumnPlan, Prompt, SheetPlan


def test_rows_are_counted_as_excel_shows_them(tracking: SheetPlan) -> None:
    assert tracking.header_row == 3
    assert tracking.first_row == 4
    assert tracking.last_row == 6
    assert tracking.column_of("verdict") == 3
    assert str(tracking.cells_of("verdict")) == "'ตารางติดตามผล'!$C$4:$C$6"


def test_sheet_without_headers_has_no_header_row() -> None:
    plan = SheetPlan("ก", (ColumnPlan("a", None, 10),), [("x",)])
    assert plan.header_row is None
    assert (plan.first_row, plan.last_row) == (1, 1)


def test_empty_table_gives_its_first_row_to_formulas() -> None:
    plan = SheetPlan("ก", (ColumnPlan("a", "ข้อ", 10),))
    assert (plan.first_row, plan.last_row) == (2, 1)
    assert str(plan.cells_of("a")) == "'ก'!$A$2"


def test_unknown_column_is_a_fault(tracking: SheetPlan) -> None:
    with pytest.raises(KeyError, match="nothing"):
        tracking.column_of("nothing")


def test_prompt_longer_than_excel_shows_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        Prompt("ก" * 33, "ข")
    with pytest.raises(ValueError, match="too long"):
        Prompt("ก", "ข" * 256)
