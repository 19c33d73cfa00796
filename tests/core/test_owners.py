from __future__ import annotations

import pytest

from pipeline.core.names import division_book
from pipeline.core.owners import Owners, owners
from schemas.loading import load_schema
from tests.tables import plan_of

PLAN = plan_of()
LAYOUT = load_schema().layout
BOOK = division_book(PLAN.organisation, PLAN.divisions, LAYOUT.office_words)
EVERY = ("สำนักปลัด", "กองคลัง", "กองช่าง")


@pytest.mark.parametrize(
    ("typed", "divisions", "unknown"),
    [
        ("กองคลัง", ("กองคลัง",), ()),
        ("สำนักปลัดฯ", ("สำนักปลัด",), ()),
        ("สป.", ("สำนักปลัด",), ()),
        ("งาน พัสดุ", ("งานพัสดุ",), ()),
        ("กองคลัง/กองช่าง", ("กองคลัง", "กองช่าง"), ()),
        ("กองคลัง และ กองช่าง", ("กองคลัง", "กองช่าง"), ()),
        ("กองคลัง, งานคลัง", ("กองคลัง",), ()),
        ("กองคลัง\nกองช่าง", ("กองคลัง", "กองช่าง"), ()),
        ("ทุกสำนัก/กอง", EVERY, ()),
        ("ทุกส่วนราชการ", EVERY, ()),
        ("ฝ่าย/กอง/สำนัก", EVERY, ()),
        ("งานพัสดุ, ทุกกอง", ("งานพัสดุ", *EVERY), ()),
        ("สำนักปลัด / นายก อบต.", ("สำนักปลัด",), ("นายก อบต.",)),
        ("คณะทำงาน", (), ("คณะทำงาน",)),
        ("", (), ()),
        ("  ", (), ()),
    ],
)
def test_who_owes_a_step(typed: str, divisions: tuple[str, ...], unknown: tuple[str, ...]) -> None:
    assert owners(typed, PLAN.divisions, BOOK, LAYOUT) == Owners(divisions, unknown)
