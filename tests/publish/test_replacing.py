from __future__ import annotations

import errno
import inspect
import json
import os
import random
import signal
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.core.problem import PipelineError
from pipeline.publish.replacing import recover, replace, staged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PROJECT = Path(__file__).parents[2]
OWNED = ("tracking.xlsx", "gaps.csv", "run.json", "odd.csv", "even.csv", "public/odd.csv")
FOREIGN = {"report.docx": "บันทึกข้อความ", "returns/กองคลัง.xlsx": "แบบที่ตรวจแล้ว"}


def names_of(generation: int) -> tuple[str, ...]:
    """What a generation makes: odd and even ones differ in more than their contents."""
    if generation % 2:
        return ("tracking.xlsx", "gaps.csv", "run.json", "odd.csv", "public/odd.csv")
    return ("tracking.xlsx", "gaps.csv", "run.json", "even.csv")


def make(out: Path, generation: int) -> None:
    with staged(out) as staging:
        for name in names_of(generation):
            (staging / name).parent.mkdir(exist_ok=True)
            (staging / name).write_text(f"{generation} " * 2000)
        replace(staging, out, owned=OWNED)


def contents(out: Path) -> dict[str, str]:
    return {
        path.relative_to(out).as_posix(): path.read_text("utf-8")
        for path in out.rglob("*")
        if path.is_file()
    }


def generation_of(out: Path) -> int:
    """The one generation that all outputs are of; fails where they are of several or not whole."""
    found = contents(out)
    assert {name: found.pop(name) for name in FOREIGN} == FOREIGN
    (generation,) = {int(text.split(maxsplit=1)[0]) for text in found.values()}
    assert found == dict.fromkeys(names_of(generation), f"{generation} " * 2000)
    assert [path.name for path in out.parent.iterdir()] == ["2566-03"]
    return generation


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "outputs" / "2566-03"
    for name, text in FOREIGN.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def test_new_outputs_take_the_place_of_the_earlier_ones(out: Path) -> None:
    make(out, 1)
    assert generation_of(out) == 1
    make(out, 2)
    assert generation_of(out) == 2


def test_only_what_is_owned_and_not_made_again_is_removed(out: Path) -> None:
    make(out, 1)
    with staged(out) as staging:
        (staging / "run.json").write_text("{}")
        replace(staging, out, owned=("gaps.csv", "../2566-03/tracking.xlsx", "never-made.csv"))
    assert set(contents(out)) == {*names_of(1), *FOREIGN} - {"gaps.csv"}


