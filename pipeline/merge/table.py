"""A table of measures as memos have it: several methods and results may stand in one cell."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.core.finding import Reading
from pipeline.core.items import Item, split_items
from pipeline.merge.blocks import cut_into_blocks
from pipeline.merge.cells import TypedStatus, is_blank, show
from pipeline.merge.inferring import find_status, infer_status
from pipeline.merge.listed import Listed
from pipeline.merge.records import hidden_rows, own_keys
from pipeline.merge.rows import Row, type_row
from pipeline.merge.shape import PLAN_SIDE
from pipeline.merge.tying import find_likely, find_step
from pipeline.merge.typed_cells import is_placeholder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pipeline.core.plan import Step
    from pipeline.core.raw import CellValue
    from pipeline.merge.blocks import Block, Entry
    from pipeline.merge.dividing import Owned
    from pipeline.merge.expected import Expected


def read_table(
    owned: Iterable[Owned], expected: Expected
) -> tuple[Mapping[str, tuple[Row, ...]], Listed]:
    """The rows of each division, by the plan's name, in the sheet's order.

    A result beside one method is that method's, as one cell. Other results become rows of their
    measure, one an item, `untied`; a result that says nothing was begun is every method's.
    """
    listed = Listed()
    rows: dict[str, list[Row]] = {}
    for block in cut_into_blocks(owned, expected, listed):
        divisions = _owing(block)
        for division in divisions:
            # Of one cell everything is said once, whoever it is of.
            told = listed if division == divisions[0] else Listed()
            found = _Reader(block, division, expected, told).rows()
            rows.setdefault(division, []).extend(found)
    return {division: tuple(found) for division, found in rows.items()}, listed


def _owing(block: Block) -> tuple[str, ...]:
    """The divisions named that owe a step of the measure; all that are named where none does."""
    steps = block.titled.measure.steps if block.titled.measure else ()
    owing = {division for step in steps for division in step.divisions}
    return tuple(one for one in block.divisions if one in owing) or block.divisions


# Of these a step has one: what goes on in the next row is not added to it.
_ONE_ONLY = frozenset({"status", "progress", "spent"})


@dataclass(frozen=True, slots=True)
class _Method:
    """A method, the row it stands in, and the number of the planned step that it is, if any."""

    item: Item
    entry: Entry
    step_no: str | None


@dataclass(frozen=True, slots=True)
class _Unit:
    """A row of the sheet with the rows that go on with it, and the methods that it names."""

    methods: tuple[_Method, ...]
    entry: Entry


@dataclass(frozen=True, slots=True)
class _Reader:
    """Makes the rows of one measure and one division."""

    block: Block
    division: str
    expected: Expected
    listed: Listed

    @property
    def steps(self) -> tuple[Step, ...]:
        """The measure's steps that the division owes, or all where it owes none of them."""
        measure = self.block.titled.measure
        steps = measure.steps if measure else ()
        return tuple(one for one in steps if self.division in one.divisions) or steps

    def rows(self) -> list[Row]:
        """The block's rows in the sheet's order."""
        units = self._units()
        return [row for unit in units for row in self._rows_of(unit, alone=len(units) == 1)]

    def _units(self) -> list[_Unit]:
        """The rows of the sheet, those that are one row put together.

        A row without a method goes on with a row of one method above it; a result that a merge
        shows beside several methods is all of theirs.
        """
        units: list[_Unit] = []
        seen: set[tuple[str, int | None]] = set()
        for entry in self.block.entries:
            fresh = [one for one in entry.methods if (one.text, one.number) not in seen]
            seen.update((one.text, one.number) for one in fresh)
            methods = tuple(self._method(one, entry) for one in fresh)
            above = units[-1] if units else None
            if above is not None and _shares_result(entry, above.entry):
                units[-1] = replace(above, methods=above.methods + methods)
            elif above is not None and not methods and len(above.methods) == 1:
                units[-1] = replace(above, entry=self._joined(above.entry, entry))
            else:
                units.append(_Unit(methods, entry))
        return units

    def _method(self, item: Item, entry: Entry) -> _Method:
        number = str(item.number) if item.number else None
        step = find_step(item.text, number, self.steps)
        known = self.block.titled.measure is not None
        return _Method(item, entry, step.step_no if step else number if known else None)

    def _joined(self, entry: Entry, more: Entry) -> Entry:
        """The row with what the row below it adds, listed."""
        record, below = entry.record, more.record
        cells = dict(record.cells)
        for key in own_keys(below):
            if key in PLAN_SIDE or (key in _ONE_ONLY and not is_blank(cells[key])):
                continue
            into = record.address(key).cell or ""
            typed = show(below.cells[key]).strip()
            cells[key] = "\n".join(part for part in (show(cells[key]).strip(), typed) if part)
            where = below.address(key)
            self.listed.readings.append(Reading(where, typed, into, "joined_to_row_above"))
        result = "\n".join(part for part in (entry.result, more.result) if part)
        return replace(entry, record=replace(record, cells=cells), result=result)

    def _rows_of(self, unit: _Unit, *, alone: bool) -> Iterator[Row]:
        methods, entry = unit.methods, unit.entry
        one = methods[0] if len(methods) == 1 else None
        if not methods and alone and len(self.steps) == 1:
            one = _Method(Item(None, None, ""), entry, self.steps[0].step_no)
        told = find_status(entry.result, self.expected.schema)
        if one is not None and one.step_no is not None and not _disagree(one.item, entry):
            yield self._tied(one, entry)
        elif told is not None and told[0] == "not_started" and any(one.step_no for one in methods):
            yield from (self._tied(each, entry) for each in methods if each.step_no)
        else:
            yield from self._spread(methods, entry)

    def _tied(self, method: _Method, entry: Entry) -> Row:
        """The row of a step with the result that stands beside it, as one cell."""
        answers = {key: one for key, one in entry.record.cells.items() if key not in PLAN_SIDE}
        cells = {**answers, "method": method.item.text or None}
        return self._with_status(self._typed(method.entry, cells, method.step_no))

    def _spread(self, methods: Sequence[_Method], entry: Entry) -> Iterator[Row]:
        """A row for each step named, and the results that are not known to be of any."""
        results = tuple(
            item.typed
            for item in split_items(entry.result)
            if not is_placeholder(item.text, self.expected.schema)
        )
        named = [one for one in methods if one.step_no]
        for place, one in enumerate(named):
            kept = not results and place == 0
            cells = {**_blank(one.entry, kept=kept), "method": one.item.text}
            yield self._typed(one.entry, cells, one.step_no)
        if entry.answers and (results or not named):
            other = methods[0].item.text if methods and not named else None
            yield from self._untied(entry, results or ("",), other)

    def _untied(self, entry: Entry, results: Sequence[str], method: str | None) -> Iterator[Row]:
        """A row for each result of the measure; the row's other cells go with the first."""
        known = self.block.titled.measure is not None
        for place, result in enumerate(results):
            cells = {**_blank(entry, kept=place == 0), "result": result or None, "method": method}
            row = self._typed(entry, {**cells, "period": None}, None)
            likely = find_likely(result, self.steps)
            untied = known and bool(result)
            yield self._with_status(replace(row, untied=untied, likely=likely))

    def _typed(self, entry: Entry, cells: Mapping[str, CellValue], step_no: str | None) -> Row:
        """The row with some of its cells replaced, as that step's or as its measure's."""
        record, titled = entry.record, self.block.titled
        own = {"measure_no": None, "step_no": None, "measure": titled.title or None, **cells}
        own = {key: value for key, value in own.items() if key in record.columns}
        changed = replace(record, cells={**record.cells, **own})
        row, listed = type_row(changed, self.expected.schema, self.expected.plan.fiscal_year)
        self.listed.add(listed)
        numbers = {"measure_no": titled.number, "step_no": step_no}
        return replace(row, fields={**row.fields, **numbers})

    def _with_status(self, row: Row) -> Row:
        """The row with the status that its result tells, where it has none of its own."""
        status, result = row.fields.get("status"), row.text("result")
        if isinstance(status, TypedStatus) and status.typed:
            return row
        if row.untied and find_status(result, self.expected.schema) is None:
            return row
        where = row.record.address("result")
        told, readings = infer_status(result, where, self.expected.schema)
        self.listed.readings += readings
        return replace(row, fields={**row.fields, "status": told})


def _shares_result(entry: Entry, above: Entry) -> bool:
    """Whether a merge that begins in the row above shows its result in this row too."""
    first = hidden_rows(entry.record).get("result")
    return first is not None and first == above.record.where.row and bool(above.result)


def _disagree(method: Item, entry: Entry) -> bool:
    """Whether the result is one item whose number is not its method's."""
    items = split_items(entry.result)
    number = items[0].number if len(items) == 1 else None
    return None not in (method.number, number) and method.number != number


def _blank(entry: Entry, *, kept: bool) -> dict[str, CellValue]:
    """The cells that report, taken out where they are not to be kept."""
    return {} if kept else dict.fromkeys(key for key in entry.record.cells if key not in PLAN_SIDE)
