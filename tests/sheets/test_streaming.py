from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.sheets.plan import CellPlan, ColumnPlan, RowPlan, SheetPlan, WorkbookPlan
from pipeline.sheets.reference import Link
from pipeline.sheets.streaming import RowStream
from pipeline.sheets.styles import DATE_IN_THAI, LINK, NUMBER, TEXT, TEXT_CENTRE, Tone, toned
from pipeline.sheets.writing import write_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.cell import Cell, MergedCell

    from pipeline.sheets.plan import TableRow, Value

AS_OF = date(2023, 4, 4)
COLUMNS = (
    ColumnPlan("a", "ก", 30),
    ColumnPlan("b", "ข", 12, NUMBER),
    ColumnPlan("c", "ค", 18, DATE_IN_THAI),
    ColumnPlan("d", "ง", 20, TEXT_CENTRE),
)
ROWS: list[TableRow] = [
    ("อบรม", 3, date(2023, 2, 15), None),
    ("a < b & c > d", -0.5, date(1900, 1, 1), ""),
    ("=1+1", 1e14, None, "-"),
    (" เว้น", 10**15, date(1850, 1, 1), "ท้าย\n"),
    ("\x01\r\n_x0041_", 0, None, "<r>ก</r>"),
    ("ก" * 20_000 + "😀" * 8_000, 1, None, "อบรม"),
    (CellPlan("ลิงก์", LINK, Link("ผล", 2, 1)), CellPlan(1, formula="=1"), None, CellPlan("ก")),
    (CellPlan("เด่น", toned(TEXT, Tone.ALARM)), 2, None, CellPlan("=ก", toned(TEXT, Tone.GOOD))),
    (CellPlan("ไฟล์", link=Link("รายงานผล", 7, 3, "../ก 50%.xlsx", "คำ")), None, None, None),
    (CellPlan("กว้าง", span=2), None, None, CellPlan("ก", comment="บันทึก")),
    RowPlan(("สูง", None, None, None), height=50),
    RowPlan(("หน้าเดียว", 7), TEXT_CENTRE),
    ("อบรม", 3, date(2023, 2, 15), None),
]
# What xlsxwriter alone can say; such a row is none of the stream's.
NOT_PLAN_VALUES: list[TableRow] = [(True, 1, datetime(2023, 2, 15, 9, 30), None)]  # noqa: DTZ001
PLAIN_ROWS = 8


def look_of(cell: Cell | MergedCell) -> tuple[object, ...]:
    link, note = cell.hyperlink, cell.comment
    return (
        *(cell.coordinate, cell.value, cell.data_type, cell.number_format, cell.quotePrefix),
        *(cell.fill.fgColor.rgb, cell.font.color and cell.font.color.rgb),
        *(cell.alignment.horizontal, note and note.text),
        link and (link.location, link.target, link.tooltip),
    )


def drawn(rows: list[TableRow], path: Path) -> object:
    """Everything that stands in the cells, how it looks, and how high their rows are."""
    plan = SheetPlan("ผล", COLUMNS, rows, head=(RowPlan((CellPlan("หัว", span=4),)),))
    altered = write_workbook(WorkbookPlan((plan, replace(plan, name="สอง")), AS_OF), path)
    book = openpyxl.load_workbook(path, rich_text=True)
    cells = [look_of(cell) for sheet in book for line in sheet.iter_rows() for cell in line]
    heights = [sheet.row_dimensions[row].height for sheet in book for row in range(1, 30)]
    merged = [str(area) for sheet in book for area in sheet.merged_cells.ranges]
    return altered, cells, heights, merged, [sheet.dimensions for sheet in book]


def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RowStream, "put", lambda *_: False)


@pytest.fixture(autouse=True)
def _large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.sheets.writing.MANY_ROWS", 0)


def test_streamed_rows_are_those_that_are_put_cell_by_cell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [*ROWS, *NOT_PLAN_VALUES, *ROWS]
    fast = drawn(rows, tmp_path / "fast.xlsx")
    slow(monkeypatch)
    assert fast == drawn(rows, tmp_path / "slow.xlsx")


def test_streamed_files_have_the_very_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn(ROWS, tmp_path / "fast.xlsx")
    slow(monkeypatch)
    drawn(ROWS, tmp_path / "slow.xlsx")
    assert (tmp_path / "fast.xlsx").read_bytes() == (tmp_path / "slow.xlsx").read_bytes()


def test_plain_rows_are_streamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put, taken = RowStream.put, []

    def counted(*given: object) -> bool:
        taken.append(put(*given))  # type: ignore[arg-type]
        return taken[-1]

    monkeypatch.setattr(RowStream, "put", counted)
    plan = SheetPlan("ผล", COLUMNS, ROWS, head=(RowPlan((CellPlan("หัว", span=4),)),))
    write_workbook(WorkbookPlan((plan,), AS_OF), tmp_path / "one.xlsx")
    assert sum(taken) == PLAIN_ROWS


def test_a_row_without_a_cell_keeps_its_height(tmp_path: Path) -> None:
    rows: list[TableRow] = [("ก", 1, None, None), RowPlan((), height=50), ("ข", 2, None, None)]
    path = tmp_path / "one.xlsx"
    write_workbook(WorkbookPlan((SheetPlan("ผล", COLUMNS, rows),), AS_OF), path)
    heights = openpyxl.load_workbook(path)["ผล"].row_dimensions
    assert [heights[row].height for row in (2, 3, 4)] == [25.5, 50.25, 25.5]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.tuples(
            st.text(st.characters(exclude_categories=[]), max_size=20),
            st.integers() | st.floats(allow_nan=False, allow_infinity=False),
            st.dates() | st.none(),
            st.sampled_from(["", "_x0041_", " ก", "=1", "<r>x</r>", "ก\n", None]),
        ),
        max_size=8,
    )
)
def test_whatever_stands_in_a_row_it_is_written_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: list[tuple[Value, ...]]
) -> None:
    fast = drawn(list(rows), tmp_path / "fast.xlsx")
    with monkeypatch.context() as patch:
        slow(patch)
        assert fast == drawn(list(rows), tmp_path / "slow.xlsx")
    assert (tmp_path / "fast.xlsx").read_bytes() == (tmp_path / "slow.xlsx").read_bytes()
