"""Files of the kind winmail.dat (MS-OXTNEF), written for the tests."""

from __future__ import annotations

import struct

VERSION, CODE_PAGE = 0x9006, 0x9007
RENDERING, TITLE, DATA, PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005
LONG_NAME, SHORT_NAME, METHOD, OBJECT = 0x3707, 0x3704, 0x3705, 0x3701
_MESSAGE_LEVEL, _ATTACHMENT_LEVEL = 1, 2
_INTEGER, _NARROW, _WIDE, _BINARY, _OBJECT = 0x0003, 0x001E, 0x001F, 0x0102, 0x000D
I_MESSAGE = bytes.fromhex("0703020000000000c000000000000046")


def item(name: int, data: bytes, level: int = _ATTACHMENT_LEVEL) -> bytes:
    """One object with its checksum; tnefparse looks at no type of those written here."""
    head = struct.pack("<BHHI", level, name, 6, len(data))
    return head + data + struct.pack("<H", sum(data) & 0xFFFF)


def tnef(*attachments: bytes) -> bytes:
    """A whole file."""
    head = item(VERSION, struct.pack("<I", 0x10000), _MESSAGE_LEVEL)
    page = item(CODE_PAGE, struct.pack("<II", 874, 0), _MESSAGE_LEVEL)
    return b"\x78\x9f\x3e\x22\x01\x00" + head + page + b"".join(attachments)


def attachment(title: bytes, content: bytes | None, *described: bytes) -> bytes:
    """One attachment: its 8.3 name, its content unless the properties hold it, its properties."""
    made = item(RENDERING, b"\x01\x00" + b"\xff" * 4 + b"\0" * 8)
    made += item(TITLE, title + b"\0")
    if content is not None:
        made += item(DATA, content)
    if described:
        made += item(PROPERTIES, struct.pack("<I", len(described)) + b"".join(described))
    return made


def wide(number: int, text: str) -> bytes:
    return _long(number, _WIDE, (text + "\0").encode("utf-16-le"))


def narrow(number: int, text: bytes) -> bytes:
    return _long(number, _NARROW, text + b"\0")


def binary(number: int, content: bytes) -> bytes:
    return _long(number, _BINARY, content)


def held(number: int, interface: bytes, content: bytes) -> bytes:
    return _long(number, _OBJECT, interface + content)


def integer(number: int, value: int) -> bytes:
    return struct.pack("<HHI", _INTEGER, number, value)


def shorts(number: int, *values: int, claimed: int | None = None) -> bytes:
    """A property of several values, which may claim to be more of them."""
    count = len(values) if claimed is None else claimed
    packed = struct.pack(f"<{len(values)}H", *values) + b"\0\0" * (len(values) % 2)
    return struct.pack("<HHI", 0x1002, number, count) + packed


def named(name: str, value: int) -> bytes:
    """An integer whose property has a name instead of a number."""
    letters = (name + "\0").encode("utf-16-le")
    called = struct.pack("<16sII", b"", 1, len(letters)) + letters + b"\0" * (-len(letters) % 4)
    return struct.pack("<HH", _INTEGER, 0x8000) + called + struct.pack("<I", value)


def unknown(number: int) -> bytes:
    """A property of a type that tnefparse does not know."""
    return struct.pack("<HHI", 0x00FB, number, 0)


def _long(number: int, kind: int, value: bytes) -> bytes:
    filling = b"\0" * (-len(value) % 4)
    return struct.pack("<HHII", kind, number, 1, len(value)) + value + filling
