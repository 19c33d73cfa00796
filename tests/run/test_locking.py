from __future__ import annotations

import signal
import stat
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from pipeline.core.problem import PipelineError
from pipeline.run.locking import locked

PROJECT = Path(__file__).parents[2]

# Two such processes share a folder: each turn, the one that holds it stands alone in it.
TAKE_TURNS = """
import sys
from pathlib import Path
from pipeline.core.problem import PipelineError
from pipeline.run.locking import locked
folder = Path(sys.argv[1])
held = refused = 0
print("ready", flush=True)
sys.stdin.readline()
while held < 50:
    try:
        with locked(folder):
            inside = folder / "inside"
            inside.touch(exist_ok=False)
            inside.unlink()
            held += 1
    except PipelineError as error:
        assert error.key == "locked", error
        refused += 1
print(held, refused)
"""

HOLD = """
import sys, time
from pathlib import Path
from pipeline.run.locking import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def start(code: str, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 - the code above
        [sys.executable, "-c", code, str(folder)],
        cwd=PROJECT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def hold(folder: Path) -> subprocess.Popen[str]:
    process = start(HOLD, folder)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def refusal(folder: Path) -> PipelineError:
    with pytest.raises(PipelineError) as caught, locked(folder):
        pass
    return caught.value


def test_a_second_run_is_told_since_when(tmp_path: Path) -> None:
    before = datetime.now().astimezone().replace(microsecond=0)
    with locked(tmp_path):
        error = refusal(tmp_path)
    since = error.facts["since"]
    assert error.key == "locked"
    assert isinstance(since, datetime)
    assert before <= since <= datetime.now().astimezone()


def test_the_next_run_goes_on_and_nothing_is_left(tmp_path: Path) -> None:
    for _ in range(2):
        with locked(tmp_path):
            assert [path.name for path in tmp_path.iterdir()] == [".ita.lock"]
            assert stat.S_IMODE((tmp_path / ".ita.lock").stat().st_mode) == 0o600
        assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_absent_is_made_and_stays(tmp_path: Path) -> None:
    folder = tmp_path / "outputs" / "2566-03"
    with locked(folder):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert folder.is_dir()


def test_a_run_that_fails_leaves_no_folder(tmp_path: Path) -> None:
    def fail() -> None:
        with locked(tmp_path / "outputs" / "2566-03"):
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "outputs").touch()
    error = refusal(tmp_path / "outputs" / "2566-03")
    assert error.key == "cannot_write"
    assert [path.name for path in tmp_path.iterdir()] == ["outputs"]


def test_another_process_holds_the_folder(tmp_path: Path) -> None:
    with hold(tmp_path) as process:
        assert isinstance(refusal(tmp_path).facts["since"], datetime)
        process.kill()
    with locked(tmp_path):
        pass


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="a process is killed otherwise here")
def test_a_killed_run_holds_nothing(tmp_path: Path) -> None:
    with hold(tmp_path) as process:
        process.send_signal(signal.SIGKILL)
    assert (tmp_path / ".ita.lock").exists()
    with locked(tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_lock_file_without_a_time_is_no_traceback(tmp_path: Path) -> None:
    with locked(tmp_path):
        (tmp_path / ".ita.lock").write_text("ไม่ใช่เวลา", "utf-8")
        assert refusal(tmp_path).facts == {"since": None}


def test_fifty_tries_of_two_processes_at_once(tmp_path: Path) -> None:
    with start(TAKE_TURNS, tmp_path) as one, start(TAKE_TURNS, tmp_path) as other:
        for process in (one, other):
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for process in (one, other):
            assert process.stdin is not None
            process.stdin.write("\n")
            process.stdin.flush()
        for process in (one, other):
            told, problems = process.communicate(timeout=30)
            assert problems == ""
            assert told.startswith("50 ")
    assert list(tmp_path.iterdir()) == []
