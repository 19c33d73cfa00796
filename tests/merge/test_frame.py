from __future__ import annotations

import pandas as pd

from pipeline.merge.frame import DATE_DTYPES, build_table, dtypes_of
from schemas.loading import load_schema
from tests.tables import Against, check_files, check_sheet, file_of, form, plan_of, workbook

SCHEMA = load_schema()
TWO = Against(
    plan_of("""
        | 1 | มาตรการหนึ่ง | 1 | จัดประชุม | กองคลัง | ม.ค. - ก.ย. ๖๖ |
        | 1 | | 1.2 | จัดอบรม | กองช่าง | ม.ค. - ก.ย. ๖๖ |
    """)
)


def test_every_cell_of_the_table_is_found_in_its_workbook() -> None:
    files = [
        file_of(workbook(form()), "ก.xlsx"),
        file_of(workbook(form("| ข้อที่ |\n| ๑.๒ |", division="กองช่าง")), "ข.xlsx"),
    ]
    table = check_files(files, TWO).merged.table
    assert list(table.frame.index) == [(1, "รายงานผล", 6, 1), (2, "รายงานผล", 6, 1)]
    assert list(table.frame["step_no"]) == ["1", "1.2"]
    assert str(table.locate((2, "รายงานผล", 6, 1), "result")) == "[ข.xlsx]รายงานผล!E6"
    assert str(table.locate((2, "รายงานผล", 6, 1), "method")) == "[ข.xlsx]รายงานผล"


def test_what_was_typed_stands_beside_what_was_read() -> None:
    table = check_sheet(
        form("| สถานะ | วันที่ดำเนินการ | ร้อยละ |\n| เสร็จสิ้น | ก.พ. 66, 3 มี.ค. 66 | ๘๐% |")
    ).merged.table
    row = table.frame.iloc[0]
    assert (row["status"], row["status_typed"]) == ("done", "เสร็จสิ้น")
    assert (row["progress"], row["progress_typed"]) == (80.0, "๘๐%")
    assert row["acted_on"] == "2023-02-01/2023-02-28;2023-03-03"
    assert row["acted_on_typed"] == "ก.พ. 66, 3 มี.ค. 66"
    assert list(table.dates["text"]) == ["ก.พ. 66", "3 มี.ค. 66"]
    assert list(table.dates["end"]) == [pd.Timestamp(2023, 2, 28), pd.Timestamp(2023, 3, 3)]


def test_what_cannot_be_read_is_na_and_still_there_as_typed() -> None:
    frame = check_sheet(
        form("| สถานะ | วันที่ดำเนินการ | ร้อยละ |\n| ดีมาก | ก.พ. 66, เร็วๆนี้ | มาก |")
    ).merged.table.frame
    assert frame[["status", "acted_on", "progress"]].isna().all(axis=None)
    typed = frame[["status_typed", "acted_on_typed", "progress_typed"]]
    assert list(typed.iloc[0]) == ["ดีมาก", "ก.พ. 66, เร็วๆนี้", "มาก"]


def test_a_table_of_no_returns_has_its_columns_and_types() -> None:
    table = build_table((), SCHEMA)
    assert {key: str(one) for key, one in table.frame.dtypes.items()} == dtypes_of(SCHEMA)
    assert {key: str(one) for key, one in table.dates.dtypes.items()} == DATE_DTYPES
    assert (len(table.frame), len(table.dates), dict(table.sources)) == (0, 0, {})


def test_types_do_not_depend_on_the_values() -> None:
    for typed in ("| สถานะ | ร้อยละ |\n| | |", "| ร้อยละ |\n| 50 |", "| ร้อยละ |\n| <50> |"):
        frame = check_sheet(form(typed)).merged.table.frame
        assert {key: str(one) for key, one in frame.dtypes.items()} == dtypes_of(SCHEMA)


def test_a_described_column_is_a_column_of_the_table() -> None:
    dtypes = dtypes_of(SCHEMA)
    assert dtypes["obstacle"] == dtypes["step_no"] == "string"
    assert (dtypes["spent"], dtypes["spent_typed"]) == ("Float64", "string")
    assert "row_check" not in dtypes


def test_a_merged_cell_is_located_where_it_shows() -> None:
    table = check_sheet(
        form("| ข้อที่ | ผลการดำเนินงาน |\n| 1 | ประชุม |\n| 2 | |", merged=["E6:E7"])
    ).merged.table
    second = (1, "รายงานผล", 7, 1)
    assert table.frame.loc[second, "result"] == "ประชุม"
    assert [table.locate(second, key).cell for key in ("result", "step_no")] == ["E6", "B7"]


def test_damaged_letters_reach_the_table() -> None:
    table = check_sheet(form("| ผลการดำเนินงาน |\n| ก\ud800ข \ufffd |")).merged.table
    assert table.frame["result"].iloc[0] == "ก\ud800ข \ufffd"
