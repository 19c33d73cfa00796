from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.core.duty import Verdict
from pipeline.core.received import Outcome
from pipeline.core.schema import Urgency
from pipeline.publish.looks import (
    OUTCOME_TONES,
    URGENCY_TONES,
    VERDICT_COLOURS,
    VERDICT_TONES,
    number_look,
    numbered,
)

if TYPE_CHECKING:
    from pipeline.core.words import Words


def test_every_word_has_a_look() -> None:
    assert set(VERDICT_TONES) == set(VERDICT_COLOURS) == set(Verdict)
    assert set(OUTCOME_TONES) == set(Outcome)
    assert set(URGENCY_TONES) == set(Urgency)


@pytest.mark.parametrize(
    ("typed", "value"),
    [("1", 1), ("10", 10), ("1.2", "๑.๒"), ("01", "๐๑"), ("ก", "ก"), (None, None)],
)
def test_a_number_is_a_number_where_nothing_is_lost(
    typed: str | None, value: int | str | None, thai: Words
) -> None:
    assert numbered(typed, thai) == value


def test_a_quotation_mark_cannot_leave_its_format(english: Words) -> None:
    assert number_look(english, 'a"b') == '"ab"#,##0;-#,##0;"ab"0;@'
