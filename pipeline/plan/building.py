"""Typed rows of the plan workbook -> Plan."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from pipeline.core.calendar import BE_OFFSET, FiscalYear
from pipeline.core.dates import parse_day, parse_month
from pipeline.core.digits import canonical_number, parse_number, to_arabic
from pipeline.core.finding import Finding, Reading
from pipeline.core.names import NameBook, name_book
from pipeline.core.periods import Frequency, parse_frequency, parse_period
from pipeline.core.plan import (
    Amendment,
    Correction,
    Division,
    Measure,
    Organisation,
    Plan,
    Score,
    Step,
    Waiver,
)
from pipeline.core.thai import fold
from pipeline.plan.responsible import owners

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.core.record import Record
    from pipeline.core.schema import MeasureSchema

_BE_YEARS = range(2400, 2701)


@dataclass(frozen=True, slots=True)
class PlanFile:
    """The plan workbook's name and fingerprint."""

    name: str
    sha256: str


@dataclass(slots=True)
class _Draft:
    """A measure while its steps are gathered."""

    number: str
    first: Record
    title: str = ""
    steps: list[Step] = field(default_factory=list)
    indicators: dict[str, None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Built:
    """The plan, None where it says no organisation or fiscal year; what is unclear in it."""

    plan: Plan | None
    findings: tuple[Finding, ...]
    readings: tuple[Reading, ...] = ()


def build_plan(
    file: PlanFile, records: Mapping[str, Sequence[Record]], schema: MeasureSchema
) -> Built:
    """The plan of its sheets' rows; sheets that are absent are empty.

    A blank period, owner or frequency is blank: only a measure's number and title are carried down.
    """
    findings: list[Finding] = []
    organisation = _organisation(records.get("organisation", ()), findings)
    if organisation is None:
        return Built(None, tuple(findings))
    divisions = tuple(_division(one) for one in records.get("divisions", ()) if one.text("name"))
    book = _book(organisation, divisions, schema)
    builder = _Builder(organisation.fiscal_year, divisions, book, schema, findings, {})
    plan = Plan(
        file=file.name,
        sha256=file.sha256,
        organisation=organisation,
        divisions=divisions,
        measures=builder.measures(records.get("measures", ())),
        scores=tuple(_score(one) for one in records.get("scores", ()) if one.text("indicator")),
        amendments=tuple(_amendment(one) for one in records.get("amendments", ())),
        waivers=tuple(_waiver(one, book) for one in records.get("waivers", ())),
        corrections=tuple(_correction(one) for one in records.get("corrections", ())),
    )
    return Built(plan, tuple(findings), tuple(builder.readings.values()))


def read_day(record: Record, key: str) -> date | None:
    """The day of a cell, typed as text or as a date; a B.E. year stored as A.D. is turned back."""
    value = record.cells.get(key)
    if isinstance(value, datetime | date):
        day = value.date() if isinstance(value, datetime) else value
        return day.replace(year=day.year - BE_OFFSET) if day.year in _BE_YEARS else day
    return parse_day(record.text(key))


def _organisation(records: Sequence[Record], findings: list[Finding]) -> Organisation | None:
    record = next((one for one in records if one.text("name")), None)
    if record is None:
        return None
    digits = to_arabic(record.text("fiscal_year"))
    if not digits.isdecimal() or int(digits) not in _BE_YEARS:
        where = record.address("fiscal_year")
        findings.append(Finding("period_unreadable", where, {"found": record.text("fiscal_year")}))
        return None
    due_day = to_arabic(record.text("due_day"))
    return Organisation(
        code=record.text("code") or record.text("name"),
        name=record.text("name"),
        fiscal_year=FiscalYear(int(digits)),
        district=record.text("district"),
        province=record.text("province"),
        document_no=record.text("document_no"),
        addressee=record.text("addressee"),
        author=record.text("author"),
        reviewers=tuple(one.strip() for one in record.text("reviewers").split("/") if one.strip()),
        due_day=int(due_day) if due_day.isdecimal() else None,
        ita_closing=read_day(record, "ita_closing"),
    )


def _division(record: Record) -> Division:
    aliases = (alias.strip() for alias in record.text("aliases").split("/"))
    return Division(
        name=record.text("name"),
        code=record.text("code"),
        aliases=tuple(alias for alias in aliases if alias),
        parent=record.text("parent"),
        email=record.text("email"),
        telephone=record.text("telephone"),
        head=record.text("head"),
        valid_from=read_day(record, "valid_from"),
        valid_until=read_day(record, "valid_until"),
    )


def _book(
    organisation: Organisation, divisions: Iterable[Division], schema: MeasureSchema
) -> NameBook:
    affixes = (organisation.name, *schema.layout.office_words)
    return name_book(((one.name, one.aliases) for one in divisions), affixes)


@dataclass(frozen=True, slots=True)
class _Builder:
    """Builds the measures of one plan; lists what is unclear, and each owner's other name once."""

    year: FiscalYear
    divisions: tuple[Division, ...]
    book: NameBook
    schema: MeasureSchema
    findings: list[Finding]
    readings: dict[str, Reading]

    def measures(self, records: Iterable[Record]) -> tuple[Measure, ...]:
        """Measures in order of appearance; number, title, owner and period are carried down."""
        drafts: dict[str, _Draft] = {}
        number = None
        for record in records:
            number = canonical_number(record.text("measure_no")) or number
            if number is None:
                continue
            draft = drafts.setdefault(number, _Draft(number, record))
            draft.title = draft.title or record.text("measure")
            draft.indicators.update(dict.fromkeys(_list(record.text("indicator"))))
            if record.text("method"):
                draft.steps.append(self._step(record, draft))
        return tuple(
            Measure(
                draft.number,
                draft.title,
                tuple(draft.steps),
                draft.first.address("measure"),
                tuple(draft.indicators),
            )
            for draft in drafts.values()
        )

    def _step(self, record: Record, draft: _Draft) -> Step:
        step_no = canonical_number(record.text("step_no")) or str(len(draft.steps) + 1)
        budget = parse_number(record.text("budget"))
        period = parse_period(record.text("period"), self.year)
        return Step(
            code=record.text("code") or f"{draft.number}.{step_no}",
            measure_no=draft.number,
            step_no=step_no,
            method=record.text("method"),
            responsible=record.text("responsible"),
            divisions=self._owners(record),
            period=period,
            where=record.address("period"),
            frequency=self._frequency(record) or period.frequency,
            oit_item=record.text("oit_item"),
            evidence_required=self._required(record.text("evidence_required")),
            in_percent=bool(record.text("in_percent")),
            budget=None if budget is None else float(budget),
            valid_from=read_day(record, "valid_from"),
            valid_until=read_day(record, "valid_until"),
            replaces=record.text("replaces"),
        )

    def _owners(self, record: Record) -> tuple[str, ...]:
        typed, where = record.text("responsible"), record.address("responsible")
        found = owners(typed, self.divisions, self.book, self.schema.layout)
        if typed and found.divisions and found.divisions != (typed,):
            read_as = ", ".join(found.divisions)
            self.readings.setdefault(typed, Reading(where, typed, read_as, "division_alias"))
        if not found.divisions:
            self.findings.extend(
                Finding("division_unknown", where, {"found": name, "near": self.book.nearest(name)})
                for name in found.unknown
            )
        return found.divisions

    def _frequency(self, record: Record) -> Frequency | None:
        typed = record.text("frequency")
        stated = parse_frequency(typed) if typed else None
        if typed and stated is None:
            facts = {"found": typed}
            self.findings.append(Finding("period_unreadable", record.address("frequency"), facts))
        return stated

    def _required(self, text: str) -> bool | None:
        folded = fold(text)
        for key, words in self.schema.choices["required"].items():
            if folded in {fold(word) for word in words}:
                return key == "yes"
        return None


def _list(text: str) -> list[str]:
    """Numbers of indicators as typed: `1, 3` or `๑/๓`."""
    return [part for part in to_arabic(text).replace(",", " ").replace("/", " ").split() if part]


def _score(record: Record) -> Score:
    number = parse_number(record.text("score"))
    return Score(
        indicator=canonical_number(record.text("indicator")) or record.text("indicator"),
        score=None if number is None else float(number),
        weakness=record.text("weakness"),
        where=record.address("score"),
    )


def _amendment(record: Record) -> Amendment:
    return Amendment(
        effective=read_day(record, "effective"),
        measure_no=canonical_number(record.text("measure_no")),
        step_no=canonical_number(record.text("step_no")),
        change=record.text("change"),
        approved_by=record.text("approved_by"),
        document_no=record.text("document_no"),
    )


def _waiver(record: Record, book: NameBook) -> Waiver:
    division = record.text("division")
    return Waiver(
        subject=record.text("subject"),
        division=(book.find(division) or division) if division else None,
        measure_no=canonical_number(record.text("measure_no")),
        step_no=canonical_number(record.text("step_no")),
        reason=record.text("reason"),
        approved_by=record.text("approved_by"),
        until=read_day(record, "until"),
        where=record.where,
    )


def _correction(record: Record) -> Correction:
    return Correction(
        month=parse_month(record.text("month")),
        file=record.text("file"),
        cell=record.text("cell"),
        old=record.text("old"),
        new=record.text("new"),
        reason=record.text("reason"),
        corrected_by=record.text("corrected_by"),
        where=record.where,
    )
