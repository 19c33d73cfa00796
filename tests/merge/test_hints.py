from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.core.calendar import FiscalYear
from pipeline.core.names import division_book
from pipeline.core.plan import Division, Organisation
from pipeline.core.received import Basis, Received
from pipeline.merge.hints import hinted_division, named_division, senders_of

DIVISIONS = (
    Division("สำนักปลัด", email="clerk@example.go.th", aliases=("สป.",)),
    Division("กองคลัง", email="Finance@example.go.th; finance2@example.go.th"),
    Division("กองช่าง", email="works@example.go.th, both@example.go.th"),
    Division("กองการศึกษา", email="both@example.go.th"),
    Division("งานพัสดุ", parent="กองคลัง", email="supply@example.go.th"),
    Division("งานธุรการ", parent="สำนักปลัด"),
)
OFFICE = Organisation("wt", "อบต.วังทอง", FiscalYear(2566))
NAMES = division_book(OFFICE, DIVISIONS, ())
SENDERS = senders_of(DIVISIONS)


def test_addresses_are_known_in_any_case_and_those_of_the_parent_too() -> None:
    assert SENDERS.of("FINANCE@example.go.th") == ("กองคลัง",)
    assert SENDERS.of("both@example.go.th") == ("กองช่าง", "กองการศึกษา")
    assert SENDERS.of(None) == SENDERS.of("x@example.com") == ()
    assert SENDERS.registered["งานพัสดุ"] == {
        "supply@example.go.th",
        "finance@example.go.th",
        "finance2@example.go.th",
    }
    assert SENDERS.registered["งานธุรการ"] == frozenset()


@pytest.mark.parametrize(
    ("name", "division"),
    [
        ("กองคลัง.xlsx", "กองคลัง"),
        ("รายงาน กองคลัง มี.ค. 66 (แก้ไข).xlsx", "กองคลัง"),
        ("mail.eml/a.zip/กองช่าง/รายงาน.xlsx", "กองช่าง"),
        ("กองช่าง/กองคลัง.xlsx", "กองคลัง"),
        ("กองคลัง กองช่าง.xlsx", None),
        ("กองคลังกลาง.xlsx", "กองคลัง"),
        ("รายงาน.xlsx", None),
        ("สป..xlsx", "สำนักปลัด"),
        ("สป66.xlsx", None),
        ("นายช่าง.xlsx", None),
        ("", None),
    ],
)
def test_a_file_may_be_named_after_a_division(name: str, division: str | None) -> None:
    assert named_division(name, NAMES) == division


@pytest.mark.parametrize(
    ("name", "sender", "carriers", "hint"),
    [
        ("x.xlsx", "finance2@example.go.th", (), ("กองคลัง", Basis.SENDER)),
        ("กองช่าง.xlsx", "finance@example.go.th", (), ("กองคลัง", Basis.SENDER)),
        ("กองช่าง.xlsx", "x@example.com", (), ("กองช่าง", Basis.FILE_NAME)),
        ("x.xlsx", "x@example.com", ("works@example.go.th",), ("กองช่าง", Basis.SENDER)),
        ("x.xlsx", "both@example.go.th", (), None),
        ("กองช่าง.xlsx", "both@example.go.th", (), ("กองช่าง", Basis.FILE_NAME)),
        ("x.xlsx", None, (), None),
    ],
)
def test_the_sender_tells_before_the_name(
    name: str, sender: str | None, carriers: tuple[str, ...], hint: tuple[str, Basis] | None
) -> None:
    received = Received(name, Path(name), sender=sender, carriers=carriers)
    assert hinted_division(received, SENDERS, NAMES) == hint
