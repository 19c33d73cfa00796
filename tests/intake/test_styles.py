from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.intake.reading.formats import Meaning
from pipeline.intake.reading.styles import odd_styles, read_styles
from tests.intake import hostile

if TYPE_CHECKING:
    import re


def part(*formats: str, used: str, before: str = "", after: str = "") -> bytes:
    """styles.xml with these formats from number 164 on and cell styles of these numbers."""
    codes = "".join(
        f'<numFmt numFmtId="{number}" formatCode="{code}"/>'
        for number, code in enumerate(formats, 164)
    )
    cells = "".join(f'<xf numFmtId="{number}"/>' for number in used.split())
    return (
        f'{hostile.DECLARATION}<styleSheet xmlns="{hostile.MAIN}"><numFmts>{codes}</numFmts>'
        f"{before}<cellXfs>{cells}</cellXfs>{after}</styleSheet>"
    ).encode()


def test_only_cell_styles_count() -> None:
    data = part(
        "0.0%",
        used="0 164 14",
        before='<cellStyleXfs><xf numFmtId="9"/><xf numFmtId="10"/></cellStyleXfs>',
        after='<dxfs><dxf><numFmt numFmtId="164" formatCode="yyyy"/></dxf></dxfs>',
    )
    styles = read_styles(data, date_1904=False)
    assert styles.meanings == {1: Meaning.PERCENT, 2: Meaning.DATE}


def test_what_readers_understand_needs_no_second_look() -> None:
    assert odd_styles(None) is None
    assert odd_styles(part("d mmm yyyy", "#,##0", used="0 14 22 49 164")) is None
    assert odd_styles(part("0%", used="0 14", before="<cellStyleXfs/>")) is None


def found(odd: re.Pattern[bytes] | None, cell: bytes) -> bool:
    return odd is not None and odd.search(cell) is not None


def test_a_filled_cell_shown_as_a_percentage_is_found_and_a_blank_one_is_not() -> None:
    odd = odd_styles(part("d mmm bbbb", used="0 9 164"))
    assert found(odd, b'<c r="A1" s="1"><v>0.5</v></c>')
    assert found(odd, b'<c r="A1" s="2"><v>45000</v></c>')
    assert not found(odd, b'<c r="A1" s="1"/><c r="B1"><v>1</v></c>')
    assert not found(odd, b'<c r="A1" s="0"><v>0.5</v></c><c r="A1" s="12"><v>0.5</v></c>')
