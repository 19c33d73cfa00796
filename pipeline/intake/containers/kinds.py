"""Which files hold files, by their content, whatever their names say; each kind with its reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from pipeline.intake.containers.message import is_message, open_message
from pipeline.intake.containers.outlook import is_outlook, open_outlook
from pipeline.intake.containers.parts import Contents
from pipeline.intake.containers.tnef import open_tnef
from pipeline.intake.containers.zipped import open_zip
from pipeline.intake.limits import Limits
from pipeline.intake.reading.archive import list_entries
from pipeline.intake.reading.kind import OLE2, open_content
from pipeline.intake.reading.package import CONTENT_TYPES
from pipeline.intake.reading.refusal import RefusalError

if TYPE_CHECKING:
    from pipeline.intake.reading.kind import TableKind
    from pipeline.intake.reading.refusal import FileKind

Opener: TypeAlias = Callable[[bytes, Limits], Contents]

_ZIP = b"PK\x03\x04"
_TNEF = b"\x78\x9f\x3e\x22"
_FROM_LINE = b"From "
_ENTRY_NAME = 30
HEAD = 4096
"""Bytes of a file that are looked at before it is opened."""
# What stands first in the packages that office programs write.
_OFFICE_PARTS = (b"[Content_Types].xml", b"_rels/", b"xl/", b"docProps/", b"mimetype")


class ContainerKind(StrEnum):
    """A file that holds files; a file of many mails is told by `starts_mailbox`."""

    ZIP = "zip"
    MESSAGE = "message"
    OUTLOOK = "outlook"
    TNEF = "tnef"


CONTAINERS: Mapping[ContainerKind, Opener] = {
    ContainerKind.ZIP: open_zip,
    ContainerKind.MESSAGE: lambda content, _: open_message(content),
    ContainerKind.OUTLOOK: lambda content, _: open_outlook(content),
    ContainerKind.TNEF: lambda content, _: open_tnef(content),
}
MAILS = frozenset({ContainerKind.MESSAGE, ContainerKind.OUTLOOK})


def may_hold_files(head: bytes) -> bool:
    """Whether a file that begins so is worth opening as a container."""
    if head.startswith(_ZIP):
        return not head[_ENTRY_NAME:].startswith(_OFFICE_PARTS)
    return head.startswith((_TNEF, OLE2)) or is_message(head) or starts_mailbox(head)


def starts_mailbox(head: bytes) -> bool:
    """Whether a file that begins so is one of many mails, to be read from the disk one by one."""
    return head.startswith(_FROM_LINE) and is_message(head.partition(b"\n")[2])


def container_kind(content: bytes, limits: Limits) -> ContainerKind | None:
    """What the bytes are, if they hold files.

    A workbook is no container, though it is a zip or an OLE2 file; nor is what cannot be opened.
    """
    if content.startswith(_ZIP):
        return ContainerKind.ZIP if _is_archive(content, limits) else None
    if content.startswith(_TNEF):
        return ContainerKind.TNEF
    if content.startswith(OLE2):
        return ContainerKind.OUTLOOK if is_outlook(content) else None
    return ContainerKind.MESSAGE if is_message(content) else None


def _is_archive(content: bytes, limits: Limits) -> bool:
    """Whether a zip is what people make of files, and no package of an office program."""
    try:
        names = [entry.filename.lower() for entry in list_entries(content, limits)]
    except RefusalError:
        return False
    package = any(
        one in (CONTENT_TYPES.lower(), "mimetype") or one.endswith(".iwa") for one in names
    )
    return bool(names) and not package and not any(one.startswith("xl/work") for one in names)


def content_kind(content: bytes, limits: Limits) -> TableKind | FileKind | None:
    """What a file is that holds none; None where it is damaged, locked or past a limit."""
    try:
        return open_content(content, limits).kind
    except RefusalError:
        return None
