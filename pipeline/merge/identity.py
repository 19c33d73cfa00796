"""Whose report a sheet is, and of which month, by what stands in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pipeline.core.calendar import FiscalYear, Month, month_of
from pipeline.core.digits import to_arabic
from pipeline.core.finding import Finding, Reading
from pipeline.core.periods import Kind, parse_period
from pipeline.core.printing import format_month
from pipeline.core.received import Basis
from pipeline.core.thai import tidy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.core.address import Address
    from pipeline.core.finding import Facts
    from pipeline.merge.expected import Expected
    from pipeline.merge.headings import Heading

_BE_YEARS = range(2400, 2701)


@dataclass(frozen=True, slots=True)
class Identity:
    """The division by the plan's name (empty where not known), with why not, and what was read.

    `basis` is by what it is known.
    """

    division: str = ""
    faults: tuple[Finding, ...] = ()
    readings: tuple[Reading, ...] = ()
    basis: Basis | None = None


def identify_office(
    headings: Mapping[str, Heading],
    title: Sequence[tuple[Address, str]],
    here: Address,
    known: Expected,
) -> Identity:
    """The faults of an organisation, month or year that is not the one being consolidated.

    Without an organisation it is the plan's, without a month the command's: listed. `title` are
    the texts above the table, `here` is the sheet.
    """
    parts = (
        _organisation(headings.get("organisation"), here, known),
        _month(headings.get("month"), here, known),
    )
    faults = tuple(fault for part in parts for fault in part.faults)
    readings = tuple(reading for part in parts for reading in part.readings)
    return Identity(faults=faults or _title_year(title, known), readings=readings)


def _organisation(heading: Heading | None, here: Address, known: Expected) -> Identity:
    own = known.plan.organisation.name
    if heading is None or not heading.text:
        return Identity(readings=(Reading(here, "", own, "organisation_from_plan"),))
    found = known.organisations.find(heading.text)
    if found is None:
        near = known.organisations.nearest(heading.text)
        facts = {"found": heading.text, "near": near}
        return Identity(faults=(Finding("organisation_unknown", heading.where, facts),))
    return Identity(readings=_alias(heading, found, "organisation_alias"))


def identify_division(
    headings: Mapping[str, Heading],
    here: Address,
    known: Expected,
    hinted: tuple[str, Basis] | None = None,
) -> Identity:
    """The division that the heading names for the whole sheet; the fault where it is not known.

    Where nothing stands there it is the `hinted` one, of the sender or the file's name: listed.
    """
    heading = headings.get("division")
    if heading is None or not heading.text:
        where = here if heading is None else heading.where
        if hinted is not None:
            division, basis = hinted
            reading = Reading(where, "", division, f"division_from_{basis}")
            return Identity(division, readings=(reading,), basis=basis)
        return Identity(faults=(Finding("division_unknown", where, {"found": "", "near": None}),))
    found = known.divisions.find(heading.text)
    if found is None:
        near = known.divisions.nearest(heading.text)
        facts = {"found": heading.text, "near": near}
        return Identity(faults=(Finding("division_unknown", heading.where, facts),))
    if heading.where.sheet != here.sheet:
        reading = Reading(heading.where, "", found, "division_from_form")
        return Identity(found, readings=(reading,), basis=Basis.FORM)
    readings = _alias(heading, found, "division_alias")
    return Identity(found, readings=readings, basis=Basis.CONTENT)


def _alias(heading: Heading, name: str, rule: str) -> tuple[Reading, ...]:
    return () if heading.text == name else (Reading(heading.where, heading.text, name, rule),)


def _month(heading: Heading | None, here: Address, known: Expected) -> Identity:
    expected = known.month
    if heading is None or not heading.text:
        return Identity(readings=(Reading(here, "", str(expected), "month_from_command"),))
    found = read_month(heading, expected.fiscal_year)
    if found == expected:
        return Identity(readings=_month_text(heading, expected))
    if found is not None and found.fiscal_year != expected.fiscal_year:
        years: Facts = {"found": found.fiscal_year, "expected": expected.fiscal_year}
        return Identity(faults=(Finding("year_mismatch", heading.where, years),))
    months: Facts = {"found": found or heading.text, "expected": expected}
    return Identity(faults=(Finding("month_mismatch", heading.where, months),))


def _month_text(heading: Heading, month: Month) -> tuple[Reading, ...]:
    """The listing of a month written otherwise than the form writes it."""
    usual = [format_month(month, long=long) for long in (True, False)]
    if isinstance(heading.value, str) and to_arabic(heading.text) in usual:
        return ()
    return (Reading(heading.where, heading.text, str(month), "month_text"),)


def read_month(heading: Heading, year: FiscalYear | None) -> Month | None:
    """The month beside a label, a day in it or a date cell; None where it cannot be read.

    `year` supplies the year of a month typed without one.
    """
    value = heading.value
    if isinstance(value, date):
        in_be = value.year in _BE_YEARS
        return Month(value.year, value.month) if in_be else month_of(value)
    period = parse_period(heading.text, year)
    told = period.kind in (Kind.DAY, Kind.MONTH) and period.start is not None
    return month_of(period.start) if told and period.start else None


def _title_year(title: Sequence[tuple[Address, str]], known: Expected) -> tuple[Finding, ...]:
    """The fault of a title that names other fiscal years and not the plan's."""
    expected = known.plan.fiscal_year
    words = "|".join(map(re.escape, known.schema.layout.fiscal_year_words))
    title_year = re.compile(rf"(?:{words})\D{{0,12}}(\d{{4}})")
    named = [
        (where, int(found[1]))
        for where, text in title
        for found in title_year.finditer(to_arabic(tidy(text)))
        if int(found[1]) in _BE_YEARS
    ]
    if not named or expected.be_year in [year for _, year in named]:
        return ()
    where, year = named[0]
    return (Finding("year_mismatch", where, {"found": FiscalYear(year), "expected": expected}),)
