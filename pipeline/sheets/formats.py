"""Styles as the formats of one xlsxwriter workbook, each made once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.sheets.styles import FONT, Style

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format


@dataclass(frozen=True, slots=True)
class Look:
    """A style with its formats; `guarded` keeps a text such as `=1+1` a text when it is edited."""

    style: Style
    format: Format
    guarded: Format


class FormatBook:
    """Gives the workbook's formats of a style."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._looks: dict[Style, Look] = {}
        self._conditional: dict[Style, Format] = {}

    def look(self, style: Style) -> Look:
        """How a cell of this style is drawn."""
        if style not in self._looks:
            properties = _properties(style)
            plain = self._workbook.add_format(properties)
            # A text cell (`@`) needs no guard, and Excel would show its apostrophe.
            guard = {} if style.num_format == "@" else {"quote_prefix": True}
            guarded = self._workbook.add_format(properties | guard)
            self._looks[style] = Look(style, plain, guarded)
        return self._looks[style]

    def conditional(self, style: Style) -> Format:
        """What a condition may change: fill, letter colour, weight."""
        if style not in self._conditional:
            look = {"bold": style.bold, "font_color": style.colour, "bg_color": style.fill}
            given = {name: value for name, value in look.items() if value}
            self._conditional[style] = self._workbook.add_format(given)
        return self._conditional[style]


def _properties(style: Style) -> dict[str, object]:
    properties = {
        "font_name": FONT,
        "font_size": style.size,
        "bold": style.bold,
        "underline": 1 if style.underline else 0,
        "font_color": style.colour,
        "bg_color": style.fill,
        "border": 1 if style.border else 0,
        "border_color": style.border,
        "align": style.align,
        "text_wrap": style.wrap,
        "num_format": style.num_format,
        "indent": style.indent,
    }
    given = {name: value for name, value in properties.items() if value}
    return given | {"valign": style.vertical, "locked": style.locked}
