"""Opens the memory's file, checks it, and brings it to this program's schema."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING

from pipeline.history import schema
from pipeline.history.copies import keep_copy, make_private
from pipeline.history.problem import Harm, HistoryError, told, was_a_database

if TYPE_CHECKING:
    from pathlib import Path

_WAIT_SECONDS = 10.0


def is_absent(path: Path) -> bool:
    """Whether nothing was ever remembered there; an empty file is what a stopped start leaves."""
    return not path.exists() or (path.is_file() and path.stat().st_size == 0)


def open_for_writing(path: Path) -> sqlite3.Connection:
    """The file, made where it was absent and migrated where it is older.

    Raises HistoryError where it is damaged, foreign or newer, PipelineError where the disk
    does not allow it.
    """
    with told(path):
        absent = is_absent(path)
        if absent:
            make_private(path)
        connection = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)
    try:
        with told(path):
            _settle(connection)
            if not absent:
                _check(connection, path)
                _keep_before_migration(connection, path)
            _migrate(connection)
    except BaseException:
        connection.close()
        if absent:
            with suppress(OSError):
                path.unlink()
        raise
    return connection


def open_for_reading(path: Path) -> sqlite3.Connection:
    """The existing file, never changed: an older one is migrated in memory only.

    Raises as `open_for_writing` does.
    """
    with told(path):
        connection = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)
        try:
            _settle(connection)
            _check(connection, path)
            if _version(connection) < len(schema.MIGRATIONS):
                connection = _migrated_in_memory(connection)
            connection.execute("PRAGMA query_only = ON")
        except BaseException:
            connection.close()
            raise
        return connection


def _settle(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA temp_store = MEMORY")


def _check(connection: sqlite3.Connection, path: Path) -> None:
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    if application_id != schema.APPLICATION_ID:
        # SQLite takes a file of a few letters for an empty one.
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        cut_short = not pages and was_a_database(path)
        raise HistoryError(path, Harm.DAMAGED if cut_short else Harm.FOREIGN)
    if not _is_whole(connection) or _version(connection) < 1:
        raise HistoryError(path, Harm.DAMAGED)
    if _version(connection) > len(schema.MIGRATIONS):
        raise HistoryError(path, Harm.NEWER)


def _is_whole(connection: sqlite3.Connection) -> bool:
    """Whether pages, indexes, types and references agree."""
    answers = connection.execute("PRAGMA integrity_check").fetchall()
    strays = connection.execute("PRAGMA foreign_key_check").fetchall()
    return answers == [("ok",)] and not strays


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _keep_before_migration(connection: sqlite3.Connection, path: Path) -> None:
    if _version(connection) < len(schema.MIGRATIONS):
        keep_copy(path)


def _migrated_in_memory(connection: sqlite3.Connection) -> sqlite3.Connection:
    memory = sqlite3.connect(":memory:", isolation_level=None)
    connection.backup(memory)
    connection.close()
    _migrate(memory)
    return memory


def _migrate(connection: sqlite3.Connection) -> None:
    for version in range(_version(connection), len(schema.MIGRATIONS)):
        script = (
            f"BEGIN IMMEDIATE;\n{schema.MIGRATIONS[version]}\n"
            f"PRAGMA application_id = {schema.APPLICATION_ID};\n"
            f"PRAGMA user_version = {version + 1};\nCOMMIT;"
        )
        try:
            connection.executescript(script)
        except sqlite3.Error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
