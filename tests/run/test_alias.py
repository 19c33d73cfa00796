from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from pipeline.core.problem import PipelineError
from pipeline.run.alias import Answer, Kept, keep_answer
from pipeline.run.settings import Settings
from pipeline.run.workspace import Places, read_aliases
from schemas.loading import load_words
from tests.door import MONTH, SUPPLIES, consolidate, fill, ita, picked, table, workspace

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2023, 4, 4)
WORDS = load_words("th")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return workspace(tmp_path / "office")


def keep(place: Path, text: str, division: str, by: str = "นักวิเคราะห์") -> Kept:
    return keep_answer(Answer(text, division, by), Places(place), Settings(), WORDS, DAY)


def refused(place: Path, text: str, division: str) -> PipelineError:
    with pytest.raises(PipelineError) as problem:
        keep(place, text, division)
    return problem.value


def test_an_answer_is_kept_with_its_day_and_who_gave_it(place: Path) -> None:
    assert keep(place, " ฝ่าย พัสดุ ", "งานพัสดุ") == Kept("ฝ่าย พัสดุ", "งานพัสดุ")
    keep(place, "พัสดุ, คลัง", "งานพัสดุ")
    content = (place / "workbooks" / "aliases.csv").read_bytes()
    assert content.decode("utf-8-sig").splitlines() == [
        "text,division,date,by",
        "ฝ่าย พัสดุ,งานพัสดุ,2023-04-04,นักวิเคราะห์",
        '"พัสดุ, คลัง",งานพัสดุ,2023-04-04,นักวิเคราะห์',
    ]
    assert content.startswith(b"\xef\xbb\xbf")


def test_the_division_may_be_named_as_people_name_it(place: Path) -> None:
    assert keep(place, "คลังพัสดุ", "งานวิเคราะห์").division == "งานวิเคราะห์นโยบายและแผน"


def test_a_file_that_excel_saved_keeps_its_code_page(place: Path) -> None:
    path = place / "workbooks" / "aliases.csv"
    path.write_bytes("text,division,date,by\r\nพัสดุเก่า,งานพัสดุ,,".encode("cp874"))
    keep(place, "พัสดุใหม่", "งานพัสดุ")
    assert read_aliases(path) == (("พัสดุเก่า", "งานพัสดุ"), ("พัสดุใหม่", "งานพัสดุ"))


def test_a_name_that_is_known_already_is_not_written_again(place: Path) -> None:
    keep(place, "ฝ่ายพัสดุ", SUPPLIES)
    before = (place / "workbooks" / "aliases.csv").read_bytes()
    assert keep(place, "ฝ่าย  พัสดุ", SUPPLIES).known
    assert (place / "workbooks" / "aliases.csv").read_bytes() == before


def test_what_cannot_be_an_answer_is_said_and_nothing_written(place: Path) -> None:
    assert refused(place, "  ", SUPPLIES).key == "name_blank"
    assert refused(place, "สำนักปลัดฯ", SUPPLIES).key == "name_taken"
    unknown = refused(place, "ฝ่ายพัสดุ", "งานพัดลม")
    assert (unknown.key, unknown.facts["near"]) == ("division_not_in_plan", "งานพัสดุ")
    assert not (place / "workbooks" / "aliases.csv").exists()


def test_a_text_that_a_spreadsheet_would_run_is_kept_as_text(place: Path) -> None:
    keep(place, "=ฝ่ายพัสดุ", SUPPLIES)
    line = (place / "workbooks" / "aliases.csv").read_text("utf-8-sig").splitlines()[1]
    assert line.startswith("'=ฝ่ายพัสดุ,")
    assert keep(place, "=ฝ่ายพัสดุ", SUPPLIES).known


def test_a_question_waits_until_it_is_answered(place: Path) -> None:
    fill(place / "workbooks" / "inbox" / MONTH / f"{SUPPLIES}.xlsx", {"G3": "งานพัสดุุ"})
    said = consolidate(place)
    assert 'If it is งานพัสดุ, type: ita alias "งานพัสดุุ" "งานพัสดุ"' in said.out
    submissions = place / "outputs" / MONTH / "submissions.csv"
    waiting = [one for one in table(submissions) if one["file"] == f"{SUPPLIES}.xlsx"]
    assert picked(waiting, "outcome", "division") == [("waiting", "")]
    answered = ita("alias", "งานพัสดุุ", "งานพัสดุ", "--workspace", place, "--lang", "en")
    assert (answered.status, answered.out.count("Kept: “งานพัสดุุ” is งานพัสดุ")) == (0, 1)
    consolidate(place)
    taken = [one for one in table(submissions) if one["file"] == f"{SUPPLIES}.xlsx"]
    assert picked(taken, "outcome", "division") == [("accepted_with_findings", SUPPLIES)]


def test_the_command_says_what_is_amiss(place: Path) -> None:
    said = ita("alias", "ฝ่ายพัสดุ", "กองที่ไม่มี", "--workspace", place)
    assert said.status == 3
    assert "ไม่พบส่วนราชการ “กองที่ไม่มี” ในแผน" in said.err
