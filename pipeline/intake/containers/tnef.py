"""The files in a winmail.dat (TNEF), in which Exchange wraps what a mail carries."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tnefparse import TNEF, TNEFObject, mapi, properties

from pipeline.intake.containers.headers import decode_bytes
from pipeline.intake.containers.parts import Contents, Part
from pipeline.intake.reading.refusal import RefusalError, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SIGNATURE = b"\x78\x9f\x3e\x22"
_FIRST_OBJECT = 6
_HEADER, _CHECKSUM = 9, 2
_LEVELS = (TNEF.LVL_MESSAGE, TNEF.LVL_ATTACHMENT)
# Mail programs end the file with these at times.
_FILLING = b"\0\r\n "
_PADDING = 3
_INTERFACE = 16
# tnefparse must read each text, and this fails for none.
_ONE_BYTE_A_LETTER = "latin-1"
# The file is named by a path or an address and lies elsewhere (MS-OXCMSG 2.2.2.9).
_LINKS = frozenset({2, 3, 4, 7})
_NUMBER = 4
_TAG = struct.Struct("<HH")
_LONG = frozenset(
    {mapi.SZMAPI_STRING, mapi.SZMAPI_UNICODE_STRING, mapi.SZMAPI_OBJECT, mapi.SZMAPI_BINARY}
)
_NAMES = (properties.MAPI_ATTACH_LONG_FILENAME, properties.MAPI_ATTACH_FILENAME)


@dataclass(frozen=True, slots=True)
class _Property:
    """The type of a MAPI property and its bytes, without what fills them up."""

    kind: int
    raw: bytes


def open_tnef(content: bytes) -> Contents:
    """The attachments, each with its long name; a mail among them is a winmail.dat again.

    Raises RefusalError where anything is cut short or a checksum is wrong.
    """
    try:
        return Contents(tuple(map(_part, _attachments(content))))
    except (RefusalError, MemoryError):
        raise
    except Exception as error:
        raise unreadable() from error


def _attachments(content: bytes) -> list[dict[int, bytes]]:
    """The data of each attachment by the names of its objects."""
    found: list[dict[int, bytes]] = []
    for one in _objects(content):
        if one.name == TNEF.ATTATTACHRENDDATA:
            found.append({})
        if one.level == TNEF.LVL_ATTACHMENT:
            found[-1][one.name] = one.data
    return found


def _objects(content: bytes) -> Iterator[Any]:
    # `TNEF` itself carries on after whatever is wrong, and copies the rest for each object.
    end = len(content.rstrip(_FILLING))
    if not content.startswith(_SIGNATURE) or end <= _FIRST_OBJECT:
        raise unreadable()
    start = _FIRST_OBJECT
    while start < end:
        length = int.from_bytes(content[start + _HEADER - 4 : start + _HEADER], "little")
        after = start + _HEADER + length + _CHECKSUM
        if after > len(content) or content[start] not in _LEVELS:
            raise unreadable()
        found = TNEFObject(content[start:after], do_checksum=True)
        if not found.good_checksum:
            raise unreadable()
        yield found
        start = after


def _part(data: Mapping[int, bytes]) -> Part:
    described = _properties(data.get(TNEF.ATTATTACHMENT, b""))
    names = [_text(described.get(one)) for one in _NAMES]
    names.append(_ended(decode_bytes(data.get(TNEF.ATTATTACHTITLE, b""))))
    names.append(_text(described.get(properties.MAPI_DISPLAY_NAME)))
    name = next(filter(None, names), "")
    method = described.get(properties.MAPI_ATTACH_METHOD)
    if method is not None and int.from_bytes(method.raw, "little") in _LINKS:
        return Part(name, b"", linked=True)
    content = data.get(TNEF.ATTATTACHDATA)
    held = described.get(properties.MAPI_ATTACH_DATA_OBJ)
    if not content and held is not None:
        content = held.raw[_INTERFACE:] if held.kind == mapi.SZMAPI_OBJECT else held.raw
    if content is None:
        raise unreadable()
    return Part(name, content)


def _properties(raw: bytes) -> dict[int, _Property]:
    """The MAPI properties by number, up to the first of a type that tnefparse does not know."""
    found: dict[int, _Property] = {}
    # `decode_mapi` counts up to any number that a damaged file claims, and swallows what is amiss.
    offset = _NUMBER
    for _ in range(_count(raw, 0) if raw else 0):
        kind, number = _TAG.unpack_from(raw, offset)
        offset = _after_name(raw, offset + _TAG.size, number)
        try:
            after = _after_value(raw, offset, kind)
        except ValueError:
            break
        if after > len(raw) + _PADDING:
            raise unreadable()
        if kind in _LONG:
            # The number of values, which is one, and the length of the value.
            start = offset + 2 * _NUMBER
            value = raw[start : start + _count(raw, offset + _NUMBER)]
        else:
            value = raw[offset:after]
        found[number] = _Property(kind, value)
        offset = after
    return found


def _after_name(raw: bytes, offset: int, number: int) -> int:
    """Where the value of a property starts, which may have a name of its own before."""
    if number < mapi.GUID_EXISTS_FLAG:
        return offset
    offset += _INTERFACE
    named = int.from_bytes(raw[offset : offset + _NUMBER], "little")
    offset += 2 * _NUMBER
    if not named:
        return offset
    length = _count(raw, offset - _NUMBER)
    return offset + length + -length % _NUMBER


def _after_value(raw: bytes, offset: int, kind: int) -> int:
    """Where the next property starts; raises ValueError where the type is not known."""
    single = kind & ~mapi.MULTI_VALUE_FLAG
    many = single != kind
    count = _count(raw, offset) if many else 1
    offset += _NUMBER * many
    for _ in range(count):
        _, offset = mapi.parse_property(raw, offset, 0, single, _ONE_BYTE_A_LETTER, many)
    odd = single in (mapi.SZMAPI_SHORT, mapi.SZMAPI_BOOLEAN) and count % 2
    return offset + (2 if odd else 0)


def _count(raw: bytes, offset: int) -> int:
    """A number of bytes or things that follow; raises RefusalError where they cannot."""
    number = int.from_bytes(raw[offset : offset + _NUMBER], "little")
    if number > len(raw):
        raise unreadable()
    return number


def _text(found: _Property | None) -> str:
    if found is None:
        return ""
    if found.kind == mapi.SZMAPI_UNICODE_STRING:
        return _ended(found.raw.decode("utf-16-le", "replace"))
    return _ended(decode_bytes(found.raw)) if found.kind == mapi.SZMAPI_STRING else ""


def _ended(text: str) -> str:
    return text.partition("\0")[0]
