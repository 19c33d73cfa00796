from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.core.finding import Word
from tests.tables import Against, check_files, file_of, form, plan_of, sheet, workbook

if TYPE_CHECKING:
    from tests.tables import Checked

REGISTERED = """
| ชื่อ | สังกัด | อีเมล |
| สำนักปลัด | | clerk@example.go.th |
| กองคลัง | | finance@example.go.th |
| กองช่าง | | works@example.go.th |
| กองการศึกษา | | |
| งานพัสดุ | กองคลัง | |
"""
PLAN = Against(plan_of(more={"ส่วนราชการ": REGISTERED.strip()}))


def check(division: str, sender: str | None, name: str = "x.xlsx", **more: object) -> Checked:
    file = file_of(workbook(form(division=division)), name, sender=sender, **more)
    return check_files([file], PLAN)


def codes(checked: Checked) -> list[str]:
    """What is said of the file itself."""
    found = ("sender_unknown", "identity_disagrees")
    return [one.code for one in checked.findings if one.code in found]


@pytest.mark.parametrize(
    ("division", "sender", "expected"),
    [
        ("กองคลัง", "finance@example.go.th", []),
        ("กองคลัง", "FINANCE@Example.go.th", []),
        ("กองคลัง", None, []),
        ("กองคลัง", "x@example.com", ["sender_unknown"]),
        ("กองคลัง", "works@example.go.th", ["sender_unknown"]),
        # Nobody is registered, and the sender is registered for nobody else: nothing to hold to.
        ("กองการศึกษา", "x@example.com", []),
        ("กองการศึกษา", "works@example.go.th", ["sender_unknown"]),
        # A part of a division may send by the division's address.
        ("งานพัสดุ", "finance@example.go.th", []),
        ("งานพัสดุ", "clerk@example.go.th", ["sender_unknown"]),
    ],
)
def test_a_sender_is_held_against_the_register(
    division: str, sender: str | None, expected: list[str]
) -> None:
    checked = check(division, sender)
    assert codes(checked) == expected
    assert len(checked.merged.returns) == 1


def test_both_divisions_are_named_where_the_sender_is_another_s() -> None:
    facts = check("กองคลัง", "works@example.go.th").one("sender_unknown").facts
    assert facts == {"found": "works@example.go.th", "division": "กองคลัง", "other": "กองช่าง"}
    assert check("กองคลัง", "x@example.com").one("sender_unknown").facts["other"] is None


def test_who_passed_a_mail_on_may_be_the_one_that_is_registered() -> None:
    assert codes(check("กองคลัง", "x@example.com", carriers=("finance@example.go.th",))) == []


def test_nothing_is_said_of_the_sender_of_a_file_that_is_not_taken() -> None:
    assert codes(check("กองลับ", "x@example.com")) == []


def test_the_hidden_sheet_of_another_division_is_named_with_the_one_that_was_taken() -> None:
    hidden = sheet("| division | กองช่าง |", "_form")
    checked = check_files([file_of(workbook(form(), hidden), "x.xlsx")], PLAN)
    finding = checked.one("identity_disagrees")
    assert (finding.where.sheet, finding.where.cell) == ("_form", "B1")
    assert finding.facts == {
        "taken": "กองคลัง",
        "by": Word("basis", "content"),
        "other": "กองช่าง",
        "source": Word("basis", "form"),
    }
    assert [one.division for one in checked.merged.returns] == ["กองคลัง"]


def test_a_file_named_after_another_division_is_told_once() -> None:
    checked = check("กองคลัง", None, "รายงาน กองช่าง.xlsx")
    facts = checked.one("identity_disagrees").facts
    assert (facts["other"], facts["source"]) == ("กองช่าง", Word("basis", "file_name"))
    hidden = sheet("| division | กองช่าง |", "_form")
    both = check_files([file_of(workbook(form(), hidden), "กองช่าง.xlsx")], PLAN)
    assert codes(both) == ["identity_disagrees"]


@pytest.mark.parametrize("name", ["กองคลัง.xlsx", "งานพัสดุ กองคลัง.xlsx", "x.xlsx"])
def test_a_name_that_agrees_or_tells_nothing_is_no_finding(name: str) -> None:
    assert codes(check("กองคลัง", None, name)) == []


def test_a_form_without_a_name_is_the_hidden_sheet_s_then_the_sender_s_then_the_name_s() -> None:
    hidden = sheet("| division | กองช่าง |", "_form")
    by_form = file_of(workbook(form(division=""), hidden), "a.xlsx", sender="finance@example.go.th")
    by_sender = file_of(workbook(form(division="")), "กองช่าง.xlsx", sender="clerk@example.go.th")
    by_name = file_of(workbook(form(division="")), "กองการศึกษา.xlsx")
    checked = check_files([by_form, by_sender, by_name], PLAN)
    assert [one.division for one in checked.merged.returns] == ["กองช่าง", "สำนักปลัด", "กองการศึกษา"]
    listed = [one for one in checked.readings if "division_from" in one]
    assert listed == [
        "B1 division_from_form:  -> กองช่าง",
        "D2 division_from_sender:  -> สำนักปลัด",
        "D2 division_from_file_name:  -> กองการศึกษา",
    ]
    assert [one.basis for one in checked.merged.submissions] == ["form", "sender", "file_name"]
