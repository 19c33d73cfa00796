"""What a run was made from and what it made: the content of run.json."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeAlias

from pipeline.core.duty import State, Verdict
from pipeline.core.finding import Severity
from pipeline.core.received import Outcome
from pipeline.core.schema import Urgency
from pipeline.publish.version import program_version

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.core.report import MonthReport
    from pipeline.core.words import Words

Json: TypeAlias = "str | int | list[Json] | dict[str, Json] | None"


def run_record(report: MonthReport, words: Words, outputs: Mapping[str, str]) -> dict[str, Json]:
    """The run as plain values: `outputs` gives each file's SHA-256 by its name.

    It names no time, host or absolute path: the same inputs give the same record.
    """
    plan = report.plan
    return {
        "month": str(report.month),
        "organisation": plan.organisation.code,
        "fiscal_year": plan.fiscal_year.be_year,
        "as_of": report.as_of.isoformat(),
        "edition": {"state": report.edition.state, "amendment": report.edition.amendment},
        "language": words.language,
        "digits": words.digits.value,
        "version": program_version(),
        "schema_version": report.schema.version,
        "inputs": _files(report.inputs),
        "settings": _files(report.settings_files),
        "plan": {"file": plan.file, "sha256": plan.sha256},
        "outputs": _files(outputs),
        "counts": _counts(report),
    }


def record_text(record: Mapping[str, Json]) -> str:
    """The record as JSON: keys sorted, Thai as it is, one line end at the end."""
    return json.dumps(record, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _files(sums: Mapping[str, str]) -> list[Json]:
    return [{"file": name, "sha256": sha256} for name, sha256 in sorted(sums.items())]


def _counts(report: MonthReport) -> dict[str, Json]:
    """`files_out` is the sum over the outcomes: equal to `files_in`, or a file was lost."""
    outcomes = {one.value: report.outcome_count(one) for one in Outcome}
    return {
        "files_in": report.files_received,
        "files_out": sum(outcomes.values()),
        "outcomes": {**outcomes},
        "rows_read": report.rows_read,
        "planned": len(report.plan.steps),
        "duties": len(report.planned),
        "occurrences": sum(len(row.occurrences) for row in report.planned),
        "unplanned": len(report.unplanned),
        "untied": len(report.untied),
        "findings": {one.value: report.finding_count(one) for one in Severity},
        "gaps": {one.value: report.gap_count(one) for one in Urgency},
        "verdicts": {
            one.value: report.verdicts(one) for one in Verdict if one is not Verdict.UNPLANNED
        },
        "states": {one.value: sum(row.count(one) for row in report.planned) for one in State},
    }
