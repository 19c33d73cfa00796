from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.core.calendar import FiscalYear
from pipeline.merge.plan_sheets import read_plan_sheets
from pipeline.plan.building import Built, PlanFile, build_plan
from schemas.loading import load_schema
from tests.tables import area, plan_book, shown, workbook

SCHEMA = load_schema()
OWN = "| รหัส | ชื่อ | ปีงบประมาณ | กำหนดส่งทุกวันที่ | วันปิดรับข้อมูล ITA | ผู้ให้ความเห็น |\n"


def build(more: dict[str, str] | None = None) -> Built:
    read = read_plan_sheets(plan_book(more=more), SCHEMA.plan_sheets, "plan.xlsx")
    return build_plan(PlanFile("plan.xlsx", "sha"), read.records, SCHEMA)


def test_a_plan_of_the_three_sheets_that_must_be_there() -> None:
    built = build()
    assert built.findings == ()
    plan = built.plan
    assert plan is not None
    assert (plan.file, plan.sha256, plan.fiscal_year) == ("plan.xlsx", "sha", FiscalYear(2566))
    assert (plan.scores, plan.amendments, plan.waivers, plan.corrections) == ((), (), (), ())
    assert [one.name for one in plan.divisions] == ["สำนักปลัด", "กองคลัง", "กองช่าง", "งานพัสดุ"]
    assert [one.parent for one in plan.divisions] == ["", "", "", "กองคลัง"]
    assert plan.divisions[0].aliases == ("สป.",)


def test_the_organisation_and_its_dates() -> None:
    built = build({"หน่วยงาน": OWN + "| | อบต.วังทอง | ๒๕๖๖ | ๕ | ๓๐ เม.ย. ๖๖ | รองปลัด / ปลัด |"})
    assert built.plan is not None
    own = built.plan.organisation
    assert (own.code, own.name, own.fiscal_year) == ("อบต.วังทอง", "อบต.วังทอง", FiscalYear(2566))
    assert (own.due_day, own.ita_closing) == (5, date(2023, 4, 30))
    assert own.reviewers == ("รองปลัด", "ปลัด")


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        ("| wt | อบต. | 2566 | 32 | | |", ["date_unreadable D2"]),
        ("| wt | อบต. | 2566 | ต้นเดือน | | |", ["date_unreadable D2"]),
        ("| wt | อบต. | 2566 | | ปลายเดือน | |", ["date_unreadable E2"]),
        ("| wt | อบต. | 2566 | - | - | |", []),
    ],
)
def test_days_that_cannot_be_read_are_asked_about(row: str, codes: list[str]) -> None:
    built = build({"หน่วยงาน": OWN + row})
    assert built.plan is not None
    assert [shown(one) for one in built.findings] == codes


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("| wt | อบต. | 2023 | | | |", "period_unreadable C2"),
        ("| wt | อบต. | ปีนี้ | | | |", "period_unreadable C2"),
        ("| wt | อบต. | | | | |", "period_unreadable C2"),
        ("| wt | | 2566 | | | |", "organisation_unknown B2"),
        ("| wt | #REF! | 2566 | | | |", "error_value B2"),
        ("", "organisation_unknown"),
    ],
)
def test_without_organisation_or_year_there_is_no_plan_and_it_is_said_why(
    row: str, code: str
) -> None:
    built = build({"หน่วยงาน": OWN + row})
    assert built.plan is None
    assert [shown(one) for one in built.findings] == [code]


def test_dates_of_a_division() -> None:
    table = "| ชื่อ | เริ่มใช้ | สิ้นสุด |\n| กองคลัง | 1 ต.ค. 65 | <2566-03-31> |\n| กองช่าง | ปีหน้า | |"
    built = build({"ส่วนราชการ": table})
    assert built.plan is not None
    first = built.plan.divisions[0]
    assert (first.valid_from, first.valid_until) == (date(2022, 10, 1), date(2023, 3, 31))
    assert [shown(one) for one in built.findings] == ["date_unreadable B3"]


def test_a_cell_is_reported_once_though_merged_over_rows() -> None:
    table = """
        | มาตรการที่ | มาตรการ/แนวทาง | วิธีการดำเนินการ | ผู้รับผิดชอบ |
        | 1 | มาตรการหนึ่ง | ประชุม | คณะทำงาน |
        | 1 | | อบรม | |
    """
    book = plan_book(table)
    pages = [
        replace(one, merged=(area("D2:D3"),)) if one.name == "มาตรการ" else one
        for one in book.sheets
    ]
    read = read_plan_sheets(workbook(*pages), SCHEMA.plan_sheets, "plan.xlsx")
    built = build_plan(PlanFile("plan.xlsx", "sha"), read.records, SCHEMA)
    assert [shown(one) for one in built.findings] == ["division_unknown D2"]
