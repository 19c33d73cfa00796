from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.core.address import Address, column_letters, column_number

COLUMNS = [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")]  # fmt: skip # noqa: E501 - a table


@pytest.mark.parametrize(("number", "letters"), COLUMNS)
def test_columns_by_letters(number: int, letters: str) -> None:
    assert column_letters(number) == letters
    assert column_number(letters) == number
    assert column_number(letters.lower()) == number


@settings(deadline=None)
@given(st.integers(1, 16384))
def test_letters_and_numbers_are_one(number: int) -> None:
    assert column_number(column_letters(number)) == number


@pytest.mark.parametrize(
    ("address", "printed", "cell"),
    [
        (Address("กองคลัง.xlsx"), "[กองคลัง.xlsx]", None),
        (Address("กองคลัง.xlsx", "รายงานผล"), "[กองคลัง.xlsx]รายงานผล", None),
        (Address("กองคลัง.xlsx", "รายงานผล", 2, 3), "[กองคลัง.xlsx]รายงานผล!C2", "C2"),
        (Address("กองคลัง.xlsx", "รายงานผล", 2), "[กองคลัง.xlsx]รายงานผล", None),
        (Address("m.eml/x.xlsx", None, 1048576, 16384), "[m.eml/x.xlsx]XFD1048576", "XFD1048576"),
    ],
)  # fmt: skip
def test_addresses_print_as_excel_shows_them(
    address: Address, printed: str, cell: str | None
) -> None:
    assert str(address) == printed
    assert address.cell == cell


def test_a_cell_of_the_same_sheet() -> None:
    assert Address("a.xlsx", "ข", 9, 9).at(4, 28) == Address("a.xlsx", "ข", 4, 28)
