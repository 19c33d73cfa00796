from __future__ import annotations

import os
import zipfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.core.finding import Word
from pipeline.intake.containers.parts import Envelope
from pipeline.intake.containers.walking import Leaf, NoRoomError, Walk
from pipeline.intake.limits import Limits
from pipeline.intake.passing import PassedOver
from pipeline.intake.reading.refusal import Refusal, RefusalError
from tests.intake import hostile, tnef_files
from tests.intake.mails import (
    GOOD,
    LIMITS,
    MAILED_AT,
    NAME,
    PDF,
    PICTURE,
    THAI_TIME,
    carried,
    fates,
    file,
    locked,
    logo,
    mail,
    part,
    plain,
    renamed,
    rfc2047,
    several,
    signature,
    text,
    walked,
    winmail,
    zipped,
)

SENT = Envelope("finance@example.go.th", MAILED_AT)
MSG = (Path(__file__).parent / "samples" / "report.msg").read_bytes()
LETTERS = {
    "../../x.xlsx": "x.xlsx",
    "C:\\x.xlsx": "x.xlsx",
    "/etc/passwd": "passwd",
    "a\0.xlsx": "a .xlsx",
    "ก" * 5_000 + ".xlsx": "ก" * 114 + "….xlsx",
    "\u202excod.xlsx": "xcod.xlsx",
    "..": "attachment-1",
    "../..": "attachment-1",
    "\u200b": "attachment-1",
}


def too_large(what: str, size: str, limit: str) -> Refusal:
    return Refusal("file_too_large", {"size": size, "limit": limit, "what": Word("limit", what)})


def too_deep(what: str, found: str) -> Refusal:
    return Refusal("file_type_refused", {"found": (Word("limit", what), found)})


def leaves(folder: Path, content: bytes, limits: Limits = LIMITS) -> tuple[Leaf, ...]:
    found = walked(folder, content, limits)
    assert found is not None
    return found


@pytest.mark.parametrize("name", LETTERS)
def test_no_name_of_a_file_leads_out(tmp_path: Path, name: str) -> None:
    (leaf,) = leaves(tmp_path, mail(file(name, GOOD)))
    assert leaf.label == LETTERS[name]
    assert leaf.stored in ("000001.xlsx", "000001")


@pytest.mark.parametrize("name", ["...", ".xlsx", ""])
def test_a_workbook_without_a_name_is_kept(tmp_path: Path, name: str) -> None:
    (leaf,) = leaves(tmp_path, mail(file(name, GOOD)))
    assert leaf.stored is not None
    assert leaf.passed_over is None


