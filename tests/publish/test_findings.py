from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.publish.desk import Desk
from pipeline.publish.findings import plan_findings, plan_readings
from pipeline.sheets.plan import CellPlan, RowPlan

if TYPE_CHECKING:
    from pipeline.core.report import MonthReport
    from pipeline.core.words import Words
    from pipeline.sheets.plan import TableRow, Value


def shown(row: TableRow) -> list[Value]:
    cells = row.cells if isinstance(row, RowPlan) else row
    return [cell.value if isinstance(cell, CellPlan) else cell for cell in cells]


def test_a_finding_names_its_place_and_says_what_to_do(
    report: MonthReport, thai: Words, links: dict[str, str]
) -> None:
    plan = plan_findings(Desk(report, thai, links))
    row = shown(plan.rows[0])
    assert row[:8] == [
        "ต้องแก้ไข",
        "สำนักปลัด",
        "สำนักปลัด.xlsx",
        "รายงานผล",
        "H13",
        1,
        2,
        "=เดือนหน้า",
    ]
    assert row[9] == "date_unreadable"
    link = plan.rows[0][4].link
    assert (link.file, link.sheet, link.row, link.column) == (
        "../inbox/2566-03/สำนักปลัด.xlsx",
        "รายงานผล",
        13,
        8,
    )
    assert plan.tail == ()


def test_a_reading_names_the_rule(report: MonthReport, english: Words) -> None:
    row = shown(plan_readings(Desk(report, english)).rows[1])
    assert row[3:] == ["-เสร็จสิ้น", "done", "Another word for a status"]


def test_an_empty_table_says_so(report: MonthReport, thai: Words) -> None:
    empty = replace(report, findings=(), readings=())
    said = [
        plan(Desk(one, thai)).tail[0].cells[0].value
        for plan, one in (
            (plan_findings, empty),
            (plan_readings, empty),
        )
    ]
    assert said == [
        "ไม่พบจุดที่ต้องแก้ไข",
        "ไม่มีค่าที่อ่านต่างจากที่พิมพ์",
    ]
