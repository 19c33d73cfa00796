from __future__ import annotations

import struct
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oxmsg import Message

from pipeline.intake.containers.outlook import is_outlook, open_outlook
from pipeline.intake.containers.parts import Contents, Envelope, Part
from pipeline.intake.reading.refusal import UNREADABLE, RefusalError
from tests.intake.hostile import workbook

# Written by `node tests/intake/make_msg.cjs tests/intake/samples`.
SAMPLES = Path(__file__).parent / "samples"
REPORT, NESTED, DEEP, DEEPER = (
    (SAMPLES / f"{name}.msg").read_bytes() for name in ("report", "nested", "deep", "deeper")
)
THAI_TIME = timezone(timedelta(hours=7))
WORKBOOK = Part("รายงาน กองคลัง.xlsx", b"PK\x03\x04 invented")
PICTURE = Part("image001.png", b"\x89PNG\r\n\x1a\n", decorative=True)
INTEGER, TIME, BINARY, WIDE = 0x0003, 0x0040, 0x0102, 0x001F
METHOD, CONTENT, DELIVERY = 0x3705, 0x3701, 0x0E06
BY_VALUE = 1


def entry(number: int, kind: int, value: int = 0) -> bytes:
    """A property as it stands in the stream of properties."""
    return struct.pack("<HHIQ", kind, number, 6, value)


def stream(number: int, kind: int) -> bytes:
    """The name of the stream of a long property, as the directory keeps it."""
    return f"__substg1.0_{number:04X}{kind:04X}".encode("utf-16-le")


def changed(content: bytes, old: bytes, new: bytes) -> bytes:
    assert old in content
    assert len(old) == len(new)
    return content.replace(old, new, 1)


def without(content: bytes, *numbers: int) -> bytes:
    """The mail without these texts."""
    for number in numbers:
        content = changed(content, stream(number, WIDE), stream(0x6FFF - number, WIDE))
    return content


def by_method(method: int) -> bytes:
    """The report, its first attachment attached so."""
    return changed(REPORT, entry(METHOD, INTEGER, BY_VALUE), entry(METHOD, INTEGER, method))


def assert_refused(content: bytes) -> None:
    with pytest.raises(RefusalError) as raised:
        open_outlook(content)
    assert raised.value.refusal == UNREADABLE


def envelope(content: bytes) -> Envelope:
    found = open_outlook(content).envelope
    assert found is not None
    return found


def test_a_mail_gives_its_files_and_its_envelope() -> None:
    assert open_outlook(REPORT) == Contents(
        parts=(WORKBOOK, PICTURE),
        envelope=Envelope(
            sender="finance@example.go.th",
            received=datetime(2024, 1, 5, 9, 15, 30, tzinfo=THAI_TIME),
            authentication="spf=pass dkim=pass dmarc=pass",
        ),
    )


def test_the_sample_is_what_another_reader_takes_it_for() -> None:
    mail = Message.load(REPORT)
    assert mail.subject == "ส่งรายงาน ม.ค. ๖๗"
    assert mail.sender == "<header@example.go.th>"
    assert mail.attachment_count == 2
    assert [(one.file_name, one.file_bytes) for one in mail.attachments] == [
        ("รายงาน กองคลัง.xlsx", b"PK\x03\x04 invented"),
        ("image001.png", b"\x89PNG\r\n\x1a\n"),
    ]


def test_files_of_a_carried_mail_stand_in_its_place() -> None:
    assert open_outlook(NESTED) == Contents(
        parts=(
            Part("ก่อน.xlsx", b"PK\x03\x04 before"),
            Part("รายงาน สำนักปลัด.xlsx", b"PK\x03\x04 inner"),
            Part("หลัง.xlsx", b""),
        ),
        envelope=Envelope("sent@example.go.th", datetime(2024, 2, 1, 1, 0, tzinfo=THAI_TIME)),
    )


def test_mails_lie_in_each_other_five_deep_and_no_deeper() -> None:
    assert open_outlook(DEEP) == Contents((Part("ในสุด.xlsx", b"PK\x03\x04 deep"),), Envelope())
    assert_refused(DEEPER)


def test_a_sender_without_an_address_of_the_internet_is_sought_in_the_headers() -> None:
    assert envelope(without(REPORT, 0x5D01)).sender == "header@example.go.th"
    assert envelope(without(REPORT, 0x5D01, 0x007D)) == Envelope(
        received=datetime(2024, 1, 5, 9, 15, 30, tzinfo=THAI_TIME)
    )


