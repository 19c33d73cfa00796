from __future__ import annotations

import pytest

from pipeline.core.raw import CellRange
from pipeline.sheets.reference import Link, Reference, cell_reference, quoted_text


def test_reference_quotes_the_sheet_and_fixes_the_cells() -> None:
    assert str(Reference("ผล", CellRange(2, 1, 9, 28))) == "'ผล'!$A$2:$AB$9"
    assert str(cell_reference("it's", 3, 2)) == "'it''s'!$B$3"


def test_text_in_a_formula_doubles_its_quotation_marks() -> None:
    assert quoted_text('ก "ข"') == '"ก ""ข"""'


@pytest.mark.parametrize(
    "path", ["/etc/x.xlsx", "C:/x.xlsx", "http://a/x", "\\\\host\\x", "file:x", "", "a\0b"]
)
def test_link_to_a_file_must_be_relative(path: str) -> None:
    with pytest.raises(ValueError, match="relative"):
        Link(file=path)


def test_link_must_point_somewhere() -> None:
    with pytest.raises(ValueError, match="sheet or a file"):
        Link()
