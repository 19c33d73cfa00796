"""The cell styles of an .xlsx: which of them show a number as a percentage or a date."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.intake.reading.exact import parse_with
from pipeline.intake.reading.formats import Meaning, NumberStyles, styles_from

if TYPE_CHECKING:
    from collections.abc import Iterator

# What a workbook without percentages and Buddhist years lacks, so that it costs one search.
_ODD = re.compile(rb"""%|numFmtId\s*=\s*["'](?:9|10|6[78]|7[1-9]|8[01])["']|formatCode[^>]*[bB]""")
_LISTS = ("numFmts", "cellXfs")
# Readers know Excel's own formats up to here; what follows are those of Thai Excel.
_LAST_KNOWN = 58


def odd_styles(data: bytes | None) -> re.Pattern[bytes] | None:
    """Finds the cells with something in them whose style readers do not understand.

    None where the workbook has no such style.
    """
    if data is None or not _ODD.search(data):
        return None
    numbers = "|".join(map(str, _unseen(_scan(data))))
    return re.compile(rf'<c [^>]*\bs="(?:{numbers})"[^>/]*>'.encode()) if numbers else None


def read_styles(data: bytes | None, *, date_1904: bool) -> NumberStyles:
    """What each cell style makes of a number; nothing where the workbook has no styles.

    Raises RefusalError where the part is not well-formed.
    """
    if data is None:
        return NumberStyles(date_1904=date_1904)
    scan = _scan(data)
    return styles_from(scan.used, scan.codes, date_1904=date_1904)


@dataclass(slots=True)
class _StyleScan:
    """Handlers for a parser; `used` has the number format of each cell style, in order."""

    used: list[int] = field(default_factory=list)
    codes: dict[int, str] = field(default_factory=dict)
    _list: str = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name in _LISTS:
            self._list = name
        elif name == "xf" and self._list == "cellXfs":
            self.used.append(int(attributes.get("numFmtId", 0)))
        elif name == "numFmt" and self._list == "numFmts":
            self.codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")

    def end(self, tag: str) -> None:
        if tag.rpartition(":")[2] in _LISTS:
            self._list = ""


def _scan(data: bytes) -> _StyleScan:
    scan = _StyleScan()
    parse_with(data, scan.start, scan.end)
    return scan


def _unseen(scan: _StyleScan) -> Iterator[int]:
    for style, meaning in styles_from(scan.used, scan.codes).meanings.items():
        code = scan.codes.get(scan.used[style])
        buddhist = "b" in code.lower() if code is not None else scan.used[style] > _LAST_KNOWN
        if meaning is Meaning.PERCENT or buddhist:
            yield style
