"""The measures of a plan with their steps, from rows of one step each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.core.digits import canonical_number, parse_number, to_arabic
from pipeline.core.finding import Reading
from pipeline.core.owners import owners
from pipeline.core.periods import Frequency, parse_frequency, parse_period
from pipeline.core.plan import Measure, Step
from pipeline.core.thai import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.core.calendar import FiscalYear
    from pipeline.core.names import NameBook
    from pipeline.core.plan import Division
    from pipeline.core.record import Record
    from pipeline.plan.desk import Desk

_INDICATOR = re.compile(r"[0-9]+(?:\.[0-9]+)?")


@dataclass(slots=True)
class _Draft:
    """A measure while its steps are gathered."""

    number: str
    first: Record
    title: str = ""
    steps: dict[str, Step] = field(default_factory=dict)
    indicators: dict[str, None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Builder:
    """Builds the measures of one plan; each other name of an owner is listed once."""

    year: FiscalYear
    divisions: tuple[Division, ...]
    book: NameBook
    desk: Desk
    aliases: set[str] = field(default_factory=set)

    def measures(self, records: Iterable[Record]) -> tuple[Measure, ...]:
        """Measures in order of appearance.

        Number and title are carried down; a period, owner or frequency left blank is blank.
        """
        drafts: dict[str, _Draft] = {}
        above: str | None = None
        for record in records:
            given = self.desk.is_given(record, "measure_no")
            above = self.desk.number(record, "measure_no") if given else above
            if above is not None:
                self._add(record, drafts.setdefault(above, _Draft(above, record)))
            elif not given and self.desk.text(record, "method"):
                self.desk.report("row_unknown", record, "measure_no", {})
        return tuple(map(_measure, drafts.values()))

    def _add(self, record: Record, draft: _Draft) -> None:
        draft.title = draft.title or self.desk.text(record, "measure")
        numbers = _INDICATOR.findall(to_arabic(self.desk.text(record, "indicator")))
        draft.indicators.update(dict.fromkeys(numbers))
        if not self.desk.text(record, "method"):
            return
        step = self._step(record, draft)
        if step.step_no in draft.steps:
            facts = {"measure_no": draft.number, "step_no": step.step_no}
            self.desk.report("row_duplicated", record, "step_no", facts)
        draft.steps.setdefault(step.step_no, step)

    def _step(self, record: Record, draft: _Draft) -> Step:
        desk = self.desk
        step_no = desk.number(record, "step_no") or str(len(draft.steps) + 1)
        budget = parse_number(desk.text(record, "budget"))
        period = parse_period(desk.text(record, "period"), self.year)
        return Step(
            code=desk.text(record, "code") or f"{draft.number}.{step_no}",
            measure_no=draft.number,
            step_no=step_no,
            method=desk.text(record, "method"),
            responsible=desk.text(record, "responsible"),
            divisions=self._owners(record),
            period=period,
            where=record.address("period"),
            frequency=self._frequency(record) or period.frequency,
            oit_item=desk.text(record, "oit_item"),
            evidence_required=self._yes(record, "evidence_required"),
            in_percent=self._yes(record, "in_percent") is not False
            and bool(desk.text(record, "in_percent")),
            budget=None if budget is None else float(budget),
            valid_from=desk.day(record, "valid_from"),
            valid_until=desk.day(record, "valid_until"),
            replaces=desk.text(record, "replaces"),
        )

    def _owners(self, record: Record) -> tuple[str, ...]:
        typed = self.desk.text(record, "responsible")
        found = owners(typed, self.divisions, self.book, self.desk.schema.layout)
        if found.divisions and found.divisions != (typed,) and typed not in self.aliases:
            self.aliases.add(typed)
            where, read_as = record.address("responsible"), ", ".join(found.divisions)
            self.desk.readings.append(Reading(where, typed, read_as, "division_alias"))
        for name in (one for one in found.unknown if not found.divisions or self._is_unit(one)):
            facts = {"found": name, "near": self.book.nearest(name)}
            self.desk.report("division_unknown", record, "responsible", facts)
        return found.divisions

    def _is_unit(self, name: str) -> bool:
        """Whether the name is a unit's, not an office-holder's who helps (นายก, คณะทำงาน)."""
        return name.startswith(self.desk.schema.layout.unit_words)

    def _frequency(self, record: Record) -> Frequency | None:
        typed = self.desk.text(record, "frequency")
        stated = self._stated(typed) if typed else None
        if typed and stated is None:
            self.desk.report("period_unreadable", record, "frequency", {"found": typed})
        return stated

    def _stated(self, typed: str) -> Frequency | None:
        """The frequency by the plan's own word in any language, else by any Thai wording."""
        folded = fold(typed)
        own = self.desk.schema.choices["frequency"].items()
        key = next((key for key, words in own if folded in map(fold, words)), None)
        return Frequency(key) if key else parse_frequency(typed)

    def _yes(self, record: Record, key: str) -> bool | None:
        """Whether the cell says yes; None where it says neither yes nor no."""
        folded = fold(self.desk.text(record, key))
        for answer, words in self.desk.schema.choices["required"].items():
            if folded in map(fold, words):
                return answer == "yes"
        return None


def _measure(draft: _Draft) -> Measure:
    return Measure(
        draft.number,
        draft.title,
        tuple(draft.steps.values()),
        draft.first.address("measure"),
        tuple(canonical_number(number) or number for number in draft.indicators),
    )
