from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from pipeline.core.problem import PipelineError
from pipeline.run.locking import locked
from tests.door import (
    AS_OF,
    CLERK,
    MONTH,
    SUPPLIES,
    consolidate,
    contents,
    fill,
    ita,
    workspace,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.door import Said


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """March as it was consolidated."""
    office = workspace(tmp_path)
    assert consolidate(office).status == 0
    return office


def close(place: Path, *options: object, month: str = MONTH) -> Said:
    return ita("close", month, "--workspace", place, "--lang", "en", *options)


def report_of(place: Path, division: str = SUPPLIES) -> Path:
    return place / "workbooks" / "inbox" / MONTH / f"{division}.xlsx"


def edition(place: Path, month: str = MONTH) -> tuple[str, int]:
    record = json.loads((place / "outputs" / month / "run.json").read_text("utf-8"))
    told = record["edition"]
    assert set(told) == {"state", "amendment"}
    return told["state"], told["amendment"]


def stamps(place: Path) -> set[str]:
    """What the sheets' page feet say in the middle."""
    book = load_workbook(place / "outputs" / MONTH / "tracking.xlsx")
    found = {sheet.oddFooter.center.text or "" for sheet in book.worksheets}
    book.close()
    return found


def seals(place: Path) -> list[tuple[str, int]]:
    told = json.loads(ita("history", "--workspace", place, "--json").out)
    editions = [one["edition"] for one in told if one["edition"]]
    return [(one["state"], one["amendment"]) for one in editions]


def test_an_open_month_is_a_draft_on_every_page(place: Path) -> None:
    assert edition(place) == ("draft", 0)
    assert stamps(place) == {"Draft"}


def test_a_sealed_month_loses_the_word_draft_and_nothing_else(place: Path) -> None:
    before = contents(place / "outputs")
    said = close(place)
    assert said.status == 0
    assert "มี.ค. 2566 is sealed; the documents in" in said.out
    assert edition(place) == ("sealed", 0)
    assert stamps(place) == {""}
    after = contents(place / "outputs")
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {f"{MONTH}/tracking.xlsx", f"{MONTH}/run.json"}
    assert after.keys() == before.keys()


def test_closing_again_says_that_it_is_sealed_and_changes_nothing(place: Path) -> None:
    close(place)
    before = contents(place / "outputs")
    said = close(place)
    assert (said.status, seals(place)) == (0, [("sealed", 0)])
    assert "is sealed already; nothing was changed" in said.out
    assert contents(place / "outputs") == before


def test_documents_that_were_thrown_away_are_made_again(place: Path) -> None:
    close(place)
    before = contents(place / "outputs")
    (place / "outputs" / MONTH / "run.json").unlink()
    assert close(place).status == 0
    assert contents(place / "outputs") == before
    assert seals(place) == [("sealed", 0)]


def test_a_sealed_month_consolidated_as_it_was_is_the_same_to_the_byte(place: Path) -> None:
    close(place)
    before = contents(place / "outputs")
    assert consolidate(place).status == 0
    assert contents(place / "outputs") == before


def test_a_correction_is_a_draft_until_it_is_sealed_and_so_is_going_back_to_the_original(
    place: Path,
) -> None:
    close(place)
    was = report_of(place).read_bytes()
    fill(report_of(place), {"H8": "มี.ค. ๖๖"})
    said = consolidate(place)
    assert "these documents are: Draft, amendment 1" in said.out
    assert edition(place) == ("draft", 1)
    assert stamps(place) == {"Draft, amendment 1"}
    assert close(place).status == 0
    assert (edition(place), stamps(place)) == (("sealed", 1), {"Amendment 1"})
    report_of(place).write_bytes(was)
    consolidate(place)
    assert edition(place) == ("draft", 2)
    assert close(place).status == 0
    assert (edition(place), stamps(place)) == (("sealed", 2), {"Amendment 2"})
    fill(report_of(place, CLERK), {"J8": "อื่น"})
    consolidate(place)
    assert edition(place) == ("draft", 3)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("file changed", f"files received: {SUPPLIES}.xlsx"),
        ("file came", "files received: ใหม่.xlsx"),
        ("file went", f"files received: {SUPPLIES}.xlsx"),
        ("plan", "the plan"),
        ("settings", "settings or explained names"),
        ("aliases", "settings or explained names"),
    ],
)
def test_a_month_that_would_come_out_otherwise_is_not_sealed(
    place: Path, change: str, named: str
) -> None:
    match change:
        case "file changed":
            fill(report_of(place), {"H8": "มี.ค. ๖๖"})
        case "file came":
            report_of(place, "ใหม่").write_bytes(b"x")
        case "file went":
            report_of(place).unlink()
        case "plan":
            plan = place / "workbooks" / "plan-2566.xlsx"
            fill(plan, {"Z1": "x"}, "มาตรการ")
        case "settings":
            (place / "ita.toml").write_text("behind_points = 30\n", encoding="utf-8")
        case "aliases":
            row = f"text,division\nพัสดุ,{SUPPLIES}\n"
            (place / "workbooks" / "aliases.csv").write_text(row, encoding="utf-8")
    before = contents(place / "outputs")
    said = close(place)
    assert said.status == 3
    assert f"({named.partition(':')[0]})" in said.err
    assert named.partition(": ")[2] in said.err
    assert f"run ita consolidate {MONTH} --as-of {AS_OF}, look at" in said.err
    assert contents(place / "outputs") == before
    assert seals(place) == [("draft", 0)]


