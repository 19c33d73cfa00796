from __future__ import annotations

import shutil
from datetime import date, time, timedelta
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.core.raw import CellRange, ErrorValue, RawWorkbook, Uncalculated, Visibility
from pipeline.intake.limits import Limits
from pipeline.intake.reading.archive import open_archive
from pipeline.intake.reading.holding import hold
from pipeline.intake.reading.opendocument import survey_content
from pipeline.intake.reading.readers import read_content
from pipeline.intake.reading.refusal import Refusal, RefusalError
from pipeline.intake.reading.with_calamine import read_with_calamine
from pipeline.intake.reading.with_odfpy import read_with_odfpy
from tests.intake import hostile

if TYPE_CHECKING:
    from pathlib import Path


LIMITS = Limits()
SOFFICE = shutil.which("soffice")
CELL = "table:table-cell"


def read(content: bytes, limits: Limits = LIMITS) -> RawWorkbook:
    return read_content(content, limits)


def rows(xml_rows: str) -> object:
    return read(hostile.ods(hostile.table(xml_rows))).sheets[0].rows


def refusal(content: bytes, limits: Limits = LIMITS) -> Refusal:
    with pytest.raises(RefusalError) as raised:
        read(content, limits)
    return raised.value.refusal


def row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def cell(kind: str = "", value: str = "", shown: str = "", more: str = "") -> str:
    name = "value" if kind in {"float", "percentage", "currency"} else f"{kind}-value"
    typed = f' office:value-type="{kind}"' if kind else ""
    stored = f' office:{name}="{value}"' if value else ""
    text = f"<text:p>{shown}</text:p>" if shown else ""
    return f"<{CELL}{typed}{stored}{more}>{text}</{CELL}>"


def text(inner: str) -> str:
    return f'<{CELL} office:value-type="string">{inner}</{CELL}>'


def test_values_keep_their_kind() -> None:
    assert rows(
        row(
            cell("float", "1", "1.00"),
            cell("float", "1.5", "2"),
            cell("currency", "100", "฿100"),
            cell("percentage", "0.335", "34%"),
            cell("boolean", "true", "TRUE"),
            cell(shown="ไม่บอกชนิด"),
            cell("string", "ค่าเก็บ", "ที่เห็น"),
        )
        + row(
            cell("date", "2566-04-04", "x"),
            cell("date", "2023-02-15T09:30:00", "x"),
            cell("date", "2023-02-15T00:00:00", "x"),
            cell("date", "12023-04-04", "x"),
            cell("time", "PT09H30M00S", "x"),
            cell("time", "PT49H30M00S", "x"),
            cell("time", "-PT01H00M00S", "x"),
        )
    ) == {
        1: (1, 1.5, 100, "33.5%", True, "ไม่บอกชนิด", "ค่าเก็บ"),
        2: (
            date(2566, 4, 4),
            hostile.at(2023, 2, 15, 9, 30),
            date(2023, 2, 15),
            "12023-04-04",
            time(9, 30),
            timedelta(hours=49, minutes=30),
            timedelta(hours=-1),
        ),
    }


TEXTS = {
    "<text:p>ก</text:p><text:p>ข  ค</text:p>": "ก\nข  ค",
    "<text:p/><text:p>ก</text:p>": "\nก",
    '<text:p>ก<text:s text:c="3"/>ข<text:tab/>ค<text:line-break/>ง</text:p>': "ก   ข\tค\nง",
    "<text:p>ก<text:span>ข<text:span>ค</text:span></text:span></text:p>": "กขค",
    '<text:p>ดู <text:a xlink:href="https://x">ที่นี่</text:a></text:p>': "ดู ที่นี่",
    "<office:annotation><text:p>ความเห็น</text:p></office:annotation><text:p>ก</text:p>": "ก",
    "<text:p>ก</text:p><office:annotation><text:p>ความเห็น</text:p></office:annotation>": "ก",
    "<text:p>ก</text:p><draw:frame><text:p>วาด</text:p></draw:frame>": "ก",
    "<text:list><text:list-item><text:p>ข้อ</text:p></text:list-item></text:list>": "ข้อ",
    "<text:p>ก<text:note><text:p>เชิงอรรถ</text:p></text:note></text:p>": "ก",
    "<office:annotation><text:p>ความเห็น</text:p></office:annotation>": None,
    "<text:p></text:p>": None,
}


