from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.core.accepted import Accepted
from pipeline.core.address import Address
from pipeline.core.calendar import Month
from pipeline.core.past import Past, RunRecord
from pipeline.core.problem import PipelineError
from pipeline.history.store import HistoryError, open_history, peek

PROJECT = Path(__file__).parents[2]
MARCH = Month(2566, 3)
APRIL = Month(2566, 4)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite"


def remember(path: Path, digest: str) -> Past:
    rows = {
        f"กองคลัง\x1f{step}": Accepted(MARCH, Address("ก.xlsx"), "ab" * 32, result="อบรม" * 40)
        for step in range(60)
    }
    record = RunRecord("6320101", MARCH, APRIL.first, "0.1.0", "2566", digest, accepted=rows)
    with open_history(path) as history:
        with history.writing() as pen:
            pen.record(record)
        return history.before(APRIL, "6320101")


def refusal(path: Path, *keys: str) -> HistoryError:
    bytes_before = path.read_bytes()
    for look in (open_history, peek):
        with pytest.raises(HistoryError) as caught:
            look(path)
    assert path.read_bytes() == bytes_before
    assert caught.value.key in (keys or ("history_damaged",))
    assert caught.value.facts["path"] == str(path)
    return caught.value


def test_a_file_that_is_no_database(path: Path) -> None:
    path.write_text("บันทึกข้อความ" * 400, encoding="utf-8")
    facts = refusal(path, "history_foreign").facts
    assert facts == {"path": str(path), "again": "ita consolidate MONTH"}


@pytest.mark.parametrize("length", [1, 15, 16, 50, 100, 512, 4096, 5000, 40000])
def test_a_file_cut_short_anywhere(path: Path, length: int) -> None:
    remember(path, "a")
    path.write_bytes(path.read_bytes()[:length])
    refusal(path)


def test_a_file_of_zeros_as_a_broken_disk_leaves_it(path: Path) -> None:
    remember(path, "a")
    path.write_bytes(bytes(path.stat().st_size))
    refusal(path)


def test_a_database_of_another_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE runs (number INTEGER)")
    refusal(path, "history_foreign")


def test_a_file_of_a_newer_program(path: Path) -> None:
    remember(path, "a")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 4")
    remember(path.with_name("history.sqlite.1"), "b")
    assert refusal(path, "history_newer").facts == {"path": str(path)}


def test_a_file_cut_short_and_the_copy_that_is_left(path: Path) -> None:
    remember(path, "a")
    expected = remember(path, "b")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    error = refusal(path)
    assert error.copy is not None
    assert error.copy.path == path.with_name("history.sqlite.1")
    assert error.facts == {
        "path": str(path),
        "date": APRIL.first,
        "months": (MARCH,),
        "command": f"ita history --restore --out {path.parent}",
    }
    kept = peek(error.copy.path)
    assert kept is not None
    with kept:
        before = kept.before(APRIL, "6320101")
        assert replace(before.months[0], digest="b") == expected.months[0]


@pytest.mark.parametrize("seed", range(20))
def test_a_page_of_noise_is_named(path: Path, seed: int) -> None:
    remember(path, "a")
    content = bytearray(path.read_bytes())
    chance = random.Random(seed)  # noqa: S311 - a test's own chance
    start = chance.randrange(len(content) // 4096) * 4096
    content[start : start + 4096] = chance.randbytes(4096)
    path.write_bytes(content)
    refusal(path, "history_damaged", "history_foreign")


def test_an_empty_file_is_a_memory_that_never_began(path: Path) -> None:
    path.touch()
    assert [one.month for one in remember(path, "a").months] == [MARCH]


def test_a_full_disk_is_no_damage(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    monkeypatch.setattr("pipeline.history.opening._migrate", full)
    with pytest.raises(PipelineError) as caught:
        open_history(path)
    assert caught.value.key == "cannot_write"
    assert not path.exists()


def test_a_fault_of_ours_stays_a_fault(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.history.schema.MIGRATIONS", ("CREATE nonsense;",))
    with pytest.raises(sqlite3.OperationalError):
        open_history(path)
    assert not path.exists()


RECORD_FOR_EVER = """
import sys
from itertools import count
from pathlib import Path
from pipeline.core.address import Address
from pipeline.core.calendar import Month
from pipeline.core.accepted import Accepted
from pipeline.core.past import RunRecord
from pipeline.history.store import open_history

month = Month(2566, 3)
row = Accepted(month, Address("a.xlsx"), "ab", result="x" * 2000)
rows = {f"a{step}": row for step in range(60)}
with open_history(Path(sys.argv[1])) as history:
    print("ready", flush=True)
    for run in count(len(history.runs())):
        with history.writing() as pen:
            pen.record(RunRecord("1", month, month.last, "1", "1", str(run), (), rows))
"""


def test_a_kill_at_any_time_keeps_whole_runs(path: Path) -> None:
    chance = random.Random(18)  # noqa: S311 - a test's own chance
    known = 0
    for _ in range(10):
        command = [sys.executable, "-c", RECORD_FOR_EVER, str(path)]
        with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE) as process:  # noqa: S603 - the code above
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            time.sleep(chance.uniform(0, 0.05))
            process.kill()
        with open_history(path) as history:
            runs = history.runs()
            assert [run.digest for run in runs] == [str(at) for at in range(len(runs))]
            assert len(history.before(APRIL, "1").accepted) == (60 if runs else 0)
        assert len(runs) >= known
        known = len(runs)
    assert known
