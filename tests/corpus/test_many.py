"""Many files: two thousand bad ones, and a thousand random folders; each file told of once."""

from __future__ import annotations

import json
import os
import random
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import pytest

from pipeline.intake.folder import find_files
from pipeline.intake.limits import Limits
from pipeline.intake.read import read_files
from pipeline.merge.expected import Expected, expect
from pipeline.merge.merging import merge_files
from schemas.loading import load_schema
from tests.corpus import broken, office
from tests.corpus.watching import Farm, farm
from tests.door import AS_OF, MONTH, picked, table
from tests.intake import hostile
from tests.tables import MARCH, plan_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pipeline.core.received import ReadFile

BAD: tuple[Callable[[], bytes], ...] = (
    lambda: broken.cut(hostile.good(), 0.7),
    broken.junk,
    broken.web_page,
    broken.letter,
    broken.photograph,
    hostile.with_doctype,
    hostile.with_far_space,
    hostile.word_document,
    hostile.binary_workbook,
    hostile.encrypted,
    broken.xml_2003,
    lambda: b"%PDF-1.7",
    hostile.good,
)
NAMES = (
    "กอง.xlsx",
    "ก.xls",
    "b.ods",
    "ค.csv",
    "~$กอง.xlsx",
    "Thumbs.db",
    ".x",
    "d",
    "อี.pdf",
    "ฉ.xlsm",
)
FOLDERS = ("ส่งซ้ำ", "a.xlsx", "__MACOSX", "ข", "ว่าง")
RANDOM_FOLDERS = 1000
HALF = 500
THROUGH_THE_DOOR = 20


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Farm]:
    with farm(tmp_path_factory.mktemp("said")) as one:
        yield one


@cache
def contents() -> tuple[bytes, ...]:
    """What a random file may hold: nothing, something bad, one of four reports."""
    bad = [make() for make in BAD]
    reports = [
        office.form(1, {"H3": division, "H8": result})
        for division in ("สำนักปลัด", "กองคลัง")
        for result in ("ฉบับแรก", "ฉบับแก้")
    ]
    return (b"", *bad, *reports)


def fill(inbox: Path, count: int) -> None:
    """Two good workbooks and so many bad ones, no two the same."""
    inbox.mkdir(parents=True)
    bad = [make() for make in BAD]
    for number in range(count):
        # A zip archive may have anything before it.
        content = bad[number % len(bad)] + str(number).encode()
        (inbox / f"{number:04}.xlsx").write_bytes(content)
    for number in (1, 2):
        (inbox / f"ดี {number}.xlsx").write_bytes(office.form(number))


def test_two_thousand_bad_files_are_one_report_in_linear_time(
    machine: Farm, tmp_path: Path
) -> None:
    """CPU of the whole process tree, so that a busy machine changes little."""
    (tmp_path / "plan.xlsx").write_bytes(office.plan((1, 2)))
    taken = {}
    for count in (500, 2000):
        fill(tmp_path / f"inbox {count}", count)
        out = tmp_path / f"out {count}"
        ran = machine.ita(
            tmp_path,
            *("consolidate", MONTH, "--plan", "plan.xlsx", "--as-of", AS_OF, "--lang", "en"),
            *("--inbox", f"inbox {count}", "--out", out, "--workspace", "."),
        )
        assert ran.status == 0, ran.err
        hold(out, count)
        assert ran.peak < 2**30
        taken[count] = ran.processor
    assert taken[2000] < 5 * taken[500]


def hold(out: Path, count: int) -> None:
    """One report: two good files, all the others refused, each with its reason."""
    rows = table(out / "submissions.csv")
    outcomes = Counter(row["outcome"] for row in rows)
    assert outcomes == {"accepted": 2, "refused": count}
    assert len({row["file"] for row in rows}) == count + 2
    assert all(row["reason"] for row in rows if row["outcome"] == "refused")
    taken = [row for row in table(out / "tracking.csv") if row["source_file"]]
    assert len(taken) == 4
    counts = json.loads((out / "run.json").read_text("utf-8"))["counts"]
    assert (counts["files_in"], counts["files_out"]) == (count + 2, count + 2)


def strew(inbox: Path, seed: int) -> list[str]:
    """A random folder of files, folders, links and pipes; the names of its leaves."""
    dice = random.Random(seed)  # noqa: S311 - the same folders in every run
    inbox.mkdir()
    return sorted(_strew(inbox, "", dice, depth=2))


def _strew(folder: Path, above: str, dice: random.Random, depth: int) -> Iterator[str]:
    for name in dice.sample(NAMES, dice.randint(0 if above else 1, 6)):
        path = folder / name
        kind = dice.random()
        if kind < 0.05:
            path.symlink_to(dice.choice(["nowhere", "..", __file__]))
        elif kind < 0.08:
            os.mkfifo(path)
        else:
            path.write_bytes(dice.choice(contents()))
        yield above + name
    for name in dice.sample(FOLDERS, dice.randint(0, 2) if depth else 0):
        (folder / name).mkdir()
        inside = list(_strew(folder / name, f"{above}{name}/", dice, depth - 1))
        leaf = not inside or name in ("a.xlsx", "__MACOSX")
        yield from [above + name] if leaf else inside


@cache
def wanted() -> Expected:
    """What the random folders are held against."""
    return expect(plan_of(), MARCH, (), load_schema())


def hold_counts(files: list[ReadFile], names: list[str]) -> Counter[str]:
    """As many submissions as leaves, each under its name; their outcomes."""
    submissions = merge_files(files, wanted()).submissions
    assert sorted(one.received.name for one in submissions) == names
    for one in submissions:
        assert one.outcome in ("accepted", "duplicate") or one.reason is not None
    return Counter(one.outcome.value for one in submissions)


@pytest.mark.parametrize("first", range(0, RANDOM_FOLDERS, HALF))
def test_a_thousand_random_folders_lose_no_file(first: int, tmp_path: Path) -> None:
    seeds = range(first, first + HALF)
    laid = {seed: strew(tmp_path / str(seed), seed) for seed in seeds}
    found = {seed: find_files(tmp_path / str(seed)) for seed in laid}
    read = iter(read_files([one for files in found.values() for one in files], Limits(), 2))
    outcomes: Counter[str] = Counter()
    for seed, files in found.items():
        outcomes += hold_counts([next(read) for _ in files], laid[seed])
    assert next(read, None) is None
    # Every outcome that an inbox without mail can have was met.
    assert {"accepted", "refused", "superseded", "duplicate", "passed_over"} <= set(outcomes)
    assert outcomes.total() > 3 * HALF


def test_random_folders_through_the_command(machine: Farm, tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").write_bytes(office.plan((1,)))
    for seed in range(RANDOM_FOLDERS, RANDOM_FOLDERS + THROUGH_THE_DOOR):
        names = strew(tmp_path / str(seed), seed)
        ran = machine.ita(
            tmp_path,
            *("consolidate", MONTH, "--plan", "plan.xlsx", "--as-of", AS_OF),
            *("--inbox", seed, "--out", "out", "--workspace", "."),
        )
        assert ran.status == 0, ran.err
        told = picked(table(tmp_path / "out" / "submissions.csv"), "file")
        assert sorted(name for (name,) in told) == names
        counts = json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))["counts"]
        assert counts["files_in"] == counts["files_out"] == len(names)
