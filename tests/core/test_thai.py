from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.thai import base_length, damaged_sample, drop_invisible, fold, tidy

SARA_AM = "น\u0e33"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("น\u0e4d\u0e32", SARA_AM),
        ("น\u0e4d\u0e49\u0e32", "น\u0e49\u0e33"),
        ("น\u0e49\u0e4d\u0e32", "น\u0e49\u0e33"),
        ("น\u0e33\u0e49", "น\u0e49\u0e33"),
        ("เเผน", "แผน"),
        ("สำนัก\u200bปลัด\ufeff", "สำนักปลัด"),
        ("สำนัก\u00adปลัด", "สำนักปลัด"),
        ("งาน\u00a0บริหารงาน บุคคล", "งานบริหารงานบุคคล"),
        ("สำนักปลัดฯ", "สำนักปลัด"),
        ("ต่าง ๆ", "ต่าง"),
        ("มาตรการ ๑", "มาตรการ 1"),
        ("อบต.วังทอง", "อบต วังทอง"),
        ("ม.ค.–ก.ย.", "มค-กย"),
        ("“Smart Country”", "smart country"),
    ],
)
def test_same_words_fold_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_a_decimal_keeps_its_stop() -> None:
    assert fold("ข้อ ๑.๒") == "ข้อ1.2"
    assert fold("ข้อ ๑.๒") != fold("ข้อ ๑๒")


@given(
    st.text(alphabet=st.one_of(st.characters(), st.sampled_from("นเแ\u0e4d\u0e32\u0e33\u0e49.1ฯ")))
)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_tidy_text_keeps_its_digits_and_words() -> None:
    assert tidy("\ufeff ๑๕\u00a0\u00a0ก.พ.\n๖๖\u200b ") == "๑๕ ก.พ. ๖๖"
    assert tidy("\u200b \t") == ""


def test_marks_above_and_below_take_no_width() -> None:
    assert base_length("ที่ปี่น้ำกี่") == 5
    assert base_length("กอง\u200bคลัง") == 6
    assert base_length("") == 0


def test_damaged_letters_are_shown_with_their_surroundings() -> None:
    assert damaged_sample("ด้านการด\ufffdำเนินงานทั้งหมด") == "ด้านการด\ufffdำเนินงาน"
    assert damaged_sample("ก\ud800ข") == "ก\ufffdข"
    assert damaged_sample("การดำเนินงาน") is None


def test_every_invisible_character_is_dropped_and_no_other() -> None:
    formats = {
        letter
        for letter in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(letter) == "Cf"
    }
    kept = {letter for letter in formats if drop_invisible(letter)}
    assert kept == set()
    seen = "".join(map(chr, range(0xAE, 0x600)))
    assert drop_invisible(seen) == seen
