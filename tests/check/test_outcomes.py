from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.check.outcomes import settle
from pipeline.core.address import Address
from pipeline.core.finding import Finding
from pipeline.core.received import Outcome, Received, Submission
from schemas.loading import load_schema

SCHEMA = load_schema()
CELL = Address("a.xlsx", "รายงานผล", 6, 4)
TAKEN = Submission(Received("a.xlsx", Path("a.xlsx")), Outcome.ACCEPTED, "กองคลัง")


@pytest.mark.parametrize(
    ("codes", "nil", "outcome"),
    [
        ([], False, Outcome.ACCEPTED),
        ([], True, Outcome.NIL),
        (["column_unknown"], False, Outcome.ACCEPTED),
        (["pictures_present"], True, Outcome.NIL),
        (["status_blank"], False, Outcome.ACCEPTED_WITH_FINDINGS),
        (["evidence_blank"], False, Outcome.ACCEPTED_WITH_FINDINGS),
        (["nil_without_reason"], True, Outcome.ACCEPTED_WITH_FINDINGS),
        (["row_duplicated"], False, Outcome.PARTLY_ACCEPTED),
        (["status_blank", "row_duplicated"], False, Outcome.PARTLY_ACCEPTED),
        (["month_mismatch"], False, Outcome.PARTLY_ACCEPTED),
        (["division_unknown"], False, Outcome.PARTLY_ACCEPTED),
    ],
)
def test_what_becomes_of_a_file_that_was_taken(
    codes: list[str],
    nil: bool,  # noqa: FBT001 - a column of the table
    outcome: Outcome,
) -> None:
    findings = [Finding(code, CELL.at(6, place)) for place, code in enumerate(codes, start=1)]
    (settled,) = settle([TAKEN], findings, {"a.xlsx"} if nil else set(), SCHEMA)
    assert settled == replace(TAKEN, outcome=outcome)


def test_other_files_and_outcomes_are_let_be() -> None:
    refused = replace(TAKEN, outcome=Outcome.REFUSED)
    other = replace(TAKEN, received=Received("b.xlsx", Path("b.xlsx")))
    settled = settle([refused, other], [Finding("status_blank", CELL)], {"a.xlsx"}, SCHEMA)
    assert settled == (refused, other)
