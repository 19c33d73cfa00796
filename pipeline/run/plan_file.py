"""Reads a plan workbook through the same reader as every other workbook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.check.plan_rules import find_plan_faults
from pipeline.core.finding import Finding, Severity
from pipeline.core.problem import PipelineError
from pipeline.intake.folder import receive
from pipeline.intake.read import read_files
from pipeline.merge.plan_sheets import read_plan_sheets
from pipeline.plan.building import Built, PlanFile, build_plan

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.core.calendar import Month
    from pipeline.core.finding import Facts, Reading
    from pipeline.core.plan import Plan
    from pipeline.core.received import ReadFile, Received
    from pipeline.core.schema import MeasureSchema
    from pipeline.core.words import Words
    from pipeline.intake.limits import Limits


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """A plan that can be used, with what is unclear in it."""

    plan: Plan
    findings: tuple[Finding, ...]
    readings: tuple[Reading, ...]


def load_plan(path: Path, schema: MeasureSchema, limits: Limits, words: Words) -> ReadPlan:
    """The plan in the file.

    Raises PipelineError: `plan_missing`, `plan_unreadable` where it is no readable workbook,
    `plan_faulty` where it lacks what a plan must say.
    """
    if not path.is_file():
        key = "plan_missing"
        raise PipelineError(key, {"path": path.as_posix()})
    (file,) = read_files([receive(path)], limits, jobs=1)
    if file.workbook is None:
        reason = words.finding(file.refusal) if file.refusal else ""
        key = "plan_unreadable"
        raise PipelineError(key, {"path": path.name, "reason": reason})
    built = plan_of(file, schema)
    if built.plan is None:
        key = "plan_faulty"
        count = sum(schema.severity(one.code) is Severity.ERROR for one in built.findings)
        raise PipelineError(key, {"path": path.name, "count": max(count, 1)}, built.findings)
    return ReadPlan(built.plan, built.findings, built.readings)


def plan_of(file: ReadFile, schema: MeasureSchema) -> Built:
    """The plan of a file that was read as a workbook; what is unclear in it as findings."""
    received: Received = file.received
    if file.workbook is None:
        return Built(None, () if file.refusal is None else (file.refusal,))
    sheets = read_plan_sheets(file.workbook, schema.plan_sheets, received.name)
    name = PlanFile(received.name, received.sha256 or "")
    built = build_plan(name, sheets.records, schema)
    faults = tuple(find_plan_faults(built.plan)) if built.plan else ()
    missing = any(schema.severity(one.code) is Severity.ERROR for one in sheets.findings)
    plan = None if missing else built.plan
    return Built(plan, (*sheets.findings, *built.findings, *faults), built.readings)


def hold_year(plan: Plan, month: Month, path: Path) -> None:
    """Raises PipelineError `plan_year` where the month is not of the plan's fiscal year."""
    if plan.fiscal_year != month.fiscal_year:
        key = "plan_year"
        facts: Facts = {
            "path": path.name,
            "found": plan.fiscal_year,
            "month": month,
            "expected": month.fiscal_year,
        }
        raise PipelineError(key, facts)
