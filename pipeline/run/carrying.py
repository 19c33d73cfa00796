"""Last year's plan as rows of the next year's plan workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.core.periods import parse_period

if TYPE_CHECKING:
    from pipeline.core.calendar import FiscalYear
    from pipeline.core.plan import Measure, Plan, Step
    from pipeline.core.words import Words
    from pipeline.sheets.plan import Value


def carry_over(plan: Plan, year: FiscalYear, words: Words) -> dict[str, list[dict[str, Value]]]:
    """Rows of หน่วยงาน, ส่วนราชการ and มาตรการ for `year`; steps that have ended are left out."""
    return {
        "organisation": [_organisation(plan, year)],
        "divisions": [
            {
                "code": one.code,
                "name": one.name,
                "aliases": " / ".join(one.aliases),
                "parent": one.parent,
                "email": one.email,
                "telephone": one.telephone,
                "head": one.head,
            }
            for one in plan.divisions
            if one.valid_until is None or one.valid_until >= year.start
        ],
        "measures": [
            _step(measure, step, words)
            for measure in plan.measures
            for step in measure.steps
            if step.valid_until is None or step.valid_until >= year.start
        ],
    }


def _organisation(plan: Plan, year: FiscalYear) -> dict[str, Value]:
    own = plan.organisation
    return {
        "code": own.code,
        "name": own.name,
        "district": own.district,
        "province": own.province,
        "fiscal_year": str(year.be_year),
        "addressee": own.addressee,
        "author": own.author,
        "reviewers": " / ".join(own.reviewers),
        "due_day": None if own.due_day is None else str(own.due_day),
    }


def _step(measure: Measure, step: Step, words: Words) -> dict[str, Value]:
    required = step.evidence_required
    return {
        "measure_no": measure.number,
        "measure": measure.title,
        "step_no": step.step_no,
        "method": step.method,
        "responsible": step.responsible,
        "period": _yearless(step),
        "frequency": words.get("frequency", step.frequency) if step.frequency else None,
        "indicator": ", ".join(measure.indicators) or None,
        "evidence_required": (
            None if required is None else words.get("required", "yes" if required else "no")
        ),
        "in_percent": words.get("required", "yes") if step.in_percent else None,
    }


def _yearless(step: Step) -> str | None:
    """The period where it names no year: one that does was last year's."""
    text = step.period.text
    without = parse_period(text, None)
    return text if without.start is None and without.end is None else None
