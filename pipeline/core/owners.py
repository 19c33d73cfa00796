"""Who owes a step: the divisions that a ผู้รับผิดชอบ text names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.core.thai import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.core.names import NameBook
    from pipeline.core.plan import Division
    from pipeline.core.schema import Layout


@dataclass(frozen=True, slots=True)
class Owners:
    """The plan's names of the divisions, and the parts of the text that name none."""

    divisions: tuple[str, ...]
    unknown: tuple[str, ...] = ()


def owners(text: str, divisions: Sequence[Division], book: NameBook, layout: Layout) -> Owners:
    """The divisions that owe a step; words for all mean every division that belongs to no other.

    The whole text is tried as one name before it is split at the layout's separators.
    """
    if not text.strip():
        return Owners(())
    whole = _named(text, divisions, book, layout)
    if whole:
        return Owners(whole)
    parts = [part.strip() for part in re.split(_separators(layout), text) if part.strip()]
    named = {part: _named(part, divisions, book, layout) for part in parts}
    found = dict.fromkeys(name for names in named.values() for name in names)
    return Owners(tuple(found), tuple(part for part, names in named.items() if not names))


def _named(
    text: str, divisions: Sequence[Division], book: NameBook, layout: Layout
) -> tuple[str, ...]:
    """The divisions that one name means."""
    if fold(text) in map(fold, layout.every_division):
        return tuple(one.name for one in divisions if not one.parent)
    name = book.find(text)
    return () if name is None else (name,)


def _separators(layout: Layout) -> str:
    return "|".join(re.escape(separator) for separator in layout.separators)
