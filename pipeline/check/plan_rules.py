"""The plan's own texts: periods that cannot be read, frequencies that only a title names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.core.finding import Finding
from pipeline.core.periods import Frequency, Kind, find_frequency_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.core.plan import Measure, Plan, Step

# Once a year is what a step without a frequency counts as anyway.
_PLAIN = frozenset({Frequency.ONCE, Frequency.YEARLY, Frequency.CONTINUOUS})


def find_plan_faults(plan: Plan) -> Iterator[Finding]:
    """Periods not readable, each text once a measure; frequency words beside a blank ความถี่."""
    for measure in plan.measures:
        yield from _unreadable_periods(measure)
        yield from _unstated_frequency(measure)


def _unreadable_periods(measure: Measure) -> Iterator[Finding]:
    seen: set[str] = set()
    for step in measure.steps:
        text = step.period.text.strip()
        if text and is_unreadable(step) and text not in seen:
            seen.add(text)
            facts = {"found": step.period.text}
            yield Finding(
                "period_unreadable",
                step.where,
                facts,
                measure_no=measure.number,
                step_no=step.step_no,
            )


def is_unreadable(step: Step) -> bool:
    """Whether the step has a period of which nothing could be read."""
    return bool(step.period.text.strip()) and step.period.kind is Kind.NONE


def _unstated_frequency(measure: Measure) -> Iterator[Finding]:
    found = find_frequency_words(measure.title)
    if found is None or found[1] in _PLAIN:
        return
    if any(step.frequency is None and len(step.period.occurrences) <= 1 for step in measure.steps):
        facts = {"found": found[0]}
        yield Finding("frequency_unstated", measure.where, facts, measure_no=measure.number)
