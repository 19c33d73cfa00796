"""One run at a time: a lock of the operating system on a file of the outputs folder."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline.core.problem import PipelineError, cannot_write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK_NAME = ".ita.lock"
_LONGEST_START = 64

if sys.platform == "win32":
    import msvcrt

    # What is locked on Windows cannot be read, so the lock lies far beyond the time of start.
    _BEYOND = 1 << 20

    def _take(handle: int) -> None:
        os.lseek(handle, _BEYOND, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _release(handle: int, path: Path) -> None:
        os.close(handle)
        with suppress(OSError):
            path.unlink()

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _release(handle: int, path: Path) -> None:
        # Removed while still locked: whoever opened it before finds it without a name.
        with suppress(OSError):
            path.unlink()
        os.close(handle)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Holds the folder, made where it is absent; the system lets go of it if the process dies.

    Raises PipelineError `locked` where another run holds it: `since` is that run's start in
    local time, None where it has only just begun; `cannot_write` where the disk does not
    allow a lock.
    """
    made = _make(folder)
    try:
        with _held(folder / LOCK_NAME):
            yield
    except BaseException:
        _unmake(made)
        raise


@contextmanager
def _held(path: Path) -> Iterator[None]:
    handle = _lock(path)
    try:
        yield
    finally:
        _release(handle, path)


def _lock(path: Path) -> int:
    """An open file that is locked and still bears its name: its last holder removes it."""
    while True:
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise cannot_write(path.parent) from error
        try:
            _take(handle)
            if os.fstat(handle).st_nlink:
                _write_start(handle)
                return handle
        except OSError as error:
            problem = _problem(error, handle, path)
            os.close(handle)
            raise problem from error
        os.close(handle)


def _problem(error: OSError, handle: int, path: Path) -> PipelineError:
    if isinstance(error, BlockingIOError | PermissionError):
        key = "locked"
        return PipelineError(key, {"since": _read_start(handle)})
    return cannot_write(path.parent)


def _write_start(handle: int) -> None:
    start = datetime.now(tz=UTC).astimezone().isoformat(timespec="seconds")
    with suppress(OSError):  # a lock is worth having on a full disk too
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, start.encode("ascii"))


def _read_start(handle: int) -> datetime | None:
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        return datetime.fromisoformat(os.read(handle, _LONGEST_START).decode("ascii"))
    except (OSError, ValueError):
        return None


def _make(folder: Path) -> list[Path]:
    """Makes the folder, and gives what was made, innermost first."""
    made = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        for one in reversed(made):
            one.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        _unmake(made)
        raise cannot_write(folder) from error
    return made


def _unmake(made: list[Path]) -> None:
    for one in made:
        with suppress(OSError):
            one.rmdir()
