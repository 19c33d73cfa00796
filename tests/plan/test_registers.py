from __future__ import annotations

from datetime import date

import pytest

from pipeline.core.calendar import Month
from pipeline.merge.plan_sheets import read_plan_sheets
from pipeline.plan.building import Built, PlanFile, build_plan
from schemas.loading import load_schema
from tests.tables import plan_book, shown

SCHEMA = load_schema()
WAIVER = "| เรื่อง | ส่วนราชการ | มาตรการที่ | ข้อที่ | เหตุผล | ถึงวันที่ |\n"


def build(name: str, table: str) -> Built:
    read = read_plan_sheets(plan_book(more={name: table}), SCHEMA.plan_sheets, "plan.xlsx")
    assert read.findings == ()
    built = build_plan(PlanFile("plan.xlsx", "sha"), read.records, SCHEMA)
    assert built.plan is not None
    return built


@pytest.mark.parametrize(
    ("row", "division", "measure_no", "step_no", "until"),
    [
        ("| ยกเว้น | งานคลัง | ๑ | ๒ | งบไม่พอ | ๓๐ เม.ย. ๖๖ |", "กองคลัง", "1", "2", "2023-04-30"),
        ("| ยกเว้น | | 1 | | งบไม่พอ | |", None, "1", None, "None"),
        ("| ยกเว้น | ทุกส่วนราชการ | | - | งบไม่พอ | <2566-04-30> |", None, None, None, "2023-04-30"),
    ],
)
def test_whom_an_exception_excuses(
    row: str, division: str | None, measure_no: str | None, step_no: str | None, until: str
) -> None:
    built = build("ข้อยกเว้น", WAIVER + row)
    assert built.plan is not None
    (waiver,) = built.plan.waivers
    assert (waiver.division, waiver.measure_no, waiver.step_no, str(waiver.until)) == (
        division,
        measure_no,
        step_no,
        until,
    )
    assert built.findings == ()


@pytest.mark.parametrize(
    ("subject", "gap"),
    [
        ("งานค้างจากปีงบประมาณก่อน", "carried_over"),
        ("งานค้าง จากปีงบประมาณก่อน.", "carried_over"),
        ("Recommendation open", "recommendation_open"),
        ("recommendation_open", "recommendation_open"),
        ("เกินกำหนด", None),
        ("น้ำท่วม", None),
        ("", None),
    ],
)
def test_an_exception_may_name_a_gap_that_it_closes(subject: str, gap: str | None) -> None:
    built = build("ข้อยกเว้น", f"{WAIVER}| {subject} | | 1 | 2 | ยุติเรื่อง | |")
    assert built.plan is not None
    (waiver,) = built.plan.waivers
    assert waiver.gap == gap


@pytest.mark.parametrize(
    "subject", ["ข้อเสนอแนะยังไม่ดำเนินการแล้ว", "งานค้างปีงบประมาณก่อน", "recommendations open"]
)
def test_a_subject_that_is_almost_a_gap_s_name_excuses_nobody_and_is_asked_about(
    subject: str,
) -> None:
    built = build("ข้อยกเว้น", f"{WAIVER}| {subject} | | 1 | 2 | ยุติเรื่อง | |")
    assert built.plan is not None
    assert built.plan.waivers == ()
    assert [shown(one) for one in built.findings] == ["exception_unclear A2"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("| ยกเว้น | กองลับ | 1 | 2 | งบไม่พอ | |", "division_unknown B2"),
        ("| ยกเว้น | | ทุกมาตรการ | | งบไม่พอ | |", "row_unknown C2"),
        ("| ยกเว้น | | 1 | ทุกข้อ | งบไม่พอ | |", "row_unknown D2"),
        ("| ยกเว้น | | 1 | 2 | งบไม่พอ | สิ้นปี |", "date_unreadable F2"),
    ],
)
def test_an_exception_that_cannot_be_read_excuses_nobody(row: str, code: str) -> None:
    built = build("ข้อยกเว้น", WAIVER + row)
    assert built.plan is not None
    assert built.plan.waivers == ()
    assert [shown(one) for one in built.findings] == [code]


