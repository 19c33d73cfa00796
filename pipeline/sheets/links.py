"""Links as xlsxwriter's addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.core.address import column_letters
from pipeline.sheets.reference import quoted_sheet

if TYPE_CHECKING:
    from pipeline.sheets.reference import Link

MOST_LINKS = 65_530
_LONGEST = 2_079
# All of it here: xlsxwriter leaves a path with `%41` alone, also where a file is so named.
_ESCAPED = {ord(letter): f"%{ord(letter):02x}" for letter in '%#"<>[]^`{} '} | {
    code: f"%{code:02x}" for code in range(0x20)
}


def link_address(link: Link) -> str | None:
    """`internal:…` or `external:…`; None where it is longer than Excel takes."""
    place = ""
    if link.sheet is not None:
        place = f"{quoted_sheet(link.sheet)}!{column_letters(link.column)}{link.row}"
    if link.file is None:
        address = f"internal:{place}"
    else:
        address = f"external:{_file(link.file)}" + (f"#{place}" if place else "")
    return address if len(address.encode("utf-16-le")) // 2 <= _LONGEST else None


def _file(path: str) -> str:
    escaped = path.translate(_ESCAPED)
    return escaped if escaped.startswith(".") else f"./{escaped}"
