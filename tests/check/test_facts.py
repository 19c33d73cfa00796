from __future__ import annotations

from datetime import date

import pytest

from pipeline.check.facts import dates_of, lay_calendar
from pipeline.core.accepted import Accepted
from pipeline.core.address import Address
from pipeline.core.duty import Status
from pipeline.core.past import Past
from tests.tables import CUT_OFF, MARCH, Against, check_sheet, form, past_of, plan_of

STEP = "| 1 | มาตรการหนึ่ง | 1 | จัดประชุม | กองคลัง | {} |"
FREQUENT = (
    "| มาตรการที่ | มาตรการ | ข้อที่ | วิธีดำเนินการ | ผู้รับผิดชอบ | ระยะเวลา | ความถี่ |\n"
    "| 1 | มาตรการหนึ่ง | 1 | จัดประชุม | กองคลัง | ตลอดปีงบประมาณ 2566 | {} |"
)
ENDED, OPEN = STEP.format("ม.ค. - ก.พ. ๖๖"), STEP.format("ม.ค. - ก.ย. ๖๖")
TWICE = STEP.format("-ธ.ค. ๖๕ -ก.ย. ๖๖")
MONTHLY = FREQUENT.format("ทุกเดือน")


@pytest.mark.parametrize(
    ("status", "codes"),
    [
        (Status.DONE, ["status_blank C6"]),
        (Status.NOT_STARTED, ["status_blank C6", "obstacle_blank G6"]),
    ],
)
def test_a_blank_row_is_overdue_by_what_was_last_accepted(status: Status, codes: list[str]) -> None:
    plan = plan_of(ENDED)
    (duty,) = lay_calendar(plan, MARCH, CUT_OFF, Past()).duties.all
    before = Accepted(MARCH.plus(-1), Address("x.xlsx"), "", status=status)
    held = Against(plan, past=past_of({duty.key: before}))
    blank = "| สถานะ | วันที่ดำเนินการ | ผลการดำเนินงาน |\n| | | |"
    assert check_sheet(form(blank), held).codes == codes


def test_a_rejected_date_covers_no_window() -> None:
    page = form("| สถานะ | วันที่ดำเนินการ |\n| อยู่ระหว่างดำเนินการ | 15 ธ.ค. 64 |")
    assert check_sheet(page, Against(plan_of(TWICE))).codes == [
        "date_year_slip D6",
        "obstacle_blank G6",
    ]


def test_duties_are_found_by_division_and_numbers() -> None:
    plan = plan_of(f"{OPEN}\n| 1 | | 2 | จัดอบรม | กองคลัง, กองช่าง | ม.ค. ๖๖ |")
    duties = lay_calendar(plan, MARCH, CUT_OFF, Past()).duties
    found = duties.find("กองช่าง", "1", "2")
    assert found is not None
    assert (found.division, found.step.method) == ("กองช่าง", "จัดอบรม")
    assert duties.find("กองช่าง", "1", "1") is None
    assert [one.step.step_no for one in duties.of("กองคลัง")] == ["1", "2"]


def test_dates_by_row_in_their_order() -> None:
    page = form("| วันที่ดำเนินการ |\n| มี.ค. 66, 15 ก.พ. 66 |")
    ((label, dates),) = dates_of(check_sheet(page).merged.table).items()
    assert label == (1, "รายงานผล", 6, 1)
    assert [(text, str(span)) for text, span in dates] == [
        ("มี.ค. 66", "2023-03-01/2023-03-31"),
        ("15 ก.พ. 66", "2023-02-15"),
    ]


def test_a_waiver_holds_to_its_last_day() -> None:
    more = {"ข้อยกเว้น": "| มาตรการที่ | เหตุผล | ถึงวันที่ |\n| 1 | งบไม่พอ | 31 มี.ค. 66 |"}
    plan = plan_of(OPEN, more)
    for as_of, waived in ((date(2023, 3, 31), True), (date(2023, 4, 1), False)):
        calendar = lay_calendar(plan, MARCH, as_of, Past())
        assert calendar.is_waived(calendar.duties.all[0]) is waived
