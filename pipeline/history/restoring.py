"""Puts a kept copy in the place of a memory that cannot be used."""

from __future__ import annotations

import os
import shutil
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from pipeline.core.problem import PipelineError
from pipeline.history import queries
from pipeline.history.copies import KeptCopy, copies_of, make_private
from pipeline.history.opening import is_absent, open_for_reading
from pipeline.history.problem import Harm, HistoryError, told
from pipeline.history.rows import run_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BINARY = getattr(os, "O_BINARY", 0)
# What SQLite keeps beside a file; left there, it would be played back into the copy.
_COMPANIONS = ("-journal", "-wal", "-shm")


@dataclass(frozen=True, slots=True)
class Restored:
    """The copy that now stands; `aside` is where the file was put that it stands for, if any."""

    copy: KeptCopy
    harm: Harm
    aside: Path | None


@contextmanager
def offering(path: Path) -> Iterator[None]:
    """Adds to a HistoryError of the file the copy that can be used in its place."""
    try:
        yield
    except HistoryError as error:
        raise HistoryError(error.path, error.harm, usable_copy(path)) from error


def hold_not_gone(path: Path) -> None:
    """Raises HistoryError where nothing stands in the file's place, though copies of it do."""
    if is_absent(path) and usable_copy(path) is not None:
        raise HistoryError(path, Harm.GONE)


def usable_copy(path: Path) -> KeptCopy | None:
    """The newest copy of the file that is whole, ours and has runs; None where there is none."""
    return next(filter(None, map(_look_at, copies_of(path))), None)


def _look_at(copy: Path) -> KeptCopy | None:
    try:
        with told(copy), closing(open_for_reading(copy)) as connection:
            runs = [run_of(row) for row in connection.execute(queries.ALL_RUNS)]
    except PipelineError:
        return None
    if not runs:
        return None
    return KeptCopy(copy, runs[-1].as_of, tuple(sorted({run.month for run in runs})))


def harm_of(path: Path) -> Harm | None:
    """What is wrong with the file; None where it can be used, or nothing was ever remembered.

    Raises PipelineError where another program holds it or it cannot be read.
    """
    try:
        if is_absent(path):
            hold_not_gone(path)
        else:
            open_for_reading(path).close()
    except HistoryError as error:
        return error.harm
    return None


def restore(path: Path) -> Restored | None:
    """Puts the newest usable copy in the file's place; None where nothing is wrong with the file.

    What stood there is kept under a name of its own, and every copy stays. Whenever it is stopped,
    either the file stands as it was or the copy does. Raises HistoryError where no copy can be
    used or a newer program made the file, and PipelineError where the disk does not allow it.
    """
    harm = harm_of(path)
    if harm is None:
        return None
    copy = usable_copy(path)
    if copy is None or harm is Harm.NEWER:
        raise HistoryError(path, harm, copy)
    with told(path):
        return Restored(copy, harm, _put_in_place(copy.path, path))


def _put_in_place(copy: Path, path: Path) -> Path | None:
    fresh = path.with_name(f"{path.name}.restored")
    try:
        _write_whole(copy, fresh)
        open_for_reading(fresh).close()
        aside = None if not path.exists() else _set_aside(path)
        for ending in _COMPANIONS:
            path.with_name(path.name + ending).unlink(missing_ok=True)
        fresh.replace(path)
    except BaseException:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise
    return aside


def _write_whole(source: Path, target: Path) -> None:
    """The file copied so that it outlasts a power cut."""
    make_private(target)
    with source.open("rb") as read, target.open("r+b") as write:
        shutil.copyfileobj(read, write)
        write.flush()
        os.fsync(write.fileno())


def _set_aside(path: Path) -> Path:
    """A second name for the file and for what SQLite keeps beside it; none is ever taken twice."""
    names = (path.with_name(f"{path.name}.damaged-{number}") for number in count(1))
    aside = next(name for name in names if not os.path.lexists(name))
    for ending in ("", *_COMPANIONS):
        source = path.with_name(path.name + ending)
        if source.exists():
            _name_again(source, aside.with_name(aside.name + ending))
    return aside


def _name_again(source: Path, target: Path) -> None:
    try:
        target.hardlink_to(source)
    except FileExistsError:
        raise
    except OSError:  # not every disk knows links
        handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _BINARY, 0o600)
        with source.open("rb") as read, os.fdopen(handle, "wb") as write:
            shutil.copyfileobj(read, write)
