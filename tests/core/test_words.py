from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from pipeline.core.address import Address
from pipeline.core.calendar import FiscalYear, Month, Span
from pipeline.core.finding import Finding, Word
from pipeline.core.words import Digits, Words

if TYPE_CHECKING:
    from pipeline.core.finding import Fact

TEXT = {
    "greeting": "สวัสดี",
    "file_kind": {"pdf": "เอกสาร PDF"},
    "finding": {
        "date_blank": {
            "label": "ยังไม่ระบุวันที่",
            "sentence": "มาตรการที่ {measure_no} ข้อ {step_no} พบ “{found}”",
        },
    },
    "gap": {"overdue": {"label": "เกินกำหนด", "sentence": "เกินกำหนด {days} วัน ภายใน {by}"}},
}
THAI = Words("th", Digits.THAI, TEXT)
ARABIC = Words("th", Digits.ARABIC, TEXT)
DAY = date(2023, 2, 15)


def test_words_are_found_by_their_keys() -> None:
    assert THAI.get("greeting") == "สวัสดี"
    assert THAI.get("file_kind", "pdf") == "เอกสาร PDF"
    assert THAI.label("gap", "overdue") == "เกินกำหนด"


@pytest.mark.parametrize(
    "keys", [("unknown",), ("file_kind", "unknown"), ("file_kind",), ("greeting", "deeper"), ()]
)
def test_words_that_are_not_there_fail_loudly(keys: tuple[str, ...]) -> None:
    with pytest.raises(KeyError):
        THAI.get(*keys)
    assert not THAI.has(*keys)


def test_words_that_are_there() -> None:
    assert THAI.has("gap", "overdue", "label")


FILLED: list[tuple[str, dict[str, Fact], str]] = [
    ("ไม่มีที่ว่าง", {}, "ไม่มีที่ว่าง"),
    ("{a} กับ {a}", {"a": "ก"}, "ก กับ ก"),
    ("ก {a} ข", {}, "ก  ข"),
    ("ก {a} ข", {"a": None}, "ก  ข"),
    # The part in ⟦ ⟧ goes with its value.
    ("ก⟦ ข {a}⟧ ค", {"a": "๑"}, "ก ข ๑ ค"),
    ("ก⟦ ข {a}⟧ ค", {"a": None}, "ก ค"),
    ("ก⟦ ข {a}⟧ ค", {}, "ก ค"),
    ("ก⟦ ข {a}⟧ ค", {"a": ""}, "ก ค"),
    ("ก⟦ {a} {b}⟧ ค", {"a": "๑"}, "ก ค"),
    ("ก⟦ {a}⟧⟦ {b}⟧", {"b": "๒"}, "ก ๒"),
    ("ก⟦ {a}⟧", {"a": 0}, "ก ๐"),
    ("ก⟦ ข⟧", {}, "ก ข"),
    # A value is printed as it is: nothing in it is filled or left out.
    ("{a}", {"a": "{b}", "b": "x"}, "{b}"),
    ("{a}", {"a": "⟦ {b}⟧"}, "⟦ {b}⟧"),
    ("{a}", {"a": r"\1"}, r"\1"),
]


@pytest.mark.parametrize(("template", "facts", "expected"), FILLED)
def test_templates_are_filled(template: str, facts: dict[str, Fact], expected: str) -> None:
    assert THAI.fill(template, facts) == expected


VALUES: list[tuple[Fact, str, str]] = [
    (None, "", ""),
    # What was typed is printed as typed.
    ("15/2/2566 ๑๕", "15/2/2566 ๑๕", "15/2/2566 ๑๕"),
    (DAY, "๑๕ ก.พ. ๒๕๖๖", "15 ก.พ. 2566"),
    (datetime(2023, 4, 3, 9, 5), "๓ เม.ย. ๒๕๖๖ ๐๙:๐๕", "3 เม.ย. 2566 09:05"),  # noqa: DTZ001 - as the mail says
    (Month(2566, 3), "มี.ค. ๒๕๖๖", "มี.ค. 2566"),
    (FiscalYear(2566), "๒๕๖๖", "2566"),
    (Span(DAY, DAY), "๑๕ ก.พ. ๒๕๖๖", "15 ก.พ. 2566"),
    (Span(DAY, date(2023, 3, 1)), "๑๕ ก.พ. ๒๕๖๖ - ๑ มี.ค. ๒๕๖๖", "15 ก.พ. 2566 - 1 มี.ค. 2566"),
    (Span(None, DAY), "๑๕ ก.พ. ๒๕๖๖", "15 ก.พ. 2566"),
    (Span(DAY, None), "๑๕ ก.พ. ๒๕๖๖", "15 ก.พ. 2566"),
    (Span(None, None), "", ""),
    (0, "๐", "0"),
    (-3, "-๓", "-3"),
    (1234567, "๑,๒๓๔,๕๖๗", "1,234,567"),
    (85.0, "๘๕", "85"),
    (71.25, "๗๑.๒๕", "71.25"),
    (0.1 + 0.2, "๐.๓", "0.3"),
    (12500.5, "๑๒,๕๐๐.๕", "12,500.5"),
    ((Month(2566, 1), Month(2566, 2)), "ม.ค. ๒๕๖๖, ก.พ. ๒๕๖๖", "ม.ค. 2566, ก.พ. 2566"),
    ((), "", ""),
    (Word("file_kind", "pdf"), "เอกสาร PDF", "เอกสาร PDF"),
    (Word("gap", "overdue.label"), "เกินกำหนด", "เกินกำหนด"),
]


@pytest.mark.parametrize(("fact", "thai", "arabic"), VALUES)
def test_facts_are_printed_in_the_chosen_digits(fact: Fact, thai: str, arabic: str) -> None:
    assert THAI.value(fact) == thai
    assert ARABIC.value(fact) == arabic


def test_numbers_of_measures_and_steps_follow_the_digits_though_they_are_texts() -> None:
    place = {"measure_no": "5", "step_no": "2", "found": "ข้อ 2"}
    sentence = "มาตรการที่ {measure_no} ข้อ {step_no} “{found}”"
    assert THAI.fill(sentence, place) == "มาตรการที่ ๕ ข้อ ๒ “ข้อ 2”"
    assert ARABIC.fill(sentence, place) == "มาตรการที่ 5 ข้อ 2 “ข้อ 2”"


def test_a_finding_knows_its_place() -> None:
    where = Address("กองคลัง.xlsx", "รายงานผล", 8, 7)
    finding = Finding("date_blank", where, {"found": "ก.พ."}, "กองคลัง", "5", "2")
    assert THAI.finding(finding) == "มาตรการที่ ๕ ข้อ ๒ พบ “ก.พ.”"
    stated = Finding("date_blank", where, {"found": "", "step_no": "9"}, "กองคลัง", "5", "2")
    assert THAI.finding(stated) == "มาตรการที่ ๕ ข้อ ๙ พบ “”"


def test_a_gap_says_who_is_to_act_by_when() -> None:
    assert THAI.gap("overdue", {"days": 63, "by": DAY}) == "เกินกำหนด ๖๓ วัน ภายใน ๑๕ ก.พ. ๒๕๖๖"
    assert ARABIC.say("gap", "overdue", "sentence", days=63) == "เกินกำหนด 63 วัน ภายใน "


def test_an_unknown_word_as_a_fact_fails_loudly() -> None:
    with pytest.raises(KeyError):
        THAI.value(Word("file_kind", "unknown"))
