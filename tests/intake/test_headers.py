from __future__ import annotations

import email
from datetime import datetime
from email import policy
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.intake.containers.headers import (
    decode_bytes,
    decode_words,
    file_name,
    headers,
    mailed_at,
    plain_headers,
)
from tests.intake.mails import (
    MAILED_AT,
    NAME,
    THAI_TIME,
    plain,
    rfc2047,
    rfc2231,
    rfc2231_split,
)

if TYPE_CHECKING:
    from email.message import Message


def parsed(*lines: bytes) -> Message:
    return email.message_from_bytes(b"\r\n".join((*lines, b"", b"x")), policy=policy.compat32)


def part(name: bytes) -> Message:
    return parsed(b"Content-Type: application/octet-stream", b"Content-Disposition: x; " + name)


NAMES: dict[str, bytes] = {
    "rfc 2231": rfc2231(NAME),
    "rfc 2231 in tis-620": rfc2231(NAME, "tis-620"),
    "rfc 2231 in cp874": rfc2231(NAME, "cp874"),
    "rfc 2231 split": rfc2231_split(NAME),
    "rfc 2231 split in tis-620": rfc2231_split(NAME, "tis-620"),
    "rfc 2047 in tis-620": rfc2047(NAME, "TIS-620"),
    "rfc 2047 in windows-874": rfc2047(NAME, "windows-874"),
    "rfc 2047 in x-windows-874": rfc2047(NAME, "x-windows-874"),
    "rfc 2047 in iso-8859-11": rfc2047(NAME, "iso-8859-11"),
    "rfc 2047 in utf-8": rfc2047(NAME, "utf-8", "utf-8"),
    "rfc 2047 within letters": rfc2047(NAME, "UTF-8", "utf-8", size=7),
    "rfc 2047 of a charset that is none": rfc2047(NAME, "x-unknown"),
    "rfc 2047 of the wrong charset": rfc2047(NAME, "us-ascii", "utf-8"),
    "rfc 2047 without quotes": rfc2047(NAME, "TIS-620").replace(b'"', b""),
    "raw tis-620": plain(NAME, "tis-620"),
    "raw utf-8": plain(NAME),
}


@pytest.mark.parametrize("form", NAMES)
def test_every_form_of_a_name_reads_the_same(form: str) -> None:
    assert file_name(part(NAMES[form])) == "รายงาน กองคลัง.xlsx"


@pytest.mark.parametrize("form", NAMES)
def test_a_name_of_the_content_type_counts_where_the_disposition_has_none(form: str) -> None:
    named = NAMES[form].replace(b"filename", b"name")
    typed = b"Content-Type: application/octet-stream; " + named
    assert file_name(parsed(typed, b"Content-Disposition: attachment")) == NAME
    assert file_name(parsed(typed, b'Content-Disposition: x; filename="a.xls"')) == "a.xls"


@pytest.mark.parametrize(
    "name",
    [
        b"",
        b"filename",
        b'filename=""',
        b"filename*=",
        b"filename*0*=a; filename*x=b",
        b"size=3",
    ],
)
def test_a_part_without_a_name_has_an_empty_one(name: bytes) -> None:
    assert file_name(part(name)) in ("", "a")
    assert file_name(parsed(b"Subject: x")) == ""


def test_bytes_that_say_no_charset_are_utf_8_or_thai() -> None:
    assert decode_bytes("กองคลัง".encode()) == "กองคลัง"
    assert decode_bytes("กองคลัง".encode("cp874")) == "กองคลัง"
    assert decode_bytes(b"\xfc\xff") == "\ufffd\ufffd"


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("no words = here?", "no words = here?"),
        ("=?utf-8?Q?=E0=B8=81_=E0=B8=82?=", "ก ข"),
        ("=?tis-620?Q?=A1?= =?utf-8?B?4LiC?=", "กข"),
        ("a =?tis-620?Q?=A1?= b", "a ก b"),
        ('"=?tis-620?Q?=A1?="', '"ก"'),
        ("x=?tis-620?Q?=A1?=y", "xกy"),
        ("=?utf-8?B?abcde?=", "=?utf-8?B?abcde?="),
    ],
)
def test_encoded_words_are_read_where_they_are_some(words: str, text: str) -> None:
    assert decode_words(words) == text


