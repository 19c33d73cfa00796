from __future__ import annotations

import base64
from contextlib import suppress
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.intake.containers.message import is_message, open_message
from pipeline.intake.containers.parts import Contents, Envelope, Part
from pipeline.intake.reading.refusal import UNREADABLE, RefusalError
from tests.intake.mails import (
    GOOD,
    MAILED_AT,
    NAME,
    PDF,
    PICTURE,
    THAI_TIME,
    carried,
    file,
    logo,
    mail,
    mailbox,
    part,
    plain,
    rfc2047,
    rfc2231,
    rfc2231_split,
    several,
    signature,
    text,
    winmail,
)

SENT = Envelope("finance@example.go.th", MAILED_AT)
TABLE = ("ลำดับ,เลข\n" + "มาตรการที่,ผล\n" * 30).encode()
# Whole groups of base64, so that nothing in the letters tells that they were cut.
CUT = base64.encodebytes(TABLE).replace(b"\n", b"\r\n")[:78]


def single(*lines: str, body: bytes = b"x", sender: str = "finance@example.go.th") -> bytes:
    """A mail that is a file itself."""
    head = "\r\n".join((f"From: {sender}", "Subject: x", *lines))
    return head.encode() + b"\r\n\r\n" + body


def names(content: bytes) -> list[str]:
    return [one.name for one in open_message(content).parts]


def assert_refused(content: bytes) -> None:
    with pytest.raises(RefusalError) as raised:
        open_message(content)
    assert raised.value.refusal == UNREADABLE


def test_a_mail_gives_its_files_in_its_order_and_its_envelope() -> None:
    auth = "mx.example.go.th; spf=pass; dkim=fail"
    content = mail(file(NAME, GOOD), file("แนบ.pdf", PDF), auth=auth)
    assert open_message(content) == Contents(
        (Part("รายงาน กองคลัง.xlsx", GOOD), Part("แนบ.pdf", PDF)),
        Envelope("finance@example.go.th", MAILED_AT, "spf=pass dkim=fail"),
    )


@pytest.mark.parametrize(
    "name",
    [
        rfc2231(NAME),
        rfc2231_split(NAME, "tis-620"),
        rfc2047(NAME, "windows-874"),
        plain(NAME, "tis-620"),
        plain(NAME),
    ],
)
def test_a_file_has_its_thai_name_in_a_carried_mail_too(name: bytes) -> None:
    inner = mail(part(GOOD, name))
    (outer,) = open_message(mail(carried(inner))).parts
    assert outer.mail == Contents((Part(NAME, GOOD),), SENT)


@pytest.mark.parametrize("name", ["=?utf-8?B?abcde?=", "=?tis-620?B?oaKho?=.xlsx"])
def test_a_name_that_cannot_be_decoded_costs_no_file(name: str) -> None:
    content = mail(part(GOOD, f'filename="{name}"'.encode()), file("a.csv", TABLE))
    assert open_message(content).parts == (Part(name, GOOD), Part("a.csv", TABLE))


def test_what_belongs_to_the_text_is_decoration() -> None:
    inner = several("related", text(), logo())
    content = mail(several("alternative", text(), inner), file(NAME, GOOD), signature())
    assert open_message(content).parts == (
        Part("logo.png", PICTURE, decorative=True),
        Part(NAME, GOOD),
        Part("smime.p7s", b"0\x80 invented", decorative=True),
    )


def test_a_picture_that_is_attached_is_a_file_and_so_is_a_workbook_that_is_related() -> None:
    photo = part(PICTURE, b'filename="a.png"', "image/png")
    content = mail(photo, several("related", text(), file(NAME, GOOD)))
    assert open_message(content).parts == (Part("a.png", PICTURE), Part(NAME, GOOD))


def test_a_winmail_dat_without_a_name_is_named() -> None:
    nameless = part(b"x", b"", "application/ms-tnef")
    assert names(mail(winmail(), nameless)) == ["winmail.dat", "winmail.dat"]


def test_a_text_is_a_file_where_it_is_attached_or_named() -> None:
    attached = part(TABLE, b"size=9", "text/csv")
    named = part(TABLE, b"", "text/plain; name=a.csv")
    found = open_message(mail(text(), attached, named)).parts
    assert found == (Part("", TABLE), Part("a.csv", TABLE))
    assert open_message(single("Content-Type: text/plain")).parts == ()


