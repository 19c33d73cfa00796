"""The status of work that is told in words alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.core.finding import Reading
from pipeline.core.items import split_items
from pipeline.core.thai import fold
from pipeline.merge.cells import TypedStatus

if TYPE_CHECKING:
    from pipeline.core.address import Address
    from pipeline.core.schema import MeasureSchema, StatusWords

_SAMPLE = 60


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
    folded = [fold(item.text) for item in split_items(result)]
    for listed in schema.status_words:
        word = next((one for one in listed.words if _tells(folded, one, listed)), None)
        if word is not None:
            return listed.status, word
    return None


def _tells(items: list[str], word: str, listed: StatusWords) -> bool:
    """Whether every item begins with the word, or, where that is not asked, any holds it."""
    folded = fold(word)
    if listed.opening:
        return bool(items) and all(item.startswith(folded) for item in items)
    return any(folded in item for item in items)
