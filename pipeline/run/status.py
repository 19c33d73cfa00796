"""Who has sent and who has not, from the memory of the month's newest run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.core.duty import duties_of
from pipeline.core.problem import PipelineError
from pipeline.core.received import TAKEN
from pipeline.history.store import peek
from pipeline.run.plan_file import hold_year, load_plan
from schemas.loading import load_schema

if TYPE_CHECKING:
    from datetime import date

    from pipeline.core.calendar import Month
    from pipeline.core.past import Past
    from pipeline.core.received import Submission
    from pipeline.core.words import Words
    from pipeline.run.settings import Settings
    from pipeline.run.workspace import Places


@dataclass(frozen=True, slots=True)
class Standing:
    """A division of the plan: what it sent that stands, None where nothing does.

    `last_heard` is the latest earlier month of the fiscal year in which it sent a report.
    `silent_months` counts the consolidated months without one up to this month, 0 where one came.
    """

    division: str
    submission: Submission | None
    last_heard: Month | None
    silent_months: int = 0


@dataclass(frozen=True, slots=True)
class MonthStatus:
    """A month as it was last consolidated, each division and each file."""

    month: Month
    as_of: date
    divisions: tuple[Standing, ...]
    submissions: tuple[Submission, ...]


def month_status(places: Places, month: Month, settings: Settings, words: Words) -> MonthStatus:
    """Each division's standing; raises PipelineError `no_runs` where there was no run yet."""
    path = places.plan_file(month.fiscal_year)
    plan = load_plan(path, load_schema(), settings.limits, words).plan
    hold_year(plan, month, path)
    history = peek(places.history_file)
    if history is None:
        raise _no_runs(month)
    with history:
        run = history.newest(month, plan.organisation.name)
        if run is None:
            raise _no_runs(month)
        submissions = history.submissions(run)
        before = history.before(month, plan.organisation.name)
    owing = dict.fromkeys(
        duty.division
        for duty in duties_of(plan, month)
        if not plan.is_waived(duty.step, duty.division, run.as_of)
    )
    divisions = tuple(_division(name, _standing(name, submissions), before) for name in owing)
    return MonthStatus(month, run.as_of, divisions, submissions)


def _division(name: str, submission: Submission | None, before: Past) -> Standing:
    silent = submission is None or submission.outcome not in TAKEN
    months = len(before.quiet_months(name)) + 1 if silent else 0
    return Standing(name, submission, before.last_heard(name), months)


def _standing(division: str, submissions: tuple[Submission, ...]) -> Submission | None:
    own = [one for one in submissions if division in one.divisions]
    taken = [one for one in own if one.outcome in TAKEN]
    return next(iter(taken or own), None)


def _no_runs(month: Month) -> PipelineError:
    return PipelineError("no_runs", {"month": month, "command": f"ita consolidate {month}"})
