from __future__ import annotations

from pathlib import Path

from pipeline.core.address import Address
from pipeline.core.finding import Finding
from pipeline.core.received import Outcome, Received, Submission
from pipeline.publish.letters import LetterKind
from pipeline.publish.outgoing import outgoing_of
from schemas.loading import load_schema

SCHEMA = load_schema()


def sent(name: str, outcome: Outcome, division: str | None = None) -> Submission:
    return Submission(Received(f"{name}.xlsx", Path(name)), outcome, division)


def found(code: str, name: str, row: int, division: str | None = None) -> Finding:
    return Finding(code, Address(f"{name}.xlsx", "รายงานผล", row, 8), division=division)


def stem(name: str) -> str | None:
    return {"กองช่าง.xlsx": "กองช่าง"}.get(name)


def test_errors_come_before_warnings_and_what_the_analyst_does_is_left_out() -> None:
    findings = [
        found("evidence_blank", "ก", 8),
        found("date_blank", "ก", 9),
        found("column_unknown", "ก", 7),
        found("division_unknown", "ก", 3),
        found("date_blank", "ข", 9),
    ]
    submissions = [sent("ก", Outcome.ACCEPTED_WITH_FINDINGS, "กองคลัง")]
    (one,) = outgoing_of(["กองคลัง"], submissions, findings, SCHEMA, stem)
    assert one.kind is LetterKind.MEND
    assert [point.code for point in one.points] == ["date_blank", "evidence_blank"]


def test_of_a_file_of_several_divisions_each_gets_its_own_points() -> None:
    findings = [found("date_blank", "ก", 8, "กองคลัง"), found("date_blank", "ก", 9, "กองช่าง")]
    submissions = [sent("ก", Outcome.ACCEPTED_WITH_FINDINGS, "กองคลัง; กองช่าง")]
    own = outgoing_of(["กองคลัง", "กองช่าง"], submissions, findings, SCHEMA, stem)
    assert [[point.where.row for point in one.points] for one in own] == [[8], [9]]


def test_who_sent_nothing_is_reminded_and_who_sent_all_is_thanked() -> None:
    submissions = [sent("ก", Outcome.NIL, "กองคลัง"), sent("ข", Outcome.SUPERSEDED, "กองช่าง")]
    own = outgoing_of(["กองคลัง", "กองช่าง"], submissions, [], SCHEMA, stem)
    assert [one.kind for one in own] == [LetterKind.RECEIPT, LetterKind.REMIND]


def test_a_refused_file_is_the_division_s_that_it_is_named_after() -> None:
    submissions = [sent("กองช่าง", Outcome.REFUSED), sent("ภาพ", Outcome.REFUSED)]
    findings = [Finding("file_unreadable", Address("กองช่าง.xlsx"))]
    (one,) = outgoing_of(["กองช่าง"], submissions, findings, SCHEMA, stem)
    assert (one.kind, one.refused) == (LetterKind.MEND, True)
    assert [point.code for point in one.points] == ["file_unreadable"]
