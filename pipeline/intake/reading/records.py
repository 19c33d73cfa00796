"""The records that an .xls is made of (BIFF5 and BIFF8), and the values in them."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from pipeline.intake.reading.refusal import unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

BOF, EOF = 0x0809, 0x000A
_HEADER = struct.Struct("<HH")
_U16 = struct.Struct("<H")
_DOUBLE = struct.Struct("<d")
_WIDE = 0x01
_RK_HUNDREDTHS, _RK_WHOLE = 0x1, 0x2


def records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Kind and data of the records from the BOF at `start` to its EOF, embedded charts left out.

    Raises RefusalError where there is no BOF, or the stream ends before the EOF.
    """
    depth = 0
    position = start
    while True:
        if position + _HEADER.size > len(stream):
            raise unreadable()
        kind, size = _HEADER.unpack_from(stream, position)
        position += _HEADER.size
        if position + size > len(stream) or (depth == 0 and kind != BOF):
            raise unreadable()
        depth += (kind == BOF) - (kind == EOF)
        if depth == 0:
            return
        if depth == 1:
            yield kind, stream[position : position + size]
        position += size


def number_at(data: bytes, offset: int) -> int:
    """An unsigned number of two bytes; raises RefusalError where the record is too short."""
    try:
        found: int = _U16.unpack_from(data, offset)[0]
    except struct.error as error:
        raise unreadable() from error
    return found


def double_at(data: bytes, offset: int) -> float:
    """A number of eight bytes; raises RefusalError where the record is too short."""
    try:
        found: float = _DOUBLE.unpack_from(data, offset)[0]
    except struct.error as error:
        raise unreadable() from error
    return found


def rk_at(data: bytes, offset: int) -> float:
    """A number that Excel has packed into four bytes."""
    packed = data[offset : offset + 4]
    if len(packed) != _HEADER.size:
        raise unreadable()
    flags = packed[0] & (_RK_HUNDREDTHS | _RK_WHOLE)
    if flags & _RK_WHOLE:
        value = float(int.from_bytes(packed, "little", signed=True) >> 2)
    else:
        high = (int.from_bytes(packed, "little") & ~0x3).to_bytes(4, "little")
        value = float(_DOUBLE.unpack(bytes(4) + high)[0])
    return value / 100 if flags & _RK_HUNDREDTHS else value


def wide_text(data: bytes, offset: int, length: int) -> str:
    """A text of BIFF8, of `length` letters, whose first byte says how they are stored."""
    flags = data[offset : offset + 1] or b"\0"
    if flags[0] & _WIDE:
        return data[offset + 1 : offset + 1 + 2 * length].decode("utf-16-le", "replace")
    return data[offset + 1 : offset + 1 + length].decode("latin-1")


def narrow_text(data: bytes, offset: int, length: int, encoding: str) -> str:
    """A text of BIFF5, of `length` bytes in the workbook's code page."""
    return data[offset : offset + length].decode(encoding, "replace")
