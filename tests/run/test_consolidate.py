from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from pipeline.core.calendar import Month
from pipeline.core.gap import GapKey
from pipeline.core.problem import PipelineError
from pipeline.history.store import peek
from pipeline.run.consolidate import Progress, Request, consolidate
from pipeline.run.locking import locked
from pipeline.run.settings import Settings
from pipeline.run.workspace import Places
from schemas.loading import load_words
from tests.door import (
    CLERK,
    MONTH,
    PERSONNEL,
    SUPPLIES,
    contents,
    fill,
    ita,
    picked,
    table,
    workspace,
)

if TYPE_CHECKING:
    from pathlib import Path

MARCH = Month(2566, 3)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return workspace(tmp_path)


def request_for(
    place: Path, as_of: date | None = date(2023, 4, 4), cut_off_days: int = 5
) -> Request:
    words = load_words("th")
    return Request(Places(place), MARCH, Settings(cut_off_days=cut_off_days), words, as_of, jobs=1)


def test_the_cut_off_is_the_month_s_end_and_the_days_of_the_settings(tmp_path: Path) -> None:
    assert request_for(tmp_path, None).cut_off == date(2023, 4, 5)
    assert request_for(tmp_path, None, cut_off_days=0).cut_off == date(2023, 3, 31)
    assert request_for(tmp_path, date(2023, 5, 1), cut_off_days=9).cut_off == date(2023, 5, 1)


def test_the_report_is_given_back_and_its_progress_is_told(place: Path) -> None:
    told: list[object] = []
    progress = Progress(lambda done, total: told.append((done, total)), told.append)
    report = consolidate(request_for(place), progress)
    assert (len(report.planned), len(report.unplanned), report.rows_read) == (17, 4, 21)
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4), "checking", "writing"]


def test_what_was_accepted_is_remembered_by_its_duty(place: Path) -> None:
    consolidate(request_for(place))
    history = peek(Places(place).history_file)
    assert history is not None
    with history:
        (run,) = history.runs()
        past = history.before(Month(2566, 4), "องค์การบริหารส่วนตำบลวังทอง")
        assert (run.month, run.as_of, run.version) == (MARCH, date(2023, 4, 4), "0.1.0")
        assert len(past.accepted) == 17
        accepted = past.accepted[f"{CLERK}\x1f1.1"]
        assert [str(span) for span in accepted.acted_on] == ["2023-02-15"]
        left = history.month_of(run)
    known = left.duties[f"{SUPPLIES}\x1f7.1"]
    assert (known.verdict, known.measure_no, known.step_no) == ("done_unproved", "7", "1")
    assert known.measure == "สรุปผลการจัดซื้อจัดจ้างหรือการจัดหาพัสดุรายเดือน"
    assert GapKey("done_without_date", SUPPLIES, "7", "1") in left.gaps
    assert [one.measure_no for one in left.unplanned] == ["2", "3", "4", "4"]


def test_a_changed_report_is_a_new_run_that_stands(place: Path) -> None:
    consolidate(request_for(place))
    fill(place / "workbooks" / "inbox" / MONTH / f"{SUPPLIES}.xlsx", {"H8": "มี.ค. ๖๖"})
    consolidate(request_for(place))
    history = peek(Places(place).history_file)
    assert history is not None
    with history:
        first, second = history.runs()
        assert first.digest != second.digest
        past = history.before(Month(2566, 4), "องค์การบริหารส่วนตำบลวังทอง")
        accepted = past.accepted[f"{SUPPLIES}\x1f7.1"]
        assert [str(span) for span in accepted.acted_on] == ["2023-03-01/2023-03-31"]


def test_while_another_run_holds_the_outputs_nothing_is_done(place: Path) -> None:
    consolidate(request_for(place))
    before = contents(place / "outputs")
    with locked(place / "outputs" / MONTH), pytest.raises(PipelineError) as problem:
        consolidate(request_for(place, date(2023, 10, 31)))
    assert problem.value.key == "locked"
    assert problem.value.facts["since"] is not None
    assert contents(place / "outputs") == before