@pytest.mark.parametrize("ticks", [0, 0x0CB34557A3DD4000, 2**64 - 1])
def test_a_time_of_delivery_that_is_none_gives_way_to_that_of_sending(ticks: int) -> None:
    delivered = entry(DELIVERY, TIME, 133488945300000000)
    assert envelope(changed(REPORT, delivered, entry(DELIVERY, TIME, ticks))).received == datetime(
        2024, 1, 5, 9, 14, tzinfo=THAI_TIME
    )


def test_the_banner_of_old_servers_hides_no_header() -> None:
    old = "Received: from mail.example.go.th by mx.example.go.th;".encode("utf-16-le")
    banner = "Microsoft Mail Internet Headers Version 2.0".encode("utf-16-le")
    filled = banner + " ".encode("utf-16-le") * ((len(old) - len(banner)) // 2)
    assert envelope(changed(REPORT, old, filled)).authentication == "spf=pass dkim=pass dmarc=pass"


def test_a_name_falls_back_to_the_short_one() -> None:
    assert open_outlook(without(REPORT, 0x3707)).parts[0].name == "RPT~1.xlsx"


def test_a_picture_is_decorative_where_the_text_shows_it() -> None:
    hidden, shown = (struct.pack("<HHIQ", 0x000B, 0x7FFE, 6, value) for value in (1, 0))
    only_named = without(REPORT, 0x3712)
    assert open_outlook(only_named).parts == (WORKBOOK, PICTURE)
    attached = changed(only_named, hidden, shown)
    assert open_outlook(attached).parts == (WORKBOOK, Part("image001.png", PICTURE.content))


@pytest.mark.parametrize("method", [2, 3, 4, 7])
def test_a_file_that_lies_elsewhere_is_linked(method: int) -> None:
    linked = Part(WORKBOOK.name, b"", linked=True)
    assert open_outlook(by_method(method)).parts == (linked, PICTURE)


def test_an_object_in_the_text_is_refused_alone_and_ornament_where_it_is_no_table() -> None:
    drawn = Part(WORKBOOK.name, b"", decorative=True, refusal=UNREADABLE)
    assert open_outlook(by_method(6)).parts == (drawn, PICTURE)


def test_an_attachment_without_its_content_is_refused() -> None:
    assert_refused(changed(REPORT, stream(CONTENT, BINARY), stream(0x6701, BINARY)))
    assert_refused(changed(REPORT, entry(CONTENT, BINARY, 13), entry(CONTENT, BINARY, 14)))
    assert_refused(by_method(5))


def test_fewer_attachments_than_the_mail_counts_are_refused() -> None:
    counts = struct.pack("<8x6I", 1, 2, 1, 2, 0, 0)
    assert_refused(changed(REPORT, counts, struct.pack("<8x6I", 1, 2, 1, 3, 0, 0)))


@pytest.mark.parametrize("length", range(0, len(REPORT), 128))
def test_a_mail_cut_short_is_refused_or_whole(length: int) -> None:
    try:
        assert open_outlook(REPORT[:length]).parts == (WORKBOOK, PICTURE)
    except RefusalError:
        is_outlook(REPORT[:length])


def test_streams_that_claim_more_than_the_file_are_refused() -> None:
    place = REPORT.index(stream(0x007D, WIDE)) + 120
    size = struct.pack("<I", len(REPORT) + 1)
    assert_refused(REPORT[:place] + size + REPORT[place + 4 :])


def test_only_a_mail_is_one() -> None:
    assert all(map(is_outlook, (REPORT, NESTED, DEEP, DEEPER)))
    properties = "__properties_version1.0".encode("utf-16-le")
    other = REPORT.replace(properties, "__otherwise_version1.0\0".encode("utf-16-le"))
    assert not is_outlook(other)
    assert not any(map(is_outlook, (b"", REPORT[:512], b"PK" + REPORT, workbook(lambda _: None))))
    assert_refused(other)


def test_nothing_is_written(capfd: pytest.CaptureFixture[str]) -> None:
    open_outlook(REPORT)
    assert_refused(REPORT[:4096])
    assert capfd.readouterr() == ("", "")


@settings(max_examples=200)
@given(st.integers(0, len(NESTED) - 1), st.binary(min_size=1, max_size=4))
def test_damage_ends_in_contents_or_a_refusal(place: int, odd: bytes) -> None:
    damaged = NESTED[:place] + odd + NESTED[place + len(odd) :]
    assert is_outlook(damaged) in (True, False)
    with suppress(RefusalError):
        open_outlook(damaged)