def test_a_mail_may_be_one_file() -> None:
    lines = ("Content-Type: application/pdf; name=a.pdf", "Content-Transfer-Encoding: base64")
    body = base64.encodebytes(PDF)
    assert open_message(single(*lines, body=body)).parts == (Part("a.pdf", PDF),)


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("8bit", "ก,ข\r\nFrom ก,1".encode()),
        ("binary", "ก,ข\r\nFrom ก,1".encode()),
        ("quoted-printable", b"=E0=B8=81,=E0=B8=82=0D=0AFrom =E0=B8=\r\n=81,1"),
        ("BASE64", base64.b64encode("ก,ข\r\nFrom ก,1".encode())),
    ],
)
def test_a_file_keeps_its_bytes_however_it_is_sent(encoding: str, body: bytes) -> None:
    head = f"Content-Type: text/csv; name=a.csv\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    content = mail(head.encode() + body)
    expected = (Part("a.csv", "ก,ข\r\nFrom ก,1".encode()),)
    assert open_message(content).parts == expected
    (outer,) = open_message(mail(carried(content))).parts
    assert outer.mail is not None
    assert outer.mail.parts == expected


def test_a_carried_mail_is_one_file_with_the_name_of_a_mail() -> None:
    inner = mail(file(NAME, GOOD), sender="inner@example.go.th")
    content = mail(carried(inner), carried(inner, rfc2231("ส่งต่อ")), carried(inner, plain("a.eml")))
    found = open_message(content)
    assert [one.name for one in found.parts] == ["", "ส่งต่อ.eml", "a.eml"]
    for one in found.parts:
        assert one.mail == Contents((Part(NAME, GOOD),), Envelope("inner@example.go.th", MAILED_AT))


def test_a_carried_mail_may_be_encoded_though_it_must_not() -> None:
    inner = mail(file(NAME, GOOD))
    assert open_message(mail(part(inner, b"", "message/rfc822"))).parts == (Part("", inner),)


@pytest.mark.parametrize("odd", ["a\x0bb: c", "a\x0cb: c", "a\x1cb: c", "=?utf-8?B?abcde?="])
def test_an_odd_header_of_a_carried_mail_costs_no_file(odd: str) -> None:
    inner = mail(file(NAME, GOOD), subject=odd)
    first, second = open_message(mail(carried(inner), file("a.csv", TABLE))).parts
    assert second == Part("a.csv", TABLE)
    assert first.mail is not None
    assert [one.name for one in first.mail.parts] == [NAME]


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\r\n", b"\n\n"])
def test_what_may_stand_before_a_mail_hides_nothing_of_it(before: bytes) -> None:
    content = before + mail(file(NAME, GOOD))
    assert is_message(content)
    assert open_message(content) == Contents((Part(NAME, GOOD),), SENT)


def test_base64_that_is_cut_short_is_refused_alone() -> None:
    odd = file("b.csv", TABLE).rstrip()[:-6] + b"\r\n"
    first, second, third = open_message(mail(file(NAME, GOOD), odd, file("c.csv", TABLE))).parts
    assert (first, third) == (Part(NAME, GOOD), Part("c.csv", TABLE))
    assert (second.name, second.refusal) == ("b.csv", UNREADABLE)


def test_a_mail_that_ends_within_its_last_file_refuses_that_file_alone() -> None:
    whole = mail(file("a.csv", TABLE), file("b.csv", TABLE))
    cut = whole[: whole.rindex(CUT) + len(CUT)]
    assert open_message(cut).parts == (
        Part("a.csv", TABLE),
        Part("b.csv", TABLE[:57], refusal=UNREADABLE),
    )


def test_a_carried_mail_that_ends_within_its_file_stays_so() -> None:
    whole = mail(file("a.csv", TABLE))
    cut = whole[: whole.index(CUT) + len(CUT)]
    first, second = open_message(mail(carried(cut), file("b.csv", TABLE))).parts
    assert second == Part("b.csv", TABLE)
    assert first.mail is not None
    assert first.mail.parts[0].refusal == UNREADABLE


