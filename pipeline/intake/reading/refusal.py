"""Why a file is not read: the finding's code and facts, carried out of the reading by one error."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from pipeline.core.finding import Fact, Word
from pipeline.intake.limits import MIB

if TYPE_CHECKING:
    from collections.abc import Mapping


class Limit(StrEnum):
    """What was measured against a limit; the keys of the words `limit`."""

    FILE = "file"
    PART = "part"
    UNPACKED = "unpacked"
    RATIO = "ratio"
    PARTS = "parts"
    SHEETS = "sheets"
    CELLS = "cells"
    FAR_CELL = "far_cell"
    SECONDS = "seconds"
    MAIL = "mail"
    CARRIED = "carried"
    NESTING = "nesting"
    FORWARDS = "forwards"


class FileKind(StrEnum):
    """What a file that is no workbook is; the keys of the words `file_kind`."""

    WEB_PAGE = "web_page"
    PDF = "pdf"
    WORD = "word"
    PICTURE = "picture"
    TEXT = "text"
    ARCHIVE = "archive"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Code and facts of the finding that refuses a file; its address is not known here."""

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


class RefusalError(Exception):
    """Ends the reading of one file; what refuses it is a value, `refusal`."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


UNREADABLE = Refusal("file_unreadable")


def unreadable() -> RefusalError:
    """The file is damaged, or is not what it says."""
    return RefusalError(UNREADABLE)


def encrypted() -> RefusalError:
    """The file wants a password."""
    return RefusalError(Refusal("file_encrypted"))


def not_a_workbook(found: FileKind) -> RefusalError:
    """The content is of another kind."""
    return RefusalError(Refusal("file_not_a_workbook", {"found": Word("file_kind", found.value)}))


def type_refused(ending: str) -> RefusalError:
    """A table of a type that no reader takes; `ending` is as Excel names it, such as `.xls`."""
    return RefusalError(Refusal("file_type_refused", {"found": ending}))


def too_large(what: Limit, size: str, limit: str) -> RefusalError:
    """A limit is passed; both figures are texts with their unit."""
    facts: dict[str, Fact] = {"size": size, "limit": limit, "what": Word("limit", what.value)}
    return RefusalError(Refusal("file_too_large", facts))


def too_many(what: Limit, count: int, limit: int) -> RefusalError:
    """More of something counted than the limit allows."""
    return too_large(what, f"{count:,}", f"{limit:,}")


def too_many_bytes(what: Limit, size: int, limit_mb: int) -> RefusalError:
    """More bytes than the limit allows; the size is rounded up to whole MB."""
    return too_large(what, f"{math.ceil(size / MIB):,} MB", f"{limit_mb:,} MB")


def too_deep(what: Limit, count: int, limit: int) -> RefusalError:
    """Something that lies in too many others of its kind."""
    facts: dict[str, Fact] = {"found": (Word("limit", what.value), f"{count} > {limit}")}
    return RefusalError(Refusal("file_type_refused", facts))


def too_slow(seconds: int) -> RefusalError:
    """Reading took longer than the limit allows."""
    return too_large(Limit.SECONDS, f">{seconds:,}", f"{seconds:,}")
