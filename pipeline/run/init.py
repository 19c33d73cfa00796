"""A new workspace with a plan to fill in, or the next year's plan beside last year's."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from pipeline.core.problem import PipelineError, cannot_write
from pipeline.intake.limits import Limits
from pipeline.publish.plan_workbook import PlanContents, plan_plan_workbook
from pipeline.run.carrying import carry_over
from pipeline.run.plan_file import load_plan
from pipeline.run.workspace import ALIASES_HEADER
from pipeline.sheets.writing import write_workbook
from schemas.frameworks import load_framework
from schemas.loading import load_schema

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.core.calendar import FiscalYear
    from pipeline.core.words import Words


def init(folder: Path, year: FiscalYear, last: FiscalYear | None, words: Words) -> Path:
    """The plan workbook that was made, with the folders and settings around it.

    `last` carries that year's plan over, in the same workspace: organisation, divisions, measures
    and steps; periods that name a year, scores, changes, exceptions and corrections are left blank.
    Raises PipelineError where the folder already holds something, or last year's plan is not there.
    """
    plan_file = folder / "workbooks" / f"plan-{year.be_year}.xlsx"
    if plan_file.exists() or (last is None and folder.exists() and any(folder.iterdir())):
        key = "init_exists"
        raise PipelineError(key, {"path": folder.as_posix()})
    contents = _empty(year) if last is None else _carried(folder, year, last, words)
    try:
        _make(folder, year)
        plan = plan_plan_workbook(load_schema(), words, contents, year.start)
        write_workbook(plan, plan_file)
    except OSError as error:
        raise cannot_write(folder) from error
    return plan_file


def _make(folder: Path, year: FiscalYear) -> None:
    for month in year.months:
        (folder / "workbooks" / "inbox" / str(month)).mkdir(parents=True, exist_ok=True)
    (folder / "outputs").mkdir(exist_ok=True)
    for path, text in (
        (folder / "ita.toml", (files("pipeline.run") / "ita.toml").read_text("utf-8")),
        (folder / "workbooks" / "aliases.csv", ALIASES_HEADER),
    ):
        if not path.exists():
            path.write_text(text, encoding="utf-8", newline="")


def _empty(year: FiscalYear) -> PlanContents:
    framework = load_framework(year.be_year)
    indicators = framework.indicators if framework else ()
    return PlanContents(
        {
            "organisation": [{"fiscal_year": str(year.be_year)}],
            "scores": [{"indicator": str(one.number)} for one in indicators],
        }
    )


def _carried(folder: Path, year: FiscalYear, last: FiscalYear, words: Words) -> PlanContents:
    path = folder / "workbooks" / f"plan-{last.be_year}.xlsx"
    plan = load_plan(path, load_schema(), Limits(), words).plan
    return PlanContents({**_empty(year).rows, **carry_over(plan, year, words)})
