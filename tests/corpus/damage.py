"""Damage to workbooks, from bytes to cells; the same seed does the same damage to the same file."""

from __future__ import annotations

import io
import random
import re
import zipfile
from datetime import datetime, time
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from tests.corpus import office
from tests.intake import hostile

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

Parts = list[tuple[str, bytes]]

_TAG = re.compile(rb"<[^<>]+>")
_ELEMENT = re.compile(rb"<(\w+)(?: [^<>]*)?>[^<>]*</\1>|<\w+(?: [^<>]*)?/>")
_CELL_TYPE = re.compile(rb' t="\w+"')
_ATTRIBUTE = re.compile(rb'"[^"<>]*"')
_VALUE = re.compile(rb"<v>[^<]*</v>")
_ODD_ATTRIBUTES = (
    b"",
    b"-1",
    b"0",
    b"99999999999999999999",
    b"XFD1048576",
    b"A1:XFD1048576",
    b"\xe0",
)
_ODD_NUMBERS = (
    b"",
    b"-1",
    b"1e309",
    b"NaN",
    b"2958466",
    b"999999999",
    b"0x1F",
    b" 1 ",
    b"\xe0\xb9\x91",
)
_KINDS = (b"s", b"str", b"inlineStr", b"b", b"e", b"d", b"n", b"zzz")
ODD_VALUES: tuple[object, ...] = (
    None,
    "",
    " ",
    "\u00a0",
    "\u200b\u200b",
    "\ufffd\ufffd",
    "ก" * 32_000,
    "ก\n" * 3_000,
    "-",
    "=1+1",
    "=HYPERLINK(A1)",
    "'=1+1",
    "#REF!",
    "#N/A",
    0,
    -1,
    1.5,
    1e300,
    -1e300,
    243_347,
    45_000.5,
    datetime(1966, 2, 15),  # noqa: DTZ001 - cells know no zone
    datetime(2566, 4, 4),  # noqa: DTZ001 - the same
    datetime(9999, 12, 31),  # noqa: DTZ001 - the same
    time(23, 59),
    True,
    "๓๑/๒/๒๕๖๖",
    "00/00/0000",
    "๙๙๙๙๙๙๙๙๙๙๙๙๙๙๙๙๙๙๙๙",
    "ม.ค. - ม.ค. - ม.ค.",
    "15 ก.พ. 66, 16 ก.พ. 66 ถึง",
    "๒๕๖o",
    "ร้อยละ ๑๒๐",
    "{found} %s ⟦x⟧ “y”",
    "\u202eกลับ",
    "😀" * 200,
    "น\u0e4d\u0e49\u0e32",
    "_x0000_ _xFFFF_ _xD800_",
)


# Bytes: any file.


def flipped(content: bytes, dice: random.Random) -> bytes:
    data = bytearray(content)
    for _ in range(dice.randint(1, 12)):
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    return bytes(data)


def shortened(content: bytes, dice: random.Random) -> bytes:
    return content[: dice.randrange(1, len(content))]


def cut_out(content: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(content))
    return content[:start] + content[start + dice.randint(1, 2000) :]


def blanked(content: bytes, dice: random.Random) -> bytes:
    start, length = dice.randrange(len(content)), dice.randint(1, 2000)
    return (content[:start] + b"\0" * length + content[start + length :])[: len(content)]


def lengthened(content: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(content))
    return content[:start] + dice.randbytes(dice.randint(1, 200)) + content[start:]


def turned_round(content: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(content))
    return content[start:] + content[:start]


# Parts: archives.


def _parts(content: bytes) -> Parts:
    return list(hostile.parts_of(content).items())


