"""A workbook checked before it is sent, or a plan before it is used."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from pipeline.core.problem import PipelineError
from pipeline.intake.folder import receive
from pipeline.intake.read import read_files
from pipeline.merge.plan_sheets import is_plan
from pipeline.merge.stated import stated_month
from pipeline.run.deciding import Context, check_files
from pipeline.run.plan_file import ReadPlan, load_plan, plan_of
from pipeline.run.receiving import opened
from pipeline.run.remembering import past_of
from pipeline.run.workspace import read_aliases
from schemas.frameworks import load_framework
from schemas.loading import load_schema

if TYPE_CHECKING:
    from datetime import date

    from pipeline.core.calendar import Month
    from pipeline.core.finding import Finding, Reading
    from pipeline.core.plan import Plan
    from pipeline.core.received import ReadFile
    from pipeline.core.words import Words
    from pipeline.run.settings import Settings
    from pipeline.run.workspace import Places


@dataclass(frozen=True, slots=True)
class Question:
    """What to check, and against what."""

    files: tuple[Path, ...]
    places: Places
    settings: Settings
    words: Words
    month: Month | None = None
    as_of: date | None = None
    jobs: int = 2


# Plans that were read for the files before, by their paths.
Plans: TypeAlias = "dict[Path, ReadPlan]"


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """One file: what it was taken for, and everything found in it.

    `plan` for a plan workbook, `unusable` where it lacks what a plan must say; `division`, `month`
    and `rows` for a report that could be taken.
    """

    name: str
    findings: tuple[Finding, ...]
    readings: tuple[Reading, ...] = ()
    plan: Plan | None = None
    unusable: bool = False
    division: str | None = None
    month: Month | None = None
    rows: int = 0


def check(question: Question) -> tuple[CheckedFile, ...]:
    """Each file checked by itself, in the order given, as the month's run would check it.

    An archive or a mail stands for the files in it.

    Raises PipelineError where a file is missing, or a report's month has no plan to be held to.
    """
    for path in question.files:
        if not path.is_file():
            key = "file_missing"
            raise PipelineError(key, {"path": path.as_posix()})
    received = [receive(path) for path in question.files]
    plans: Plans = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        opened(received, Path(folder) / "opened", question.settings, question.jobs) as found,
    ):
        files = read_files(found, question.settings.limits, question.jobs)
        return tuple(_check_file(file, question, plans) for file in files)


def _check_file(file: ReadFile, question: Question, plans: Plans) -> CheckedFile:
    schema = load_schema()
    if file.workbook is None:
        return CheckedFile(file.received.name, () if file.refusal is None else (file.refusal,))
    if is_plan(file.workbook, schema.plan_sheets):
        built = plan_of(file, schema)
        return CheckedFile(
            file.received.name,
            built.findings,
            built.readings,
            plan=built.plan,
            unusable=built.plan is None,
        )
    return _check_report(file, question, plans)


def _check_report(file: ReadFile, question: Question, plans: Plans) -> CheckedFile:
    stated = question.month or stated_month(file, load_schema())
    plan = _plan(question, stated, plans)
    month = _month_of_plan(plan.plan, stated)
    context = Context(
        plan=replace(plan, findings=(), readings=()),
        month=month,
        as_of=question.as_of or month.last + timedelta(days=question.settings.cut_off_days),
        settings=question.settings,
        schema=load_schema().of_month(month),
        framework=load_framework(month.fiscal_year.be_year),
        past=past_of(question.places.history_file, month, plan.plan),
        aliases=read_aliases(question.places.aliases_file),
    )
    checked = check_files([file], context)
    (submission,) = checked.merged.submissions
    return CheckedFile(
        file.received.name,
        checked.findings,
        checked.merged.readings,
        division=submission.division,
        month=month,
        rows=checked.merged.rows_read,
    )


def _plan(question: Question, month: Month | None, plans: Plans) -> ReadPlan:
    """The plan of the month's year; where there is none, the newest plan of the workspace."""
    places, limits = question.places, question.settings.limits
    path = places.plan_file(month.fiscal_year) if month else None
    if path is None or not path.is_file():
        path = places.plan or places.some_plan()
    if path not in plans:
        plans[path] = load_plan(path, load_schema(), limits, question.words)
    return plans[path]


def _month_of_plan(plan: Plan, stated: Month | None) -> Month:
    """The plan's month that the report is held against: the stated one of the plan's own year."""
    months = plan.fiscal_year.months
    if stated is None:
        return months[-1]
    return next(month for month in months if month.month == stated.month)
