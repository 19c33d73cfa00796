from __future__ import annotations

from datetime import date

import pytest

from pipeline.core.address import Address
from pipeline.core.record import Record
from pipeline.plan.desk import Desk
from schemas.loading import load_schema
from tests.tables import cell, shown, shown_reading

HERE = Address("plan.xlsx", "มาตรการ", 2)


def record(typed: str) -> Record:
    return Record(HERE, {"x": cell(typed)}, {"x": 3})


@pytest.mark.parametrize(
    ("typed", "text", "listed"),
    [
        ("ก", "ก", []),
        ("", "", []),
        ("-", "", ["C2 placeholder: - -> "]),
        ("......", "", ["C2 placeholder: ...... -> "]),
        ("#REF!", "", ["error_value C2"]),
        ("=A1", "", ["formula_not_calculated C2"]),
        ("<2>", "2", []),
        ("<2023-04-30>", "30 เม.ย. 2566", []),
        ("<2566-04-30>", "30 เม.ย. 2566", []),
    ],
)
def test_a_cell_as_text(typed: str, text: str, listed: list[str]) -> None:
    desk = Desk(load_schema())
    assert desk.text(desk.clean(record(typed)), "x") == text
    assert [*map(shown, desk.findings), *map(shown_reading, desk.readings)] == listed


@pytest.mark.parametrize(
    ("typed", "day", "codes"),
    [
        ("๓๐ เม.ย. ๖๖", date(2023, 4, 30), []),
        ("30/4/2566", date(2023, 4, 30), []),
        ("<2023-04-30>", date(2023, 4, 30), []),
        ("<2566-04-30>", date(2023, 4, 30), []),
        ("", None, []),
        ("เม.ย. 66", None, ["date_unreadable C2"]),
        ("สิ้นปี", None, ["date_unreadable C2"]),
        ("<2568-02-29>", None, ["date_unreadable C2"]),
        ("<45>", None, ["date_unreadable C2"]),
    ],
)
def test_a_cell_as_a_day(typed: str, day: date | None, codes: list[str]) -> None:
    desk = Desk(load_schema())
    assert desk.day(record(typed), "x") == day
    assert [shown(one) for one in desk.findings] == codes


@pytest.mark.parametrize(
    ("typed", "number", "codes"),
    [
        ("๑.๒", "1.2", []),
        ("<1.0>", "1", []),
        ("ข้อ ๒", "2", []),
        ("", None, []),
        ("ก", None, ["row_unknown C2"]),
        ("<2023-02-01>", None, ["row_unknown C2"]),
    ],
)
def test_a_cell_as_a_number(typed: str, number: str | None, codes: list[str]) -> None:
    desk = Desk(load_schema())
    assert desk.number(record(typed), "x") == number
    assert [shown(one) for one in desk.findings] == codes
