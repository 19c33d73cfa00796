"""The month from read files to a decided report: merge, check, accept, analyse."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.analyse.analysing import analyse
from pipeline.analyse.scene import Reports, Scene, deadlines, decide_duties
from pipeline.analyse.scores import Frameworks, score_board
from pipeline.analyse.standing import with_standing_works
from pipeline.check.accepting import AcceptedMonth, accept_month
from pipeline.check.arrival import find_late_reports
from pipeline.check.checking import check_month, in_order, lay_ground
from pipeline.check.outcomes import settle
from pipeline.core.report import MonthReport
from pipeline.merge.expected import expect
from pipeline.merge.merging import Merged, merge_files, refused_divisions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from pipeline.analyse.scene import Deadlines
    from pipeline.check.ground import Ground
    from pipeline.core.calendar import Month
    from pipeline.core.finding import Finding
    from pipeline.core.framework import Framework
    from pipeline.core.past import Past
    from pipeline.core.received import ReadFile, Submission
    from pipeline.core.schema import MeasureSchema
    from pipeline.run.plan_file import ReadPlan
    from pipeline.run.settings import Settings


@dataclass(frozen=True, slots=True)
class Context:
    """What a month is decided by, beside its files."""

    plan: ReadPlan
    month: Month
    as_of: date
    settings: Settings
    schema: MeasureSchema
    framework: Framework | None
    past: Past
    aliases: tuple[tuple[str, str], ...] = ()
    settings_files: Mapping[str, str] = field(default_factory=dict)
    score_framework: Framework | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """The report of a month, and the checked files that it is of."""

    report: MonthReport
    checked: Checked

    @property
    def accepted(self) -> AcceptedMonth:
        """What was accepted for the months to come."""
        return self.checked.accepted


@dataclass(frozen=True, slots=True)
class Checked:
    """A month's files merged and checked; `findings` are all, of the plan too."""

    merged: Merged
    ground: Ground
    findings: tuple[Finding, ...]
    accepted: AcceptedMonth


def check_files(files: Iterable[ReadFile], context: Context) -> Checked:
    """The files as one table, everything found in them, and what of it is accepted."""
    plan = context.plan.plan
    expected = expect(plan, context.month, context.aliases, context.schema)
    merged = merge_files(files, expected)
    laid = lay_ground(
        merged.table, plan, context.month, context.as_of, (context.schema, context.past)
    )
    ground = replace(laid, silent_months=context.settings.silent_months)
    findings = check_month(ground, (*context.plan.findings, *merged.findings))
    accepted = accept_month(ground, findings)
    settled = _settled(merged, findings, context)
    late = context.schema.in_force(find_late_reports(settled.submissions, _deadlines(context).due))
    return Checked(settled, ground, in_order((*findings, *late)), accepted)


def decide_month(files: Iterable[ReadFile], context: Context) -> Decided:
    """The month's report: a function of the files and the context alone."""
    checked = check_files(files, context)
    analysis = analyse(_scene(checked, context))
    report = MonthReport(
        plan=context.plan.plan,
        month=context.month,
        as_of=context.as_of,
        schema=context.schema,
        framework=context.framework,
        tracked=analysis.tracked,
        gaps=analysis.gaps,
        findings=checked.findings,
        readings=(*context.plan.readings, *checked.merged.readings),
        submissions=checked.merged.submissions,
        compared=analysis.compared,
        silent=analysis.silent,
        files_received=checked.merged.files,
        rows_read=checked.merged.rows_read,
        settings_files=context.settings_files,
        corrected=checked.merged.corrected,
        inputs=_inputs(checked.merged.submissions),
    )
    frameworks = Frameworks(context.framework, context.score_framework)
    scores = score_board(report.plan, report.planned, frameworks)
    return Decided(replace(report, scores=scores), checked)


def _inputs(submissions: Iterable[Submission]) -> dict[str, str]:
    """The SHA-256 of every file by name, and of the archives and mails that held them."""
    files = (one for each in submissions for one in (each.received.on_disk, each.received))
    return {one.name: one.sha256 for one in files if one.sha256}


def _scene(checked: Checked, context: Context) -> Scene:
    """The month as the analysis sees it."""
    plan, settings = context.plan.plan, context.settings
    month, as_of = context.month, context.as_of
    reports = with_standing_works(_reports(checked), context.past)
    said = (reports, context.past)
    return Scene(
        plan=plan,
        month=month,
        as_of=as_of,
        schema=context.schema,
        framework=context.framework,
        score_framework=context.score_framework,
        past=context.past,
        reports=reports,
        deadlines=_deadlines(context),
        behind_points=settings.behind_points,
        silent_months=settings.silent_months,
        decided=decide_duties(plan, month, as_of, said, settings.behind_points),
    )


def _deadlines(context: Context) -> Deadlines:
    """When reports of the month were due, and by when its gaps are to be acted on."""
    days = (context.settings.cut_off_days, context.settings.return_due_day)
    return deadlines(context.plan.plan, context.month, context.as_of, days)


def _settled(merged: Merged, findings: Iterable[Finding], context: Context) -> Merged:
    nil = {source.file for source in merged.table.sources.values() if source.nil}
    submissions = settle(merged.submissions, tuple(findings), nil, context.schema)
    with_month = tuple(
        replace(one, month=context.month) if one.division else one for one in submissions
    )
    return replace(merged, submissions=with_month)


def _reports(checked: Checked) -> Reports:
    merged = checked.merged
    submitted = frozenset(one.division for one in merged.returns)
    refused = {
        division: one.reason
        for division, one in refused_divisions(merged.submissions).items()
        if one.reason is not None and division not in submitted
    }
    nil = frozenset(one.division for one in merged.returns if one.nil)
    accepted = checked.accepted
    return Reports(
        accepted=accepted.accepted,
        blank=accepted.blank,
        unplanned=accepted.unplanned,
        submitted=submitted,
        nil=nil,
        refused=refused,
        untied=accepted.untied,
    )
