"""Numbered and bulleted items of a cell."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.core.digits import to_arabic
from pipeline.core.thai import BULLETS, DASHES
from pipeline.core.vocabulary import MONTHS_LONG, MONTHS_SHORT, REFERENCE_WORDS, YEAR_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

_HYPHENS = f"{DASHES}-"
_MONTH_WORDS = "|".join(map(re.escape, (*MONTHS_LONG, *MONTHS_SHORT)))
# A mark stands at the start or after a blank; what follows it tells it from a decimal or a time.
_MARK = re.compile(
    r"(?:^|(?<=\s))(?:"
    r"(?P<stop>[0-9]{1,2}\.)(?=\s+\S|[^\s0-9.])"
    r"|(?P<bracket>[0-9]{1,2}\)|\([0-9]{1,2}\))(?=\s*[^\s).])"
    rf"|(?P<bullet>[{BULLETS}])(?=\s*\S)"
    rf"|(?P<hyphen>[{_HYPHENS}])(?=[^\S\n]*[^\s{_HYPHENS}])"
    r")",
)
_REFERENCE = re.compile(rf"(?:{REFERENCE_WORDS}|[0-9/.,])\s*$")
# A sentence may end with a year; what stands there is a mark where it goes on with the counting.
_ENDS_WITH_YEAR = re.compile(
    rf"(?:(?:{_MONTH_WORDS}|{YEAR_WORDS}|[0-9]{{1,2}}/[0-9]{{1,2}}/) ?[0-9]{{2,4}})\s+$"
)


@dataclass(frozen=True, slots=True)
class Item:
    """One item: its mark as typed, the mark's number, the text without the mark.

    `mark` is None for text before the first mark; `number` is None for bullets too. `typed` is
    the text with its mark as they stand in the cell.
    """

    mark: str | None
    number: int | None
    text: str
    typed: str = field(default="", compare=False)


def split_items(text: str) -> tuple[Item, ...]:
    """The items of a cell in their order; a blank cell has none.

    Texts keep their own line ends and lose only the blanks around them: marks and texts
    joined give every word of the cell. A number inside a word, a decimal, a date, a time or
    a reference is no mark.
    """
    marks = list(_marks(text))
    starts = [*(mark.start() for mark in marks), len(text)]
    lead = text[: starts[0]].strip()
    items = [Item(None, None, lead, lead)]
    for mark, end in zip(marks, starts[1:], strict=True):
        figures = re.sub("[^0-9]", "", to_arabic(mark[0]))
        number = int(figures) if figures else None
        bare, typed = text[mark.end() : end].strip(), text[mark.start() : end].strip()
        items.append(Item(text[mark.start() : mark.end()], number, bare, typed))
    return tuple(item for item in items if item.mark or item.text)


def _marks(text: str) -> Iterator[re.Match[str]]:
    arabic = to_arabic(text)
    highest = 0
    hyphens = arabic.lstrip()[:1] in {*_HYPHENS}
    for found in _MARK.finditer(arabic):
        before = arabic[: found.start()]
        opens_line = not before.rsplit("\n", 1)[-1].strip()
        if found["bullet"] or opens_line:
            taken = True
        elif found["hyphen"]:
            taken = hyphens and not arabic[found.end() : found.end() + 1].isspace()
        else:
            figure = int(found[0].strip("().")) - 1
            after_year = 0 < figure == highest and _ENDS_WITH_YEAR.search(before)
            referred = _REFERENCE.search(before) and not after_year
            taken = 0 <= figure <= highest and not referred
        if taken and not found["bullet"] and not found["hyphen"]:
            highest = max(highest, int(found[0].strip("().")))
        if taken:
            yield found
