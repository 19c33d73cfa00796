"""Whose report a sheet is, and of which month, by what stands in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from pipeline.core.address import Address
from pipeline.core.calendar import FiscalYear, Month, month_of
from pipeline.core.dates import parse_month
from pipeline.core.digits import to_arabic
from pipeline.core.finding import Finding, Reading
from pipeline.core.printing import format_month
from pipeline.core.thai import tidy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.core.finding import Facts
    from pipeline.core.names import NameBook
    from pipeline.core.plan import Plan
    from pipeline.core.raw import RawSheet
    from pipeline.core.schema import MeasureSchema
    from pipeline.merge.headings import Heading

_TITLE_ROWS = 6
_BE_YEARS = range(2400, 2701)


class Known(Protocol):
    """What an identity is held against."""

    @property
    def plan(self) -> Plan: ...  # noqa: D102 - a protocol's member
    @property
    def month(self) -> Month: ...  # noqa: D102 - a protocol's member
    @property
    def divisions(self) -> NameBook: ...  # noqa: D102 - a protocol's member
    @property
    def organisations(self) -> NameBook: ...  # noqa: D102 - a protocol's member
    @property
    def schema(self) -> MeasureSchema: ...  # noqa: D102 - a protocol's member


@dataclass(frozen=True, slots=True)
class Identity:
    """The division by the plan's name (empty where not known), with why not, and what was read."""

    division: str
    faults: tuple[Finding, ...] = ()
    readings: tuple[Reading, ...] = ()


def identify(headings: Mapping[str, Heading], sheet: RawSheet, file: str, known: Known) -> Identity:
    """The sheet's division; faults name an organisation, division, month or year that is not ours.

    Without an organisation it is the plan's, without a month the one being consolidated: listed.
    """
    faults: list[Finding] = []
    readings: list[Reading] = []
    here = Address(file, sheet.name)
    _organisation(headings.get("organisation"), here, known, (faults, readings))
    division = _division(headings.get("division"), here, known, (faults, readings))
    _month(headings.get("month"), here, known, (faults, readings))
    if not faults:
        faults += _title_year(sheet, file, known)
    return Identity(division, tuple(faults), tuple(readings))


_Lists = tuple[list[Finding], list[Reading]]


def _organisation(heading: Heading | None, here: Address, known: Known, lists: _Lists) -> None:
    faults, readings = lists
    own = known.plan.organisation.name
    if heading is None or not heading.text:
        readings.append(Reading(here, "", own, "organisation_from_plan"))
        return
    found = known.organisations.find(heading.text)
    if found is None:
        near = known.organisations.nearest(heading.text)
        facts = {"found": heading.text, "near": near}
        faults.append(Finding("organisation_unknown", heading.where, facts))
    elif heading.text != found:
        readings.append(Reading(heading.where, heading.text, found, "organisation_alias"))


def _division(heading: Heading | None, here: Address, known: Known, lists: _Lists) -> str:
    faults, readings = lists
    typed = heading.text if heading else ""
    where = heading.where if heading else here
    found = known.divisions.find(typed) if typed else None
    if found is None:
        near = known.divisions.nearest(typed) if typed else None
        faults.append(Finding("division_unknown", where, {"found": typed, "near": near}))
        return ""
    if typed != found:
        readings.append(Reading(where, typed, found, "division_alias"))
    return found


def _month(heading: Heading | None, here: Address, known: Known, lists: _Lists) -> None:
    faults, readings = lists
    if heading is None or not heading.text:
        readings.append(Reading(here, "", str(known.month), "month_from_command"))
        return
    found = read_month(heading)
    if found is None:
        facts: Facts = {"found": heading.text, "expected": known.month}
        faults.append(Finding("month_mismatch", heading.where, facts))
    elif found.fiscal_year != known.month.fiscal_year:
        years: Facts = {"found": found.fiscal_year, "expected": known.month.fiscal_year}
        faults.append(Finding("year_mismatch", heading.where, years))
    elif found != known.month:
        months: Facts = {"found": found, "expected": known.month}
        faults.append(Finding("month_mismatch", heading.where, months))
    elif to_arabic(heading.text) not in (format_month(found, long=long) for long in (True, False)):
        readings.append(Reading(heading.where, heading.text, str(found), "month_text"))


def read_month(heading: Heading) -> Month | None:
    """The month beside a label, typed or as a date cell; None where it cannot be read."""
    value = heading.value
    if isinstance(value, datetime | date):
        month = month_of(value)
        return Month(value.year, value.month) if value.year in _BE_YEARS else month
    return parse_month(heading.text)


def _title_year(sheet: RawSheet, file: str, known: Known) -> list[Finding]:
    """The fault of a title above the table that names another fiscal year."""
    expected = known.plan.fiscal_year
    words = "|".join(map(re.escape, known.schema.layout.fiscal_year_words))
    title_year = re.compile(rf"(?:{words})\D{{0,12}}(\d{{4}})")
    for row in [number for number in sorted(sheet.rows) if number <= _TITLE_ROWS]:
        for column, value in enumerate(sheet.rows[row], start=1):
            found = title_year.search(to_arabic(tidy(value))) if isinstance(value, str) else None
            if found and int(found[1]) in _BE_YEARS and int(found[1]) != expected.be_year:
                facts = {"found": FiscalYear(int(found[1])), "expected": expected}
                return [Finding("year_mismatch", Address(file, sheet.name, row, column), facts)]
    return []
