from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.core.address import Address
from pipeline.core.finding import Finding, Word
from pipeline.core.received import Outcome
from pipeline.merge.expected import expect
from pipeline.merge.merging import merge_files
from pipeline.merge.standing import (
    choose,
    find_copies,
    measures_of,
    without_strange_date,
)
from pipeline.merge.taking import take_workbook
from schemas.loading import load_schema
from tests.tables import MARCH, file_of, form, plan_of, sheet, workbook

if TYPE_CHECKING:
    from random import Random

    from pipeline.core.raw import RawWorkbook
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


def test_of_copies_the_one_that_was_mailed_last_is_kept() -> None:
    files = [
        file_of(workbook(), "a", sha256="same", received=MAY),
        file_of(workbook(), "b", sha256="same", received=MAY.replace(day=2)),
        file_of(workbook(), "c", sha256="same"),
    ]
    assert {name: one.facts["other"] for name, one in find_copies(files).items()} == {
        "a": "b",
        "c": "b",
    }


def test_files_that_were_not_opened_are_no_copies() -> None:
    files = [
        file_of(workbook(), "a", sha256=None),
        file_of(workbook(), "b", sha256=None),
        file_of(workbook(), "c", sha256="x", passed_over="lock_file"),
        file_of(workbook(), "d", sha256="x"),
    ]
    assert find_copies(files) == {}


def parts_of(name: str, *measures: str, mailed: datetime | None = None) -> Return:
    """A return of the division that has rows of these measures alone."""
    rows = "| มาตรการที่ | ข้อที่ |\n" + "\n".join(f"| {one} | 1 |" for one in measures)
    file = file_of(workbook(form(rows)), name, received=mailed)
    assert file.workbook is not None
    return take_workbook(file.received, file.workbook, EXPECTED).returns[0]


@pytest.mark.parametrize(
    ("given_in", "standing", "split"),
    [
        ([parts_of("a", "1", "2"), parts_of("b", "3")], ["a", "b"], {"กองคลัง"}),
        ([parts_of("a", "1", "2"), parts_of("b", "2", "3")], ["b"], set()),
        # The oldest shares a measure with one that has itself given way: it does not come back.
        ([parts_of("a", "3"), parts_of("b", "2", "3"), parts_of("c", "1", "2")], ["c"], set()),
        ([parts_of("a", "1"), parts_of("b", "2"), parts_of("c")], ["c"], set()),
        ([parts_of("b", "1"), parts_of("a", "1", "2", mailed=MAY)], ["a"], set()),
    ],
)
def test_reports_that_share_no_measure_stand_together(
    given_in: list[Return], standing: list[str], split: set[str]
) -> None:
    for order in (given_in, given_in[::-1]):
        chosen = choose(order)
        assert sorted(one.received.name for one in chosen.standing) == standing
        assert chosen.split == split


def test_measures_of_a_file_are_in_the_order_of_their_numbers() -> None:
    assert measures_of([parts_of("a", "10", "2", "1")]) == {"a": ("1", "2", "10")}


# A file as it comes: its content, when it was mailed, and whether it cannot be read.
FILES = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from([None, *range(1, 6)]), st.booleans()),
    max_size=12,
)
# What each content says: the division, the date of report (0 none), the revision.
CONTENTS = st.lists(
    st.tuples(st.sampled_from(["กองคลัง", "กองช่าง"]), st.integers(0, 3), st.integers(0, 2)),
    min_size=6,
    max_size=6,
)


def book_of(division: str, reported: int, revision: int) -> RawWorkbook:
    head = sheet(f"| วันที่รายงาน | {f'{reported} เม.ย. 66' if reported else ''} |").rows[1]
    page = form(division=division)
    hidden = sheet(f"| revision | {revision or ''} |", "_form")
    return workbook(replace(page, rows={**page.rows, 1: head}), hidden)


@given(FILES, CONTENTS, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=150)
def test_of_versions_copies_and_bad_files_in_any_order_the_same_stands(
    came: list[tuple[int, int | None, bool]],
    contents: list[tuple[str, int, int]],
    random: Random,
) -> None:
    files = []
    for number, (content, mailed, bad) in enumerate(came):
        name = f"{number:02}.xlsx"
        received = None if mailed is None else MAY.replace(day=mailed)
        sha256 = f"bad {number}" if bad else f"{content}"
        file = file_of(book_of(*contents[content]), name, received=received, sha256=sha256)
        refusal = Finding("file_unreadable", Address(name))
        files.append(replace(file, workbook=None, refusal=refusal) if bad else file)
    random.shuffle(files)
    merged = merge_files(files, EXPECTED)

    def mailed_last(content: int) -> int:
        return max(mailed or 0 for one, mailed, bad in came if one == content and not bad)

    readable = {content for content, _, bad in came if not bad}
    newest = {
        division: max(
            (mailed_last(one), contents[one][1], contents[one][2], one)
            for one in readable
            if contents[one][0] == division
        )[-1]
        for division in {contents[one][0] for one in readable}
    }
    stood = {one.division: int(one.received.sha256 or "") for one in merged.returns}
    assert stood == newest
    outcomes = [one.outcome for one in merged.submissions]
    assert outcomes.count(Outcome.REFUSED) == sum(bad for _, _, bad in came)
    assert outcomes.count(Outcome.ACCEPTED) == len(newest)
    assert outcomes.count(Outcome.SUPERSEDED) == len(readable) - len(newest)
    assert len(outcomes) == len(came)


def test_rows_beside_the_plan_make_no_two_reports_rivals() -> None:
    def with_own_work(name: str, measure: str) -> Return:
        rows = f"| มาตรการที่ | ข้อที่ |\n| {measure} | 1 |\n| 9 | |"
        file = file_of(workbook(form(rows)), name)
        assert file.workbook is not None
        return take_workbook(file.received, file.workbook, EXPECTED).returns[0]

    both = [with_own_work("a", "1"), with_own_work("b", "2")]
    assert choose(both).superseded == ()
    assert len(choose([both[0], with_own_work("c", "1")]).superseded) == 1


@pytest.mark.parametrize(
    ("mailed", "kept"),
    [
        (datetime(2023, 4, 5, tzinfo=UTC), True),
        (datetime(2024, 3, 31, tzinfo=UTC), True),
        (datetime(2024, 4, 2, tzinfo=UTC), False),
        (datetime(2034, 4, 3, tzinfo=UTC), False),
        (datetime(1999, 1, 1, tzinfo=UTC), False),
    ],
)
def test_a_mail_of_another_year_has_no_date(mailed: datetime, *, kept: bool) -> None:
    file = file_of(workbook(form()), received=mailed)
    held, listed = without_strange_date(file, MARCH)
    assert held.received.received == (mailed if kept else None)
    assert [one.rule for one in listed] == ([] if kept else ["mail_date_ignored"])
