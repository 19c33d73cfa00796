from __future__ import annotations

import pytest

from pipeline.core.accepted import Accepted
from pipeline.core.address import Address
from pipeline.core.calendar import Month, parse_span
from pipeline.core.duty import Status
from pipeline.core.finding import Word
from pipeline.core.past import Past, PastMonth
from pipeline.core.words import Digits
from schemas.loading import load_words
from tests.tables import (
    MARCH,
    Against,
    Checked,
    check_files,
    check_sheet,
    file_of,
    form,
    plan_of,
    workbook,
)

STEPS = """
    | มาตรการที่ | มาตรการ/แนวทาง | ข้อที่ | วิธีการดำเนินการ | ผู้รับผิดชอบ | ระยะเวลาดำเนินการ | ความถี่ |
    | 1 | มาตรการหนึ่ง | 1 | จัดประชุม | กองคลัง, กองช่าง | ม.ค. - ก.ย. ๖๖ | |
    | 1 |            | 2 | จัดอบรม  | กองคลัง | ม.ค. - ก.ย. ๖๖ | |
    | 1 |            | 3 | รายงาน   | กองคลัง | ม.ค. - ก.ย. ๖๖ | ทุกเดือน |
    | 1 |            | 4 | สรุปผล   | กองคลัง | พ.ค. - ก.ย. ๖๖ | |
"""
PLAN = plan_of(STEPS)
TOLD = "ประชุมชี้แจงมาตรการแก่เจ้าหน้าที่ทุกคนเมื่อต้นปี"
MONTHS = tuple(Month(2566, number) for number in (1, 2))


def said(step: str, division: str = "กองคลัง", **values: object) -> dict[str, Accepted]:
    """A duty of the plan with what was accepted of it, by its key."""
    given: dict[str, object] = {
        "status": Status.DONE,
        "acted_on": (parse_span("2023-02-15"),),
        "result": "จัดประชุมตามแผน",
        "evidence": "คำสั่งที่ 1/2566",
    } | values
    one = Accepted(MONTHS[-1], Address("ก่อน.xlsx"), "before", **given)  # type: ignore[arg-type]
    return {f"{division}\x1f{step}": one}


def after(*months: dict[str, Accepted]) -> Against:
    """The plan after January, or January and February."""
    known = zip(MONTHS, months, strict=False)
    return Against(
        PLAN, past=Past(tuple(PastMonth(month, month.last, accepted=it) for month, it in known))
    )


def codes(checked: Checked) -> list[str]:
    """What these checks found; rows that a form leaves out are told elsewhere."""
    ours = ("went_backwards", "unchanged_for_months", "text_copied")
    return [one for one in checked.codes if one.split()[0] in ours]


def row(**cells: str) -> str:
    names = {"step": "ข้อที่", "status": "สถานะ", "progress": "ร้อยละ", "why": "ปัญหา/อุปสรรค"}
    typed = {"step": "1"} | cells
    header = " | ".join(names.get(name, name) for name in typed)
    return f"| {header} |\n| {' | '.join(typed.values())} |"


@pytest.mark.parametrize(
    ("before", "now", "found"),
    [
        (Status.DONE, {"status": "อยู่ระหว่างดำเนินการ"}, ["went_backwards C6"]),
        (Status.DONE, {"status": "ยังไม่ดำเนินการ"}, ["went_backwards C6"]),
        (Status.CONTINUING, {"status": "ยังไม่ดำเนินการ"}, ["went_backwards C6"]),
        (Status.CONTINUING, {"status": "อยู่ระหว่างดำเนินการ"}, []),
        (Status.DONE, {"status": "อยู่ระหว่างดำเนินการ", "why": "ต้องทำใหม่"}, []),
        (Status.DONE, {"status": "ดำเนินการแล้วเสร็จ"}, []),
        (Status.IN_PROGRESS, {"status": "ดำเนินการแล้วเสร็จ"}, []),
        (Status.DONE, {"status": "ขอยกเลิก"}, []),
        (Status.CANCELLED, {"status": "ยังไม่ดำเนินการ"}, []),
        (Status.DONE, {"status": "ดำเนินการต่อเนื่อง"}, ["went_backwards C6"]),
        (Status.DONE, {"status": "ดำเนินการต่อเนื่อง", "step": "3"}, []),
        (Status.DONE, {"status": "อยู่ระหว่างดำเนินการ", "step": "3"}, ["went_backwards C6"]),
    ],
)
def test_a_status_below_the_last_one(before: Status, now: dict[str, str], found: list[str]) -> None:
    known = said(f"1.{now.get('step', '1')}", status=before, result="ผลเดิม")
    checked = check_sheet(form(row(**now)), after({}, known))
    assert codes(checked) == found


def test_both_statuses_are_named_in_the_words_of_the_form() -> None:
    checked = check_sheet(form(row(status="อยู่ระหว่างดำเนินการ")), after({}, said("1.1")))
    found = checked.one("went_backwards")
    assert found.facts == {
        "previous": Word("status", "done"),
        "current": Word("status", "in_progress"),
    }
    assert "ครั้งก่อนรายงานว่า “ดำเนินการแล้วเสร็จ” ครั้งนี้รายงานว่า “อยู่ระหว่างดำเนินการ”" in load_words(
        "th"
    ).finding(found)


