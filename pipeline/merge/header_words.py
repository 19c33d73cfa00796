"""The words by which a set of columns is known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.core.thai import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.core.raw import CellValue
    from pipeline.core.schema import Column

_PARENTHESIS = re.compile(r"\s*\([^()]*\)\s*$")
# A header may go on after our word (ผลการดำเนินงาน ณ สิ้นไตรมาส): so long our word must be at
# least, in letters, and so much longer the header may be.
_LONG = 9
_LONGER = 40
_LONGEST = 120
_REMEMBERED = 16_384


class Certainty(IntEnum):
    """How sure it is that a text names a column, the surest first."""

    OWN = 0
    ALIAS = 1
    LIKE = 2


@dataclass(frozen=True, slots=True)
class Named:
    """A cell that names a column."""

    place: int
    text: str
    key: str
    certainty: Certainty


class HeaderWords:
    """The folded words of columns; texts are looked up once however many sheets hold them."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = tuple(columns)
        self._own = {fold(column.headers[0]): column.key for column in columns}
        self._keys: dict[str, str] = {}
        for form, key in self._spellings():
            self._keys.setdefault(form, key)
        self._starts = sorted((form for form in self._keys if len(form) >= _LONG), key=len)
        # Many sheets hold the same texts, and folding one takes longer than anything else here.
        self._find = lru_cache(maxsize=_REMEMBERED)(self._look_up)

    def key(self, value: CellValue) -> str | None:
        """The column that the cell names; words in parentheses at its end may be left out."""
        found = self._find(value) if isinstance(value, str) else None
        return None if found is None else found[0]

    def own(self, key: str) -> str:
        """The form's own words for a column."""
        return next(column.headers[0] for column in self.columns if column.key == key)

    def count(self, cells: Iterable[CellValue]) -> int:
        """How many different columns the cells name."""
        return len({key for key in map(self.key, cells) if key})

    def named(self, cells: Iterable[CellValue]) -> tuple[list[Named], list[tuple[int, str]]]:
        """The cells that name a column, and the texts of those that name none."""
        named: list[Named] = []
        unknown: list[tuple[int, str]] = []
        for place, value in enumerate(cells, start=1):
            if not isinstance(value, str) or not value.strip():
                continue
            found = self._find(value)
            if found is None:
                unknown.append((place, value))
            else:
                named.append(Named(place, value, *found))
        return named, unknown

    def _spellings(self) -> Iterator[tuple[str, str]]:
        yield from self._own.items()
        for column in self.columns:
            for words in column.headers:
                yield fold(words), column.key
                yield fold(_PARENTHESIS.sub("", words)), column.key

    def _look_up(self, text: str) -> tuple[str, Certainty] | None:
        if len(text) > _LONGEST:
            return None
        folded = fold(text)
        if folded in self._own:
            return self._own[folded], Certainty.OWN
        key = self._keys.get(folded) or self._keys.get(fold(_PARENTHESIS.sub("", text)))
        if key is not None:
            return key, Certainty.ALIAS
        starts = (form for form in reversed(self._starts) if folded.startswith(form))
        start = next(starts, None)
        if start is None or len(folded) > len(start) + _LONGER:
            return None
        return self._keys[start], Certainty.LIKE
