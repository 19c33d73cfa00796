from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.digits import (
    canonical_number,
    has_mixed_digits,
    has_mixed_number,
    parse_number,
    to_arabic,
    to_thai,
)


def test_digits_are_turned_and_other_letters_kept() -> None:
    assert to_arabic("๐๑๒๓๔ ก ๕๖๗๘๙") == "01234 ก 56789"
    assert to_thai("01234 ก 56789") == "๐๑๒๓๔ ก ๕๖๗๘๙"


def test_mixed_digit_sets() -> None:
    assert has_mixed_digits("2๕6๖")
    assert has_mixed_digits("15 ก.พ. ๖๖")
    assert not has_mixed_digits("๒๕๖๖")
    assert not has_mixed_digits("ก")
    assert has_mixed_number("ปี 2๕6๖")
    assert not has_mixed_number("15 ก.พ. ๖๖")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("๕๐", "50"),
        (" 50 ", "50"),
        ("1,234.50", "1234.50"),
        ("๑,๒๓๔.๕๐", "1234.50"),
        ("50 %", "50"),
        ("50%", "50"),
        ("ร้อยละ 50", "50"),
        ("ร้อยละ ๙๕.๗๗", "95.77"),
        ("50 เปอร์เซ็นต์", "50"),
        ("-5", "-5"),
        ("0", "0"),
        ("5๐", "50"),
    ],
)
def test_number_as_typed(text: str, number: str) -> None:
    assert parse_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ห้าสิบ",
        "1.2.3",
        "๕O",
        "1,23",
        "1,2345",
        "50 บาท",
        "50%%",
        "1e5",
        "½",
        "50 60",
        "+5",
        "NaN",
    ],
)
def test_what_is_no_number(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("๑", "1"),
        ("1.", "1"),
        ("1)", "1"),
        ("(1)", "1"),
        ("มาตรการที่ ๑", "1"),
        ("ข้อ 2)", "2"),
        ("ข้อที่๓", "3"),
        ("01", "1"),
        ("1.2", "1.2"),
        ("1.10", "1.10"),
        ("1.0", "1"),
        ("๑.๒.๓", "1.2.3"),
        ("", None),
        ("ข้อ", None),
        ("1 และ 2", None),
        ("1-2", None),
        ("๑o", None),
    ],
)
def test_number_of_a_measure_or_step(typed: str, number: str | None) -> None:
    assert canonical_number(typed) == number


@pytest.mark.parametrize(
    ("number", "canonical"),
    [
        (1, "1"),
        (1.0, "1"),
        (1.2, "1.2"),
        (12, "12"),
        (0, None),
        (-1, None),
        (float("nan"), None),
        (1e20, None),
        (True, None),
    ],
)
def test_number_cell_of_a_measure_or_step(number: float, canonical: str | None) -> None:
    assert canonical_number(number) == canonical


@given(st.text())
def test_no_text_raises(text: str) -> None:
    parse_number(text)
    canonical_number(text)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=0, max_value=10**9))
def test_printed_numbers_come_back(number: Decimal) -> None:
    assert parse_number(f"{number:,}") == number
    assert parse_number(f"{number}") == number
