from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.core.raw import RawSheet, Visibility
from tests.merge.changed_plans import short
from tests.tables import Against, Checked, check_files, file_of, form, plan_of, workbook

STEPS = """
    | 1 | มาตรการหนึ่ง | 1 | จัดประชุม | กองคลัง | ม.ค. - ก.ย. ๖๖ |
    | 1 |            | 2 | จัดอบรม | กองคลัง | ม.ค. - ก.ย. ๖๖ |
"""
TODAY = Against(plan_of(STEPS))
REWORDED = Against(plan_of(STEPS.replace("จัดประชุม", "จัดประชุมทุกเดือน")))
TABLE = """
    | มาตรการที่ | ข้อที่ | มาตรการ/แนวทาง | วิธีการดำเนินการ | ระยะเวลาดำเนินการ |
    | 1 | 1 | มาตรการหนึ่ง | จัดประชุม | ม.ค. - ก.ย. ๖๖ |
    | 1 | 2 | มาตรการหนึ่ง | จัดอบรม | ม.ค. - ก.ย. ๖๖ |
"""

MARKS = {
    "1.1": short("1", "มาตรการหนึ่ง", "1", "จัดประชุม", "ม.ค. - ก.ย. ๖๖"),
    "1.2": short("1", "มาตรการหนึ่ง", "2", "จัดอบรม", "ม.ค. - ก.ย. ๖๖"),
}
REWORDED_MARK = short("1", "มาตรการหนึ่ง", "1", "จัดประชุมทุกเดือน", "ม.ค. - ก.ย. ๖๖")


def edition(first: str, month: str = "2566-03") -> str:
    """The edition of the two steps, `first` being the first one's mark."""
    rows = (f"1.1\x1f{first}", f"1.2\x1f{MARKS['1.2']}")
    return f"2.{month}.{short(*rows, between=chr(0x1E))}"


def issued(**told: str) -> RawSheet:
    """The hidden sheet of a form of the two steps as they stand; `told` replaces what it tells."""
    identity = {
        "schema": "2",
        "organisation": "องค์การบริหารส่วนตำบลวังทอง",
        "division": "กองคลัง",
        "month": "2566-03",
        "issue": edition(MARKS["1.1"]),
        "revision": "1",
    }
    rows: dict[int, tuple[str | None, ...]] = {
        row: (key, value or None, None, None, None, "อื่น")
        for row, (key, value) in enumerate((identity | told).items(), start=1)
    }
    for row, pair in enumerate(MARKS.items(), start=1):
        rows[row] = (*rows[row][:3], *pair, *rows[row][5:])
    return RawSheet("_form", dict(rows), visibility=Visibility.HIDDEN)


def check(page: RawSheet, hidden: RawSheet, held: Against = TODAY) -> Checked:
    return check_files([file_of(workbook(page, hidden))], held)


def test_an_up_to_date_form_raises_nothing() -> None:
    checked = check(form(TABLE), issued())
    assert checked.codes == []
    assert not any(one.rule.startswith("step_") for one in checked.merged.readings)


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({"schema": "1", "issue": ""}, "1.2566-03"),
        ({"schema": "1", "issue": "", "month": ""}, "1"),
        ({"issue": "", "month": "2566-02"}, "2.2566-02"),
        ({"issue": "17", "month": "2566-02"}, "2.2566-02"),
        (
            {"issue": edition(MARKS["1.1"], "2566-02"), "month": "2566-02"},
            edition(MARKS["1.1"], "2566-02"),
        ),
        ({"issue": "2.2566-03.00000000"}, "2.2566-03.00000000"),
        ({"schema": "1", "issue": "1.2566-03.00000000"}, "1.2566-03.00000000"),
    ],
)
def test_a_form_of_another_version_month_or_plan_is_told_once(
    told: dict[str, str], found: str
) -> None:
    checked = check(form(TABLE), issued(**told))
    assert checked.codes == ["form_outdated"]
    finding = checked.findings[0]
    assert finding.facts == {"found": found, "expected": edition(MARKS["1.1"])}
    assert str(finding.where) == "[กองคลัง.xlsx]รายงานผล"
    assert finding.division == "กองคลัง"
    assert len(checked.accepted.accepted) == 2


@pytest.mark.parametrize(
    "told",
    [
        {"issue": "17"},
        {"issue": "", "month": ""},
        {"issue": "", "schema": ""},
        {"issue": "", "month": "", "schema": ""},
        {"issue": "", "month": "เดือนหน้า"},
        {"division": "งานคลัง"},
        {"division": "ไม่มีในแผน"},
    ],
)
def test_what_a_form_does_not_tell_is_not_compared(told: dict[str, str]) -> None:
    assert check(form(TABLE), issued(**told)).codes == []


