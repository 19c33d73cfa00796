from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.accepted import Accepted, Unplanned
from pipeline.core.address import Address
from pipeline.core.calendar import FiscalYear, Month, Span
from pipeline.core.duty import Status
from pipeline.core.finding import Finding, Word
from pipeline.history import queries, schema
from pipeline.history.facts import format_finding, parse_finding
from pipeline.history.rows import (
    UNPLANNED_COLUMNS,
    accepted_cells,
    accepted_of,
    from_cell,
    to_cell,
    unplanned_cells,
    unplanned_of,
)

THAI = st.text("กองคลังำ่้ๆฯ๐๙ ;/,\x1f")
LONE_SURROGATES = st.text("ก\ud83d\ude00\udcff")
TEXTS = THAI | LONE_SURROGATES | st.text()
MONTHS = st.builds(Month, st.integers(2544, 2642), st.integers(1, 12))
DAYS = st.none() | st.dates()
SPANS = st.builds(Span, DAYS, DAYS)
FIGURES = st.none() | st.floats(allow_nan=False)
PLACES = st.none() | st.integers(1, 1_048_576)
ADDRESSES = st.builds(Address, TEXTS, st.none() | TEXTS, PLACES, PLACES)
ACCEPTED = st.builds(
    Accepted,
    reported_month=MONTHS,
    source=ADDRESSES,
    source_sha256=st.text("0123456789abcdef", min_size=64, max_size=64),
    status=st.none() | st.sampled_from(Status),
    progress=FIGURES,
    acted_on=st.lists(SPANS, max_size=4).map(tuple),
    result=TEXTS,
    evidence=TEXTS,
    obstacle=TEXTS,
    recommendation=TEXTS,
    spent=FIGURES,
    outside_period=st.booleans(),
    carried=st.lists(st.sampled_from(["status", "evidence", "spent"])).map(tuple),
)
PLAIN_FACTS = (
    st.none()
    | TEXTS
    | st.integers()
    | st.floats(allow_nan=False)
    | st.dates()
    | st.datetimes()
    | MONTHS
    | SPANS
    | st.builds(FiscalYear, st.integers(2500, 2600))
    | st.builds(Word, THAI, THAI)
)
FACTS = st.recursive(PLAIN_FACTS, lambda inner: st.lists(inner, max_size=3).map(tuple))
FINDINGS = st.builds(
    Finding,
    code=st.sampled_from(["month_mismatch", "file_unreadable"]),
    where=ADDRESSES,
    facts=st.dictionaries(st.sampled_from(["found", "expected", "limit"]), FACTS),
    division=st.none() | TEXTS,
    measure_no=st.none() | THAI,
    step_no=st.none() | THAI,
)


@given(ACCEPTED)
def test_accepted_values_come_back_as_they_were(accepted: Accepted) -> None:
    work = Unplanned("กองคลัง", None, "รณรงค์", accepted)
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript("".join(schema.MIGRATIONS))
        connection.execute(queries.ADD_RUN, ("6320101", "2566-03", "2023-04-04", "", "", ""))
        connection.execute(queries.ADD_UNPLANNED, (1, 0, *unplanned_cells(work), 1))
        ((untied, *row),) = connection.execute(queries.UNPLANNED, (1,)).fetchall()
    assert (untied, len(row)) == (1, len(UNPLANNED_COLUMNS))
    assert unplanned_of(row) == work


@given(FINDINGS)
def test_findings_come_back_as_they_were(finding: Finding) -> None:
    assert parse_finding(format_finding(finding)) == finding


@given(TEXTS)
def test_texts_come_back_as_they_were(text: str) -> None:
    cell = to_cell(text)
    assert cell is not None
    assert from_cell(cell) == text


def test_rows_are_plain_to_read() -> None:
    accepted = Accepted(
        Month(2566, 3),
        Address("กองคลัง.xlsx", "รายงานผล", 14),
        "ab",
        Status.CONTINUING,
        progress=62.5,
        acted_on=(
            Span(date(2023, 2, 15), date(2023, 2, 15)),
            Span(date(2023, 3, 1), date(2023, 3, 31)),
        ),
        result="อบรม",
        carried=("evidence",),
        more={"place": "หอประชุม"},
    )
    cells = (
        *("2566-03", "กองคลัง.xlsx", "รายงานผล", 14, None, "ab", "continuing", 62.5),
        *("2023-02-15;2023-03-01/2023-03-31", "อบรม", "", "", "", None, 0, '["evidence"]'),
        '{"place": "\\u0e2b\\u0e2d\\u0e1b\\u0e23\\u0e30\\u0e0a\\u0e38\\u0e21"}',
    )
    assert accepted_cells(accepted) == cells
    assert accepted_of(cells) == accepted


def test_a_day_with_its_hour_is_not_a_day() -> None:
    facts = {"at": datetime(2023, 4, 4, 9, 30), "on": date(2023, 4, 4)}  # noqa: DTZ001 - as a file gives it
    finding = Finding("submitted_late", Address("ก.xlsx"), facts)
    assert parse_finding(format_finding(finding)).facts == facts


def test_a_fact_of_no_known_kind_is_refused() -> None:
    told = format_finding(Finding("x", Address("ก.xlsx"), {"a": "b"})).replace('"b"', '{"odd": 1}')
    with pytest.raises(ValueError, match="odd"):
        parse_finding(told)
