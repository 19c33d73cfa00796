from __future__ import annotations

import shutil
import struct
from dataclasses import replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.core.raw import CellRange, ErrorValue, RawWorkbook, Visibility
from pipeline.intake.limits import Limits
from pipeline.intake.reading import xls
from pipeline.intake.reading.readers import read_content
from pipeline.intake.reading.refusal import Refusal, RefusalError
from tests.intake import hostile
from tests.intake.hostile import record

if TYPE_CHECKING:
    from pathlib import Path

LIMITS = Limits()
SOFFICE = shutil.which("soffice")
UNREADABLE = Refusal("file_unreadable")
SHEET_START = record(0x0809, b"\0\x06\x10\0" + b"\0" * 12)
PLAIN, DAY, PERCENT, HOURS, BUDDHIST = range(5)
STYLES = b"".join(record(0xE0, struct.pack("<HH16x", 0, number)) for number in (0, 14, 10, 46, 164))
CODE = "[$-107041E]d mmm bbbb"
FORMAT = record(0x041E, struct.pack("<HHB", 164, len(CODE), 0) + CODE.encode())


def read(content: bytes, limits: Limits = LIMITS) -> RawWorkbook:
    return read_content(content, limits)


def refusal(content: bytes, limits: Limits = LIMITS) -> Refusal:
    with pytest.raises(RefusalError) as raised:
        read(content, limits)
    return raised.value.refusal


def number(row: int, column: int, value: float, style: int = PLAIN) -> bytes:
    return record(0x0203, struct.pack("<HHHd", row, column, style, value))


def packed(row: int, column: int, value: int, style: int = PLAIN) -> bytes:
    return record(0x027E, struct.pack("<HHHL", row, column, style, value))


def label(row: int, column: int, text: str) -> bytes:
    wide = struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")
    return record(0x0204, struct.pack("<HHH", row, column, PLAIN) + wide)


def truth(row: int, column: int, value: int, error: int = 0) -> bytes:
    return record(0x0205, struct.pack("<HHHBB", row, column, PLAIN, value, error))


def formula(row: int, column: int, result: bytes, style: int = PLAIN) -> bytes:
    head = struct.pack("<HHH", row, column, style)
    return record(0x06, head + result + struct.pack("<HLH", 0, 0, 0))


def stream(*sheets: bytes, before: bytes = b"", shown: int = 0) -> bytes:
    """A BIFF8 stream with these sheets, the first visible, the others shown so."""
    names = [f"ก{count}" for count in range(len(sheets))]
    size = sum(4 + 8 + 2 * len(name) for name in names)
    head = hostile.BIFF8 + before + FORMAT + STYLES
    offset = len(head) + size + len(hostile.BIFF_END)
    bounds, bodies = b"", b""
    for count, (name, cells) in enumerate(zip(names, sheets, strict=True)):
        start = struct.pack("<LBBBB", offset + len(bodies), shown if count else 0, 0, len(name), 1)
        bounds += record(0x85, start + name.encode("utf-16-le"))
        bodies += SHEET_START + cells + hostile.BIFF_END
    return head + bounds + hostile.BIFF_END + bodies


def workbook(*sheets: bytes, before: bytes = b"", shown: int = 0) -> bytes:
    return hostile.ole("Workbook", stream(*sheets, before=before, shown=shown))


def rows(cells: bytes, before: bytes = b"") -> object:
    return read(workbook(cells, before=before)).sheets[0].rows


def test_values_keep_their_kind_and_their_cell() -> None:
    several = struct.pack("<HH", 3, 1) + struct.pack(
        "<HLHL", PLAIN, 4 << 2 | 2, PERCENT, 50 << 2 | 3
    )
    assert rows(
        label(1, 1, "  ๑๕ ก.พ. ๖๖ ")
        + label(1, 2, "สอง\nบรรทัด")
        + number(1, 4, 45.5)
        + packed(2, 0, 7 << 2 | 2)
        + packed(2, 1, 1234 << 2 | 3)
        + truth(2, 2, 1)
        + record(0xBD, several + struct.pack("<H", 2))
        + formula(4, 0, struct.pack("<d", 2.0))
        + formula(4, 1, b"\x01\0\x01\0\0\0\xff\xff")
        + formula(4, 2, b"\x03\0\0\0\0\0\xff\xff")
    ) == {
        2: (None, "  ๑๕ ก.พ. ๖๖ ", "สอง\nบรรทัด", None, 45.5),
        3: (7, 12.34, True),
        4: (None, 4, "50%"),
        5: (2, True),
    }


