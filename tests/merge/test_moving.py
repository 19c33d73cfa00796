from __future__ import annotations

import pytest

from pipeline.core.raw import RawSheet
from tests.merge.changed_plans import against, moves, report, rows, short
from tests.tables import check_files, check_sheet, file_of, form, workbook


@pytest.mark.parametrize(
    ("steps", "read_as"),
    [
        (["| 1.1 | กองคลัง | | <2023-02-28> |", "| 1.2 | กองคลัง | <2023-03-01> | | 1.1"], "1.2"),
        (["| 2.5 | กองคลัง | | | 1.1"], "2.5"),
        (["| 2.5 | กองคลัง | | | ๑.๑"], "2.5"),
        (["| 2.5 | กองคลัง | | | 9.9, 1.1"], "2.5"),
        (["| 2.5 | กองคลัง | | | 9.9/1.1"], "2.5"),
        (["| 2.5 | กองคลัง | | | 9.9 1.1"], "2.5"),
        (["| 2.5 | กองคลัง | | | 9.9\\n1.1"], "2.5"),
        (["ก-1 | 1.1 | กองคลัง | | <2023-02-28> |", "| 2.5 | กองคลัง | | | ก-1"], "2.5"),
        (["1.1 | 3.4 | กองคลัง | | |"], "3.4"),
        (
            [
                "| 1.1 | กองคลัง | | <2022-12-31> |",
                "| 1.2 | กองคลัง | <2023-01-01> | <2023-02-28> | 1.1",
                "| 1.3 | กองคลัง | <2023-03-01> | | 1.2",
            ],
            "1.3",
        ),
        (
            [
                "| 1.2 | กองคลัง | | <2023-02-28> | 1.1 1.3",
                "| 1.3 | กองคลัง | | <2023-02-28> | 1.2",
                "| 1.4 | กองคลัง | | | 1.3",
            ],
            "1.4",
        ),
    ],
)
def test_a_row_of_a_step_that_another_replaces_is_that_ones(steps: list[str], read_as: str) -> None:
    checked = check_sheet(form(report("1.1 | ประชุม")), against(*steps))
    assert checked.codes == []
    assert rows(checked) == [f"6.1 {read_as} ประชุม"]
    assert moves(checked) == [f"B6 step_replaced: 1.1 -> {read_as}"]
    assert [one.result for one in checked.accepted.accepted.values()] == ["ประชุม"]


def test_a_row_that_the_division_still_owes_stays_where_it_is() -> None:
    held = against("| 1.1 | กองคลัง | | |", "| 1.2 | กองคลัง | | | 1.1")
    checked = check_sheet(form(report("1.1 | ประชุม", "1.2 | อบรม")), held)
    assert rows(checked) == ["6.1 1.1 ประชุม", "7.1 1.2 อบรม"]
    assert (checked.codes, moves(checked)) == ([], [])


def test_the_planned_texts_of_the_old_step_are_not_held_against_the_new_one() -> None:
    table = report(
        "1.1 | ประชุม | มาตรการ 1 | วิธี 1.1 | ต.ค. ๖๕",
        more="มาตรการ/แนวทาง | วิธีการดำเนินการ | ระยะเวลาดำเนินการ",
    )
    assert check_sheet(form(table), against("| 1.2 | กองคลัง | | | 1.1")).codes == []


def test_a_row_of_a_step_that_was_split_stands_once_for_each_part() -> None:
    held = against(
        "| 1.1 | กองคลัง | | <2023-02-28> |",
        "| 1.2 | กองคลัง | | | 1.1",
        "| 1.3 | กองช่าง | | | 1.1",
        "| 2.1 | กองคลัง | | | 1.1",
    )
    checked = check_sheet(form(report("1.1 | ประชุม")), held)
    assert checked.codes == []
    assert rows(checked) == ["6.1 1.2 ประชุม", "6.2 2.1 ประชุม"]
    assert moves(checked) == ["B6 step_replaced: 1.1 -> 1.2", "B6 step_replaced: 1.1 -> 2.1"]


def test_money_of_a_step_that_was_split_is_counted_once() -> None:
    held = against("| 1.2 | กองคลัง | | | 1.1", "| 1.3 | กองคลัง | | | 1.1")
    table = report("1.1 | ประชุม | ๕๐๐", more="เบิกจ่ายแล้ว (บาท)")
    checked = check_sheet(form(table), held)
    assert [one.spent for one in checked.accepted.accepted.values()] == [500.0, None]
    assert "I6 step_replaced: ๕๐๐ -> 1.2" in checked.readings


def test_what_is_amiss_in_a_row_that_was_split_is_told_once_and_taken_for_no_part() -> None:
    held = against("| 1.2 | กองคลัง | | | 1.1", "| 1.3 | กองคลัง | | | 1.1")
    table = report("1.1 | 2. ประชุม | เร็วๆนี้", more="วันที่ดำเนินการ")
    checked = check_sheet(form(table), held)
    assert checked.codes == ["date_unreadable D6"]
    assert [one.acted_on for one in checked.accepted.accepted.values()] == [(), ()]


