"""Excel formulas that know their own result: each is written and worked out in one place.

Only functions that every office suite knows alike are used: IF AND OR NOT TRIM SUBSTITUTE LEN MID
ISNUMBER MATCH INDEX IFERROR SUMPRODUCT COUNTIFS.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from pipeline.core.digits import to_arabic
from pipeline.core.vocabulary import PERCENT_BEFORE, THAI_DIGITS
from pipeline.sheets.reference import quoted_text

if TYPE_CHECKING:
    from collections.abc import Sequence

_NO_BREAK = "\u00a0"
_FIGURE = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
# A figure that is none, so that no comparison with a number holds.
NO_NUMBER = "x"

Result: TypeAlias = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Live:
    """A formula (without `=`) and what it gives as the workbook is written."""

    formula: str
    result: Result

    @property
    def holds(self) -> bool:
        """The result of a condition."""
        return self.result is True

    @property
    def text(self) -> str:
        """The result of a text."""
        return str(self.result)


@dataclass(frozen=True, slots=True)
class WordList:
    """Words in cells of the workbook: `cells` is their range, none of them blank."""

    cells: str
    words: tuple[str, ...]


def truth(*, told: bool) -> Live:
    """TRUE or FALSE."""
    return Live("TRUE" if told else "FALSE", told)


def all_of(parts: Sequence[Live]) -> Live:
    """Whether all hold; those that are always true need no words."""
    needed = [part for part in parts if part.formula != "TRUE"]
    result = all(part.holds for part in parts)
    return _joined("AND", needed, result, empty="TRUE")


def any_of(parts: Sequence[Live]) -> Live:
    """Whether any holds; those that never do need no words."""
    needed = [part for part in parts if part.formula != "FALSE"]
    result = any(part.holds for part in parts)
    return _joined("OR", needed, result, empty="FALSE")


def _joined(function: str, parts: Sequence[Live], result: Result, empty: str) -> Live:
    if any(part.formula == _NEVER[function] for part in parts):
        return Live(_NEVER[function], result)
    formulas = [part.formula for part in parts]
    if len(formulas) > 1:
        return Live(f"{function}({','.join(formulas)})", result)
    return Live(formulas[0] if formulas else empty, result)


# What decides the whole, whatever else is asked.
_NEVER = {"AND": "FALSE", "OR": "TRUE"}


def negation(part: Live) -> Live:
    """Whether it does not hold."""
    turned = {"TRUE": "FALSE", "FALSE": "TRUE"}
    return Live(turned.get(part.formula, f"NOT({part.formula})"), not part.holds)


def equals(one: Live, value: Result) -> Live:
    """Whether it is that text or number."""
    constant = quoted_text(value) if isinstance(value, str) else str(value)
    return Live(f"{one.formula}={constant}", one.result == value)


def same(one: Live, other: Live) -> Live:
    """Whether both give the same text."""
    return Live(f"{one.formula}={other.formula}", one.result == other.result)


def choose(condition: Live, then: Live, otherwise: Live) -> Live:
    """One of the two."""
    formula = f"IF({condition.formula},{then.formula},{otherwise.formula})"
    return Live(formula, then.result if condition.holds else otherwise.result)


def joined(parts: Sequence[Live]) -> Live:
    """The texts one after the other."""
    result = "".join(part.text for part in parts)
    return Live("&".join(part.formula for part in parts) or '""', result)


def trimmed(cell: Live) -> Live:
    """The text without blanks around it, several within it as one."""
    spaced = cell.text.replace(_NO_BREAK, " ")
    formula = f'TRIM(SUBSTITUTE({cell.formula},"{_NO_BREAK}"," "))'
    return Live(formula, " ".join(part for part in spaced.split(" ") if part))


def unspaced(cell: Live) -> Live:
    """The text without any blank."""
    formula = f'SUBSTITUTE(SUBSTITUTE({cell.formula},"{_NO_BREAK}","")," ","")'
    return Live(formula, cell.text.replace(_NO_BREAK, "").replace(" ", ""))


def without_marks(cell: Live) -> Live:
    """The trimmed text without hyphens, as a list's items begin with."""
    spaced = cell.text.replace("-", " ")
    return Live(
        f'TRIM(SUBSTITUTE({cell.formula},"-"," "))',
        " ".join(part for part in spaced.split(" ") if part),
    )


def is_one_of(text: Live, words: WordList) -> Live:
    """Whether the whole text is any of the words."""
    return Live(f"ISNUMBER(MATCH({text.formula},{words.cells},0))", text.result in words.words)


def holds_any(text: Live, words: WordList) -> Live:
    """Whether any of the words stands in the text."""
    found = any(word in text.text for word in words.words)
    bare = f'SUBSTITUTE({text.formula},{words.cells},"")'
    return Live(f"SUMPRODUCT(--(LEN({bare})<LEN({text.formula})))>0", found)


def opens_with(text: Live, words: WordList) -> Live:
    """Whether the text begins with any of the words."""
    start = f"MID({text.formula},1,LEN({words.cells}))"
    return Live(f"SUMPRODUCT(--({start}={words.cells}))>0", text.text.startswith(words.words))


def looked_up(text: Live, words: WordList, numbers: Sequence[int], otherwise: int) -> Live:
    """The number beside the word that the text is; the numbers stand one column to the right."""
    found = dict(zip(words.words, numbers, strict=True)).get(text.text, otherwise)
    right = words.cells.replace(_column(words.cells), _after(_column(words.cells)))
    formula = f"IFERROR(INDEX({right},MATCH({text.formula},{words.cells},0)),{otherwise})"
    return Live(formula, found)


def _column(cells: str) -> str:
    return cells.split("$")[1]


def _after(letters: str) -> str:
    return letters[:-1] + chr(ord(letters[-1]) + 1)


def figure(text: Live) -> Live:
    """The number that a text shows, in Thai or Arabic digits; `NO_NUMBER` where it shows none."""
    formula = text.formula
    for place, digit in enumerate(THAI_DIGITS):
        formula = f'SUBSTITUTE({formula},"{digit}",{place})'
    formula = f'SUBSTITUTE(SUBSTITUTE({formula},"%",""),"{PERCENT_BEFORE}","")'
    bare = to_arabic(text.text).replace("%", "").replace(PERCENT_BEFORE, "")
    return Live(f'IFERROR(1*{formula},"{NO_NUMBER}")', _number(bare))


def _number(text: str) -> Result:
    return float(text) if _FIGURE.fullmatch(text.strip()) else NO_NUMBER


def beyond(number: Live, least: float | None, most: float | None) -> Live:
    """Whether it is a number below `least` or above `most`."""
    value = number.result if isinstance(number.result, int | float) else None
    low = least is not None and value is not None and value < least
    high = most is not None and value is not None and value > most
    sides = [f"{number.formula}<{least:g}"] if least is not None else []
    sides += [f"{number.formula}>{most:g}"] if most is not None else []
    either = f"OR({','.join(sides)})" if len(sides) > 1 else sides[0]
    return Live(f"AND(ISNUMBER({number.formula}),{either})", low or high)