def test_headers_come_in_one_line_each_the_last_servers_first() -> None:
    mail = parsed(
        b"Received: second;\r\n\tby x",
        b"Received: first",
        b"SUBJECT: =?TIS-620?B?ocPNpw==?=",
        b"From: " + "กอง".encode("tis-620") + b" <a@example.go.th>",
    )
    assert headers(mail, "received") == ["second; by x", "first"]
    assert headers(mail, "from") == ["กอง <a@example.go.th>"]
    assert headers(mail, "subject") == ["กรอง"]
    assert plain_headers(mail, "Subject") == ["=?TIS-620?B?ocPNpw==?="]
    assert headers(mail, "date") == plain_headers(mail, "date") == []


def dated(date: str, *received: str) -> datetime | None:
    lines = [*(f"Received: from mx; {one}" for one in received), f"Date: {date}"]
    return mailed_at(parsed(*(line.encode() for line in lines)))


@pytest.mark.parametrize(
    "date",
    [
        "Mon, 3 Apr 2023 09:12:00 +0700",
        "Mon, 3 Apr 2566 09:12:00 +0700",
        "Mon, 3 Apr 2566 02:12:00 +0000",
        "Mon, 3 Apr 2566 02:12:00 GMT",
        "Mon, 3 Apr 2566 02:12:00 -0000",
        "Mon, 3 Apr 2566 09:12:00",
        "3 Apr 2566 09:12",
        "Mon, 3 Apr 2023 09:12:00 +0700 (ICT)",
        "Sun, 2 Apr 2023 22:12:00 -0400",
        "Mon Apr  3 09:12:00 2023",
    ],
)
def test_a_date_is_read_in_thai_time_whichever_era_and_zone(date: str) -> None:
    found = dated(date)
    assert found == MAILED_AT
    assert found is not None
    assert (found.isoformat()) == "2023-04-03T09:12:00+07:00"


@pytest.mark.parametrize(
    "date",
    [
        "",
        "yesterday",
        "Mon, 3 Apr 23 09:12:00 +0700",
        "Mon, 3 Apr 66 09:12:00 +0700",
        "3 เม.ย. 2566",
        "Mon, 3 Apr 1066 09:12:00 +0700",
        "Mon, 31 Apr 2566 09:12:00 +0700",
        "Mon, 3 Apr 2566 29:12:00 +0700",
        "Mon, 3 Apr 2023 09:12:00 +9999",
    ],
)
def test_a_date_that_says_no_year_or_no_day_is_none(date: str) -> None:
    assert dated(date) is None


def test_a_leap_day_of_the_buddhist_era_is_one() -> None:
    assert dated("Thu, 29 Feb 2567 08:00:00 +0700") == datetime(2024, 2, 29, 8, tzinfo=THAI_TIME)


def test_what_the_last_server_says_goes_before_what_the_mail_says() -> None:
    date = "Mon, 1 May 2566 00:00:00 +0700"
    last, first = "Mon, 3 Apr 2566 09:12:00 +0700", "Sun, 2 Apr 2566 09:12:00 +0700"
    assert dated(date, last, first) == MAILED_AT
    assert dated(date, "no date") == datetime(2023, 5, 1, tzinfo=THAI_TIME)


@given(st.binary())
def test_no_header_is_too_odd(raw: bytes) -> None:
    mail = parsed(b"Received: a;" + raw, b"Date: " + raw, b"Content-Disposition: a; " + raw)
    assert mailed_at(mail) is None or mailed_at(mail).tzinfo == THAI_TIME  # type: ignore[union-attr]
    assert isinstance(file_name(mail), str)
    assert isinstance(file_name(part(b"filename*=" + raw)), str)
    assert isinstance(decode_words("=?tis-620?B?" + raw.decode("latin-1")), str)
