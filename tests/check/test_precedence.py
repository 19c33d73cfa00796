from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.check.precedence import one_a_cell
from pipeline.core.address import Address
from pipeline.core.finding import Finding
from schemas.loading import load_schema

SCHEMA = load_schema()
CELL = Address("a.xlsx", "รายงานผล", 6, 4)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("error_value", "formula_not_calculated"),
        ("formula_not_calculated", "text_damaged"),
        ("text_damaged", "date_unreadable"),
        ("date_unreadable", "date_blank"),
        ("progress_unreadable", "progress_out_of_range"),
        ("error_value", "status_blank"),
        ("date_year_slip", "date_outside_year"),
        ("date_outside_year", "date_in_future"),
        ("date_in_future", "date_outside_period"),
        ("status_unknown", "plan_text_changed"),
        ("progress_out_of_range", "progress_disagrees"),
        ("result_contradicts_status", "numbering_repeated"),
        ("evidence_blank", "frequency_unstated"),
        ("period_unreadable", "frequency_unstated"),
    ],
)
def test_the_first_of_two_on_one_cell_is_reported_in_any_order(first: str, second: str) -> None:
    pair = [Finding(first, CELL), Finding(second, CELL)]
    assert one_a_cell(pair, SCHEMA) == (pair[0],)
    assert one_a_cell(pair[::-1], SCHEMA) == (pair[0],)


def test_findings_of_no_single_cell_are_all_kept_once() -> None:
    page = Address("a.xlsx", "รายงานผล")
    found = [
        Finding("row_missing", page, measure_no="1", step_no="1"),
        Finding("row_missing", page, measure_no="1", step_no="2"),
        Finding("header_missing", page, {"header": "สถานะ"}),
        Finding("header_missing", page, {"header": "ข้อที่"}),
        Finding("file_duplicate", Address("b.xlsx"), {"other": "a.xlsx"}),
    ]
    assert one_a_cell([*found, *found], SCHEMA) == tuple(found)


def test_other_cells_are_let_be() -> None:
    found = [Finding("error_value", CELL), Finding("status_blank", CELL.at(7, 4))]
    assert one_a_cell(found, SCHEMA) == tuple(found)


@given(
    st.lists(
        st.builds(
            Finding,
            st.sampled_from([rule.code for rule in SCHEMA.rules]),
            st.builds(CELL.at, st.integers(1, 2), st.integers(1, 2)),
        )
    ),
    st.randoms(use_true_random=False),
)
@settings(deadline=None, max_examples=100)
def test_one_finding_a_cell_whatever_the_order(found: list[Finding], random: object) -> None:
    kept = one_a_cell(found, SCHEMA)
    assert sorted(str(one.where) for one in kept) == sorted({str(one.where) for one in found})
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert {(one.code, one.where) for one in one_a_cell(shuffled, SCHEMA)} == {
        (one.code, one.where) for one in kept
    }
