"""What the memory's file can suffer, as problems that name the file."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.core.problem import PipelineError, cannot_write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.core.finding import Fact
    from pipeline.history.copies import KeptCopy

_MAGIC = b"SQLite format 3\0"
_DAMAGED = {
    sqlite3.SQLITE_CORRUPT,
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
_OUTPUTS = Path("outputs")


class Harm(StrEnum):
    """What became of the memory's file; each has its sentence, `history_…` of the words."""

    DAMAGED = "damaged"
    FOREIGN = "foreign"
    NEWER = "newer"
    GONE = "gone"


class HistoryError(PipelineError):
    """The memory's file cannot be used; it was not changed.

    Facts: `path`; of the newest copy that can be used its `date`, `months` and the `command` that
    puts it back; `again` is the command to use where there is no copy. A newer program's file is
    whole, so nothing is offered in its place.
    """

    def __init__(self, path: Path, harm: Harm, copy: KeptCopy | None = None) -> None:
        facts: dict[str, Fact] = {"path": path.as_posix()}
        if copy is not None and harm is not Harm.NEWER:
            facts |= {"date": copy.as_of, "months": copy.months, "command": restore_command(path)}
        elif harm is not Harm.NEWER:
            facts["again"] = "ita consolidate MONTH"
        super().__init__(f"history_{harm}", facts)
        self.path = path
        self.harm = harm
        self.copy = copy


def restore_command(path: Path) -> str:
    """What to type to put the newest copy in the place of the file."""
    if path.parent == _OUTPUTS:
        return "ita history --restore"
    folder = path.parent.as_posix()
    quoted = f'"{folder}"' if " " in folder else folder
    return f"ita history --restore --out {quoted}"


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turns what SQLite and the disk report into problems; a fault of ours passes through."""
    try:
        yield
    except OSError as error:
        raise cannot_write(path) from error
    except sqlite3.Error as error:
        problem = _problem(error, path)
        if problem is None:
            raise
        raise problem from error


def _problem(error: sqlite3.Error, path: Path) -> PipelineError | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    if code & _PRIMARY_CODE == sqlite3.SQLITE_NOTADB:
        return HistoryError(path, Harm.DAMAGED if was_a_database(path) else Harm.FOREIGN)
    if code & _PRIMARY_CODE in _DAMAGED or code == sqlite3.SQLITE_IOERR_SHORT_READ:
        return HistoryError(path, Harm.DAMAGED)
    if code & _PRIMARY_CODE in _BUSY:
        return PipelineError("locked", {"since": None})
    if code & _PRIMARY_CODE in _DISK:
        return cannot_write(path)
    return None


def was_a_database(path: Path) -> bool:
    """Whether the file begins as SQLite's do, however short, or with what a broken disk leaves."""
    try:
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except OSError:
        return False
    return _MAGIC.startswith(head) or not head.strip(b"\0")
