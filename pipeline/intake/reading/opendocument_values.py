"""What a cell of an .ods holds: its text as its paragraphs give it, its value by its type."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from pipeline.core.raw import ErrorValue, Uncalculated
from pipeline.intake.reading.formats import percent_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.core.raw import CellValue

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0\n"
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0\n"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0\n"
_EXTENDED = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0\n"
_PARAGRAPHS = frozenset({"p", "h"})
_READ_BY_ALL = _PARAGRAPHS | {"span", "a", "s"}
_GROUPS = frozenset({"list", "list-item", "list-header"})
_UNREAD = frozenset({"note", "ruby-text"})
_LETTERS = {"tab": "\t", "line-break": "\n"}
_MOST_SPACES = 32_767
_SHOWN_ERROR = re.compile(r"#[A-Z/0-9]+[!?]?|(?:Err|Error):[0-9]+")
_DURATION = re.compile(r"(-?)PT?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?")
_DAY = timedelta(days=1)


@dataclass(slots=True)
class Text:
    """A cell's paragraphs as they come, one a line; what is drawn or noted on it is left out.

    `odd` where readers would give another text.
    """

    odd: bool = False
    _lines: list[str] = field(default_factory=list)
    _depth: int = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> bool:
        """Takes an element of a cell; whether what stands in it is text of the cell."""
        self.odd |= name not in _READ_BY_ALL
        if "\n" in name or name in _UNREAD:
            return False
        if self._depth == 0 and name not in _PARAGRAPHS:
            return name in _GROUPS
        if self._depth == 0:
            self._lines.append("")
        self._depth += 1
        if name == "s":
            self.take(" " * min(int(attributes.get(f"{_TEXT}c", 1)), _MOST_SPACES))
        self.take(_LETTERS.get(name, ""))
        return True

    def end(self, name: str) -> None:
        """Takes the end of an element that `start` has taken in."""
        if self._depth and name not in _GROUPS:
            self._depth -= 1

    def take(self, letters: str) -> None:
        """Takes letters; between paragraphs they are layout of the file."""
        if self._depth:
            self._lines[-1] += letters

    def __str__(self) -> str:
        return "\n".join(self._lines)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's own words on its value, and its text."""

    kind: str
    stored: str | None
    formula: str | None
    error: bool
    text: Text

    @classmethod
    def of(cls, attributes: Mapping[str, str]) -> Cell:
        """The cell that begins with these attributes."""
        kind = attributes.get(f"{_OFFICE}value-type", "")
        name = "value" if kind in _NUMBERS else f"{kind}-value"
        formula = attributes.get(f"{_TABLE}formula")
        return cls(
            kind=kind,
            stored=attributes.get(f"{_OFFICE}{name}"),
            formula=None if formula is None else f"={formula.partition('=')[2]}",
            error=attributes.get(f"{_EXTENDED}value-type") == "error",
            text=Text(),
        )


_NUMBERS = frozenset({"float", "currency", "percentage"})


def shown_value(cell: Cell) -> tuple[CellValue, bool]:
    """The cell's value, None where blank, and whether readers give another one.

    Raises ValueError where a number is none.
    """
    text = str(cell.text)
    if cell.error or (cell.formula is not None and _SHOWN_ERROR.fullmatch(text)):
        return ErrorValue(text or "#N/A", cell.formula), True
    if cell.formula is not None and not cell.kind and not text:
        return Uncalculated(cell.formula), True
    if cell.kind == "string":
        return (
            (text or None, cell.text.odd) if cell.stored is None else (cell.stored or None, False)
        )
    if not cell.kind:
        return text or None, True
    if not cell.stored:
        return None, False
    return _typed(cell.kind, cell.stored)


def _typed(kind: str, stored: str) -> tuple[CellValue, bool]:
    if kind == "percentage":
        return percent_text(float(stored)), True
    if kind == "date":
        return parse_iso(stored), True
    if kind == "time":
        return parse_duration(stored), True
    return stored, False


def parse_iso(stored: str) -> date | datetime | str:
    """The date, or date and time, that the file stores; its own text past the year 9999."""
    try:
        moment = datetime.fromisoformat(stored)
    except ValueError:
        return stored
    return moment.date() if moment.time() == time() else moment


def parse_duration(stored: str) -> time | timedelta | str:
    """`PT09H30M00S` as a time of day, a longer or negative one as a length of time."""
    found = _DURATION.fullmatch(stored)
    if found is None:
        return stored
    sign, hours, minutes, seconds = found.groups()
    try:
        length = timedelta(
            hours=int(hours or 0),
            minutes=int(minutes or 0),
            seconds=float((seconds or "0").replace(",", ".")),
        )
    except OverflowError:
        return stored
    if sign:
        return -length
    return (datetime.min + length).time() if length < _DAY else length  # noqa: DTZ901 - no zone