def _packed(parts: Parts, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in parts:
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return stream.getvalue()


def without_a_part(content: bytes, dice: random.Random) -> bytes:
    parts = _parts(content)
    del parts[dice.randrange(len(parts))]
    return _packed(parts)


def with_a_part_emptied(content: bytes, dice: random.Random) -> bytes:
    return _with_part(content, dice, lambda _: b"")


def with_a_part_cut(content: bytes, dice: random.Random) -> bytes:
    return _with_part(content, dice, lambda data: data[: dice.randrange(len(data) + 1)])


def with_a_part_flipped(content: bytes, dice: random.Random) -> bytes:
    return _with_part(content, dice, lambda data: flipped(data, dice) if data else data)


def with_parts_exchanged(content: bytes, dice: random.Random) -> bytes:
    parts = _parts(content)
    first, second = dice.randrange(len(parts)), dice.randrange(len(parts))
    parts[first], parts[second] = (
        (parts[first][0], parts[second][1]),
        (parts[second][0], parts[first][1]),
    )
    return _packed(parts)


def with_parts_shuffled(content: bytes, dice: random.Random) -> bytes:
    parts = _parts(content)
    dice.shuffle(parts)
    return _packed(parts, dice.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]))


def with_a_part_renamed(content: bytes, dice: random.Random) -> bytes:
    parts = _parts(content)
    number = dice.randrange(len(parts))
    name, data = parts[number]
    odd = dice.choice([name.upper(), f"/{name}", name.replace("/", "\\"), f"../{name}", f"{name}x"])
    parts[number] = (odd, data)
    return _packed(parts)


def with_a_part_doubled(content: bytes, dice: random.Random) -> bytes:
    parts = _parts(content)
    name, data = dice.choice(parts)
    # The same length, so that one name can be put in the place of the other.
    other = "~" * len(name.encode())
    packed = _packed([*parts, (other, data)])
    return packed.replace(other.encode(), name.encode())


def without_shared_strings(content: bytes, _dice: random.Random) -> bytes:
    return _packed([part for part in _parts(content) if "sharedStrings" not in part[0]])


def _with_part(
    content: bytes, dice: random.Random, change: Callable[[bytes], bytes], like: str = ""
) -> bytes:
    parts = _parts(content)
    chosen = [number for number, (name, _) in enumerate(parts) if like in name] or [0]
    number = dice.choice(chosen)
    name, data = parts[number]
    parts[number] = (name, change(data))
    return _packed(parts)


# Markup: sheets, mostly.


def _in_markup(content: bytes, dice: random.Random, change: Callable[[bytes], bytes]) -> bytes:
    like = dice.choice(["sheet1.xml", "sheet", "workbook.xml", ".xml", "content.xml"])
    return _with_part(content, dice, change, like)


def _replaced(
    pattern: re.Pattern[bytes], data: bytes, dice: random.Random, make: Callable[[bytes], bytes]
) -> bytes:
    found = list(pattern.finditer(data))
    if not found:
        return data
    one = dice.choice(found)
    return data[: one.start()] + make(one[0]) + data[one.end() :]


def tags_swapped(content: bytes, dice: random.Random) -> bytes:
    def swap(data: bytes) -> bytes:
        tags = list(_TAG.finditer(data))
        if not tags:
            return data
        first, second = sorted(dice.choices(tags, k=2), key=lambda tag: tag.start())
        between = data[first.end() : second.start()] if first != second else b""
        return data[: first.start()] + second[0] + between + first[0] + data[second.end() :]

    return _in_markup(content, dice, swap)


def tag_removed(content: bytes, dice: random.Random) -> bytes:
    return _in_markup(content, dice, lambda data: _replaced(_TAG, data, dice, lambda _: b""))


def element_removed(content: bytes, dice: random.Random) -> bytes:
    return _in_markup(content, dice, lambda data: _replaced(_ELEMENT, data, dice, lambda _: b""))


def element_repeated(content: bytes, dice: random.Random) -> bytes:
    times = dice.choice([2, 3, 500])
    return _in_markup(
        content, dice, lambda data: _replaced(_ELEMENT, data, dice, lambda one: one * times)
    )


