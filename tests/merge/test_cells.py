from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.core.address import Address
from pipeline.core.calendar import FiscalYear
from pipeline.core.raw import ErrorValue, Uncalculated
from pipeline.merge.cells import (
    broken,
    read_amount,
    read_dates,
    read_number,
    read_percent,
    read_status,
    read_text,
    show,
)
from schemas.loading import load_schema

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.core.finding import Reading
    from pipeline.core.raw import CellValue

HERE = Address("a.xlsx", "รายงานผล", 6, 4)
FY2566 = FiscalYear(2566)
STATUSES = load_schema().choices["status"]


def listed(readings: Sequence[Reading]) -> list[str]:
    assert all(one.where == HERE for one in readings)
    return [f"{one.rule}: {one.typed} -> {one.read_as}" for one in readings]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ""),
        ("  ๖๖ ", "  ๖๖ "),
        (1.0, "1"),
        (12.5, "12.5"),
        (True, "TRUE"),
        (datetime(2023, 2, 15), "15 ก.พ. 2566"),  # noqa: DTZ001 - cells have no time zone
        (date(2566, 2, 15), "2566-02-15"),
        (time(9, 30), "09:30:00"),
        (timedelta(hours=30), "1 day, 6:00:00"),
        (ErrorValue("#REF!"), ""),
        (Uncalculated("=A1"), ""),
    ],
)
def test_a_cell_as_a_person_would_have_typed_it(value: CellValue, expected: str) -> None:
    assert show(value) == expected


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (ErrorValue("#REF!"), "error_value"),
        (ErrorValue("#N/A"), "error_value"),
        (Uncalculated("=A1+1"), "formula_not_calculated"),
        (None, None),
        ("#REF!", None),
        (0, None),
    ],
)
def test_errors_and_uncalculated_formulas_are_findings(value: CellValue, code: str | None) -> None:
    problem = broken(value, HERE)
    assert (problem.code if problem else None) == code


@given(st.text(), st.text())
@settings(deadline=None, max_examples=300)
def test_a_text_stays_as_typed_and_is_not_listed(before: str, after: str) -> None:
    typed = f"{before}ก{after}"
    assert read_text(typed, HERE) == (typed, [])


@pytest.mark.parametrize(
    ("value", "text", "readings"),
    [
        (" \n", "", []),
        ("\u200b\ufeff", "", []),
        (None, "", []),
        (5.0, "5", ["number_cell: 5.0 -> 5"]),
        (datetime(2023, 2, 15), "15 ก.พ. 2566", ["date_cell: 2023-02-15 -> 15 ก.พ. 2566"]),  # noqa: DTZ001
        (ErrorValue("#NAME?"), "", []),
    ],
)
def test_a_cell_of_a_text_column(value: CellValue, text: str, readings: list[str]) -> None:
    read, found = read_text(value, HERE)
    assert (read, listed(found)) == (text, readings)


@pytest.mark.parametrize(
    ("value", "number", "readings"),
    [
        (1.0, "1", []),
        (1.2, "1.2", []),
        (3, "3", []),
        ("1", "1", []),
        ("๑", "1", ["thai_digits: ๑ -> 1"]),
        ("๑.๒", "1.2", ["thai_digits: ๑.๒ -> 1.2"]),
        ("1.", "1", ["number_text: 1. -> 1"]),
        ("ข้อ ๒", "2", ["number_text: ข้อ ๒ -> 2"]),
        ("", "", []),
        (None, "", []),
        ("ก", "ก", []),
        ("1-2", "1-2", []),
        (ErrorValue("#REF!"), "#REF!", []),
        (Uncalculated("=A5+1"), "=A5+1", []),
    ],
)
def test_a_measures_or_steps_number(value: CellValue, number: str, readings: list[str]) -> None:
    read, found = read_number(value, HERE)
    assert (read, listed(found)) == (number, readings)


@pytest.mark.parametrize(
    ("value", "percent", "readings"),
    [
        (0.5, 50.0, ["fraction_as_percent: 0.5 -> 50"]),
        ("0.5", 50.0, ["fraction_as_percent: 0.5 -> 50"]),
        ("๐.๕", 50.0, ["fraction_as_percent: ๐.๕ -> 50"]),
        (0.335, 33.5, ["fraction_as_percent: 0.335 -> 33.5"]),
        ("50%", 50.0, ["number_text: 50% -> 50"]),
        ("0.5%", 0.5, ["number_text: 0.5% -> 0.5"]),
        ("ร้อยละ 0.5", 0.5, ["number_text: ร้อยละ 0.5 -> 0.5"]),
        (1, 1.0, []),
        (0, 0.0, []),
        (50, 50.0, []),
        (-0.5, -0.5, []),
        ("ห้าสิบ", None, ["number_text: ห้าสิบ -> "]),
    ],
)
def test_a_percentage(value: CellValue, percent: float | None, readings: list[str]) -> None:
    read, found = read_percent(value, HERE)
    assert (read.value, listed(found)) == (percent, readings)


