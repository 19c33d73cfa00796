from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.door import CLERK, DIVISIONS, MONTH, consolidate, ita, workspace

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """March consolidated, with a file that is no report beside the four."""
    place = workspace(tmp_path_factory.mktemp("office"))
    (place / "workbooks" / "inbox" / MONTH / "ภาพ.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n....")
    assert consolidate(place).status == 0
    return place


def test_a_month_is_shown_division_by_division_then_files_of_nobody(office: Path) -> None:
    out = ita("status", MONTH, "--workspace", office, "--lang", "en").out
    lines = out.splitlines()
    assert lines[0] == "Submissions of มี.ค. 2566 as of 4 เม.ย. 2566"
    assert [line.split()[0] for line in lines[2:6]] == list(DIVISIONS)
    assert "ภาพ.xlsx" in out
    assert "The content of this file is a picture, not a workbook" in out


def test_a_month_as_json(office: Path) -> None:
    told = json.loads(ita("status", MONTH, "--workspace", office, "--json").out)
    assert (told["month"], told["as_of"]) == ("2566-03", "2023-04-04")
    assert told["divisions"][0] == {
        "division": CLERK,
        "outcome": "accepted_with_findings",
        "file": f"{CLERK}.xlsx",
        "last_heard": None,
        "silent_months": 0,
    }
    assert {"file": "ภาพ.xlsx", "division": None, "outcome": "refused"} | {
        "reason": "file_not_a_workbook"
    } in told["files"]


def test_who_is_silent_and_for_how_long(office: Path) -> None:
    (office / "workbooks" / "inbox" / "2566-05").mkdir()
    assert consolidate(office, month="2566-05").status == 0
    out = ita("status", "2566-05", "--workspace", office, "--lang", "en").out
    assert out.count("1 months, last heard มี.ค. 2566") == 4
    told = json.loads(ita("status", "2566-05", "--workspace", office, "--json").out)
    assert {one["silent_months"] for one in told["divisions"]} == {1}


def test_the_months_so_far(office: Path, tmp_path: Path) -> None:
    out = ita("status", "--workspace", office, "--lang", "en").out
    assert out.splitlines()[0] == "Months consolidated"
    assert "มี.ค. 2566" in out
    assert json.loads(ita("status", "--workspace", office, "--json").out) == [
        {
            "month": month,
            "organisation": "องค์การบริหารส่วนตำบลวังทอง",
            "as_of": as_of,
            "edition": {"state": "draft", "amendment": 0},
        }
        for month, as_of in (("2566-03", "2023-04-04"), ("2566-05", "2023-06-05"))
    ]
    none = ita("status", "--workspace", tmp_path, "--lang", "en")
    assert none.out == "No month has been consolidated yet; run ita consolidate MONTH\n"
    assert ita("status", "--workspace", tmp_path, "--json").out == "[]\n"


def test_an_explanation_for_a_person() -> None:
    said = ita("explain", "ธ.ค. ๖๕", "--lang", "en")
    assert said.out == "ธ.ค. ๖๕ → month: 1 ธ.ค. 2565 - 31 ธ.ค. 2565\n"
    thai = ita("explain", "ธ.ค. ๖๕")
    assert thai.out == "ธ.ค. ๖๕ → เดือน: ๑ ธ.ค. ๒๕๖๕ - ๓๑ ธ.ค. ๒๕๖๕\n"


def test_a_year_s_framework_in_the_words_and_digits_asked_for() -> None:
    said = ita("framework", "๒๕๖๖", "--digits", "arabic")
    assert said.status == 0
    assert said.out.splitlines()[0] == "กรอบการประเมิน ITA ปีงบประมาณ พ.ศ. 2566"
    english = ita("framework", "2566", "--lang", "en").out
    assert english.startswith("ITA framework of fiscal year 2566\n")
    assert json.loads(ita("framework", "2569", "--json").out)["plan_item"]["code"] == "O25"


def test_without_a_year_the_years_are_listed() -> None:
    assert ita("framework", "--lang", "en").out == (
        "Fiscal years with an ITA framework: 2564, 2565, 2566, 2567, 2568, 2569\n"
    )
    years = [2564, 2565, 2566, 2567, 2568, 2569]
    assert json.loads(ita("framework", "--json").out) == years


def test_a_year_without_a_framework_could_not_be_shown() -> None:
    said = ita("framework", "2570", "--lang", "en")
    assert (said.status, said.out) == (3, "")
    assert said.err == (
        "The program has no ITA framework of fiscal year 2570; "
        "it has 2564, 2565, 2566, 2567, 2568, 2569\n"
    )


def test_a_year_that_is_none_is_a_slip_of_usage() -> None:
    said = ita("framework", "เดิม")
    assert (said.status, said.out) == (2, "")
    assert "อ่านปีงบประมาณ “เดิม” ไม่ได้" in said.err