def attribute_changed(content: bytes, dice: random.Random) -> bytes:
    odd = dice.choice(_ODD_ATTRIBUTES)
    return _in_markup(
        content, dice, lambda data: _replaced(_ATTRIBUTE, data, dice, lambda _: b'"%b"' % odd)
    )


def attribute_added(content: bytes, dice: random.Random) -> bytes:
    odd = dice.choice([b' hidden="1"', b' t="e"', b' xml:space="preserve"', b' r="B2"', b" x=1"])
    return _in_markup(
        content, dice, lambda data: _replaced(_TAG, data, dice, lambda tag: tag[:-1] + odd + b">")
    )


def cell_types_changed(content: bytes, dice: random.Random) -> bytes:
    def change(data: bytes) -> bytes:
        for _ in range(dice.randint(1, 6)):
            data = _replaced(_CELL_TYPE, data, dice, lambda _: b' t="%b"' % dice.choice(_KINDS))
        return data

    return _with_part(content, dice, change, "sheet1.xml")


def values_changed(content: bytes, dice: random.Random) -> bytes:
    def change(data: bytes) -> bytes:
        for _ in range(dice.randint(1, 4)):
            odd = dice.choice(_ODD_NUMBERS)
            data = _replaced(_VALUE, data, dice, lambda _: b"<v>%b</v>" % odd)  # noqa: B023 - called at once
        return data

    return _with_part(content, dice, change, "sheet1.xml")


# Cells: our forms alone.


def cells_pasted(content: bytes, dice: random.Random) -> bytes:
    return _edited(content, dice, _paste)


def rows_moved(content: bytes, dice: random.Random) -> bytes:
    def change(sheet: Worksheet, dice: random.Random) -> None:
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
        dice.choice([sheet.insert_rows, sheet.delete_rows])(dice.randint(1, 12))
        dice.choice([sheet.insert_cols, sheet.delete_cols])(dice.randint(1, 12))

    return _edited(content, dice, change)


def cells_merged(content: bytes, dice: random.Random) -> bytes:
    def change(sheet: Worksheet, dice: random.Random) -> None:
        row, column = dice.randint(1, 12), dice.randint(1, 11)
        high, wide = dice.randint(0, 4), dice.randint(0, 3)
        sheet.merge_cells(None, row, column, row + high, column + wide)

    return _edited(content, dice, change)


def _paste(sheet: Worksheet, dice: random.Random) -> None:
    merged = {cell for area in sheet.merged_cells.ranges for cell in area.cells}
    for _ in range(dice.randint(1, 8)):
        row, column = dice.randint(1, 14), dice.randint(1, 13)
        if (row, column) not in merged:
            sheet.cell(row, column).value = dice.choice(ODD_VALUES)


def _edited(
    content: bytes, dice: random.Random, change: Callable[[Worksheet, random.Random], None]
) -> bytes:
    book = load_workbook(io.BytesIO(content))
    change(book.worksheets[0], dice)
    return office.saved(book)


BYTES = (flipped, shortened, cut_out, blanked, lengthened, turned_round)
PARTS = (
    without_a_part,
    with_a_part_emptied,
    with_a_part_cut,
    with_a_part_flipped,
    with_parts_exchanged,
    with_parts_shuffled,
    with_a_part_renamed,
    with_a_part_doubled,
    without_shared_strings,
)
MARKUP = (
    tags_swapped,
    tag_removed,
    element_removed,
    element_repeated,
    attribute_changed,
    attribute_added,
    cell_types_changed,
    values_changed,
)
CELLS = (cells_pasted, cells_pasted, rows_moved, cells_merged)


def damaged(
    content: bytes, seed: int, ways: Sequence[Callable[[bytes, random.Random], bytes]]
) -> bytes:
    """The file after the damage that the seed chooses among the ways."""
    dice = random.Random(seed)  # noqa: S311 - the same damage in every run
    return dice.choice(ways)(content, dice) or b"\0"
