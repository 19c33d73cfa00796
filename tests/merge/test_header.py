from __future__ import annotations

import pytest

from pipeline.merge.header import Header, find_header
from pipeline.merge.header_words import HeaderWords
from schemas.loading import load_schema
from tests.tables import sheet

WORDS = HeaderWords(load_schema().columns)
LINE = (
    "| มาตรการที่ | ข้อที่ | สถานะ | วันที่ดำเนินการ | ผลการดำเนินงาน | หลักฐานอ้างอิง "
    "| ปัญหา/อุปสรรค | ข้อเสนอแนะ |"
)


def header(table: str, merged: tuple[str, ...] = ()) -> Header:
    found = find_header(sheet(table, merged=merged), WORDS)
    assert found is not None
    return found


def test_title_rows_and_blank_rows_above_are_passed() -> None:
    found = header(f"""
        | แบบรายงานผลการดำเนินงาน |

        | หน่วยงาน | อบต.วังทอง | สถานะ |
        {LINE}
        | 1 | 1 | สถานะ |
    """)
    assert (found.row, found.missing, found.unknown) == (4, (), ())
    assert list(found.columns.items())[:2] == [("measure_no", 1), ("step_no", 2)]


def test_columns_are_known_by_their_words_wherever_they_stand() -> None:
    found = header("| | ผลการดำเนินงาน | สถานะ | | ข้อที่ | มาตรการที่ |")
    assert list(found.columns.items()) == [
        ("result", 2),
        ("status", 3),
        ("step_no", 5),
        ("measure_no", 6),
    ]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("ผลการ\\nดำเนินงาน", "result"),
        ("ผล การ ดําเนินงาน", "result"),
        ("ผลการปฏิบัติงาน", "result"),
        ("ความก้าวหน้า(ร้อยละ)", "progress"),
        ("ความก้าวหน้า", "progress"),
        ("ร้อยละ (สะสม)", "progress"),
        ("เบิกจ่ายแล้ว", "spent"),
        ("Status", "status"),
        ("มาตรการ ที่", "measure_no"),
        ("ลำดับที่", "measure_no"),
        ("หลักฐาน/ลิงก์", "evidence"),
    ],
)
def test_words_read_as_a_column(typed: str, key: str) -> None:
    assert list(header(f"| ข้อที่ | วันที่ดำเนินการ | วิธีดำเนินการ | {typed} |").columns)[-1] == key


def test_what_is_read_by_another_word_is_told() -> None:
    found = header("| ลำดับ | ข้อที่ | สถานะ | ผลการปฏิบัติงาน |")
    assert found.aliased == ((1, "ลำดับ"), (4, "ผลการปฏิบัติงาน"))


def test_the_forms_own_word_goes_before_an_alias_over_an_added_column() -> None:
    found = header("| ลำดับ | มาตรการที่ | ข้อที่ | สถานะ | หมายเหตุ |")
    assert (found.columns["measure_no"], found.repeated) == (2, ())
    assert found.unknown == ((1, "ลำดับ"), (5, "หมายเหตุ"))


@pytest.mark.parametrize("again", ["สถานะ", "สถา นะ"])
def test_a_column_doubled(again: str) -> None:
    assert header(f"| มาตรการที่ | ข้อที่ | สถานะ | {again} |").repeated == ((4, again),)


def test_two_aliases_of_one_column_are_doubled() -> None:
    found = header("| ข้อที่ | สถานะ | ผลการดำเนินการ | ผลการปฏิบัติงาน |")
    assert found.repeated == ((4, "ผลการปฏิบัติงาน"),)


def test_required_columns_that_are_missing() -> None:
    found = header("| มาตรการที่ | ข้อที่ | สถานะ | วันที่ | หลักฐาน | ปัญหา | ข้อเสนอแนะ |")
    assert [column.key for column in found.missing] == ["result"]


def test_the_table_begins_below_header_cells_merged_downwards() -> None:
    table = f"{LINE}\n| | | | วัน | รายละเอียด |"
    assert header(table, ("A1:A2", "B1:B2")).last_row == 2
    assert header(table).last_row == 1


def test_the_first_of_two_equal_headers_is_taken() -> None:
    assert header(f"{LINE}\n| 1 | 1 |\n{LINE}").row == 1


@pytest.mark.parametrize(
    "table",
    [
        "",
        "| กองคลัง | 5 |",
        "| มาตรการที่ | สถานะ |",
        "| หน่วยงาน | อบต. |\n| สถานะ | ดี |\n| ข้อที่ | 1 |",
    ],
)
def test_too_few_words_are_no_header(table: str) -> None:
    assert find_header(sheet(table), WORDS) is None


def test_an_alias_beside_the_divisions_own_column_is_doubled() -> None:
    found = header("| มาตรการที่ | ข้อที่ | สถานะ | ผลการดำเนินงาน | ผลการดำเนินการ |")
    assert found.repeated == ((5, "ผลการดำเนินการ"),)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("ผลการดำเนินงาน ณ สิ้นไตรมาสที่ ๒", "result"),
        ("ผลการดำเนินงานรอบ 6 เดือน", "result"),
        ("ผู้รับผิดชอบโครงการ", "responsible"),
    ],
)
def test_a_header_may_go_on_after_our_word(typed: str, key: str) -> None:
    found = header(f"| ข้อที่ | สถานะ | วิธีดำเนินการ | {typed} |")
    assert (list(found.columns)[-1], found.aliased[-1]) == (key, (4, typed))


def test_a_header_that_goes_on_gives_way_to_our_word_alone() -> None:
    found = header("| ข้อที่ | สถานะ | ผลการดำเนินงานปีก่อน | ผลการดำเนินงาน |")
    assert (found.columns["result"], found.repeated) == (4, ())
    assert found.unknown == ((3, "ผลการดำเนินงานปีก่อน"),)


def test_a_long_text_is_no_header() -> None:
    text = "ผลการดำเนินงาน" + "ดี" * 30
    assert "result" not in header(f"| ข้อที่ | สถานะ | วิธีดำเนินการ | {text} |").columns


def test_two_rows_are_one_header_where_the_lower_names_parts_of_the_upper() -> None:
    table = """
        | มาตรการ | วิธีการ | ผู้รับผิดชอบ | การรายงานผล | |
        | | | | ผลการดำเนินงาน | ข้อเสนอแนะ |
        | ก | ข | กองคลัง | ค | ง |
    """
    found = header(table, ("D1:E1",))
    assert (found.row, found.last_row) == (1, 2)
    assert list(found.columns.items())[3:] == [("result", 4), ("recommendation", 5)]


def test_a_row_of_values_below_a_header_is_no_part_of_it() -> None:
    found = header("| มาตรการ | วิธีการ | ผลการดำเนินงาน |\n| สถานะ | ข้อที่ | ร้อยละ |")
    assert (found.row, found.last_row, len(found.columns)) == (1, 1, 3)


def test_a_period_spread_over_quarters_is_no_period() -> None:
    table = """
        | มาตรการ | วิธีการ | ระยะเวลา | | ผลการดำเนินงาน |
        | | | ไตรมาส ๑ | ไตรมาส ๒ | |
    """
    found = header(table, ("C1:D1",))
    assert "period" not in found.columns
    assert found.unknown == ((3, "ไตรมาส ๑"), (4, "ไตรมาส ๒"))
    assert found.last_row == 2
