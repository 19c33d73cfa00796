from __future__ import annotations

import pytest

from pipeline.check.plan_rules import find_plan_faults
from tests.tables import plan_of, shown

HEADER = "| มาตรการที่ | มาตรการ | ข้อที่ | วิธีดำเนินการ | ผู้รับผิดชอบ | ระยะเวลา | ความถี่ |\n"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("| 1 | มาตรการ | 1 | ประชุม | กองคลัง | ม.ค. - ก.ย. ๖๖ | |", []),
        ("| 1 | มาตรการ | 1 | ประชุม | กองคลัง | ตลอดปี | |", []),
        ("| 1 | มาตรการ | 1 | ประชุม | กองคลัง | | |", []),
        ("| 1 | มาตรการ | 1 | ประชุม | กองคลัง | ทุกเดือน | |", []),
        ("| 1 | มาตรการ | 1 | ประชุม | กองคลัง | ตามความเหมาะสม | |", ["period_unreadable F2"]),
        (
            """
            | 1 | มาตรการ | 1 | ประชุม | กองคลัง | ตามสมควร | |
            | 1 | | 2 | อบรม | กองคลัง | ตามสมควร | |
            | 2 | มาตรการ | 1 | ซื้อ | กองคลัง | ตามสมควร | |
            """,
            ["period_unreadable F2", "period_unreadable F4"],
        ),
        ("| 1 | สรุปรายเดือน | 1 | ประชุม | กองคลัง | ตลอดปี ๖๖ | |", ["frequency_unstated B2"]),
        ("| 1 | สรุปรายเดือน | 1 | ประชุม | กองคลัง | ตลอดปี ๖๖ | ทุกเดือน |", []),
        ("| 1 | รายงานรอบ ๖ เดือน | 1 | ประชุม | กองคลัง | -มี.ค. ๖๖ -ก.ย. ๖๖ | |", []),
        ("| 1 | รายงานประจำปี | 1 | ประชุม | กองคลัง | ธ.ค. ๖๕ | |", []),
        ("| 1 | งานต่อเนื่อง | 1 | ประชุม | กองคลัง | ธ.ค. ๖๕ | |", []),
        ("| 1 | สรุปรายเดือน | | | กองคลัง | ตลอดปี ๖๖ | |", []),
    ],
)
def test_periods_and_frequencies_of_a_plan(rows: str, expected: list[str]) -> None:
    assert [shown(one) for one in find_plan_faults(plan_of(HEADER + rows.strip()))] == expected


def test_what_the_sentences_name() -> None:
    plan = plan_of(HEADER + "| 1 | สรุปรายเดือน | 1 | ประชุม | กองคลัง | ตามสมควร | |")
    period, frequency = find_plan_faults(plan)
    assert (period.facts, period.measure_no, period.step_no) == ({"found": "ตามสมควร"}, "1", "1")
    assert (frequency.facts, frequency.measure_no) == ({"found": "รายเดือน"}, "1")
