"""A worksheet's own XML, in which only what a mark changes is changed.

The sheet goes back as its division saved it: calculated values, validations, conditions and
whatever else a library that writes the sheet anew would lose.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from pipeline.core.address import column_letters, column_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# Elements that name other parts of the package; openpyxl writes those parts and these with them.
ATTACHED = ("hyperlinks", "drawing", "legacyDrawing", "tableParts")
# What openpyxl must see of a sheet to do so.
_NEEDED = frozenset({*ATTACHED, "autoFilter", "mergeCells"})
# What may follow the cells, in the order that the format wants.
_ORDER = (
    *("sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState"),
    *("dataConsolidate", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations"),
    *("hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks"),
    *("colBreaks", "cellWatches", "ignoredErrors", "drawing", "legacyDrawing", "tableParts"),
    "extLst",
)
_PLACES = {name: place for place, name in enumerate(_ORDER)}

_ROOT = re.compile(r"<worksheet\b[^>]*>")
_DATA = re.compile(r"<sheetData\b[^>]*?(/?)>")
_TAG = re.compile(r"""<(/?)([\w:.-]+)(?:[^>"']|"[^"]*"|'[^']*')*?(/?)>""")
_ROW = re.compile(r"<row\b([^>]*?)(/?)>")
_CELL = re.compile(r"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_COLUMN = re.compile(r"<col\b([^>]*)>")
_OF_A_PART = re.compile(r"\s[\w.-]+:(?:id|embed|link)\s*=")
_PRINTER = re.compile(r"""\s[\w.-]+:id\s*=\s*(?:"[^"]*"|'[^']*')""")
_SELECTED = re.compile(r"""\stabSelected\s*=\s*(?:"[^"]*"|'[^']*')""")
_DIMENSION = re.compile(r"<dimension\b[^>]*?(?:/>|>\s*</dimension>)")
_STYLE = re.compile(r"""\ss\s*=\s*(?:"[^"]*"|'[^']*')""")
_TYPE = re.compile(r"""\s(?:t|cm|vm)\s*=\s*(?:"[^"]*"|'[^']*')""")
# They name a part of the package that a copy does not have.
_METADATA = re.compile(r"""(<c\b[^>]*?)\s(?:cm|vm)\s*=\s*(?:"[^"]*"|'[^']*')""")
_VALUE = re.compile(r"<v\b[^>]*>(.*?)</v>", re.DOTALL)
_RUNS = re.compile(r"<rPh\b.*?</rPh>|<t\b[^>]*?(?:/>|>(.*?)</t>)", re.DOTALL)


@dataclass(slots=True)
class _Edit:
    style: int | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    """Where a row stands: its tag, its cells, its end; `closed` where it has no cells."""

    start: int
    inside: int
    end: int
    closed: bool


class SheetXml:
    """One worksheet; rows and columns from 1. Raises ValueError where it is no plain worksheet."""

    def __init__(self, text: str) -> None:
        root, opening = _ROOT.search(text), _DATA.search(text)
        if root is None or opening is None:
            message = "no worksheet"
            raise ValueError(message)
        self._root = root[0]
        self._head = text[: opening.start()]
        start = end = opening.end()
        if not opening[1]:
            end = text.index("</sheetData>", start)
        self._data = text[start:end]
        self._tail = list(elements(text[end if opening[1] else end + len("</sheetData>") :]))
        self._edits: dict[int, dict[int, _Edit]] = {}

    @property
    def hollow(self) -> str:
        """The sheet without its cells: what openpyxl needs to write what hangs on it."""
        kept = "".join(text for name, text in self._tail if name in _NEEDED)
        return f"{self._root}<sheetData/>{kept}</worksheet>"

    def style(self, row: int, column: int) -> int:
        """The number of the cell's style; of a cell that is not stored, its row's or column's."""
        edit = self._edits.get(row, {}).get(column)
        if edit is not None and edit.style is not None:
            return edit.style
        cell = self._cell(row, column)
        if cell is not None:
            return int(attribute(cell[1], "s") or 0)
        place = self._rows.get(row)
        tag = "" if place is None else self._data[place.start : place.inside]
        if attribute(tag, "customFormat") in {"1", "true"}:
            return int(attribute(tag, "s") or 0)
        return self._column_style(column)

    def text(self, row: int, column: int, strings: Sequence[str]) -> str:
        """The cell's value as it is stored, empty where it has none; `strings` are the shared."""
        cell = self._cell(row, column)
        if cell is None or not cell[2]:
            return ""
        if attribute(cell[1], "t") == "inlineStr":
            return plain_text(cell[2])
        found = _VALUE.search(cell[2])
        value = html.unescape(found[1]) if found else ""
        return strings[int(value)] if attribute(cell[1], "t") == "s" and value else value

    def rows_with_text(self, column: int, strings: Sequence[str]) -> dict[int, str]:
        """The values of a column that are not empty, by row."""
        texts = ((row, self.text(row, column, strings)) for row in self._rows)
        return {row: text for row, text in texts if text}

    def restyle(self, row: int, column: int, style: int) -> None:
        """Give the cell another style."""
        self._edit(row, column).style = style

    def write(self, row: int, column: int, text: str) -> None:
        """Put a text in the cell's place."""
        self._edit(row, column).text = text

    def xml(self, attached: Mapping[str, str]) -> str:
        """The sheet as it is saved, with the elements that name other parts; it is not selected."""
        head = _SELECTED.sub("", self._head)
        data, grown = self._edited()
        if grown:
            head = _DIMENSION.sub("", head)
        kept = [(name, _without_parts(name, text)) for name, text in self._tail]
        tail = [(name, text) for name, text in kept if name not in ATTACHED and text]
        tail += [(name, text) for name, text in attached.items() if name in ATTACHED]
        tail = sorted((one for one in tail if one[0] in _PLACES), key=lambda one: _PLACES[one[0]])
        joined = "".join(text for _, text in tail)
        return f"{head}<sheetData>{data}</sheetData>{joined}</worksheet>"

    @cached_property
    def _rows(self) -> dict[int, _Row]:
        found: dict[int, _Row] = {}
        for match in _ROW.finditer(self._data):
            closed = bool(match[2])
            end = match.end() if closed else self._data.index("</row>", match.end())
            place = _Row(match.start(), match.end(), end, closed)
            found[int(attribute(match[1], "r") or 0)] = place
        return found

    def _cell(self, row: int, column: int) -> re.Match[str] | None:
        place = self._rows.get(row)
        if place is None or place.closed:
            return None
        name = f"{column_letters(column)}{row}"
        cells = _CELL.finditer(self._data, place.inside, place.end)
        return next((cell for cell in cells if attribute(cell[1], "r") == name), None)

    def _column_style(self, column: int) -> int:
        for match in _COLUMN.finditer(self._head):
            first, last = (int(attribute(match[1], name) or 0) for name in ("min", "max"))
            if first <= column <= last:
                return int(attribute(match[1], "style") or 0)
        return 0

    def _edit(self, row: int, column: int) -> _Edit:
        return self._edits.setdefault(row, {}).setdefault(column, _Edit())

    def _edited(self) -> tuple[str, bool]:
        """The cells with their changes, and whether there are more of them than before."""
        # From below, so that what was found above keeps its place.
        data, grown = self._data, False
        for row in sorted(self._edits, reverse=True):
            place = self._rows.get(row)
            if place is None:
                after = [other.start for number, other in self._rows.items() if number > row]
                start = end = min(after, default=len(self._data))
                tag, inside = f'<row r="{row}">', ""
            else:
                start, end = place.start, place.end
                tag = self._data[start : place.inside]
                inside = "" if place.closed else self._data[place.inside : end]
                tag = tag[:-2].rstrip() + ">" if place.closed else tag
            cells, more = self._edited_row(row, inside)
            grown = grown or more
            closing = "" if place is not None and not place.closed else "</row>"
            data = f"{data[:start]}{tag}{cells}{closing}{data[end:]}"
        while "m=" in data and (plain := _METADATA.sub(r"\1", data)) != data:
            data = plain
        return data, grown

    def _edited_row(self, row: int, inside: str) -> tuple[str, bool]:
        edits = self._edits[row]
        cells = {_column(cell): cell[0] for cell in _CELL.finditer(inside)}
        grown = not edits.keys() <= cells.keys()
        for column, edit in edits.items():
            blank = f'<c r="{column_letters(column)}{row}" s="{self.style(row, column)}"/>'
            cells[column] = _changed(cells.get(column, blank), edit)
        return "".join(cells[column] for column in sorted(cells)), grown


def elements(text: str) -> Iterator[tuple[str, str]]:
    """The elements that stand side by side in the text, each with its name, up to a loose end."""
    depth, start = 0, 0
    for tag in _TAG.finditer(text):
        if depth == 0:
            start = tag.start()
        depth += -1 if tag[1] else 0 if tag[3] else 1
        if depth < 0:
            return
        if depth == 0:
            yield tag[2], text[start : tag.end()]


def attribute(tag: str, name: str) -> str | None:
    """The value of an attribute as it is written; None where there is none."""
    found = re.search(rf"""\s{name}\s*=\s*(?:"([^"]*)"|'([^']*)')""", tag)
    return None if found is None else found[1] or found[2] or ""


def plain_text(markup: str) -> str:
    """The letters of a text in runs, without what is read aloud beside them."""
    return html.unescape("".join(run[1] or "" for run in _RUNS.finditer(markup)))


def _column(cell: re.Match[str]) -> int:
    return column_number((attribute(cell[1], "r") or "").rstrip("0123456789"))


def _changed(cell: str, edit: _Edit) -> str:
    found = _CELL.fullmatch(cell)
    attributes, inside = (found[1], found[2]) if found else ("", None)
    if edit.style is not None:
        attributes = f'{_STYLE.sub("", attributes)} s="{edit.style}"'
    if edit.text is not None:
        attributes = f'{_TYPE.sub("", attributes)} t="inlineStr"'
        inside = f'<is><t xml:space="preserve">{escape(edit.text)}</t></is>'
    return f"<c{attributes}/>" if inside is None else f"<c{attributes}>{inside}</c>"


def _without_parts(name: str, text: str) -> str:
    """The element without what names a part that a copy does not have."""
    if name == "pageSetup":
        return _PRINTER.sub("", text)
    if name == "extLst":
        opening = text[: text.index(">") + 1]
        inside = text[len(opening) :]
        kept = [one for _, one in elements(inside) if not _OF_A_PART.search(one)]
        return f"{opening}{''.join(kept)}</extLst>" if kept else ""
    return text