def test_an_error_is_an_error_at_its_address() -> None:
    assert rows(truth(0, 1, 0x17, 1) + formula(2, 0, b"\x02\0\x2a\0\0\0\xff\xff")) == {
        1: (None, ErrorValue("#REF!")),
        3: (ErrorValue("#N/A"),),
    }


def shown_numbers(style: int) -> bytes:
    values = (45_000, 45_000.5, 0.25, -1, 243_711, 2_958_466)
    return b"".join(number(0, column, value, style) for column, value in enumerate(values))


@pytest.mark.parametrize("style", [DAY, BUDDHIST])
def test_dates_are_dates_and_a_number_outside_the_calendar_is_a_number(style: int) -> None:
    noon = hostile.at(2023, 3, 15, 12)
    assert rows(shown_numbers(style)) == {
        1: (date(2023, 3, 15), noon, time(6), -1, date(2567, 4, 3), 2_958_466)
    }


def test_dates_of_a_1904_workbook_are_right() -> None:
    found = read(workbook(shown_numbers(DAY), before=record(0x22, b"\1\0")))
    noon = hostile.at(2027, 3, 16, 12)
    assert found.contents.date_1904
    assert found.sheets[0].rows == {
        1: (date(2027, 3, 16), noon, time(6), -1, date(2571, 4, 4), 2_958_466)
    }


def test_percentages_and_lengths_of_time() -> None:
    assert rows(number(0, 0, 0.335, PERCENT) + number(0, 1, 2.5, HOURS)) == {
        1: ("33.5%", timedelta(hours=60))
    }


def test_sheets_keep_how_they_are_shown() -> None:
    first = (
        record(0x0208, struct.pack("<HHHHHHHH", 1, 0, 1, 255, 0, 0, 0x20, 0))
        + record(0x7D, struct.pack("<HHHHH", 1, 255, 0, 0, 1))
        + number(0, 2, 1)
        + number(1, 0, 2)
        + record(0xE5, struct.pack("<HHHHH", 1, 1, 2, 0, 3))
    )
    one, two = read(workbook(first, number(0, 0, 3), shown=2)).sheets
    assert one.rows == {1: (None, None, 1), 2: (2,)}
    assert one.merged == (CellRange(2, 1, 3, 4),)
    assert (one.hidden_rows, one.hidden_columns) == ({2}, {2, 3})
    assert (one.visibility, two.visibility) == (Visibility.VISIBLE, Visibility.VERY_HIDDEN)
    assert (one.name, two.name) == ("ก0", "ก1")


def test_a_chart_on_a_sheet_is_no_cell() -> None:
    chart = SHEET_START + number(0, 0, 99) + hostile.BIFF_END
    assert rows(number(0, 0, 1) + chart + number(1, 0, 2)) == {1: (1,), 2: (2,)}


def test_what_a_workbook_points_to_is_named() -> None:
    address = "\1\5ลับ\3ก.xls"
    book = struct.pack("<HHB", 1, len(address), 1) + address.encode("utf-16-le")
    inside = struct.pack("<HH", 1, 0x0401)
    found = read(workbook(number(0, 0, 1), before=record(0x1AE, inside) + record(0x1AE, book)))
    assert found.contents.external_links == ("ก.xls",)


