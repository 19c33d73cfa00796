from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from schemas.frameworks import load_framework

if TYPE_CHECKING:
    from pipeline.core.rating import Rating

EXCELLENT, GOOD, PASSED = "ผ่านดีเยี่ยม", "ผ่านดี", "ผ่าน"
IMPROVE, URGENT = "ต้องปรับปรุง", "ต้องปรับปรุงโดยด่วน"


def rating(be_year: int) -> Rating:
    framework = load_framework(be_year)
    assert framework is not None
    assert framework.rating is not None
    return framework.rating


def word(be_year: int, total: float, *means: float | None) -> str | None:
    band = rating(be_year).of(total, means)
    return band and band.word


@pytest.mark.parametrize(
    ("be_year", "total", "means", "expected"),
    [
        # Published results: a broadcaster, an อบจ., the audit office in two years.
        (2566, 95.81, (94.0, 96.0, 97.0), GOOD),
        (2566, 95.86, (98.0, 84.0, 99.5), PASSED),
        (2567, 92.43, (93.0, 88.0, 95.0), GOOD),
        (2568, 94.64, (97.0, 84.5, 99.0), PASSED),
        # The tool's closed bands have no word for this one.
        (2567, 84.995, (85.0, 85.0, 84.99), IMPROVE),
        (2567, 95, (95.0, 95.0, 95.0), EXCELLENT),
        (2567, 95, (94.99, 95.0, 95.0), GOOD),
        (2567, 85, (85.0, 85.0, 85.0), GOOD),
        (2567, 85, (84.99, 85.0, 85.0), PASSED),
        (2567, 70, (0.0, 100.0, 100.0), IMPROVE),
        (2567, 69.995, (85.0, 85.0, 50.0), URGENT),
        (2567, 0, (0.0, 0.0, 0.0), URGENT),
    ],
)
def test_words_from_2566_on(
    be_year: int, total: float, means: tuple[float, ...], expected: str
) -> None:
    assert word(be_year, total, *means) == expected


@pytest.mark.parametrize(
    ("total", "letter"),
    [
        *((100, "AA"), (95, "AA"), (94.995, "A"), (85, "A"), (84.995, "B"), (75, "B")),
        *((74.99, "C"), (65, "C"), (64.99, "D"), (55, "D"), (54.99, "E"), (50, "E")),
        *((49.99, "F"), (0, "F")),
    ],
)
def test_letters_up_to_2565(total: float, letter: str) -> None:
    assert word(2564, total, 0.0, 0.0, 0.0) == letter
    assert word(2565, total, None, None, None) == letter


@pytest.mark.parametrize(
    ("total", "means", "expected"),
    [
        # Nobody knows whether it is ผ่านดีเยี่ยม, ผ่านดี or ผ่าน.
        (96.0, (None, 97.0, 98.0), None),
        # One is under 85 already: the others do not matter.
        (96.0, (None, 84.0, 98.0), PASSED),
        # One is under 95, so that at most ผ่านดี is left; whether it is, hangs on the unknown.
        (96.0, (None, 90.0, 98.0), None),
        (84.0, (None, None, None), IMPROVE),
    ],
)
def test_a_word_that_hangs_on_an_unknown_mean_is_not_said(
    total: float, means: tuple[float | None, ...], expected: str | None
) -> None:
    assert word(2567, total, *means) == expected


def test_a_total_under_every_band_has_no_word() -> None:
    assert word(2567, -0.5, 0.0, 0.0, 0.0) is None


def test_only_the_words_ask_something_of_every_instrument() -> None:
    assert not rating(2565).needs_each
    assert rating(2566).needs_each