def test_an_archive_of_traps_gives_its_files_and_writes_nowhere(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.xlsx")
    link.external_attr = 0o120777 << 16
    raw = "กองคลัง.xlsx".encode("cp874")
    content = zipped(
        ("../../evil.xlsx", GOOD),
        ("/evil.xlsx", GOOD),
        ("C:\\a\\evil.xlsx", GOOD),
        (link, b"/etc/passwd"),
        ("secret.xlsx", GOOD),
        ("x" * len(raw), GOOD),
        ("__MACOSX/._a.xlsx", b"x"),
        ("~$a.xlsx", b"x"),
        ("empty.xlsx", b""),
    )
    content = renamed(locked(content, b"secret.xlsx"), b"x" * len(raw), raw)
    assert fates(walked(tmp_path, content)) == {
        "evil.xlsx": "kept",
        "evil (2).xlsx": "kept",
        "a/evil.xlsx": "kept",
        "link.xlsx": "link",
        "secret.xlsx": "file_encrypted",
        "กองคลัง.xlsx": "kept",
        "__MACOSX/._a.xlsx": "system_file",
        "~$a.xlsx": "lock_file",
        "empty.xlsx": "empty_file",
    }


def test_two_entries_of_one_name_are_two_files(tmp_path: Path) -> None:
    content = renamed(zipped(("a.xlsx", GOOD), ("b.xlsx", GOOD)), b"b.xlsx", b"a.xlsx")
    assert fates(walked(tmp_path, content)) == {"a.xlsx": "kept", "a (2).xlsx": "kept"}


def test_no_two_files_have_one_label_though_a_mail_is_named_like_a_folder(tmp_path: Path) -> None:
    content = zipped(("a", mail(file("x.xlsx", GOOD))), ("a/x.xlsx", GOOD))
    assert len({leaf.label for leaf in leaves(tmp_path, content)}) == 2


def test_a_bomb_in_an_archive_in_a_mail_is_refused_or_left_to_be(tmp_path: Path) -> None:
    bomb = zipped(("a.xlsx", b"\0" * 50_000_000))
    assert len(bomb) < 60_000
    content = mail(file("a.zip", zipped(("bomb.zip", bomb), ("b.xlsx", GOOD))), file("c.zip", bomb))
    assert fates(walked(tmp_path, content, Limits(unpacked_mb=10))) == {
        "a.zip/bomb.zip": "kept",
        "a.zip/b.xlsx": "kept",
        "c.zip": "kept",
    }


def test_an_archive_in_an_archive_is_refused(tmp_path: Path) -> None:
    inner = zipped(("c.xlsx", GOOD))
    found = leaves(tmp_path, mail(file("a.zip", zipped(("b.zip", inner), ("d.xlsx", GOOD)))))
    assert [leaf.label for leaf in found] == ["a.zip/b.zip", "a.zip/d.xlsx"]
    assert found[0].refusal == too_deep("nesting", "2 > 1")
    deeper = fates(walked(tmp_path / "2", zipped(("b.zip", inner)), Limits(nesting=2)))
    assert deeper == {"b.zip/c.xlsx": "kept"}


def test_a_thousand_files_are_all_accounted_for(tmp_path: Path) -> None:
    many = [file("ก.csv", f"ก,{number}".encode()) for number in range(1_000)]
    found = leaves(tmp_path, mail(*many))
    assert [leaf.label for leaf in found[:3]] == ["ก.csv", "ก (2).csv", "ก (3).csv"]
    assert len({leaf.label for leaf in found}) == len({leaf.stored for leaf in found}) == 1_000
    with pytest.raises(RefusalError) as raised:
        walked(tmp_path / "2", mail(*many), Limits(carried=999))
    assert raised.value.refusal == too_large("carried", "1,000", "999")


def test_a_mail_past_the_limit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusalError) as raised:
        walked(tmp_path, mail(file("a.bin", os.urandom(900_000))), Limits(mail_mb=1))
    assert raised.value.refusal == too_large("mail", "2 MB", "1 MB")


def test_thirty_megabytes_of_base64_are_read(tmp_path: Path) -> None:
    content = os.urandom(22_000_000)
    (leaf,) = leaves(tmp_path, mail(file("a.bin", content)))
    assert (leaf.size, leaf.refusal) == (22_000_000, None)


def test_the_content_decides_and_not_what_the_mail_says(tmp_path: Path) -> None:
    content = mail(
        part(zipped(("a.xlsx", GOOD)), b'filename="photo.png"', "image/png"),
        part(mail(file("b.xlsx", GOOD)), b'filename="c.xlsx"', "application/vnd.ms-excel"),
        part(GOOD, b'filename="d.zip"', "application/zip"),
        part(GOOD, b'filename="e.eml"', "application/pdf"),
        part(MSG, b'filename="f.doc"', "application/msword"),
        part(tnef_files.tnef(tnef_files.attachment(b"g.xlsx", GOOD)), b'filename="h"', "text/x"),
    )
    assert fates(walked(tmp_path, content)) == {
        "photo.png/a.xlsx": "kept",
        "c.xlsx/b.xlsx": "kept",
        "d.zip": "kept",
        "e.eml": "kept",
        "f.doc/รายงาน กองคลัง.xlsx": "kept",
        "f.doc/image001.png": "decoration",
        "h/g.xlsx": "kept",
    }