@pytest.mark.parametrize("inner", TEXTS)
def test_a_text_is_what_its_cell_shows(inner: str) -> None:
    assert rows(row(cell("float", "1"), text(inner), cell("float", "2"))) == {
        1: (1, TEXTS[inner], 2)
    }


def test_errors_and_formulas_without_a_value_keep_cell_and_formula() -> None:
    error = ' calcext:value-type="error"'
    assert rows(
        row(
            cell("string", shown="#REF!", more=f'{error} table:formula="of:=[.#REF!]"'),
            cell("float", "0", "#DIV/0!", f'{error} table:formula="of:=1/0"'),
            cell("string", shown="Err:502", more=' table:formula="of:=SQRT(-1)"'),
            cell(more=' table:formula="of:=1+1"'),
            cell("string", more=' office:string-value="" table:formula="of:=&quot;&quot;"'),
            cell("float", "2", "2", ' table:formula="of:=1+1"'),
            cell("string", shown="#N/A"),
        )
    ) == {
        1: (
            ErrorValue("#REF!", "=[.#REF!]"),
            ErrorValue("#DIV/0!", "=1/0"),
            ErrorValue("Err:502", "=SQRT(-1)"),
            Uncalculated("=1+1"),
            None,
            2,
            "#N/A",
        )
    }


def test_sheets_keep_their_order_and_how_they_are_shown() -> None:
    first = (
        '<table:table-column/><table:table-column table:visibility="collapse"'
        ' table:number-columns-repeated="2"/><table:table-column'
        ' table:number-columns-repeated="16381" table:visibility="collapse"/>'
        f"{row(cell('float', '1'), cell(), cell('float', '3'))}"
        '<table:table-row-group><table:table-row table:visibility="filter">'
        f"{cell('float', '4')}</table:table-row></table:table-row-group>"
        f"{row(cell('string', shown='รวม', more=SPAN), '<table:covered-table-cell/>')}{FILLER}"
    )
    tables = hostile.table(first) + hostile.table(row(cell("float", "9")), "ซ่อน", "ta2")
    one, two = read(hostile.ods(tables)).sheets
    assert one.rows == {1: (1, None, 3), 2: (4,), 3: ("รวม",)}
    assert one.merged == (CellRange(3, 1, 4, 2),)
    assert (one.hidden_rows, one.hidden_columns) == ({2}, {2, 3})
    assert (one.visibility, two.visibility) == (Visibility.VISIBLE, Visibility.HIDDEN)
    assert (one.name, two.name) == ("รายงานผล", "ซ่อน")


