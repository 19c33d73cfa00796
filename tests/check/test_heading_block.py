from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.check.facts import lay_calendar
from pipeline.core.accepted import Accepted
from pipeline.core.address import Address
from pipeline.core.calendar import Span
from pipeline.core.duty import Status
from pipeline.core.past import Past
from tests.tables import CUT_OFF, MARCH, Against, check_sheet, form, past_of, plan_of

PLAN = plan_of()
BLANK = "| สถานะ | วันที่ดำเนินการ | ผลการดำเนินงาน | หลักฐานอ้างอิง |\n| | | | |"
NOT_BEGUN = "| สถานะ | วันที่ดำเนินการ | ผลการดำเนินงาน | หลักฐานอ้างอิง |\n| ยังไม่ดำเนินการ | | | |"
NIL = {"nil": "ไม่มีผลเพิ่มเติม", "nil_reason": "รอจัดซื้อ"}


def test_a_reporter_who_gives_no_name() -> None:
    checked = check_sheet(form(reporter=""))
    assert checked.codes == ["reporter_blank D3"]
    assert checked.findings[0].facts == {"header": "ผู้รายงาน"}
    assert checked.findings[0].division == "กองคลัง"


def test_a_sheet_that_does_not_ask_for_a_reporter() -> None:
    page = form()
    assert check_sheet(replace(page, rows={**page.rows, 3: page.rows[3][:2]})).codes == []


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (NIL, []),
        ({**NIL, "nil_reason": ""}, ["nil_without_reason D4"]),
        ({"nil": "มีผลการดำเนินงาน", "nil_reason": ""}, []),
        ({"nil": ""}, []),
    ],
)
def test_a_nil_return_gives_its_reason(head: dict[str, str], expected: list[str]) -> None:
    codes = check_sheet(form(BLANK, **head)).codes
    assert [one for one in codes if one.startswith("nil_")] == expected


@pytest.mark.parametrize(
    ("table", "expected"),
    [(BLANK, []), (NOT_BEGUN, []), ("", ["nil_with_values B4"])],
)
def test_a_first_nil_return_with_values(table: str, expected: list[str]) -> None:
    codes = check_sheet(form(table or "| ข้อที่ |\n| 1 |", **NIL)).codes
    assert [one for one in codes if one.startswith("nil_")] == expected


@pytest.mark.parametrize(
    ("table", "count"),
    [
        ("| ข้อที่ |\n| 1 |", None),
        (BLANK, None),
        ("| ผลการดำเนินงาน |\n| จัดประชุมสองครั้ง |", 1),
        ("| หลักฐานอ้างอิง |\n| คำสั่งที่ 2/2566 |", 1),
        ("| สถานะ |\n| อยู่ระหว่างดำเนินการ |", 1),
        ("| วันที่ดำเนินการ |\n| 15 ก.พ. 66, 2 มี.ค. 66 |", 1),
    ],
)
def test_a_nil_return_whose_rows_differ_from_the_last_accepted(
    table: str, count: int | None
) -> None:
    (duty,) = lay_calendar(PLAN, MARCH, CUT_OFF, Past()).duties.all
    before = Accepted(
        MARCH.plus(-1),
        Address("x.xlsx"),
        "",
        status=Status.DONE,
        acted_on=(Span(date(2023, 2, 15), date(2023, 2, 15)),),
        result="จัดประชุมตามแผน",
        evidence="คำสั่งที่ 1/2566",
    )
    checked = check_sheet(form(table, **NIL), Against(PLAN, past=past_of({duty.key: before})))
    found = [one.facts["count"] for one in checked.findings if one.code == "nil_with_values"]
    assert found == ([] if count is None else [count])