@pytest.mark.parametrize(
    ("value", "span", "readings"),
    [
        (45020, "2023-04-04", ["date_serial: 45020 -> 2023-04-04"]),
        (45020.75, "2023-04-04", ["date_serial: 45020.75 -> 2023-04-04"]),
        (44105.0, "2020-10-01", ["date_serial: 44105 -> 2020-10-01"]),
        (44104, None, []),
        (2566, None, []),
        (-1, None, []),
        (0, None, []),
        (15022566, None, []),
        (1e300, None, []),
        (True, None, []),
    ],
)
def test_a_number_in_a_date_column(value: CellValue, span: str | None, readings: list[str]) -> None:
    read, found = read_dates(value, HERE, FY2566)
    assert [str(one.span) for one in read.dates.dates] == ([span] if span else [])
    assert bool(read.dates.unread) == (span is None)
    assert listed(found) == readings


@pytest.mark.parametrize(
    ("value", "amount", "readings"),
    [
        (50.0, 50.0, []),
        (0, 0.0, []),
        ("50", 50.0, ["number_text: 50 -> 50"]),
        ("๕๐", 50.0, ["thai_digits: ๕๐ -> 50"]),
        ("50 %", 50.0, ["number_text: 50 % -> 50"]),
        ("ร้อยละ ๕๐", 50.0, ["thai_digits: ร้อยละ ๕๐ -> 50"]),
        ("1,234.50", 1234.5, ["number_text: 1,234.50 -> 1234.50"]),
        (0.5, 0.5, []),
        ("ครึ่งหนึ่ง", None, ["number_text: ครึ่งหนึ่ง -> "]),
        (True, None, ["number_text: TRUE -> "]),
        ("", None, []),
    ],
)
def test_a_percentage_or_amount(
    value: CellValue, amount: float | None, readings: list[str]
) -> None:
    read, found = read_amount(value, HERE)
    assert (read.value, listed(found)) == (amount, readings)


@pytest.mark.parametrize(
    ("typed", "key", "own"),
    [
        ("ดำเนินการแล้วเสร็จ", "done", True),
        ("ดําเนินการแล้วเสร็จ", "done", False),
        ("ดำเนินการ แล้วเสร็จ", "done", False),
        ("เสร็จสิ้น", "done", False),
        ("ดำเนินการแล้ว", "done", False),
        ("กำลังดำเนินการ", "in_progress", False),
        ("ดำเนินการอย่างต่อเนื่อง", "continuing", False),
        ("ยังไม่เริ่ม", "not_started", False),
        ("ขอยกเลิก", "cancelled", True),
        ("Done", "done", False),
        ("ไม่แน่ใจ", None, True),
        ("แล้วเสร็จ 50%", None, True),
    ],
)
def test_spellings_of_a_status(typed: str, key: str | None, own: bool) -> None:  # noqa: FBT001 - a column of the table
    read, readings = read_status(typed, HERE, STATUSES)
    assert (read.key, read.typed, not readings) == (key, typed, own)


@pytest.mark.parametrize(
    ("value", "spans", "readings"),
    [
        ("๑๕ ก.พ. ๖๖", ["2023-02-15"], ["date_text: ๑๕ ก.พ. ๖๖ -> 2023-02-15"]),
        ("15/2/2566", ["2023-02-15"], ["date_text: 15/2/2566 -> 2023-02-15"]),
        (
            "ธ.ค. ๖๕, มี.ค. ๖๖",
            ["2022-12-01/2022-12-31", "2023-03-01/2023-03-31"],
            [
                "date_text: ธ.ค. ๖๕ -> 2022-12-01/2022-12-31",
                "date_text: มี.ค. ๖๖ -> 2023-03-01/2023-03-31",
            ],
        ),
        (datetime(2023, 2, 15, 9, 0), ["2023-02-15"], []),  # noqa: DTZ001 - cells have no time zone
        (date(2566, 2, 15), ["2023-02-15"], ["be_year_as_ce: 2566-02-15 -> 2023-02-15"]),
        (date(2568, 2, 29), [], []),
        (date(3109, 4, 4), [], []),
        ("เร็ว ๆ นี้", [], []),
        (None, [], []),
        (45020.0, ["2023-04-04"], ["date_serial: 45020 -> 2023-04-04"]),
    ],
)
def test_dates_of_a_cell(value: CellValue, spans: list[str], readings: list[str]) -> None:
    read, found = read_dates(value, HERE, FY2566)
    assert [str(one.span) for one in read.dates.dates] == spans
    assert listed(found) == readings
    assert bool(read.dates.unread) == (value is not None and not spans)
