from __future__ import annotations

import json

import pytest

from pipeline.core.calendar import FiscalYear
from pipeline.run.explain import as_json, as_lines, explain, lines_of
from schemas.loading import load_words


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ()),
        ("\n", ("",)),
        ("a", ("a",)),
        ("a\n", ("a",)),
        ("a\n\nb\n", ("a", "", "b")),
        ("a\r\nb", ("a\r", "b")),
        ("a\x0b\x0c\x85\u2028b\n", ("a\x0b\x0c\x85\u2028b",)),
    ],
)
def test_lines_are_split_on_line_feeds_only(text: str, lines: tuple[str, ...]) -> None:
    assert lines_of(text) == lines


def test_json_has_the_six_keys_in_their_order_on_one_line() -> None:
    told = as_json(explain("-มี.ค. ๖๖ -ก.ย. ๖๖", None))
    assert told == (
        '{"text": "-มี.ค. ๖๖ -ก.ย. ๖๖", "kind": "milestones",'
        ' "start": "2023-03-01", "end": "2023-09-30", "occurrences":'
        ' [{"start": "2023-03-01", "end": "2023-03-31"},'
        ' {"start": "2023-09-01", "end": "2023-09-30"}], "notes": []}'
    )


@pytest.mark.parametrize(
    ("text", "kind", "start", "end"),
    [
        ("ภายใน ๓๐ ก.ย. ๖๖", "deadline", None, "2023-09-30"),
        ("ตั้งแต่ ม.ค. ๖๖ เป็นต้นไป", "open_end", "2023-01-01", None),
        ("รอบ ๖ เดือน", "frequency", None, None),
        ("ตัวชี้วัดตัวที่ ๑๐", "none", None, None),
    ],
)
def test_what_is_not_known_is_null(
    text: str, kind: str, start: str | None, end: str | None
) -> None:
    told = json.loads(as_json(explain(text, None)))
    assert (told["kind"], told["start"], told["end"]) == (kind, start, end)


def test_a_person_is_told_the_span_each_occurrence_and_the_other_reading() -> None:
    words = load_words("en")
    assert list(as_lines(explain("-มี.ค. ๖๖ -ก.ย. ๖๖", None), words)) == [
        "-มี.ค. ๖๖ -ก.ย. ๖๖ → milestones: 1 มี.ค. 2566 - 30 ก.ย. 2566",
        "  occurrences: 1 มี.ค. 2566 - 31 มี.ค. 2566; 1 ก.ย. 2566 - 30 ก.ย. 2566",
    ]
    year = list(as_lines(explain("ตลอดปี ๖๖", None), words))
    assert year[0] == "ตลอดปี ๖๖ → whole fiscal year: 1 ต.ค. 2565 - 30 ก.ย. 2566"
    assert "1 ม.ค. 2566 - 31 ธ.ค. 2566" in year[-1]


def test_the_fiscal_year_places_months_in_their_calendar_year() -> None:
    period = explain("พ.ย.", FiscalYear(2566))
    assert as_json(period).startswith('{"text": "พ.ย.", "kind": "month", "start": "2022-11-01"')


def test_a_blank_text_is_named() -> None:
    assert next(as_lines(explain("  ", None), load_words("en"))).startswith("(empty) → ")
