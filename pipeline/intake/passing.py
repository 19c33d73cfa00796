"""What is no report by what it is called, or by where it lies."""

from __future__ import annotations

from enum import StrEnum

WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_SYSTEM_NAMES = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
_LOCK_STARTS = ("~$", ".~lock.")


class PassedOver(StrEnum):
    """Why a leaf of the inbox is no report; the keys of the words `passed_over`."""

    LOCK_FILE = "lock_file"
    FOLDER = "folder"
    LINK = "link"
    SYSTEM_FILE = "system_file"
    EMPTY_FILE = "empty_file"
    SPECIAL_FILE = "special_file"
    NO_FILES = "no_files"
    DECORATION = "decoration"
    BESIDE = "beside"


def passed_over_by_name(name: str) -> PassedOver | None:
    """Why a file of that name is no report; None where its name does not say so."""
    lowered = name.lower()
    if lowered.startswith(_LOCK_STARTS):
        return PassedOver.LOCK_FILE
    return PassedOver.SYSTEM_FILE if is_system_name(lowered) else None


def is_system_name(name: str) -> bool:
    """Whether an operating system names its own files and folders so."""
    lowered = name.lower()
    return lowered.startswith(".") or lowered in _SYSTEM_NAMES
