from __future__ import annotations

from dataclasses import replace

from pipeline.sheets.layout import last_printed_row, overlong_cells, sheet_lines
from pipeline.sheets.plan import (
    CellPlan,
    ChartKind,
    ChartPlan,
    ColumnPlan,
    PagePlan,
    RowPlan,
    SheetPlan,
)
from pipeline.sheets.styles import HEADER, NUMBER, PLAIN, TEXT, TITLE

LONG = "ก\n" * 30
COLUMNS = (
    ColumnPlan("a", "ข้อ", 10),
    ColumnPlan("b", "ผล", 30),
    ColumnPlan("c", "ซ่อน", 10, hidden=True),
    ColumnPlan("d", "หมายเหตุ", 10),
)


def _heights(plan: SheetPlan) -> list[tuple[float, bool]]:
    return [(line.height.points, line.height.fits) for line in sheet_lines(plan)]


def test_lines_come_top_down_with_the_styles_of_their_places() -> None:
    plan = SheetPlan(
        "ก",
        (ColumnPlan("a", "ข้อ", 10), ColumnPlan("n", "จำนวน", 10, NUMBER)),
        [("๑", 2), RowPlan(("๒", 3), style=TITLE)],
        head=(RowPlan((CellPlan("หัว", span=2),)),),
        tail=(RowPlan(("จบ",)),),
    )
    lines = list(sheet_lines(plan))
    assert [line.row for line in lines] == [1, 2, 3, 4, 5]
    assert [line.styles for line in lines] == [
        (PLAIN,),
        (HEADER, HEADER),
        (TEXT, NUMBER),
        (TITLE, TITLE),
        (PLAIN,),
    ]
    assert lines[1].cells == ("ข้อ", "จำนวน")


def test_row_is_as_high_as_its_longest_text() -> None:
    plan = SheetPlan("ก", COLUMNS, [("๑", "ก"), ("๒", "ก\nข"), ("๓", LONG)])
    assert _heights(plan)[1:] == [(25.2, True), (48.4, True), (396.37, False)]


def test_hidden_and_unprinted_columns_do_not_stretch_a_row() -> None:
    plan = SheetPlan("ก", COLUMNS, [(None, None, LONG, LONG)], page=PagePlan(columns=2))
    assert _heights(plan)[1:] == [(25.2, True)]


def test_text_across_columns_has_their_common_width() -> None:
    text = "องค์การบริหารส่วนตำบลวังทอง"
    plan = SheetPlan("ก", COLUMNS, [(text,), (CellPlan(text, span=2),)])
    assert _heights(plan)[1:] == [(141.19, True), (25.2, True)]


def test_given_height_is_kept_up_to_the_tallest() -> None:
    plan = SheetPlan("ก", COLUMNS, [RowPlan(("๑",), height=33), RowPlan(("๒",), height=5000)])
    assert _heights(plan)[1:] == [(33, True), (409.0, True)]


def test_cells_whose_text_goes_on_below_the_print_are_named() -> None:
    plan = SheetPlan("ก", COLUMNS, [("๑", "ก"), ("๒", LONG, None, LONG), ("๓", "ข")])
    assert list(overlong_cells(plan)) == [(3, 2), (3, 4)]


def test_chart_below_the_table_is_printed() -> None:
    chart = ChartPlan(ChartKind.BAR, "ก", (), row=3, column=1, height=200)
    plan = SheetPlan("ก", COLUMNS, [("๑",)])
    assert last_printed_row(plan, [25.2, 25.2]) == 2
    assert last_printed_row(replace(plan, charts=(chart,)), [25.2, 25.2]) == 13