def test_a_file_has_the_sender_and_the_date_of_the_innermost_mail(tmp_path: Path) -> None:
    inner = mail(file(NAME, GOOD), sender="in@example.go.th", date="Sun, 2 Apr 2566 08:00:00 +0700")
    middle = mail(carried(inner), file("b.xlsx", GOOD), sender="mid@example.go.th")
    outer = mail(carried(middle, plain("m.eml")), sender="out@example.go.th", auth="mx; spf=pass")
    first, second = leaves(tmp_path, outer)
    assert first.label == "m.eml/attachment-1.eml/รายงาน กองคลัง.xlsx"
    told = Envelope("in@example.go.th", datetime(2023, 4, 2, 8, tzinfo=THAI_TIME))
    assert (first.envelope, first.carriers) == (told, ("out@example.go.th", "mid@example.go.th"))
    told = Envelope("mid@example.go.th", MAILED_AT)
    assert (second.envelope, second.carriers) == (told, ("out@example.go.th",))


@pytest.mark.parametrize("way", ["bare", "zip", "winmail.dat"])
def test_what_the_server_found_of_a_mail_holds_for_all_that_it_brings(
    tmp_path: Path, way: str
) -> None:
    held = {
        "bare": file("a.xlsx", GOOD),
        "zip": file("a.zip", zipped(("a.xlsx", GOOD))),
        "winmail.dat": winmail(tnef_files.attachment(b"a.xlsx", GOOD)),
    }
    (leaf,) = leaves(tmp_path, mail(held[way], auth="mx; spf=pass; dkim=pass"))
    assert leaf.envelope == Envelope("finance@example.go.th", MAILED_AT, "spf=pass dkim=pass")
    assert leaf.carriers == ()


def test_mails_lie_in_each_other_five_deep_and_no_deeper(tmp_path: Path) -> None:
    content = mail(file("a.xlsx", GOOD))
    for _ in range(4):
        content = mail(carried(content, plain("m.eml")))
    assert fates(walked(tmp_path, content)) == {"m.eml/m.eml/m.eml/m.eml/a.xlsx": "kept"}
    content = mail(carried(content, plain("m.eml")), file("b.xlsx", GOOD))
    deep, beside = leaves(tmp_path / "2", content)
    assert (deep.label, deep.refusal) == ("m.eml/" * 4 + "m.eml", too_deep("forwards", "6 > 5"))
    assert (beside.label, beside.refusal) == ("b.xlsx", None)


def test_a_mail_without_files_is_one_leaf(tmp_path: Path) -> None:
    (leaf,) = leaves(tmp_path, mail(signature(), several("related", text(), logo())))
    assert (leaf.label, leaf.passed_over, leaf.envelope) == ("", "no_files", SENT)
    inner = mail(carried(mail(), plain("m.eml")), file("a.xlsx", GOOD))
    assert fates(walked(tmp_path / "2", inner)) == {"m.eml": "no_files", "a.xlsx": "kept"}


def test_what_belongs_to_a_text_or_lies_beside_a_report_is_passed_over(tmp_path: Path) -> None:
    content = mail(logo(), file("ก.pdf", PDF), file("ข.png", PICTURE), file(NAME, GOOD))
    assert fates(walked(tmp_path, content)) == {
        "logo.png": "decoration",
        "ก.pdf": "beside",
        "ข.png": "beside",
        "รายงาน กองคลัง.xlsx": "kept",
    }
    alone = mail(logo(), file("ก.pdf", PDF))
    assert fates(walked(tmp_path / "2", alone)) == {"logo.png": "decoration", "ก.pdf": "kept"}


@pytest.mark.parametrize("damaged", [GOOD[:3_000], PDF, b"hello", hostile.encrypted()])
def test_a_damaged_workbook_beside_a_good_one_is_kept(tmp_path: Path, damaged: bytes) -> None:
    content = mail(file("ก.xlsx", GOOD), file("ข.xlsx", damaged), file("ค.PDF", PDF))
    assert fates(walked(tmp_path, content)) == {
        "ก.xlsx": "kept",
        "ข.xlsx": "kept",
        "ค.PDF": "beside",
    }


