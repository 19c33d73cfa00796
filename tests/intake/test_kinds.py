from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.intake.containers.kinds import (
    CONTAINERS,
    ContainerKind,
    container_kind,
    content_kind,
    may_hold_files,
    starts_mailbox,
)
from pipeline.intake.limits import Limits
from pipeline.intake.reading.kind import TableKind
from pipeline.intake.reading.refusal import FileKind
from tests.intake import hostile
from tests.intake.mails import GOOD, LIMITS, PDF, file, mail, mailbox, renamed, zipped
from tests.intake.tnef_files import attachment, tnef

MSG = (Path(__file__).parent / "samples" / "report.msg").read_bytes()
HOLD_FILES = {
    "zip": (zipped(("ก.xlsx", GOOD)), ContainerKind.ZIP),
    "mail": (mail(file("ก.xlsx", GOOD)), ContainerKind.MESSAGE),
    "mail without files": (mail(), ContainerKind.MESSAGE),
    "outlook": (MSG, ContainerKind.OUTLOOK),
    "winmail.dat": (tnef(attachment(b"a.xlsx", GOOD)), ContainerKind.TNEF),
}
HOLD_NONE = {
    "zip without files": zipped(),
    "xlsx": GOOD,
    "xls": hostile.ole("Workbook"),
    "xlsb": hostile.binary_workbook(),
    "ods": hostile.open_document(),
    "encrypted": hostile.encrypted(),
    "word": hostile.word_document(),
    "old word": hostile.ole("WordDocument"),
    "pdf": PDF,
    "csv": "มาตรการที่,ผล\n1,แล้ว\n".encode(),
    "text": "เรียน ปลัดเทศบาล".encode(),
    "web page": b"MIME-Version: 1.0\nContent-Disposition: x",
    "nothing": b"",
    "noise": bytes(range(256)),
}
DAMAGED = {
    "cut xlsx": GOOD[:3000],
    "cut zip": zipped(("ก.xlsx", GOOD))[:3000],
    "cut outlook": MSG[:600],
}


@pytest.mark.parametrize("name", HOLD_FILES)
def test_what_holds_files_is_told_by_its_content(name: str) -> None:
    content, kind = HOLD_FILES[name]
    assert may_hold_files(content[:4096])
    assert container_kind(content, LIMITS) is kind
    assert not starts_mailbox(content)


@pytest.mark.parametrize("name", HOLD_NONE)
def test_a_workbook_or_another_file_is_no_container(name: str) -> None:
    content = HOLD_NONE[name]
    assert container_kind(content, LIMITS) is None
    assert not starts_mailbox(content)


@pytest.mark.parametrize("name", DAMAGED)
def test_what_is_damaged_is_no_container_but_stays_to_be_refused(name: str) -> None:
    assert container_kind(DAMAGED[name], LIMITS) is None
    assert content_kind(DAMAGED[name], LIMITS) is None


def test_only_what_may_hold_files_is_looked_at() -> None:
    looked_at = {name for name, content in HOLD_NONE.items() if may_hold_files(content[:4096])}
    assert looked_at <= {"xls", "encrypted", "old word", "web page"}


def test_each_kind_has_its_reader() -> None:
    assert set(CONTAINERS) == set(ContainerKind)
    found = {
        name: [part.name for part in CONTAINERS[kind](content, LIMITS).parts]
        for name, (content, kind) in HOLD_FILES.items()
    }
    assert found == {
        "zip": ["ก.xlsx"],
        "mail": ["ก.xlsx"],
        "mail without files": [],
        "outlook": ["รายงาน กองคลัง.xlsx", "image001.png"],
        "winmail.dat": ["a.xlsx"],
    }


@pytest.mark.parametrize("names", [(b"a.csv", b"a.csv"), (b"a.csv", b"A.CSV")])
def test_an_archive_that_names_two_files_alike_is_one(names: tuple[bytes, bytes]) -> None:
    content = zipped(("0.csv", b"1,2"), ("1.csv", b"3,4"))
    for old, new in zip((b"0.csv", b"1.csv"), names, strict=True):
        content = renamed(content, old, new)
    assert may_hold_files(content)
    assert container_kind(content, LIMITS) is ContainerKind.ZIP


def test_a_folder_may_be_named_like_one_of_an_office_program() -> None:
    content = zipped(("word/รายงาน.xlsx", GOOD))
    assert may_hold_files(content)
    assert container_kind(content, LIMITS) is ContainerKind.ZIP


def test_many_mails_are_told_by_the_line_before_the_first() -> None:
    content = mailbox(mail(), mail())
    assert starts_mailbox(content)
    assert may_hold_files(content)
    assert container_kind(content, LIMITS) is None
    assert not starts_mailbox(b"From a letter\nthat is none\n")
    assert not starts_mailbox(b"From finance@example.go.th\n")


def test_a_file_that_holds_none_is_told_by_its_content() -> None:
    kinds = {name: content_kind(content, LIMITS) for name, content in HOLD_NONE.items()}
    assert kinds == {
        "zip without files": FileKind.ARCHIVE,
        "xlsx": TableKind.XLSX,
        "xls": TableKind.XLS,
        "xlsb": TableKind.XLSB,
        "ods": TableKind.ODS,
        "encrypted": None,
        "word": FileKind.WORD,
        "old word": FileKind.WORD,
        "pdf": FileKind.PDF,
        "csv": TableKind.CSV,
        "text": FileKind.TEXT,
        "web page": FileKind.TEXT,
        "nothing": FileKind.TEXT,
        "noise": FileKind.UNKNOWN,
    }
    assert content_kind(hostile.bomb(), LIMITS) is None
    assert content_kind(GOOD, Limits(parts=3)) is None
