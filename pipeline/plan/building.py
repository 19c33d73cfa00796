"""Typed rows of the plan workbook -> Plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.core.address import Address
from pipeline.core.calendar import FiscalYear
from pipeline.core.digits import parse_number, to_arabic
from pipeline.core.finding import Finding, Reading
from pipeline.core.names import division_book
from pipeline.core.plan import Division, Organisation, Plan
from pipeline.plan.desk import Desk
from pipeline.plan.measures import Builder
from pipeline.plan.registers import (
    read_amendments,
    read_corrections,
    read_scores,
    read_waivers,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.core.record import Record
    from pipeline.core.schema import MeasureSchema

_BE_YEARS = range(2400, 2701)
_DAYS = range(1, 32)


@dataclass(frozen=True, slots=True)
class PlanFile:
    """The plan workbook's name and fingerprint."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Built:
    """The plan, None where it says no organisation or fiscal year; what is unclear in it."""

    plan: Plan | None
    findings: tuple[Finding, ...]
    readings: tuple[Reading, ...] = ()


def build_plan(
    file: PlanFile, records: Mapping[str, Sequence[Record]], schema: MeasureSchema
) -> Built:
    """The plan of its sheets' rows; sheets that are absent are empty."""
    desk = Desk(schema)
    sheets = {key: [desk.clean(record) for record in rows] for key, rows in records.items()}
    organisation = _organisation(sheets.get("organisation", []), file, desk)
    plan = None if organisation is None else _plan(file, organisation, sheets, desk)
    return Built(plan, _one_a_cell(desk.findings), tuple(desk.readings))


def _plan(
    file: PlanFile, organisation: Organisation, sheets: Mapping[str, Sequence[Record]], desk: Desk
) -> Plan:
    rows = {key: sheets.get(key, ()) for key in _SHEETS}
    divisions = tuple(_division(one, desk) for one in rows["divisions"] if one.text("name"))
    book = division_book(organisation, divisions, desk.schema.layout.office_words)
    builder = Builder(organisation.fiscal_year, divisions, book, desk)
    return Plan(
        file=file.name,
        sha256=file.sha256,
        organisation=organisation,
        divisions=divisions,
        measures=builder.measures(rows["measures"]),
        scores=tuple(read_scores(rows["scores"], desk)),
        amendments=tuple(read_amendments(rows["amendments"], desk)),
        waivers=tuple(read_waivers(rows["waivers"], desk, book)),
        corrections=tuple(read_corrections(rows["corrections"], desk)),
    )


_SHEETS = ("divisions", "measures", "scores", "amendments", "waivers", "corrections")


def _organisation(records: Sequence[Record], file: PlanFile, desk: Desk) -> Organisation | None:
    record = next((one for one in records if one.text("name")), None)
    if record is None:
        where = records[0].address("name") if records else Address(file.name)
        desk.findings.append(Finding("organisation_unknown", where, {"found": "", "near": None}))
        return None
    year = _fiscal_year(record, desk)
    if year is None:
        return None
    return Organisation(
        code=record.text("code") or record.text("name"),
        name=record.text("name"),
        fiscal_year=year,
        district=record.text("district"),
        province=record.text("province"),
        document_no=record.text("document_no"),
        addressee=record.text("addressee"),
        author=record.text("author"),
        reviewers=_parts(record.text("reviewers")),
        due_day=_due_day(record, desk),
        ita_closing=desk.day(record, "ita_closing"),
    )


def _fiscal_year(record: Record, desk: Desk) -> FiscalYear | None:
    typed = record.text("fiscal_year")
    digits = to_arabic(typed)
    if digits.isdecimal() and int(digits) in _BE_YEARS:
        return FiscalYear(int(digits))
    desk.report("period_unreadable", record, "fiscal_year", {"found": typed})
    return None


def _due_day(record: Record, desk: Desk) -> int | None:
    typed = desk.text(record, "due_day")
    number = parse_number(typed)
    if number is not None and number in _DAYS:
        return int(number)
    if typed:
        desk.report("date_unreadable", record, "due_day", {"found": typed})
    return None


def _division(record: Record, desk: Desk) -> Division:
    return Division(
        name=record.text("name"),
        code=record.text("code"),
        aliases=_parts(record.text("aliases")),
        parent=record.text("parent"),
        email=record.text("email"),
        telephone=record.text("telephone"),
        head=record.text("head"),
        valid_from=desk.day(record, "valid_from"),
        valid_until=desk.day(record, "valid_until"),
    )


def _parts(text: str) -> tuple[str, ...]:
    """Names split by `/`."""
    return tuple(part.strip() for part in text.split("/") if part.strip())


def _one_a_cell(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings without those on a cell that one of them speaks of already."""
    first: dict[object, Finding] = {}
    for finding in findings:
        first.setdefault(finding.where if finding.where.cell else len(first), finding)
    return tuple(first.values())
