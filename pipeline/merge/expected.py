"""What a month's workbooks are held against."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.core.duty import duties_of
from pipeline.core.names import division_book, organisation_book
from pipeline.merge.header_words import HeaderWords
from pipeline.merge.hints import senders_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.core.calendar import Month
    from pipeline.core.names import NameBook
    from pipeline.core.plan import Plan, Step
    from pipeline.core.schema import MeasureSchema
    from pipeline.merge.hints import Senders

# The key of a column that says whose each row is; the form says it above the table.
DIVISION_COLUMN = "division"


@dataclass(frozen=True, slots=True)
class Expected:
    """The plan, the month, the plan's names and addresses, the schema, the words of its columns."""

    plan: Plan
    month: Month
    divisions: NameBook
    organisations: NameBook
    schema: MeasureSchema
    words: HeaderWords
    owed: Mapping[str, tuple[Step, ...]]
    senders: Senders


def expect(
    plan: Plan, month: Month, aliases: Iterable[tuple[str, str]], schema: MeasureSchema
) -> Expected:
    """What the month's workbooks are held against; `aliases` are (text, division)."""
    office_words = schema.layout.office_words
    whose = replace(schema.heading("division"), key=DIVISION_COLUMN, required=False)
    return Expected(
        plan,
        month,
        division_book(plan.organisation, plan.divisions, office_words, aliases),
        organisation_book(plan.organisation, office_words),
        schema,
        HeaderWords((*schema.columns, whose)),
        _owed(plan, month),
        senders_of(plan.divisions),
    )


def _owed(plan: Plan, month: Month) -> Mapping[str, tuple[Step, ...]]:
    """By division, the steps that it owes in the month."""
    found: dict[str, list[Step]] = {}
    for duty in duties_of(plan, month):
        found.setdefault(duty.division, []).append(duty.step)
    return {name: tuple(steps) for name, steps in found.items()}