@pytest.mark.parametrize(
    "step", ["| 1.1 | กองคลัง | | <2023-02-28> |", "| 1.1 | กองคลัง | <2023-04-01> | |"]
)
def test_a_row_of_a_step_out_of_use_is_listed_and_left_out(step: str) -> None:
    held = against(step, "| 1.2 | กองคลัง | | |")
    table = report("1.1 | ประชุม | อื่น", "1.2 | อบรม | อื่น", more="วิธีการดำเนินการ")
    checked = check_sheet(form(table.replace("อื่น", "")), held)
    assert checked.codes == []
    assert rows(checked) == ["7.1 1.2 อบรม"]
    assert moves(checked) == [
        "C6 step_retired: ดำเนินการแล้วเสร็จ -> ",
        "D6 step_retired: 15 ก.พ. 66 -> ",
        "E6 step_retired: ประชุม -> ",
        "F6 step_retired: คำสั่งที่ 1/2566 -> ",
        "H6 step_retired: ไม่มี -> ",
    ]


def test_a_blank_row_of_a_step_out_of_use_is_left_out_without_a_word() -> None:
    held = against("| 1.1 | กองคลัง | | <2023-02-28> |", "| 1.2 | กองคลัง | | |")
    blank = "สถานะ | วันที่ดำเนินการ | หลักฐานอ้างอิง | ข้อเสนอแนะ"
    table = report("1.1 | | | | |", "1.2 | อบรม | ขอยกเลิก | | |  ไม่มี", more=blank)
    checked = check_sheet(form(table), held)
    assert (rows(checked), moves(checked)) == (["7.1 1.2 อบรม"], [])


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("1.3 | ประชุม", "row_unknown B7"),
        ("1.4 | ประชุม", "row_unknown B7"),
        ("1.5 | ประชุม", "row_unknown B7"),
        ("5.1 | ประชุม", "row_unknown A7"),
        ("1.ก | ประชุม", "row_unknown B7"),
    ],
)
def test_a_row_that_no_change_of_the_plan_explains_is_still_unknown(row: str, code: str) -> None:
    held = against(
        "| 1.2 | กองคลัง | | |",
        "| 1.3 | กองช่าง | | |",
        "| 1.4 | กองช่าง | | <2023-02-28> |",
        "| 1.6 | กองช่าง | | | 1.5",
    )
    checked = check_sheet(form(report("1.2 | อบรม", row)), held)
    assert checked.codes == [code]
    assert moves(checked) == []


def test_a_step_added_since_is_missing_as_ever() -> None:
    held = against("| 1.1 | กองคลัง | | |", "| 1.2 | กองคลัง | <2023-03-01> | |")
    assert check_sheet(form(report("1.1 | ประชุม")), held).codes == ["row_missing 1 2"]


def test_work_without_a_step_is_never_moved() -> None:
    held = against("| 1.2 | กองคลัง | | | 1.1")
    checked = check_sheet(form(report("1.1 | ประชุม", "1. | จิตอาสา")), held)
    assert rows(checked) == ["6.1 1.2 ประชุม", "7.1 1.<NA> จิตอาสา"]


def test_each_division_of_one_sheet_is_moved_by_what_it_owes() -> None:
    held = against(
        "| 1.1 | กองคลัง, กองช่าง | | <2023-02-28> |",
        "| 1.2 | กองคลัง | | | 1.1",
        "| 1.3 | กองช่าง | | | 1.1",
    )
    table = report("1.1 | ประชุม | กองคลัง", "1.1 | อบรม | กองช่าง", more="ส่วนราชการ")
    checked = check_sheet(form(table), held)
    assert rows(checked) == ["6.1 1.2 ประชุม", "7.1 1.3 อบรม"]


def test_a_step_that_bears_another_number_now_is_known_by_its_code_as_issued() -> None:
    held = against("ก-1 | 1.2 | กองคลัง | | |")
    texts = ("มาตรการ 1", "วิธี 1.1", "ม.ค. - ก.ย. ๖๖")
    more = "มาตรการ/แนวทาง | วิธีการดำเนินการ | ระยะเวลาดำเนินการ"
    page = form(report(f"1.1 | ประชุม | {' | '.join(texts)}", more=more))
    mark = short("1", texts[0], "1", *texts[1:])
    hidden = RawSheet("_form", {1: (None, None, None, "ก-1", mark)})
    checked = check_files([file_of(workbook(page, hidden))], held)
    assert rows(checked) == ["6.1 1.2 ประชุม"]
    assert checked.codes == []
    assert check_sheet(page, held).codes == ["row_missing 1 2", "row_unknown B6"]
