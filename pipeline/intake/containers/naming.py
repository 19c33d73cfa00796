"""Names that strangers gave their files, as labels that can be listed; no path is made of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.core.thai import drop_invisible

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_DRIVE = re.compile(r"^[A-Za-z]:")
_LONGEST = 120
_LONGEST_ENDING = 10
_NOWHERE = ("", ".", "..")


def label_of(name: str) -> str:
    """The last part of a name that may be a path; empty where nothing of it can be shown."""
    return next(iter([*_components(name)][-1:]), "")


def labels_of(path: str) -> tuple[str, ...]:
    """The folders and the name of a file in an archive; what would lead out of it is gone."""
    return tuple(_components(path))


class Unique:
    """Gives each label of a folder once: the second `x.xlsx` becomes `x (2).xlsx`."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._numbers: dict[str, int] = {}

    def name(self, label: str) -> str:
        """The label, or the first numbered one that was not given yet."""
        found, number = label, self._numbers.get(label, 1)
        stem, ending = _split(label)
        while found.casefold() in self._taken:
            number += 1
            found = f"{stem} ({number}){ending}"
        self._numbers[label] = number
        self._taken.add(found.casefold())
        return found


def _components(name: str) -> Iterator[str]:
    for part in _DRIVE.sub("", name).replace("\\", "/").split("/"):
        shown = _SURROGATE.sub("\ufffd", _CONTROL.sub(" ", drop_invisible(part))).strip()
        if shown not in _NOWHERE:
            yield _shortened(shown)


def _shortened(label: str) -> str:
    if len(label) <= _LONGEST:
        return label
    stem, ending = _split(label)
    return f"{stem[: _LONGEST - len(ending) - 1]}…{ending}"


def _split(label: str) -> tuple[str, str]:
    stem, dot, ending = label.rpartition(".")
    if not stem or len(ending) > _LONGEST_ENDING:
        return label, ""
    return stem, dot + ending
