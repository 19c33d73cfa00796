from __future__ import annotations

import hashlib

import pytest

from pipeline.core.calendar import Month
from pipeline.core.edition import Edition, edition_of, mark_of, parse_edition, row_mark
from tests.tables import MARCH, plan_of

PLAN = plan_of("""
    | 1 | มาตรการหนึ่ง | 1 | จัดประชุม | กองคลัง | ม.ค. - ก.ย. ๖๖ |
    | 1 |            | 2 | จัดอบรม | กองคลัง | ม.ค. - ก.ย. ๖๖ |
""")
ROW = ("1", "มาตรการหนึ่ง", "1", "จัดประชุม", "ม.ค. - ก.ย. ๖๖")


def first_of_sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def test_an_edition_is_printed_and_read_again() -> None:
    edition = Edition("2", Month(2566, 3), "7f3a01bc")
    assert str(edition) == "2.2566-03.7f3a01bc"
    assert parse_edition(" 2.2566-03.7f3a01bc ") == edition
    assert parse_edition("2.1.2566-12.00000000") == Edition("2.1", Month(2566, 12), "00000000")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "17",
        "2.2566-03",
        "2566-03.7f3a01bc",
        "2.2566-3.7f3a01bc",
        "2.2566-00.7f3a01bc",
        "2.2566-13.7f3a01bc",
        "2.2566-03.7f3a01b",
        "2.2566-03.7F3A01BC",
        "2.๒๕๖๖-๐๓.7f3a01bc",
    ],
)
def test_other_text_is_no_edition(text: str) -> None:
    assert parse_edition(text) is None


def test_a_mark_is_of_the_texts_that_the_form_prints() -> None:
    expected = first_of_sha256("1\x1fมาตรการหนึ่ง\x1f1\x1fจัดประชุม\x1fม.ค. - ก.ย. ๖๖")
    assert mark_of(*ROW) == expected
    assert row_mark(PLAN.steps[0], "มาตรการหนึ่ง") == expected


@pytest.mark.parametrize("place", range(5))
def test_a_mark_changes_with_each_of_the_texts(place: int) -> None:
    changed = [*ROW]
    changed[place] += "2"
    assert mark_of(*changed) != mark_of(*ROW)


def test_a_mark_is_blind_to_how_an_office_suite_ends_lines_and_texts() -> None:
    assert mark_of("1", "ก", "1", "ข\r\nค", "ง") == mark_of("1", "ก ", "1", "ข\nค\r\n", "ง\n")
    assert mark_of("1", "ก", "1", "ข\nค", "ง") != mark_of("1", "ก", "1", "ขค", "ง")


def test_the_edition_is_of_the_rows_in_their_order() -> None:
    first, second = PLAN.steps
    edition = edition_of(PLAN, PLAN.steps, MARCH, "2")
    marks = (row_mark(first, "มาตรการหนึ่ง"), row_mark(second, "มาตรการหนึ่ง"))
    digest = first_of_sha256(f"1.1\x1f{marks[0]}\x1e1.2\x1f{marks[1]}")
    assert edition == Edition("2", MARCH, digest)
    assert edition_of(PLAN, (second, first), MARCH, "2") != edition
    assert edition_of(PLAN, (first,), MARCH, "2") != edition