def test_the_form_of_another_division_is_held_against_that_divisions() -> None:
    both = Against(
        plan_of(STEPS.replace("กองคลัง", "กองคลัง, กองช่าง") + "| 1 | | 3 | จัดซื้อ | กองช่าง | |")
    )
    checked = check(form(TABLE, division="กองช่าง"), issued(), both)
    assert checked.codes == ["identity_disagrees B3", "row_missing 1 3"]
    assert checked.findings[0].facts["other"] == "กองคลัง"


def test_a_form_without_the_hidden_sheet_is_never_outdated() -> None:
    assert check_files([file_of(workbook(form(TABLE)))], TODAY).codes == []


def test_another_visible_month_is_refused_and_nothing_more_is_said() -> None:
    told = {"month": "2566-02", "issue": edition(MARKS["1.1"], "2566-02")}
    assert check(form(TABLE, month="กุมภาพันธ์ 2566"), issued(**told)).codes == ["month_mismatch B3"]


def test_a_form_of_the_first_version_is_read_by_its_own_words() -> None:
    page = form("| มาตรการที่ | ข้อที่ |\n| 1 | 1 |\n| 1 | 2 |")
    words = {"ผลการดำเนินงาน": "ผลการดำเนินการ", "หลักฐานอ้างอิง": "หลักฐาน/ลิงก์"}
    header = tuple(words.get(str(one), one) for one in page.rows[5])
    hidden = RawSheet(
        "_form",
        {1: ("schema", "1"), 2: ("division", "กองคลัง"), 3: ("month", "2566-03"), 4: ("issue", "5")},
        visibility=Visibility.HIDDEN,
    )
    checked = check(replace(page, rows={**page.rows, 5: header}), hidden)
    assert checked.codes == ["form_outdated"]
    assert checked.findings[0].facts == {"found": "1.2566-03", "expected": edition(MARKS["1.1"])}
    assert [one.result for one in checked.accepted.accepted.values()] == ["จัดประชุมตามแผน"] * 2
    assert "E5 header_alias: ผลการดำเนินการ -> ผลการดำเนินงาน" in checked.readings


def test_a_text_that_the_plan_has_changed_since_is_not_the_divisions_doing() -> None:
    checked = check(form(TABLE), issued(), REWORDED)
    assert checked.codes == ["form_outdated"]
    assert checked.findings[0].facts == {
        "found": edition(MARKS["1.1"]),
        "expected": edition(REWORDED_MARK),
    }
    assert list(checked.merged.table.frame["as_issued"]) == [True, True]


def test_a_text_that_the_division_changed_is_told_on_an_old_form_too() -> None:
    checked = check(form(TABLE.replace("จัดประชุม", "ประชุมใหญ่")), issued(), REWORDED)
    assert checked.codes == ["form_outdated", "plan_text_changed J6"]
    assert list(checked.merged.table.frame["as_issued"]) == [False, True]


def test_without_marks_it_is_not_known_who_changed_a_text() -> None:
    checked = check_files([file_of(workbook(form(TABLE)))], REWORDED)
    assert checked.codes == ["plan_text_changed J6"]
    assert list(checked.merged.table.frame["as_issued"]) == [False, False]


def test_who_is_responsible_stands_in_no_mark_and_is_compared() -> None:
    header, *rows = TABLE.strip().splitlines()
    table = "\n".join([f"{header} ผู้รับผิดชอบ |", *(f"{row} กองช่าง |" for row in rows)])
    assert check(form(table), issued()).codes == ["plan_text_changed L6", "plan_text_changed L7"]


@pytest.mark.parametrize("ending", ["\r\n", "\n"])
def test_a_form_saved_again_with_other_line_ends_raises_nothing(ending: str) -> None:
    plan = Against(plan_of(STEPS.replace("จัดประชุม", "จัดประชุม\\nทุกเดือน")))
    mark = short("1", "มาตรการหนึ่ง", "1", "จัดประชุม\nทุกเดือน", "ม.ค. - ก.ย. ๖๖")
    hidden = issued(issue=edition(mark))
    hidden = replace(
        hidden, rows={**hidden.rows, 1: (*hidden.rows[1][:4], mark, *hidden.rows[1][5:])}
    )
    page = form(TABLE.replace("จัดประชุม", "จัดประชุม\\nทุกเดือน"))
    resaved = {
        row: tuple(one.replace("\n", ending) if isinstance(one, str) else one for one in cells)
        for row, cells in page.rows.items()
    }
    checked = check(replace(page, rows=resaved), hidden, plan)
    assert checked.codes == []
    assert list(checked.merged.table.frame["as_issued"]) == [True, True]


def test_numbers_that_an_office_suite_made_of_the_hidden_texts_are_read() -> None:
    hidden = issued(issue="17")
    rows = {**hidden.rows, 1: ("schema", 2.0, *hidden.rows[1][2:])}
    assert check(form(TABLE), replace(hidden, rows=rows)).codes == []
