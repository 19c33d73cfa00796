from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.intake.reading.formats import (
    Meaning,
    meaning_of,
    meant,
    parse_serial,
    percent_text,
    styles_from,
)
from tests.intake import hostile

CODES = {
    "0%": Meaning.PERCENT,
    "[Red]0.00%;-0.00%": Meaning.PERCENT,
    '0"%"': None,
    r"0\%": None,
    "0_%": None,
    "General": None,
    "@": None,
    '#,##0.00 "day"': None,
    "0.00E+00": None,
    "yyyy-mm-dd": Meaning.DATE,
    "[$-D07041E]d mmm yyyy": Meaning.DATE,
    "[$-107041E]d mmm yyyy;@": Meaning.DATE,
    "b": Meaning.DATE,
    "d/m/bb": Meaning.DATE,
    "d mmm bbbb": Meaning.DATE,
    "ว ดดด ปปปป": None,
    "h:mm": Meaning.DATE,
    "[h]:mm": Meaning.DURATION,
    "[mm]:ss": Meaning.DURATION,
}


@pytest.mark.parametrize("code", CODES)
def test_a_format_says_what_its_number_is(code: str) -> None:
    assert meaning_of(code) is CODES[code]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.5, "50%"),
        (0.335, "33.5%"),
        (0.1 + 0.2, "30%"),
        (1, "100%"),
        (0, "0%"),
        (-0.05, "-5%"),
        (12, "1200%"),
        (0.0001, "0.01%"),
    ],
)
def test_a_percentage_is_the_text_a_person_sees(number: float, text: str) -> None:
    assert percent_text(number) == text


@given(st.integers(-10_000_000, 10_000_000))
def test_a_percentage_has_no_noise(thousandths: int) -> None:
    shown = percent_text(thousandths / 100_000)
    assert round(float(shown.removesuffix("%")) * 1000) == thousandths
    assert len(shown.partition(".")[2]) <= len("000%")


@pytest.mark.parametrize(
    ("serial", "in_1900", "in_1904"),
    [
        (0, time(), time()),
        (0.75, time(18), time(18)),
        (1, date(1900, 1, 1), date(1904, 1, 2)),
        (59, date(1900, 2, 28), date(1904, 2, 29)),
        (61, date(1900, 3, 1), date(1904, 3, 2)),
        (45_000, date(2023, 3, 15), date(2027, 3, 16)),
        (45_000.5, hostile.at(2023, 3, 15, 12), hostile.at(2027, 3, 16, 12)),
        (2_958_465, date(9999, 12, 31), None),
        (2_958_466, None, None),
        (-1, None, None),
        (-0.5, None, None),
    ],
)
def test_a_day_count_is_a_date_of_its_calendar(
    serial: float, in_1900: date | time | None, in_1904: date | time | None
) -> None:
    assert parse_serial(serial, date_1904=False) == in_1900
    assert parse_serial(serial, date_1904=True) == in_1904


@given(st.dates(date(1904, 1, 2), date(9999, 12, 31)))
def test_the_calendars_are_1462_days_apart(day: date) -> None:
    serial = (datetime.combine(day, time()) - hostile.at(1899, 12, 30)).days
    assert parse_serial(serial, date_1904=False) == day
    assert parse_serial(serial - 1462, date_1904=True) == day


def test_a_number_that_no_calendar_has_stays_a_number() -> None:
    assert meant(-3.0, Meaning.DATE, date_1904=False) == -3
    assert meant(3e6, Meaning.DATE, date_1904=False) == 3_000_000
    assert meant(1e300, Meaning.DURATION, date_1904=False) == 1e300
    assert meant(-1.5, Meaning.DURATION, date_1904=False) == timedelta(days=-1.5)


def test_styles_follow_the_workbooks_own_formats_before_excels() -> None:
    styles = styles_from([0, 9, 14, 164, 165], {164: "0.0%", 165: "0", 14: "0"})
    assert styles.meanings == {1: Meaning.PERCENT, 3: Meaning.PERCENT}
    assert styles.value(1, 0.5) == "50%"
    assert styles.value(2, 0.5) is None
