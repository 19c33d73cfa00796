"""The invented office's two plans: as workbooks to draw, and as values."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pipeline.core.address import Address
from pipeline.core.record import Record
from pipeline.example.invented.data import read_data
from pipeline.plan.building import PlanFile, build_plan
from pipeline.publish.plan_workbook import PlanContents, plan_plan_workbook
from schemas.loading import load_schema

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from pipeline.core.calendar import FiscalYear
    from pipeline.core.plan import Plan
    from pipeline.core.words import Words
    from pipeline.example.memo import Data
    from pipeline.sheets.plan import WorkbookPlan

_REGISTERED = ("code", "name", "aliases", "email", "telephone", "head")
_OF_A_YEAR = ("document_no", "ita_closing")


def plan_file_name(year: FiscalYear) -> str:
    """The name of the year's plan workbook."""
    return f"plan-{year.be_year}.xlsx"


def plan_invented_plan(year: FiscalYear, words: Words, created: date) -> WorkbookPlan:
    """The year's plan workbook, with notes that it is invented."""
    contents = PlanContents(_rows(year), read_data("office")["texts"]["notes"])
    return plan_plan_workbook(load_schema(), words, contents, created)


@cache
def invented_plan(year: FiscalYear) -> Plan:
    """The year's plan, as its workbook will be read."""
    name = plan_file_name(year)
    records = {
        key: [Record(Address(name), row, {}) for row in rows] for key, rows in _rows(year).items()
    }
    built = build_plan(PlanFile(name, ""), records, load_schema())
    if built.plan is None:
        raise ValueError(name)
    return built.plan


def _rows(year: FiscalYear) -> dict[str, list[Data]]:
    """The rows of each sheet by its key, each a text by column key."""
    office, plan = read_data("office"), read_data(f"plan-{year.be_year}")
    own = {key: plan[key] for key in _OF_A_YEAR}
    return {
        "organisation": [
            {**office["organisation"], **own, "fiscal_year": str(plan["fiscal_year"])}
        ],
        "divisions": [{key: one[key] for key in _REGISTERED} for one in office["division"]],
        "measures": [
            row
            for number, measure in enumerate(plan["measure"], start=1)
            for row in _steps(str(number), measure)
        ],
        "scores": plan.get("score", []),
        "amendments": plan.get("amendment", []),
        "waivers": plan.get("waiver", []),
        "corrections": plan.get("correction", []),
    }


def _steps(number: str, measure: Data) -> Iterator[Data]:
    for step_no, step in enumerate(measure["steps"], start=1):
        yield {
            "measure_no": number,
            "measure": measure["title"],
            "indicator": measure.get("indicator"),
            "step_no": str(step_no),
            **step,
        }