def test_another_cut_off_is_another_month_s_end(place: Path) -> None:
    said = close(place, "--as-of", "2023-05-31")
    assert said.status == 3
    assert "(the cut-off date)" in said.err
    assert close(place, "--as-of", AS_OF).status == 0


def test_an_earlier_month_consolidated_since_is_told(place: Path) -> None:
    (place / "workbooks" / "inbox" / "2566-02").mkdir()
    assert consolidate(place, month="2566-02").status == 0
    said = close(place)
    assert said.status == 3
    assert "(earlier months, or settings)" in said.err


def test_a_month_never_consolidated(place: Path) -> None:
    (place / "workbooks" / "inbox" / "2566-04").mkdir()
    said = close(place, month="2566-04")
    assert said.status == 3
    assert "เม.ย. 2566 has not been consolidated yet; run ita consolidate 2566-04" in said.err
    assert not (place / "outputs" / "2566-04").exists()


def test_nothing_is_sealed_while_another_run_goes_on(place: Path) -> None:
    with locked(place / "outputs" / MONTH):
        assert close(place).status == 3
    assert seals(place) == [("draft", 0)]


def test_the_sealing_and_its_documents_go_together_or_not_at_all(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(place / "outputs")

    def fail(*_: object) -> None:
        key = "output_open"
        raise PipelineError(key, {"file": "tracking.xlsx"})

    monkeypatch.setattr("pipeline.run.consolidate.replace", fail)
    assert close(place).status == 3
    assert contents(place / "outputs") == before
    assert seals(place) == [("draft", 0)]


def test_json_is_the_record_and_nothing_else(place: Path) -> None:
    said = close(place, "--json")
    assert said.out == (place / "outputs" / MONTH / "run.json").read_text("utf-8")
    assert json.loads(said.out)["edition"] == {"state": "sealed", "amendment": 0}


def test_sealed_months_are_told_by_status_and_before_a_return(place: Path) -> None:
    close(place)
    assert "Sealed" in ita("status", "--workspace", place, "--lang", "en").out
    told = json.loads(ita("status", "--workspace", place, "--json").out)
    assert told[0]["edition"] == {"state": "sealed", "amendment": 0}
    said = ita("return", MONTH, "--workspace", place, "--as-of", AS_OF, "--lang", "en")
    assert "is sealed (Sealed); what comes back mended" in said.out
