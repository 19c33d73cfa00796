from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipeline.core.address import Address
from pipeline.core.finding import Finding
from pipeline.core.received import Outcome, ReadFile, Received
from pipeline.merge.merging import refused_divisions
from tests.tables import Checked, check_files, file_of, form, workbook


def outcomes(checked: Checked) -> list[str]:
    return [
        f"{one.received.name} {one.outcome} {one.division or ''}".strip()
        for one in checked.merged.submissions
    ]


def refused(name: str) -> ReadFile:
    received = Received(name, Path(name), sha256=f"sha of {name}")
    return ReadFile(received, refusal=Finding("file_encrypted", Address(name)))


def test_every_file_is_accounted_for_in_its_place() -> None:
    lock = Received("~$กองคลัง.xlsx", Path("x"), passed_over="lock_file")
    files = [
        ReadFile(lock, refusal=Finding("file_passed_over", Address(lock.name))),
        refused("ก.xlsx"),
        file_of(workbook(form(division="กองลับ")), "ข.xlsx"),
        file_of(workbook(form(month="ก.พ. 66")), "ค.xlsx"),
        file_of(workbook(form()), "ง.xlsx", sha256="same"),
        file_of(workbook(form()), "จ.xlsx", sha256="same"),
        file_of(workbook(form(division="กองช่าง")), "ฉ.xlsx", sha256="1"),
        file_of(workbook(form(division="กองช่าง")), "ช.xlsx", sha256="2"),
        file_of(workbook(), "ซ.xlsx"),
    ]
    checked = check_files(files)
    assert outcomes(checked) == [
        "~$กองคลัง.xlsx passed_over",
        "ก.xlsx refused",
        "ข.xlsx waiting",
        "ค.xlsx refused กองคลัง",
        "ง.xlsx accepted กองคลัง",
        "จ.xlsx duplicate",
        "ฉ.xlsx superseded กองช่าง",
        "ช.xlsx accepted กองช่าง",
        "ซ.xlsx refused",
    ]
    reasons = [one.reason.code if one.reason else None for one in checked.merged.submissions]
    assert reasons == [
        "file_passed_over",
        "file_encrypted",
        "division_unknown",
        "month_mismatch",
        None,
        "file_duplicate",
        "file_superseded",
        None,
        "form_not_found",
    ]
    assert checked.merged.rows_read == 2


def test_a_later_bad_file_never_displaces_an_earlier_good_one() -> None:
    later = replace(form(), rows={**form().rows, 5: ("ข้อที่", "สถานะ", "ผลการดำเนินงาน")})
    files = [
        file_of(workbook(form()), "ก.xlsx", sha256="1"),
        file_of(workbook(later), "ข.xlsx", sha256="2"),
    ]
    assert outcomes(check_files(files)) == ["ก.xlsx accepted กองคลัง", "ข.xlsx refused กองคลัง"]


def test_findings_and_readings_of_what_does_not_stand_are_left_out() -> None:
    broken = form("| ผลการดำเนินงาน | สถานะ |\n| #REF! | เสร็จสิ้น |")
    files = [
        file_of(workbook(broken), "ก.xlsx", sha256="1"),
        file_of(workbook(form()), "ข.xlsx", sha256="2"),
    ]
    checked = check_files(files)
    assert checked.codes == ["file_superseded"]
    assert checked.readings == ["D6 date_text: 15 ก.พ. 66 -> 2023-02-15"]


def test_a_workbook_of_two_divisions_gives_two_returns() -> None:
    book = workbook(form(), replace(form(division="กองช่าง"), name="ช่าง"))
    checked = check_files([file_of(book)])
    assert outcomes(checked) == ["กองคลัง.xlsx accepted กองคลัง; กองช่าง"]
    assert list(checked.merged.table.frame["division"]) == ["กองคลัง", "กองช่าง"]


def test_a_second_sheet_of_the_same_division_is_told_at_the_sheet() -> None:
    again = form("| ผลการดำเนินงาน |\n| #REF! |")
    checked = check_files([file_of(workbook(form(), replace(again, name="สำเนา")))])
    assert [f"{one.code} {one.where}" for one in checked.findings] == [
        "file_superseded [กองคลัง.xlsx]สำเนา"
    ]
    assert outcomes(checked) == ["กองคลัง.xlsx accepted กองคลัง"]


def test_a_sheet_of_last_month_beside_this_months_is_told_at_its_cell() -> None:
    old = replace(form(month="ก.พ. 66"), name="ก.พ.")
    checked = check_files([file_of(workbook(old, form()))])
    assert [f"{one.code} {one.where}" for one in checked.findings] == [
        "month_mismatch [กองคลัง.xlsx]ก.พ.!B3"
    ]
    assert len(checked.merged.returns) == 1


def test_divisions_of_which_nothing_could_be_taken() -> None:
    files = [file_of(workbook(form(month="ก.พ. 66")), "ก.xlsx"), refused("ข.xlsx")]
    found = refused_divisions(check_files(files).merged.submissions)
    assert {name: one.received.name for name, one in found.items()} == {"กองคลัง": "ก.xlsx"}
    assert found["กองคลัง"].outcome is Outcome.REFUSED
