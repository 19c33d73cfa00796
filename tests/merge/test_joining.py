from __future__ import annotations

import pytest

from tests.merge.changed_plans import against, moves, report, rows
from tests.tables import Checked, check_sheet, form

HELD = against("| 2.1 | กองคลัง | | | 1.1, 1.2")
WORDS = {
    "not": "ยังไม่ดำเนินการ",
    "some": "อยู่ระหว่างดำเนินการ",
    "more": "ดำเนินการต่อเนื่อง",
    "done": "ดำเนินการแล้วเสร็จ",
    "off": "ขอยกเลิก",
}
STEPS = ["B6 step_replaced: 1.1 -> 2.1", "B7 step_replaced: 1.2 -> 2.1"]


def joined(header: str, first: str, second: str) -> Checked:
    """Two rows that are one now, each with what it has under the header."""
    table = report(f"1.1 | ประชุม | {first}", f"1.2 | ประชุม | {second}", more=header)
    return check_sheet(form(table), HELD)


def test_rows_of_steps_that_are_one_now_are_one_row() -> None:
    checked = check_sheet(form(report("1.1 | ประชุม", "1.2 | อบรม")), HELD)
    assert checked.codes == []
    assert rows(checked) == ["6.1 2.1 ประชุม\nอบรม"]
    assert moves(checked) == [
        *STEPS,
        "E6 step_merged: ประชุม -> ประชุม\nอบรม",
        "E7 step_merged: อบรม -> ประชุม\nอบรม",
    ]


def test_what_the_rows_say_alike_stands_once() -> None:
    checked = check_sheet(form(report("1.1 | ประชุม", "1.2 | ประชุม")), HELD)
    assert (rows(checked), moves(checked)) == (["6.1 2.1 ประชุม"], STEPS)


def test_a_step_that_took_in_another_has_the_rows_of_both() -> None:
    held = against("| 1.1 | กองคลัง | | | 1.2", "| 1.2 | กองคลัง | | <2023-02-28> |")
    checked = check_sheet(form(report("1.1 | ประชุม", "1.2 | อบรม")), held)
    assert checked.codes == []
    assert rows(checked) == ["6.1 1.1 ประชุม\nอบรม"]
    assert "B7 step_replaced: 1.2 -> 1.1" in checked.readings


def test_three_rows_may_be_one_and_rows_between_keep_their_place() -> None:
    held = against("| 2.1 | กองคลัง | | | 1.1 1.2 1.4", "| 1.3 | กองคลัง | | |")
    table = report("1.1 | ก", "1.3 | ข", "1.2 | ค", "1.4 | ง")
    checked = check_sheet(form(table), held)
    assert rows(checked) == ["6.1 2.1 ก\nค\nง", "7.1 1.3 ข"]


def test_a_step_typed_twice_is_asked_about_and_joined_with_nothing() -> None:
    checked = check_sheet(form(report("1.1 | ก", "1.1 | ข", "1.2 | ค")), HELD)
    assert checked.codes == ["row_duplicated B7"]
    assert rows(checked) == ["6.1 2.1 ก\nค", "7.1 2.1 ข"]


@pytest.mark.parametrize(
    ("first", "second", "status"),
    [
        ("done", "done", "done"),
        ("done", "more", "continuing"),
        ("more", "some", "in_progress"),
        ("not", "done", "in_progress"),
        ("some", "not", "in_progress"),
        ("not", "not", "not_started"),
        ("off", "done", "done"),
        ("off", "off", "cancelled"),
        ("", "done", "done"),
        ("done", "", "done"),
    ],
)
def test_the_whole_is_no_further_than_its_parts(first: str, second: str, status: str) -> None:
    checked = joined("สถานะ", WORDS.get(first, ""), WORDS.get(second, ""))
    (accepted,) = checked.accepted.accepted.values()
    assert accepted.status == status


