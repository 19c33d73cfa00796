from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.items import Item, split_items


def items(text: str) -> list[tuple[str | None, str]]:
    return [(item.mark, item.text) for item in split_items(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("๑.เสริมสร้าง\n๒.จัดคู่มือ", [("๑.", "เสริมสร้าง"), ("๒.", "จัดคู่มือ")]),
        ("๑. จัดตั้ง ๒. แต่งตั้ง ๓. อบรม", [("๑.", "จัดตั้ง"), ("๒.", "แต่งตั้ง"), ("๓.", "อบรม")]),
        ("1) ประชุม 2) อบรม", [("1)", "ประชุม"), ("2)", "อบรม")]),
        ("(1) ประชุม (2) อบรม", [("(1)", "ประชุม"), ("(2)", "อบรม")]),
        ("-รายงาน", [("-", "รายงาน")]),
        ("-มี.ค. ๖๖ -ก.ย. ๖๖", [("-", "มี.ค. ๖๖"), ("-", "ก.ย. ๖๖")]),
        ("- ประชุม\n- อบรม ม.ค. - มี.ค.", [("-", "ประชุม"), ("-", "อบรม ม.ค. - มี.ค.")]),
        ("• ประชุม • อบรม", [("•", "ประชุม"), ("•", "อบรม")]),
        ("ดังนี้\n1. ประชุม", [(None, "ดังนี้"), ("1.", "ประชุม")]),
        ("๑. ก ๒. ข ๓. ค ๔. ง ๓. จ ๔. ฉ", [
            ("๑.", "ก"), ("๒.", "ข"), ("๓.", "ค"), ("๔.", "ง"), ("๓.", "จ"), ("๔.", "ฉ"),
        ]),
        ("1. 15 ก.พ. 66 ประชุม", [("1.", "15 ก.พ. 66 ประชุม")]),
        ("๓. ประชุม\n๔. อบรม", [("๓.", "ประชุม"), ("๔.", "อบรม")]),
        ("บรรทัดแรก\nบรรทัดสอง", [(None, "บรรทัดแรก\nบรรทัดสอง")]),
        ("  ", []),
    ],
)  # fmt: skip
def test_items_by_their_marks(text: str, expected: list[tuple[str | None, str]]) -> None:
    assert items(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "คะแนน 95.77 ข้อ 1.2",
        "ประชุม 15 ก.พ. 66. ครบ",
        "เวลา 10.30 น. และ 9. 30 น.",
        "โทร. 0-4231-5000",
        "คำสั่งที่ 12/2566 ข้อ 1. และ (2)",
        "มาตรา 5 (1) วรรคสอง",
        "ตามข้อ 1) ของระเบียบ",
        "1.5 ล้านบาท",
        "ม.ค. - ก.ย. ๖๖",
        "COVID-19 -ระลอก",
        "-",
        "2566. ประชุม",
    ],
)
def test_what_is_no_mark(text: str) -> None:
    assert split_items(text) == (Item(None, None, text),)


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        (
            "๑. ประชุม เมื่อวันที่ ๑๕ ก.พ. ๖๖ ๒. ชี้แจง เมื่อ ๔ เม.ย. ๖๕",
            ["๑. ประชุม เมื่อวันที่ ๑๕ ก.พ. ๖๖", "๒. ชี้แจง เมื่อ ๔ เม.ย. ๖๕"],
        ),
        ("1. ประชุม 15/2/2566 2. อบรม", ["1. ประชุม 15/2/2566", "2. อบรม"]),
        ("1) แผนปี พ.ศ. 2566 2) รายงาน", ["1) แผนปี พ.ศ. 2566", "2) รายงาน"]),
        ("1. ทำแล้ว 2. เสร็จแล้ว", ["1. ทำแล้ว", "2. เสร็จแล้ว"]),
        ("1. อบรม 30 2. คน", ["1. อบรม 30 2. คน"]),
        ("1. ประชุม ก.พ. 66 4. คน", ["1. ประชุม ก.พ. 66 4. คน"]),
    ],
)
def test_an_item_may_begin_after_the_year_that_ends_the_one_before(
    text: str, typed: list[str]
) -> None:
    assert [item.typed for item in split_items(text)] == typed


def test_number_of_a_mark() -> None:
    assert [item.number for item in split_items("๑๐. ก\n(11) ข\n- ค")] == [10, 11, None]


PIECES = [
    "๑. ",
    "1)",
    "(2) ",
    "- ",
    "-",
    "• ",
    "\n",
    " ",
    "ประชุม",
    "15 ก.พ. 66",
    "1.2",
    "2.",
    "ข้อ ",
]


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join)))
def test_no_word_is_lost(text: str) -> None:
    joined = "".join((item.mark or "") + item.text for item in split_items(text))
    assert "".join(joined.split()) == "".join(text.split())
