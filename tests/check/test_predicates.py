from __future__ import annotations

import pandas as pd
import pytest

from pipeline.check.predicates import breaks, holds
from pipeline.core.finding import Audience, Severity
from pipeline.core.schema import Argument, Condition, Predicate, Rule

FRAME = pd.DataFrame(
    {
        "text": pd.array(["กข", "ก.ค", None, None], dtype="string"),
        "text_typed": pd.array(["กข", "ก.ค", "?", None], dtype="string"),
        "plain": pd.array(["กข", "", None, "ง"], dtype="string"),
        "prose": pd.array(["- ยังไม่เริ่ม\u00a0", "ทำ ยังไม่เสร็จ", None, "รายงาน มี.ค."], dtype="string"),
        "figure": pd.array([0, 100, None, 50.5], dtype="Float64"),
        "flag": pd.array([True, False, None, True], dtype="boolean"),
    }
)


@pytest.mark.parametrize(
    ("field", "predicate", "argument", "rows"),
    [
        ("text", Predicate.BLANK, True, [3]),
        ("text", Predicate.BLANK, False, [0, 1, 2]),
        ("plain", Predicate.BLANK, True, [2]),
        ("text", Predicate.FILLED, True, [0, 1, 2]),
        ("text", Predicate.FILLED, False, [3]),
        ("text", Predicate.UNREADABLE, True, [2]),
        ("text", Predicate.UNREADABLE, False, [0, 1, 3]),
        ("plain", Predicate.UNREADABLE, True, []),
        ("flag", Predicate.EQUALS, True, [0, 3]),
        ("flag", Predicate.EQUALS, False, [1]),
        ("text", Predicate.EQUALS, "กข", [0]),
        ("text", Predicate.IN_LIST, ("กข", "ง"), [0]),
        ("figure", Predicate.OUTSIDE, (0, 100), []),
        ("figure", Predicate.OUTSIDE, (1, 99), [0, 1]),
        ("figure", Predicate.ABOVE, 50.5, [1]),
        ("figure", Predicate.BELOW, 50.5, [0]),
        ("text", Predicate.LONGER, 2, [1]),
        ("text", Predicate.CONTAINS, ".", [1]),
        ("text", Predicate.MATCHES, "^ก.$", [0]),
        ("prose", Predicate.HOLDS, ("แล้ว.", "เสร็จ"), [1]),
        ("prose", Predicate.LACKS, ("แล้ว", "เสร็จ"), [0, 3]),
        ("prose", Predicate.OPENS, ("ยังไม่", "รอ"), [0]),
        ("prose", Predicate.IS, ("ยังไม่เริ่ม", "รอ"), [0]),
        ("prose", Predicate.DATELESS, True, [0, 1]),
    ],
)
def test_rows_of_which_a_predicate_is_true(
    field: str, predicate: Predicate, argument: Argument, rows: list[int]
) -> None:
    mask = holds(FRAME, Condition(field, predicate, argument), "text")
    assert str(mask.dtype) == "bool"
    assert [row for row, holding in enumerate(mask) if holding] == rows


def test_a_star_is_the_field_that_is_asked_about() -> None:
    condition = Condition("*", Predicate.CONTAINS, "ง")
    assert list(holds(FRAME, condition, "plain")) == [False, False, False, True]


def test_all_conditions_of_any_case() -> None:
    filled = Condition("text", Predicate.FILLED, argument=True)
    flagged = Condition("flag", Predicate.EQUALS, argument=True)
    high = Condition("figure", Predicate.ABOVE, 99)
    rule = Rule("x", Severity.ERROR, Audience.DIVISION, "text", ((filled, flagged), (high,)))
    assert list(breaks(FRAME, rule, "text")) == [True, True, False, False]


def test_every_predicate_is_tried_above() -> None:
    marks = test_rows_of_which_a_predicate_is_true.pytestmark  # type: ignore[attr-defined]
    assert {case[1] for case in marks[0].args[1]} == set(Predicate)