SPAN = ' table:number-columns-spanned="2" table:number-rows-spanned="2"'
FILLER = (
    '<table:table-row table:number-rows-repeated="1048573">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)


def test_repeated_cells_are_counted() -> None:
    many = f'<table:table-row table:number-rows-repeated="2">{cell("float", "1")}' + cell(
        "percentage", "0.5", more=' table:number-columns-repeated="3"'
    )
    assert rows(f"{many}</table:table-row>{FILLER}") == {1: (1, *["50%"] * 3), 2: (1, *["50%"] * 3)}


BOMBS = {
    "far": ("1048576", "1", "A1048576", "ZZ100000"),
    "wide": ("1", "16384", "XFD1", "ZZ100000"),
    "many": ("10000", "100", "1,000,000", "500,000"),
    "all": ("1048576", "16384", "17,179,869,184", "500,000"),
}


@pytest.mark.parametrize("what", BOMBS)
def test_a_bomb_of_repeated_cells_is_not_built(what: str) -> None:
    down, across, size, limit = BOMBS[what]
    many = cell("percentage", "0.5", more=f' table:number-columns-repeated="{across}"')
    bomb = f'<table:table-row table:number-rows-repeated="{down}">{many}</table:table-row>'
    limits = LIMITS if what in {"many", "all"} else Limits(cells=2_000_000)
    facts = refusal(hostile.ods(hostile.table(bomb)), limits).facts
    assert (facts["size"], facts["limit"]) == (size, limit)


def test_what_other_files_hold_is_named_and_not_read() -> None:
    linked = hostile.table(
        '<table:table-source xlink:href="../ลับ/ก.ods"/>' + row(cell("float", "5")), "'file:///ก'#S"
    )
    changes = f"<table:tracked-changes>{row(cell('float', '6'))}</table:tracked-changes>"
    found = read(hostile.ods(changes + hostile.table(row(cell("float", "1"))) + linked))
    assert [sheet.rows for sheet in found.sheets] == [{1: (1,)}]
    assert found.contents.external_links == ("ก.ods",)


def test_spaces_between_elements_are_no_text_and_stop_no_reader() -> None:
    # calamine gives up on the line breaks, as in files that SheetJS writes.
    spaced = (
        f"\n <table:table-row>\n  {text('<text:p>ก</text:p>')}\n  <{CELL}/>\n </table:table-row>\n"
    )
    assert rows(spaced) == {1: ("ก",)}


def test_what_is_encrypted_or_declares_a_type_is_refused() -> None:
    good = hostile.table(row(cell("float", "1")))
    locked = '<manifest:encryption-data manifest:checksum="x"/>'
    assert refusal(hostile.ods(good, manifest=locked)) == Refusal("file_encrypted")
    assert refusal(hostile.ods(good, prolog="<!DOCTYPE x>")) == Refusal("file_unreadable")
    assert refusal(hostile.ods("")) == Refusal("file_unreadable")
    assert refusal(hostile.ods(good + good)) == Refusal("file_unreadable")


LETTER = st.sampled_from("กขาิ่้๑abc <&\"'")
CELLS = st.one_of(
    st.just(f"<{CELL}/>"),
    st.text(LETTER, max_size=6).map(lambda one: text(f"<text:p>{escape(one)}</text:p>")),
    st.floats(-1e9, 1e9).map(lambda one: cell("float", repr(one))),
    st.booleans().map(lambda one: cell("boolean", str(one).lower())),
    st.dates(date(1900, 1, 1), date(2600, 1, 1)).map(lambda one: cell("date", one.isoformat())),
    st.floats(0, 5).map(lambda one: cell("percentage", repr(one))),
)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=5), max_size=5))
@settings(max_examples=100, deadline=None)
def test_both_readers_give_the_same_cells(grid: list[list[str]]) -> None:
    content = hostile.ods(hostile.table("".join(row(*cells) for cells in grid)))
    archive = open_archive(content, LIMITS)
    (table,) = survey_content(archive.read("content.xml"), LIMITS).tables
    quick = hold(read_with_calamine(content, [table.name], LIMITS.cells), [table.survey])
    slow = hold(read_with_odfpy(content, [table.name], LIMITS), [table.survey])
    assert quick is not None
    assert quick == slow
    assert read(content).sheets[0].rows == quick[0]


@given(st.integers(0, 2000), st.binary(max_size=20), st.integers(0, 20))
@settings(max_examples=150, deadline=None)
def test_a_damaged_workbook_is_read_right_or_refused(at: int, noise: bytes, cut: int) -> None:
    content = hostile.ods(hostile.table(row(cell("float", "1"), text("<text:p>ก</text:p>"))))
    for broken in (content[:at], content[:at] + noise + content[at + cut :]):
        try:
            found = read(broken)
        except RefusalError:
            continue
        assert found.sheets[0].rows == {1: (1, "ก")}


@pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice here")
def test_what_libreoffice_saves_is_what_it_was_given(tmp_path: Path) -> None:
    content = hostile.workbook(hostile.fill_for_office)
    saved = hostile.saved_by_office(content, "ods", tmp_path)
    assert read(saved).sheets == read(content).sheets
    assert read(saved).sheets[0].rows == hostile.OFFICE_ROWS
