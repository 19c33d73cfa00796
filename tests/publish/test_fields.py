from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from pipeline.core.address import Address
from pipeline.core.calendar import FiscalYear, Month, Span
from pipeline.core.finding import Word
from pipeline.publish.fields import cell_text, day_text, plain_number, plain_text

if TYPE_CHECKING:
    from pipeline.core.finding import Fact
    from pipeline.core.words import Words

MARCH = Span(date(2023, 3, 1), date(2023, 3, 31))


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        (None, ""),
        ("=1", "=1"),
        (1234567, "1234567"),
        (37.5, "37.5"),
        (50.0, "50"),
        (date(2023, 4, 4), "2023-04-04"),
        (datetime(2023, 4, 4, 9, 30), "2023-04-04T09:30:00"),  # noqa: DTZ001 - as mail gives it
        (Month(2566, 3), "2566-03"),
        (MARCH, "2023-03-01/2023-03-31"),
        (FiscalYear(2566), "2566"),
        ((Month(2566, 1), Month(2566, 2)), "2566-01;2566-02"),
        (Word("status", "done"), "ดำเนินการแล้วเสร็จ"),
    ],
)
def test_a_fact_is_plain_for_a_program(fact: Fact, text: str, thai: Words) -> None:
    assert plain_text(fact, thai) == text


def test_numbers_are_arabic_without_separators() -> None:
    assert [plain_number(one) for one in (0, -5, 1e6, 0.825)] == ["0", "-5", "1000000", "0.825"]


def test_a_whole_month_is_told_by_its_name(thai: Words) -> None:
    assert day_text(MARCH, thai) == "มี.ค. ๒๕๖๖"
    assert day_text(Span(date(2023, 3, 1), date(2023, 3, 30)), thai) == "๑ มี.ค. ๒๕๖๖ - ๓๐ มี.ค. ๒๕๖๖"


def test_a_row_without_a_cell_is_told_as_excel_writes_it() -> None:
    assert cell_text(Address("a.xlsx", "ผล", 3, 28)) == "AB3"
    assert cell_text(Address("a.xlsx", "ผล", 3)) == "3:3"
    assert cell_text(Address("a.xlsx")) is None
    assert cell_text(None) is None
