from __future__ import annotations

import pytest

from pipeline.publish.marking.plain_part import MAIN, plain_part

ROW = '<row r="1"><c r="A1"><v>ก</v></c></row>'
PLAIN = f'<worksheet xmlns="{MAIN}"><sheetData>{ROW}</sheetData></worksheet>'


def test_a_plain_part_is_given_as_it_is() -> None:
    assert plain_part(PLAIN.encode()) == PLAIN
    assert plain_part(b"\xef\xbb\xbf" + PLAIN.encode()) == PLAIN


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.replace("<row", "<!-- x --><row").encode(),
        PLAIN.replace("<v>ก</v>", "<v><![CDATA[ก]]></v>").encode(),
        ('<?xml version="1.0" encoding="UTF-16"?>' + PLAIN).encode("utf-16"),
        ('<?xml version="1.0" encoding="tis-620"?>' + PLAIN).encode("tis-620"),
        PLAIN.replace(' r="1"', "").replace(' r="A1"', "").encode(),
        PLAIN.replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=").encode(),
    ],
)
def test_every_other_one_comes_out_plain(content: bytes) -> None:
    text = plain_part(content)
    assert ROW in text
    assert text.startswith("<worksheet ")
    assert f'xmlns="{MAIN}"' in text


def test_what_other_programs_add_is_left_out_and_links_are_kept() -> None:
    content = (
        f'<worksheet xmlns="{MAIN}" xmlns:z="urn:z" xmlns:q="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships"><!-- x --><sheetData><row r="4" z:a="1"><c/><c r="C4"/>'
        '<c><v xml:space="preserve"> </v></c></row></sheetData><drawing q:id="rId1"/><z:y/>'
        "<extLst/></worksheet>"
    )
    text = plain_part(content.encode())
    assert (
        '<row r="4"><c r="A4" /><c r="C4" /><c r="D4"><v xml:space="preserve"> </v></c></row>'
        in text
    )
    assert '<drawing r:id="rId1" />' in text
    assert "extLst" not in text
    assert "z" not in text.partition(">")[2]
