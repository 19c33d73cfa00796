from __future__ import annotations

import pytest

from tests.tables import Against, check_sheet, form, plan_of

THREE = """
    | 1 | มาตรการหนึ่ง | 1 | จัดประชุม | กองคลัง | ก.ค. - ก.ย. ๖๖ |
    | 1 |            | 2 | จัดอบรม   | กองคลัง | ม.ค. - ก.ย. ๖๖ |
    | 2 | มาตรการสอง   | 1 | จัดซื้อ    | กองคลัง | ม.ค. - ก.ย. ๖๖ |
"""
HELD = Against(plan_of(THREE))
NUMBERED = Against(plan_of(THREE.replace("ก.ค.", "ม.ค.")))


def recommending(first: str, second: str, third: str, more: str = "") -> str:
    return f"""
        | มาตรการที่ | ข้อที่ | สถานะ | วันที่ดำเนินการ | ผลการดำเนินงาน | ข้อเสนอแนะ |
        | 1 | 1 | | | | {first} |
        | 1 | 2 | ดำเนินการต่อเนื่อง | ก.พ. 66 | อบรม | {second} |
        | 2 | 1 | ดำเนินการต่อเนื่อง | ก.พ. 66 | ซื้อ | {third} |
        {more}
    """


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (("", "ไม่มี", "ไม่มี"), []),
        (("", "-", "ไม่มี"), []),
        (("ควรอบรม", "", "ไม่มี"), []),
        (("", "", "ไม่มี"), ["recommendation_blank H7"]),
        (("", "", ""), ["recommendation_blank H7", "recommendation_blank H8"]),
        (("", "", "ไม่มี", "| 1 | | | | งานเสริม | ควรทำต่อ |"), []),
    ],
)
def test_a_recommendation_is_asked_for_once_a_measure_that_has_begun(
    given: tuple[str, ...], expected: list[str]
) -> None:
    assert check_sheet(form(recommending(*given)), HELD).codes == expected


def numbered(*results: str) -> list[str]:
    lines = "\n".join(
        f"| {numbers} | {result} |"
        for numbers, result in zip(("1 | 1", "1 | 2", "2 | 1", "1 |  "), results, strict=False)
    )
    table = f"| มาตรการที่ | ข้อที่ | ผลการดำเนินงาน |\n{lines}"
    codes = check_sheet(form(table), NUMBERED).codes
    return [one for one in codes if not one.startswith("row_missing")]


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        (("๑. ประชุม", "๑. อบรม", "๑. ซื้อ"), []),
        (("๑. ประชุม\\n๒. สรุป", "๑. อบรม\\n๒. สรุป", "ซื้อ"), []),
        (("๑. ประชุม\\n๒. สรุป", "๓. อบรม", "๑. ซื้อ"), []),
        (("๑. ประชุม", "๒. อบรม", "๒. ซื้อ"), []),
        (("- ประชุม\\n- สรุป", "- อบรม", "- ซื้อ"), []),
        (("๑. ประชุม\\n๒. สรุป", "๒. อบรม", "ซื้อ"), ["numbering_repeated E7"]),
        (("๑. ก\\n๒. ข\\n๒. ค", "อบรม", "ซื้อ"), ["numbering_repeated E6"]),
        (("๑. ก\\n๒. ข", "๓. ค", "ซื้อ", "๓. ง"), ["numbering_repeated E9"]),
        (("ตามข้อ ๑. และข้อ ๑.", "อบรม", "ซื้อ"), []),
    ],
)
def test_numbers_used_twice_within_one_measure(
    results: tuple[str, ...], expected: list[str]
) -> None:
    assert numbered(*results) == expected


def test_the_numbers_used_twice_are_told_at_the_second_use() -> None:
    table = """
        | มาตรการที่ | ข้อที่ | ผลการดำเนินงาน |
        | 1 | 1 | ๑. ก\\n๒. ข\\n๓. ค |
        | 1 | 2 | ๓. ง\\n๒. จ\\n๔. ฉ |
        | 2 | 1 | ซื้อ |
    """
    found = check_sheet(form(table), NUMBERED).one("numbering_repeated")
    assert (found.where.cell, found.facts) == ("E7", {"numbers": (3, 2)})
