"""Text files: which letters the bytes are, and what sets the cells of a table in them apart."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_DELIMITERS = ",\t;|"
_NAMED_DELIMITER = re.compile(r"\"?sep=([^\r\n\"])\"?(?:\r\n|\r|\n|$)", re.IGNORECASE)
_SAMPLE_RECORDS = 200
_WIDE, _FILLED = 4, 3


def decode(content: bytes, *, cut: bool = False) -> str | None:
    """The bytes as UTF-16, UTF-8 or Thai Windows text; None where they are none of them.

    Where `cut`, the last letter may be incomplete. A mark of byte order is no letter.
    """
    if content.startswith(_UTF_16):
        text = _decoded(content, "utf-16", cut=cut)
    elif _is_utf_8(content):
        text = _decoded(content, "utf-8-sig", cut=cut)
    else:
        text = _decoded(content, "cp874", cut=cut)
    return None if text is None or _CONTROLS.search(text) else text


def _decoded(content: bytes, encoding: str, *, cut: bool) -> str | None:
    try:
        return codecs.getincrementaldecoder(encoding)().decode(content, final=not cut)
    except UnicodeDecodeError:
        return None


def _is_utf_8(content: bytes) -> bool:
    """Whether the bytes are UTF-8, the last letter of a file that was cut short apart."""
    text = _decoded(content, "utf-8", cut=True)
    if text is None:
        return content.startswith(codecs.BOM_UTF8)
    # One Thai letter of Windows at the end of plain ASCII looks like the beginning of one in UTF-8.
    return not text.isascii() or content.isascii()


def split_delimiter(text: str) -> tuple[str | None, str]:
    """The delimiter that a first line `sep=;` names, and the text without that line."""
    found = _NAMED_DELIMITER.match(text)
    return (found[1], text[found.end() :]) if found else (None, text)


def find_delimiter(text: str, *, cut: bool = False) -> str | None:
    """What sets the cells apart; None where the text is no table.

    A table has records of one width throughout, or at least two records of one width from four
    cells on, one of them with three cells filled: titles above a table need not be as wide.
    Where `cut`, the last record may be incomplete and is not looked at.
    """
    named, rest = split_delimiter(text)
    if named is not None:
        return named
    found = {delimiter: _weight(rest, delimiter, cut=cut) for delimiter in _DELIMITERS}
    best = max(found, key=lambda delimiter: found[delimiter])
    return best if found[best] else None


def _weight(text: str, delimiter: str, *, cut: bool) -> int:
    """How many cells the delimiter sets apart, as far as they make a table."""
    records = list(_sample(text, delimiter))
    if cut:
        records = records[:-1]
    filled = [record for record in records if any(cell.strip() for cell in record)]
    if len(filled) < 2:  # noqa: PLR2004 - one line alone is no table
        return 0
    widths = Counter(map(len, filled))
    if len(widths) == 1:
        (width,) = widths
        return len(filled) * width if width > 1 else 0
    return max((_table(filled, width, count) for width, count in widths.items()), default=0)


def _table(records: list[list[str]], width: int, count: int) -> int:
    if width < _WIDE or count < 2:  # noqa: PLR2004 - a header and a row
        return 0
    alike = (record for record in records if len(record) == width)
    rich = any(sum(bool(cell.strip()) for cell in record) >= _FILLED for record in alike)
    return width * count if rich else 0


def _sample(text: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for _ in range(_SAMPLE_RECORDS):
            yield next(reader)
    except (StopIteration, csv.Error):
        return
