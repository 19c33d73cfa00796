from __future__ import annotations

import pytest

from tests.tables import Against, check_files, check_sheet, file_of, form, plan_of, workbook

TWO = """
    | 1 | มาตรการหนึ่ง | 1 | จัดประชุม | กองคลัง | ม.ค. - ก.ย. ๖๖ |
    | 1 |            | 2 | จัดอบรม   | กองคลัง | ม.ค. - ก.ย. ๖๖ |
    | 2 | มาตรการสอง   | 1 | จัดซื้อ    | กองช่าง | ม.ค. - ก.ย. ๖๖ |
"""
HELD = Against(plan_of(TWO))
CLEAN = "| มาตรการที่ | ข้อที่ |\n| 1 | 1 |\n| 1 | 2 |"


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (CLEAN, []),
        ("| มาตรการที่ | ข้อที่ |\n| ๑ | ข้อ ๑ |\n| 1 | 2. |", []),
        (f"{CLEAN}\n| 1 | 3 |", ["row_unknown B8"]),
        (f"{CLEAN}\n| 2 | 1 |", ["row_unknown B8"]),
        (f"{CLEAN}\n| 3 | 1 |", ["row_unknown A8"]),
        (f"{CLEAN}\n| 1 | |", []),
        (f"{CLEAN}\n| 1 | 2 |", ["row_duplicated B8"]),
        (f"{CLEAN}\n| 1 | 2 |\n| 1 | ๒ |", ["row_duplicated B8", "row_duplicated B9"]),
        (f"{CLEAN}\n| 1 | |\n| 1 | |", []),
        ("| มาตรการที่ | ข้อที่ |\n| 1 | 2 |", ["row_missing 1 1"]),
    ],
)
def test_rows_not_in_the_plan_twice_and_missing(table: str, expected: list[str]) -> None:
    assert check_sheet(form(table), HELD).codes == expected


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("| มาตรการ | วิธีดำเนินการ |\n| มาตรการหนึ่ง | จัดประชุม |", []),
        ("| มาตรการ | วิธีดำเนินการ |\n| “มาตรการ หนึ่ง” | จัด ประชุม. |", []),
        ("| มาตรการ | วิธีดำเนินการ |\n| | |", []),
        ("| มาตรการ |\n| มาตรการที่หนึ่ง |", ["plan_text_changed I6"]),
        ("| วิธีดำเนินการ |\n| จัดประชุมใหญ่ |", ["plan_text_changed I6"]),
        ("| ผู้รับผิดชอบ |\n| กองช่าง |", ["plan_text_changed I6"]),
        ("| ระยะเวลา |\n| ม.ค. - ก.ย. 66 |", []),
        ("| ระยะเวลา |\n| ม.ค. - ก.ย. ๖๗ |", ["plan_text_changed I6"]),
    ],
)
def test_texts_of_the_plan(table: str, expected: list[str]) -> None:
    assert check_sheet(form(table)).codes == expected


def test_the_changed_text_is_named_by_its_header() -> None:
    found = check_sheet(form("| วิธีดำเนินการ |\n| ประชุมใหญ่ |")).one("plan_text_changed")
    assert found.facts == {"header": "วิธีการดำเนินการ"}


def test_a_measure_merged_over_its_rows_is_reported_in_the_cell_that_shows_it() -> None:
    table = "| มาตรการที่ | ข้อที่ | มาตรการ |\n| 1 | 1 | ผิด |\n| | 2 | |"
    assert check_sheet(form(table, merged=["A6:A7", "I6:I7"]), HELD).codes == [
        "plan_text_changed I6"
    ]


def test_a_step_merged_over_two_rows_is_doubled_in_the_second_and_the_first_is_taken() -> None:
    table = "| มาตรการที่ | ข้อที่ | ผลการดำเนินงาน |\n| 1 | 1 | ประชุม |\n| | | อบรม |"
    checked = check_sheet(form(table, merged=["A6:A7", "B6:B7"]))
    assert checked.codes == ["row_duplicated C7"]
    assert [one.result for one in checked.accepted.accepted.values()] == ["ประชุม"]


def test_the_same_step_in_two_divisions_returns_is_not_doubled() -> None:
    held = Against(plan_of("| 1 | มาตรการ | 1 | จัดประชุม | กองคลัง, กองช่าง | ม.ค. - ก.ย. ๖๖ |"))
    files = [
        file_of(workbook(form()), "ก.xlsx"),
        file_of(workbook(form("| ข้อที่ |\n| ๑ |", division="กองช่าง")), "ข.xlsx"),
    ]
    assert check_files(files, held).codes == []


def test_a_nil_return_and_an_excused_step_need_no_row() -> None:
    table = "| มาตรการที่ | ข้อที่ |\n| 1 | 1 |"
    nil = form(table, nil="ไม่มีผลเพิ่มเติม", nil_reason="รอ")
    assert "row_missing 1 2" not in check_sheet(nil, HELD).codes
    more = {"ข้อยกเว้น": "| มาตรการที่ | ข้อที่ | เหตุผล |\n| 1 | 2 | งบไม่พอ |"}
    assert check_sheet(form(table), Against(plan_of(TWO, more))).codes == []


def test_a_return_without_any_row_lacks_every_step() -> None:
    assert check_sheet(form("| ข้อที่ |"), HELD).codes == ["row_missing 1 1", "row_missing 1 2"]