@pytest.mark.parametrize(
    ("before", "now", "found"),
    [(60.0, "40", ["went_backwards I6"]), (60.0, "60", []), (60.0, "", []), (None, "10", [])],
)
def test_a_percentage_below_the_last_one(before: float | None, now: str, found: list[str]) -> None:
    known = said("1.1", status=Status.IN_PROGRESS, progress=before, result="ผลเดิม")
    table = row(status="อยู่ระหว่างดำเนินการ", progress=now)
    assert codes(check_sheet(form(table), after({}, known))) == found


DOING = {"status": "อยู่ระหว่างดำเนินการ"}
SAME = said("1.1", status=Status.IN_PROGRESS)


@pytest.mark.parametrize(
    ("now", "months", "found"),
    [
        (DOING, (SAME, SAME), ["unchanged_for_months E6"]),
        (DOING, (SAME,), []),
        (DOING, ({}, SAME), []),
        (DOING, (said("1.1", status=Status.IN_PROGRESS, result="อื่น"), SAME), []),
        ({"status": "ดำเนินการแล้วเสร็จ"}, (said("1.1"), said("1.1")), []),
        (DOING | {"step": "4"}, (said("1.4", status=Status.IN_PROGRESS),) * 2, []),
    ],
)
def test_a_step_that_says_the_same_for_three_months(
    now: dict[str, str], months: tuple[dict[str, Accepted], ...], found: list[str]
) -> None:
    checked = check_sheet(form(row(**now)), after(*months))
    assert [one for one in codes(checked) if not one.startswith("went")] == found


def test_a_step_not_begun_for_three_months_is_asked_at_its_status() -> None:
    bare = {"acted_on": (), "result": "", "evidence": ""}
    waits = said("1.1", status=Status.NOT_STARTED, **bare)
    table = "| สถานะ | วันที่ดำเนินการ | ผลการดำเนินงาน | หลักฐานอ้างอิง |\n| ยังไม่ดำเนินการ | | | |"
    checked = check_sheet(form(table), after(waits, waits))
    assert checked.one("unchanged_for_months").facts == {"months": 3}
    assert codes(checked) == ["unchanged_for_months C6"]


def test_a_nil_return_is_not_asked_again() -> None:
    page = form(row(**DOING), nil="ไม่มีผลเพิ่มเติม", nil_reason="รออนุมัติ")
    assert codes(check_sheet(page, after(SAME, SAME))) == []


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        (TOLD, TOLD, ["text_copied E6"]),
        (TOLD, f"๑. {TOLD}", ["text_copied E6"]),
        (TOLD, TOLD.replace("เมื่อต้นปี", " เมื่อ ต้นปี."), ["text_copied E6"]),
        (TOLD, f"{TOLD} แล้ว", []),
        ("จัดประชุมตามแผน", "จัดประชุมตามแผน", []),
    ],
)
def test_results_that_say_what_another_division_says(
    first: str, second: str, found: list[str]
) -> None:
    files = [
        file_of(workbook(form(f"| ผลการดำเนินงาน |\n| {text} |", division=name)), f"{name}.xlsx")
        for name, text in (("กองคลัง", first), ("กองช่าง", second))
    ]
    checked = check_files(files, Against(PLAN))
    assert codes(checked) == found
    assert {one.where.file for one in checked.findings if one.code == "text_copied"} <= {
        "กองช่าง.xlsx"
    }


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        (TOLD, TOLD, []),
        ("ดำเนินการเรียบร้อยแล้ว", TOLD, ["text_copied E6"]),
        ("- ดำเนินการ เรียบร้อยแล้ว", "ดำเนินการแล้ว.", ["text_copied E6", "text_copied E7"]),
        ("ดำเนินการเรียบร้อยแล้วตามคำสั่งที่ ๑", TOLD, []),
    ],
)
def test_results_of_one_report_that_say_nothing(first: str, second: str, found: list[str]) -> None:
    table = f"| ข้อที่ | ผลการดำเนินงาน |\n| 1 | {first} |\n| 2 | {second} |"
    assert codes(check_sheet(form(table), Against(PLAN))) == found


def test_the_other_step_is_named_and_for_an_earlier_month_the_month() -> None:
    known = said("1.1", "กองช่าง", result=TOLD)
    table = f"| ข้อที่ | ผลการดำเนินงาน |\n| 2 | {TOLD} |"
    found = check_sheet(form(table), after({}, known)).one("text_copied")
    assert load_words("en", Digits.ARABIC).finding(found) == (
        "These words are the same as กองช่าง measure 1 step 1 of ก.พ. 2566; "
        "confirm that they are this step's own result."
    )


def test_a_text_that_stood_before_is_not_asked_about_again() -> None:
    known = said("1.2", result=TOLD) | said("1.1", "กองช่าง", result=TOLD)
    table = f"| ข้อที่ | ผลการดำเนินงาน |\n| 2 | {TOLD} |"
    assert codes(check_sheet(form(table), after({}, known))) == []


def test_a_later_month_changes_nothing_of_an_earlier_one() -> None:
    march = check_sheet(form(row(**DOING)), Against(PLAN, month=MARCH))
    assert codes(march) == []
