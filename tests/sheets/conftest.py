"""A small workbook with everything that a plan can say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest

from pipeline.core.raw import CellRange, Visibility
from pipeline.sheets.plan import (
    CellPlan,
    ChartKind,
    ChartPlan,
    Check,
    ColumnPlan,
    ConditionPlan,
    NamePlan,
    PagePlan,
    PageText,
    Prompt,
    RowPlan,
    SeriesPlan,
    SheetPlan,
    ValidationPlan,
    WorkbookPlan,
)
from pipeline.sheets.reference import Link, Reference
from pipeline.sheets.styles import (
    DATE_IN_THAI,
    DATE_WIDTH,
    FIXED,
    INPUT,
    LINK,
    NUMBER,
    TEXT_CENTRE,
    TITLE_CENTRE,
    Style,
    Tone,
    toned,
)
from pipeline.sheets.writing import write_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl import Workbook

AS_OF = date(2023, 4, 4)


@pytest.fixture
def tracking() -> SheetPlan:
    """Two head rows, three table rows, one tail row; four printed columns and one grouped."""
    late = toned(TEXT_CENTRE, Tone.ALARM)
    source = Link(file="../../workbooks/inbox/กอง คลัง 50%.xlsx", sheet="รายงานผล", row=7, column=3)
    return SheetPlan(
        name="ตารางติดตามผล",
        columns=(
            ColumnPlan("no", "มาตรการที่", 12, TEXT_CENTRE),
            ColumnPlan("result", "ผลการดำเนินงาน", 40),
            ColumnPlan("verdict", "ผลการติดตาม", 16, TEXT_CENTRE),
            ColumnPlan("acted_on", "วันที่", DATE_WIDTH, DATE_IN_THAI),
            ColumnPlan("source", "ที่มา", 20, LINK, level=1, hidden=True),
        ),
        head=(
            RowPlan((CellPlan("ตารางติดตามผล", TITLE_CENTRE, span=4),)),
            RowPlan((CellPlan("อบต.วังทอง", span=4),), height=30),
        ),
        rows=[
            ("๑", "อบรมแล้ว", "แล้วเสร็จ", date(2023, 2, 15), CellPlan("แถว ๗", link=source)),
            ("๒", None, CellPlan("เกินกำหนด", late, comment="ครบกำหนด ก.พ."), None, None),
            RowPlan(("๓", "=1+1", "แล้วเสร็จ", None, None), height=50),
        ],
        tail=(RowPlan((CellPlan("จบ", span=4),)),),
        page=PagePlan(columns=4, footer=PageText(left="ร่าง && สำเนา", right="หน้า &P/&N")),
        frozen_columns=1,
        autofilter=True,
        tab_colour="#1F3864",
    )


@pytest.fixture
def workbook(tracking: SheetPlan) -> WorkbookPlan:
    """A hidden list, a summary with a chart, the tracking table, a protected form."""
    words = SheetPlan(
        name="_form",
        columns=(ColumnPlan("word", None, 20),),
        rows=[("แล้วเสร็จ",), ("เกินกำหนด",)],
        visibility=Visibility.HIDDEN,
    )
    verdicts = tracking.cells_of("verdict")
    summary = SheetPlan(
        name="สรุป",
        columns=(ColumnPlan("verdict", "ผล", 30), ColumnPlan("count", "จำนวน", 12, NUMBER)),
        rows=[
            ("แล้วเสร็จ", CellPlan(2, formula=f"=COUNTIF({verdicts},A2)")),
            ("เกินกำหนด", CellPlan(99, formula=f"=COUNTIF({verdicts},A3)")),
        ],
        gridlines=False,
        page=PagePlan(pages_tall=1),
    )
    series = SeriesPlan("จำนวน", summary.cells_of("verdict"), summary.cells_of("count"))
    chart = ChartPlan(ChartKind.BAR, "ผลการติดตาม", (series,), row=6, column=1, width=280)
    form = SheetPlan(
        name="รายงานผล",
        columns=(
            ColumnPlan("step", "ข้อที่", 10, FIXED),
            ColumnPlan("status", "สถานะ", 30, INPUT, header_note="เลือกจากรายการ"),
            ColumnPlan("progress", "ร้อยละ", 12, INPUT),
        ),
        rows=[("๑", None, None), ("๒", "แล้วเสร็จ", "๑๐๐")],
        validations=(
            ValidationPlan(
                CellRange(2, 2, 3, 2),
                Check.LIST,
                source=Reference("_form", CellRange(1, 1, 2, 1)),
                prompt=Prompt("สถานะ", "เลือกจากรายการ"),
            ),
            ValidationPlan(CellRange(2, 3, 3, 3), Check.NUMBER, least=0, most=100),
        ),
        conditions=(ConditionPlan(CellRange(2, 2, 3, 2), '=$B2=""', Style(fill="#F7D774")),),
        protected=True,
    )
    return WorkbookPlan(
        sheets=(words, replace(summary, charts=(chart,)), tracking, form),
        created=AS_OF,
        title="ตารางติดตาม",
        names=(NamePlan("words", Reference("_form", CellRange(1, 1, 2, 1))),),
    )


@pytest.fixture
def written(workbook: WorkbookPlan, tmp_path: Path) -> Path:
    """The workbook on disk."""
    path = tmp_path / "tracking.xlsx"
    assert write_workbook(workbook, path) == ()
    return path


@pytest.fixture
def write_sheet(tmp_path: Path) -> Callable[[SheetPlan], Workbook]:
    """Writes one sheet and opens it again with openpyxl."""

    def write(plan: SheetPlan) -> Workbook:
        path = tmp_path / "one.xlsx"
        write_workbook(WorkbookPlan((plan,), AS_OF), path)
        return openpyxl.load_workbook(path)

    return write