def test_outputs_and_memory_go_together_or_not_at_all(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    consolidate(request_for(place))
    before = contents(place / "outputs")

    def fail(*_: object) -> None:
        key = "cannot_write"
        raise PipelineError(key, {"path": "x"})

    monkeypatch.setattr("pipeline.run.consolidate.replace", fail)
    with pytest.raises(PipelineError):
        consolidate(request_for(place, date(2023, 10, 31)))
    assert contents(place / "outputs") == before
    history = peek(Places(place).history_file)
    assert history is not None
    with history:
        assert [run.as_of for run in history.runs()] == [date(2023, 4, 4)]


def test_a_damaged_memory_stops_the_run_and_stays_as_it_is(place: Path) -> None:
    memory = place / "outputs" / "history.sqlite"
    memory.parent.mkdir()
    memory.write_bytes(b"no database at all, but long enough to look at" * 100)
    before = memory.read_bytes()
    with pytest.raises(PipelineError) as problem:
        consolidate(request_for(place))
    assert problem.value.key == "history_foreign"
    assert memory.read_bytes() == before
    assert not (place / "outputs" / MONTH).exists()


def test_a_name_the_analyst_has_explained_is_known(place: Path) -> None:
    report = place / "workbooks" / "inbox" / MONTH / f"{SUPPLIES}.xlsx"
    fill(report, {"G3": "ฝ่ายพัสดุและทรัพย์สิน"})
    assert SUPPLIES in consolidate(request_for(place)).silent
    aliases = place / "workbooks" / "aliases.csv"
    aliases.write_text(f"text,division\nฝ่ายพัสดุและทรัพย์สิน,{SUPPLIES}\n", encoding="utf-8")
    assert consolidate(request_for(place)).silent == ()


def test_corrections_and_exceptions_are_applied_and_listed_with_who_and_why(place: Path) -> None:
    plan = place / "workbooks" / "plan-2566.xlsx"
    corrected = {
        "A2": "มี.ค. 66",
        "B2": f"{PERSONNEL}.xlsx",
        "C2": "รายงานผล!H8",
        "E2": "๓ เม.ย. ๖๖",
        "F2": "โทรศัพท์ยืนยันแล้ว",
        "G2": "นักวิเคราะห์นโยบายและแผน",
        "A3": "มี.ค. 66",
        "B3": f"{CLERK}.xlsx",
        "C3": "H9",
        "D3": "ไม่มีค่านี้",
        "E3": "๑ ม.ค. ๖๖",
    }
    excused = {
        "A2": "เลื่อนการประชุม",
        "B2": CLERK,
        "C2": "3",
        "D2": "1",
        "E2": "น้ำท่วม",
        "F2": "ปลัด อบต.",
        "G2": "30 มิ.ย. 66",
        "A3": "รอคู่มือ",
        "B3": CLERK,
        "C3": "3",
        "D3": "2",
        "G3": "31 มี.ค. 66",
    }
    fill(plan, corrected, "ข้อแก้ไข")
    fill(plan, excused, "ข้อยกเว้น")
    before = contents(place / "workbooks" / "inbox")
    options = ("--workspace", place, "--lang", "en", "--as-of", "2023-04-04")
    assert ita("consolidate", MONTH, *options).status == 0
    assert contents(place / "workbooks" / "inbox") == before
    out = place / "outputs" / MONTH
    findings = table(out / "findings.csv")
    assert not [
        one for one in findings if one["file"].startswith(PERSONNEL) and one["cell"] == "H8"
    ]
    unused = [one for one in findings if one["code"] == "correction_unused"]
    assert picked(unused, "file", "sheet") == [("plan-2566.xlsx", "ข้อแก้ไข")]
    assert "Cell H9 of “สำนักปลัด.xlsx” was not corrected" in unused[0]["message"]
    readings = [one for one in table(out / "readings.csv") if one["rule"] == "corrected"]
    assert picked(readings, "file", "cell", "typed", "read_as") == [
        (f"{PERSONNEL}.xlsx", "H8", "", "๓ เม.ย. ๖๖")
    ]
    tracking = table(out / "tracking.csv")
    assert next(one["acted_on"] for one in tracking if one["measure_no"] == "8") == "2023-04-03"
    verdicts = {(one["measure_no"], one["step_no"]): one["verdict"] for one in tracking}
    assert (verdicts["3", "1"], verdicts["3", "2"]) == ("waived", "not_started")
    sheet = load_workbook(out / "tracking.xlsx")["Sources"]
    told = {row[0]: row[1] for row in sheet.iter_rows(values_only=True, max_col=2)}
    assert told[f"{PERSONNEL}.xlsx รายงานผล!H8"] == (
        "from “” to “๓ เม.ย. ๖๖”, reason: โทรศัพท์ยืนยันแล้ว (นักวิเคราะห์นโยบายและแผน)"
        f" · made at [{PERSONNEL}.xlsx]รายงานผล!H8"
    )
    assert told[f"{CLERK}.xlsx H9"].endswith("· not made")
    assert told[f"{CLERK} 3.1"] == (
        "เลื่อนการประชุม, reason: น้ำท่วม (ปลัด อบต.), until 30 มิ.ย. 2566 · in force"
    )
    assert told[f"{CLERK} 3.2"] == "รอคู่มือ, until 31 มี.ค. 2566 · ended; counted again"


def test_scores_are_weighed_rated_and_tied_to_the_measures_and_bad_ones_are_told(
    place: Path,
) -> None:
    """Invented scores; 3 is over 100, 7 is a word, 2 stands twice, and measure 8 answers 10."""
    typed = (92.5, 80.25, 105, 79, 90.1, 85, "สูง", 78.33, 100, 75)
    plan = place / "workbooks" / "plan-2566.xlsx"
    cells = {f"B{row}": score for row, score in enumerate(typed, start=2)}
    fill(plan, {**cells, "A12": "๒", "B12": 99}, "คะแนน ITA")
    book = load_workbook(plan)
    headers = [cell.value for cell in book["มาตรการ"][1]]
    book.close()
    indicator = get_column_letter(headers.index("ตัวชี้วัด ITA") + 1)
    fill(plan, {f"{indicator}18": "10"}, "มาตรการ")
    report = consolidate(request_for(place))
    assert [(one.code, one.where.cell) for one in report.findings if "score" in one.code] == [
        ("score_unreadable", "B4"),
        ("score_unreadable", "B8"),
        ("score_repeated", "A12"),
    ]
    board = report.scores
    assert board is not None
    assert (board.total, board.missing, board.target) == (None, (3, 7), 85)
    assert [one.mean for one in board.instruments] == [None, None, 87.5]
    # Indicator 10 is 10 points short and worth 0.20 of the total each.
    assert [(one.row.measure_no, one.indicators, one.points) for one in board.levers] == [
        ("8", (10,), 2.0)
    ]
    low = [one for one in report.gaps if one.code == "score_below_target"]
    assert [(one.facts["indicator_no"], one.facts["cost"]) for one in low] == [
        (2, 0.29),
        (4, 0.36),
        (8, 0.67),
        (10, 2.0),
    ]


def test_a_plan_of_a_year_without_a_framework_is_consolidated(place: Path) -> None:
    plan = place / "workbooks" / "plan-2566.xlsx"
    fill(plan, {"E2": "2571"}, "หน่วยงาน")
    plan.rename(plan.with_name("plan-2571.xlsx"))
    (place / "workbooks" / "inbox" / "2571-03").mkdir()
    said = ita("consolidate", "2571-03", "--workspace", place, "--lang", "en")
    assert (said.status, said.err.count("Traceback")) == (0, 0)
    book = load_workbook(place / "outputs" / "2571-03" / "tracking.xlsx")
    assert "no ITA framework of fiscal year 2571" in str(book["ITA"]["A2"].value)
