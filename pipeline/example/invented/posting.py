"""Mails and archives as bytes: the same contents, the same bytes."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

_MAIL = SMTP.clone(max_line_length=76)
_WORKBOOK = "vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FIXED = (1980, 1, 1, 0, 0, 0)
_ID_LENGTH = 24
_DOMAIN = "example.go.th"


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who sent a mail to whom, when, and what it says."""

    sender: str
    receiver: str
    sent: datetime
    subject: str
    body: str


def mail_bytes(envelope: Envelope, attached: Mapping[str, bytes]) -> bytes:
    """The mail with its attachments by file name."""
    identity = _identity(envelope, attached)
    message = EmailMessage(policy=_MAIL)
    message["From"] = envelope.sender
    message["To"] = envelope.receiver
    message["Date"] = format_datetime(envelope.sent)
    message["Subject"] = envelope.subject
    message["Message-ID"] = f"<{identity}@{_DOMAIN}>"
    message.set_content(envelope.body, cte="base64")
    for name, content in attached.items():
        kind = "pdf" if name.endswith(".pdf") else _WORKBOOK
        message.add_attachment(content, "application", kind, filename=name)
    # `=_` never stands in base64, so that no content ends a part.
    message.set_boundary(f"=_{identity}")
    return message.as_bytes()


def zip_bytes(held: Mapping[str, bytes]) -> bytes:
    """An archive of the files by name."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in held.items():
            archive.writestr(zipfile.ZipInfo(name, _FIXED), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _identity(envelope: Envelope, attached: Mapping[str, bytes]) -> str:
    told = [envelope.sender, envelope.sent.isoformat(), envelope.subject, *attached]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:_ID_LENGTH]
