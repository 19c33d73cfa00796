"""The files of a .zip, each by the bytes that its own entry holds."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from pipeline.intake.containers.headers import decode_bytes
from pipeline.intake.containers.parts import Contents, Part
from pipeline.intake.reading.archive import list_entries, read_entry
from pipeline.intake.reading.refusal import RefusalError

if TYPE_CHECKING:
    import zipfile

    from pipeline.intake.limits import Limits

_UTF8_FLAG = 0x800


def open_zip(content: bytes, limits: Limits) -> Contents:
    """The archive's files in its order; one that cannot be unpacked is refused alone.

    Raises RefusalError where the archive is damaged or passes a limit.
    """
    return Contents(tuple(_part(content, entry) for entry in list_entries(content, limits)))


def _part(content: bytes, entry: zipfile.ZipInfo) -> Part:
    name = _name(entry)
    if stat.S_ISLNK(entry.external_attr >> 16):
        return Part(name, b"", linked=True)
    try:
        return Part(name, read_entry(content, entry))
    except RefusalError as error:
        return Part(name, b"", refusal=error.refusal)


def _name(entry: zipfile.ZipInfo) -> str:
    """The name; without the mark for UTF-8 it was written in the code page of the sender."""
    name = entry.orig_filename
    if entry.flag_bits & _UTF8_FLAG:
        return name
    try:
        return decode_bytes(name.encode("cp437"))
    except UnicodeEncodeError:
        return name
