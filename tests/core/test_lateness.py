from __future__ import annotations

import pytest

from pipeline.check.facts import lay_calendar
from pipeline.core.calendar import parse_span
from pipeline.core.duty import Status
from pipeline.core.lateness import is_late
from pipeline.core.past import Past
from tests.tables import CUT_OFF, MARCH, plan_of

STEP = "| 1 | มาตรการหนึ่ง | 1 | จัดประชุม | กองคลัง | {} |"
FREQUENT = (
    "| มาตรการที่ | มาตรการ | ข้อที่ | วิธีดำเนินการ | ผู้รับผิดชอบ | ระยะเวลา | ความถี่ |\n"
    "| 1 | มาตรการหนึ่ง | 1 | จัดประชุม | กองคลัง | ตลอดปีงบประมาณ 2566 | {} |"
)
ENDED, OPEN = STEP.format("ม.ค. - ก.พ. ๖๖"), STEP.format("ม.ค. - ก.ย. ๖๖")
TWICE = STEP.format("-ธ.ค. ๖๕ -ก.ย. ๖๖")
MONTHLY = FREQUENT.format("ทุกเดือน")


@pytest.mark.parametrize(
    ("steps", "status", "dates", "late"),
    [
        (ENDED, None, "", True),
        (ENDED, Status.NOT_STARTED, "", True),
        (ENDED, Status.IN_PROGRESS, "2023-02-15", True),
        (ENDED, Status.DONE, "", False),
        (ENDED, Status.CONTINUING, "", False),
        (ENDED, Status.CANCELLED, "", False),
        (OPEN, None, "", False),
        (OPEN, Status.IN_PROGRESS, "", False),
        (TWICE, None, "", True),
        (TWICE, Status.NOT_STARTED, "2022-12-15", False),
        (TWICE, Status.IN_PROGRESS, "", True),
        (TWICE, Status.IN_PROGRESS, "2022-12-15", False),
        (TWICE, Status.DONE, "", False),
        (TWICE, Status.CONTINUING, "2022-11-15", True),
        (TWICE, Status.CONTINUING, "2023-01-15", False),
        (MONTHLY, None, "", True),
        (MONTHLY, Status.IN_PROGRESS, "2022-12-15", False),
        (MONTHLY, Status.CONTINUING, "2022-12-15", False),
    ],
)
def test_what_is_overdue(steps: str, status: Status | None, dates: str, late: bool) -> None:  # noqa: FBT001 - a column of the table
    plan = plan_of(steps)
    (duty,) = lay_calendar(plan, MARCH, CUT_OFF, Past()).duties.all
    accepted = [parse_span(one) for one in dates.split(";") if one]
    assert is_late(duty, status, accepted, CUT_OFF) is late
