from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.publish.desk import Desk
from pipeline.publish.gaps import plan_gaps
from pipeline.sheets.plan import CellPlan, RowPlan

if TYPE_CHECKING:
    from pipeline.core.report import MonthReport
    from pipeline.core.words import Words
    from pipeline.sheets.plan import TableRow, Value


def shown(row: TableRow) -> list[Value]:
    cells = row.cells if isinstance(row, RowPlan) else row
    return [cell.value if isinstance(cell, CellPlan) else cell for cell in cells]


def test_management_comes_first(report: MonthReport, thai: Words) -> None:
    plan = plan_gaps(Desk(report, thai))
    headings = {
        row: shown(line)[0]
        for row, line in enumerate(plan.rows, start=plan.first_row)
        if isinstance(line, RowPlan)
    }
    assert headings == {
        3: "ประเด็นที่ผู้บริหารต้องเร่งรัด",
        11: "รอส่วนราชการเพิ่มเติมข้อมูล",
        14: "ประเด็นด้านแผนและข้อมูล",
    }


def test_a_gap_is_one_row(report: MonthReport, thai: Words) -> None:
    row = shown(plan_gaps(Desk(report, thai)).rows[2])
    assert row[:8] == [
        "เร่งด่วน",
        "เกินกำหนด",
        "กองช่าง",
        2,
        5,
        "๑ ต.ค. ๒๕๖๕ - ๓๑ ม.ค. ๒๕๖๖",
        "ยังไม่ดำเนินการ",
        63,
    ]
    assert row[9] == "กองช่าง"
    assert str(row[10]) == "2023-04-10"


def test_unplanned_work_is_a_credit_in_a_table_of_its_own(
    report: MonthReport, thai: Words, links: dict[str, str]
) -> None:
    tail = [shown(row) for row in plan_gaps(Desk(report, thai, links)).tail]
    assert tail[0][0] == "ผลงานนอกแผน"
    assert [[cell for cell in row if cell is not None] for row in tail[1:]] == [
        ["ส่วนราชการ", "มาตรการที่", "ผลการดำเนินงาน", "วันที่ดำเนินการ", "ไฟล์ที่มา"],
        ["สำนักปลัด", 1, "@SUM(A1)", "", "สำนักปลัด.xlsx"],
        ["กองช่าง", "ซ่อมถนน ๓ สาย", "๑๕ ก.พ. ๒๕๖๖", "mail.eml/กองช่าง.xlsx"],
    ]
    labels = [shown(row)[1] for row in plan_gaps(Desk(report, thai)).rows if len(shown(row)) > 1]
    assert "ผลงานนอกแผน" not in labels


def test_no_gap_of_management_is_said(report: MonthReport, thai: Words) -> None:
    plan = plan_gaps(Desk(replace(report, gaps=(), tracked=()), thai))
    assert [shown(row)[0] for row in plan.rows] == [
        "ประเด็นที่ผู้บริหารต้องเร่งรัด",
        "ไม่มีประเด็นที่ผู้บริหารต้องเร่งรัด",
    ]


def test_the_number_of_unplanned_work_leads_to_its_source_and_the_file_s_name_wraps(
    report: MonthReport, thai: Words, links: dict[str, str]
) -> None:
    rows = [row.cells for row in plan_gaps(Desk(report, thai, links)).tail[2:]]
    numbered, unnumbered = ([cell for cell in row if cell is not None] for row in rows)
    assert [cell.value for cell in numbered if cell.link is not None] == [1]
    assert [cell.value for cell in unnumbered if cell.link is not None] == []
