"""Real files through the whole program: what the memo of FY 2566 must come to, and the promises."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.door import (
    ANALYST,
    AS_OF,
    CLERK,
    DIVISIONS,
    MONTH,
    PERSONNEL,
    ROOT,
    SUPPLIES,
    WRITTEN,
    command,
    consolidate,
    contents,
    fill,
    header,
    ita,
    picked,
    process,
    table,
    workspace,
)
from tests.intake.mails import file, mail

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# The 17 planned steps as the memo reports them on 4 April 2566: measure, step, verdict, the window
# in view, occurrences planned, due and done, and the row of the division's form.
STEPS = [
    (CLERK, "1", "1", "on_track", "2023-01-01", "2023-09-30", "1", "0", "0", "8"),
    (CLERK, "1", "2", "not_started", "2023-01-01", "2023-09-30", "1", "0", "0", "9"),
    (CLERK, "2", "1", "on_track", "2023-01-01", "2023-09-30", "1", "0", "0", "10"),
    (CLERK, "2", "2", "on_track", "2023-01-01", "2023-09-30", "1", "0", "0", "11"),
    (CLERK, "2", "3", "not_started", "2023-01-01", "2023-09-30", "1", "0", "0", "12"),
    (CLERK, "2", "4", "not_started", "2023-01-01", "2023-09-30", "1", "0", "0", "13"),
    (CLERK, "2", "5", "on_track", "2023-01-01", "2023-09-30", "1", "0", "0", "14"),
    (CLERK, "2", "6", "on_track", "2023-01-01", "2023-09-30", "1", "0", "0", "15"),
    (CLERK, "3", "1", "not_started", "2022-10-01", "2023-09-30", "1", "0", "0", "16"),
    (CLERK, "3", "2", "not_started", "2022-10-01", "2023-09-30", "1", "0", "0", "17"),
    (CLERK, "3", "3", "not_started", "2022-10-01", "2023-09-30", "1", "0", "0", "18"),
    (CLERK, "4", "1", "not_started", "2022-10-01", "2023-09-30", "1", "0", "0", "19"),
    (CLERK, "4", "2", "on_track", "2022-10-01", "2023-09-30", "1", "0", "0", "20"),
    (ANALYST, "5", "1", "on_track", "2023-03-01", "2023-03-31", "2", "1", "1", "8"),
    (ANALYST, "6", "1", "done", "2022-12-01", "2022-12-31", "1", "1", "1", "9"),
    (SUPPLIES, "7", "1", "done_unproved", "2022-10-01", "2022-10-31", "12", "6", "0", "8"),
    (PERSONNEL, "8", "1", "done_unproved", "2023-04-01", "2023-04-30", "1", "0", "0", "8"),
]
UNPLANNED = [("2", "22"), ("3", "23"), ("4", "24"), ("4", "25")]

# What the memo's own mistakes come to, each at its cell.
FINDINGS = [
    ("date_blank", "error", f"{PERSONNEL}.xlsx", "H8", "8", "1"),
    ("recommendation_blank", "warning", f"{PERSONNEL}.xlsx", "L8", "8", "1"),
    ("date_blank", "error", f"{SUPPLIES}.xlsx", "H8", "7", "1"),
    ("recommendation_blank", "warning", f"{SUPPLIES}.xlsx", "L8", "7", "1"),
    ("recommendation_blank", "warning", f"{ANALYST}.xlsx", "L8", "5", "1"),
    ("recommendation_blank", "warning", f"{ANALYST}.xlsx", "L9", "6", "1"),
    ("date_year_slip", "error", f"{CLERK}.xlsx", "I8", "1", "1"),
    ("numbering_repeated", "warning", f"{CLERK}.xlsx", "I14", "2", "5"),
]

GAPS = [
    ("not_started", "medium", CLERK, "3", "1", "179"),
    ("not_started", "medium", CLERK, "3", "2", "179"),
    ("not_started", "medium", CLERK, "3", "3", "179"),
    ("not_started", "medium", CLERK, "4", "1", "179"),
    ("not_started", "low", CLERK, "1", "2", "179"),
    ("not_started", "low", CLERK, "2", "3", "179"),
    ("not_started", "low", CLERK, "2", "4", "179"),
    ("done_without_date", "medium", SUPPLIES, "7", "1", "0"),
    ("done_without_date", "medium", PERSONNEL, "8", "1", "0"),
    ("score_missing", "medium", "", "", "", "0"),
    ("period_ambiguous", "medium", "", "3", "", "0"),
    ("period_ambiguous", "medium", "", "4", "", "0"),
    ("period_ambiguous", "medium", "", "7", "", "0"),
    ("claimed_early", "low", SUPPLIES, "7", "1", "0"),
    *(("no_indicator", "low", "", str(number), "", "0") for number in range(1, 9)),
    *(("unplanned_result", "low", CLERK, number, "", "0") for number in ("2", "3", "4", "4")),
]

READINGS = [
    ("plan-2566.xlsx", "มาตรการ", "F2", "สำนักปลัดฯ", CLERK, "division_alias"),
    ("plan-2566.xlsx", "มาตรการ", "F15", "งานวิเคราะห์", ANALYST, "division_alias"),
    (f"{ANALYST}.xlsx", "รายงานผล", "I8", "มี.ค. ๖๖", "2023-03-01/2023-03-31", "date_from_result"),
    (f"{ANALYST}.xlsx", "รายงานผล", "I9", "ธ.ค. ๖๕", "2022-12-01/2022-12-31", "date_from_result"),
    (f"{CLERK}.xlsx", "รายงานผล", "I8", "๑๕ ก.พ. ๖๖", "2023-02-15", "date_from_result"),
    (f"{CLERK}.xlsx", "รายงานผล", "I8", "๔ เม.ย. ๖๕", "2022-04-04", "date_from_result"),
]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example's outputs, made once for a test worker."""
    out = tmp_path_factory.mktemp("demo") / "out"
    assert ita("demo", "--out", out).status == 0
    return out


