"""One cell, one finding: which of several is reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.core.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.core.finding import Finding
    from pipeline.core.schema import MeasureSchema

_BROKEN = ("error_value", "formula_not_calculated", "text_damaged")
_DATES = ("date_year_slip", "date_outside_year", "date_in_future", "date_outside_period")
_SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.INFO)


def one_a_cell(findings: Iterable[Finding], schema: MeasureSchema) -> tuple[Finding, ...]:
    """The findings with the first in rank of each cell; those of no single cell are all kept.

    A value that cannot be read silences whatever else is said of its cell.
    """
    order = {rule.code: place for place, rule in enumerate(schema.rules)}

    def rank(finding: Finding) -> tuple[int, int, int, int]:
        severity = _SEVERITIES.index(schema.severity(finding.code))
        dated = _DATES.index(finding.code) if finding.code in _DATES else len(_DATES)
        return (_stage(finding.code), severity, dated, order[finding.code])

    best: dict[object, Finding] = {}
    for finding in findings:
        key = finding.where if finding.where.cell else finding_key(finding)
        if key not in best or rank(finding) < rank(best[key]):
            best[key] = finding
    return tuple(best.values())


def finding_key(finding: Finding) -> tuple[object, ...]:
    """What makes a finding on a whole file, sheet or row the same as another."""
    facts = tuple(sorted((key, str(value)) for key, value in finding.facts.items()))
    return (finding.where, finding.code, finding.measure_no, finding.step_no, facts)


def _stage(code: str) -> int:
    if code in _BROKEN:
        return _BROKEN.index(code)
    return len(_BROKEN) + (0 if code.endswith("_unreadable") else 1)
