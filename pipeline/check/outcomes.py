"""What becomes of a file that was taken, once its rows are checked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.core.received import Outcome

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from pipeline.core.finding import Finding
    from pipeline.core.received import Submission
    from pipeline.core.schema import MeasureSchema

# What keeps a row or a whole sheet of a file out while the rest of it is taken.
_PARTLY = frozenset(
    {
        "row_duplicated",
        "header_missing",
        "header_duplicated",
        "organisation_unknown",
        "division_unknown",
        "month_mismatch",
        "year_mismatch",
    }
)


def settle(
    submissions: Iterable[Submission],
    findings: Sequence[Finding],
    nil_files: Collection[str],
    schema: MeasureSchema,
) -> tuple[Submission, ...]:
    """The submissions with the outcome that their findings give to those accepted so far.

    A row or sheet that was not taken makes a file partly accepted; anything the division is to
    mend makes it accepted with findings; a nil return without either is nil.
    """
    to_mend: dict[str, set[str]] = {}
    for finding in findings:
        rule = schema.rule(finding.code)
        if rule.asked or finding.code in _PARTLY:
            to_mend.setdefault(finding.where.file, set()).add(finding.code)
    return tuple(
        replace(one, outcome=_outcome(to_mend.get(one.received.name, set()), one, nil_files))
        if one.outcome is Outcome.ACCEPTED
        else one
        for one in submissions
    )


def _outcome(codes: set[str], one: Submission, nil_files: Collection[str]) -> Outcome:
    if not _PARTLY.isdisjoint(codes):
        return Outcome.PARTLY_ACCEPTED
    if codes:
        return Outcome.ACCEPTED_WITH_FINDINGS
    return Outcome.NIL if one.received.name in nil_files else Outcome.ACCEPTED
