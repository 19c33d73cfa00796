"""Checks a month's table: rules of the data through pandera, then the functions of CHECKS."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from pipeline.check.against_past import (
    find_backward_steps,
    find_copied_texts,
    find_unchanged,
)
from pipeline.check.against_plan import (
    find_changed_texts,
    find_missing_rows,
    find_repeated_rows,
    find_unknown_rows,
)
from pipeline.check.by_measure import find_blank_recommendations, find_repeated_numbering
from pipeline.check.dates import find_date_faults
from pipeline.check.facts import join_plan, lay_calendar
from pipeline.check.ground import Ground, lines_of
from pipeline.check.heading_block import (
    find_blank_reporters,
    find_nil_with_values,
    find_nil_without_reason,
)
from pipeline.check.precedence import one_a_cell
from pipeline.check.rules import find_breaches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from pipeline.core.calendar import Month
    from pipeline.core.finding import Finding
    from pipeline.core.past import Past
    from pipeline.core.plan import Plan
    from pipeline.core.schema import MeasureSchema
    from pipeline.core.table import Table

Check: TypeAlias = "Callable[[Ground], Iterator[Finding]]"

# What no predicate can say, each with the codes that it raises.
CHECKS: tuple[tuple[Check, tuple[str, ...]], ...] = (
    (
        find_date_faults,
        ("date_year_slip", "date_outside_year", "date_in_future", "date_outside_period"),
    ),
    (find_unknown_rows, ("row_unknown",)),
    (find_repeated_rows, ("row_duplicated",)),
    (find_missing_rows, ("row_missing",)),
    (find_changed_texts, ("plan_text_changed",)),
    (find_blank_recommendations, ("recommendation_blank",)),
    (find_repeated_numbering, ("numbering_repeated",)),
    (find_backward_steps, ("went_backwards",)),
    (find_unchanged, ("unchanged_for_months",)),
    (find_copied_texts, ("text_copied",)),
    (find_blank_reporters, ("reporter_blank",)),
    (find_nil_without_reason, ("nil_without_reason",)),
    (find_nil_with_values, ("nil_with_values",)),
)


def lay_ground(
    table: Table, plan: Plan, month: Month, as_of: date, about: tuple[MeasureSchema, Past]
) -> Ground:
    """The table beside the plan, for checks; `about` are the schema and the past."""
    schema, past = about
    calendar = lay_calendar(plan, month, as_of, past)
    joined = join_plan(table, calendar)
    return Ground(joined, lines_of(joined, calendar.duties, schema), calendar, schema)


def check_month(ground: Ground, earlier: Iterable[Finding]) -> tuple[Finding, ...]:
    """All findings, one a cell, by file, sheet and cell; `earlier` are of reading and merging."""
    found = [*earlier, *find_breaches(ground.table, ground.schema)]
    for check, _ in CHECKS:
        found.extend(check(ground))
    kept = one_a_cell(ground.schema.in_force(found), ground.schema)
    return in_order(ground.placed(finding) for finding in kept)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings by file, sheet and cell."""
    return tuple(sorted(findings, key=_place))


def _place(finding: Finding) -> tuple[str, str, int, int]:
    where = finding.where
    return (where.file, where.sheet or "", where.row or 0, where.column or 0)
