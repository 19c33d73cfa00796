"""The invented office's month in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.core.words import Digits
from schemas.loading import load_words
from tests.publish.office_month import make_report
from tests.publish.office_plan import CLERK_FILE

if TYPE_CHECKING:
    from pipeline.core.report import MonthReport
    from pipeline.core.words import Words


@pytest.fixture(scope="session")
def report() -> MonthReport:
    return make_report()


@pytest.fixture(scope="session")
def thai() -> Words:
    return load_words("th")


@pytest.fixture(scope="session")
def english() -> Words:
    return load_words("en", Digits.ARABIC)


@pytest.fixture(scope="session")
def links() -> dict[str, str]:
    return {CLERK_FILE: f"../inbox/2566-03/{CLERK_FILE}"}
