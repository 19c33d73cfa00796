from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pipeline.publish.desk import Desk
from pipeline.publish.tracking import (
    PRINTED,
    frame_tracking,
    plan_tracking,
    tracking_rows_by_duty,
)
from pipeline.sheets.plan import CellPlan

if TYPE_CHECKING:
    from pipeline.core.report import MonthReport
    from pipeline.core.words import Words
    from pipeline.sheets.plan import Cell, SheetPlan, Value


@pytest.fixture
def desk(report: MonthReport, thai: Words, links: dict[str, str]) -> Desk:
    return Desk(report, thai, links)


def value(cell: Cell) -> Value:
    return cell.value if isinstance(cell, CellPlan) else cell


def cells(plan: SheetPlan, number: int) -> dict[str, Cell]:
    row = plan.rows[number]
    return {column.key: cell for column, cell in zip(plan.columns, row, strict=True)}


def test_ten_columns_are_printed_and_the_rest_is_grouped(desk: Desk) -> None:
    plan = plan_tracking(desk)
    assert [column.header for column in plan.columns[:10]] == [
        "มาตรการที่",
        "มาตรการ/แนวทาง",
        "วิธีการดำเนินการ",
        "ผู้รับผิดชอบ",
        "ระยะเวลา",
        "ผลการติดตาม",
        "วันที่",
        "ผลการดำเนินงาน",
        "หลักฐานอ้างอิง",
        "ข้อเสนอแนะ",
    ]
    assert plan.page.columns == len(PRINTED) == 10
    assert [column.key for column in plan.columns[10:]] == [
        "month", "organisation", "division", "step_no", "frequency", "due_start", "due_end",
        "status", "progress", "obstacle", "spent", "occurrences_planned", "occurrences_due",
        "occurrences_done", "reported_month", "indicator", "oit_item", "evidence_required",
        "budget", "source_file", "source_sheet", "source_row", "source_sha256",
    ]  # fmt: skip
    assert all(column.level == (place >= 10) for place, column in enumerate(plan.columns))


def test_a_row_shows_the_step_with_what_was_typed(desk: Desk) -> None:
    row = cells(plan_tracking(desk), 0)
    shown = [value(row[one.key]) for one in PRINTED]
    assert shown[0] == 1
    assert row["measure_no"].style.num_format == (
        '[$-D00041E]#,##0" ข้อ ๑";[$-D00041E]-#,##0;[$-D00041E]0" ข้อ ๑";@" ข้อ ๑"'
    )
    assert shown[3:] == [
        "สำนักปลัด",
        "ต.ค. ๖๕ - ม.ค. ๖๖",
        "แล้วเสร็จ",
        "๑๕ ก.พ. ๒๕๖๖\nมี.ค. ๒๕๖๖",
        "- จัดอบรม ๑ ครั้ง\n- ผู้เข้าร่วม ๔๐ คน",
        "https://example.go.th/o38?a=1&b=2",
        "ควรจัดต่อเนื่อง",
    ]
    assert row["source_file"].link.file == "../inbox/2566-03/สำนักปลัด.xlsx"
    assert (row["source_file"].link.sheet, row["source_file"].link.row) == ("รายงานผล", 12)


def test_values_of_an_earlier_month_say_so(desk: Desk) -> None:
    plan = plan_tracking(desk)
    part, whole = cells(plan, 2), cells(plan, 3)
    assert value(part["acted_on"]) == "มี.ค. ๒๕๖๖\nข้อมูลเดือนก่อน: ผลการดำเนินงาน"
    assert value(whole["acted_on"]) == "ข้อมูลเดือน ก.พ. ๒๕๖๖"
    assert value(whole["result"]) == "-มี.ค. ๖๖"
    assert whole["result"].style == part["result"].style
    assert isinstance(part["evidence"], str)


def test_unplanned_work_stands_below_in_a_part_of_its_own(desk: Desk) -> None:
    plan = plan_tracking(desk)
    assert len(plan.rows) == 12
    assert value(plan.tail[0].cells[0]) == "ผลงานนอกแผน"
    assert [value(row.cells[7]) for row in plan.tail[1:]] == ["@SUM(A1)", "ซ่อมถนน ๓ สาย"]
    assert [value(row.cells[3]) for row in plan.tail[1:]] == ["สำนักปลัด", "กองช่าง"]
    assert plan.page.breaks == (plan.last_row,)


def test_the_frame_points_at_the_cells_of_the_sheet(desk: Desk) -> None:
    frame, plan = frame_tracking(desk), plan_tracking(desk)
    assert frame.cells_of("verdict") == plan.cells_of("verdict")
    assert str(frame.cells_of("verdict")) == "'ตารางติดตามผล'!$F$4:$F$15"
    rows = tracking_rows_by_duty(desk)
    assert rows["2", "5", "กองช่าง"] == rows["2", "5"] == 11
    assert rows["2", None] == 7


def test_a_step_of_several_divisions_names_the_one_that_the_row_is_about(
    report: MonthReport, thai: Words
) -> None:
    first = report.tracked[0]
    step = replace(first.duty.step, responsible="ทุกสำนัก/กอง", divisions=("สำนักปลัด", "กองช่าง"))
    row = replace(first, duty=replace(first.duty, step=step))
    plan = plan_tracking(Desk(replace(report, tracked=(row,)), thai))
    assert cells(plan, 0)["responsible"] == "ทุกสำนัก/กอง\n(สำนักปลัด)"


def test_past_sixty_thousand_rows_sources_are_plain_text(
    report: MonthReport, thai: Words, links: dict[str, str]
) -> None:
    many = replace(report, tracked=(report.tracked[0],) * 60_001)
    plan = plan_tracking(Desk(many, thai, links))
    assert cells(plan, 0)["source_file"] == "สำนักปลัด.xlsx"
    assert value(plan.head[2].cells[0]) == "แถวมากเกินกว่าจะทำลิงก์ได้"


def test_a_month_without_a_planned_step_is_a_sheet(report: MonthReport, thai: Words) -> None:
    plan = plan_tracking(Desk(replace(report, tracked=()), thai))
    assert (plan.rows, plan.tail) == ((), ())
