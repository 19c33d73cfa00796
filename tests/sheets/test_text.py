from __future__ import annotations

import pytest

from pipeline.sheets.text import Change, Fitted, clip, fit_text


@pytest.mark.parametrize(
    "text", ["", "น้ำ", "=1+1", "a\tb\nc", "_x0041_", "😀", "\u200b", "ก" * 32_767]
)
def test_text_that_a_cell_holds_stays_as_it_is(text: str) -> None:
    assert fit_text(text) == Fitted(text)


@pytest.mark.parametrize(
    ("text", "shown", "change"),
    [
        ("a\x00b\x1f", "a␀b␟", Change.CONTROL_SHOWN),
        ("a\ud800b", "a\ufffdb", Change.NO_CHARACTER_SHOWN),
        ("a\uffff", "a\ufffd", Change.NO_CHARACTER_SHOWN),
        ("a\r\nb\rc", "a\nb\nc", Change.LINE_END_FOLDED),
    ],
)
def test_what_a_cell_cannot_hold_is_shown_and_said(text: str, shown: str, change: Change) -> None:
    assert fit_text(text) == Fitted(shown, (change,))


def test_text_past_the_limit_is_cut_and_says_so() -> None:
    assert fit_text("ก" * 32_768) == Fitted("ก" * 32_766 + "…", (Change.CUT,))


def test_letters_beyond_the_basic_plane_count_twice() -> None:
    assert fit_text("😀" * 16_384) == Fitted("😀" * 16_383 + "…", (Change.CUT,))
    assert clip("ab😀", 4) == "ab😀"
    assert clip("ab😀c", 4) == "ab…"
