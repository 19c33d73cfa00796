from __future__ import annotations

import pytest

from tests.tables import Against, Checked, check_sheet, form, plan_of

TWO_STEPS = """
    | 1 | มาตรการหนึ่ง | 1 | จัดประชุม | กองคลัง | ม.ค. - ก.ย. ๖๖ |
    | 1 | | 2 | จัดอบรม | กองคลัง | ม.ค. - ก.ย. ๖๖ |
    | 2 | มาตรการสอง | 1 | จัดทำคู่มือ | กองคลัง | ม.ค. - ก.ย. ๖๖ |
"""
ALL = Against(plan_of(TWO_STEPS))


def rows(checked: Checked) -> list[str]:
    return [
        f"{row.record.where.row}: {row.number('measure_no')}.{row.number('step_no')}"
        for one in checked.merged.returns
        for row in one.rows
    ]


def test_a_blank_measure_number_is_the_one_above_and_listed() -> None:
    checked = check_sheet(
        form("| มาตรการที่ | ข้อที่ |\n| ๑ | 1 |\n| | ๒ |\n| 2 | 1 |\n| | |"),
        ALL,
    )
    assert rows(checked) == ["6: 1.1", "7: 1.2", "8: 2.1", "9: 2.None"]
    assert "A7 filled_from_above:  -> 1" in checked.readings
    assert "B7 thai_digits: ๒ -> 2" in checked.readings


def test_rows_under_the_spare_rows_title_stand_under_no_measure() -> None:
    table = """
        | มาตรการที่ | ข้อที่ | สถานะ | วันที่ดำเนินการ | ผลการดำเนินงาน | หลักฐานอ้างอิง | ข้อเสนอแนะ |
        | 1 | 1 | ดำเนินการแล้วเสร็จ | ก.พ. 66 | ประชุม | ภาพ | ไม่มี |
        | ผลงานนอกแผน (ถ้ามี) | | | | | | |
        | | | | | จิตอาสา | | |
    """
    checked = check_sheet(form(table))
    assert rows(checked) == ["6: 1.1", "8: None.None"]
    assert [one.accepted.result for one in checked.accepted.unplanned] == ["จิตอาสา"]
    assert checked.codes == []


def test_the_table_ends_where_it_is_signed() -> None:
    table = """
        | มาตรการที่ | ข้อที่ | สถานะ | วันที่ดำเนินการ | ผลการดำเนินงาน | หลักฐานอ้างอิง | ข้อเสนอแนะ |
        | 1 | 1 | ดำเนินการแล้วเสร็จ | ก.พ. 66 | ประชุม | ภาพ | ไม่มี |
        | หมายเหตุ ข้อมูลสะสม | | | | | | |
        | | | | ลงชื่อ ....... | ผู้รายงาน | | |
        | | | | | (ผู้อำนวยการกองคลัง) | | |
    """
    checked = check_sheet(form(table))
    assert rows(checked) == ["6: 1.1"]
    assert checked.codes == []
    assert checked.readings == [
        "D6 date_text: ก.พ. 66 -> 2023-02-01/2023-02-28",
        "A7 row_passed_over: หมายเหตุ ข้อมูลสะสม -> ",
    ]


def test_a_planned_row_under_the_signature_is_not_lost() -> None:
    table = """
        | มาตรการที่ | ข้อที่ | สถานะ | วันที่ดำเนินการ | ผลการดำเนินงาน | หลักฐานอ้างอิง | ข้อเสนอแนะ |
        | 1 | 1 | ดำเนินการแล้วเสร็จ | ก.พ. 66 | ประชุม | ภาพ | ไม่มี |
        | ลงชื่อ | | | | | | |
        | 1 | 2 | ดำเนินการแล้วเสร็จ | ก.พ. 66 | อบรม | ภาพ | ไม่มี |
    """
    assert rows(check_sheet(form(table), ALL)) == ["6: 1.1", "8: 1.2"]


def test_a_measures_title_row_and_a_total_report_nothing() -> None:
    table = """
        | มาตรการที่ | ข้อที่ | สถานะ | วันที่ดำเนินการ | ผลการดำเนินงาน | หลักฐานอ้างอิง | ข้อเสนอแนะ | เบิกจ่าย |
        | 1 | | | | | | | |
        | | 1 | ดำเนินการแล้วเสร็จ | ก.พ. 66 | ประชุม | ภาพ | ไม่มี | 500 |
        | รวม | | | | | | | 500 |
    """
    checked = check_sheet(form(table))
    assert rows(checked) == ["7: 1.1"]
    assert "A8 row_passed_over: รวม -> " in checked.readings
    assert "I8 row_passed_over: 500 -> " in checked.readings
    assert checked.codes == []


