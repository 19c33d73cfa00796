from __future__ import annotations

import zipfile

import pytest

from pipeline.intake.containers.parts import Contents, Part
from pipeline.intake.containers.zipped import open_zip
from pipeline.intake.limits import Limits
from pipeline.intake.reading.refusal import (
    UNREADABLE,
    Refusal,
    RefusalError,
    encrypted,
    too_large,
    too_many,
    too_many_bytes,
)
from pipeline.intake.reading.refusal import Limit as Of
from tests.intake.mails import GOOD, LIMITS, NAME, locked, renamed, zipped


def refusal(content: bytes, limits: Limits = LIMITS) -> Refusal:
    with pytest.raises(RefusalError) as raised:
        open_zip(content, limits)
    return raised.value.refusal


def test_the_files_come_in_the_archives_order_without_its_folders() -> None:
    content = zipped(("ฮ/", b""), ("ฮ/ก.xlsx", GOOD), ("a.csv", b"1,2"), ("0.txt", b""))
    assert open_zip(content, LIMITS) == Contents(
        (Part("ฮ/ก.xlsx", GOOD), Part("a.csv", b"1,2"), Part("0.txt", b""))
    )


@pytest.mark.parametrize("charset", ["cp874", "utf-8"])
def test_a_name_without_the_mark_for_utf_8_is_thai(charset: str) -> None:
    raw = NAME.encode(charset)
    content = renamed(zipped(("x" * len(raw), b"1")), b"x" * len(raw), raw)
    assert open_zip(content, LIMITS).parts == (Part("รายงาน กองคลัง.xlsx", b"1"),)


def test_a_name_is_given_as_it_stands_however_it_would_lead_out() -> None:
    names = ("../../evil.xlsx", "/etc/passwd", "C:\\x.xlsx", "..\\y.xlsx")
    found = open_zip(zipped(*((name, b"1") for name in names)), LIMITS)
    assert [one.name for one in found.parts] == [*names]


def test_a_nul_does_not_end_a_name() -> None:
    content = renamed(zipped(("a.exe_b.xlsx", b"1")), b"a.exe_b.xlsx", b"a.exe\0b.xlsx")
    assert open_zip(content, LIMITS).parts == (Part("a.exe\0b.xlsx", b"1"),)


def test_a_link_is_no_file() -> None:
    link = zipfile.ZipInfo("link.xlsx")
    link.external_attr = 0o120777 << 16
    found = open_zip(zipped((link, b"/etc/passwd"), ("a.csv", b"1,2")), LIMITS)
    assert found.parts == (Part("link.xlsx", b"", linked=True), Part("a.csv", b"1,2"))


def test_a_file_that_wants_a_password_is_refused_alone() -> None:
    content = locked(zipped(("a.xlsx", GOOD), ("b.csv", b"1,2")), b"a.xlsx")
    assert open_zip(content, LIMITS).parts == (
        Part("a.xlsx", b"", refusal=encrypted().refusal),
        Part("b.csv", b"1,2"),
    )


def test_a_damaged_file_is_refused_alone() -> None:
    entry = zipfile.ZipInfo("a.csv")
    content = zipped((entry, b"1,2,3,4"), ("b.csv", b"1,2"))
    damaged = content.replace(b"1,2,3,4", b"1,2,3,5")
    assert open_zip(damaged, LIMITS).parts == (
        Part("a.csv", b"", refusal=UNREADABLE),
        Part("b.csv", b"1,2"),
    )


def test_two_entries_of_one_name_are_two_files() -> None:
    content = renamed(zipped(("a.csv", b"1,2"), ("b.csv", b"3,4")), b"b.csv", b"a.csv")
    assert open_zip(content, LIMITS).parts == (Part("a.csv", b"1,2"), Part("a.csv", b"3,4"))


def test_an_archive_that_passes_a_limit_says_which() -> None:
    bomb = zipped(("a.bin", b"\0" * 30_000_000))
    assert refusal(bomb) == too_large(Of.RATIO, "1,029:1", "100:1").refusal
    assert refusal(bomb, Limits(part_mb=20)) == too_many_bytes(Of.PART, 29 * 1024**2, 20).refusal
    both = zipped(("a.bin", b"\0" * 600_000), ("b.bin", b"\0" * 600_000))
    less = Limits(unpacked_mb=1, ratio=2_000)
    assert refusal(both, less) == too_many_bytes(Of.UNPACKED, 2 * 1024**2, 1).refusal
    many = zipped(*((f"{number}.csv", b"1") for number in range(4)))
    assert refusal(many, Limits(parts=3)) == too_many(Of.PARTS, 4, 3).refusal


@pytest.mark.parametrize("length", [3, 30, 60, 100, 139])
def test_an_archive_that_is_cut_short_is_refused(length: int) -> None:
    content = zipped(("a.csv", b"1,2"), ("b.csv", b"3,4"))
    assert len(content) > 200
    assert refusal(content[:length]) == UNREADABLE


def test_an_empty_archive_holds_nothing() -> None:
    assert open_zip(zipped(), LIMITS) == Contents(())
