from __future__ import annotations

import pytest

from tests.tables import Against, Checked, check_sheet, form, plan_of, sheet

PLAN = plan_of("""
    | 1 | มาตรการหนึ่ง | 1 | จัดประชุม | กองคลัง, กองช่าง | ม.ค. - ก.ย. ๖๖ |
""")
TABLE = "| ส่วนราชการ | มาตรการที่ | ข้อที่ | สถานะ |"
DONE = "ดำเนินการแล้วเสร็จ"


def divisions(checked: Checked) -> list[str]:
    return [
        f"{one.division} {row.record.where.row}"
        for one in checked.merged.returns
        for row in one.rows
    ]


def check(table: str, **head: str) -> Checked:
    return check_sheet(form(table, **head), Against(PLAN))


def test_a_column_of_divisions_says_whose_each_row_is() -> None:
    table = f"{TABLE}\n| กองช่าง | 1 | 1 | {DONE} |\n| งานคลัง | 1 | 1 | {DONE} |"
    checked = check(table, division="")
    assert divisions(checked) == ["กองช่าง 6", "กองคลัง 7"]
    assert checked.codes == []
    assert "I7 division_alias: งานคลัง -> กองคลัง" in checked.readings
    assert [one.division for one in checked.merged.submissions] == ["กองช่าง; กองคลัง"]


def test_a_blank_cell_takes_the_division_above_then_the_headings() -> None:
    table = f"{TABLE}\n| | 1 | 1 | {DONE} |\n| กองช่าง | 1 | 1 | {DONE} |\n| | 9 | 9 | |"
    checked = check(table, division="กองคลัง")
    assert divisions(checked) == ["กองคลัง 6", "กองช่าง 7", "กองช่าง 8"]
    assert "I8 filled_from_above:  -> กองช่าง" in checked.readings


def test_rows_of_an_unknown_name_are_kept_out_listed_and_asked_about_once() -> None:
    table = f"{TABLE}\n| กองช้าง | 1 | 1 | |\n| กองช้าง | 2 | 1 | |\n| กองคลัง | 1 | 1 | {DONE} |"
    checked = check(table, division="")
    assert divisions(checked) == ["กองคลัง 8"]
    assert checked.codes == ["division_unknown I6"]
    assert checked.findings[0].facts == {"found": "กองช้าง", "near": "กองช่าง"}
    waiting = [one for one in checked.readings if "row_waiting" in one]
    assert "I6 row_waiting: กองช้าง -> " in waiting
    assert "I7 row_waiting: กองช้าง -> " in waiting


def test_a_sheet_of_which_no_name_is_known_waits_for_the_answer() -> None:
    checked = check(f"{TABLE}\n| กองช้าง | 1 | 1 | |", division="")
    assert [(one.outcome, one.division) for one in checked.merged.submissions] == [
        ("waiting", None)
    ]
    assert checked.merged.returns == ()


def test_a_table_without_any_name_is_asked_about() -> None:
    page = sheet("| มาตรการ | วิธีการ | ผลการดำเนินงาน |\n| มาตรการหนึ่ง | จัดประชุม | ประชุมแล้ว |")
    checked = check_sheet(page, Against(PLAN), "ตาราง.xlsx")
    assert checked.codes == ["division_unknown"]
    assert checked.findings[0].facts == {"found": "", "near": None}


@pytest.mark.parametrize("typed", ["กองคลัง / กองช่าง", "กองคลัง, กองช่าง", "กองช่าง และ กองคลัง"])
def test_one_row_may_be_of_several_divisions(typed: str) -> None:
    page = sheet(
        "| มาตรการ | วิธีการ | ผู้รับผิดชอบ | ผลการดำเนินงาน | ข้อเสนอแนะ |\n"
        f"| มาตรการหนึ่ง | จัดประชุม | {typed} | ประชุมแล้ว ก.พ. ๖๖ | ไม่มี |"
    )
    checked = check_sheet(page, Against(PLAN))
    assert set(divisions(checked)) == {"กองคลัง 2", "กองช่าง 2"}
    assert checked.codes == []
    assert len(checked.accepted.accepted) == 2


def test_a_heading_says_whose_a_table_is_that_has_no_such_column() -> None:
    page = sheet(
        "| ส่วนราชการ | กองช่าง |\n"
        "| มาตรการ | วิธีการ | ผลการดำเนินงาน | ข้อเสนอแนะ |\n"
        "| มาตรการหนึ่ง | จัดประชุม | ประชุมแล้ว ก.พ. ๖๖ | ไม่มี |"
    )
    checked = check_sheet(page, Against(PLAN), "ตาราง.xlsx")
    assert divisions(checked) == ["กองช่าง 3"]
    assert checked.codes == []
