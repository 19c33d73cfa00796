"""What the memory's file can suffer, as problems that name the file."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipeline.core.problem import PipelineError, cannot_write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_DAMAGED = {
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_FORMAT,
    sqlite3.SQLITE_SCHEMA,
}
_DISK = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_AUTH,
}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_PRIMARY_CODE = 0xFF


class HistoryError(PipelineError):
    """The history file is damaged, foreign, or newer than this program; it was not changed.

    Facts: `path`; `copy` is the newest copy that was kept of it, None where there is none.
    """

    def __init__(self, path: Path, copy: Path | None) -> None:
        super().__init__(
            "history_damaged",
            {"path": str(path), "copy": None if copy is None else str(copy)},
        )


@contextmanager
def told(path: Path, copy: Path | None = None) -> Iterator[None]:
    """Turns what SQLite and the disk report into problems; a fault of ours passes through."""
    try:
        yield
    except OSError as error:
        raise cannot_write(path) from error
    except sqlite3.Error as error:
        problem = _problem(error, path, copy)
        if problem is None:
            raise
        raise problem from error


def _problem(error: sqlite3.Error, path: Path, copy: Path | None) -> PipelineError | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    if code & _PRIMARY_CODE in _DAMAGED or code == sqlite3.SQLITE_IOERR_SHORT_READ:
        return HistoryError(path, copy)
    if code & _PRIMARY_CODE in _BUSY:
        return PipelineError("locked", {"since": None})
    if code & _PRIMARY_CODE in _DISK:
        return cannot_write(path)
    return None
