from __future__ import annotations

import hashlib
import os
import stat
from typing import TYPE_CHECKING

from pipeline.core.received import Received
from pipeline.intake.passing import (
    WORKBOOK_ENDINGS,
    PassedOver,
    is_system_name,
    passed_over_by_name,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_WINDOWS_JUNCTION = 0xA0000003


def find_files(inbox: Path) -> tuple[Received, ...]:
    """Every leaf below the folder, sorted by the code points of its name.

    A folder is a leaf where it is empty, cannot be listed, is a system's own or is named like a
    workbook. Size and SHA-256 (hexadecimal) are of regular files and None where one cannot be
    opened; such a leaf is refused when it is read. Links are not followed, special files are not
    opened, file dates are not looked at.
    Raises OSError where `inbox` is missing or is no folder.
    """
    found = [leaf for entry in inbox.iterdir() for leaf in _leaves(entry, _printable(entry.name))]
    return tuple(sorted(found, key=lambda received: received.name))


def receive(path: Path) -> Received:
    """One file that the user named, as it would be found in an inbox; a link is followed here."""
    return next(iter(_leaves(path.resolve(), _printable(path.name))))


def _leaves(path: Path, name: str) -> Iterator[Received]:
    try:
        info = path.lstat()
    except OSError:
        yield Received(name, path)
        return
    reason = _reason(path, info)
    if reason is not None:
        yield Received(name, path, passed_over=reason)
    elif stat.S_ISDIR(info.st_mode):
        yield from _folder(path, name)
    else:
        yield _file(path, name, info.st_size)


def _folder(path: Path, name: str) -> Iterator[Received]:
    try:
        entries = list(path.iterdir())
    except OSError:
        yield Received(name, path)
        return
    if not entries:
        yield Received(name, path, passed_over=PassedOver.FOLDER)
    for entry in entries:
        yield from _leaves(entry, f"{name}/{_printable(entry.name)}")


def _file(path: Path, name: str, size: int) -> Received:
    if size == 0:
        return Received(name, path, size=0, passed_over=PassedOver.EMPTY_FILE)
    try:
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        digest = None
    return Received(name, path, size=size, sha256=digest)


def _reason(path: Path, info: os.stat_result) -> PassedOver | None:
    if stat.S_ISLNK(info.st_mode) or getattr(info, "st_reparse_tag", 0) == _WINDOWS_JUNCTION:
        return PassedOver.LINK
    folder = stat.S_ISDIR(info.st_mode)
    if not folder and not stat.S_ISREG(info.st_mode):
        return PassedOver.SPECIAL_FILE
    if folder:
        if is_system_name(path.name):
            return PassedOver.SYSTEM_FILE
        named = path.name.lower().endswith(WORKBOOK_ENDINGS)
        return PassedOver.FOLDER if named else None
    return passed_over_by_name(path.name)


def _printable(name: str) -> str:
    # A name that is not UTF-8 would lose every file it is later written to.
    return os.fsencode(name).decode("utf-8", "backslashreplace")
