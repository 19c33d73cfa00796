from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.documenting.pages import pages, write_pages
from schemas.loading import load_schema
from tests.door import ROOT

if TYPE_CHECKING:
    from pathlib import Path

NAMES = (
    "form.md",
    "officer-card.th.md",
    "columns.md",
    "findings.md",
    "gaps.md",
    "outputs.md",
    "commands.md",
    "frameworks.md",
)


@pytest.mark.parametrize("name", NAMES)
def test_the_pages_are_what_would_be_made_today(name: str) -> None:
    kept = (ROOT / "docs" / name).read_text("utf-8")
    assert kept == pages()[name], "run: python -m pipeline.documenting"


def test_pages_are_written_into_the_folder_and_nowhere_else(tmp_path: Path) -> None:
    write_pages(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(NAMES)


RESULT_WORDS = (
    "ผลการดำเนินการ, ผลการปฏิบัติงาน, ผลดำเนินการ, ผลดำเนินงาน, ผลการดำเนินงาน/ความก้าวหน้า, "
    "ความก้าวหน้า/ผลการดำเนินงาน, รายงานผล, รายงานผลการดำเนินงาน, รายงานผลการดำเนินการ, "
    "ผลการดำเนินการตามมาตรการ"
)


def test_every_column_is_told_with_its_words() -> None:
    text = pages()["columns.md"]
    result = next(line for line in text.splitlines() if line.startswith("| `result` |"))
    assert result.split(" | ")[1:7] == [
        "ผลการดำเนินงาน",
        "Result",
        RESULT_WORDS,
        "text",
        "division",
        "must",
    ]
    assert "### มาตรการ (Measures)\n\nMust be there.\n" in text
    assert "### ข้อยกเว้น (Waivers)\n\nMay be left out.\n" in text


def test_a_rule_is_told_in_words() -> None:
    text = pages()["findings.md"]
    assert "Raised at `progress` where `progress` is outside `0`, `100`." in text
    assert (
        "Raised at `progress` where `status` is one of `done` and `progress` is below `100`; "
        "or where `status` is one of `not_started` and `progress` is above `0`."
    ) in text
    assert "Raised at the text field where a text field contains `\\ufffd`." in text


def test_a_rule_without_predicates_is_told_by_its_function() -> None:
    text = pages()["findings.md"].split("## numbering_repeated\n")[1]
    assert text.split("\n\n")[1].startswith("A measure whose results use an item number twice")


def test_every_code_has_its_heading() -> None:
    schema = load_schema()
    findings, gaps = pages()["findings.md"], pages()["gaps.md"]
    assert [one.code for one in schema.rules if f"\n## {one.code}\n" not in findings] == []
    assert [one.code for one in schema.gaps if f"\n## {one.code}\n" not in gaps] == []
    assert "None" not in gaps


def test_outputs_name_each_file_and_its_columns() -> None:
    text = pages()["outputs.md"]
    assert "## gaps.csv\n" in text
    assert "| `window_start` |" in text
    assert "| `severity` | ประเภท | Kind |" in text.split("## findings.csv")[1]
    assert "| `severity` | ระดับความเร่งด่วน | Urgency |" in text.split("## gaps.csv")[1]
    assert "| สรุปสำหรับผู้บริหาร | Summary |" in text