@pytest.mark.parametrize(
    ("measure", "step", "codes"),
    [
        ("ก", "1", ["row_unknown A6", "row_missing 1 1"]),
        ("1", "ก", ["row_unknown B6", "row_missing 1 1"]),
        ("9", "1", ["row_unknown A6", "row_missing 1 1"]),
        ("#REF!", "1", ["row_missing 1 1", "error_value A6"]),
        ("1", "=B5+1", ["row_missing 1 1", "formula_not_calculated B6"]),
    ],
)
def test_a_number_that_is_none_is_no_other_measures(
    measure: str, step: str, codes: list[str]
) -> None:
    checked = check_sheet(form(f"| มาตรการที่ | ข้อที่ |\n| {measure} | {step} |"))
    assert sorted(checked.codes) == sorted(codes)


def test_rows_below_an_unreadable_measure_do_not_take_the_measure_above_it() -> None:
    checked = check_sheet(form("| มาตรการที่ | ข้อที่ |\n| 1 | 1 |\n| ก | 2 |\n| | 1 |"), ALL)
    assert rows(checked) == ["6: 1.1", "7: ก.2", "8: None.1"]


def test_a_date_in_the_result_counts_where_the_date_cell_is_blank() -> None:
    checked = check_sheet(
        form("| วันที่ดำเนินการ | ผลการดำเนินงาน |\n| | จัดประชุมเมื่อวันที่ ๑๕ ก.พ. ๖๖ ตามหนังสือที่ 12/2566 |")
    )
    assert checked.codes == []
    assert checked.readings == ["E6 date_from_result: ๑๕ ก.พ. ๖๖ -> 2023-02-15"]
    (accepted,) = checked.accepted.accepted.values()
    assert [str(span) for span in accepted.acted_on] == ["2023-02-15"]


@pytest.mark.parametrize(
    ("typed", "code"), [("#REF!", "error_value"), ("เร็วๆนี้", "date_unreadable")]
)
def test_a_date_cell_that_cannot_be_read_is_not_replaced_by_the_result(
    typed: str, code: str
) -> None:
    table = f"| วันที่ดำเนินการ | ผลการดำเนินงาน |\n| {typed} | ประชุมเมื่อ ๑๕ ก.พ. ๖๖ |"
    checked = check_sheet(form(table))
    assert checked.codes == [f"{code} D6"]
    (accepted,) = checked.accepted.accepted.values()
    assert accepted.acted_on == ()


def test_an_error_in_any_cell_is_found_at_it_and_the_programs_own_cells_are_let_be() -> None:
    table = """
        | ผลการดำเนินงาน | หลักฐานอ้างอิง | ต้องกรอกเพิ่ม | ครั้งก่อนเสนอแนะ | กำหนดในเดือนนี้ |
        | #NAME? | =A1 | =IF(1) | #REF! | #N/A |
    """
    checked = check_sheet(form(table))
    assert checked.codes == ["error_value E6", "formula_not_calculated F6"]
    assert checked.one("error_value").facts == {"found": "#NAME?"}


def test_a_merged_error_is_found_once_in_the_cell_that_shows_it() -> None:
    table = "| ข้อที่ | ผลการดำเนินงาน |\n| 1 | #REF! |\n| 2 | |"
    checked = check_sheet(form(table, merged=["E6:E7"]), ALL)
    assert [one for one in checked.codes if one != "row_missing 2 1"] == ["error_value E6"]


def test_one_date_merged_over_two_steps_counts_for_both_and_is_listed_once() -> None:
    table = "| ข้อที่ | วันที่ดำเนินการ |\n| 1 | 15 ก.พ. 66 |\n| 2 | |"
    checked = check_sheet(form(table, merged=["D6:D7"]), ALL)
    assert [one for one in checked.codes if one != "row_missing 2 1"] == []
    assert [str(one.acted_on[0]) for one in checked.accepted.accepted.values()] == [
        "2023-02-15",
        "2023-02-15",
    ]
    assert [one for one in checked.readings if "date_text" in one] == [
        "D6 date_text: 15 ก.พ. 66 -> 2023-02-15"
    ]
