"""Whose each row is, where one sheet holds the rows of several divisions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.core.finding import Finding, Reading
from pipeline.core.owners import owners
from pipeline.merge.cells import is_blank, show
from pipeline.merge.expected import DIVISION_COLUMN
from pipeline.merge.listed import Listed
from pipeline.merge.records import hidden_rows, own_keys
from pipeline.merge.shape import PLAN_SIDE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.core.address import Address
    from pipeline.core.record import Record
    from pipeline.merge.expected import Expected
    from pipeline.merge.headings import Heading

Owned = tuple["Record", tuple[str, ...]]


def divide(
    records: Iterable[Record], key: str, heading: Heading | None, expected: Expected
) -> tuple[list[Owned], Listed]:
    """Each record with the divisions that its cell `key` names, or the column of divisions.

    A blank cell takes the names above it, listed, then those of the heading. A row of one text
    needs no name: it may be a title. Other records of which no name is known are kept out, each
    listed, the name asked about once.
    """
    whose = _Whose(key, expected)
    fallback = whose.read(heading.text, heading.where) if heading and heading.text else None
    owned: list[Owned] = []
    above: tuple[str, ...] | None = None
    for record in records:
        typed, where = whose.cell(record)
        if typed:
            above = whose.read(typed, where, hidden=whose.is_hidden(record))
        names = above if above is not None else fallback
        own = own_keys(record)
        title = len(own) == 1 and own[0] in PLAN_SIDE
        if not typed and above and len(own) > 1:
            whose.listed.readings.append(Reading(where, "", ", ".join(above), "filled_from_above"))
        if names is None:
            names = () if title else whose.ask("", where)
        if names or title:
            owned.append((record, names))
        else:
            whose.listed.readings += [
                Reading(record.address(key), show(record.cells[key]), "", "row_waiting")
                for key in own
            ]
    return owned, whose.listed


@dataclass(slots=True)
class _Whose:
    """Reads names of divisions; each unknown one is asked about once."""

    key: str
    expected: Expected
    listed: Listed = field(default_factory=Listed)
    _known: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def cell(self, record: Record) -> tuple[str, Address]:
        """What the row's cell says, the column of divisions first; empty where blank."""
        for key in (DIVISION_COLUMN, self.key):
            value = record.cells.get(key)
            if not is_blank(value):
                return show(value).strip(), record.address(key)
        return "", record.address(self.key)

    def is_hidden(self, record: Record) -> bool:
        """Whether the cell's value is that of a merge which begins above."""
        return not hidden_rows(record).keys().isdisjoint({DIVISION_COLUMN, self.key})

    def read(self, typed: str, where: Address, *, hidden: bool = False) -> tuple[str, ...]:
        """The divisions that the text names; none where it is a question."""
        if typed in self._known:
            found = self._known[typed]
        else:
            found = self._look_up(typed)
            self._known[typed] = found or self.ask(typed, where)
        if found and not hidden and typed not in found:
            self.listed.readings.append(Reading(where, typed, ", ".join(found), "division_alias"))
        return self._known[typed]

    def ask(self, typed: str, where: Address) -> tuple[str, ...]:
        """The question whose name this is; a blank is asked about once too."""
        if typed or typed not in self._known:
            near = self.expected.divisions.nearest(typed) if typed else None
            facts = {"found": typed, "near": near}
            self.listed.findings.append(Finding("division_unknown", where, facts))
        self._known[typed] = ()
        return ()

    def _look_up(self, typed: str) -> tuple[str, ...]:
        plan, layout = self.expected.plan, self.expected.schema.layout
        return owners(typed, plan.divisions, self.expected.divisions, layout).divisions
