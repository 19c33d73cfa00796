from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.core.received import Outcome
from pipeline.publish.desk import Desk
from pipeline.publish.submissions import division_states, plan_submissions, state_cells
from pipeline.sheets.plan import CellPlan, RowPlan

if TYPE_CHECKING:
    from pipeline.core.report import MonthReport
    from pipeline.core.words import Words
    from pipeline.sheets.plan import TableRow, Value


def shown(row: TableRow) -> list[Value]:
    cells = row.cells if isinstance(row, RowPlan) else row
    return [cell.value if isinstance(cell, CellPlan) else cell for cell in cells]


def test_every_division_and_every_file_is_there(
    report: MonthReport, thai: Words, links: dict[str, str]
) -> None:
    plan = plan_submissions(Desk(report, thai, links))
    assert [shown(row) for row in plan.head[2:4]] == [
        ["สำนักปลัด", "รับแล้ว มีจุดต้องแก้ไข", 1],
        ["กองช่าง", "ยังไม่ส่ง", 0],
    ]
    assert shown(plan.rows[0]) == [
        "สำนักปลัด",
        "รับแล้ว มีจุดต้องแก้ไข",
        "สำนักปลัด.xlsx",
        "รับเป็นรายงานของ สำนักปลัด ประจำเดือน มี.ค. ๒๕๖๖ มีจุดที่ขอให้แก้ ๓ จุด",
        "๓ เม.ย. ๒๕๖๖ ๐๙:๓๐",
        "=clerk@example.go.th",
        "มี.ค. ๒๕๖๖",
        "cd" * 32,
    ]
    assert {shown(row)[1] for row in plan.rows} == {
        thai.get("outcome", outcome) for outcome in Outcome
    }
    rows = [shown(row) for row in plan.rows]
    refused = next(row for row in rows if row[1] == thai.get("outcome", Outcome.REFUSED))
    assert str(refused[3]).startswith("ไฟล์นี้ตั้งรหัสผ่าน")


def test_the_best_file_counts_for_a_division(report: MonthReport) -> None:
    two = (
        replace(report.submissions[0], outcome=Outcome.REFUSED),
        replace(report.submissions[0], outcome=Outcome.ACCEPTED),
        replace(report.submissions[0], outcome=Outcome.DUPLICATE),
    )
    first, second = division_states(replace(report, submissions=two))
    assert (first.outcome, first.files, first.sent) == (Outcome.ACCEPTED, 3, True)
    assert (second.outcome, second.files, second.sent) == (None, 0, False)


def test_a_division_whose_rows_came_in_another_file_has_sent(report: MonthReport) -> None:
    _, works = division_states(replace(report, silent=()))
    assert (works.outcome, works.files) == (Outcome.ACCEPTED, 0)


def test_the_states_are_where_formulas_look_for_them(report: MonthReport, english: Words) -> None:
    assert str(state_cells(Desk(report, english))) == "'Submissions'!$B$3:$B$4"


def test_a_link_is_never_drawn_on_the_alarm_s_red(
    report: MonthReport, thai: Words, links: dict[str, str]
) -> None:
    first = report.submissions[0]
    two = (first, replace(first, outcome=Outcome.REFUSED))
    plan = plan_submissions(Desk(replace(report, submissions=two), thai, links))
    styles = []
    for row in plan.rows:
        cells = row.cells if isinstance(row, RowPlan) else row
        cell = cells[1]
        assert isinstance(cell, CellPlan)
        assert cell.link is not None
        styles.append(cell.style)
    assert [style is not None and style.fill is not None for style in styles] == [True, False]
