"""The memo's own table as a real workbook, through the door: nothing lost, nothing invented."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from tests.door import ANALYST, CLERK, PERSONNEL, ROOT, SUPPLIES, Said, ita, picked, table

if TYPE_CHECKING:
    from pathlib import Path

HEADER = (
    "มาตรการ/ แนวทาง",
    "วิธีการดำเนินการ",
    "ผู้รับผิดชอบ",
    "ระยะเวลา ดำเนินการ",
    "ผลการดำเนินงาน",
    "ข้อเสนอแนะ",
)
SEED = json.loads((ROOT / "pipeline" / "example" / "seed_measures.json").read_text("utf-8"))
THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def item(mark: str | None, text: str) -> str:
    if mark is None:
        return text
    return f"-{text}" if mark == "-" else f"{mark}. {text}"


def rows() -> list[tuple[str, ...]]:
    """The memo's eight rows, every other result wrapped in markup as it was copied from a page."""
    found = []
    for number, measure in enumerate(SEED["measures"]):
        methods = [
            item(str(place).translate(THAI), text)
            for place, text in enumerate(measure["methods"], start=1)
        ]
        results = " ".join(item(one["no_text"], one["text"]) for one in measure["results"])
        found.append(
            (
                measure["title"],
                "\n".join(methods),
                measure["responsible"],
                measure["period_text"],
                results if number % 2 else f"<p>{results}</p>",
                " ".join(f"-{one}" for one in measure["recommendations"]),
            )
        )
    return found


@pytest.fixture(scope="module")
def memo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The outputs of a month whose inbox holds the memo's table alone, over three pages."""
    folder = tmp_path_factory.mktemp("memo")
    book = Workbook()
    page = book.worksheets[0]
    page.append(["รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปี พ.ศ. ๒๕๖๖"])
    for number, row in enumerate(rows()):
        if number in (0, 2, 5):
            page.append(HEADER)
        page.append(row)
    (folder / "inbox").mkdir()
    book.save(folder / "inbox" / "บันทึกข้อความ.xlsx")
    assert consolidate(folder).status == 0
    return folder / "out"


def consolidate(folder: Path) -> Said:
    return ita(
        *("consolidate", "2566-03", "--workspace", ROOT, "--as-of", "2023-04-04", "--lang", "en"),
        *("--inbox", folder / "inbox", "--out", folder / "out"),
    )


def test_every_result_is_read_and_nothing_is_lost(memo: Path) -> None:
    told = " ".join(row["result"] for row in table(memo / "tracking.csv"))
    for measure in SEED["measures"]:
        for result in measure["results"]:
            assert result["text"] in told
    assert "<p>" not in told


def test_measures_of_one_method_are_tied_and_the_others_wait_for_the_analyst(memo: Path) -> None:
    steps = [row for row in table(memo / "tracking.csv") if row["step_no"]]
    assert len(steps) == 17
    assert {row["verdict"] for row in steps if row["measure_no"] in "1234"} == {"unmatched"}
    tied = [row for row in steps if row["measure_no"] in "5678"]
    assert picked(tied, "measure_no", "division", "verdict", "acted_on") == [
        ("5", ANALYST, "on_track", "2023-03-01/2023-03-31"),
        ("6", ANALYST, "done", "2022-12-01/2022-12-31"),
        ("7", SUPPLIES, "done_unproved", ""),
        ("8", PERSONNEL, "done_unproved", ""),
    ]


def test_results_that_are_tied_to_no_step_stand_with_their_measure(memo: Path) -> None:
    loose = [row for row in table(memo / "tracking.csv") if not row["step_no"]]
    assert {(row["division"], row["verdict"]) for row in loose} == {(CLERK, "unmatched")}
    numbers = [row["measure_no"] for row in loose]
    assert [numbers.count(number) for number in "1234"] == [2, 6, 1, 3]
    gaps = [row for row in table(memo / "gaps.csv") if row["gap"] == "result_not_tied"]
    assert picked(gaps, "measure_no", "audience") == [(number, "analyst") for number in "1234"]
    assert "1 → 2.1 (77%)" in gaps[1]["actual"]
    assert "2 → 2.2 (88%)" in gaps[1]["actual"]


def test_the_known_mistakes_are_found_and_no_others(memo: Path) -> None:
    assert picked(table(memo / "findings.csv"), "code", "cell", "measure_no") == [
        ("date_year_slip", "E3", "1"),
        ("numbering_repeated", "E4", "2"),
        ("recommendation_blank", "F8", "5"),
        ("recommendation_blank", "F10", "6"),
        ("date_blank", "E11", "7"),
        ("recommendation_blank", "F11", "7"),
        ("date_blank", "E12", "8"),
        ("recommendation_blank", "F12", "8"),
    ]
    gaps = {row["gap"] for row in table(memo / "gaps.csv")}
    assert gaps.isdisjoint({"overdue", "no_submission", "not_reported", "unplanned_result"})


def test_every_division_has_submitted_in_the_one_file(memo: Path) -> None:
    (file,) = table(memo / "submissions.csv")
    assert file["outcome"] == "accepted_with_findings"
    assert set(file["division"].split("; ")) == {CLERK, ANALYST, SUPPLIES, PERSONNEL}


def test_what_was_read_otherwise_than_typed_is_listed(memo: Path) -> None:
    rules = [row["rule"] for row in table(memo / "readings.csv") if row["file"].startswith("บันทึก")]
    assert rules.count("markup_removed") == 4
    assert rules.count("date_from_result") == 4
    assert rules.count("division_alias") == 6