@pytest.mark.parametrize(
    ("typed", "score"),
    [("97.68", 97.68), ("๙๗.๖๘", 97.68), ("<100>", 100.0), ("<0>", 0.0), ("", None), ("-", None)],
)
def test_scores(typed: str, score: float | None) -> None:
    table = f"| ตัวชี้วัด | คะแนนปีก่อน | จุดที่ต้องพัฒนา |\n| ๙ | {typed} | ขาดข่าว |"
    built = build("คะแนน ITA", table)
    assert built.plan is not None
    (one,) = built.plan.scores
    assert (one.indicator, one.score, one.weakness, one.where.cell) == ("9", score, "ขาดข่าว", "B2")
    assert built.findings == ()


@pytest.mark.parametrize(
    "typed", ["ดีมาก", "100.01", "<105>", "-1", "<-0.5>", "95.5.1", "<2566-04-30>"]
)
def test_a_score_that_is_none_counts_as_not_entered(typed: str) -> None:
    table = f"| ตัวชี้วัด | คะแนนปีก่อน |\n| ๙ | {typed} |\n| ๑๐ | 90 |"
    built = build("คะแนน ITA", table)
    assert built.plan is not None
    assert [one.score for one in built.plan.scores] == [None, 90.0]
    assert [shown(one) for one in built.findings] == ["score_unreadable B2"]


def test_of_an_indicator_that_stands_twice_the_first_row_counts() -> None:
    table = (
        "| ตัวชี้วัด | คะแนนปีก่อน |\n| ๙ | 80 |\n| 9. | 90 |\n| การใช้อำนาจ | 70 |\n| การใช้ อํานาจ | 60 |"
    )
    built = build("คะแนน ITA", table)
    assert built.plan is not None
    assert [(one.indicator, one.score) for one in built.plan.scores] == [
        ("9", 80.0),
        ("การใช้อำนาจ", 70.0),
    ]
    assert [shown(one) for one in built.findings] == ["score_repeated A3", "score_repeated A5"]


def test_changes_of_the_plan() -> None:
    table = (
        "| วันที่มีผล | มาตรการที่ | ข้อที่ | สาระที่แก้ไข | ผู้อนุมัติ (ตำแหน่ง) | เลขที่หนังสือ |\n"
        "| 1 เม.ย. 66 | 1 | 2 | เลื่อนเป็น ก.ค. | นายก | นก 1/66 |"
    )
    built = build("การแก้ไขแผน", table)
    assert built.plan is not None
    (one,) = built.plan.amendments
    assert (one.effective, one.measure_no, one.step_no) == (date(2023, 4, 1), "1", "2")
    assert (one.change, one.approved_by, one.document_no) == ("เลื่อนเป็น ก.ค.", "นายก", "นก 1/66")


def test_corrections() -> None:
    table = "| เดือน | ไฟล์ | ช่อง | จาก | เป็น |\n| มี.ค. 66 | กองคลัง.xlsx | D6 | ๖๕ | ๖๖ |"
    built = build("ข้อแก้ไข", table)
    assert built.plan is not None
    (one,) = built.plan.corrections
    assert (one.month, one.cell, one.old, one.new) == (Month(2566, 3), "D6", "๖๕", "๖๖")
    assert str(one.where.row) == "2"


def test_a_correction_whose_month_cannot_be_read_changes_nothing() -> None:
    table = (
        "| เดือน | ไฟล์ | ช่อง | จาก | เป็น |\n"
        "| 13/2566 | กองคลัง.xlsx | D6 | ๖๕ | ๖๖ |\n| | กองคลัง.xlsx | D6 | ๖๕ | ๖๖ |"
    )
    built = build("ข้อแก้ไข", table)
    assert [f"{one.code} {one.where.cell}" for one in built.findings] == ["date_unreadable A2"]
    assert built.plan is not None
    assert [(one.month, one.where.row) for one in built.plan.corrections] == [(None, 3)]
