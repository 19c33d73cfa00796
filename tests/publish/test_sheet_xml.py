from __future__ import annotations

import pytest

from pipeline.publish.marking.sheet_xml import SheetXml, elements, plain_text

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEAD = f'<?xml version="1.0"?><worksheet xmlns="{MAIN}">'


def sheet(data: str, tail: str = "", head: str = "") -> SheetXml:
    return SheetXml(f"{HEAD}{head}<sheetData>{data}</sheetData>{tail}</worksheet>")


def test_what_is_not_changed_comes_back_letter_by_letter() -> None:
    data = (
        '<row r="2" x14ac:dyDescent="0.2"><c r="A2" t="str"><f>1&lt;2</f><v>a &amp; b</v></c></row>'
    )
    tail = '<sheetProtection sheet="1"/><pageMargins left="1" right="1"/>'
    assert sheet(data, tail).xml({}) == f"{HEAD}<sheetData>{data}</sheetData>{tail}</worksheet>"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (
            '<row r="2"><c r="A2" s="1" t="s"><v>7</v></c></row>',
            '<row r="2"><c r="A2" t="s" s="9"><v>7</v></c></row>',
        ),
        (
            '<row r="2"><c r="A2"/><c r="B2"/></row>',
            '<row r="2"><c r="A2" s="9"/><c r="B2"/></row>',
        ),
        ("<row r='2'><c s='1' r='A2'/></row>", "<row r='2'><c r='A2' s=\"9\"/></row>"),
        ('<row r="2" ht="20"/>', '<row r="2" ht="20"><c r="A2" s="9"/></row>'),
        ('<row r="2"><c r="B2"/></row>', '<row r="2"><c r="A2" s="9"/><c r="B2"/></row>'),
        ('<row r="1"/><row r="3"/>', '<row r="1"/><row r="2"><c r="A2" s="9"/></row><row r="3"/>'),
        ("", '<row r="2"><c r="A2" s="9"/></row>'),
    ],
)
def test_a_cell_gets_another_style_wherever_it_stands(data: str, expected: str) -> None:
    one = sheet(data)
    one.restyle(2, 1, 9)
    assert one.xml({}) == f"{HEAD}<sheetData>{expected}</sheetData></worksheet>"
    assert one.style(2, 1) == 9


def test_a_sheet_without_any_cell_takes_one() -> None:
    one = SheetXml(f"{HEAD}<sheetData/></worksheet>")
    one.write(1, 27, "ก < ข")
    cell = '<c r="AA1" s="0" t="inlineStr"><is><t xml:space="preserve">ก &lt; ข</t></is></c>'
    assert one.xml({}) == f'{HEAD}<sheetData><row r="1">{cell}</row></sheetData></worksheet>'


def test_a_text_takes_the_place_of_any_value() -> None:
    one = sheet('<row r="1"><c r="B1" s="3" t="s"><v>4</v></c><c r="C1"><v>5</v></c></row>')
    one.write(1, 2, "2")
    cell = '<c r="B1" s="3" t="inlineStr"><is><t xml:space="preserve">2</t></is></c>'
    assert f'<row r="1">{cell}<c r="C1"><v>5</v></c></row>' in one.xml({})


def test_the_style_of_a_cell_that_is_not_stored_is_its_rows_or_columns() -> None:
    columns = '<cols><col min="2" max="4" width="9" style="5"/></cols>'
    one = sheet('<row r="1" s="7" customFormat="1"/><row r="2" s="7"/>', head=columns)
    assert [one.style(1, 3), one.style(2, 3), one.style(9, 4), one.style(9, 5)] == [7, 5, 5, 0]


def test_texts_are_read_however_they_are_stored() -> None:
    one = sheet(
        '<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="inlineStr"><is><r><t>ก</t></r>'
        '<r><t xml:space="preserve"> &amp;</t></r><rPh sb="0" eb="1"><t>x</t></rPh></is></c>'
        '<c r="C1" t="str"><f>A1</f><v>ค</v></c><c r="D1"><v>4.5</v></c><c r="E1" s="1"/></row>'
    )
    texts = [one.text(1, column, ["ศูนย์", "หนึ่ง"]) for column in range(1, 7)]
    assert texts == ["หนึ่ง", "ก &", "ค", "4.5", "", ""]
    assert one.rows_with_text(1, ["ศูนย์", "หนึ่ง"]) == {1: "หนึ่ง"}


def test_what_names_another_part_is_left_to_who_writes_the_parts() -> None:
    tail = (
        '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>'
        '<hyperlinks><hyperlink ref="A1" r:id="rId1"/></hyperlinks>'
        '<pageSetup paperSize="9" r:id="rId2"/><drawing r:id="rId3"/><legacyDrawing r:id="rId4"/>'
        '<controls><control r:id="rId5"/></controls><tableParts count="0"/>'
        '<extLst><ext uri="a"><x14:list r:id="rId6"/></ext>'
        '<ext uri="b"><x14:rule id="7"/></ext></extLst>'
    )
    one = sheet("", tail)
    assert one.xml({"legacyDrawing": '<legacyDrawing r:id="new"/>', "sheetPr": "<sheetPr/>"}) == (
        f'{HEAD}<sheetData></sheetData><mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>'
        '<pageSetup paperSize="9"/><legacyDrawing r:id="new"/>'
        '<extLst><ext uri="b"><x14:rule id="7"/></ext></extLst></worksheet>'
    )
    assert one.hollow == (
        f'<worksheet xmlns="{MAIN}"><sheetData/>'
        '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>'
        '<hyperlinks><hyperlink ref="A1" r:id="rId1"/></hyperlinks><drawing r:id="rId3"/>'
        '<legacyDrawing r:id="rId4"/><tableParts count="0"/></worksheet>'
    )


def test_a_sheet_is_not_selected_and_tells_no_size_that_it_has_outgrown() -> None:
    view = '<sheetView tabSelected="1" workbookViewId="0"/>'
    head = f'<dimension ref="A1"/><sheetViews>{view}</sheetViews>'
    one = sheet('<row r="1"><c r="A1"/></row>', head=head)
    assert '<dimension ref="A1"/><sheetViews><sheetView workbookViewId="0"/>' in one.xml({})
    one.restyle(5, 5, 1)
    assert "dimension" not in one.xml({})


def test_what_names_a_part_that_a_copy_lacks_is_taken_from_the_cells() -> None:
    one = sheet('<row r="1"><c r="A1" cm="1" vm="2" t="e"><v>#N/A</v></c></row>')
    assert '<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row>' in one.xml({})


def test_what_is_no_worksheet_is_refused() -> None:
    with pytest.raises(ValueError, match="no worksheet"):
        SheetXml("<chartsheet/>")


def test_elements_are_told_apart_whatever_their_attributes_hold() -> None:
    text = """<a x="/>"><b/><a>1</a></a><c y='>'/></worksheet><d/>"""
    assert list(elements(text)) == [("a", '<a x="/>"><b/><a>1</a></a>'), ("c", "<c y='>'/>")]


def test_letters_of_a_text_in_runs() -> None:
    assert plain_text("<r><t>ก&lt;</t></r><r><t/></r><t>ข</t>") == "ก<ข"
