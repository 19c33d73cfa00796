"""The plan that the memo tells, as a value: the plan workbook says the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.core.address import Address
from pipeline.core.calendar import FiscalYear
from pipeline.core.periods import parse_frequency, parse_period
from pipeline.core.plan import Division, Measure, Organisation, Plan, Step

if TYPE_CHECKING:
    from collections.abc import Mapping

# The memo's data and the notes are of any type until they have been put into cells.
Data = dict[str, Any]

_FILE = "plan-2566.xlsx"


def plan_of_memo(memo: Data, notes: Data) -> Plan:
    """The organisation, its divisions and what each is to do."""
    header = memo["seed_header"]
    year = FiscalYear(header["fiscal_year_be"])
    names = {one["responsible"]: one["name"] for one in notes["division"]}
    return Plan(
        file=_FILE,
        sha256="",
        organisation=Organisation(notes["organisation_code"], header["organization"], year),
        divisions=tuple(
            Division(one["name"], head=one.get("head", "")) for one in notes["division"]
        ),
        measures=tuple(_measure(one, notes, names, year) for one in memo["measures"]),
    )


def _measure(measure: Data, notes: Data, names: Mapping[str, str], year: FiscalYear) -> Measure:
    number = str(measure["measure_no"])
    period = parse_period(measure["period_text"], year)
    stated = notes["frequency"].get(number)
    steps = tuple(
        Step(
            code=f"{number}.{step_no}",
            measure_no=number,
            step_no=str(step_no),
            method=method,
            responsible=measure["responsible"],
            divisions=(names[measure["responsible"]],),
            period=period,
            where=Address(_FILE),
            frequency=(parse_frequency(stated) if stated else None) or period.frequency,
        )
        for step_no, method in enumerate(measure["methods"], start=1)
    )
    return Measure(number, measure["title"], steps, Address(_FILE))
