"""The parts of a zip archive, inflated only within the limits and checked while they are."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.intake.limits import KIB, MIB, Limits
from pipeline.intake.reading.refusal import (
    Limit,
    encrypted,
    too_large,
    too_many,
    too_many_bytes,
    unreadable,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

_ENTRY_SIGNATURE = b"PK\x01\x02"
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_LOCAL_SIGNATURE = b"PK\x03\x04"
_ENCRYPTED_FLAG = 0x1
_RAW_DEFLATE = -15


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive whose headers keep the limits; names are lower case, with `/`."""

    content: bytes
    entries: Mapping[str, zipfile.ZipInfo]

    def __contains__(self, name: str) -> bool:
        return name.lower() in self.entries

    def read(self, name: str) -> bytes:
        """A part's bytes, as `read_entry` gives them.

        Raises RefusalError where the part is missing too.
        """
        entry = self.entries.get(name.lower())
        if entry is None:
            raise unreadable()
        return read_entry(self.content, entry)


def open_archive(content: bytes, limits: Limits) -> Archive:
    """The archive's parts; nothing is inflated yet.

    Raises RefusalError where the archive is damaged, names a part twice, or passes a limit.
    """
    found = list_entries(content, limits)
    entries = {_name(entry): entry for entry in found}
    if len(entries) != len(found):
        raise unreadable()
    return Archive(content, entries)


def list_entries(content: bytes, limits: Limits) -> list[zipfile.ZipInfo]:
    """The files of an archive in its order, folders left out; nothing is inflated yet.

    Raises RefusalError where the archive is damaged or passes a limit.
    """
    # zipfile builds an object for every entry, so a million of them are counted before.
    parts = content.count(_ENTRY_SIGNATURE)
    if parts > limits.parts:
        raise too_many(Limit.PARTS, parts, limits.parts)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            found = [entry for entry in opened.infolist() if not entry.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError, struct.error, NotImplementedError) as error:
        raise unreadable() from error
    _hold_sizes(found, limits)
    return found


def read_entry(content: bytes, entry: zipfile.ZipInfo) -> bytes:
    """A file's bytes, as many and with the checksum that its header promises.

    Raises RefusalError where it is damaged, encrypted or longer than it says.
    """
    if entry.flag_bits & _ENCRYPTED_FLAG:
        raise encrypted()
    data = _inflate(_packed(content, entry), entry)
    if len(data) != entry.file_size or zlib.crc32(data) != entry.CRC:
        raise unreadable()
    return data


def _packed(content: bytes, entry: zipfile.ZipInfo) -> bytes:
    start = entry.header_offset + _LOCAL_HEADER.size
    header = content[entry.header_offset : start]
    if len(header) != _LOCAL_HEADER.size:
        raise unreadable()
    signature, name_length, extra_length = _LOCAL_HEADER.unpack(header)
    if signature != _LOCAL_SIGNATURE:
        raise unreadable()
    start += name_length + extra_length
    return content[start : start + entry.compress_size]


def _name(entry: zipfile.ZipInfo) -> str:
    return entry.filename.replace("\\", "/").lstrip("/").lower()


def _hold_sizes(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    for entry in entries:
        if entry.file_size > limits.part_mb * MIB:
            raise too_many_bytes(Limit.PART, entry.file_size, limits.part_mb)
        if entry.file_size > limits.ratio_from_kib * KIB:
            ratio = -(-entry.file_size // max(entry.compress_size, 1))
            if ratio > limits.ratio:
                raise too_large(Limit.RATIO, f"{ratio:,}:1", f"{limits.ratio:,}:1")
    total = sum(entry.file_size for entry in entries)
    if total > limits.unpacked_mb * MIB:
        raise too_many_bytes(Limit.UNPACKED, total, limits.unpacked_mb)


def _inflate(packed: bytes, entry: zipfile.ZipInfo) -> bytes:
    if entry.compress_type == zipfile.ZIP_STORED:
        return packed
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        raise unreadable()
    inflater = zlib.decompressobj(_RAW_DEFLATE)
    try:
        # One byte more than promised shows a header that lies, without inflating the rest.
        return inflater.decompress(packed, entry.file_size + 1)
    except zlib.error as error:
        raise unreadable() from error
