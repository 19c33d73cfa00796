"""The memo's office over the months after the memo, through the door: forms out, forms back."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.door import CLERK, PERSONNEL, consolidate, fill, ita, picked, table, workspace

if TYPE_CHECKING:
    from pathlib import Path

MONTHS = ("2566-04", "2566-05", "2566-06", "2566-07")

# The memo's recommendations of March: on measures 1, 2 and 4 nothing comes, and the report that
# measure 3 asks for every three months is missed when its first round has ended in June.
ADVICE = {
    "2566-04": [("1", "low", "31"), ("2", "low", "31"), ("4", "low", "31")],
    "2566-05": [("1", "low", "62"), ("2", "low", "62"), ("4", "low", "62")],
    "2566-06": [("1", "low", "92"), ("2", "low", "92"), ("3", "low", "92"), ("4", "low", "92")],
    "2566-07": [(number, "medium", "123") for number in "1234"],
}
# In May the reports say for the third month what they said in March; done steps are not asked.
UNCHANGED = {"2566-04": 0, "2566-05": 11, "2566-06": 11, "2566-07": 11}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example after four more months in which every division sent its form back as it was."""
    place = workspace(tmp_path_factory.mktemp("office"))
    assert consolidate(place).status == 0
    for month in MONTHS:
        assert ita("issue", month, "--workspace", place).status == 0
        inbox = place / "workbooks" / "inbox" / month
        inbox.mkdir()
        for form in (place / "workbooks" / "issued" / month).glob("*.xlsx"):
            shutil.copyfile(form, inbox / form.name)
        assert consolidate(place, "--as-of", cut_off(month), month=month).status == 0
    return place


def cut_off(month: str) -> str:
    """The usual cut-off, five days after the month."""
    return {
        "2566-04": "2023-05-05",
        "2566-05": "2023-06-05",
        "2566-06": "2023-07-05",
        "2566-07": "2023-08-05",
    }[month]


def gaps(place: Path, month: str, code: str) -> list[dict[str, str]]:
    return [row for row in table(place / "outputs" / month / "gaps.csv") if row["gap"] == code]


@pytest.mark.parametrize("month", MONTHS)
def test_recommendations_age_until_something_comes_of_them(office: Path, month: str) -> None:
    found = gaps(office, month, "recommendation_open")
    assert picked(found, "measure_no", "severity", "days") == ADVICE[month]
    assert {(row["division"], row["since"]) for row in found} == {(CLERK, "2566-03")}


@pytest.mark.parametrize("month", MONTHS)
def test_reports_that_say_the_same_are_asked_about_from_the_third_on(
    office: Path, month: str
) -> None:
    findings = table(office / "outputs" / month / "findings.csv")
    still = [row for row in findings if row["code"] == "unchanged_for_months"]
    assert len(still) == UNCHANGED[month]
    assert {row["severity"] for row in still} <= {"info"}


def test_gaps_keep_the_month_that_they_stand_since(office: Path) -> None:
    undated = gaps(office, "2566-07", "done_without_date")
    # From 4 April to 5 August.
    assert picked(undated, "measure_no", "since", "days") == [
        ("7", "2566-03", "123"),
        ("8", "2566-03", "123"),
    ]


def test_a_past_month_that_is_run_again_gives_its_own_answer(office: Path, tmp_path: Path) -> None:
    before = (office / "outputs" / "2566-04" / "gaps.csv").read_bytes()
    copy = tmp_path / "again"
    shutil.copytree(office, copy)
    assert consolidate(copy, "--as-of", cut_off("2566-04"), month="2566-04").status == 0
    assert (copy / "outputs" / "2566-04" / "gaps.csv").read_bytes() == before


def test_work_that_is_told_again_closes_what_waited_for_it(office: Path, tmp_path: Path) -> None:
    """Personnel give the date that was asked for since March."""
    place = tmp_path / "august"
    shutil.copytree(office, place)
    assert ita("issue", "2566-08", "--workspace", place).status == 0
    issued = place / "workbooks" / "issued" / "2566-08"
    inbox = place / "workbooks" / "inbox" / "2566-08"
    inbox.mkdir()
    for form in issued.glob("*.xlsx"):
        shutil.copyfile(form, inbox / form.name)
    fill(inbox / f"{PERSONNEL}.xlsx", {"H8": "๒๐ เม.ย. ๖๖"})
    said = consolidate(place, month="2566-08")
    assert (
        "Since ก.ค. 2566: gaps closed 1 · new 0 · went backwards 0 · earlier values edited 0"
        in said.out
    )
    assert picked(gaps(place, "2566-08", "done_without_date"), "measure_no") == [("7",)]
