"""The plan of an invented office: two divisions, three measures, twelve steps."""

from __future__ import annotations

from datetime import date

from pipeline.core.address import Address
from pipeline.core.calendar import FiscalYear, Month, Span
from pipeline.core.period_kinds import Frequency, Kind, Period
from pipeline.core.plan import (
    Correction,
    Division,
    Measure,
    Organisation,
    Plan,
    Score,
    Step,
)

OFFICE = "องค์การบริหารส่วนตำบลตัวอย่าง"
CLERK = "สำนักปลัด"
WORKS = "กองช่าง"
MONTH = Month(2566, 3)
EARLIER = Month(2566, 2)
AS_OF = date(2023, 4, 4)
YEAR = Span(date(2022, 10, 1), date(2023, 9, 30))
ENDED = Span(date(2022, 10, 1), date(2023, 1, 31))
AHEAD = Span(date(2023, 6, 1), date(2023, 6, 30))
CLERK_FILE = "สำนักปลัด.xlsx"
WORKS_FILE = "mail.eml/กองช่าง.xlsx"
LONG = "จัดอบรมเจ้าหน้าที่ทุกระดับเรื่องการแยกแยะประโยชน์ส่วนตนและประโยชน์ส่วนรวม " * 40
HOSTILE = ('=HYPERLINK("http://x","y")', "-มี.ค. ๖๖", "+66 2 000 0000", "@SUM(A1)")


def plan_cell(row: int) -> Address:
    return Address("plan-2566.xlsx", "มาตรการ", row, 5)


def step(number: str, no: str, method: str, period: Span, **more: object) -> Step:
    kind = Kind.FISCAL_YEAR if period == YEAR else Kind.RANGE
    return Step(
        code=f"{number}.{no}",
        measure_no=number,
        step_no=no,
        method=method,
        responsible=more.pop("responsible", CLERK),
        divisions=more.pop("divisions", (CLERK,)),
        period=Period("ต.ค. ๖๕ - ม.ค. ๖๖", kind, period.start, period.end, (period,)),
        where=plan_cell(int(no) + 1),
        **more,
    )


STEPS = {
    "1.1": step(
        "1",
        "1",
        "เสริมสร้างฐานคิดแยกแยะประโยชน์ส่วนตัวและประโยชน์ส่วนรวมในรูปแบบการจัดอบรมและจัดทำสื่อประชาสัมพันธ์",
        ENDED,
        evidence_required=True,
        oit_item="O38",
        budget=20000.0,
    ),
    "1.2": step("1", "2", "จัดทำคู่มือแนวปฏิบัติในการใช้ทรัพย์สินของราชการ", ENDED),
    "1.3": step(
        "1", "3", "รายงานผลการกำกับติดตาม", YEAR, frequency=Frequency.MONTHLY, evidence_required=False
    ),
    "2.1": step("2", "1", "=1+1 วิธีที่ขึ้นต้นด้วยเครื่องหมาย", YEAR, divisions=(WORKS,), responsible=WORKS),
    "2.2": step(
        "2",
        "2",
        "ประกาศผลการจัดซื้อจัดจ้างรายเดือนบนเว็บไซต์ขององค์การบริหารส่วนตำบล",
        YEAR,
        divisions=(WORKS,),
        responsible=WORKS,
        in_percent=True,
    ),
    "2.3": step("2", "3", "ปรับปรุงช่องทางร้องเรียน", AHEAD, divisions=(WORKS,), responsible=WORKS),
    "2.4": step("2", "4", "ทบทวนหลักเกณฑ์", YEAR, divisions=(WORKS,), responsible=WORKS),
    "2.5": step("2", "5", "จัดประชุม", ENDED, divisions=(WORKS,), responsible=WORKS),
    "10.1": step("10", "1", "จัดทำประกาศเจตนารมณ์", YEAR),
    "10.2": step("10", "2", "ทบทวนประมวลจริยธรรม", YEAR),
    "10.3": step("10", "3", "ประเมินความเสี่ยง", ENDED),
    "10.4": step("10", "4", "เผยแพร่รายงาน", YEAR),
}

MEASURES = (
    Measure(
        "1",
        "การสร้างฐานความคิดการแยกแยะประโยชน์ส่วนตัวและส่วนรวม",
        (STEPS["1.1"], STEPS["1.2"], STEPS["1.3"]),
        plan_cell(2),
        ("1", "4"),
    ),
    Measure(
        "2",
        "การเปิดเผยข้อมูลการจัดซื้อจัดจ้าง",
        tuple(STEPS[f"2.{n}"] for n in range(1, 6)),
        plan_cell(5),
        ("การเปิดเผยข้อมูล",),
    ),
    Measure("10", "การขับเคลื่อนจริยธรรม", tuple(STEPS[f"10.{n}"] for n in range(1, 5)), plan_cell(10)),
)


PLAN = Plan(
    "plan-2566.xlsx",
    "ef" * 32,
    Organisation("99999", OFFICE, FiscalYear(2566), ita_closing=date(2023, 4, 30)),
    (Division(CLERK), Division(WORKS)),
    MEASURES,
    (
        Score("1", 95.5, "", plan_cell(2)),
        Score("2", 71.25, "การรับรู้งบประมาณ", plan_cell(3)),
        Score("3", None, "", plan_cell(4)),
    ),
    corrections=(
        Correction(
            MONTH, CLERK_FILE, "H12", "๑๕ ก.พ.", "๑๕ ก.พ. ๖๖", "พิมพ์ตก", "นักวิเคราะห์ฯ", plan_cell(2)
        ),
    ),
)
