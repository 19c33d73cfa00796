"""Tables as CSV: UTF-8 with a byte order mark, safe to open in any spreadsheet program."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from typing import TYPE_CHECKING

from pipeline.publish.fields import plain_number

if TYPE_CHECKING:
    from pipeline.publish.tables import CsvTable
    from pipeline.sheets.plan import Value

_RUN = re.compile("'*[=+\\-@\t\r\n]")
_NEUTRAL = re.compile("'+[=+\\-@\t\r\n]")
_NO_CHARACTER = re.compile("[\ud800-\udfff]")


def neutral(text: str) -> str:
    """The text with an apostrophe in front where a spreadsheet program might run it.

    That is text starting with `=`, `+`, `-`, `@`, a tab or a line end, a dash before a month
    included, and such text behind apostrophes, so that `typed` gives every text back.
    """
    return f"'{text}" if _RUN.match(text) else text


def typed(text: str) -> str:
    """The text that `neutral` was given."""
    return text[1:] if _NEUTRAL.match(text) else text


def csv_bytes(table: CsvTable) -> bytes:
    """The file's content: a header of keys, lines ended by CR LF, ISO dates, plain numbers.

    Numbers and dates are ours and stand as they are; a letter that is no character (a lone
    surrogate) becomes U+FFFD.
    """
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow(table.keys)
    writer.writerows(map(_text, row) for row in table.rows)
    return _NO_CHARACTER.sub("\ufffd", lines.getvalue()).encode("utf-8-sig")


def _text(value: Value) -> str:
    match value:
        case None:
            return ""
        case str():
            return neutral(value)
        case date():
            return value.isoformat()
        case _:
            return plain_number(value)
