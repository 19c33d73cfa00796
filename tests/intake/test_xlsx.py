from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.core.raw import CellRange, ErrorValue, RawSheet, RawWorkbook, Uncalculated, Visibility
from pipeline.intake.limits import Limits
from pipeline.intake.reading import xlsx
from pipeline.intake.reading.archive import Archive, open_archive
from pipeline.intake.reading.exact import exact_survey
from pipeline.intake.reading.package import read_package
from pipeline.intake.reading.readers import read_content
from pipeline.intake.reading.refusal import Refusal, RefusalError
from pipeline.intake.reading.survey import quick_survey
from tests.intake import hostile

if TYPE_CHECKING:
    from collections.abc import Mapping

    import xlsxwriter

    from pipeline.intake.reading.with_calamine import Rows

LIMITS = Limits()


def read(content: bytes) -> RawWorkbook:
    return read_content(content, LIMITS)


def rows(xml_rows: str) -> object:
    return read(hostile.sheet(xml_rows)).sheets[0].rows


def refusal(content: bytes) -> Refusal:
    with pytest.raises(RefusalError) as raised:
        read(content)
    return raised.value.refusal


def text(reference: str, value: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>'


def test_values_keep_their_kind_and_their_cell() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        time_of_day = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet = book.add_worksheet("ก")
        sheet.write_row("B2", ["  ๑๕ ก.พ. ๖๖ ", 45.0, 45.5, True])
        sheet.write_datetime("B4", hostile.at(2566, 2, 15), day)
        sheet.write_datetime("C4", hostile.at(2023, 2, 15, 9, 30), time_of_day)
        sheet.write_string("D4", "=1+1")
        sheet.write_string("E4", "#N/A")
        sheet.write_string("F4", "a\r\nb_x000D_")
        sheet.write_formula("G4", "=1+1", None, 2)

    (sheet,) = read(hostile.workbook(fill)).sheets
    assert sheet.rows == {
        2: (None, "  ๑๕ ก.พ. ๖๖ ", 45, 45.5, True),
        4: (
            None,
            date(2566, 2, 15),
            hostile.at(2023, 2, 15, 9, 30),
            "=1+1",
            "#N/A",
            "a\r\nb_x000D_",
            2,
        ),
    }
    assert type(sheet.cell(2, 3)) is int
    assert type(sheet.cell(2, 5)) is bool


def test_sheets_keep_their_order_and_how_they_are_shown() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        first = book.add_worksheet("ข")
        first.write("A1", "x")
        first.write("C3", "y")
        first.write("A5", "z")
        first.set_row(2, None, None, {"hidden": True})
        first.set_column(1, 2, None, None, {"hidden": True})
        first.merge_range("A5:B6", "z")
        book.add_worksheet("ก").hide()
        book.add_worksheet("ค").very_hidden()
        chart = book.add_chart({"type": "pie"})
        chart.add_series({"values": "=ข!$A$1:$A$5"})
        book.add_chartsheet("แผนภูมิ").set_chart(chart)

    assert read(hostile.workbook(fill)).sheets == (
        RawSheet(
            name="ข",
            rows={1: ("x",), 3: (None, None, "y"), 5: ("z",)},
            merged=(CellRange(5, 1, 6, 2),),
            hidden_rows=frozenset({3}),
            hidden_columns=frozenset({2, 3}),
        ),
        RawSheet(name="ก", rows={}, visibility=Visibility.HIDDEN),
        RawSheet(name="ค", rows={}, visibility=Visibility.VERY_HIDDEN),
    )


def test_dates_of_a_1904_workbook_are_right() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        book.add_worksheet("ก").write_datetime("A1", hostile.at(2023, 2, 15), day)

    found = read(hostile.workbook(fill, date_1904=True))
    assert found.contents.date_1904
    assert found.sheets[0].rows == {1: (date(2023, 2, 15),)}


def shown_numbers(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet("ก")
    codes = ("yyyy-mm-dd", "[$-107041E]d mmm yyyy", "d/m/bb", "[h]:mm", "0.0%", "ว ดดด ปปปป")
    for row, serial in enumerate((45_000, 45_000.5, 0.25, -1, 243_711, 2_958_466)):
        for column, code in enumerate(codes):
            sheet.write_number(row, column, serial, book.add_format({"num_format": code}))


@pytest.mark.parametrize("reader", ["with_calamine", "with_openpyxl"])
@pytest.mark.parametrize("shift", [0, 1462])
def test_numbers_are_what_a_person_sees(
    monkeypatch: pytest.MonkeyPatch, reader: str, shift: int
) -> None:
    def fail(*_given: object) -> None:
        return None

    other = {"with_calamine": "with_openpyxl", "with_openpyxl": "with_calamine"}[reader]
    monkeypatch.setattr(xlsx, other, fail)
    content = hostile.workbook(shown_numbers, date_1904=shift > 0)
    later = timedelta(days=shift)
    noon, slip = hostile.at(2023, 3, 15, 12) + later, date(2567, 4, 3) + later
    assert read(content).sheets[0].rows == {
        1: (*[date(2023, 3, 15) + later] * 3, timedelta(days=45_000), "4500000%", 45_000),
        2: (noon, noon, noon, timedelta(days=45_000.5), "4500050%", 45_000.5),
        3: (time(6), time(6), time(6), timedelta(hours=6), "25%", 0.25),
        4: (-1, -1, -1, timedelta(days=-1), "-100%", -1),
        5: (slip, slip, slip, timedelta(days=243_711), "24371100%", 243_711),
        6: (*[2_958_466] * 3, timedelta(days=2_958_466), "295846600%", 2_958_466),
    }


def test_errors_and_formulas_without_a_value_keep_cell_and_formula() -> None:
    assert rows(
        '<row r="1"><c r="A1" t="e"><v>#N/A</v></c><c r="B1" t="e"><f>A9</f><v>#REF!</v></c>'
        '<c r="C1"><f>1+1</f><v></v></c><c r="D1" s="1"><f>2+2</f></c><c r="E1"><f>3</f><v/></c>'
        '<c r="F1" t="str"><f>""</f><v></v></c><c r="G1"><f>1-1</f><v>0</v></c></row>'
    ) == {
        1: (
            ErrorValue("#N/A"),
            ErrorValue("#REF!", "=A9"),
            Uncalculated("=1+1"),
            Uncalculated("=2+2"),
            Uncalculated("=3"),
            None,
            0,
        )
    }


def test_an_error_that_only_new_excel_knows_is_an_error() -> None:
    assert rows('<row r="1"><c r="A1" t="e"><v>#SPILL!</v></c><c r="B1"><v>1</v></c></row>') == {
        1: (ErrorValue("#SPILL!"), 1)
    }


def test_a_shared_formula_is_given_as_each_cell_has_it() -> None:
    assert rows(
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1*2</f></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/></c></row>'
    ) == {1: (Uncalculated("=B1*2"),), 2: (Uncalculated("=B2*2"),)}


def test_a_workbook_by_another_writer_is_read() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "รายงานผล"
    for row in hostile.GOOD_ROWS.values():
        sheet.append(list(row))
    sheet["D4"] = "=1+1"
    stream = io.BytesIO()
    book.save(stream)
    expected = {**hostile.GOOD_ROWS, 4: (None, None, None, Uncalculated("=1+1"))}
    assert read(stream.getvalue()).sheets[0].rows == expected


def test_a_wrong_dimension_hides_no_cell() -> None:
    found = read(
        hostile.sheet(
            f'<row r="1">{text("A1", "x")}</row><row r="9">{text("D9", "y")}</row>',
            before='<dimension ref="A1:B2"/>',
        )
    )
    assert found.sheets[0].rows == {1: ("x",), 9: (None, None, None, "y")}


def test_strict_ooxml_is_read_by_either_reader() -> None:
    archive = open_archive(hostile.strict(), LIMITS)
    assert read(hostile.strict()).sheets[0].rows == hostile.GOOD_ROWS
    assert xlsx.with_openpyxl(archive, ["รายงานผล"], LIMITS) == [hostile.GOOD_ROWS]


ODD_WAYS = {
    "no references": '<row><c><v>1</v></c><c><v>2</v></c></row><row r="3"><c><v>3</v></c></row>',
    "other order of attributes": '<row r="1"><c s="0" r="A1"><v>1</v></c>'
    '<c s="0" r="B1"><v>2</v></c></row><row r="3"><c r="A3"><v>3</v></c></row>',
    "single quotes": "<row r='1'><c r='A1'><v>1</v></c><c r='B1'><v>2</v></c></row>"
    "<row r='3'><c r='A3'><v>3</v></c></row>",
    "comments": '<row r="1"><!-- <v>9</v> --><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
    '<row r="3"><c r="A3"><v>3</v></c></row>',
}


@pytest.mark.parametrize("way", ODD_WAYS)
def test_xml_written_in_another_way_gives_the_same_cells(way: str) -> None:
    assert rows(ODD_WAYS[way]) == {1: (1, 2), 3: (3,)}


def test_xml_with_a_prefix_is_read() -> None:
    xml = (
        f'<x:worksheet xmlns:x="{hostile.MAIN}"><x:sheetData><x:row r="1"><x:c r="A1">'
        "<x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    )
    assert read(hostile.with_sheet(xml)).sheets[0].rows == {1: (5,)}


def test_a_sheet_in_utf_16_is_read() -> None:
    xml = hostile.sheet_xml(f'<row r="1">{text("A1", "ก")}</row>').replace("UTF-8", "UTF-16")
    assert read(hostile.with_sheet(xml.encode("utf-16"))).sheets[0].rows == {1: ("ก",)}


def test_empty_texts_are_no_cells() -> None:
    parts = {
        hostile.SHEET: hostile.sheet_xml(
            '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
        ),
        "xl/sharedStrings.xml": f'<sst xmlns="{hostile.MAIN}"><si><t/></si><si><t>x</t>'
        '<rPh sb="0" eb="1"><t>y</t></rPh></si></sst>',
    }
    assert read(hostile.with_parts(parts)).sheets[0].rows == {1: (None, "x")}


DAMAGED = {
    "a cell twice": '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
    "a text that is not there": '<row r="1"><c r="A1" t="s"><v>999</v></c></row>',
    "no number": '<row r="1"><c r="A1"><v>NaN</v></c></row>',
    "a wrong reference": '<row r="1"><c r="1A"><v>1</v></c></row>',
    "not well-formed": '<row r="1"><c r="A1"><v>1</v></row>',
}


@pytest.mark.parametrize("how", DAMAGED)
def test_a_damaged_sheet_is_refused_and_not_half_read(how: str) -> None:
    assert refusal(hostile.sheet(DAMAGED[how])) == Refusal("file_unreadable")


@pytest.mark.parametrize(
    "gone", [hostile.SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "[Content_Types].xml"]
)
def test_a_workbook_without_one_of_its_parts_is_refused(gone: str) -> None:
    parts = hostile.parts_of(hostile.good())
    del parts[gone]
    assert refusal(hostile.pack(parts)).code in {"file_unreadable", "file_not_a_workbook"}


def test_reading_stops_before_a_sheet_that_is_too_wide_is_built() -> None:
    wide = hostile.sheet(f'<row r="1">{text("AAA1", "x")}</row>')
    assert refusal(wide).facts["size"] == "AAA1"
    area = f'<row r="90000">{text("ZZ90000", "x")}</row>'
    assert refusal(hostile.sheet(area)).facts["size"] == "63,180,000"
    many = "".join(f'<row r="{row}">{"<c><v>1</v></c>" * 100}</row>' for row in range(1, 5002))
    noise = "".join(f"<!--{row * 7919 % 10007}-->" for row in range(50_000))
    assert refusal(hostile.sheet(many + noise)).facts["size"] == "500,100"


THAI = "กขคงจชดตนบปพมยรลวสหอะาิีืุูเแโใไำ่้์๐๑๒๖"
CELLS = st.one_of(
    st.none(),
    st.text(
        st.sampled_from(f"{THAI}abcXYZ 019_x0D=+-@\t\n\r\x01&<>'\"é😀\u200b\u00a0"), max_size=12
    ),
    st.integers(-(2**40), 2**40),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.booleans(),
    st.dates(date(1900, 3, 1), date(2600, 1, 1)),
    st.datetimes(hostile.at(1900, 3, 1), hostile.at(2600, 1, 1)).map(
        lambda t: t.replace(microsecond=0)
    ),
)


@st.composite
def workbooks(draw: st.DrawFn) -> bytes:
    names = draw(st.lists(st.sampled_from(["ก", "ข", "Sheet 1", "_form"]), min_size=1, unique=True))

    def fill(book: xlsxwriter.Workbook) -> None:
        formats: dict[type, object] = {
            date: book.add_format({"num_format": "yyyy-mm-dd"}),
            datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        }
        for number, name in enumerate(names):
            sheet = book.add_worksheet(name)
            if number and draw(st.booleans()):
                sheet.hide()
            for row in draw(st.lists(st.integers(0, 12), max_size=5, unique=True)):
                _write_row(sheet, row, draw(st.lists(CELLS, max_size=6)), formats)
            if draw(st.booleans()):
                sheet.merge_range(14, 1, 15, 3, "รวม")
            sheet.set_row(draw(st.integers(0, 12)), None, None, {"hidden": draw(st.booleans())})
            sheet.set_column(2, 3, None, None, {"hidden": draw(st.booleans())})

    return hostile.workbook(fill)


def _write_row(
    sheet: xlsxwriter.worksheet.Worksheet,
    row: int,
    values: list[object],
    formats: Mapping[type, object],
) -> None:
    for column, value in enumerate(values):
        if isinstance(value, str):
            sheet.write_string(row, column, value)
        elif value is not None:
            sheet.write(row, column, value, formats.get(type(value)))


def shown(found: list[Rows] | None) -> list[dict[int, list[tuple[type, object]]]] | None:
    if found is None:
        return None
    return [
        {row: [(type(value), value) for value in cells] for row, cells in sheet.items()}
        for sheet in found
    ]


def names_in(archive: Archive) -> list[str]:
    return [sheet.name for sheet in read_package(archive, LIMITS).sheets]


@given(workbooks())
@settings(max_examples=60, deadline=None)
def test_both_readers_give_the_same_cells(content: bytes) -> None:
    archive = open_archive(content, LIMITS)
    names = names_in(archive)
    quick = xlsx.with_calamine(archive, names, LIMITS)
    assert quick is not None
    assert shown(quick) == shown(xlsx.with_openpyxl(archive, names, LIMITS))


@given(workbooks())
@settings(max_examples=60, deadline=None)
def test_both_surveys_give_the_same(content: bytes) -> None:
    archive = open_archive(content, LIMITS)
    # An empty text is stored by its number, and only the exact survey knows it to be empty.
    for sheet in read_package(archive, LIMITS).sheets:
        data = archive.read(sheet.part)
        exact = exact_survey(data, frozenset())
        assert quick_survey(data) == replace(exact, last=None)


@given(workbooks())
@settings(max_examples=60, deadline=None)
def test_every_ordinary_workbook_is_read(content: bytes) -> None:
    assert read(content).sheets


@given(st.binary(max_size=40), st.integers(0, 5000), st.integers(0, 40))
@settings(max_examples=150, deadline=None)
def test_a_damaged_workbook_is_read_right_or_refused(noise: bytes, at: int, cut: int) -> None:
    content = hostile.good()
    broken = content[:at] + noise + content[at + cut :]
    try:
        found = read_content(broken, LIMITS)
    except RefusalError:
        return
    assert found.sheets[0].rows == hostile.GOOD_ROWS
