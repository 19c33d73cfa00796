from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from pipeline.core.accepted import Accepted
from pipeline.core.address import Address
from pipeline.core.calendar import Month
from pipeline.core.past import Past, RunRecord
from pipeline.history.store import open_history
from pipeline.run.remembering import new_keys, past_of
from tests.tables import plan_of

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.core.plan import Plan

COLUMNS = (
    *("รหัส", "มาตรการที่", "มาตรการ/แนวทาง", "ข้อที่", "วิธีการดำเนินการ", "ผู้รับผิดชอบ"),
    *("ระยะเวลาดำเนินการ", "เริ่มใช้", "สิ้นสุด", "แทนรหัส"),
)
HEADER = f"| {' | '.join(COLUMNS)} |"
OLD = "| 1.1 | 1 | มาตรการหนึ่ง | 1 | จัดประชุม | กองคลัง | ม.ค. - ก.ย. ๖๖ | | ๓๑ มี.ค. ๖๖ | |"
NEW = "| 1.2 | 1 | | 2 | จัดประชุมทุกกอง | กองคลัง | ม.ค. - ก.ย. ๖๖ | ๑ เม.ย. ๖๖ | | 1.1 |"
OTHER = "| 1.3 | 1 | | 3 | จัดอบรม | กองคลัง | ม.ค. - ก.ย. ๖๖ | ๑ เม.ย. ๖๖ | | 1.1 |"
MARCH, APRIL = Month(2566, 3), Month(2566, 4)


def plan(*rows: str) -> Plan:
    return plan_of("\n".join((HEADER, *rows)))


@pytest.mark.parametrize(
    ("rows", "month", "names"),
    [
        ((OLD, NEW), APRIL, {"กองคลัง\x1f1.1": "กองคลัง\x1f1.2"}),
        ((OLD, NEW), MARCH, {}),
        ((OLD, NEW, OTHER), APRIL, {}),
        ((OLD,), APRIL, {}),
    ],
)
def test_the_one_step_that_takes_another_s_place(
    rows: tuple[str, ...], month: Month, names: dict[str, str]
) -> None:
    assert new_keys(plan(*rows), month) == names


def test_values_follow_the_step_that_takes_another_s_place(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    row = Accepted(MARCH, Address("ก.xlsx"), "ab", result="จัดประชุมแล้ว")
    office = plan(OLD, NEW)
    record = RunRecord(office.organisation.name, MARCH, date(2023, 4, 5), "1", "2", "mar")
    with open_history(path) as history, history.writing() as pen:
        pen.record(replace(record, accepted={"กองคลัง\x1f1.1": row}))
    assert past_of(path, APRIL, office).accepted == {"กองคลัง\x1f1.2": row}
    assert past_of(path, APRIL, plan(OLD)).accepted == {"กองคลัง\x1f1.1": row}


def test_no_memory_knows_nothing(tmp_path: Path) -> None:
    assert past_of(tmp_path / "history.sqlite", APRIL, plan(OLD)) == Past()
