"""Names of divisions and organisations as people write them, tied to the plan's names."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pipeline.core.thai import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_CLOSE = 0.5
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class NameBook:
    """The plan's names by every folded spelling that means them.

    `affixes` are folded words that say which office it is, not which part of it
    (`อบต.`, `องค์การบริหารส่วนตำบลวังทอง`); a name is also known without them.
    """

    names: Mapping[str, str]
    affixes: tuple[str, ...] = ()

    def find(self, typed: str) -> str | None:
        """The plan's name for what was typed; None where it is not certain."""
        folded = fold(typed)
        found = self.names.get(folded)
        return found if found is not None else self.names.get(self._bare(folded))

    def nearest(self, typed: str) -> str | None:
        """The name most like it, as a question; None where none is near."""
        near = get_close_matches(self._bare(fold(typed)), list(self.names), n=1, cutoff=_CLOSE)
        return self.names[near[0]] if near else None

    def _bare(self, folded: str) -> str:
        for affix in self.affixes:
            shorter = folded.replace(affix, "")
            if len(shorter) >= _SHORTEST:
                folded = shorter
        return folded


def name_book(names: Iterable[tuple[str, Sequence[str]]], affixes: Iterable[str] = ()) -> NameBook:
    """A book of (name, other names); a spelling that two names share means neither."""
    ordered = tuple(sorted({fold(affix) for affix in affixes if affix}, key=len, reverse=True))
    meanings: dict[str, set[str]] = {}
    bare = NameBook({}, ordered)
    for name, others in names:
        for spelling in (name, *others):
            folded = fold(spelling)
            for form in {folded, bare._bare(folded)} - {""}:  # noqa: SLF001 - the same class
                meanings.setdefault(form, set()).add(name)
    return NameBook(
        {form: next(iter(meant)) for form, meant in meanings.items() if len(meant) == 1}, ordered
    )
