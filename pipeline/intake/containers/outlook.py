"""A mail that Outlook saved (.msg, MS-OXMSG): who sends it, and the files in it."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.parser import HeaderParser
from typing import TYPE_CHECKING, Any

import olefile

from pipeline.intake.containers.claims import address_of, authentication_of
from pipeline.intake.containers.headers import THAI_TIME, decode_bytes, headers
from pipeline.intake.containers.parts import Contents, Envelope, Part
from pipeline.intake.reading.refusal import UNREADABLE, RefusalError, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PROPERTIES = "__properties_version1.0"
_ATTACHMENT = "__attach_version1.0_#"
_OBJECT = "__substg1.0_3701000D"
# The header of the stream of properties, by what the properties are of.
_OF_MAIL, _OF_NESTED_MAIL, _OF_ATTACHMENT = 32, 24, 8
_COUNT_OF_ATTACHMENTS = slice(20, 24)
_PROPERTY = struct.Struct("<HH4x8s")
_INTEGER, _TRUTH, _TIME, _BINARY = 0x0003, 0x000B, 0x0040, 0x0102

_SENDERS_SMTP = (0x5D01, 0x5D02)
_SENDER = 0x0C1F
_HEADERS = 0x007D
_TIMES = (0x0E06, 0x0039)
_CONTENT = 0x3701
_NAMES = (0x3707, 0x3704)
_METHOD = 0x3705
_CONTENT_TYPE, _CONTENT_ID, _HIDDEN = 0x370E, 0x3712, 0x7FFE

_LINKS = frozenset({2, 3, 4, 7})
_MAIL, _OLE_OBJECT = 5, 6
_DEEPEST = 5
# Streams of an object in a text that make it a table and not a picture.
_TABLES = ("Workbook", "Book", "Package")
_PICTURES = ("png", "gif", "jpg", "jpeg", "bmp")
_PICTURE_NAMES = tuple(f".{one}" for one in _PICTURES)
_PICTURE_TYPES = frozenset(f"image/{one}" for one in _PICTURES)
# Written by old Exchange before the first header.
_BANNER = "microsoft mail internet headers"
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
# What Outlook writes for a time that it does not know lies outside.
_YEARS = range(1980, 2200)


def is_outlook(content: bytes) -> bool:
    """Whether an OLE2 file is a mail; a file whose directory is damaged is none."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as container:
            return bool(container.exists(_PROPERTIES))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - olefile raises whatever it stumbles over
        return False


def open_outlook(content: bytes) -> Contents:
    """The files of a mail in its order, those of the mails that it carries in their places.

    Raises RefusalError where anything is damaged, or mails lie too deep in each other.
    """
    try:
        with olefile.OleFileIO(
            io.BytesIO(content), raise_defects=olefile.DEFECT_INCORRECT
        ) as container:
            mail = _open(_hold(container, len(content)), (), _OF_MAIL)
            return Contents(tuple(_parts(mail, 0)), _envelope(mail))
    except (RefusalError, MemoryError):
        raise
    except Exception as error:
        raise unreadable() from error


@dataclass(frozen=True, slots=True)
class _File:
    """The compound file, and the names of the folders in each of its folders."""

    container: Any
    folders: Mapping[tuple[str, ...], list[str]]


@dataclass(frozen=True, slots=True)
class _Folder:
    """A mail or an attachment in the file; `fixed` holds its short values by number and type."""

    file: _File
    path: tuple[str, ...]
    header: bytes
    fixed: Mapping[tuple[int, int], bytes]

    def text(self, number: int) -> str:
        """A text, whichever way it is kept; empty where there is none."""
        wide = _stream(self.file, self.path, f"__substg1.0_{number:04X}001F")
        if wide is not None:
            return wide.decode("utf-16-le", "replace").partition("\0")[0]
        narrow = _stream(self.file, self.path, f"__substg1.0_{number:04X}001E")
        return decode_bytes(narrow or b"").partition("\0")[0]

    def number(self, number: int, kind: int, size: int = 4) -> int | None:
        """A value of so many bytes."""
        raw = self.fixed.get((number, kind))
        return None if raw is None else int.from_bytes(raw[:size], "little")

    def attachments(self) -> list[_Folder]:
        """The folders of a mail's attachments, in order; raises RefusalError where some lack."""
        names = self.file.folders.get(self.path, [])
        found = sorted(one for one in names if one.startswith(_ATTACHMENT))
        if len(found) < int.from_bytes(self.header[_COUNT_OF_ATTACHMENTS], "little"):
            raise unreadable()
        return [_open(self.file, (*self.path, one), _OF_ATTACHMENT) for one in found]


