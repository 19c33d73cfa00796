from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.core.finding import Word
from pipeline.merge.expected import expect
from pipeline.merge.standing import choose, find_copies
from pipeline.merge.taking import take_workbook
from schemas.loading import load_schema
from tests.tables import MARCH, file_of, form, plan_of, sheet, workbook

if TYPE_CHECKING:
    from pipeline.merge.returns import Return

EXPECTED = expect(plan_of(), MARCH, (), load_schema())
BASE = take_workbook(file_of(workbook(form())).received, workbook(form()), EXPECTED).returns[0]
MAY = datetime(2023, 5, 1, tzinfo=UTC)


def returned(
    name: str,
    mailed: datetime | None = None,
    reported: str = "",
    revision: str = "",
    division: str = "กองคลัง",
) -> Return:
    head = sheet(f"| วันที่รายงาน | {reported} |").rows[1]
    page = replace(form(division=division), rows={**form(division=division).rows, 1: head})
    hidden = sheet(f"| revision | {revision} |", "_form")
    file = file_of(workbook(page, hidden), name, received=mailed)
    book = file.workbook
    assert book is not None
    return take_workbook(file.received, book, EXPECTED).returns[0]


@pytest.mark.parametrize(
    ("older", "newer", "why"),
    [
        (returned("z"), returned("a", MAY), "mailed"),
        (
            returned("z", MAY, "5 เม.ย. 66"),
            returned("a", MAY.replace(day=2), "1 เม.ย. 66"),
            "mailed",
        ),
        (
            returned("z", None, "1 เม.ย. 66", "9"),
            returned("a", None, "5 เม.ย. 66", "1"),
            "reported",
        ),
        (
            returned("z", None, "5 เม.ย. 66", "1"),
            returned("a", None, "5 เม.ย. 66", "2"),
            "revision",
        ),
        (returned("z", None, "", "9"), returned("a", None, "", "10"), "revision"),
        (returned("a"), returned("b"), "digest"),
    ],
)
def test_the_newer_one_stands(older: Return, newer: Return, why: str) -> None:
    for given_in in ([older, newer], [newer, older]):
        chosen = choose(given_in)
        assert chosen.standing == (newer,)
        ((one, finding),) = chosen.superseded
        assert (one, finding.code, finding.where.file) == (
            older,
            "file_superseded",
            older.received.name,
        )
        assert finding.facts == {"other": newer.received.name, "why": Word("stands_by", why)}


def test_one_return_of_each_division_stands() -> None:
    returns = [returned("a"), returned("b", division="กองช่าง"), returned("c")]
    chosen = choose(returns)
    assert [one.received.name for one in chosen.standing] == ["b", "c"]


def test_of_two_sheets_of_one_workbook_the_first_stands() -> None:
    page = form()
    file = file_of(workbook(page, replace(page, name="รายงานผล (2)")))
    assert file.workbook is not None
    chosen = choose(take_workbook(file.received, file.workbook, EXPECTED).returns)
    assert [one.sheet for one in chosen.standing] == ["รายงานผล"]
    ((_, finding),) = chosen.superseded
    assert (str(finding.where), finding.facts) == (
        "[กองคลัง.xlsx]รายงานผล (2)",
        {"other": "รายงานผล", "why": Word("stands_by", "sheet")},
    )


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["กองคลัง", "กองช่าง"]),
            st.sampled_from([None, MAY, MAY.replace(day=2)]),
            st.integers(0, 2),
        ),
        max_size=6,
    ),
    st.randoms(use_true_random=False),
)
@settings(deadline=None, max_examples=100)
def test_any_order_gives_the_same(
    many: list[tuple[str, datetime | None, int]], random: st.DataObject
) -> None:
    returns = [
        replace(
            BASE,
            received=replace(BASE.received, name=str(number), sha256=str(number), received=mailed),
            division=division,
            place=place,
        )
        for number, (division, mailed, place) in enumerate(many)
    ]
    shuffled = list(returns)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    def said(given_in: list[Return]) -> tuple[set[str], set[str]]:
        chosen = choose(given_in)
        standing = {one.received.name for one in chosen.standing}
        return standing, {f"{one.received.name} {why.facts}" for one, why in chosen.superseded}

    assert said(shuffled) == said(returns)
    assert len(said(returns)[0]) == len({division for division, _, _ in many})


def test_copies_are_counted_once_whatever_the_order() -> None:
    files = [file_of(workbook(), name, sha256="same") for name in ("b", "a", "c")]
    for given_in in (files, files[::-1]):
        copies = find_copies(given_in)
        assert {name: one.facts for name, one in copies.items()} == {
            "b": {"other": "a"},
            "c": {"other": "a"},
        }


def test_files_that_were_not_opened_are_no_copies() -> None:
    files = [
        file_of(workbook(), "a", sha256=None),
        file_of(workbook(), "b", sha256=None),
        file_of(workbook(), "c", sha256="x", passed_over="lock_file"),
        file_of(workbook(), "d", sha256="x"),
    ]
    assert find_copies(files) == {}
