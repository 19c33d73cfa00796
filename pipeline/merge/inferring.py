"""The status of work that is told in words alone."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pipeline.core.finding import Reading
from pipeline.core.items import split_items
from pipeline.core.thai import fold
from pipeline.merge.cells import TypedStatus

if TYPE_CHECKING:
    from pipeline.core.address import Address
    from pipeline.core.schema import MeasureSchema, StatusWords

_SAMPLE = 60
_NOTHING = frozenset({"n/a", "na"})


def infer_status(
    result: str, where: Address, schema: MeasureSchema
) -> tuple[TypedStatus, list[Reading]]:
    """The status that the result's words tell, listed with the word; blank for a blank result.

    Work of which the words tell no status is in progress: something was done, and it is not said
    to be finished.
    """
    if not result:
        return TypedStatus("", None), []
    key, word = find_status(result, schema) or (schema.status_untold, result[:_SAMPLE])
    read_as = schema.choices["status"][key][0]
    return TypedStatus(word, key), [Reading(where, word, read_as, "status_inferred")]


def find_status(result: str, schema: MeasureSchema) -> tuple[str, str] | None:
    """The first listed status whose words the result tells, with the word; None where none."""
    if fold(result) in _NOTHING | set(map(fold, schema.choices["nil"]["nothing_new"])):
        return "not_started", result
    items = [fold(item.text) for item in split_items(result)]
    for listed in schema.status_words:
        words = [_word(item, listed) for item in items]
        told = [word for word in words if word is not None]
        if told and (len(told) == len(items) or not listed.opening):
            return listed.status, told[0]
    return None


@cache
def _folded(words: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((word, fold(word)) for word in words)


def _word(item: str, listed: StatusWords) -> str | None:
    """The first of the words that the item holds, or begins with where that is asked."""
    for word, folded in _folded(listed.words):
        place = item.find(folded)
        denied = item[:place].endswith(tuple(one for _, one in _folded(listed.not_after)))
        if place == 0 or (place > 0 and not listed.opening and not denied):
            return word
    return None
