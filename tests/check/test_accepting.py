from __future__ import annotations

import pytest

from pipeline.check.facts import lay_calendar
from pipeline.core.accepted import Accepted
from pipeline.core.address import Address
from pipeline.core.calendar import parse_span
from pipeline.core.duty import Status
from pipeline.core.past import Past
from tests.tables import CUT_OFF, MARCH, Against, Checked, check_sheet, form, past_of, plan_of

PLAN = plan_of()
DUTY = lay_calendar(PLAN, MARCH, CUT_OFF, Past()).duties.all[0]
FEBRUARY = Accepted(
    MARCH.plus(-1),
    Address("ก่อน.xlsx", "รายงานผล", 9, 3),
    "before",
    status=Status.IN_PROGRESS,
    progress=0.0,
    acted_on=(parse_span("2023-01-10"),),
    result="ผลเดิม",
    evidence="หลักฐานเดิม",
    spent=500.0,
    outside_period=True,
)
AFTER = Against(PLAN, past=past_of({DUTY.key: FEBRUARY}))


def accepted(table: str, against: Against | None = None) -> Accepted:
    (one,) = check_sheet(form(table), against).accepted.accepted.values()
    return one


def test_a_clean_row_is_taken_whole() -> None:
    one = accepted("| ปัญหา/อุปสรรค | ร้อยละ | เบิกจ่าย |\n| รองบ | 100 | ๑,๐๐๐ |", AFTER)
    assert one == Accepted(
        reported_month=MARCH,
        source=Address("กองคลัง.xlsx", "รายงานผล", 6, 3),
        source_sha256="sha of กองคลัง.xlsx",
        status=Status.DONE,
        progress=100.0,
        acted_on=(parse_span("2023-02-15"),),
        result="จัดประชุมตามแผน",
        evidence="คำสั่งที่ 1/2566",
        obstacle="รองบ",
        recommendation="ไม่มี",
        spent=1000.0,
    )


@pytest.mark.parametrize(
    ("table", "field", "kept"),
    [
        ("| สถานะ |\n| เสร็จแน่ |", "status", Status.IN_PROGRESS),
        ("| สถานะ |\n| #REF! |", "status", Status.IN_PROGRESS),
        ("| สถานะ |\n| |", "status", Status.IN_PROGRESS),
        ("| ร้อยละ |\n| 150 |", "progress", 0.0),
        ("| ร้อยละ |\n| #DIV/0! |", "progress", 0.0),
        ("| วันที่ดำเนินการ |\n| เร็วๆนี้ |", "acted_on", FEBRUARY.acted_on),
        ("| วันที่ดำเนินการ |\n| 15 ก.พ. 66, ? |", "acted_on", FEBRUARY.acted_on),
        ("| วันที่ดำเนินการ |\n| |", "acted_on", FEBRUARY.acted_on),
        ("| วันที่ดำเนินการ |\n| 15 ก.พ. 65 |", "acted_on", FEBRUARY.acted_on),
        ("| วันที่ดำเนินการ |\n| 15 ก.ย. 66 |", "acted_on", FEBRUARY.acted_on),
        ("| ผลการดำเนินงาน |\n| |", "result", "ผลเดิม"),
        ("| ผลการดำเนินงาน |\n| ก\ufffd |", "result", "ผลเดิม"),
        ("| หลักฐานอ้างอิง |\n| =A1 |", "evidence", "หลักฐานเดิม"),
        ("| เบิกจ่าย |\n| #VALUE! |", "spent", 500.0),
    ],
)
def test_a_value_with_an_error_gives_way_to_the_last_accepted_one_marked(
    table: str, field: str, kept: object
) -> None:
    one = accepted(table, AFTER)
    assert getattr(one, field) == kept
    assert one.carried == (field,)
    assert one.reported_month == MARCH
    assert one.recommendation == "ไม่มี"


def test_a_carried_date_brings_its_place_outside_the_period() -> None:
    assert accepted("| วันที่ดำเนินการ |\n| เร็วๆนี้ |", AFTER).outside_period is True
    assert accepted("| วันที่ดำเนินการ |\n| 15 ก.พ. 66 |", AFTER).outside_period is False


