from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.merge.header import find_header
from pipeline.merge.header_words import HeaderWords
from pipeline.merge.records import read_records
from schemas.loading import load_schema
from tests.tables import sheet, shown_reading

if TYPE_CHECKING:
    from pipeline.core.record import Record

WORDS = HeaderWords(load_schema().columns)
HEADER = "| มาตรการที่ | มาตรการ | ข้อที่ | สถานะ | ผลการดำเนินงาน |"


def records(rows: str, merged: tuple[str, ...] = ()) -> tuple[list[Record], list[str]]:
    page = sheet(f"{HEADER}\n{rows.strip()}", merged=merged)
    header = find_header(page, WORDS)
    assert header is not None
    found, readings = read_records(page, header, WORDS, "a.xlsx")
    return list(found), [shown_reading(one) for one in readings]


def test_rows_keep_the_numbers_that_excel_shows() -> None:
    found, _ = records("""
        | 1 | ก | 1 | | มี |

        |   |   |   | | |
        | 1 | ก | 2 | | ไม่มี |
    """)
    assert [(one.where.row, str(one.address("result"))) for one in found] == [
        (2, "[a.xlsx]รายงานผล!E2"),
        (5, "[a.xlsx]รายงานผล!E5"),
    ]


def test_the_header_repeated_on_every_page_is_no_row() -> None:
    found, _ = records(f"""
        | 1 | ก | 1 | | มี |
        {HEADER}
        | 1 | ก | 2 | | มี |
    """)
    assert [one.cells["step_no"] for one in found] == ["1", "2"]


def test_a_row_that_numbers_the_columns_is_passed_over_and_listed() -> None:
    found, readings = records("| (๑) | (๒) | (๓) | (๔) | (๕) |\n| 1 | ก | 1 | | มี |")
    assert [one.where.row for one in found] == [3]
    assert readings[0] == "A2 row_passed_over: (๑) -> "
    assert len(readings) == 5


def test_figures_in_a_later_row_are_values() -> None:
    found, _ = records("| 1 | ก | 1 | | มี |\n| 1 | 2 | 3 | 4 | 5 |")
    assert len(found) == 2


def test_a_merged_cell_gives_its_value_to_every_row_and_is_listed() -> None:
    found, readings = records(
        """
        | 1 | ก | 1 | | มี |
        |   |   | 2 | | มี |
        |   |   | 3 | | มี |
        """,
        ("A2:A4", "B2:B3"),
    )
    assert [one.cells["measure_no"] for one in found] == ["1", "1", "1"]
    assert [one.cells["measure"] for one in found] == ["ก", "ก", None]
    assert readings == [
        "A3 merged_cell:  -> 1",
        "B3 merged_cell:  -> ก",
        "A4 merged_cell:  -> 1",
    ]


def test_a_cell_that_a_merge_hides_is_addressed_by_the_one_that_shows_it() -> None:
    found, _ = records("| 1 | ก | 1 | | มี |\n| | | 2 | | |", ("A2:A3", "E2:E3"))
    assert [found[1].address(key).cell for key in ("measure_no", "step_no", "result")] == [
        "A2",
        "C3",
        "E2",
    ]


def test_a_merge_over_blank_rows_makes_no_rows() -> None:
    found, readings = records("| 1 | ก | 1 | | มี |\n\n\n| 2 | ข | 1 | | มี |", ("A2:A4",))
    assert [one.where.row for one in found] == [2, 5]
    assert readings == []


def test_cells_merged_sideways_hide_nothing_of_ours() -> None:
    found, readings = records("| 1 | ก | 1 | | มี |", ("D2:E2",))
    assert (found[0].cells["result"], readings) == ("มี", [])


def test_zero_width_characters_alone_are_blank() -> None:
    found, _ = records("| 1 | ก | 1 | | มี |\n| \u200b | | | | |")
    assert len(found) == 1
