"""The words that the form's drop-downs and formulas look up, in cells of its hidden sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.core.address import column_letters
from pipeline.core.dates import DATE_SIGNS, MONTH_SIGNS
from pipeline.core.raw import CellRange
from pipeline.core.schema import Predicate
from pipeline.forms.formulas import Live, WordList
from pipeline.sheets.reference import Reference

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.core.schema import MeasureSchema
    from pipeline.core.words import Words
    from pipeline.sheets.plan import Value

HIDDEN_SHEET = "_form"
# Columns A and B say whose form it is, D and E which steps it was issued with.
FIRST_LIST = 7
BETWEEN = ", "
_LISTED = (Predicate.HOLDS, Predicate.LACKS, Predicate.OPENS, Predicate.IS)


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column of the hidden sheet with its values from row 1."""

    key: str
    values: tuple[Value, ...]


class Lists:
    """The columns of words in their order, and each as formulas and drop-downs name it."""

    def __init__(self, schema: MeasureSchema, words: Words) -> None:
        self._columns: list[ListColumn] = []
        spellings = [
            (_unspaced(word), number)
            for number, group in enumerate(schema.choices["status"].values(), start=1)
            for word in group
        ] + [(_unspaced(word), 0) for word in schema.layout.placeholders]
        known = dict(reversed(spellings))
        self.status_numbers = tuple(known.values())
        self.statuses = self._words("status", tuple(known))
        self._add(ListColumn("status_number", self.status_numbers))
        self.placeholders = self._words("placeholder", schema.layout.placeholders)
        self.month_signs = self._words("month_sign", MONTH_SIGNS)
        self.date_signs = self._words("date_sign", DATE_SIGNS)
        self._by_words = {
            found: self._words(f"words_{place}", found)
            for place, found in enumerate(_lists_of(schema), start=1)
        }
        self.nothing_new = self._words(
            "nothing_new", tuple(map(_unspaced, schema.choices["nil"]["nothing_new"]))
        )
        lacking = {
            rule.lack: words.get("form", "lack", rule.lack)
            for rule in schema.rules
            if rule.in_form and rule.lack is not None
        }
        self.lacks = self._cells("lack", {key: BETWEEN + text for key, text in lacking.items()})
        answers = ("complete", "not_due")
        self.answers = self._cells("answer", {key: words.get("form", key) for key in answers})
        self.choices = {
            "status": self._choice("status_choice", [words.get("status", key) for key in _STATUS]),
            "nil": self._choice("nil_choice", [words.get("form", key) for key in _NIL]),
            "reported_by_way": self._choice(
                "way_choice", [words.get("form", "way", key) for key in _WAYS]
            ),
        }

    @property
    def columns(self) -> tuple[ListColumn, ...]:
        """All columns, the first of them in column `FIRST_LIST`."""
        return tuple(self._columns)

    @property
    def after(self) -> int:
        """The first column that no list stands in."""
        return FIRST_LIST + len(self._columns)

    def of(self, words: Sequence[object]) -> WordList:
        """The words of a rule's condition."""
        return self._by_words[tuple(map(str, words))]

    def _words(self, key: str, words: tuple[str, ...]) -> WordList:
        letters = self._add(ListColumn(key, words))
        return WordList(f"${letters}$1:${letters}${len(words)}", words)

    def _cells(self, key: str, texts: Mapping[str, str]) -> Mapping[str, Live]:
        """Each text as one cell, as any sheet may name it."""
        letters = self._add(ListColumn(key, tuple(texts.values())))
        return {
            name: Live(f"{HIDDEN_SHEET}!${letters}${row}", text)
            for row, (name, text) in enumerate(texts.items(), start=1)
        }

    def _choice(self, key: str, words: list[str]) -> Reference:
        self._add(ListColumn(key, tuple(words)))
        column = self.after - 1
        return Reference(HIDDEN_SHEET, CellRange(1, column, len(words), column))

    def _add(self, column: ListColumn) -> str:
        self._columns.append(column)
        return column_letters(self.after - 1)


_STATUS = ("not_started", "in_progress", "continuing", "done", "cancelled")
_NIL = ("results", "nothing_new")
_WAYS = ("form", "telephone", "meeting")


def _lists_of(schema: MeasureSchema) -> list[tuple[str, ...]]:
    """The lists of words in the conditions that the form's formulas say, each once."""
    found = [
        tuple(map(str, condition.argument))
        for rule in schema.rules
        for case in rule.in_form
        for condition in case
        if condition.predicate in _LISTED and isinstance(condition.argument, tuple)
    ]
    return list(dict.fromkeys(found))


def _unspaced(word: str) -> str:
    return word.replace(" ", "")
