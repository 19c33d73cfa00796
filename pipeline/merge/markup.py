"""Tags of web pages that came along with a text copied from one."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING

from pipeline.core.finding import Reading

if TYPE_CHECKING:
    from pipeline.core.address import Address
    from pipeline.core.raw import CellValue, RawSheet

# Only what a browser would not show: `<เลือก>` and `a < b` are texts.
_LINES = "p|br|div|li|ul|ol|tr|table|tbody|thead|h[1-6]|blockquote|hr"
_INLINE = "span|b|i|u|s|strong|em|font|a|sub|sup|small|big|center|td|th|img|o:p|mark|code"
_TAG = re.compile(
    rf"</?(?P<name>{_LINES}|{_INLINE})(?:\s+[\w:-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s<>]+))?)*\s*/?>",
    re.IGNORECASE,
)
_LINE = re.compile(_LINES, re.IGNORECASE)
_ENTITY = re.compile(r"&(?:nbsp|amp|lt|gt|quot|apos|#[0-9]{1,6}|#x[0-9a-fA-F]{1,5});")
_BREAKS = re.compile(r"\s*\n\s*")


def strip_markup(text: str) -> str:
    """The text as a browser would show it: tags gone, a paragraph's end a line's end.

    Only tags of HTML are taken for such; entities too, such as `&nbsp;`.
    """
    if not (_TAG.search(text) or _ENTITY.search(text)):
        return text
    shown = _TAG.sub(_shown, text)
    shown = _ENTITY.sub(lambda found: unescape(found[0]), shown)
    return _BREAKS.sub("\n", shown).strip()


def without_markup(sheet: RawSheet, here: Address) -> tuple[RawSheet, tuple[Reading, ...]]:
    """The sheet without markup in its texts, each text that had any listed."""
    rows = dict(sheet.rows)
    readings: list[Reading] = []
    for number, cells in sheet.rows.items():
        if not any(isinstance(one, str) and ("<" in one or "&" in one) for one in cells):
            continue
        shown = tuple(map(_strip, cells))
        rows[number] = shown
        readings += [
            Reading(here.at(number, column), str(typed), str(read or ""), "markup_removed")
            for column, (typed, read) in enumerate(zip(cells, shown, strict=True), start=1)
            if typed != read
        ]
    return (replace(sheet, rows=rows), tuple(readings)) if readings else (sheet, ())


def _strip(value: CellValue) -> CellValue:
    return strip_markup(value) or None if isinstance(value, str) else value


def _shown(tag: re.Match[str]) -> str:
    return "\n" if _LINE.fullmatch(tag["name"]) else ""
