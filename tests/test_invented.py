"""The invented office through the door: six months against what was thought out by hand."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.door import ita, table
from tests.invented import (
    FINDINGS,
    GAPS,
    MONTHS,
    OUTCOMES,
    SHORT,
    UNTIED,
    VERDICTS,
    VERDICTS_OF_OCTOBER,
    by_duty,
    gaps_of,
    of_month,
    place,
)

LATE = "workbooks/inbox/2566-09/03 กองสวัสดิการ ส่งช้า.eml"
# Findings of the plan, which are not of a month's reports.
_PLAN = ("plan-2566.xlsx", "plan-2567.xlsx")


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The outputs of each run by month; `09` is September as it was before the late return."""
    folder = tmp_path_factory.mktemp("invented")
    said = ita("demo", "--example", "invented", "--out", folder / "office", "--lang", "en")
    assert said.status == 0, said.err
    shutil.copytree(folder / "office", folder / "before")
    (folder / "before" / LATE).unlink()
    assert ita("consolidate", "2566-09", "--workspace", folder / "before").status == 0
    outputs = {
        month: folder / "office" / "outputs" / f"2566-{month.rstrip('+')}" for month in MONTHS
    }
    return {**outputs, "09": folder / "before" / "outputs" / "2566-09"}


def rows(played: dict[str, Path], month: str, name: str) -> list[dict[str, str]]:
    return table(played[month] / f"{name}.csv")


@pytest.mark.parametrize("month", MONTHS)
def test_every_duty_has_the_verdict_that_was_thought_out(
    played: dict[str, Path], month: str
) -> None:
    tracked = [one for one in rows(played, month, "tracking") if one["step_no"]]
    found = {(place(one), SHORT[one["division"]]): one["verdict"] for one in tracked}
    assert found == by_duty(VERDICTS_OF_OCTOBER if month == "10" else VERDICTS, month)
    assert len(tracked) == len(found)


@pytest.mark.parametrize("month", MONTHS)
def test_what_is_tied_to_no_step_stands_apart(played: dict[str, Path], month: str) -> None:
    untied = [one for one in rows(played, month, "tracking") if not one["step_no"]]
    found = [(SHORT[one["division"]], one["measure_no"] or "-", one["verdict"]) for one in untied]
    assert sorted(found) == of_month(UNTIED, month)


@pytest.mark.parametrize("month", MONTHS)
def test_every_gap_is_raised_as_old_and_as_urgent_as_was_thought_out(
    played: dict[str, Path], month: str
) -> None:
    assert sorted(gaps_of(rows(played, month, "gaps"))) == of_month(GAPS, month)


@pytest.mark.parametrize("month", MONTHS)
def test_every_finding_is_made_once(played: dict[str, Path], month: str) -> None:
    found = [
        (one["code"], SHORT[one["division"]], place(one))
        for one in rows(played, month, "findings")
        if one["file"] not in _PLAN
    ]
    assert sorted(found) == of_month(FINDINGS, month)


@pytest.mark.parametrize("month", [one for one in MONTHS if one != "09"])
def test_every_file_came_to_what_was_thought_out(played: dict[str, Path], month: str) -> None:
    found = [
        (one["file"], one["outcome"], SHORT[one["division"]])
        for one in rows(played, month, "submissions")
    ]
    assert sorted(found) == of_month(OUTCOMES, month)
