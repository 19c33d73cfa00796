"""The door: what may be typed, what is answered, and the status that a script sees."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from pipeline import cli
from pipeline.terminal import options
from tests.door import (
    AS_OF,
    CLERK,
    DIVISIONS,
    MONTH,
    ROOT,
    SUPPLIES,
    consolidate,
    contents,
    fill,
    ita,
    process,
    workspace,
)

if TYPE_CHECKING:
    from pathlib import Path

PLAN = ROOT / "workbooks" / "plan-2566.xlsx"
INBOX = ROOT / "workbooks" / "inbox" / MONTH


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A workspace that holds the example, not yet consolidated."""
    return workspace(tmp_path / "office")


@pytest.fixture(scope="module")
def mended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose one report has nothing to mend."""
    place = workspace(tmp_path_factory.mktemp("mended"))
    for name in DIVISIONS:
        if name != SUPPLIES:
            (place / "workbooks" / "inbox" / MONTH / f"{name}.xlsx").unlink()
    report = place / "workbooks" / "inbox" / MONTH / f"{SUPPLIES}.xlsx"
    fill(report, {"G8": "ดำเนินการต่อเนื่อง", "H8": "ต.ค. ๖๕ - มี.ค. ๖๖", "L8": "ไม่มี"})
    return place


# 0: done. 1: to mend. 2: usage. 3: could not run.


def test_the_statuses_are_those_that_scripts_rely_on() -> None:
    assert (options.DONE, options.TO_MEND, options.USAGE, options.COULD_NOT) == (0, 1, 2, 3)


def test_findings_are_the_product_and_no_failure(place: Path) -> None:
    said = consolidate(place)
    assert said.status == 0
    assert "3 to mend, 5 to check, 0 for information" in said.out


def test_an_empty_inbox_is_a_run_in_which_nobody_sent(place: Path) -> None:
    (place / "workbooks" / "inbox" / "2566-02").mkdir()
    said = consolidate(place, month="2566-02")
    assert said.status == 0
    assert "Sent 0 · to mend 0 · refused 0 · not sent 4" in said.out
    assert (place / "outputs" / "2566-02" / "tracking.xlsx").is_file()


def test_strict_ends_with_1_where_something_must_be_mended(place: Path) -> None:
    assert consolidate(place, "--strict").status == 1
    assert (place / "outputs" / MONTH / "run.json").is_file()


def test_strict_ends_with_1_for_a_refused_file_and_with_0_for_a_good_month(mended: Path) -> None:
    assert consolidate(mended, "--strict").status == 0
    refused = mended / "workbooks" / "inbox" / MONTH / "ไม่ใช่รายงาน.xlsx"
    refused.write_bytes(b"no workbook")
    try:
        assert consolidate(mended, "--strict").status == 1
    finally:
        refused.unlink()


@pytest.mark.parametrize(
    "typed",
    [
        ["consolidate"],
        ["consolidate", "2566-13"],
        ["consolidate", "พรุ่งนี้"],
        ["consolidate", MONTH, "--as-of", "31/2/2566"],
        ["consolidate", MONTH, "--digits", "roman"],
        ["consolidate", MONTH, "--lang", "fr"],
        ["consolidate", MONTH, "--jobs", "0"],
        ["consolidate", MONTH, "--no-such-option"],
        ["check"],
        ["explain"],
        ["explain", "x", "--fiscal-year"],
        ["explain", "x", "--fiscal-year", "66"],
        ["init"],
        ["init", "somewhere"],
        ["init", "somewhere", "--year", "abc"],
        ["status", "2566-00"],
        ["no-such-command"],
    ],
)
def test_what_cannot_be_understood_ends_with_2_and_prints_no_output(typed: list[str]) -> None:
    said = ita(*typed)
    assert said.status == 2
    assert said.out == ""
    assert said.err != ""


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["2566-05"], "inbox/2566-05 not found"),
        (["2567-03"], "plan-2567.xlsx not found; make one with ita init"),
        ([MONTH, "--inbox", "nowhere"], "Folder nowhere not found"),
        ([MONTH, "--plan", "nowhere.xlsx"], "Plan nowhere.xlsx not found"),
        (["2567-03", "--plan", str(PLAN)], "Plan plan-2566.xlsx is of fiscal year 2566"),
        (
            [MONTH, "--inbox", str(INBOX), "--out", str(INBOX / "x")],
            "lies in the folder of received files",
        ),
        ([MONTH, "--plan", str(ROOT / "LICENSE")], "Plan LICENSE cannot be opened"),
        ([MONTH, "--plan", str(INBOX / f"{CLERK}.xlsx")], "points to mend; open สำนักปลัด.xlsx"),
    ],
)
def test_what_cannot_be_run_ends_with_3_and_changes_nothing(
    place: Path, options: list[str], told: str
) -> None:
    before = contents(place)
    said = ita("consolidate", "--workspace", place, "--lang", "en", *options)
    assert said.status == 3
    assert told in said.err
    assert said.out == ""
    assert contents(place) == before
    assert not (place / "outputs").exists()


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("lang = ", "ita.toml"),
        ("silent_month = 3", "silent_month"),
        ("cut_off_days = -1", "cut_off_days"),
        ('digits = "roman"', "roman"),
        ("[limits]\nfile_mb = 0", "file_mb"),
    ],
)
def test_settings_that_say_what_they_may_not_end_with_3(
    place: Path, settings: str, told: str
) -> None:
    (place / "ita.toml").write_text(settings, encoding="utf-8")
    said = consolidate(place)
    assert said.status == 3
    assert told in said.err
    assert not (place / "outputs").exists()


def test_check_ends_with_1_for_a_report_to_mend_and_0_for_a_good_one(mended: Path) -> None:
    options = ("--workspace", mended, "--as-of", AS_OF, "--lang", "en")
    good = mended / "workbooks" / "inbox" / MONTH / f"{SUPPLIES}.xlsx"
    assert ita("check", good, *options).status == 0
    bad = ita("check", INBOX / f"{SUPPLIES}.xlsx", *options)
    assert bad.status == 1
    assert f"✗ [{SUPPLIES}.xlsx]รายงานผล!H8 Measure 7 step 1 is reported done" in bad.out
    both = ita("check", good, INBOX / f"{SUPPLIES}.xlsx", *options)
    assert both.status == 1


def test_check_knows_a_plan(place: Path) -> None:
    said = ita("check", PLAN, "--workspace", place, "--lang", "en")
    assert said.status == 0
    expected = "plan-2566.xlsx: plan of fiscal year 2566 with 4 divisions, 8 measures, 17 steps"
    assert said.out.splitlines()[0] == expected


def test_check_of_what_is_not_there_or_no_workbook(place: Path) -> None:
    options = ("--workspace", place, "--lang", "en")
    missing = ita("check", place / "missing.xlsx", *options)
    assert (missing.status, missing.out) == (3, "")
    text = place / "note.xlsx"
    text.write_text("only words", encoding="utf-8")
    refused = ita("check", text, *options)
    assert refused.status == 1
    assert "The content of this file is plain text, not a workbook" in refused.out


def test_check_writes_nothing(place: Path) -> None:
    before = contents(place)
    ita("check", place / "workbooks" / "inbox" / MONTH / f"{CLERK}.xlsx", "--workspace", place)
    assert contents(place) == before
    assert not (place / "outputs").exists()


def test_a_fault_of_ours_is_written_down_without_what_was_in_a_cell(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        message = "ข้อความลับจากช่อง"
        raise ZeroDivisionError(message)

    monkeypatch.setattr("pipeline.run.consolidate.decide_month", fail)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    said = consolidate(place)
    assert said.status == 3
    (written,) = tmp_path.glob("ita-fault-*.txt")
    assert written.name in said.err
    told = written.read_text("utf-8")
    assert "builtins.ZeroDivisionError" in told
    assert "ข้อความลับจากช่อง" not in told + said.err
    assert not (place / "outputs").exists()


# What is printed.


def test_json_is_the_record_and_nothing_else(place: Path) -> None:
    said = consolidate(place, "--json")
    assert said.status == 0
    assert said.out == (place / "outputs" / MONTH / "run.json").read_text("utf-8")
    assert json.loads(said.out)["counts"]["files_in"] == 4


def test_json_of_the_demo_is_the_record_too(tmp_path: Path) -> None:
    said = ita("demo", "--out", tmp_path / "out", "--json")
    assert json.loads(said.out)["month"] == MONTH
    assert said.out == (tmp_path / "out" / "run.json").read_text("utf-8")


def test_json_of_check_names_each_cell(place: Path) -> None:
    said = ita(
        "check", INBOX / f"{SUPPLIES}.xlsx", "--workspace", place, "--json", "--as-of", AS_OF
    )
    (file,) = json.loads(said.out)
    assert (file["kind"], file["division"], file["month"]) == ("report", SUPPLIES, MONTH)
    assert [(one["code"], one["cell"]) for one in file["findings"]] == [
        ("date_blank", "H8"),
        ("recommendation_blank", "L8"),
    ]


def test_the_summary_says_what_to_do_next(place: Path) -> None:
    out = consolidate(place).out
    assert "Sent 4 · to mend 4 · refused 0 · not sent 0" in out
    assert "Urgent 0 · follow up 10 · for information 16" in out
    assert out.splitlines()[-1].startswith("Next: ")


def test_thai_is_the_usual_language_with_thai_digits(place: Path) -> None:
    said = ita("consolidate", MONTH, "--workspace", place, "--as-of", AS_OF)
    assert "ส่งแล้ว ๔ · ต้องแก้ไข ๔ · ใช้ไม่ได้ ๐ · ยังไม่ส่ง ๐" in said.out
    arabic = ita("consolidate", MONTH, "--workspace", place, "--as-of", AS_OF, "--digits", "arabic")
    assert "ส่งแล้ว 4 · ต้องแก้ไข 4 · ใช้ไม่ได้ 0 · ยังไม่ส่ง 0" in arabic.out


def test_settings_choose_language_and_digits_and_the_command_line_overrides(place: Path) -> None:
    (place / "ita.toml").write_text('lang = "en"\ncut_off_days = 4\n', encoding="utf-8")
    said = ita("consolidate", MONTH, "--workspace", place, "--json")
    record = json.loads(said.out)
    assert (record["language"], record["as_of"]) == ("en", "2023-04-04")
    said = ita("consolidate", MONTH, "--workspace", place, "--json", "--lang", "th")
    assert json.loads(said.out)["language"] == "th"


@pytest.mark.parametrize("typed", ["2566-03", "2023-03", "มี.ค. 66", "มีนาคม ๒๕๖๖", "๒๕๖๖-๐๓"])
def test_a_month_is_read_in_each_of_its_forms(place: Path, typed: str) -> None:
    said = ita("status", typed, "--workspace", place, "--lang", "en")
    assert said.status == 3
    assert "มี.ค. 2566 has not been consolidated yet; run ita consolidate 2566-03" in said.err


@pytest.mark.parametrize("typed", [[], ["--help"], ["-h"]])
def test_help_names_every_command_and_status(typed: list[str]) -> None:
    said = ita(*typed, "--lang", "en") if typed else ita()
    assert said.status == 0
    for name in ("demo", "init", "consolidate", "check", "status", "explain"):
        assert f"    {name}" in said.out
    assert "0 " in said.out.splitlines()[-1]


def test_every_command_explains_itself_in_both_languages() -> None:
    for name in cli.COMMANDS:
        english = ita(name, "--help", "--lang", "en")
        thai = ita(name, "--help", "--lang", "th")
        assert (english.status, thai.status) == (0, 0)
        assert "show this help" in english.out
        assert "แสดงวิธีใช้" in thai.out


def test_the_version_is_the_package_s() -> None:
    assert ita("--version").out == "ita 0.1.0\n"


# explain: lines in, lines out.


def test_explain_reads_standard_input_line_by_line() -> None:
    typed = "ม.ค. - ก.ย. ๖๖\n\n-ธ.ค. ๖๕\r\nทุก ๓ เดือน\x0bx\n".encode()
    said = ita("explain", "-", "--json", stdin=typed)
    lines = [json.loads(line) for line in said.out.split("\n")[:-1]]
    assert [line["text"] for line in lines] == [
        "ม.ค. - ก.ย. ๖๖",
        "",
        "-ธ.ค. ๖๕\r",
        "ทุก ๓ เดือน\x0bx",
    ]
    assert list(lines[0]) == ["text", "kind", "start", "end", "occurrences", "notes"]
    assert (lines[0]["start"], lines[0]["end"]) == ("2023-01-01", "2023-09-30")
    assert (lines[1]["kind"], lines[1]["start"]) == ("none", None)
    assert (lines[2]["kind"], lines[2]["end"]) == ("month", "2022-12-31")
    assert lines[3]["start"] is None


def test_explain_of_nothing_prints_nothing() -> None:
    assert ita("explain", "-", "--json") == ita("explain", "-")
    assert ita("explain", "-", "--json").out == ""


@pytest.mark.parametrize(
    "typed",
    [
        ["explain", "-มี.ค. ๖๖ -ก.ย. ๖๖", "--json"],
        ["explain", "--json", "-มี.ค. ๖๖ -ก.ย. ๖๖"],
        ["explain", "--json", "--", "-มี.ค. ๖๖ -ก.ย. ๖๖"],
        ["explain", "--json", "-มี.ค. ๖๖", "-ก.ย. ๖๖"],
    ],
)
def test_a_text_may_begin_with_a_hyphen(typed: list[str]) -> None:
    said = ita(*typed)
    assert said.status == 0
    read = json.loads(said.out)
    assert read["text"] == "-มี.ค. ๖๖ -ก.ย. ๖๖"
    assert read["kind"] == "milestones"
    assert read["occurrences"] == [
        {"start": "2023-03-01", "end": "2023-03-31"},
        {"start": "2023-09-01", "end": "2023-09-30"},
    ]


@pytest.mark.parametrize("option", [["--fiscal-year", "2566"], ["--fiscal-year=๒๕๖๖"]])
def test_a_fiscal_year_supplies_what_the_text_lacks(option: list[str]) -> None:
    with_year = json.loads(ita("explain", "ม.ค. - ก.ย.", "--json", *option).out)
    assert (with_year["start"], with_year["end"]) == ("2023-01-01", "2023-09-30")
    without = json.loads(ita("explain", "ม.ค. - ก.ย.", "--json").out)
    assert (without["start"], without["end"]) == (None, None)


# The process itself.


def test_a_narrow_code_page_does_not_break_thai() -> None:
    said = process("explain", "ธ.ค. ๖๕", PYTHONIOENCODING="ascii")
    assert said.status == 0
    assert said.out.startswith("ธ.ค. ๖๕ → ")


def test_the_status_reaches_the_shell(tmp_path: Path) -> None:
    assert process("consolidate", "2566-13").status == 2
    assert process("consolidate", MONTH, "--workspace", tmp_path).status == 3
