"""Whom a mail says that it is from, and what the receiving server found of that."""

from __future__ import annotations

import re
import unicodedata
from email.utils import getaddresses
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_METHODS = ("spf", "dkim", "dmarc")
_PASSED = "pass"
# A result stands first between two semicolons; a property after it may hold anybody's words.
_RESULT = re.compile(r"\s*(spf|dkim|dmarc)(?:\s*/\s*\d+)?\s*=\s*([a-z]+)", re.ASCII | re.IGNORECASE)
_LETTERS = r"[^\s<>@,;:()\[\]\"\\]+"
_ADDRESS = re.compile(f"{_LETTERS}@{_LETTERS}")
_ANGLED = re.compile(r"<([^<>]*)>")
_PIECE = re.compile(r'\\.|[()"]|[^\\()"]+|\\', re.DOTALL)
# Python's parser of addresses recurses at each bracket; a line of a mail has 998 letters at most.
_LONGEST = 998


def authentication_of(headers: Iterable[str]) -> str | None:
    """The results of the first Authentication-Results that has any, as `spf=pass dkim=fail`.

    Of several results of one method the first counts, unless a signature among them passes.
    """
    return next(filter(None, map(_results, headers)), None)


def address_of(header: str) -> str | None:
    """The one address of a From header, in small letters; None where it has none or several.

    `"a@example.go.th" <b@example.go.th>` is from `b@example.go.th`.
    """
    text = "".join(letter for letter in header if unicodedata.category(letter)[0] != "C")
    angled = {one.strip().lower() for one in _ANGLED.findall(_bare(text))}
    found = angled or {address.lower() for address in _parsed(text)}
    addresses = {one for one in found if _ADDRESS.fullmatch(one)}
    return addresses.pop() if len(addresses) == 1 else None


def _results(header: str) -> str:
    found: dict[str, str] = {}
    for statement in _bare(header).split(";"):
        result = _RESULT.match(statement)
        if result is None:
            continue
        method, word = result[1].lower(), result[2].lower()
        if method not in found or (method == "dkim" and word == _PASSED):
            found[method] = word
    return " ".join(f"{method}={found[method]}" for method in _METHODS if method in found)


def _parsed(text: str) -> list[str]:
    try:
        return [address for _, address in getaddresses([text[:_LONGEST]])]
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError):
        return []


def _bare(text: str) -> str:
    """The text without its comments and its quoted words; one that never ends takes the rest."""
    kept = []
    depth = 0
    quoted = False
    for piece in _PIECE.findall(text):
        if piece == '"' and not depth:
            quoted = not quoted
        elif piece == "(" and not quoted:
            depth += 1
        elif piece == ")" and depth:
            depth -= 1
        elif not depth and not quoted:
            kept.append(piece)
    return "".join(kept)
