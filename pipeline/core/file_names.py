"""Names of divisions as file names that every system takes, Windows included."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?")
# With an ending, in bytes: 255 are allowed, and a Thai letter takes three.
_LONGEST = 200


def file_names(names: Iterable[str]) -> Mapping[str, str]:
    """A file name without ending for each name, no two alike on a disk that folds case."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in dict.fromkeys(names):
        plain = _plain(name)
        number, unique = 1, plain
        while unique.casefold() in taken:
            number += 1
            unique = f"{plain} ({number})"
        taken.add(unique.casefold())
        found[name] = unique
    return found


def _plain(name: str) -> str:
    text = _FORBIDDEN.sub("-", name).strip(" .")
    text = text.encode("utf-8", "replace")[:_LONGEST].decode("utf-8", "ignore").rstrip(" .")
    return f"_{text}" if not text or _RESERVED.fullmatch(text) or text.startswith("~$") else text
