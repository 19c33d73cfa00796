from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.publish.desk import Desk
from pipeline.publish.sources import plan_sources
from pipeline.sheets.plan import CellPlan

if TYPE_CHECKING:
    from pipeline.core.report import MonthReport
    from pipeline.core.words import Words
    from pipeline.sheets.plan import SheetPlan, Value


def told(plan: SheetPlan) -> dict[Value, list[Value]]:
    rows = [[cell.value for cell in row.cells if cell is not None] for row in plan.head]
    return {row[0]: row[1:] for row in rows}


def test_the_sheet_names_plan_cut_off_versions_and_counts(report: MonthReport, thai: Words) -> None:
    facts = told(plan_sources(Desk(report, thai)))
    assert facts["แผน"] == ["plan-2566.xlsx\n" + "ef" * 32]
    assert facts["วันตัดข้อมูล"] == ["๔ เม.ย. ๒๕๖๖"]
    assert facts["จำนวนไฟล์ที่ได้รับ และจำนวนไฟล์ที่แจ้งผลครบ"] == ["๙ = ๙"]
    assert facts["จำนวนแถวที่อ่าน"] == ["๑๔"]
    assert facts["ข้อ OIT"][0].startswith("O43 การดำเนินการตามมาตรการ")
    assert facts["เกินกำหนด"] == ["พ้นระยะเวลาตามแผนแล้วยังไม่แล้วเสร็จ"]
    assert facts["สำนักปลัด.xlsx H12"] == ["จาก “๑๕ ก.พ.” เป็น “๑๕ ก.พ. ๖๖” เหตุผล พิมพ์ตก (นักวิเคราะห์ฯ)"]


def test_every_file_stands_there_with_its_fingerprint(
    report: MonthReport, thai: Words, links: dict[str, str]
) -> None:
    rows = plan_sources(Desk(report, thai, links)).rows
    assert rows[0] == ("mail.eml/กองช่าง.xlsx", "ab" * 32)
    assert isinstance(rows[1][0], CellPlan)
    assert (rows[1][0].value, rows[1][1]) == ("สำนักปลัด.xlsx", "cd" * 32)


def test_a_month_without_corrections_has_no_heading_for_them(
    report: MonthReport, thai: Words
) -> None:
    plan = replace(report.plan, corrections=())
    facts = told(plan_sources(Desk(replace(report, plan=plan, framework=None), thai)))
    assert "ข้อแก้ไขของผู้รวบรวมรายงาน" not in facts
    assert "ข้อ OIT" not in facts
