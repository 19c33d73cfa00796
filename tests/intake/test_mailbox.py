from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest

from pipeline.intake.containers.mailbox import open_mailbox
from pipeline.intake.containers.message import is_message, open_message
from pipeline.intake.containers.parts import Envelope, Part
from pipeline.intake.limits import Limits
from pipeline.intake.reading.refusal import Limit, RefusalError, too_many_bytes
from tests.intake.mails import (
    GOOD,
    LIMITS,
    MAILED_AT,
    NAME,
    fates,
    file,
    mail,
    mailbox,
    text,
    walked,
)

if TYPE_CHECKING:
    from pathlib import Path

MAILS = [mail(file(NAME, GOOD), sender=f"{who}@example.go.th") for who in ("a", "b", "c")]


def read(folder: Path, content: bytes, limits: Limits = LIMITS) -> list[Part]:
    path = folder / "held.mbox"
    path.write_bytes(content)
    found = list(open_mailbox(path, limits))
    assert [*folder.iterdir()] == [path]
    assert path.read_bytes() == content
    return found


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_each_mail_is_a_part_named_by_its_number(tmp_path: Path, end: bytes) -> None:
    found = read(tmp_path, mailbox(*MAILS).replace(b"\n", end))
    assert [one.name for one in found] == ["0001.eml", "0002.eml", "0003.eml"]
    opened = [open_message(one.content) for one in found]
    assert [one.parts for one in opened] == [(Part(NAME, GOOD),)] * 3
    senders = [one.envelope.sender for one in opened if one.envelope]
    assert senders == ["a@example.go.th", "b@example.go.th", "c@example.go.th"]


def test_a_mail_past_the_limit_is_refused_alone(tmp_path: Path) -> None:
    long = mail(text("ก" * 400_000))
    first, second, third = read(tmp_path, mailbox(MAILS[0], long, MAILS[2]), Limits(mail_mb=1))
    assert (first.refusal, third.refusal) == (None, None)
    assert second.refusal == too_many_bytes(Limit.MAIL, 2 * 1024**2, 1).refusal
    assert open_message(third.content).parts == (Part(NAME, GOOD),)


def test_a_file_of_mails_past_its_own_limit_is_refused(tmp_path: Path) -> None:
    long = mailbox(*[mail(text("ก" * 200_000))] * 3)
    with pytest.raises(RefusalError) as raised:
        read(tmp_path, long, Limits(mailbox_mb=1))
    assert raised.value.refusal.code == "file_too_large"


def test_an_escaped_line_of_a_text_starts_no_mail(tmp_path: Path) -> None:
    content = mailbox(mail(text("\r\n>From the division\r\n"), file(NAME, GOOD)))
    (only,) = read(tmp_path, content)
    assert open_message(only.content).parts == (Part(NAME, GOOD),)


def test_a_line_of_a_text_that_nobody_escaped_loses_nothing(tmp_path: Path) -> None:
    words = text("Hello\r\nFrom the division of finance\r\n")
    _, second = read(tmp_path, mailbox(mail(words, file(NAME, GOOD))))
    assert not is_message(second.content)
    assert base64.b64encode(GOOD)[:76] in second.content


def test_a_last_mail_that_is_cut_short_stays_to_be_refused(tmp_path: Path) -> None:
    content = mailbox(MAILS[0], MAILS[1])[:-4_000]
    first, second = read(tmp_path, content)
    assert open_message(first.content).parts == (Part(NAME, GOOD),)
    (part,) = open_message(second.content).parts
    assert part.name == NAME
    assert part.content != GOOD


def test_a_file_without_mails_holds_none(tmp_path: Path) -> None:
    assert read(tmp_path, b"") == []


def test_many_mails_are_opened_one_by_one(tmp_path: Path) -> None:
    broken = b"From: a@example.go.th\nTo: b\nContent-Type: multipart/mixed; boundary=x\n\nhello\n"
    content = mailbox(mail(file("ก.xlsx", GOOD)), broken, mail(file("ข.xlsx", GOOD), sender=None))
    found = walked(tmp_path, content)
    assert found is not None
    assert fates(found) == {
        "0001.eml/ก.xlsx": "kept",
        "0002.eml": "file_unreadable",
        "0003.eml/ข.xlsx": "kept",
    }
    assert [leaf.envelope for leaf in (found[0], found[2])] == [
        Envelope("finance@example.go.th", MAILED_AT),
        Envelope(None, MAILED_AT),
    ]