def _hold(container: Any, size: int) -> _File:  # noqa: ANN401 - olefile has no types
    """The file, unless its streams claim to be more than all of it together."""
    entries = [one for one in container.direntries if one is not None]
    if sum(one.size for one in entries if one.entry_type == olefile.STGTY_STREAM) > size:
        raise unreadable()
    folders: dict[tuple[str, ...], list[str]] = {}
    for path in container.listdir(streams=False, storages=True):
        folders.setdefault(tuple(path[:-1]), []).append(path[-1])
    return _File(container, folders)


def _open(file: _File, path: tuple[str, ...], header: int) -> _Folder:
    stream = _stream(file, path, _PROPERTIES)
    if stream is None or len(stream) < header:
        raise unreadable()
    # Some programs leave a piece of a property at the end.
    whole = len(stream) - (len(stream) - header) % _PROPERTY.size
    found = _PROPERTY.iter_unpack(stream[header:whole])
    fixed = {(number, kind): value for kind, number, value in found}
    return _Folder(file, path, stream[:header], fixed)


def _stream(file: _File, path: tuple[str, ...], name: str) -> bytes | None:
    place = [*path, name]
    if file.container.get_type(place) != olefile.STGTY_STREAM:
        return None
    if not file.container.get_size(place):
        # Which sector an empty stream names is of no account, and olefile minds it.
        return b""
    content: bytes = file.container.openstream(place).read()
    return content


def _parts(mail: _Folder, depth: int) -> Iterator[Part]:
    if depth > _DEEPEST:
        raise unreadable()
    for attachment in mail.attachments():
        if attachment.number(_METHOD, _INTEGER) == _MAIL:
            inner = _open(mail.file, (*attachment.path, _OBJECT), _OF_NESTED_MAIL)
            yield from _parts(inner, depth + 1)
        else:
            yield _part(attachment)


def _part(attachment: _Folder) -> Part:
    name = next(filter(None, map(attachment.text, _NAMES)), "")
    method = attachment.number(_METHOD, _INTEGER)
    if method in _LINKS:
        return Part(name, b"", linked=True)
    if method == _OLE_OBJECT:
        place = (*attachment.path, _OBJECT)
        kinds = [attachment.file.container.get_type([*place, one]) for one in _TABLES]
        return Part(name, b"", decorative=not any(kinds), refusal=UNREADABLE)
    content = _stream(attachment.file, attachment.path, f"__substg1.0_{_CONTENT:04X}{_BINARY:04X}")
    if content is None or len(content) < (attachment.number(_CONTENT, _BINARY) or 0):
        raise unreadable()
    return Part(name, content, _is_decorative(attachment, name))


def _is_decorative(attachment: _Folder, name: str) -> bool:
    hidden = attachment.number(_HIDDEN, _TRUTH, size=1)
    if not hidden and not attachment.text(_CONTENT_ID):
        return False
    named = name.lower().endswith(_PICTURE_NAMES)
    return named or attachment.text(_CONTENT_TYPE).strip().lower() in _PICTURE_TYPES


def _envelope(mail: _Folder) -> Envelope:
    text = mail.text(_HEADERS).lstrip()
    if text.lower().startswith(_BANNER):
        text = text.partition("\n")[2]
    sent = HeaderParser().parsestr(text)
    claimed = [*map(mail.text, _SENDERS_SMTP), str(sent.get("from", "")), mail.text(_SENDER)]
    return Envelope(
        sender=next(filter(None, map(address_of, claimed)), None),
        received=next(filter(None, (_time(mail, one) for one in _TIMES)), None),
        authentication=authentication_of(headers(sent, "authentication-results")),
    )


def _time(mail: _Folder, number: int) -> datetime | None:
    """Kept as tenths of microseconds since 1601; whole seconds are given."""
    ticks = mail.number(number, _TIME, size=8)
    try:
        moment = _EPOCH + timedelta(seconds=(ticks or 0) // 10_000_000)
    except OverflowError:
        return None
    return moment.astimezone(THAI_TIME) if moment.year in _YEARS else None
