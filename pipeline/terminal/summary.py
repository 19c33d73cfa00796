"""What a run came to, summed up so that a person can act on it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from pipeline.core.duty import Verdict
from pipeline.core.finding import Severity
from pipeline.core.received import TAKEN, Outcome
from pipeline.core.schema import Urgency
from pipeline.core.sealing import DRAFT
from pipeline.terminal.screen import say, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from pipeline.core.finding import Finding
    from pipeline.core.received import Submission
    from pipeline.core.report import MonthReport
    from pipeline.core.schema import MeasureSchema
    from pipeline.core.words import Words
    from pipeline.run.check import CheckedFile
    from pipeline.run.consolidate import Request

_MOST = 12
_PLAIN_NAME = re.compile(r"[\w\u0e00-\u0e7f ./()-]+")
_MARKS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.INFO: "·"}
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "dim"}


def show_month(report: MonthReport, request: Request, out: Path) -> None:
    """Submissions, verdicts and gaps in figures, what must be mended, and what to do next."""
    words = request.words
    _show_files(report, words)
    if not report.submissions:
        inbox = request.places.inbox_folder(request.month)
        say(words.say("cli", "inbox_empty", path=inbox.as_posix()), style="yellow")
    say()
    say(_submissions(report, words))
    say(_verdicts(report, words))
    say(_gaps(report, words))
    if report.compared.last is not None:
        say(words.say("changes", "line", **report.compared.counts))
    _show_findings(report.findings, report.schema, words)
    _show_questions(report.findings, words)
    say()
    say(words.say("cli", "done", path=out.as_posix()), style="green")
    if report.edition != DRAFT:
        told = words.edition(report.edition)
        say(words.say("cli", "edition_now", month=report.month, edition=told), style="yellow")
    say(words.say("cli", "next_step", command=(out / "tracking.xlsx").as_posix()))


def month_line(report: MonthReport, words: Words) -> str:
    """The month in one line of figures."""
    sent = _divisions(report, TAKEN)
    return words.say(
        "cli",
        "invented_month",
        month=report.month,
        sent=len(sent),
        refused=sum(_is_open(one, sent) for one in report.submissions),
        silent=len(report.silent),
        planned=len(report.planned),
        done=report.verdicts(Verdict.DONE),
        overdue=report.verdicts(Verdict.OVERDUE),
        high=report.gap_count(Urgency.HIGH),
    )


def must_mend(report: MonthReport) -> bool:
    """Whether a file was refused, or anything in a report must be mended."""
    refused = any(
        one.reason is not None and report.schema.severity(one.reason.code) is Severity.ERROR
        for one in report.submissions
    )
    return refused or report.finding_count(Severity.ERROR) > 0


def show_checked(files: Sequence[CheckedFile], schema: MeasureSchema, words: Words) -> None:
    """Each file: what it is, and everything found in it."""
    for file in files:
        say(_describe(file, words), style="bold")
        for finding in file.findings:
            _show_finding(finding, schema, words)
        say(_count(file.findings, schema, words))


def checked_json(files: Sequence[CheckedFile], schema: MeasureSchema, words: Words) -> str:
    """The same for a program: one object a file with its findings and readings."""
    told = [
        {
            "file": file.name,
            "kind": "plan" if file.plan else "report",
            "division": file.division,
            "month": None if file.month is None else str(file.month),
            "rows": file.rows,
            "findings": [
                {
                    "code": one.code,
                    "severity": schema.severity(one.code).value,
                    "sheet": one.where.sheet,
                    "cell": one.where.cell,
                    "measure_no": one.measure_no,
                    "step_no": one.step_no,
                    "message": words.finding(one),
                }
                for one in file.findings
            ],
            "readings": [
                {
                    "sheet": one.where.sheet,
                    "cell": one.where.cell,
                    "typed": one.typed,
                    "read_as": one.read_as,
                    "rule": one.rule,
                }
                for one in file.readings
            ],
        }
        for file in files
    ]
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _show_files(report: MonthReport, words: Words) -> None:
    headers = [words.get("header", key) for key in ("division", "outcome", "file")]
    rows = [
        (one.division or "", words.get("outcome", one.outcome), one.received.name)
        for one in report.submissions
        if one.received.passed_over != "decoration"
    ]
    missing = [(division, words.get("outcome", "not_sent"), "") for division in report.silent]
    shown = [*rows[: _MOST * 2], *missing[:_MOST]]
    if shown:
        table(headers, shown)
    left = len(rows) + len(missing) - len(shown)
    if left:
        say(words.say("cli", "more", count=left, file="submissions.csv"), style="dim")


def _submissions(report: MonthReport, words: Words) -> str:
    to_mend = (Outcome.ACCEPTED_WITH_FINDINGS, Outcome.PARTLY_ACCEPTED)
    sent = _divisions(report, TAKEN)
    return words.say(
        "cli",
        "sum_submissions",
        sent=len(sent),
        mend=len(_divisions(report, to_mend)),
        refused=sum(_is_open(one, sent) for one in report.submissions),
        silent=len(report.silent),
    )


def _divisions(report: MonthReport, outcomes: Sequence[Outcome]) -> set[str]:
    """The divisions whose rows came in a file with any of the outcomes."""
    files = (one for one in report.submissions if one.outcome in outcomes)
    return {division for one in files for division in one.divisions}


def _is_open(one: Submission, sent: set[str]) -> bool:
    """Whether a file could not be used, and nothing else of its divisions stands instead."""
    left = one.outcome in (Outcome.REFUSED, Outcome.WAITING)
    return left and not (one.divisions and sent.issuperset(one.divisions))


def _verdicts(report: MonthReport, words: Words) -> str:
    """Planned steps, and every verdict that one of them has: they add up."""
    counts = {one: report.verdicts(one) for one in Verdict}
    told = [
        f"{words.label('verdict', one)} {words.value(count)}"
        for one, count in counts.items()
        if count
    ]
    planned = words.say("cli", "sum_verdicts", planned=len(report.planned))
    return " · ".join([planned, *told])


def _gaps(report: MonthReport, words: Words) -> str:
    return words.say(
        "cli",
        "sum_gaps",
        high=report.gap_count(Urgency.HIGH),
        medium=report.gap_count(Urgency.MEDIUM),
        low=report.gap_count(Urgency.LOW),
    )


def _show_findings(findings: Sequence[Finding], schema: MeasureSchema, words: Words) -> None:
    errors = [one for one in findings if schema.severity(one.code) is Severity.ERROR]
    say(_count(findings, schema, words))
    for finding in errors[:_MOST]:
        _show_finding(finding, schema, words)
    if len(errors) > _MOST:
        left = len(errors) - _MOST
        say(words.say("cli", "more", count=left, file="findings.csv"), style="dim")


def _show_questions(findings: Sequence[Finding], words: Words) -> None:
    """How to answer each question about a name that has a likely answer."""
    asked = {
        str(one.facts["found"]): str(one.facts["near"])
        for one in findings
        if one.code == "division_unknown" and one.facts.get("found") and one.facts.get("near")
    }
    for found, near in list(asked.items())[:_MOST]:
        first = near.partition(", ")[0]
        # A name is a stranger's text: what a shell might run is not offered to be pasted there.
        if not _PLAIN_NAME.fullmatch(found + first):
            continue
        command = f'ita alias "{found}" "{first}"'
        say(words.say("cli", "alias_hint", near=first, command=command), style="yellow")


def _show_finding(finding: Finding, schema: MeasureSchema, words: Words) -> None:
    severity = schema.severity(finding.code)
    text = f"{_MARKS[severity]} {finding.where} {words.finding(finding)}"
    say(text, style=_STYLES[severity])


def _count(findings: Iterable[Finding], schema: MeasureSchema, words: Words) -> str:
    severities = [schema.severity(one.code) for one in findings]
    if not severities:
        return words.get("cli", "no_findings")
    return words.say(
        "cli",
        "findings_count",
        errors=severities.count(Severity.ERROR),
        warnings=severities.count(Severity.WARNING),
        infos=severities.count(Severity.INFO),
    )


def _describe(file: CheckedFile, words: Words) -> str:
    if file.plan is not None:
        plan = file.plan
        return words.say(
            "cli",
            "checked_plan",
            file=file.name,
            year=plan.fiscal_year,
            divisions=len(plan.divisions),
            measures=len(plan.measures),
            steps=len(plan.steps),
        )
    if file.division is None:
        return file.name
    return words.say(
        "cli",
        "checked_file",
        file=file.name,
        division=file.division,
        month=file.month,
        rows=file.rows,
    )
