from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from pipeline.core.calendar import Month
from pipeline.core.problem import PipelineError
from pipeline.run.check import CheckedFile, Question, check
from pipeline.run.settings import Settings
from pipeline.run.workspace import Places
from schemas.loading import load_words
from tests.door import CLERK, MONTH, SUPPLIES, consolidate, fill, workspace

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return workspace(tmp_path)


def checked(place: Path, *files: Path, month: Month | None = None) -> tuple[CheckedFile, ...]:
    question = Question(
        files, Places(place), Settings(), load_words("en"), month, date(2023, 4, 4), jobs=1
    )
    return check(question)


def report(place: Path, division: str = SUPPLIES) -> Path:
    return place / "workbooks" / "inbox" / MONTH / f"{division}.xlsx"


def codes(file: CheckedFile) -> list[tuple[str, str | None]]:
    return [(one.code, one.where.cell) for one in file.findings]


def test_a_report_is_held_to_the_plan_of_its_own_month(place: Path) -> None:
    (file,) = checked(place, report(place))
    assert (file.name, file.division, file.month) == (f"{SUPPLIES}.xlsx", SUPPLIES, Month(2566, 3))
    assert (file.rows, file.plan) == (1, None)
    assert codes(file) == [("date_blank", "H8"), ("recommendation_blank", "L8")]


def test_each_file_is_checked_by_itself_in_the_order_given(place: Path) -> None:
    plan = place / "workbooks" / "plan-2566.xlsx"
    files = checked(place, report(place, CLERK), plan, report(place), report(place))
    assert [file.name for file in files] == [
        f"{CLERK}.xlsx",
        "plan-2566.xlsx",
        f"{SUPPLIES}.xlsx",
        f"{SUPPLIES}.xlsx",
    ]
    assert codes(files[2]) == codes(files[3])
    assert files[1].plan is not None
    assert len(files[1].plan.steps) == 17


def test_another_month_than_the_one_asked_for_is_found(place: Path) -> None:
    (file,) = checked(place, report(place), month=Month(2566, 4))
    assert [code for code, _ in codes(file)] == ["month_mismatch"]


def test_a_report_that_states_no_month_is_held_to_the_newest_plan(place: Path) -> None:
    fill(report(place), {"I3": None, "J3": None})
    fill(report(place), {"B4": None}, "_form")
    (file,) = checked(place, report(place))
    assert (file.division, file.month) == (SUPPLIES, Month(2566, 9))


def test_a_plan_with_an_unclear_period_is_told_at_its_cell(place: Path) -> None:
    plan = place / "workbooks" / "plan-2566.xlsx"
    fill(plan, {"G2": "เมื่อพร้อม"}, "มาตรการ")
    (file,) = checked(place, plan)
    assert codes(file) == [("period_unreadable", "G2")]


def test_what_was_accepted_before_is_remembered(place: Path) -> None:
    assert consolidate(place).status == 0
    later = place / "later.xlsx"
    fill(report(place), {"J3": "เมษายน ๒๕๖๖"})
    report(place).rename(later)
    (file,) = checked(place, later)
    assert (file.division, file.month) == (SUPPLIES, Month(2566, 4))


def test_a_missing_file_stops_before_anything_is_read(place: Path) -> None:
    with pytest.raises(PipelineError) as problem:
        checked(place, report(place), place / "missing.xlsx")
    assert problem.value.key == "file_missing"


def test_a_report_without_a_plan_to_hold_it_to_is_said_so(place: Path) -> None:
    (place / "workbooks" / "plan-2566.xlsx").unlink()
    with pytest.raises(PipelineError) as problem:
        checked(place, report(place))
    assert problem.value.key == "plan_missing"


def test_a_report_of_a_year_without_a_plan_is_held_to_the_newest(place: Path) -> None:
    fill(report(place), {"J3": "กุมภาพันธ์ ๒๕๖๕"})
    (file,) = checked(place, report(place))
    assert codes(file) == [("year_mismatch", "J3")]
    assert file.month == Month(2566, 2)
