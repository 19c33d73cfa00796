"""A table of measures cut into blocks: all rows of one measure and the same divisions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.core.digits import canonical_number, to_arabic
from pipeline.core.finding import Reading
from pipeline.core.items import Item, split_items
from pipeline.core.vocabulary import PAGE_WORDS
from pipeline.merge.cells import read_number, show
from pipeline.merge.records import own_keys
from pipeline.merge.rows import closes
from pipeline.merge.shape import PLAN_SIDE
from pipeline.merge.tying import Titled, find_measure
from pipeline.merge.typed_cells import is_placeholder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.core.record import Record
    from pipeline.core.schema import MeasureSchema
    from pipeline.merge.dividing import Owned
    from pipeline.merge.expected import Expected
    from pipeline.merge.listed import Listed

# Who signs below a table: dotted lines, names in brackets. And the number of a page.
_SIGNED = re.compile(r"[.\u2026\s]{3,}|\([^()0-9]{4,}\)")
_PAGE = re.compile(rf"(?:{PAGE_WORDS})?[\s(–-]*[0-9]{{1,3}}[\s)–-]*")
_NAMING = frozenset({"division", "measure_no", "measure"})
_NOWHERE = Titled(None, "")


@dataclass(frozen=True, slots=True)
class Entry:
    """A row that says something of a measure: the methods and the result that it shows itself."""

    record: Record
    methods: tuple[Item, ...]
    result: str

    @property
    def answers(self) -> bool:
        """Whether anything but the plan's side stands in the row."""
        return any(key not in PLAN_SIDE for key in own_keys(self.record))


@dataclass(frozen=True, slots=True)
class Block:
    """The rows of one measure of the same divisions, in the sheet's order."""

    titled: Titled
    divisions: tuple[str, ...]
    entries: list[Entry] = field(default_factory=list)


def cut_into_blocks(owned: Iterable[Owned], expected: Expected, listed: Listed) -> list[Block]:
    """The table's blocks in the order of their first rows; `listed` is added to.

    A row that only names a measure stands over the rows below it. Rows of other words are passed
    over, listed; what stands below one is of no measure until the next is named.
    """
    blocks: dict[tuple[str, tuple[str, ...]], Block] = {}
    current = _NOWHERE
    in_sections = False
    for record, divisions in owned:
        own = own_keys(record)
        texts = [to_arabic(show(record.cells[key])).strip() for key in own]
        if closes(record, expected.schema) or all(_SIGNED.fullmatch(one) for one in texts):
            break
        if len(own) == 1 and _PAGE.fullmatch(texts[0]) and own[0] != "result":
            listed.readings += _passed_over(record, own)
            continue
        named = None if in_sections and len(own) > 1 else _named(record, own, expected)
        if named is not None:
            in_sections = in_sections or (len(own) == 1 and "measure" not in record.columns)
            _list_name(record, own, named, listed)
            current = named
        elif len(own) == 1 and own[0] in _NAMING:
            listed.readings += _passed_over(record, own)
            current = _NOWHERE
        number = "measure_no" if in_sections else "step_no"
        entry = _entry(record, current, number, expected.schema)
        if current.measure is None and named is not None and not entry.answers:
            listed.readings += _passed_over(record, own)
        if not divisions and named is None:
            listed.readings += _passed_over(record, own)
        elif entry.methods or entry.answers:
            key = (current.number or current.title, divisions)
            blocks.setdefault(key, Block(current, divisions)).entries.append(entry)
    return list(blocks.values())


def _named(record: Record, own: tuple[str, ...], expected: Expected) -> Titled | None:
    """The measure that the row names; None where it names none.

    Where the table has no column for titles, a row of one text may be one: it must be a title of
    the plan. A lone text under a column of titles must be one too, or bear a number.
    """
    title, key = _title(record, own)
    number = canonical_number(show(record.cells.get("measure_no")))
    if not title and (number is None or "measure" in record.columns):
        return None
    found = find_measure(title, number, expected.plan)
    if len(own) == 1 and not found.by_title and (key not in _NAMING or found.number is None):
        return None
    return found


def _title(record: Record, own: tuple[str, ...]) -> tuple[str, str]:
    """The words that may name a measure, and the column that they stand in."""
    title = show(record.cells.get("measure")).strip()
    if title:
        return title, "measure"
    typed = show(record.cells.get("measure_no")).strip()
    if typed and canonical_number(typed) is None:
        return typed, "measure_no"
    if len(own) == 1 and "measure" not in record.columns:
        return show(record.cells[own[0]]).strip(), own[0]
    return "", "measure_no"


def _list_name(record: Record, own: tuple[str, ...], named: Titled, listed: Listed) -> None:
    """What is to be said of a name: how its number was read, that it was guessed, or unknown."""
    key = _title(record, own)[1]
    if "measure_no" in own:
        number = record.cells["measure_no"]
        if canonical_number(show(number)) is not None:
            listed.readings += read_number(number, record.address("measure_no"))[1]
    if key not in own:
        return
    if named.guessed and named.measure is not None:
        typed, read_as = show(record.cells[key]).strip(), f"{named.number} {named.measure.title}"
        listed.readings.append(Reading(record.address(key), typed, read_as, "measure_by_title"))


def _entry(record: Record, titled: Titled, number: str, schema: MeasureSchema) -> Entry:
    """The row's methods and result; `number` is the column that numbers the methods."""
    own = own_keys(record)
    result = show(record.cells.get("result")) if "result" in own else ""
    if is_placeholder(result, schema):
        result = ""
    method = show(record.cells.get("method")).strip() if "method" in own else ""
    is_title = own == ("method",) and bool(titled.title) and titled.title in method
    numbered = canonical_number(show(record.cells[number])) if number in own else None
    return Entry(record, () if is_title else _methods(method, numbered), result)


def _methods(method: str, number: str | None) -> tuple[Item, ...]:
    """The methods of a cell; a number in a column of its own goes before the mark's."""
    items = split_items(method)
    if number is None or len(items) > 1 or not number.isdecimal():
        return items
    text = items[0].text if items else ""
    return (Item(number, int(number), text, text),) if text else ()


def _passed_over(record: Record, own: tuple[str, ...]) -> list[Reading]:
    return [
        Reading(record.address(key), show(record.cells[key]).strip(), "", "row_passed_over")
        for key in own
    ]
