from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest

from benchmarks.contenders import HEADER, SHEET
from benchmarks.filling import SPARE_ROWS
from benchmarks.workspaces import write_form, write_plan
from pipeline.core.calendar import Month
from pipeline.core.past import Past
from pipeline.core.received import Outcome
from pipeline.intake.folder import find_files
from pipeline.intake.read import read_files
from pipeline.run.consolidate import Request, context_of
from pipeline.run.deciding import Checked, check_files
from pipeline.run.plan_file import load_plan
from pipeline.run.settings import Settings
from pipeline.run.workspace import Places
from schemas.loading import load_schema, load_words

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.core.received import ReadFile

FORMS = 16
STEPS = 20
# What the generator gets wrong on purpose, and what every plan without scores lacks.
MEANT = {
    "date_blank",
    "date_in_future",
    "date_unreadable",
    "date_year_slip",
    "obstacle_blank",
    "recommendation_blank",
    "score_missing",
    "status_unknown",
}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("workspace")
    write_plan(folder / "workbooks" / "plan-2566.xlsx", FORMS)
    for number in range(1, FORMS + 1):
        write_form(folder / "workbooks" / "inbox" / "2566-03", number)
    return folder


@pytest.fixture(scope="module")
def files(workspace: Path) -> tuple[ReadFile, ...]:
    inbox = workspace / "workbooks" / "inbox" / "2566-03"
    return read_files(find_files(inbox), Settings().limits, jobs=1)


@pytest.fixture(scope="module")
def checked(workspace: Path, files: tuple[ReadFile, ...]) -> Checked:
    words, settings = load_words("th"), Settings()
    request = Request(Places(workspace), Month(2566, 3), settings, words, date(2023, 4, 5))
    path = workspace / "workbooks" / "plan-2566.xlsx"
    plan = load_plan(path, load_schema(), settings.limits, words)
    return check_files(files, context_of(request, plan, Past()))


def test_every_form_is_taken_as_its_own_divisions(checked: Checked) -> None:
    taken = {Outcome.ACCEPTED, Outcome.ACCEPTED_WITH_FINDINGS, Outcome.NIL}
    submissions = checked.merged.submissions
    assert {one.outcome for one in submissions} <= taken
    assert [one.received.name for one in submissions] == [
        f"{one.division}.xlsx" for one in submissions
    ]
    assert len({one.division for one in submissions}) == FORMS


def test_every_planned_step_is_read_once_and_spare_rows_are_not(checked: Checked) -> None:
    frame = checked.merged.table.frame
    assert frame.groupby("division").size().tolist() == [STEPS] * FORMS
    assert SPARE_ROWS > 0


def test_only_the_meant_faults_are_found(checked: Checked) -> None:
    found = Counter(one.code for one in checked.findings)
    assert set(found) <= MEANT
    assert found["date_unreadable"] > 0


def test_results_are_as_long_as_officers_write_them(checked: Checked) -> None:
    lengths = checked.merged.table.frame["result"].dropna().str.len()
    assert lengths.min() >= 40
    assert lengths.max() <= 400
    assert lengths.nunique() > 50


def test_the_naive_script_finds_the_header(files: tuple[ReadFile, ...]) -> None:
    for file in files:
        assert file.workbook is not None
        form = next(sheet for sheet in file.workbook.sheets if sheet.name == SHEET)
        assert form.rows[HEADER + 1][0] == "มาตรการที่"


def test_every_form_says_that_it_is_invented(files: tuple[ReadFile, ...]) -> None:
    for file in files:
        assert file.workbook is not None
        form = next(sheet for sheet in file.workbook.sheets if sheet.name == SHEET)
        assert str(form.rows[HEADER][0]).startswith("ข้อมูลสมมติทั้งหมด")


def test_the_same_form_has_the_same_bytes(tmp_path: Path) -> None:
    first, second = write_form(tmp_path / "a", 3), write_form(tmp_path / "b", 3)
    assert first.read_bytes() == second.read_bytes()
    assert write_form(tmp_path / "a", 4).read_bytes() != first.read_bytes()