@pytest.mark.parametrize("stream_name", ["Book", "Workbook"])
def test_excel_5_writes_in_a_code_page(stream_name: str) -> None:
    name, words = "รายงานผล".encode("cp874"), "อบรมแล้ว ๒ ครั้ง".encode("cp874")
    head = record(0x0809, b"\0\5\5\0\0\0\0\0") + record(0x42, struct.pack("<H", 874)) + STYLES
    offset = len(head) + 4 + 7 + len(name) + len(hostile.BIFF_END)
    sheet = record(0x85, struct.pack("<LBBB", offset, 0, 0, len(name)) + name)
    label_5 = record(0x0204, struct.pack("<HHHH", 0, 1, PLAIN, len(words)) + words)
    start = record(0x0809, b"\0\5\x10\0\0\0\0\0")
    cells = start + label_5 + number(1, 0, 0.5, PERCENT) + hostile.BIFF_END
    (found,) = read(hostile.ole(stream_name, head + sheet + hostile.BIFF_END + cells)).sheets
    assert found.name == "รายงานผล"
    assert found.rows == {1: (None, "อบรมแล้ว ๒ ครั้ง"), 2: ("50%",)}


def test_a_stream_without_its_container_is_read() -> None:
    assert read(stream(number(0, 0, 1))).sheets[0].rows == {1: (1,)}


REFUSED = {
    "a password": (workbook(number(0, 0, 1), before=record(0x2F, b"\0" * 6)), "file_encrypted"),
    "no end": (stream(number(0, 0, 1))[:-4], "file_unreadable"),
    "a cell twice": (workbook(number(0, 0, 1) + number(0, 0, 2)), "file_unreadable"),
    "no number": (workbook(number(0, 0, float("nan"))), "file_unreadable"),
    "a short record": (workbook(record(0x0203, b"\0\0")), "file_unreadable"),
    "no sheet": (workbook(), "file_unreadable"),
    "a cut container": (workbook(number(0, 0, 1))[:-600], "file_unreadable"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_damaged_or_locked_is_refused(what: str) -> None:
    content, code = REFUSED[what]
    assert refusal(content) == Refusal(code)


@pytest.mark.parametrize(
    ("limits", "size", "limit"),
    [
        (Limits(cells=1), "2", "1"),
        (Limits(cells=5), "6", "5"),
        (Limits(far_row=2), "B3", "ZZ2"),
        (Limits(far_column=1), "B3", "A100000"),
    ],
)
def test_a_limit_says_its_value(limits: Limits, size: str, limit: str) -> None:
    facts = refusal(workbook(number(0, 0, 1) + number(2, 1, 2)), limits).facts
    assert (facts["size"], facts["limit"]) == (size, limit)


def test_the_second_reader_takes_over_where_the_first_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(_content: bytes) -> None:
        raise AssertionError

    content = workbook(label(0, 0, "ก") + number(0, 1, 0.5, PERCENT) + truth(0, 2, 0x17, 1))
    expected = read(content)
    monkeypatch.setattr(xls, "read_with_xlrd", fail)
    assert read(content) == expected
    assert expected.sheets[0].rows == {1: ("ก", "50%", ErrorValue("#REF!"))}


GOOD = stream(
    label(0, 0, "ก") + number(0, 1, 45_000, DAY) + truth(1, 0, 1), label(2, 2, "ข"), shown=1
)
GOOD_SHEETS = read(GOOD).sheets


@given(st.integers(0, len(GOOD) - 1))
@settings(max_examples=200, deadline=None)
def test_any_cut_stream_is_refused(cut: int) -> None:
    with pytest.raises(RefusalError):
        read(GOOD[:cut])


@given(st.integers(0, 8000))
@settings(max_examples=200, deadline=None)
def test_a_cut_container_is_refused_or_whole(cut: int) -> None:
    try:
        found = read(hostile.ole("Workbook", GOOD)[:cut])
    except RefusalError:
        return
    assert found.sheets == GOOD_SHEETS


@pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice here")
def test_what_libreoffice_saves_is_what_it_was_given(tmp_path: Path) -> None:
    content = hostile.workbook(hostile.fill_for_office)
    saved = read(hostile.saved_by_office(content, "xls", tmp_path)).sheets
    # The formula of an error is stored as a program and is not given.
    expected = dict(hostile.OFFICE_ROWS)
    expected[2] = (*expected[2][:4], ErrorValue("#N/A"), 2)
    assert saved[0].rows == expected
    first, second = read(content).sheets
    assert saved == (replace(first, rows=expected), second)
