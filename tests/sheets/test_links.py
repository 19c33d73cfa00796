from __future__ import annotations

from pipeline.sheets.links import link_address
from pipeline.sheets.reference import Link


def test_address_of_a_cell_here_and_of_one_in_another_file() -> None:
    assert link_address(Link(sheet="ผล", row=7, column=2)) == "internal:'ผล'!B7"
    assert (
        link_address(Link(file="../in/ก ข.xlsx", sheet="ผล")) == "external:../in/ก%20ข.xlsx#'ผล'!A1"
    )
    assert link_address(Link(file="a.xlsx")) == "external:./a.xlsx"


def test_signs_of_a_file_name_that_would_mislead_are_escaped() -> None:
    assert link_address(Link(file="a%41#b\n.xlsx")) == "external:./a%2541%23b%0a.xlsx"


def test_address_longer_than_excel_takes_is_none() -> None:
    assert link_address(Link(file="ก" * 2_100)) is None