@pytest.fixture(scope="module")
def autumn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same reports looked at a month after the fiscal year's end."""
    out = tmp_path_factory.mktemp("autumn") / "out"
    assert ita("demo", "--out", out, "--as-of", "2023-10-31", "--lang", "en").status == 0
    return out


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A workspace that holds the example, not yet consolidated."""
    return workspace(tmp_path / "office")


# The example, held to the memo.


def test_the_demo_writes_the_month_and_the_memory_and_nothing_else(demo: Path) -> None:
    returns = [f"returns/{name}{ending}" for name in DIVISIONS for ending in (".xlsx", ".eml")]
    assert sorted(contents(demo)) == sorted([*WRITTEN, *returns, "returns/line.txt"])
    others = {path.name for path in demo.iterdir()} - {*WRITTEN, "returns"}
    assert {"history.sqlite"} <= others <= {"history.sqlite", "history.sqlite.1"}


def test_every_planned_step_has_the_verdict_that_the_memo_gives(demo: Path) -> None:
    rows = [row for row in table(demo / "tracking.csv") if row["verdict"] != "unplanned"]
    told = picked(
        rows,
        *("division", "measure_no", "step_no", "verdict", "due_start", "due_end"),
        *("occurrences_planned", "occurrences_due", "occurrences_done", "source_row"),
    )
    assert told == STEPS
    assert {row["month"] for row in rows} == {"2566-03"}
    assert {row["reported_month"] for row in rows} == {"2566-03"}
    assert {row["organisation"] for row in rows} == {"อบต.วังทอง"}
    assert all(row["source_file"] == f"{row['division']}.xlsx" for row in rows)


def test_results_that_answer_no_method_stand_below_as_unplanned(demo: Path) -> None:
    rows = [row for row in table(demo / "tracking.csv") if row["verdict"] == "unplanned"]
    assert picked(rows, "measure_no", "source_row") == UNPLANNED
    assert {row["step_no"] for row in rows} == {""}
    assert table(demo / "tracking.csv")[-4:] == rows


def test_dates_in_the_results_count_and_the_year_slip_does_not(demo: Path) -> None:
    rows = table(demo / "tracking.csv")
    acted = {row["measure_no"] + "." + row["step_no"]: row["acted_on"] for row in rows}
    assert acted["1.1"] == "2023-02-15"
    assert acted["5.1"] == "2023-03-01/2023-03-31"
    assert acted["6.1"] == "2022-12-01/2022-12-31"
    assert (acted["7.1"], acted["8.1"]) == ("", "")


def test_every_mistake_of_the_memo_is_found_once_at_its_cell(demo: Path) -> None:
    rows = table(demo / "findings.csv")
    told = picked(rows, "code", "severity", "file", "cell", "measure_no", "step_no")
    assert told == FINDINGS
    assert {row["sheet"] for row in rows} == {"รายงานผล"}
    assert [row["found"] for row in rows] == ["", "", "", "", "", "", "๔ เม.ย. ๖๕", "4;3"]
    slip = next(row for row in rows if row["code"] == "date_year_slip")
    assert slip["message"] == (
        "วันที่ “๔ เม.ย. ๖๕” น่าจะเป็น ๔ เม.ย. ๒๕๖๖ แต่ยังไม่ได้แก้ให้ โปรดตรวจและพิมพ์ปี พ.ศ. ที่ถูกต้อง"
    )


def test_gaps_of_the_memo_by_audience_then_urgency(demo: Path) -> None:
    rows = table(demo / "gaps.csv")
    assert picked(rows, "gap", "severity", "division", "measure_no", "step_no", "days") == GAPS
    audiences = [row["audience"] for row in rows]
    assert audiences == ["management"] * 7 + ["division"] * 2 + ["analyst"] * 17


def test_gaps_point_to_the_cell_that_they_are_read_from(demo: Path) -> None:
    source = {(row["gap"], row["measure_no"]): row["source"] for row in table(demo / "gaps.csv")}
    assert source["done_without_date", "8"] == f"[{PERSONNEL}.xlsx]รายงานผล!G8"
    assert source["period_ambiguous", "3"] == "[plan-2566.xlsx]มาตรการ!G10"
    assert source["score_missing", ""] == "[plan-2566.xlsx]คะแนน ITA!B2"


def test_whatever_was_read_otherwise_than_typed_is_listed(demo: Path) -> None:
    rows = table(demo / "readings.csv")
    assert picked(rows, "file", "sheet", "cell", "typed", "read_as", "rule") == READINGS


def test_four_files_came_and_four_were_taken(demo: Path) -> None:
    rows = table(demo / "submissions.csv")
    told = picked(rows, "file", "division", "month", "outcome", "sender", "received")
    assert told == [
        (f"{name}.xlsx", name, "2566-03", "accepted_with_findings", "", "")
        for name in (PERSONNEL, SUPPLIES, ANALYST, CLERK)
    ]
    assert [row["reason"] for row in rows] == [
        f"รับเป็นรายงานของ {name} ประจำเดือน มี.ค. ๒๕๖๖ โดยดูจาก ชื่อส่วนราชการในแบบรายงาน มีจุดที่ขอให้แก้ ๒ จุด"
        for name in (PERSONNEL, SUPPLIES, ANALYST, CLERK)
    ]


def test_run_json_counts_what_came_in_and_what_became_of_it(demo: Path) -> None:
    record = json.loads((demo / "run.json").read_text("utf-8"))
    counts = record["counts"]
    assert (counts["files_in"], counts["files_out"]) == (4, 4)
    assert (counts["planned"], counts["duties"], counts["unplanned"]) == (17, 17, 4)
    assert counts["rows_read"] == 21
    assert counts["findings"] == {"error": 3, "warning": 5, "info": 0}
    assert counts["gaps"] == {"high": 0, "medium": 10, "low": 16}
    assert {key: count for key, count in counts["verdicts"].items() if count} == {
        "on_track": 7,
        "not_started": 7,
        "done": 1,
        "done_unproved": 2,
    }
    # 15 steps of one window, two milestones of measure 5, twelve months of measure 7.
    assert counts["occurrences"] == 29
    assert {key: count for key, count in counts["states"].items() if count} == {
        "done": 2,
        "done_unproved": 8,
        "open": 13,
        "not_due": 6,
    }
    assert record["as_of"] == "2023-04-04"
    assert [one["file"] for one in record["outputs"]] == [
        name for name in WRITTEN if name != "run.json"
    ]


def test_columns_are_those_that_scripts_rely_on(demo: Path) -> None:
    assert header(demo / "tracking.csv") == (
        "month,organisation,division,measure_no,measure,step_no,method,responsible,period,"
        "frequency,due_start,due_end,status,progress,acted_on,result,evidence,obstacle,"
        "recommendation,spent,verdict,occurrences_planned,occurrences_due,occurrences_done,"
        "reported_month,indicator,oit_item,evidence_required,budget,source_file,source_sheet,"
        "source_row,source_sha256"
    )
    assert header(demo / "gaps.csv") == (
        "gap,severity,audience,organisation,division,measure_no,step_no,window_start,window_end,"
        "days,since,planned,actual,action,owner,act_by,source"
    )
    assert header(demo / "findings.csv") == (
        "code,severity,file,sheet,cell,division,measure_no,step_no,found,message"
    )
    assert header(demo / "readings.csv") == "file,sheet,cell,typed,read_as,rule"
    assert header(demo / "submissions.csv") == (
        "file,sha256,sender,received,division,month,outcome,reason"
    )


def test_after_the_year_what_ended_undone_is_overdue(autumn: Path) -> None:
    rows = table(autumn / "tracking.csv")
    verdicts = {f"{row['measure_no']}.{row['step_no']}": row["verdict"] for row in rows}
    overdue = [f"{row[1]}.{row[2]}" for row in STEPS[:14]]
    assert [key for key, verdict in verdicts.items() if verdict == "overdue"] == overdue
    assert (verdicts["6.1"], verdicts["7.1"], verdicts["8.1"]) == (
        "done",
        "done_unproved",
        "done_unproved",
    )
    september = next(
        row
        for row in table(autumn / "gaps.csv")
        if row["measure_no"] == "5" and row["gap"] == "overdue"
    )
    assert (september["window_start"], september["window_end"]) == ("2023-09-01", "2023-09-30")
    assert (september["days"], september["severity"]) == ("31", "high")


def test_english_changes_words_and_nothing_else(demo: Path, autumn: Path) -> None:
    english = table(autumn / "findings.csv")
    assert english[0]["message"] == (
        "Measure 8 step 1 is reported done without a date; "
        "give the day or the month, such as ๑๕ ก.พ. ๖๖ or ก.พ. ๖๖."
    )
    assert [row["status"] for row in table(autumn / "tracking.csv")] == [
        row["status"] for row in table(demo / "tracking.csv")
    ]


# The same inputs give the same bytes.


def test_the_same_inputs_give_the_same_bytes_anywhere(demo: Path, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for path in sorted((ROOT / "workbooks/inbox/2566-03").iterdir(), reverse=True):
        shutil.copyfile(path, inbox / path.name)
    out = tmp_path / "another place" / "ผลลัพธ์"
    for asked in ("consolidate", "return"):
        said = process(
            *(asked, MONTH, "--as-of", AS_OF, "--inbox", inbox, "--out", out),
            *("--plan", ROOT / "workbooks/plan-2566.xlsx", "--jobs", "2"),
            cwd=tmp_path,
            TZ="Pacific/Kiritimati",
            PYTHONHASHSEED="12345",
            LC_ALL="C",
            COLUMNS="40",
        )
        assert said.status == 0, said.err
    assert contents(out) == contents(demo)


def test_listing_order_changes_nothing(
    demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path_type = type(tmp_path)
    usual = path_type.iterdir

    def backwards(path: Path) -> Iterator[Path]:
        return iter(sorted(usual(path), reverse=True))

    monkeypatch.setattr(path_type, "iterdir", backwards)
    assert ita("demo", "--out", tmp_path / "out").status == 0
    assert contents(tmp_path / "out") == contents(demo)


def test_a_second_run_changes_nothing_and_is_no_second_memory(place: Path) -> None:
    assert consolidate(place).status == 0
    first = contents(place / "outputs")
    assert consolidate(place).status == 0
    assert contents(place / "outputs") == first
    told = json.loads(ita("status", "--workspace", place, "--json").out)
    assert [(one["month"], one["as_of"]) for one in told] == [("2566-03", "2023-04-04")]


def test_a_run_does_not_remember_an_earlier_run_of_the_same_month(place: Path) -> None:
    inbox = place / "workbooks" / "inbox" / MONTH
    late = inbox / f"{CLERK}.xlsx"
    kept = late.read_bytes()
    fill(late, {"G9": "ดำเนินการแล้วเสร็จ", "I9": "แจกคู่มือแล้ว เมื่อ ๑ มี.ค. ๖๖"})
    assert consolidate(place).status == 0
    assert consolidate(place, "--out", place / "other").status == 0
    late.write_bytes(kept)
    assert consolidate(place).status == 0
    rows = table(place / "outputs" / MONTH / "tracking.csv")
    assert picked(rows, "measure_no", "step_no", "verdict")[1] == ("1", "2", "not_started")


# Months after one another.


def test_the_month_after_carries_what_was_accepted(place: Path) -> None:
    assert consolidate(place).status == 0
    april = place / "workbooks" / "inbox" / "2566-04"
    april.mkdir()
    report = april / "พัสดุ.xlsx"
    shutil.copyfile(place / "workbooks" / "inbox" / MONTH / f"{SUPPLIES}.xlsx", report)
    fill(
        report,
        {
            "J3": "เม.ย. 66",
            "G8": "ดำเนินการต่อเนื่อง",
            "H8": "ต.ค. 65, พ.ย. 65, ธ.ค. 65, ม.ค. 66, ก.พ. 66, มี.ค. 66, เม.ย. 66",
            "L8": "ไม่มี",
        },
    )
    assert consolidate(place, month="2566-04").status == 0
    rows = {
        f"{row['measure_no']}.{row['step_no']}": row
        for row in table(place / "outputs/2566-04/tracking.csv")
    }
    assert rows["7.1"]["verdict"] == "on_track"
    assert rows["7.1"]["occurrences_done"] == "7"
    assert (rows["7.1"]["reported_month"], rows["7.1"]["source_file"]) == ("2566-04", "พัสดุ.xlsx")
    assert rows["1.1"]["verdict"] == "not_reported"
    assert rows["1.1"]["reported_month"] == "2566-03"
    assert rows["1.1"]["acted_on"] == "2023-02-15"
    assert rows["6.1"]["verdict"] == "done"
    gaps = table(place / "outputs/2566-04/gaps.csv")
    silent = [row["division"] for row in gaps if row["gap"] == "no_submission"]
    assert silent == [CLERK, ANALYST, PERSONNEL]
    assert "not_reported" not in {row["gap"] for row in gaps}


def test_a_refused_file_leaves_the_last_accepted_value_in_place(place: Path) -> None:
    assert consolidate(place).status == 0
    april = place / "workbooks" / "inbox" / "2566-04"
    april.mkdir()
    (april / f"{CLERK}.xlsx").write_bytes(b"%PDF-1.7 no workbook")
    late = april / f"{ANALYST}.xlsx"
    shutil.copyfile(place / "workbooks" / "inbox" / MONTH / f"{ANALYST}.xlsx", late)
    assert consolidate(place, month="2566-04").status == 0
    out = place / "outputs" / "2566-04"
    told = picked(table(out / "submissions.csv"), "file", "outcome")
    assert told == [(f"{ANALYST}.xlsx", "refused"), (f"{CLERK}.xlsx", "refused")]
    codes = picked(table(out / "findings.csv"), "file", "code", "severity")
    assert codes == [
        (f"{ANALYST}.xlsx", "month_mismatch", "error"),
        (f"{CLERK}.xlsx", "file_not_a_workbook", "error"),
    ]
    rows = table(out / "tracking.csv")
    # The work that answers no step stands too, of the month that it was reported in.
    assert [row["verdict"] for row in rows[17:]] == ["unplanned"] * 4
    assert {row["reported_month"] for row in rows} == {"2566-03"}


def test_a_bad_file_costs_no_other_file_its_rows(place: Path, demo: Path) -> None:
    inbox = place / "workbooks" / "inbox" / MONTH
    (inbox / "~$lock.xlsx").write_bytes(b"lock")
    (inbox / "broken.xlsx").write_bytes(b"PK\x03\x04 cut short")
    (inbox / "page.xlsx").write_bytes(b"<html><body>x</body></html>")
    assert consolidate(place, "--lang", "th").status == 0
    out = place / "outputs" / MONTH
    assert (out / "tracking.csv").read_bytes() == (demo / "tracking.csv").read_bytes()
    counts = json.loads((out / "run.json").read_text("utf-8"))["counts"]
    assert (counts["files_in"], counts["files_out"]) == (7, 7)
    outcomes = {key: count for key, count in counts["outcomes"].items() if count}
    assert outcomes == {"accepted_with_findings": 4, "refused": 2, "passed_over": 1}


# Whatever stops a run, the outputs are whole.


# Runs the command of each line typed in a process forked off, killed after the line's seconds.
KILLER = """
import os, signal, sys, time
from pipeline.cli import run
from pipeline.run import consolidate
from pipeline.terminal import commands
for line in sys.stdin:
    seconds, *arguments = line.rstrip("\\n").split("\\t")
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os._exit(run(arguments))
    if seconds:
        time.sleep(float(seconds))
        os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    print(status, time.monotonic() - began, flush=True)
