from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import pytest

from tests.door import (
    AS_OF,
    CLERK,
    DIVISIONS,
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


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run 1 March, sealed; run 2 March with a date mended; run 3 an empty April."""
    place = workspace(tmp_path_factory.mktemp("office"))
    assert consolidate(place).status == 0
    assert ita("close", MONTH, "--workspace", place).status == 0
    fill(place / "workbooks" / "inbox" / MONTH / f"{SUPPLIES}.xlsx", {"H8": "มี.ค. ๖๖"})
    assert consolidate(place).status == 0
    (place / "workbooks" / "inbox" / "2566-04").mkdir()
    assert consolidate(place, month="2566-04").status == 0
    return place


def history(place: Path, *asked: object, lang: str = "en") -> Said:
    return ita("history", *asked, "--workspace", place, "--lang", lang)


def data(place: Path, *asked: object) -> object:
    return json.loads(history(place, *asked, "--json").out)


def test_every_run_is_listed_with_what_stands_and_what_is_sealed(office: Path) -> None:
    lines = history(office).out.splitlines()
    assert lines[0].split() == [
        *("Run", "Month", "Cut-off", "date", "Program/form"),
        *("Edition", "stands", "Files", "Verdict"),
    ]
    assert "0.1.0 / 2" in lines[1]
    assert "Sealed" in lines[1]
    assert "taken 4, refused 0" in lines[1]
    assert "stands" not in lines[1]
    told = data(office)
    assert isinstance(told, list)
    assert [
        (one["run"], one["month"], one["as_of"], one["stands"], one["edition"]) for one in told
    ] == [
        (1, MONTH, AS_OF, False, {"state": "sealed", "amendment": 0}),
        (2, MONTH, AS_OF, True, {"state": "draft", "amendment": 1}),
        (3, "2566-04", "2023-05-05", True, {"state": "draft", "amendment": 0}),
    ]
    assert told[0]["files"] == {"accepted_with_findings": 4}
    assert sum(told[0]["verdicts"].values()) == 17
    assert told[2]["files"] == {}


def test_one_run_with_its_files_verdicts_and_gaps(office: Path) -> None:
    out = history(office, 1).out
    assert out.startswith("Run 1, มี.ค. 2566, cut-off 4 เม.ย. 2566\n")
    for line in ("Files (4)", "Verdicts (17)", "Edition: Sealed"):
        assert line in out
    told = data(office, 1)
    assert isinstance(told, dict)
    assert [one["file"] for one in told["submissions"]] == sorted(
        f"{one}.xlsx" for one in DIVISIONS
    )
    assert "sender" not in json.dumps(told)
    first = told["duties"][0]
    assert (first["division"], first["measure_no"], first["step_no"]) == (CLERK, "1", "1")
    assert first["accepted"]["acted_on"] == "2023-02-15"


def test_two_runs_of_a_month_side_by_side(office: Path) -> None:
    told = data(office, 1, 2)
    assert isinstance(told, dict)
    supplies = {"division": SUPPLIES, "measure_no": "7", "step_no": "1"}
    assert told["files"] == [
        {
            "file": f"{SUPPLIES}.xlsx",
            "before": "accepted_with_findings",
            "now": "accepted_with_findings",
            "content_changed": True,
        }
    ]
    assert told["verdicts"] == [{**supplies, "before": "done_unproved", "now": "behind"}]
    assert told["values"] == [
        {**supplies, "field": "acted_on", "before": None, "now": "2023-03-01/2023-03-31"}
    ]
    assert [one["gap"] for one in told["gaps_gone"]] == ["claimed_early", "done_without_date"]
    assert [one["gap"] for one in told["gaps_come"]] == ["occurrences_missing"]
    out = history(office, 1, 2).out
    assert "1 มี.ค. 2566 - 31 มี.ค. 2566" in out
    for line in ("Files (1)", "Accepted values (1)", "Gaps gone (2)", "Gaps come (1)"):
        assert line in out


def test_the_other_way_round_comes_and_goes_change_places(office: Path) -> None:
    told = data(office, 2, 1)
    assert isinstance(told, dict)
    assert [one["gap"] for one in told["gaps_come"]] == ["claimed_early", "done_without_date"]


def test_runs_of_two_months_side_by_side(office: Path) -> None:
    told = data(office, 2, 3)
    assert isinstance(told, dict)
    assert told["values"] == []
    assert [(one["before"], one["now"]) for one in told["files"]] == [
        ("accepted_with_findings", None)
    ] * 4
    assert {"no_submission"} <= {one["gap"] for one in told["gaps_come"]}


def test_a_run_and_itself(office: Path) -> None:
    assert "Nothing changed" in history(office, 2, 2).out


def test_thai_numbers_are_read_and_printed(office: Path) -> None:
    said = history(office, "๒", lang="th")
    assert said.out.startswith("ครั้งที่ ๒ เดือน มี.ค. ๒๕๖๖ วันตัดข้อมูล ๔ เม.ย. ๒๕๖๖\n")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ((9,), "There is no run 9; there are 1, 2, 3"),
        ((1, 9), "There is no run 9; there are 1, 2, 3"),
        ((0,), "There is no run 0; there are 1, 2, 3"),
        (("x",), "Run numbers “x” cannot be read"),
        ((1, 2, 3), "Run numbers “1 2 3” cannot be read"),
    ],
)
def test_a_number_that_is_none_is_told_with_those_there_are(
    office: Path, asked: tuple[object, ...], told: str
) -> None:
    said = history(office, *asked)
    assert (said.status, said.out) == (2, "")
    assert told in said.err


def test_options_may_stand_before_the_numbers(office: Path) -> None:
    said = ita("history", "--workspace", office, "--lang", "en", "1", "2")
    assert (said.status, said.err) == (0, "")


def test_where_nothing_is_remembered_yet(tmp_path: Path) -> None:
    said = history(tmp_path)
    assert said.status == 0
    assert said.out == "No month has been consolidated yet; run ita consolidate MONTH\n"
    assert data(tmp_path) == []
    assert history(tmp_path, 1).status == 2
    assert list(tmp_path.iterdir()) == []


def test_looking_changes_nothing(office: Path) -> None:
    memory = office / "outputs" / "history.sqlite"
    before = (contents(office), memory.read_bytes())
    for asked in ((), (1,), (1, 3)):
        history(office, *asked)
    assert (contents(office), memory.read_bytes()) == before


def test_a_folder_for_outputs_has_a_memory_of_its_own(tmp_path: Path) -> None:
    place = workspace(tmp_path)
    out = tmp_path / "elsewhere"
    consolidate(place, "--out", out)
    told = json.loads(ita("history", "--out", out, "--json").out)
    assert [one["month"] for one in told] == [MONTH]


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_done_in_whatever_order_every_earlier_run_stays_as_it_was(
    tmp_path: Path, seed: int
) -> None:
    place = workspace(tmp_path)
    for month in ("2566-02", "2566-04"):
        (place / "workbooks" / "inbox" / month).mkdir()
    chance = random.Random(seed)  # noqa: S311 - a test's own chance
    known: dict[int, object] = {}
    for step in range(10):
        month = chance.choice(["2566-02", MONTH, "2566-04"])
        match chance.randrange(3):
            case 0:
                consolidate(place, month=month)
            case 1:
                cell = {"J8": f"ครั้งที่ {step}"}
                fill(place / "workbooks" / "inbox" / MONTH / f"{CLERK}.xlsx", cell)
                consolidate(place)
            case _:
                ita("close", month, "--workspace", place)
        listed = data(place)
        assert isinstance(listed, list)
        assert [one["run"] for one in listed] == list(range(1, len(listed) + 1))
        for number, before in known.items():
            assert said_of(place, number) == before
        known |= {one["run"]: said_of(place, one["run"]) for one in listed}
    assert len(known) >= 2


def said_of(place: Path, number: int) -> object:
    """All that the memory says of the run, but for what later runs and sealings change."""
    told = data(place, number)
    assert isinstance(told, dict)
    return {key: value for key, value in told.items() if key not in ("stands", "edition")}
