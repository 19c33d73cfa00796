from __future__ import annotations

from dataclasses import replace

import pytest

from tests.tables import Against, check_files, check_sheet, file_of, form, sheet, workbook


def test_nothing_is_amiss_with_a_form_as_it_was_issued() -> None:
    checked = check_sheet(form())
    assert checked.codes == []
    assert checked.readings == ["D6 date_text: 15 ก.พ. 66 -> 2023-02-15"]


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        ("งานคลัง", "D2 division_alias: งานคลัง -> กองคลัง"),
        ("กองคลังฯ", "D2 division_alias: กองคลังฯ -> กองคลัง"),
        ("กองคลัง อบต.วังทอง", "D2 division_alias: กองคลัง อบต.วังทอง -> กองคลัง"),
        ("ฝ่ายการเงิน", "D2 division_alias: ฝ่ายการเงิน -> กองคลัง"),
    ],
)
def test_a_division_by_another_name_is_listed(typed: str, reading: str) -> None:
    checked = check_sheet(form(division=typed), Against(aliases=(("ฝ่ายการเงิน", "กองคลัง"),)))
    assert checked.codes == []
    assert reading in checked.readings
    assert checked.merged.returns[0].division == "กองคลัง"


@pytest.mark.parametrize(
    ("head", "code", "facts"),
    [
        ({"division": "กองคลั่ง"}, "division_unknown D2", {"found": "กองคลั่ง", "near": "กองคลัง"}),
        ({"division": ""}, "division_unknown D2", {"found": "", "near": None}),
        (
            {"organisation": "เทศบาลตำบลวังทอง"},
            "organisation_unknown B2",
            {"found": "เทศบาลตำบลวังทอง", "near": "องค์การบริหารส่วนตำบลวังทอง"},
        ),
        ({"month": "กุมภาพันธ์ 2566"}, "month_mismatch B3", {"found": "2566-02"}),
        ({"month": "เดือนหน้า"}, "month_mismatch B3", {"found": "เดือนหน้า"}),
        ({"month": "มีนาคม 2565"}, "year_mismatch B3", {"found": "FiscalYear(be_year=2565)"}),
        ({"month": "ตุลาคม 2566"}, "year_mismatch B3", {"found": "FiscalYear(be_year=2567)"}),
    ],
)
def test_whose_or_which_month_is_not_certain(
    head: dict[str, str], code: str, facts: dict[str, str | None]
) -> None:
    checked = check_sheet(form(**head), name="แบบรายงาน.xlsx")
    assert checked.codes == [code]
    found = checked.findings[0].facts
    assert {key: (found[key] and str(found[key])) or found[key] for key in facts} == facts
    assert checked.merged.returns == ()


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        ("มี.ค. 2566", []),
        ("มีนาคม ๒๕๖๖", []),
        ("มี.ค. 66", ["B3 month_text: มี.ค. 66 -> 2566-03"]),
        ("มีนาคม", ["B3 month_text: มีนาคม -> 2566-03"]),
        ("ประจำเดือนมีนาคม พ.ศ. 2566", ["B3 month_text: ประจำเดือนมีนาคม พ.ศ. 2566 -> 2566-03"]),
        ("03/2566", ["B3 month_text: 03/2566 -> 2566-03"]),
        ("31 มีนาคม 2566", ["B3 month_text: 31 มีนาคม 2566 -> 2566-03"]),
        ("<2023-03-31>", ["B3 month_text: 31 มี.ค. 2566 -> 2566-03"]),
        ("<2566-03-01>", ["B3 month_text: 2566-03-01 -> 2566-03"]),
    ],
)
def test_the_month_in_any_writing(typed: str, readings: list[str]) -> None:
    checked = check_sheet(form(month=typed))
    assert checked.codes == []
    assert [one for one in checked.readings if one.startswith("B3")] == readings


def test_what_the_form_does_not_say_is_taken_from_plan_and_command_and_listed() -> None:
    checked = check_sheet(form(organisation="", month=""))
    assert checked.codes == []
    assert checked.readings[:2] == [
        "None organisation_from_plan:  -> องค์การบริหารส่วนตำบลวังทอง",
        "None month_from_command:  -> 2566-03",
    ]


def test_the_organisation_abbreviated_is_listed() -> None:
    checked = check_sheet(form(organisation="อบต. วังทอง"))
    assert checked.codes == []
    assert "B2 organisation_alias: อบต. วังทอง -> องค์การบริหารส่วนตำบลวังทอง" in checked.readings


@pytest.mark.parametrize(
    ("title", "codes"),
    [
        ("ประจำปีงบประมาณ พ.ศ. 2566", []),
        ("ประจำปีงบประมาณ พ.ศ. ๒๕๖๕", ["year_mismatch A1"]),
        ("ผลการประเมิน ปีงบประมาณ พ.ศ. 2565 และมาตรการ ปีงบประมาณ พ.ศ. 2566", []),
        ("คำสั่งที่ 12/2565", []),
        ("", []),
    ],
)
def test_the_fiscal_year_of_the_title(title: str, codes: list[str]) -> None:
    page = form()
    assert check_sheet(replace(page, rows={**page.rows, 1: (title or None,)})).codes == codes


def test_a_title_is_found_far_above_the_table() -> None:
    page = form()
    rows = {row + 20: values for row, values in page.rows.items()}
    rows[21] = ("ประจำปีงบประมาณ พ.ศ. 2565",)
    assert check_sheet(replace(page, rows=rows)).codes == ["year_mismatch A21"]


def test_what_the_visible_block_lacks_is_taken_from_the_hidden_form_sheet() -> None:
    hidden = sheet("| division | กองคลัง |\n| month | 2566-03 |\n| revision | 2 |", "_form")
    checked = check_files([file_of(workbook(form(division="", month=""), hidden))])
    assert checked.codes == []
    assert (checked.merged.returns[0].division, checked.merged.returns[0].revision) == ("กองคลัง", 2)


def test_what_the_officer_typed_goes_before_the_hidden_form_sheet() -> None:
    hidden = sheet("| month | 2566-03 |", "_form")
    checked = check_files([file_of(workbook(form(month="ก.พ. 66"), hidden))])
    assert checked.codes == ["month_mismatch B3"]


def test_an_error_in_the_block_is_a_finding_at_its_cell() -> None:
    assert check_sheet(form(division="#REF!")).codes == ["error_value D2"]
    assert check_sheet(form(reporter="#N/A")).codes == ["error_value D3"]