"""


def test_killed_at_any_moment_the_outputs_are_whole_and_a_rerun_succeeds(place: Path) -> None:
    out = place / "outputs" / MONTH
    with subprocess.Popen(  # noqa: S603 - this Python, our code
        [sys.executable, "-c", KILLER], stdin=-1, stdout=-1, stderr=-3, cwd=ROOT, text=True
    ) as killer:
        assert killer.stdin is not None
        assert killer.stdout is not None
        orders, answers = killer.stdin, killer.stdout

        def command(as_of: str, seconds: float | None = None) -> tuple[int, float]:
            options = ("--workspace", str(place), "--as-of", as_of)
            line = "\t".join([str(seconds or ""), "consolidate", MONTH, *options])
            orders.write(line + "\n")
            orders.flush()
            status, took = answers.readline().split()
            return int(status), float(took)

        whole = {}
        for as_of in (AS_OF, "2023-10-31"):
            status, took = command(as_of)
            assert status == 0
            whole[as_of] = contents(out)
        assert whole[AS_OF] != whole["2023-10-31"]
        delays = random.Random(20230404)  # noqa: S311 - the same moments in every run
        killed = 0
        for turn in range(12):
            # Most of what matters happens at the end, when files are swapped.
            share = delays.uniform(0.8, 1.05) if turn % 3 else delays.uniform(0.1, 0.8)
            before = next(as_of for as_of, files in whole.items() if files == standing(out))
            after = next(as_of for as_of in whole if as_of != before)
            status, _ = command(after, share * took)
            killed += status == signal.SIGKILL
            assert standing(out) in whole.values()
        assert killed >= 4
        status, _ = command(AS_OF)
        assert status == 0
        orders.close()
    assert contents(place / "outputs") == {
        f"{MONTH}/{name}": data for name, data in whole[AS_OF].items()
    }


def standing(out: Path) -> dict[str, bytes]:
    """What a reader finds once the next command has finished or undone a broken swap."""
    from pipeline.publish.replacing import recover  # noqa: PLC0415 - as the next run would

    recover(out)
    return {name: data for name, data in contents(out).items() if not name.startswith(".")}


@pytest.mark.parametrize("kilobytes", [1, 16, 40])
def test_a_full_disk_leaves_the_earlier_outputs_whole(place: Path, kilobytes: int) -> None:
    assert consolidate(place).status == 0
    before = contents(place)
    code = (
        "import resource, sys; from pipeline.cli import run;"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2);"
        "sys.exit(run(sys.argv[2:]))"
    )
    options = ("--workspace", str(place), "--as-of", "2023-10-31", "--lang", "en")
    done = subprocess.run(  # noqa: S603 - this Python, our code
        [sys.executable, "-c", code, str(kilobytes * 1024), "consolidate", MONTH, *options],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 3, done.stderr.decode()
    assert "the earlier outputs are whole" in done.stderr.decode()
    assert contents(place) == before
    assert sorted(path.name for path in (place / "outputs").iterdir()) == [MONTH, "history.sqlite"]


def test_a_folder_that_cannot_be_written_is_said_so(place: Path) -> None:
    (place / "outputs").write_text("a file where the folder should be")
    said = consolidate(place)
    assert said.status == 3
    assert said.err.startswith("Cannot write to ")


# What the program touches.


def test_the_inbox_is_left_as_it_was_and_nothing_is_written_elsewhere(tmp_path: Path) -> None:
    place = workspace(tmp_path / "office")
    home, scratch = tmp_path / "home", tmp_path / "scratch"
    home.mkdir()
    scratch.mkdir()
    before = contents(tmp_path)
    dates = {path: path.stat().st_mtime_ns for path in place.rglob("*") if path.is_file()}
    said = process(
        *("consolidate", MONTH, "--as-of", AS_OF),
        cwd=place,
        HOME=str(home),
        TMPDIR=str(scratch),
        PYTHONDONTWRITEBYTECODE="1",
    )
    assert said.status == 0, said.err
    after = contents(tmp_path)
    new = {name for name in after if name not in before}
    assert new == {f"office/outputs/{MONTH}/{name}" for name in WRITTEN}
    assert {name: after[name] for name in before} == before
    assert {path: path.stat().st_mtime_ns for path in dates} == dates
    outside = {path.name for path in tmp_path.rglob("history.sqlite*")}
    assert outside <= {"history.sqlite", "history.sqlite.1"}


def test_outputs_are_for_their_owner_alone(demo: Path) -> None:
    made = list(demo.rglob("*"))
    assert {path.stat().st_mode & 0o777 for path in made if path.is_file()} == {0o600}
    assert {path.stat().st_mode & 0o777 for path in made if path.is_dir()} == {0o700}
    assert demo.stat().st_mode & 0o777 == 0o700


# Without a network.

_UNSHARE = shutil.which("unshare")
ALONE = [_UNSHARE or "unshare", "--net", *([] if os.geteuid() == 0 else ["--map-root-user"])]
NEEDS_UNSHARE = pytest.mark.skipif(_UNSHARE is None, reason="needs unshare: apt install util-linux")


@NEEDS_UNSHARE
def test_with_the_network_cut_all_but_collecting_and_sending_works(place: Path) -> None:
    plan, mailed = place / "workbooks" / "plan-2566.xlsx", place / "mail.eml"
    fill(plan, {"E2": "clerk@example.go.th"}, "ส่วนราชการ")
    mailed.write_bytes(mail(file("รายงาน.xlsx", b"PK no report")))
    settings = '[mail]\nhost = "mail.example.go.th"\naccount = "analyst@example.go.th"\n'
    (place / "ita.toml").write_text(settings, encoding="utf-8")

    def alone(*arguments: object) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(  # noqa: S603 - this Python, our code
            [*ALONE, *command(*arguments)],
            capture_output=True,
            timeout=120,
            check=False,
            env={**os.environ, "PYTHONPATH": str(ROOT), "ITA_MAIL_PASSWORD": "x"},
        )

    here = ("--workspace", place)
    for arguments in (
        ("issue", MONTH, *here),
        ("collect", MONTH, mailed, *here),
        ("consolidate", MONTH, *here),
        ("check", plan, *here),
        ("return", MONTH, *here),
        ("status", MONTH, *here),
        ("alias", "ฝ่ายพัสดุ", SUPPLIES, *here),
        ("explain", "ม.ค. ๖๖"),
        ("init", place / "new", "--year", "2567"),
        ("demo", "--out", place / "demo"),
    ):
        done = alone(*arguments)
        assert done.returncode == 0, (arguments, done.stderr.decode())
    for arguments in (("collect", MONTH, *here), ("return", MONTH, *here, "--send", "--yes")):
        done = alone(*arguments)
        assert done.returncode == 3, arguments
        assert "ติดต่อเครื่องแม่ข่ายอีเมล mail.example.go.th" in done.stderr.decode()
