"""The last three states of the memory's file, kept beside it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from pipeline.core.calendar import Month

KEPT = 3


@dataclass(frozen=True, slots=True)
class KeptCopy:
    """A copy that can be used: `as_of` is the cut-off of its newest run, `months` all it holds."""

    path: Path
    as_of: date
    months: tuple[Month, ...]


def copy_path(path: Path, age: int) -> Path:
    """Where the copy stands; 1 is the newest."""
    return path.with_name(f"{path.name}.{age}")


def copies_of(path: Path) -> list[Path]:
    """The copies that were kept of the file, newest first, usable or not."""
    copies = (copy_path(path, age) for age in range(1, KEPT + 1))
    return [copy for copy in copies if copy.is_file()]


def keep_copy(path: Path) -> None:
    """Keeps the file as it was last committed, and drops the oldest copy.

    SQLite itself reads the file: any other handle on it would end SQLite's locks when closed.
    """
    fresh = path.with_name(f"{path.name}.new")
    try:
        make_private(fresh)
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(fresh)) as target:
            source.backup(target)
        _rotate(path)
        fresh.replace(copy_path(path, 1))
    except BaseException:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise


def make_private(path: Path) -> None:
    """Makes the file, empty and readable by its owner alone, whatever stood there."""
    os.close(os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600))


def _rotate(path: Path) -> None:
    for age in range(KEPT - 1, 0, -1):
        with suppress(FileNotFoundError):
            copy_path(path, age).replace(copy_path(path, age + 1))
