"""Reads the words of each language; apart from the schema, so that help comes at once."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.core.words import Digits, Words

LANGUAGES = ("th", "en")


def load_words(language: str, digits: Digits | None = None) -> Words:
    """The words of `th` or `en`; Thai prints Thai digits unless `digits` says otherwise."""
    usual = Digits.THAI if language == "th" else Digits.ARABIC
    return Words(language, digits or usual, language_text(language))


@cache
def language_text(language: str) -> dict[str, Any]:
    """All words of a language as its file nests them."""
    path = Path(__file__).parent / "text" / f"{language}.toml"
    return tomllib.loads(path.read_text("utf-8"))