def test_a_mail_that_ends_before_its_file_does_not_pass_for_one_without() -> None:
    whole = mail(file("a.csv", TABLE))
    cut = whole[: whole.index("ตามแนบ".encode())]
    with suppress(RefusalError):
        assert any(one.refusal for one in open_message(cut).parts)


def test_a_mail_that_promises_parts_and_sets_none_apart_is_refused() -> None:
    assert_refused(single("Content-Type: multipart/mixed; boundary=x", body=b"hello"))
    assert_refused(single("Content-Type: multipart/mixed", body=b"--x\r\n\r\nhello"))


def test_parts_in_parts_without_end_are_refused_or_read() -> None:
    inner = file(NAME, GOOD)
    for number in range(300):
        line = f'Content-Type: multipart/mixed; boundary="{number}"\r\n\r\n--{number}\r\n'
        inner = line.encode() + inner + f"\r\n--{number}--\r\n".encode()
    with suppress(RefusalError):
        assert open_message(b"From: a@example.go.th\r\nTo: b\r\n" + inner).parts == (
            Part(NAME, GOOD),
        )


@pytest.mark.parametrize(
    ("sender", "address"),
    [
        ("กองคลัง <finance@example.go.th>", "finance@example.go.th"),
        ("<a@example.go.th>, <b@example.go.th>", None),
        ("=?utf-8?B?PGFAZXhhbXBsZS5nby50aD4=?= <b@example.go.th>", "b@example.go.th"),
        (None, None),
    ],
)
def test_a_sender_is_one_address_or_none(sender: str | None, address: str | None) -> None:
    assert open_message(mail(sender=sender)).envelope == Envelope(address, MAILED_AT)


def test_a_secretary_is_the_sender_where_from_names_none_alone() -> None:
    content = b"Sender: secretary@example.go.th\r\n" + mail(sender="a@x.go.th, b@x.go.th")
    assert open_message(content).envelope == Envelope("secretary@example.go.th", MAILED_AT)


def test_the_date_of_the_last_server_counts() -> None:
    content = mail(date="Mon, 1 May 2566 00:00:00 +0700", received="by mx; 3 Apr 2566 09:12 +0700")
    assert open_message(content).envelope == SENT
    without = open_message(mail(date="3 Apr 66 09:12:00 +0700")).envelope
    assert without == Envelope("finance@example.go.th")
    assert without != Envelope("finance@example.go.th", datetime(2023, 4, 3, tzinfo=THAI_TIME))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 40,
        GOOD,
        PDF,
        "มาตรการที่,ผลการดำเนินงาน\n1,จัดอบรมแล้ว\n".encode(),
        "เรียน ปลัดเทศบาล\n\nเรื่อง: ส่งรายงาน\n".encode(),
        b"From: only one field\n\nDate: below\n",
        b"Date of birth: 1\nTo whom: 2\nFrom: 3\n",
        b"time;From: a;To: b\n1;2;3\n",
        mailbox(mail()),
    ],
)
def test_what_is_no_mail_is_none(content: bytes) -> None:
    assert not is_message(content)


def test_a_mail_is_one_by_two_of_its_fields() -> None:
    assert is_message(b"X-Odd: 1\n\tmore\nFROM: a\nsubject: b\n\nhello")
    assert is_message(mail())


REAL = mail(file(NAME, GOOD[:300]), carried(mail(file("a.csv", TABLE))), logo(), signature())


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(REAL) - 1), st.binary(max_size=8), st.integers(0, 8))
def test_damage_ends_in_contents_or_a_refusal(place: int, odd: bytes, lost: int) -> None:
    with suppress(RefusalError):
        for one in open_message(REAL[:place] + odd + REAL[place + lost :]).parts:
            if is_message(one.content):
                open_message(one.content)


def test_a_mail_is_told_by_the_servers_that_passed_it_on() -> None:
    way = b"Received: from a.example.go.th\r\n by b.example.go.th;\r\n Mon, 3 Apr 2023\r\n" * 60
    content = way + mail(file(NAME, GOOD))
    assert is_message(content[:4096])
    assert [one.name for one in open_message(content).parts] == [NAME]
    assert not is_message(b"Note: x\r\n" * 60 + content)
