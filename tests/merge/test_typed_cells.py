from __future__ import annotations

import pytest

from tests.tables import check_sheet, form


@pytest.mark.parametrize("mark", ["-", "–", " - ", "<เลือก>", "โปรดเลือก", "--เลือก--", "......"])
def test_a_mark_for_blank_is_blank_and_listed(mark: str) -> None:
    checked = check_sheet(form(f"| หลักฐานอ้างอิง |\n| {mark} |"))
    (row,) = checked.merged.returns[0].rows
    assert row.text("evidence") == ""
    assert f"F6 placeholder: {mark.strip()} -> " in checked.readings


def test_a_hyphen_answers_that_there_is_no_recommendation() -> None:
    checked = check_sheet(form("| ข้อเสนอแนะ |\n| - |"))
    assert checked.codes == []
    assert checked.merged.returns[0].rows[0].text("recommendation") == "-"


def test_a_hyphen_before_a_text_is_a_bullet() -> None:
    checked = check_sheet(form("| ผลการดำเนินงาน |\n| -งานพัสดุรายงานแล้ว |"))
    assert checked.merged.returns[0].rows[0].text("result") == "-งานพัสดุรายงานแล้ว"


def test_a_date_with_two_readings_is_asked_about_once() -> None:
    checked = check_sheet(form("| วันที่ดำเนินการ |\n| ธ.ค., ม.ค. 66 |"))
    assert checked.codes == ["date_ambiguous D6"]
    facts = checked.one("date_ambiguous").facts
    assert (facts["found"], str(facts["first"]), str(facts["second"])) == (
        "ธ.ค.",
        "2023-12-01/2023-12-31",
        "2022-12-01/2022-12-31",
    )


def test_a_date_with_two_readings_beside_one_that_is_none() -> None:
    checked = check_sheet(form("| วันที่ดำเนินการ |\n| ธ.ค., ม.ค. 66, เร็ว ๆ นี้ |"))
    assert checked.codes == ["date_unreadable D6"]
