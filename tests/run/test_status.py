from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from pipeline.core.calendar import Month
from pipeline.core.problem import PipelineError
from pipeline.run.settings import Settings
from pipeline.run.status import month_status
from pipeline.run.workspace import Places
from schemas.loading import load_words
from tests.door import ANALYST, CLERK, DIVISIONS, MONTH, SUPPLIES, consolidate, contents, workspace

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.run.status import MonthStatus


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """March with four reports; April with one good, one refused, one passed over."""
    place = workspace(tmp_path_factory.mktemp("office"))
    assert consolidate(place).status == 0
    april = place / "workbooks" / "inbox" / "2566-04"
    april.mkdir()
    (april / f"{CLERK}.xlsx").write_bytes(b"<html></html>")
    (april / "~$x.xlsx").write_bytes(b"x")
    march = place / "workbooks" / "inbox" / MONTH
    shutil.copyfile(march / f"{SUPPLIES}.xlsx", april / f"{SUPPLIES}.xlsx")
    assert consolidate(place, month="2566-04").status == 0
    return place


def status(place: Path, month: Month) -> MonthStatus:
    return month_status(Places(place), month, Settings(), load_words("en"))


def test_each_division_of_the_plan_with_the_file_that_stands(office: Path) -> None:
    found = status(office, Month(2566, 3))
    assert [one.division for one in found.divisions] == list(DIVISIONS)
    names = [one.submission.received.name for one in found.divisions if one.submission]
    assert names == [f"{name}.xlsx" for name in DIVISIONS]
    assert found.as_of.isoformat() == "2023-04-04"


def test_who_sent_nothing_is_told_with_the_month_last_heard(office: Path) -> None:
    found = status(office, Month(2566, 4))
    by_name = {one.division: one for one in found.divisions}
    assert by_name[ANALYST].submission is None
    assert str(by_name[ANALYST].last_heard) == "2566-03"
    outcomes = {one.received.name: one.outcome.value for one in found.submissions}
    assert outcomes["~$x.xlsx"] == "passed_over"
    assert outcomes[f"{CLERK}.xlsx"] == "refused"
    assert outcomes[f"{SUPPLIES}.xlsx"] == "refused"


def test_a_month_that_was_not_consolidated_is_said_so(office: Path, tmp_path: Path) -> None:
    for place in (office, workspace(tmp_path)):
        with pytest.raises(PipelineError) as problem:
            status(place, Month(2566, 5))
        assert problem.value.key == "no_runs"
        assert problem.value.facts["command"] == "ita consolidate 2566-05"


def test_looking_changes_nothing(office: Path) -> None:
    before = contents(office)
    status(office, Month(2566, 3))
    assert contents(office) == before
