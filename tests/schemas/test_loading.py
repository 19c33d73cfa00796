"""The schema is read strictly, its words follow WORDS' rules, and a year is a folder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from pipeline.core.calendar import Month
from pipeline.core.finding import Audience, Severity
from pipeline.core.schema import FieldKind, FilledBy, Predicate, Urgency
from pipeline.core.words import Digits
from schemas.loading import (
    LANGUAGES,
    SchemaError,
    load_schema,
    load_words,
)
from tests.schemas.changing import change

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pipeline.core.words import Text


def test_a_copy_reads_as_the_original(folder: Path) -> None:
    assert load_schema(folder) == load_schema()


def test_a_column_is_described_once() -> None:
    column = load_schema().column("acted_on")
    assert column.kind is FieldKind.DATES
    assert column.headers == ("วันที่ดำเนินการ", "Date", "วัน เดือน ปี", "วันที่")
    assert (column.required, column.filled_by, column.width) == (True, FilledBy.DIVISION, 17)
    assert column.help is not None
    assert column.help.startswith("พิมพ์ เช่น ๑๕ ก.พ. ๖๖")


def test_what_a_column_leaves_out_has_its_usual_value() -> None:
    column = load_schema().heading("reporter")
    assert (column.kind, column.required, column.width, column.help) == (
        FieldKind.TEXT,
        False,
        12,
        None,
    )


def test_a_status_is_known_by_its_word_first() -> None:
    statuses = load_schema().choices["status"]
    assert {key: words[0] for key, words in statuses.items()} == {
        "not_started": "ยังไม่ดำเนินการ",
        "in_progress": "อยู่ระหว่างดำเนินการ",
        "continuing": "ดำเนินการต่อเนื่อง",
        "done": "ดำเนินการแล้วเสร็จ",
        "cancelled": "ขอยกเลิก",
    }
    assert "ดำเนินการแล้ว" in statuses["done"]


def test_rules_and_gaps_carry_who_acts() -> None:
    schema = load_schema()
    rule, gap = schema.rule("date_blank"), schema.gap("done_without_evidence")
    assert (rule.severity, rule.audience, rule.field) == (
        Severity.ERROR,
        Audience.DIVISION,
        "acted_on",
    )
    assert [condition.predicate for condition in rule.cases[0]] == [
        Predicate.EQUALS,
        Predicate.IN_LIST,
        Predicate.EQUALS,
        Predicate.BLANK,
    ]
    assert rule.cases[0][1].argument == ("done",)
    assert (gap.severity, gap.audience) == (Urgency.MEDIUM, Audience.MANAGEMENT)


# What nothing would read, or what contradicts itself, each in one file of a copy.
BROKEN = [
    ("measure.toml", 'version = "2"', 'version = "2"\nedition = "3"', "edition"),
    ("measure.toml", 'kind = "number"', 'kind = "number"\ncolour = "red"', "colour"),
    ("measure.toml", 'kind = "number"', 'kind = "figure"', "figure"),
    ("measure.toml", 'filled_by = "program"', 'filled_by = "mayor"', "mayor"),
    ("measure.toml", 'key = "step_no"', 'key = "measure_no"', "measure_no stands twice"),
    ("measure.toml", 'key = "reporter"\n', 'key = "reporter"\nwidth = 3\nhint = "x"\n', "hint"),
    ("measure.toml", "table_ends", "table_end", "table_end"),
    ("measure.toml", 'severity = "error"', 'severity = "grave"', "grave"),
    ("measure.toml", 'audience = "division"', 'audience = "public"', "public"),
    ("measure.toml", 'by = "intake"', 'by = "intake"\ntrial = true', "trial"),
    ("measure.toml", 'by = "intake"', "", "either cases or by"),
    ("measure.toml", 'code = "file_encrypted"', 'code = "file_unreadable"', "stands twice"),
    ("measure.toml", "blank = true }", "empty = true }", "empty"),
    ("measure.toml", 'severity = "high"', 'severity = "highest"', "highest"),
    ("measure.toml", 'code = "overdue"\n', 'code = "overdue"\nowner = "clerk"\n', "owner"),
    ("measure.toml", 'code = "not_reported"', 'code = "overdue"', "overdue stands twice"),
    ("plan.toml", "[[sheet]]", 'edition = "3"\n[[sheet]]', "edition"),
    ("plan.toml", "required = true", "required = true\nhidden = true", "hidden"),
    ("plan.toml", 'kind = "text" }', 'kind = "text", colour = "red" }', "colour"),
]


@pytest.mark.parametrize(("file", "old", "new", "told"), BROKEN)
def test_what_nothing_would_read_fails_loudly(
    folder: Path, file: str, old: str, new: str, told: str
) -> None:
    change(folder / file, old, new)
    with pytest.raises(ValueError, match=told):
        load_schema(folder)


WORDLESS = [
    ("measure.toml", 'key = "spent"', 'key = "cost"'),
    ("measure.toml", 'key = "reporter"', 'key = "author"'),
    ("measure.toml", "cancelled = [", "dropped = ["),
    ("plan.toml", 'key = "organisation"', 'key = "office"'),
    ("plan.toml", 'key = "district"', 'key = "amphoe"'),
    ("text/en.toml", "[column.spent]", "[column.paid]"),
]


@pytest.mark.parametrize(("file", "old", "new"), WORDLESS)
def test_a_key_without_words_in_every_language_fails_loudly(
    folder: Path, file: str, old: str, new: str
) -> None:
    change(folder / file, old, new)
    with pytest.raises(KeyError):
        load_schema(folder)


FROM_JULY = 'code = "evidence_blank"\nfrom = "2566-07"\nuntil = "2566-09"'


@pytest.mark.parametrize(
    ("month", "off"),
    [
        (Month(2566, 6), True),
        (Month(2566, 7), False),
        (Month(2566, 9), False),
        (Month(2566, 10), True),
    ],
)
def test_a_rule_is_in_force_in_its_months(folder: Path, month: Month, *, off: bool) -> None:
    change(folder / "measure.toml", 'code = "evidence_blank"', FROM_JULY)
    rule = load_schema(folder).of_month(month).rule("evidence_blank")
    assert (rule.off, rule.cases == (), rule.in_form == ()) == (off, off, off)
    assert rule.severity is Severity.WARNING


def test_a_rule_on_trial_informs_the_analyst_and_asks_nobody(folder: Path) -> None:
    change(folder / "measure.toml", 'code = "result_blank"', 'code = "result_blank"\ntrial = true')
    schema = load_schema(folder)
    rule = schema.of_month(Month(2566, 3)).rule("result_blank")
    assert (rule.severity, rule.audience, rule.asked) == (Severity.INFO, Audience.ANALYST, False)
    assert rule.in_form == ()
    assert rule.cases == schema.rule("result_blank").cases


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('code = "evidence_blank"', 'code = "evidence_blank"\nfrom = "กรกฎาคมหน้า"'),
        ('code = "file_encrypted"', 'code = "file_encrypted"\ntrial = true'),
        ('code = "header_missing"', 'code = "header_missing"\nuntil = "2566-09"'),
    ],
)
def test_a_rule_that_cannot_be_so_in_time_fails_loudly(folder: Path, old: str, new: str) -> None:
    change(folder / "measure.toml", old, new)
    with pytest.raises(SchemaError):
        load_schema(folder)


def test_a_column_is_added_in_one_place_beside_its_words(folder: Path) -> None:
    change(
        folder / "measure.toml",
        '[[column]]\nkey = "spent"',
        '[[column]]\nkey = "place"\nkind = "text"\naliases = ["ที่จัด"]\n\n[[column]]\nkey = "spent"',
    )
    change(
        folder / "text/th.toml",
        "[column.spent]",
        '[column.place]\nheader = "สถานที่"\n\n[column.spent]',
    )
    change(
        folder / "text/en.toml",
        "[column.spent]",
        '[column.place]\nheader = "Place"\n\n[column.spent]',
    )
    assert load_schema(folder).column("place").headers == ("สถานที่", "Place", "ที่จัด")


def test_each_language_prints_its_usual_digits() -> None:
    assert LANGUAGES == ("th", "en")
    assert load_words("th").digits is Digits.THAI
    assert load_words("en").digits is Digits.ARABIC
    assert load_words("th", Digits.ARABIC).digits is Digits.ARABIC


# The rules of the Thai. The exceptions are sentences that WORDS.md itself has.

THAI_LETTER = "\u0e01-\u0e5b"
LONGEST = 25


def flat(text: Text, above: str = "") -> Iterator[tuple[str, str]]:
    for key, value in text.items():
        if isinstance(value, str):
            yield f"{above}{key}", value
        elif isinstance(value, dict):
            yield from flat(value, f"{above}{key}.")


def thai() -> Mapping[str, str]:
    return dict(flat(load_words("th").text))


def holding(pattern: str) -> set[str]:
    """Keys of the Thai words in which the pattern is found."""
    return {key for key, text in thai().items() if re.search(pattern, text)}


def test_labels_headers_statuses_and_outcomes_fit_a_narrow_column() -> None:
    groups = ("header.", "status.", "outcome.", "state.", "severity.", "urgency.", "frequency.")
    labels = {
        key: text
        for key, text in thai().items()
        if key.startswith(groups) or key.endswith((".label", ".header", ".name"))
    }
    assert len(labels) > 180
    assert {key: len(text) for key, text in labels.items() if len(text) > LONGEST} == {}


def test_nobody_is_said_to_have_erred() -> None:
    assert holding("ผิดพลาด") == {"finding.error_value.label"}


def test_wrong_is_never_said_without_what_to_do() -> None:
    found = {key: thai()[key] for key in holding("ไม่ถูกต้อง")}
    assert set(found) == {"finding.file_superseded.sentence"}
    assert all("หากไม่ถูกต้อง โปรด" in text for text in found.values())


def test_acted_upon_is_no_status() -> None:
    """ดำเนินการแล้ว also means that something has been begun."""
    # There it says that the period has come, of no step.
    assert holding(r"ดำเนินการแล้ว(?!เสร็จ)") == {"finding.status_blank.sentence"}


def test_an_empty_cell_is_no_gap() -> None:
    assert holding("ช่องว่าง") == {"sheet.gaps.title", "reading.placeholder"}


def test_placeholders_stand_between_spaces() -> None:
    """Thai has no spaces between words: a value would run into them."""
    beside = rf"[{THAI_LETTER}]\{{\w+\}}|\{{\w+\}}[{THAI_LETTER}]"
    assert holding(beside) == set()


def test_officers_are_asked_politely_and_told_what_to_do() -> None:
    sentences = {
        key: text for key, text in thai().items() if re.fullmatch(r"finding\.\w+\.sentence", key)
    }
    assert {key for key, text in sentences.items() if "โปรด" not in text} == {
        "finding.file_duplicate.sentence"
    }


def test_managers_are_advised() -> None:
    management = [gap for gap in load_schema().gaps if gap.audience is Audience.MANAGEMENT]
    assert len(management) > 8
    for gap in management:
        assert "เห็นควร" in load_words("th").get("gap", gap.code, "sentence")


def test_values_of_the_same_meaning_are_called_the_same() -> None:
    words = load_words("th")
    assert words.label("gap", "overdue") == words.label("verdict", "overdue") == "เกินกำหนด"
    assert words.label("gap", "behind") == words.label("verdict", "behind") == "ล่าช้ากว่าแผน"
    assert words.label("gap", "not_started") == words.label("verdict", "not_started")
