from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.intake.limits import Limits
from pipeline.intake.reading.kind import sniff
from pipeline.intake.reading.readers import read_content
from pipeline.intake.reading.refusal import FileKind, Refusal, RefusalError

LIMITS = Limits()
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "cp874"]
DELIMITERS = [",", "\t", ";", "|"]

# As Excel saves it: titles as wide as the table; as a hand types it: titles alone.
PADDED = (
    "แบบรายงานผลการดำเนินการ,,,,,\r\n"
    "ประจำเดือน,มีนาคม ๒๕๖๖,,,,\r\n"
    ",,,,,\r\n"
    "มาตรการ/แนวทาง,วิธีการดำเนินการ,ผู้รับผิดชอบ,ระยะเวลาดำเนินการ,ผลการดำเนินงาน,ข้อเสนอแนะ\r\n"
    '๑. แยกแยะประโยชน์,"๑. อบรม\n๒. ""คู่มือ""",สำนักปลัด,ม.ค. - ก.ย. ๖๖,"อบรมแล้ว, ครบ", ไม่มี \r\n'
)
BARE = (
    "แบบรายงานผลการดำเนินการ, ประจำปี ๒๕๖๖\n"
    "\n"
    "มาตรการ/แนวทาง,วิธีการดำเนินการ,ผู้รับผิดชอบ,ระยะเวลาดำเนินการ,ผลการดำเนินงาน,ข้อเสนอแนะ\n"
    "๑. แยกแยะประโยชน์,,สำนักปลัด,,อบรมแล้ว,\n"
)
HEADER = (
    *("มาตรการ/แนวทาง", "วิธีการดำเนินการ", "ผู้รับผิดชอบ"),
    *("ระยะเวลาดำเนินการ", "ผลการดำเนินงาน", "ข้อเสนอแนะ"),
)
PADDED_ROWS = {
    1: ("แบบรายงานผลการดำเนินการ",),
    2: ("ประจำเดือน", "มีนาคม ๒๕๖๖"),
    4: HEADER,
    5: (
        *("๑. แยกแยะประโยชน์", '๑. อบรม\n๒. "คู่มือ"', "สำนักปลัด"),
        *("ม.ค. - ก.ย. ๖๖", "อบรมแล้ว, ครบ", " ไม่มี "),
    ),
}
BARE_ROWS = {
    1: ("แบบรายงานผลการดำเนินการ", " ประจำปี ๒๕๖๖"),
    3: HEADER,
    4: ("๑. แยกแยะประโยชน์", None, "สำนักปลัด", None, "อบรมแล้ว"),
}


def rows(content: bytes, limits: Limits = LIMITS) -> object:
    (sheet,) = read_content(content, limits).sheets
    assert sheet.name == "CSV"
    return sheet.rows


def refusal(content: bytes, limits: Limits = LIMITS) -> Refusal:
    with pytest.raises(RefusalError) as raised:
        read_content(content, limits)
    return raised.value.refusal


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_our_form_and_the_memo_are_read_in_each_encoding(encoding: str) -> None:
    assert rows(PADDED.encode(encoding)) == PADDED_ROWS
    assert rows(BARE.encode(encoding)) == BARE_ROWS


def test_unicode_text_of_excel_is_read() -> None:
    text = 'มาตรการที่\tผล\r\n๑\t"อบรม\n2 ครั้ง"\r\n'
    assert rows(b"\xff\xfe" + text.encode("utf-16-le")) == {
        1: ("มาตรการที่", "ผล"),
        2: ("๑", "อบรม\n2 ครั้ง"),
    }
    assert rows(b"\xfe\xff" + text.encode("utf-16-be")) == rows(text.encode())


def test_a_first_line_that_names_the_delimiter_is_no_row() -> None:
    assert rows("sep=;\nก;ข,ค\n".encode()) == {1: ("ก", "ข,ค")}
    assert rows("\ufeffSEP=^\r\nก^ข\r\n1^2\r\n".encode()) == {1: ("ก", "ข"), 2: ("1", "2")}


def test_cells_are_what_was_typed() -> None:
    text = "ก,ข,ค,ง\n007, 1/2 ,=1+1,๖๖\n,TRUE,\ufffd,-\n"
    assert rows(text.encode()) == {
        1: ("ก", "ข", "ค", "ง"),
        2: ("007", " 1/2 ", "=1+1", "๖๖"),
        3: (None, "TRUE", "\ufffd", "-"),
    }


