from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.publish.summary_grid import clipped, room_of
from pipeline.sheets.measure import text_lines


def test_a_short_text_stays_and_line_ends_go() -> None:
    assert clipped("ก\nข  ค", room_of(12, 14), 1) == "ก ข ค"


def test_a_long_text_ends_with_a_mark() -> None:
    shown = clipped("จัดประชุม " * 50, room_of(12, 14), 2)
    assert shown.endswith("…")
    assert 30 < len(shown) < 80


@given(st.text(max_size=300), st.integers(2, 3))
def test_what_is_left_fits(text: str, lines: int) -> None:
    room = room_of(12, 14)
    assert text_lines(clipped(text, room, lines), room) <= lines
