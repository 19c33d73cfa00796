"""One month of an invented office: every verdict, hostile and endless texts, every outcome."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.core.address import Address
from pipeline.core.calendar import FiscalYear, Month, Span
from pipeline.core.duty import (
    Accepted,
    Duty,
    Gap,
    Occurrence,
    Phase,
    State,
    Status,
    Tracked,
    Verdict,
)
from pipeline.core.finding import Audience, Finding, Reading, Word
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
from pipeline.core.received import Outcome, Received, Submission
from pipeline.core.report import Change, MonthReport
from pipeline.core.schema import Urgency
from pipeline.core.words import Digits
from schemas.loading import load_framework, load_schema, load_words

if TYPE_CHECKING:
    from pipeline.core.words import Words

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
HOSTILE = ("=HYPERLINK(\"http://x\",\"y\")", "-มี.ค. ๖๖", "+66 2 000 0000", "@SUM(A1)")


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
    "1.1": step("1", "1", "เสริมสร้างฐานคิดแยกแยะประโยชน์ส่วนตัวและประโยชน์ส่วนรวมในรูปแบบการจัดอบรมและจัดทำสื่อประชาสัมพันธ์", ENDED, evidence_required=True, oit_item="O38", budget=20000.0),
    "1.2": step("1", "2", "จัดทำคู่มือแนวปฏิบัติในการใช้ทรัพย์สินของราชการ", ENDED),
    "1.3": step("1", "3", "รายงานผลการกำกับติดตาม", YEAR, frequency=Frequency.MONTHLY, evidence_required=False),
    "2.1": step("2", "1", "=1+1 วิธีที่ขึ้นต้นด้วยเครื่องหมาย", YEAR, divisions=(WORKS,), responsible=WORKS),
    "2.2": step("2", "2", "ประกาศผลการจัดซื้อจัดจ้างรายเดือนบนเว็บไซต์ขององค์การบริหารส่วนตำบล", YEAR, divisions=(WORKS,), responsible=WORKS, in_percent=True),
    "2.3": step("2", "3", "ปรับปรุงช่องทางร้องเรียน", AHEAD, divisions=(WORKS,), responsible=WORKS),
    "2.4": step("2", "4", "ทบทวนหลักเกณฑ์", YEAR, divisions=(WORKS,), responsible=WORKS),
    "2.5": step("2", "5", "จัดประชุม", ENDED, divisions=(WORKS,), responsible=WORKS),
    "10.1": step("10", "1", "จัดทำประกาศเจตนารมณ์", YEAR),
    "10.2": step("10", "2", "ทบทวนประมวลจริยธรรม", YEAR),
    "10.3": step("10", "3", "ประเมินความเสี่ยง", ENDED),
    "10.4": step("10", "4", "เผยแพร่รายงาน", YEAR),
}  # fmt: skip

MEASURES = (
    Measure("1", "การสร้างฐานความคิดการแยกแยะประโยชน์ส่วนตัวและส่วนรวม", (STEPS["1.1"], STEPS["1.2"], STEPS["1.3"]), plan_cell(2), ("1", "4")),
    Measure("2", "การเปิดเผยข้อมูลการจัดซื้อจัดจ้าง", tuple(STEPS[f"2.{n}"] for n in range(1, 6)), plan_cell(5), ("การเปิดเผยข้อมูล",)),
    Measure("10", "การขับเคลื่อนจริยธรรม", tuple(STEPS[f"10.{n}"] for n in range(1, 5)), plan_cell(10)),
)  # fmt: skip


def accepted(file: str, row: int, **values: object) -> Accepted:
    month = values.pop("month", MONTH)
    return Accepted(month, Address(file, "รายงานผล", row), "ab" * 32, **values)


def tracked(code: str, verdict: Verdict, state: State, standing: Accepted | None = None) -> Tracked:
    one = STEPS[code]
    division = one.divisions[0]
    span = Span(one.period.start, one.period.end)
    phase = Phase.AHEAD if span == AHEAD else Phase.ENDED if span == ENDED else Phase.OPEN
    measure = next(m for m in MEASURES if m.number == one.measure_no)
    return Tracked(
        division,
        one.measure_no,
        measure.title,
        verdict,
        Duty(one, division, (span,)),
        standing,
        (Occurrence(span, phase, state),),
    )


FEB_15 = Span(date(2023, 2, 15), date(2023, 2, 15))
MARCH = Span(date(2023, 3, 1), date(2023, 3, 31))

TRACKED = (
    tracked("1.1", Verdict.DONE, State.DONE, accepted(CLERK_FILE, 12, status=Status.DONE, acted_on=(FEB_15, MARCH), result="- จัดอบรม ๑ ครั้ง\n- ผู้เข้าร่วม ๔๐ คน", evidence="https://example.go.th/o38?a=1&b=2", recommendation="ควรจัดต่อเนื่อง", spent=12500.5)),
    tracked("1.2", Verdict.DONE_UNPROVED, State.DONE_UNPROVED, accepted(CLERK_FILE, 13, status=Status.DONE, result=LONG)),
    tracked("1.3", Verdict.ON_TRACK, State.OPEN, accepted(CLERK_FILE, 14, status=Status.CONTINUING, acted_on=(MARCH,), result=HOSTILE[0], evidence=HOSTILE[2], carried=("result",))),
    tracked("2.1", Verdict.BEHIND, State.OPEN, accepted(WORKS_FILE, 12, status=Status.IN_PROGRESS, progress=37.5, result=HOSTILE[1], month=EARLIER)),
    tracked("2.2", Verdict.NOT_REPORTED, State.OPEN),
    tracked("2.3", Verdict.NOT_DUE, State.NOT_DUE),
    tracked("2.4", Verdict.NOT_STARTED, State.OPEN, accepted(WORKS_FILE, 15, status=Status.NOT_STARTED)),
    tracked("2.5", Verdict.OVERDUE, State.MISSED),
    tracked("10.1", Verdict.NIL, State.OPEN),
    tracked("10.2", Verdict.CANCELLED, State.CANCELLED),
    tracked("10.3", Verdict.WAIVED, State.WAIVED),
    tracked("10.4", Verdict.UNMATCHED, State.UNMATCHED),
    Tracked(CLERK, "1", "งานนอกแผน", Verdict.UNPLANNED, None, accepted(CLERK_FILE, 20, result=HOSTILE[3])),
    Tracked(WORKS, None, "", Verdict.UNPLANNED, None, accepted(WORKS_FILE, 30, result="ซ่อมถนน ๓ สาย", acted_on=(FEB_15,))),
)  # fmt: skip

BY = date(2023, 4, 10)


def gap(code: str, severity: Urgency, audience: Audience, place: str, **more: object) -> Gap:
    number, _, no = place.partition(".")
    division = more.pop("division", WORKS)
    facts = {"division": division, "by": BY} | more.pop("facts", {})
    return Gap(
        code, severity, audience, facts, division, number or None, no or None, act_by=BY, **more
    )


GAPS = (
    gap("no_submission", Urgency.HIGH, Audience.MANAGEMENT, "", facts={"month": MONTH, "due": date(2023, 4, 3)}),
    gap("overdue", Urgency.HIGH, Audience.MANAGEMENT, "2.5", window=ENDED, days=63, planned=ENDED, actual=Word("status", "not_started"), owner=WORKS, facts={"due_end": date(2023, 1, 31), "days": 63}, source=plan_cell(8)),
    gap("not_started", Urgency.MEDIUM, Audience.MANAGEMENT, "2.4", window=YEAR, days=179, facts={"due_end": date(2023, 9, 30), "days": 179}),
    gap("not_reported", Urgency.MEDIUM, Audience.MANAGEMENT, "2.2"),
    gap("done_without_evidence", Urgency.MEDIUM, Audience.MANAGEMENT, "1.2", division=CLERK, source=Address(CLERK_FILE, "รายงานผล", 13, 9)),
    gap("score_below_target", Urgency.HIGH, Audience.MANAGEMENT, "", division=None, planned=85.0, actual=71.25, facts={"indicator_no": "2", "indicator": "การใช้งบประมาณ", "actual": 71.25, "planned": 85.0, "cost": 0.825}),
    gap("occurrences_missing", Urgency.LOW, Audience.MANAGEMENT, "1.3", division=CLERK, planned=6, actual=4, facts={"planned": 6, "actual": 4, "missing": (Month(2566, 1), EARLIER)}),
    gap("done_without_date", Urgency.MEDIUM, Audience.DIVISION, "1.2", division=CLERK),
    gap("done_without_date", Urgency.MEDIUM, Audience.DIVISION, "1.3", division=CLERK),
    gap("behind", Urgency.LOW, Audience.ANALYST, "2.1", planned=50.0, actual=37.5, facts={"planned": 50, "actual": 37.5}),
    gap("period_missing", Urgency.MEDIUM, Audience.ANALYST, "10", division=None),
    gap("unplanned_result", Urgency.LOW, Audience.ANALYST, "", facts={"sample": "ซ่อมถนน ๓ สาย"}),
)  # fmt: skip

CLERK_CELL = Address(CLERK_FILE, "รายงานผล", 13, 8)
FINDINGS = (
    Finding("date_unreadable", CLERK_CELL, {"found": "=เดือนหน้า"}, CLERK, "1", "2"),
    Finding("row_duplicated", Address(CLERK_FILE, "รายงานผล", 14), {"measure_no": "1", "step_no": "3"}, CLERK, "1", "3"),
    Finding("text_too_long", CLERK_CELL.at(13, 10), {"length": 3000, "limit": 2000, "text": LONG}, CLERK, "1", "2"),
    Finding("file_duplicate", Address("ซ้ำ.xlsx"), {"other": CLERK_FILE}),
)  # fmt: skip
READINGS = (
    Reading(CLERK_CELL.at(12, 8), "๑๕ ก.พ. ๖๖", "2023-02-15", "date_text"),
    Reading(CLERK_CELL.at(12, 7), "-เสร็จสิ้น", "done", "status_spelling"),
)
REFUSAL = Finding("file_encrypted", Address("ลับ.xlsx"))


def submission(name: str, outcome: Outcome, division: str | None, **more: object) -> Submission:
    found = Received(name, Path(name), 10, "cd" * 32, more.pop("sender", None), datetime(2023, 4, 3, 9, 30))  # noqa: DTZ001, E501
    return Submission(found, outcome, division, MONTH, more.pop("reason", None))


SUBMISSIONS = (
    submission(CLERK_FILE, Outcome.ACCEPTED_WITH_FINDINGS, CLERK, sender="=clerk@example.go.th"),
    *(
        submission(f"{outcome}.xlsx", outcome, None, reason=REFUSAL)
        for outcome in Outcome
        if outcome is not Outcome.ACCEPTED_WITH_FINDINGS
    ),
)
PLAN = Plan(
    "plan-2566.xlsx",
    "ef" * 32,
    Organisation("99999", OFFICE, FiscalYear(2566), ita_closing=date(2023, 4, 30)),
    (Division(CLERK), Division(WORKS)),
    MEASURES,
    (Score("1", 95.5, "", plan_cell(2)), Score("2", 71.25, "การรับรู้งบประมาณ", plan_cell(3)), Score("3", None, "", plan_cell(4))),
    corrections=(Correction(MONTH, CLERK_FILE, "H12", "๑๕ ก.พ.", "๑๕ ก.พ. ๖๖", "พิมพ์ตก", "นักวิเคราะห์ฯ", plan_cell(2)),),
)  # fmt: skip


def make_report() -> MonthReport:
    return MonthReport(
        plan=PLAN,
        month=MONTH,
        as_of=AS_OF,
        schema=load_schema(),
        framework=load_framework(2566),
        tracked=TRACKED,
        gaps=GAPS,
        findings=FINDINGS,
        readings=READINGS,
        submissions=SUBMISSIONS,
        changes=(Change(WORKS, "2", "5", "on_track", "overdue"),),
        silent=(WORKS,),
        rows_read=14,
        first_month=False,
        inputs={CLERK_FILE: "cd" * 32, WORKS_FILE: "ab" * 32},
    )


@pytest.fixture(scope="session")
def report() -> MonthReport:
    return make_report()


@pytest.fixture(scope="session")
def thai() -> Words:
    return load_words("th")


@pytest.fixture(scope="session")
def english() -> Words:
    return load_words("en", Digits.ARABIC)


@pytest.fixture(scope="session")
def links() -> dict[str, str]:
    return {CLERK_FILE: f"../inbox/2566-03/{CLERK_FILE}"}