def test_base64_that_is_cut_short_is_refused_alone(tmp_path: Path) -> None:
    cut = file("ข.csv", b"1,2\n" * 40).rstrip()[:-7] + b"\r\n"
    found = fates(walked(tmp_path, mail(file("ก.xlsx", GOOD), cut)))
    assert found == {"ก.xlsx": "kept", "ข.csv": "file_unreadable"}


@pytest.mark.parametrize("content", [GOOD, hostile.ole("Workbook"), PDF, "ก,ข\n1,2\n".encode()])
def test_what_holds_no_files_is_no_container(tmp_path: Path, content: bytes) -> None:
    assert walked(tmp_path, content) is None


def test_a_full_disk_is_told_from_a_bad_file(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(mail(file("a.xlsx", GOOD)))
    with pytest.raises(NoRoomError):
        Walk(tmp_path / "a.eml", tmp_path / "missing", LIMITS).leaves()


REAL = mail(
    part(GOOD[:300], rfc2047(NAME, "TIS-620")),
    file("a.zip", zipped(("../ก.csv", b"1,2"), ("x.eml", mail(file("b.csv", b"1,2"))))),
    carried(mail(file("c.csv", b"1,2"))),
    logo(),
)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(REAL) - 1), st.binary(max_size=8), st.integers(0, 400), st.booleans())
def test_a_damaged_mail_ends_in_leaves_or_a_refusal(
    place: int,
    odd: bytes,
    lost: int,
    cut: bool,  # noqa: FBT001 - hypothesis draws it
) -> None:
    after = b"" if cut else REAL[place + lost :]
    with TemporaryDirectory() as folder, suppress(RefusalError):
        walked(Path(folder), REAL[:place] + odd + after)


STARTS = (b"", b"From: a\nTo: b\n", b"From a\nFrom: a\nTo: b\n", b"PK\x03\x04", b"\x78\x9f\x3e\x22")


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(STARTS), st.binary(max_size=400))
def test_any_bytes_end_in_leaves_or_a_refusal(start: bytes, rest: bytes) -> None:
    with TemporaryDirectory() as folder, suppress(RefusalError):
        walked(Path(folder), start + rest)


def test_an_archive_may_be_as_large_as_a_workbook_and_no_larger(tmp_path: Path) -> None:
    stored = zipfile.ZipInfo("a.csv")
    archive = zipped((stored, os.urandom(1_100_000)))
    small = Limits(file_mb=1)
    with pytest.raises(RefusalError) as raised:
        walked(tmp_path / "1", archive, small)
    assert raised.value.refusal == too_large("file", "2 MB", "1 MB")
    (leaf,) = walked(tmp_path / "2", mail(file("a.zip", archive)), small) or ()
    assert (leaf.label, leaf.refusal) == ("a.zip", too_large("file", "2 MB", "1 MB"))


def test_evidence_in_an_archive_beside_a_report_is_passed_over_as_it_is_outside_one(
    tmp_path: Path,
) -> None:
    evidence = file("ใบเสร็จ.zip", zipped(("ก.pdf", PDF), ("ข.png", PICTURE)))
    beside = leaves(tmp_path / "1", mail(file("a.xlsx", GOOD), evidence))
    assert [one.passed_over for one in beside] == [None, PassedOver.BESIDE, PassedOver.BESIDE]
    alone = leaves(tmp_path / "2", mail(evidence))
    assert [one.passed_over for one in alone] == [None, None]
    inner = carried(mail(file("ก.pdf", PDF), sender="x@example.go.th"))
    other = leaves(tmp_path / "3", mail(file("a.xlsx", GOOD), inner))
    assert [one.passed_over for one in other] == [None, None]


def test_cards_and_appointments_are_no_files(tmp_path: Path) -> None:
    card = part(b"BEGIN:VCARD", b'filename="me.vcf"', "text/vcard")
    day = part(b"BEGIN:VCALENDAR", b'filename="day.ics"', "text/calendar")
    found = leaves(tmp_path, mail(file("a.xlsx", GOOD), card, day))
    assert [one.passed_over for one in found] == [
        None,
        PassedOver.DECORATION,
        PassedOver.DECORATION,
    ]
