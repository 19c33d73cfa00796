"""Names of divisions and organisations as people write them, tied to the plan's names."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from typing import TYPE_CHECKING

from pipeline.core.thai import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.core.plan import Division, Organisation

_CLOSE = 0.5
_MOST_NEAR = 3
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
        return self.names.get(folded) or self.names.get(self.bare(folded))

    def nearest(self, typed: str) -> str | None:
        """The name most like it, as a question, or those that are equally like it.

        None where none is near.
        """
        folded = self.bare(fold(typed))
        near = get_close_matches(folded, list(self.names), n=_MOST_NEAR, cutoff=_CLOSE)
        likeness = [SequenceMatcher(None, one, folded).ratio() for one in near]
        best = [one for one, how in zip(near, likeness, strict=True) if how == likeness[0]]
        return ", ".join(dict.fromkeys(self.names[one] for one in best)) or None

    def bare(self, folded: str) -> str:
        """A folded name without the affixes before and after it."""
        for affix in self.affixes:
            shorter = folded.removesuffix(affix).removeprefix(affix)
            if len(shorter) >= _SHORTEST:
                folded = shorter
        return folded


def name_book(names: Iterable[tuple[str, Sequence[str]]], affixes: Iterable[str] = ()) -> NameBook:
    """A book of (name, other names).

    A name goes before another's alias, both before what affixes leave of one; a spelling that
    two names share means neither.
    """
    given = tuple(names)
    ordered = tuple(sorted({fold(one) for one in affixes} - {""}, key=lambda one: (-len(one), one)))
    book = NameBook({}, ordered)
    own = [(fold(name), name) for name, _ in given]
    others = [(fold(other), name) for name, aliases in given for other in aliases]
    bare = [(book.bare(form), name) for form, name in (*own, *others)]
    found: dict[str, str | None] = {}
    for level in (own, others, bare):
        found = {**_meanings(level), **found}
    return NameBook({form: name for form, name in found.items() if name}, ordered)


def division_book(
    organisation: Organisation,
    divisions: Iterable[Division],
    office_words: Sequence[str],
    explained: Iterable[tuple[str, str]] = (),
) -> NameBook:
    """The plan's divisions by every name they are known by; `explained` are (text, division)."""
    answers = tuple(explained)
    words = (word for kind in office_words for word in kind.split("/"))
    return name_book(
        (
            (one.name, (*one.aliases, *(text for text, name in answers if name == one.name)))
            for one in divisions
        ),
        (*office_names(organisation.name, office_words), *words),
    )


def organisation_book(organisation: Organisation, office_words: Sequence[str]) -> NameBook:
    """The plan's organisation by its name, its code, and its kind of office spelled otherwise."""
    spellings = office_names(organisation.name, office_words)
    return name_book([(organisation.name, (organisation.code, *spellings))])


def office_names(name: str, office_words: Sequence[str]) -> tuple[str, ...]:
    """The folded name with each spelling of its kind of office, itself where it tells no kind.

    `office_words` are kinds with their spellings split by `/`: `องค์การบริหารส่วนตำบล/อบต.`.
    """
    folded = fold(name)
    kinds = [tuple(map(fold, words.split("/"))) for words in office_words]
    words = sorted(((word, kind) for kind in kinds for word in kind), key=lambda one: -len(one[0]))
    for word, kind in words:
        rest = folded.removeprefix(word)
        if rest not in ("", folded):
            return tuple(other + rest for other in kind)
    return (folded,)


def _meanings(spellings: Iterable[tuple[str, str]]) -> dict[str, str | None]:
    """The name that each spelling means; None where it means several."""
    meant: dict[str, str | None] = {}
    for form, name in spellings:
        if form:
            meant[form] = name if meant.get(form, name) == name else None
    return meant
