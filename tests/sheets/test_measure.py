from __future__ import annotations

import pytest

from pipeline.sheets.measure import (
    Room,
    RowHeight,
    column_width,
    line_height,
    lines_height,
    row_height,
    text_em,
    text_lines,
)

WIDE = Room(60, 14)


def test_marks_above_and_below_take_no_width() -> None:
    assert text_em("กี่กี้กู๋") == pytest.approx(3 * 0.580)
    assert text_em("ก\u200bก") == pytest.approx(2 * 0.580)


def test_sara_am_and_thai_digits_take_their_width() -> None:
    assert text_em("น้ำ") == pytest.approx(0.631 + 0.475)
    assert text_em("๖๖") == pytest.approx(2 * 0.675)


def test_lines_count_breaks_and_blank_lines() -> None:
    assert text_lines("", WIDE) == 1
    assert text_lines("ก\n\nข", WIDE) == 3


def test_long_text_needs_more_lines_in_a_narrow_column() -> None:
    text = "จัดกิจกรรมประชุมเชิงปฏิบัติการ" * 4
    assert text_lines(text, Room(60, 14)) == 3
    assert text_lines(text, Room(30, 14)) == 6
    assert text_lines(text, Room(30, 16)) == 7
    assert text_lines(text, Room(28, 16)) == 7
    assert text_lines(text, Room(28, 16, bold=True)) == 8


def test_height_of_lines_and_the_tallest_row() -> None:
    assert line_height(14) == pytest.approx(23.2, abs=0.05)
    assert lines_height(2, 14) == RowHeight(48.4, fits=True)
    assert lines_height(17, 14) == RowHeight(396.37, fits=True)
    assert lines_height(18, 14) == RowHeight(396.37, fits=False)


def test_row_is_as_high_as_its_tallest_text() -> None:
    assert row_height([("ก", WIDE), ("ก\nข", WIDE)]) == RowHeight(48.4, fits=True)
    assert row_height([("ก", WIDE), ("ก\n" * 40, WIDE)]) == RowHeight(396.37, fits=False)
    assert row_height([]) == RowHeight(25.2, fits=True)


def test_text_stands_on_one_line_in_the_width_made_for_it() -> None:
    text = "องค์การบริหารส่วนตำบลวังทอง"
    width = column_width([text, "สั้น"], 14, most=80)
    assert text_lines(text, Room(width, 14)) == 1
    assert text_lines(text, Room(width - 2, 14)) == 2
    assert column_width([text], 14, most=12) == 12