def test_a_status_that_stands_for_another_is_listed() -> None:
    checked = joined("สถานะ", WORDS["not"], WORDS["done"])
    assert moves(checked) == [
        *STEPS,
        "C6 step_merged: ยังไม่ดำเนินการ -> อยู่ระหว่างดำเนินการ",
        "C7 step_merged: ดำเนินการแล้วเสร็จ -> อยู่ระหว่างดำเนินการ",
    ]


def test_dates_are_of_all_the_rows_and_money_is_their_sum() -> None:
    header = "วันที่ดำเนินการ | เบิกจ่ายแล้ว (บาท) | ความก้าวหน้า (ร้อยละ) | สถานะ"
    some = WORDS["some"]
    checked = joined(header, f"15 ก.พ. 66 | 500 | 80 | {some}", f"ม.ค. 66 | ๒๕๐.๕ | 30 | {some}")
    assert checked.codes == []
    (accepted,) = checked.accepted.accepted.values()
    assert [str(span) for span in accepted.acted_on] == ["2023-02-15", "2023-01-01/2023-01-31"]
    assert (accepted.spent, accepted.progress) == (750.5, 30.0)
    assert "I7 step_merged: ๒๕๐.๕ -> 750.5" in checked.readings
    assert "J6 step_merged: 80 -> 30" in checked.readings


def test_the_same_money_in_two_rows_was_spent_twice() -> None:
    checked = joined("เบิกจ่ายแล้ว (บาท)", "500", "500")
    (accepted,) = checked.accepted.accepted.values()
    assert accepted.spent == 1000.0


def test_dates_of_the_results_are_of_the_joined_result() -> None:
    table = report("1.1 | ประชุม 15 ก.พ. 66 |", "1.2 | อบรม 3 มี.ค. 66 |", more="วันที่ดำเนินการ")
    checked = check_sheet(form(table), HELD)
    assert checked.codes == []
    assert list(checked.merged.table.frame["from_result"]) == [True]
    (accepted,) = checked.accepted.accepted.values()
    assert [str(one) for one in accepted.acted_on] == ["2023-02-15", "2023-03-03"]


@pytest.mark.parametrize(
    ("header", "good", "bad", "code"),
    [
        ("สถานะ", WORDS["done"], "ดีมาก", "status_unknown C7"),
        ("วันที่ดำเนินการ", "15 ก.พ. 66", "เร็วๆนี้", "date_unreadable D7"),
        ("วันที่ดำเนินการ", "15 ก.พ. 66", "#REF!", "error_value D7"),
        ("หลักฐานอ้างอิง", "ภาพถ่าย", "=A1", "formula_not_calculated F7"),
        ("ความก้าวหน้า (ร้อยละ)", "100", "มาก", "progress_unreadable I7"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_own_cell_and_not_covered_by_the_other_row(
    header: str, good: str, bad: str, code: str
) -> None:
    checked = joined(header, good, bad)
    assert code in checked.codes
    assert joined(header, bad, good).codes == [one.replace("7", "6") for one in checked.codes]
    (accepted,) = checked.accepted.accepted.values()
    field = {"C": "status", "D": "acted_on", "F": "evidence", "I": "progress"}[code.split()[1][0]]
    assert getattr(accepted, field) in (None, (), "")


def test_a_value_that_only_a_later_row_has_is_found_in_that_row() -> None:
    checked = joined("หลักฐานอ้างอิง | วันที่ดำเนินการ", "|", r"C:\ภาพ.jpg | 15 ก.พ. 66")
    assert checked.codes == ["evidence_not_public F7"]


def test_a_row_that_says_nothing_adds_nothing() -> None:
    blank = "สถานะ | วันที่ดำเนินการ | หลักฐานอ้างอิง | ข้อเสนอแนะ"
    table = report(
        "1.1 | | | | |", "1.2 | ประชุม | ดำเนินการแล้วเสร็จ | ก.พ. 66 | ภาพ | ไม่มี", more=blank
    )
    checked = check_sheet(form(table), HELD)
    assert checked.codes == []
    assert rows(checked) == ["6.1 2.1 ประชุม"]
    assert moves(checked) == STEPS
