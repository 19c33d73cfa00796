from __future__ import annotations

import random
import shutil
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.core.calendar import Month
from pipeline.core.past import RunRecord
from pipeline.core.problem import PipelineError
from pipeline.history.problem import Harm
from pipeline.history.restoring import harm_of, restore, usable_copy
from pipeline.history.store import HistoryError, open_history, peek

PROJECT = Path(__file__).parents[2]
MONTHS = (Month(2566, 1), Month(2566, 2), Month(2566, 3), Month(2566, 4), Month(2566, 5))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Five months remembered one after the other, three copies beside."""
    memory = tmp_path / "history.sqlite"
    for month in MONTHS:
        with open_history(memory) as history, history.writing() as pen:
            pen.record(RunRecord("ก", month, month.plus(1).first, "0.1.0", "2", str(month)))
    return memory


def digests(path: Path) -> list[str]:
    history = peek(path)
    assert history is not None
    with history:
        return [run.digest for run in history.runs()]


def spoil(path: Path) -> bytes:
    content = bytearray(path.read_bytes())
    content[4096 * 3 : 4096 * 4] = random.Random(1).randbytes(4096)  # noqa: S311 - a test's own chance
    path.write_bytes(content)
    return bytes(content)


def copies(path: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in path.parent.glob("history.sqlite.[123]")}


def test_the_newest_copy_stands_and_nothing_is_lost(path: Path) -> None:
    spoiled, before = spoil(path), copies(path)
    restored = restore(path)
    assert restored is not None
    assert restored.harm is Harm.DAMAGED
    assert (restored.copy.as_of, restored.copy.months) == (MONTHS[4].first, MONTHS[:4])
    assert digests(path) == ["2566-01", "2566-02", "2566-03", "2566-04"]
    assert restored.aside == path.with_name("history.sqlite.damaged-1")
    assert restored.aside.read_bytes() == spoiled
    assert copies(path) == before
    assert len(before) == 3
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_set_aside_is_never_overwritten(path: Path) -> None:
    aside = []
    for noise in (b"first" * 300, b"second" * 300):
        path.write_bytes(noise)
        restored = restore(path)
        assert restored is not None
        assert restored.aside is not None
        aside.append((restored.aside.name, restored.aside.read_bytes()))
    assert aside == [
        ("history.sqlite.damaged-1", b"first" * 300),
        ("history.sqlite.damaged-2", b"second" * 300),
    ]
    assert path.with_name("history.sqlite.damaged-1").read_bytes() == b"first" * 300


def test_a_copy_that_is_damaged_foreign_or_newer_is_passed_over(path: Path) -> None:
    spoil(path)
    spoil(path.with_name("history.sqlite.1"))
    with closing(sqlite3.connect(path.with_name("history.sqlite.2"))) as connection:
        connection.execute("PRAGMA user_version = 99")
    copy = usable_copy(path)
    assert copy is not None
    assert copy.path == path.with_name("history.sqlite.3")
    restore(path)
    assert digests(path) == ["2566-01", "2566-02"]


def test_without_a_usable_copy_nothing_is_changed(path: Path) -> None:
    for one in copies(path):
        path.with_name(one).write_bytes(b"no copy" * 1000)
    spoiled = spoil(path)
    with pytest.raises(HistoryError) as problem:
        restore(path)
    assert (problem.value.key, problem.value.copy) == ("history_damaged", None)
    assert problem.value.facts["again"] == "ita consolidate MONTH"
    assert path.read_bytes() == spoiled
    assert not list(path.parent.glob("*damaged*"))


def test_a_newer_program_s_file_is_left_in_place(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    with pytest.raises(HistoryError) as problem:
        restore(path)
    assert problem.value.key == "history_newer"
    assert "command" not in problem.value.facts
    assert path.read_bytes() == before


def test_what_is_whole_is_left_alone(path: Path) -> None:
    before = path.read_bytes()
    assert harm_of(path) is None
    assert restore(path) is None
    assert path.read_bytes() == before


def test_where_nothing_was_ever_remembered_nothing_is_restored(tmp_path: Path) -> None:
    assert restore(tmp_path / "history.sqlite") is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("emptied", [False, True])
def test_a_file_that_is_gone_while_its_copies_stay_is_named(path: Path, *, emptied: bool) -> None:
    path.write_bytes(b"") if emptied else path.unlink()
    for look in (open_history, peek):
        with pytest.raises(HistoryError) as problem:
            look(path)
        assert problem.value.key == "history_gone"
        assert problem.value.facts["months"] == MONTHS[:4]
    restored = restore(path)
    assert restored is not None
    assert (restored.aside is not None) is emptied
    assert len(digests(path)) == 4


def test_with_its_copies_away_a_memory_begins_anew(path: Path) -> None:
    for one in (path.name, *copies(path)):
        path.with_name(one).unlink()
    assert peek(path) is None


def test_a_file_that_another_program_holds_is_not_damaged(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.history.opening._WAIT_SECONDS", 0.1)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        for look in (harm_of, restore, peek, open_history):
            with pytest.raises(PipelineError) as problem:
                look(path)
            assert problem.value.key == "locked"


def test_what_sqlite_left_beside_is_kept_and_not_played_back(path: Path) -> None:
    spoil(path)
    journal = path.with_name("history.sqlite-shm")
    journal.write_bytes(b"what a stopped program left")
    restored = restore(path)
    assert restored is not None
    assert not journal.exists()
    kept = path.with_name("history.sqlite.damaged-1-shm")
    assert kept.read_bytes() == b"what a stopped program left"
    assert len(digests(path)) == 4


def test_a_disk_without_links_keeps_a_copy_instead(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    spoiled = spoil(path)
    restored = restore(path)
    assert restored is not None
    assert restored.aside is not None
    assert restored.aside.read_bytes() == spoiled
    assert len(digests(path)) == 4


def test_a_full_disk_leaves_everything_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    spoiled, before = spoil(path), copies(path)
    monkeypatch.setattr(shutil, "copyfileobj", full)
    with pytest.raises(PipelineError) as problem:
        restore(path)
    assert problem.value.key == "cannot_write"
    assert path.read_bytes() == spoiled
    assert copies(path) == before
    assert not path.with_name("history.sqlite.restored").exists()


STOP_AT = """
import os, sys
from pathlib import Path
from pipeline.history.restoring import restore

left = int(sys.argv[2])
# Every call that changes the disk is counted; at the one asked for the power goes.
def audit(event, args):
    global left
    if event in ("open", "os.link", "os.rename", "os.remove") and sys.argv[1] in str(args[0]):
        left -= 1
        if left < 0:
            os._exit(9)
sys.addaudithook(audit)
restore(Path(sys.argv[1]))
"""


def test_stopped_anywhere_the_damaged_file_or_the_restored_one_stands(path: Path) -> None:
    spoiled, before = spoil(path), copies(path)
    stopped = 0
    for step in range(100):
        command = [sys.executable, "-c", STOP_AT, str(path), str(step)]
        done = subprocess.run(command, cwd=PROJECT, check=False)  # noqa: S603 - the code above
        now = path.read_bytes()
        assert copies(path) == before
        if done.returncode == 0:
            break
        stopped += 1
        assert done.returncode == 9
        assert now == spoiled or len(digests(path)) == 4
        for aside in path.parent.glob("*damaged*"):
            assert aside.read_bytes() == spoiled
        if now != spoiled:
            path.write_bytes(spoiled)
    assert stopped >= 5
    assert len(digests(path)) == 4
    assert not path.with_name("history.sqlite.restored").exists()