@pytest.mark.parametrize(
    ("table", "field", "taken"),
    [
        ("| วันที่ดำเนินการ |\n| 15 ก.พ. 66, 4 เม.ย. 65 |", "acted_on", ("2023-02-15",)),
        ("| วันที่ดำเนินการ |\n| 15 ธ.ค. 65 |", "acted_on", ("2022-12-15",)),
        ("| วันที่ดำเนินการ |\n| ธ.ค., ม.ค. 66 |", "acted_on", ("2023-01-01/2023-01-31",)),
        ("| หลักฐานอ้างอิง |\n| C:\\1.jpg |", "evidence", "C:\\1.jpg"),
        ("| หลักฐานอ้างอิง |\n| |", "evidence", ""),
        ("| ผลการดำเนินงาน |\n| ยังไม่ได้ดำเนินการ |", "result", "ยังไม่ได้ดำเนินการ"),
        ("| ร้อยละ |\n| 40 |", "progress", 40.0),
        ("| ร้อยละ |\n| มาก |", "progress", None),
    ],
)
def test_what_is_warned_of_or_partly_rejected_is_taken(
    table: str, field: str, taken: object
) -> None:
    one = accepted(table, AFTER)
    value = getattr(one, field)
    assert (tuple(map(str, value)) if field == "acted_on" else value) == taken
    assert one.carried == ()


def test_a_date_outside_the_period_is_marked() -> None:
    assert accepted("| วันที่ดำเนินการ |\n| 15 ธ.ค. 65 |").outside_period is True
    assert accepted("| วันที่ดำเนินการ |\n| 15 ก.พ. 66 |").outside_period is False


def test_an_error_in_the_first_month_leaves_a_blank() -> None:
    one = accepted("| สถานะ | วันที่ดำเนินการ |\n| เสร็จแน่ | 15 ก.พ. 65 |")
    assert (one.status, one.acted_on, one.carried) == (None, (), ())


def test_a_row_blank_but_for_this_months_own_fields_withdraws_nothing() -> None:
    blank = "| สถานะ | วันที่ดำเนินการ | ผลการดำเนินงาน | หลักฐานอ้างอิง | ปัญหา/อุปสรรค |\n| | | | | รองบ |"
    page = form(blank, nil="ไม่มีผลเพิ่มเติม", nil_reason="รองบ")
    (one,) = check_sheet(page, AFTER).accepted.accepted.values()
    assert (one.status, one.result, one.obstacle) == (Status.IN_PROGRESS, "ผลเดิม", "รองบ")
    assert one.carried == ("status", "progress", "acted_on", "result", "evidence", "spent")


def test_the_result_is_taken_though_its_date_is_rejected() -> None:
    table = "| วันที่ดำเนินการ | ผลการดำเนินงาน |\n| | ประชุม ๔ เม.ย. ๖๕ |"
    one = accepted(table, AFTER)
    assert (one.result, one.acted_on, one.carried) == (
        "ประชุม ๔ เม.ย. ๖๕",
        FEBRUARY.acted_on,
        ("acted_on",),
    )


def said(checked: Checked) -> tuple[list[str], int, list[str]]:
    month = checked.accepted
    return (
        [one.result for one in month.accepted.values()],
        len(month.blank),
        [f"{one.measure_no} {one.measure}: {one.accepted.result}" for one in month.unplanned],
    )


ROW = "| ข้อที่ | สถานะ | วันที่ดำเนินการ | ผลการดำเนินงาน | หลักฐานอ้างอิง | ข้อเสนอแนะ |\n"
DONE = "| 1 | เสร็จสิ้น | ก.พ. 66 | ประชุม | ภาพ | ไม่มี |\n"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (DONE, (["ประชุม"], 0, [])),
        ("| 1 | | | | | |", ([], 1, [])),
        ("| 1 | - | - | - | - | |", ([], 1, [])),
        (DONE + "| 1 | เสร็จสิ้น | ก.พ. 66 | ซ้ำ | | |", (["ประชุม"], 0, [])),
        ("| 1 | | | | | |\n" + DONE, ([], 1, [])),
        (DONE + "| | | ก.พ. 66 | จิตอาสา | | |", (["ประชุม"], 0, ["1 มาตรการหนึ่ง: จิตอาสา"])),
        (DONE + "| 7 | | ก.พ. 66 | ผิดข้อ | | |", (["ประชุม"], 0, ["1 มาตรการหนึ่ง: ผิดข้อ"])),
        (DONE + "| 7 | | | | | |", (["ประชุม"], 0, [])),
        (DONE + "| #REF! | | ก.พ. 66 | ไม่รู้ข้อ | | |", (["ประชุม"], 0, [])),
    ],
)
def test_rows_taken_blank_and_unplanned(
    rows: str, expected: tuple[list[str], int, list[str]]
) -> None:
    assert said(check_sheet(form(ROW + rows))) == expected
