"""Letters to the divisions, as drafts for a mail program and as texts to paste into LINE."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from enum import StrEnum
from typing import TYPE_CHECKING

from pipeline.core.mail_addresses import addresses_in
from pipeline.core.printing import format_month

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from pipeline.core.calendar import Month
    from pipeline.core.finding import Fact
    from pipeline.core.plan import Division, Organisation
    from pipeline.core.words import Words

_MOST_POINTS = 40
_WORKBOOK = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
_ID_DOMAIN = "ita.invalid"
_ID_LENGTH = 40
# An encoded word may have 75 letters (RFC 2047); the policy's own 78 lets it have 76.
_MAIL = SMTP.clone(max_line_length=76)

_NOT_PRINTED = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_NO_CHARACTER = re.compile("[\ud800-\udfff]")


class LetterKind(StrEnum):
    """What a letter asks for: to mend a report, to send one, nothing."""

    MEND = "mend"
    REMIND = "remind"
    RECEIPT = "receipt"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A workbook that goes with a letter."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter to one division says; `due` was the report's day, `by` is the day wanted.

    `points` are ready sentences, most important first, `notes` further lines below them; what
    is None of `attachment`, `received`, `file` and `sha256` is not spoken of. `refused`: nothing
    of the `file` could be taken.
    """

    kind: LetterKind
    organisation: Organisation
    division: Division
    month: Month
    due: date
    by: date
    points: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    attachment: Attachment | None = None
    received: datetime | date | None = None
    file: str | None = None
    sha256: str | None = None
    refused: bool = False


def letter_bytes(letter: Letter, words: Words) -> bytes:
    """The draft (.eml): no sender and no date, marked as unsent; the same letter, the same bytes.

    Without an e-mail address of the division there is no To header.
    """
    message, attachment = EmailMessage(policy=_MAIL), letter.attachment
    addresses = ", ".join(addresses_in(letter.division.email))
    subject, body = _say(letter, words, "subject"), letter_text(letter, words)
    if addresses:
        message["To"] = addresses
    message["Subject"] = subject
    message["X-Unsent"] = "1"
    identity = _identity(addresses, subject, body, attachment)
    message["Message-ID"] = f"<{identity}@{_ID_DOMAIN}>"
    message.set_content(body, cte="base64")
    if attachment:
        name, (kind, subtype) = _one_line(attachment.name), _WORKBOOK
        message.add_attachment(attachment.content, kind, subtype, filename=name)
        # `=_` never stands in base64, so that no content ends a part.
        message.set_boundary(f"=_{identity}")
    return message.as_bytes()


def letter_text(letter: Letter, words: Words) -> str:
    """The letter's body: subject, salutation, what is asked, its points, closing and signature."""
    notes = "\n".join(map(_one_line, letter.notes))
    author = _one_line(letter.organisation.author) or words.get("letter", "analyst")
    subject = words.say("letter", "subject_line", subject=_say(letter, words, "subject"))
    blocks = (
        f"{subject}\n{_salutation(letter, words)}",
        _say(letter, words, "body_refused" if letter.refused else "body"),
        "\n".join(_points(letter, words)),
        notes,
        _say(letter, words, "closing"),
        f"{author}\n{_one_line(letter.organisation.name)}",
    )
    return "\n\n".join(block for block in blocks if block) + "\n"


def line_text(letters: Sequence[Letter], words: Words) -> str:
    """For each division a line with its name and below it the text to paste into LINE."""
    return "\n".join(
        f"{_one_line(letter.division.name)}\n{_say(letter, words, 'line')}\n" for letter in letters
    )


def _say(letter: Letter, words: Words, part: str) -> str:
    facts: dict[str, Fact] = {
        "division": _one_line(letter.division.name),
        "to": _salutation(letter, words),
        "month": words.number(format_month(letter.month, long=True)),
        "due": letter.due,
        "by": letter.by,
        "count": len(letter.points),
        "received": letter.received,
        # The division knows its file by its own name, not by the mail or archive it came in.
        "file": _one_line((letter.file or "").rpartition("/")[2]),
        "sha256": letter.sha256,
    }
    return words.say("letter", letter.kind, part, **facts)


def _salutation(letter: Letter, words: Words) -> str:
    head = _one_line(letter.division.head)
    if head:
        return words.say("letter", "to", position=head)
    return words.say("letter", "to_division", division=_one_line(letter.division.name))


def _points(letter: Letter, words: Words) -> Iterator[str]:
    for number, point in enumerate(letter.points[:_MOST_POINTS], start=1):
        yield f"{words.number(str(number))}. {_one_line(point)}"
    more = len(letter.points) - _MOST_POINTS
    if more > 0:
        yield words.say("letter", "more", count=more)


def _one_line(text: str) -> str:
    """The text in one line of characters that can be sent: a name may not begin a header."""
    return _NO_CHARACTER.sub("\ufffd", _NOT_PRINTED.sub(" ", text)).strip()


def _identity(addresses: str, subject: str, body: str, attachment: Attachment | None) -> str:
    """A name that only this letter has, from its content."""
    texts = [addresses, subject, body]
    digest = hashlib.sha256()
    if attachment:
        texts.append(_one_line(attachment.name))
    for part in (*map(str.encode, texts), attachment.content if attachment else b""):
        digest.update(b"%d:" % len(part) + part)
    return digest.hexdigest()[:_ID_LENGTH]
