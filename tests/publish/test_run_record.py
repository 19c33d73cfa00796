from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pipeline.publish.run_record import record_text, run_record
from pipeline.publish.version import program_version

if TYPE_CHECKING:
    from pipeline.core.report import MonthReport
    from pipeline.core.words import Words


def test_the_record_says_what_went_in_and_what_came_out(report: MonthReport, thai: Words) -> None:
    record = run_record(report, thai, {"b.csv": "22", "a.xlsx": "11"})
    assert {key: record[key] for key in ("month", "organisation", "fiscal_year", "as_of")} == {
        "month": "2566-03",
        "organisation": "99999",
        "fiscal_year": 2566,
        "as_of": "2023-04-04",
    }
    assert (record["language"], record["digits"]) == ("th", "thai")
    assert record["version"] == program_version()
    assert record["edition"] == {"state": "draft", "amendment": 0}
    assert record["inputs"] == [
        {"file": "mail.eml/กองช่าง.xlsx", "sha256": "ab" * 32},
        {"file": "สำนักปลัด.xlsx", "sha256": "cd" * 32},
    ]
    assert record["plan"] == {"file": "plan-2566.xlsx", "sha256": "ef" * 32}
    assert record["outputs"] == [
        {"file": "a.xlsx", "sha256": "11"},
        {"file": "b.csv", "sha256": "22"},
    ]


def test_counts_in_are_counts_out(report: MonthReport, thai: Words) -> None:
    counts = run_record(report, thai, {})["counts"]
    assert counts["files_in"] == counts["files_out"] == sum(counts["outcomes"].values()) == 9
    assert counts["states"] == {
        "waived": 1,
        "cancelled": 1,
        "done": 1,
        "done_unproved": 1,
        "unmatched": 1,
        "missed": 1,
        "open": 5,
        "not_due": 1,
    }
    assert counts["occurrences"] == sum(counts["states"].values()) == 12
    assert (counts["duties"], counts["planned"], counts["unplanned"]) == (12, 12, 2)
    assert sum(counts["verdicts"].values()) == 12
    assert counts["findings"] == {"error": 2, "warning": 1, "info": 1}
    assert counts["gaps"] == {"high": 3, "medium": 6, "low": 3}


def test_the_text_is_sorted_thai_and_ends_its_line(report: MonthReport, thai: Words) -> None:
    text = record_text(run_record(report, thai, {}))
    assert text.endswith("}\n")
    assert "กองช่าง" in text
    assert list(json.loads(text)) == sorted(json.loads(text))
