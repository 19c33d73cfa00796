from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.address import Address
from pipeline.merge.markup import strip_markup, without_markup
from tests.tables import sheet, shown_reading

HERE = Address("a.xlsx", "Sheet1")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("<p>ประชุม</p>", "ประชุม"),
        ("<p>๑. ประชุม</p><p>๒. อบรม</p>", "๑. ประชุม\n๒. อบรม"),
        ("ประชุม<br/>อบรม<BR>จบ", "ประชุม\nอบรม\nจบ"),
        ('<span style="color: red" lang=TH>ด่วน</span> มาก', "ด่วน มาก"),
        ("<ul><li>ก</li><li>ข</li></ul>", "ก\nข"),
        ("ก&nbsp;ข &amp; ค &#3585;", "ก\u00a0ข & ค ก"),
        ("<o:p></o:p>", ""),
        ("<เลือก>", "<เลือก>"),
        ("ก < ข และ ค > ง", "ก < ข และ ค > ง"),
        ("A&B", "A&B"),
        ("<https://wangthong.go.th>", "<https://wangthong.go.th>"),
        ("<p", "<p"),
    ],
)
def test_only_what_a_browser_would_not_show_is_taken_out(typed: str, shown: str) -> None:
    assert strip_markup(typed) == shown


@given(st.text())
def test_a_text_without_brackets_and_ampersands_stays_as_it_is(text: str) -> None:
    plain = text.replace("<", "").replace("&", "")
    assert strip_markup(plain) == plain


def test_each_cell_that_had_any_is_listed_and_the_others_stay() -> None:
    page = sheet("| <p>ก</p> | ข | <5> |\n| ค | <b></b> | <2023-02-15> |", "Sheet1")
    shown, readings = without_markup(page, HERE)
    assert shown.rows == {1: ("ก", *page.rows[1][1:]), 2: ("ค", None, page.cell(2, 3))}
    assert [shown_reading(one) for one in readings] == [
        "A1 markup_removed: <p>ก</p> -> ก",
        "B2 markup_removed: <b></b> -> ",
    ]


def test_a_sheet_without_any_is_the_same_sheet() -> None:
    page = sheet("| ก < ข | A&B |")
    assert without_markup(page, HERE) == (page, ())
