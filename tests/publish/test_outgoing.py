from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from pipeline.core.address import Address
from pipeline.core.calendar import Month
from pipeline.core.finding import Finding
from pipeline.core.received import Outcome, Received, Submission
from pipeline.publish.letters import LetterKind
from pipeline.publish.outgoing import Outgoing, letter_key, outgoing_of
from schemas.loading import load_schema

SCHEMA = load_schema()
MARCH = Month(2566, 3)
DAY = date(2023, 4, 11)


def sent(name: str, outcome: Outcome, division: str | None = None) -> Submission:
    return Submission(Received(f"{name}.xlsx", Path(name)), outcome, division)


def found(code: str, name: str, row: int, division: str | None = None) -> Finding:
    return Finding(code, Address(f"{name}.xlsx", "รายงานผล", row, 8), division=division)


def test_errors_come_before_warnings_and_what_the_analyst_does_is_left_out() -> None:
    findings = [
        found("evidence_blank", "ก", 8),
        found("date_blank", "ก", 9),
        found("column_unknown", "ก", 7),
        found("division_unknown", "ก", 3),
        found("date_blank", "ข", 9),
    ]
    submissions = [sent("ก", Outcome.ACCEPTED_WITH_FINDINGS, "กองคลัง")]
    (one,) = outgoing_of(["กองคลัง"], submissions, findings, SCHEMA)
    assert one.kind is LetterKind.MEND
    assert [point.code for point in one.points] == ["date_blank", "evidence_blank"]


def test_of_a_file_of_several_divisions_each_gets_its_own_points() -> None:
    findings = [found("date_blank", "ก", 8, "กองคลัง"), found("date_blank", "ก", 9, "กองช่าง")]
    submissions = [sent("ก", Outcome.ACCEPTED_WITH_FINDINGS, "กองคลัง; กองช่าง")]
    own = outgoing_of(["กองคลัง", "กองช่าง"], submissions, findings, SCHEMA)
    assert [[point.where.row for point in one.points] for one in own] == [[8], [9]]


def test_who_sent_nothing_is_reminded_and_who_sent_all_is_thanked() -> None:
    submissions = [sent("ก", Outcome.NIL, "กองคลัง"), sent("ข", Outcome.SUPERSEDED, "กองช่าง")]
    own = outgoing_of(["กองคลัง", "กองช่าง"], submissions, [], SCHEMA)
    assert [one.kind for one in own] == [LetterKind.RECEIPT, LetterKind.REMIND]


def test_a_refused_file_goes_back_to_the_division_that_it_seems_to_be_of() -> None:
    submissions = [sent("กองช่าง", Outcome.REFUSED, "กองช่าง"), sent("ภาพ", Outcome.REFUSED)]
    findings = [Finding("file_unreadable", Address("กองช่าง.xlsx"))]
    (one,) = outgoing_of(["กองช่าง"], submissions, findings, SCHEMA)
    assert (one.kind, one.refused) == (LetterKind.MEND, True)
    assert [point.code for point in one.points] == ["file_unreadable"]


def test_of_several_files_that_stand_together_all_points_are_asked_for() -> None:
    findings = [
        found("date_blank", "ข", 9),
        found("date_blank", "ก", 8),
        found("date_blank", "ค", 7),
    ]
    submissions = [
        sent("ก", Outcome.ACCEPTED_WITH_FINDINGS, "กองคลัง"),
        sent("ข", Outcome.ACCEPTED_WITH_FINDINGS, "กองคลัง"),
        sent("ค", Outcome.SUPERSEDED, "กองคลัง"),
    ]
    (one,) = outgoing_of(["กองคลัง"], submissions, findings, SCHEMA)
    assert one.files == ("ก.xlsx", "ข.xlsx")
    assert [str(point.where) for point in one.points] == [
        "[ข.xlsx]รายงานผล!H9",
        "[ก.xlsx]รายงานผล!H8",
    ]


def test_nothing_is_asked_of_a_division_whose_file_waits_for_an_answer() -> None:
    waiting = replace(sent("ก", Outcome.WAITING), seems="กองคลัง")
    assert outgoing_of(["กองคลัง", "กองช่าง"], [waiting], [], SCHEMA) == (
        Outgoing("กองช่าง", LetterKind.REMIND),
    )
    both = [waiting, sent("ข", Outcome.ACCEPTED, "กองคลัง")]
    assert [one.kind for one in outgoing_of(["กองคลัง"], both, [], SCHEMA)] == [LetterKind.RECEIPT]


def test_a_letter_is_the_same_while_it_is_about_the_same() -> None:
    point = found("date_blank", "ก", 8)
    mend = Outgoing("กองคลัง", LetterKind.MEND, (sent("ก", Outcome.ACCEPTED),), (point,))
    first = letter_key(mend, MARCH, date(2023, 4, 11))
    assert letter_key(mend, MARCH, date(2023, 4, 12)) == first
    others = [
        letter_key(replace(mend, points=(found("date_blank", "ก", 9),)), MARCH, date(2023, 4, 11)),
        letter_key(replace(mend, submissions=(sent("ข", Outcome.ACCEPTED),)), MARCH, DAY),
        letter_key(replace(mend, division="กองช่าง"), MARCH, DAY),
        letter_key(mend, Month(2566, 4), DAY),
    ]
    assert len({first, *others}) == 5
    remind = Outgoing("กองคลัง", LetterKind.REMIND)
    days = (DAY, date(2023, 4, 20))
    assert len({letter_key(remind, MARCH, day) for day in days}) == 2