def test_blank_lines_count() -> None:
    assert rows("\n\nก,ข\n,\n1,2".encode()) == {3: ("ก", "ข"), 5: ("1", "2")}


def test_titles_of_many_lines_hide_no_table() -> None:
    long = "ข้อความ\n" * 400
    text = f'แบบรายงาน\nก,ข,ค,ง\n"{long}",2,3,4\n1,2,3,4\n'
    assert len(text.encode()) > 4096
    assert rows(text.encode()) == {
        1: ("แบบรายงาน",),
        2: ("ก", "ข", "ค", "ง"),
        3: (long, "2", "3", "4"),
        4: ("1", "2", "3", "4"),
    }


LETTERS = {
    "a plain letter": "เรียน ผู้อำนวยการกองคลัง\n\nด้วยกองคลัง จะจัดอบรม\nจึงเรียนมาเพื่อทราบ\n",
    "with commas": "เรียน ปลัด, รองปลัด\nด้วยกองคลัง, กองช่าง, กองการศึกษา\nจะจัดอบรม\n",
    "set in with tabs": "\t\tเรียน ปลัด\n\t\t\tด้วยกองคลังจะจัดอบรม\n\t\t\tจึงเรียนมา\n\t\tลงชื่อ\n",
    "one line": "ก,ข,ค,ง,จ",
}


@pytest.mark.parametrize("what", LETTERS)
def test_a_letter_is_no_table(what: str) -> None:
    assert sniff(LETTERS[what].encode()) is FileKind.TEXT


@pytest.mark.parametrize(
    "content",
    [
        'ก,ข\n1,"2\n3,4\n'.encode(),
        'ก,ข\n1,"2"x\n'.encode(),
        "ก,ข\n1,ค".encode()[:-1],
        "ก,ข\n1,ค\n".encode("utf-16")[:-1],
    ],
)
def test_a_table_that_is_cut_or_broken_is_refused(content: bytes) -> None:
    assert refusal(content) == Refusal("file_unreadable")


@pytest.mark.parametrize(
    ("limits", "size", "limit"),
    [
        (Limits(cells=7), "8", "7"),
        (Limits(far_row=2), "B3", "ZZ2"),
        (Limits(far_column=1), "B1", "A100000"),
    ],
)
def test_a_limit_says_its_value(limits: Limits, size: str, limit: str) -> None:
    text = "ก,ข\n1,2\n3,4\n5,6\n"
    facts = refusal(text.encode(), limits).facts
    assert (facts["size"], facts["limit"]) == (size, limit)


LETTER = st.sampled_from("กขคงะาิี่้๐๑๖abcZ 019,;|\t\"'=+-@#\n\u00a0")
TEXTS = st.text(LETTER, max_size=8)


@given(
    grid=st.integers(4, 6).flatmap(
        lambda width: st.lists(st.lists(TEXTS, min_size=width, max_size=width), max_size=5)
    ),
    encoding=st.sampled_from(ENCODINGS),
    delimiter=st.sampled_from(DELIMITERS),
    end=st.sampled_from(["\n", "\r\n"]),
)
@settings(max_examples=200, deadline=None)
def test_any_grid_comes_back(
    grid: list[list[str]], encoding: str, delimiter: str, end: str
) -> None:
    header = [f"หัว{number}" for number in range(len(grid[0]) if grid else 4)]
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, lineterminator=end).writerows([header, header, *grid])
    found = read_content(stream.getvalue().encode(encoding), LIMITS).sheets[0]
    typed = {
        (row, column): text
        for row, cells in enumerate([header, header, *grid], 1)
        for column, text in enumerate(cells, 1)
        if text
    }
    read = {
        (row, column): text
        for row, cells in found.rows.items()
        for column, text in enumerate(cells, 1)
        if text is not None
    }
    assert read == typed


@given(st.integers(0, len(PADDED.encode())), st.sampled_from(["utf-8", "cp874"]))
@settings(max_examples=150, deadline=None)
def test_a_cut_table_is_refused_or_read_up_to_the_cut(cut: int, encoding: str) -> None:
    content = PADDED.encode(encoding)[:cut]
    try:
        (sheet,) = read_content(content, LIMITS).sheets
    except RefusalError:
        return
    whole = [cell for cells in PADDED_ROWS.values() for cell in cells if cell is not None]
    read = [cell for cells in sheet.rows.values() for cell in cells if cell is not None]
    assert read[:-1] == whole[: len(read) - 1]
    assert whole[len(read) - 1].startswith(str(read[-1]))
