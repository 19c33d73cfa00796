from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from pipeline.core.address import Address
from pipeline.core.plan import Waiver
from pipeline.core.sealing import SealState
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
    assert facts["สำนักปลัด.xlsx H12"] == [
        "จาก “๑๕ ก.พ.” เป็น “๑๕ ก.พ. ๖๖” เหตุผล พิมพ์ตก (นักวิเคราะห์ฯ) · ยังไม่ได้แก้"
    ]


@pytest.mark.parametrize(
    ("edition", "told_of_it"),
    [
        (SealState(), "ร่าง"),
        (SealState(sealed=True), "ปิดแล้ว"),
        (
            SealState(amendment=1, follows="0123456789abcdef"),
            "ร่างแก้ไขครั้งที่ ๑ · แก้จากฉบับเดิมที่ปิดแล้ว รหัส 0123456789ab",
        ),
        (
            SealState(sealed=True, amendment=3, follows="0123456789abcdef"),
            "แก้ไขครั้งที่ ๓ · แก้จากฉบับแก้ไขครั้งที่ ๒ ที่ปิดแล้ว รหัส 0123456789ab",
        ),
    ],
)
def test_the_edition_is_told_with_the_sealing_that_it_follows(
    report: MonthReport, thai: Words, edition: SealState, told_of_it: str
) -> None:
    facts = told(plan_sources(Desk(replace(report, edition=edition), thai)))
    assert facts["สถานะเอกสาร"] == [told_of_it]


def test_every_file_stands_there_with_its_fingerprint(
    report: MonthReport, thai: Words, links: dict[str, str]
) -> None:
    rows = {_name(row[0]): row for row in plan_sources(Desk(report, thai, links)).rows}
    assert list(rows) == sorted(one.received.name for one in report.submissions)
    assert isinstance(rows["สำนักปลัด.xlsx"][0], CellPlan)
    assert rows["สำนักปลัด.xlsx"][1:] == (
        "รับเป็นรายงานของ สำนักปลัด ประจำเดือน มี.ค. ๒๕๖๖ มีจุดที่ขอให้แก้ ๓ จุด",
        "cd" * 32,
    )


def test_a_correction_that_was_made_says_in_which_cell(report: MonthReport, thai: Words) -> None:
    (correction,) = report.plan.corrections
    made = replace(report, corrected={correction: Address("สำนักปลัด.xlsx", "รายงานผล", 12, 8)})
    facts = told(plan_sources(Desk(made, thai)))
    assert facts["สำนักปลัด.xlsx H12"][0].endswith("· แก้แล้วที่ [สำนักปลัด.xlsx]รายงานผล!H12")


def test_exceptions_say_who_why_and_whether_they_still_hold(
    report: MonthReport, thai: Words
) -> None:
    held = Waiver(
        "เลื่อนประชุม",
        "กองช่าง",
        "1",
        "2",
        "น้ำท่วม",
        "ปลัด อบต.",
        date(2023, 6, 30),
        Address("plan.xlsx", "ข้อยกเว้น", 2),
    )
    ended = replace(held, division=None, until=date(2023, 3, 31), reason="", step_no=None)
    plan = replace(report.plan, waivers=(held, ended))
    facts = told(plan_sources(Desk(replace(report, plan=plan), thai)))
    assert facts["กองช่าง ๑.๒"] == ["เลื่อนประชุม เหตุผล น้ำท่วม (ปลัด อบต.) ถึง ๓๐ มิ.ย. ๒๕๖๖ · มีผลอยู่"]
    assert facts["ทุกส่วนราชการ ๑"] == [
        "เลื่อนประชุม (ปลัด อบต.) ถึง ๓๑ มี.ค. ๒๕๖๖ · สิ้นสุดแล้ว กลับมานับตามปกติ"
    ]


def _name(cell: object) -> object:
    return cell.value if isinstance(cell, CellPlan) else cell


def test_a_month_without_corrections_has_no_heading_for_them(
    report: MonthReport, thai: Words
) -> None:
    plan = replace(report.plan, corrections=())
    facts = told(plan_sources(Desk(replace(report, plan=plan, framework=None), thai)))
    assert "ข้อแก้ไขของผู้รวบรวมรายงาน" not in facts
    assert "ข้อ OIT" not in facts
