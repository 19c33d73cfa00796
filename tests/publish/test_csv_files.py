from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.publish.csv_files import csv_bytes, neutral, typed
from pipeline.publish.tables import CsvTable


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("=1+1", "'=1+1"),
        ("+66 2", "'+66 2"),
        ("-มี.ค. ๖๖", "'-มี.ค. ๖๖"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("'=1", "''=1"),
        ("'ก", "'ก"),
        ("ก=1", "ก=1"),
        (" -1", " -1"),
        ("", ""),
    ],
)
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text: str, stored: str) -> None:
    assert neutral(text) == stored
    assert typed(stored) == text


def test_the_file_has_a_mark_and_windows_line_ends() -> None:
    table = CsvTable("x.csv", ("a", "b"), (("ก", None), ('"x", y', 5)))
    assert csv_bytes(table) == '\ufeffa,b\r\nก,\r\n"""x"", y",5\r\n'.encode()


def test_numbers_and_dates_are_ours_and_stand_as_they_are() -> None:
    table = CsvTable("x.csv", ("a", "b", "c", "d"), ((-5, 50.0, -0.5, date(2023, 4, 4)),))
    assert read(csv_bytes(table))[1] == ["-5", "50", "-0.5", "2023-04-04"]


def test_a_letter_that_is_no_character_is_replaced() -> None:
    assert read(csv_bytes(CsvTable("x.csv", ("a",), (("ก\ud800ข",),))))[1] == ["ก\ufffdข"]


letters = st.text(st.characters(exclude_categories=["Cs"]))
starts = st.sampled_from(["=", "+", "-", "@", "\t", "\r", "\n", "'", "'=", "''-"])
anything = letters | st.builds(str.__add__, starts, letters)


@given(st.lists(st.tuples(anything, anything), max_size=5))
def test_every_text_comes_back_and_none_would_run(rows: list[tuple[str, str]]) -> None:
    table = CsvTable("x.csv", ("a", "b"), tuple(rows))
    cells = read(csv_bytes(table))[1:]
    assert [tuple(map(typed, line)) for line in cells] == rows
    assert not any(
        cell.startswith(("=", "+", "-", "@", "\t", "\r")) for line in cells for cell in line
    )
