from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.core.address import Address
from pipeline.core.calendar import Month
from pipeline.core.finding import Finding
from pipeline.core.received import ReadFile, Received
from pipeline.merge.stated import stated_month
from schemas.loading import load_schema
from tests.tables import file_of, form, sheet, workbook


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        ("มี.ค. 66", Month(2566, 3)),
        ("<2023-03-31>", Month(2566, 3)),
        ("มีนาคม", None),
        ("", None),
    ],
)
def test_the_month_a_report_says_it_is_of(typed: str, month: Month | None) -> None:
    assert stated_month(file_of(workbook(form(month=typed))), load_schema()) == month


def test_the_first_sheet_that_says_one() -> None:
    book = workbook(sheet("| คำชี้แจง |", "คำชี้แจง"), form(month="ก.พ. 66"), form())
    assert stated_month(file_of(book), load_schema()) == Month(2566, 2)


def test_a_refused_file_says_none() -> None:
    received = Received("a.xlsx", Path("a.xlsx"))
    refused = ReadFile(received, refusal=Finding("file_unreadable", Address("a.xlsx")))
    assert stated_month(refused, load_schema()) is None
