"""Pieces of a page: tables, code, and the words of every language side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.core.words import Digits
from schemas.loading import LANGUAGES, load_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MADE = "<!-- Made by `python -m pipeline.documenting`; edit what it reads, not this page. -->"
SPOKEN = tuple(load_words(language, Digits.ARABIC) for language in LANGUAGES)


def page(*parts: str) -> str:
    """A made page: its title, the note that it is made, and its parts."""
    title, *rest = parts
    return "\n\n".join([f"# {title}", MADE, *rest]) + "\n"


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows under headers."""
    lines = [headers, ["---"] * len(headers), *rows]
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def code(text: str) -> str:
    """The text as code."""
    return f"`{text}`"


def languages() -> list[str]:
    """The languages by their own names."""
    return [words.get("language", "name") for words in SPOKEN]


def labels_of(kind: str, key: str) -> list[str]:
    """A finding's, gap's or verdict's short name in each language."""
    return [words.label(kind, key) for words in SPOKEN]


def sentences(kind: str, key: str) -> str:
    """Its sentence in each language, one a line."""
    told = (words.get(kind, key, "sentence") for words in SPOKEN)
    return "\n".join(f"- {sentence}" for sentence in told)


def word_table(group: str, keys: Iterable[str]) -> str:
    """Keys with their words in each language."""
    rows = ((code(key), *(words.get(group, key) for words in SPOKEN)) for key in keys)
    return table(("key", *languages()), rows)