def test_a_file_once_there_is_never_gone_and_run_json_comes_last(
    out: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make(out, 1)
    moved: list[str] = []
    true_replace = os.replace

    def watch(source: Path, target: Path) -> None:
        assert {"tracking.xlsx", "gaps.csv", "run.json"} <= set(contents(out))
        true_replace(source, target)
        if Path(target).parent == out:
            moved.append(Path(target).name)

    monkeypatch.setattr(os, "replace", watch)
    make(out, 2)
    assert moved == ["even.csv", "gaps.csv", "tracking.xlsx", "run.json"]


def test_folders_and_files_are_private(tmp_path: Path) -> None:
    out = tmp_path / "outputs" / "2566-03"
    with staged(out) as staging:
        assert staging == tmp_path / "outputs" / ".2566-03.new"
        assert stat.S_IMODE(staging.stat().st_mode) == 0o700
        (staging / "run.json").write_text("{}")
        replace(staging, out)
    assert stat.S_IMODE((tmp_path / "outputs").stat().st_mode) == 0o700
    assert stat.S_IMODE(out.stat().st_mode) == 0o700
    assert stat.S_IMODE((out / "run.json").stat().st_mode) == 0o600


def test_a_block_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def fail() -> None:
        with staged(tmp_path / "outputs" / "2566-03") as staging:
            (staging / "run.json").write_text("{}")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_a_block_that_replaces_nothing_leaves_nothing(out: Path) -> None:
    with staged(out) as staging:
        (staging / "run.json").write_text("{}")
    assert set(contents(out)) == set(FOREIGN)
    assert [path.name for path in out.parent.iterdir()] == ["2566-03"]


def test_a_disk_without_links_keeps_copies(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EOPNOTSUPP, os.strerror(errno.EOPNOTSUPP))

    monkeypatch.setattr(os, "link", no_links)
    make(out, 1)
    fail_at(monkeypatch, "replace", 4, PermissionError(errno.EACCES, "open"))
    assert problem(out, 2).key == "output_open"
    assert generation_of(out) == 1


# What the disk and other programs can do


def problem(out: Path, generation: int) -> PipelineError:
    with pytest.raises(PipelineError) as caught:
        make(out, generation)
    return caught.value


def fail_at(
    monkeypatch: pytest.MonkeyPatch,
    function: str,
    call: int,
    error: OSError,
) -> Callable[[], int]:
    """Lets the os function fail at its n-th call and no other; gives how often it was called."""
    true_function = getattr(os, function)
    calls = 0

    def fail(*args: object, **more: object) -> object:
        nonlocal calls
        calls += 1
        if calls == call:
            raise error
        return true_function(*args, **more)

    monkeypatch.setattr(os, function, fail)
    return lambda: calls


@pytest.mark.parametrize("function", ["replace", "fsync", "mkdir", "unlink", "chmod"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES])
def test_a_failing_call_anywhere_changes_nothing(
    out: Path,
    function: str,
    number: int,
) -> None:
    make(out, 1)
    for call in range(1, 100):
        with pytest.MonkeyPatch.context() as patch:
            calls = fail_at(patch, function, call, OSError(number, os.strerror(number)))
            try:
                make(out, 2)
            except PipelineError as error:
                assert error.key in {"cannot_write", "output_open"}  # noqa: PT017 - not always raised
                assert generation_of(out) == 1
                continue
        recover(out)
        assert generation_of(out) == 2
        make(out, 1)
        if calls() < call:
            return
    pytest.fail("the calls never end")


def test_a_workbook_open_in_excel_is_named_before_anything_moves(
    out: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make(out, 1)
    true_open = Path.open

    def locked(path: Path, *how: str, **more: str) -> object:
        if path == out / "tracking.xlsx" and how:
            raise PermissionError(errno.EACCES, "in use", str(path))
        return true_open(path, *how, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", locked)
    monkeypatch.setattr(os, "replace", lambda *_: pytest.fail("something moved"))
    error = problem(out, 2)
    assert (error.key, error.facts) == ("output_open", {"file": "tracking.xlsx"})
    monkeypatch.undo()
    assert generation_of(out) == 1


def test_a_workbook_opened_in_the_middle_undoes_what_was_moved(
    out: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make(out, 1)
    true_replace = os.replace

    def locked(source: Path, target: Path) -> None:
        if Path(target) == out / "tracking.xlsx" and ".swap" not in Path(source).parts:
            raise PermissionError(errno.EACCES, "in use", str(target))
        true_replace(source, target)

    monkeypatch.setattr(os, "replace", locked)
    error = problem(out, 2)
    assert (error.key, error.facts) == ("output_open", {"file": "tracking.xlsx"})
    assert generation_of(out) == 1


def test_what_could_not_be_undone_is_undone_by_the_next_run(
    out: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make(out, 1)
    true_replace = os.replace

    def locked(source: Path, target: Path) -> None:
        if Path(target) == out / "tracking.xlsx":
            raise PermissionError(errno.EACCES, "in use", str(target))
        true_replace(source, target)

    monkeypatch.setattr(os, "replace", locked)
    assert problem(out, 2).key == "output_open"
    with pytest.raises(PipelineError, match="output_open"):
        recover(out)
    monkeypatch.undo()
    recover(out)
    assert generation_of(out) == 1


def test_a_folder_that_may_not_be_written_is_named(
    out: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make(out, 1)

    def refuse(**_: object) -> None:
        raise PermissionError(errno.EACCES, "read-only")

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    error = problem(out, 2)
    assert (error.key, error.facts) == ("cannot_write", {"path": str(out)})
    monkeypatch.undo()
    assert generation_of(out) == 1


def test_a_folder_of_an_output_s_name_is_no_traceback(out: Path) -> None:
    (out / "gaps.csv").mkdir()
    assert problem(out, 2).key == "cannot_write"
    assert set(contents(out)) == set(FOREIGN)


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    out = tmp_path / "2566-03"
    out.write_text("ไม่ใช่โฟลเดอร์", "utf-8")
    assert problem(out, 1).key == "cannot_write"
    assert out.read_text("utf-8") == "ไม่ใช่โฟลเดอร์"
    assert list(tmp_path.iterdir()) == [out]


class WrappedError(Exception):
    """What a writing library makes of the system's error."""


@pytest.mark.parametrize("wrap", [lambda error: error, WrappedError])
def test_a_disk_that_fills_up_while_outputs_are_made(
    out: Path,
    wrap: Callable[[OSError], Exception],
) -> None:
    make(out, 1)

    def fill() -> None:
        with staged(out) as staging:
            (staging / "tracking.xlsx").write_text("half")
            raise wrap(OSError(errno.ENOSPC, "full"))

    with pytest.raises(PipelineError) as caught:
        fill()
    assert (caught.value.key, caught.value.facts) == ("cannot_write", {"path": str(out)})
    assert generation_of(out) == 1


def succeeds(*command: str) -> bool:
    return subprocess.run(command, check=False, capture_output=True).returncode == 0  # noqa: S603 - mount, umount


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    if sys.platform != "linux" or not succeeds(
        *("mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", str(disk)),
    ):
        pytest.skip("this system lets the test mount no small disk")
    yield disk
    assert succeeds("umount", "-l", str(disk))


def test_a_truly_full_disk(small_disk: Path) -> None:
    out = small_disk / "2566-03"
    for name, text in FOREIGN.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text(text, "utf-8")
    make(out, 1)
    free = os.statvfs(out).f_bavail * os.statvfs(out).f_frsize
    (out.parent / "2566-02").write_bytes(b"x" * (free - 8192))
    error = problem(out, 2)
    assert (error.key, error.facts) == ("cannot_write", {"path": str(out)})
    (out.parent / "2566-02").unlink()
    assert generation_of(out) == 1
    make(out, 2)
    assert generation_of(out) == 2


def test_a_disk_of_its_own_is_staged_in(small_disk: Path) -> None:
    with staged(small_disk) as staging:
        assert staging == small_disk / ".ita.new"
        (staging / "run.json").write_text("{}")
        replace(staging, small_disk)
    assert contents(small_disk) == {"run.json": "{}"}


# Stops at any moment

LOOP = f"""
import os, signal, sys
from pathlib import Path
from pipeline.publish.replacing import replace, staged

OWNED = {OWNED}
{inspect.getsource(names_of)}
{inspect.getsource(make)}
events = 0
def watch(event, args):
    global events
    if event in WATCHED and "2566-03" in str(args[0]):
        events += 1
        if events == fatal:
            os.kill(os.getpid(), signal.SIGKILL)

WATCHED = {{"open", "os.rename", "os.remove", "os.link", "os.mkdir", "os.rmdir", "os.chmod"}}
out, start, fatal = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
sys.addaudithook(watch)
print("ready", flush=True)
for generation in range(start, start + 1000):
    make(out, generation)
"""


def start_loop(out: Path, generation: int, fatal: int) -> subprocess.Popen[bytes]:
    """A process that makes one generation after another until its n-th change of the disk."""
    return subprocess.Popen(  # noqa: S603 - the code above
        [sys.executable, "-c", LOOP, out, str(generation), str(fatal)],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
    )


def check_after_kill(out: Path, before: int) -> int:
    """The outputs are whole, and the next run succeeds; gives that run's generation."""
    recover(out)
    found = generation_of(out)
    assert found >= before
    make(out, found + 1)
    assert generation_of(out) == found + 1
    return found + 1


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="a process is killed otherwise here")
@pytest.mark.parametrize("seed", range(5))
def test_killed_at_random_changes_of_the_disk(out: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a test's own chance
    make(out, 1)
    generation = 1
    for _ in range(12):
        with start_loop(out, generation + 1, chance.randint(1, 120)) as process:
            assert process.wait(20) == -signal.SIGKILL
        generation = check_after_kill(out, generation)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="a process is killed otherwise here")
def test_killed_at_random_times(out: Path) -> None:
    chance = random.Random(66)  # noqa: S311 - a test's own chance
    make(out, 1)
    generation = 1
    for _ in range(15):
        with start_loop(out, generation + 1, -1) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            time.sleep(chance.uniform(0, 0.05))
            process.kill()
        generation = check_after_kill(out, generation)


def test_a_journal_cannot_reach_out_of_its_folder(out: Path) -> None:
    make(out, 1)
    swap = out.parent / ".2566-03.new" / ".swap"
    swap.mkdir(parents=True)
    victim = out.parent / "plan.xlsx"
    victim.write_text("แผน", "utf-8")
    journal = {"new": [], "removed": ["../plan.xlsx", str(victim)], "fresh": [], "folders": []}
    (swap / "redo.json").write_text(json.dumps(journal), "utf-8")
    recover(out)
    assert victim.read_text("utf-8") == "แผน"
    assert not swap.exists()


def test_an_unreadable_journal_is_said_so(out: Path) -> None:
    swap = out.parent / ".2566-03.new" / ".swap"
    swap.mkdir(parents=True)
    (swap / "redo.json").write_text("{")
    with pytest.raises(PipelineError, match="cannot_write"):
        recover(out)
