"""A mail as it travels (RFC 5322): who sends it, and the files in it."""

from __future__ import annotations

import email
from dataclasses import replace
from email import policy
from email.errors import (
    CloseBoundaryNotFoundDefect,
    InvalidBase64CharactersDefect,
    InvalidBase64LengthDefect,
    InvalidBase64PaddingDefect,
    MessageError,
)
from typing import TYPE_CHECKING

from pipeline.intake.containers.claims import address_of, authentication_of
from pipeline.intake.containers.headers import file_name, headers, mailed_at, plain_headers
from pipeline.intake.containers.parts import Contents, Envelope, Part
from pipeline.intake.reading.refusal import UNREADABLE, RefusalError, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

# Fields of which a mail has some before its first blank line, and a letter or a table has none.
_FIELDS = frozenset(
    b"from to cc date subject message-id mime-version received return-path content-type "
    b"delivered-to reply-to x-mailer content-transfer-encoding dkim-signature x-unsent".split()
)
_FEWEST_FIELDS = 2
# Fields that only a mail on its way gets; they may be all that the first lines hold.
_ON_ITS_WAY = frozenset(
    b"received x-received return-path delivered-to arc-seal authentication-results".split()
)
_SENT = frozenset(b"to cc received return-path delivered-to message-id x-unsent".split())
_FIELDS_LOOKED_AT = 40
_NESTED = "message/rfc822"
# What Exchange wraps a whole mail in, when the receiver is thought to be Outlook too.
_TNEF_TYPES = ("application/ms-tnef", "application/vnd.ms-tnef")
# Signatures, cards and appointments that mail programs add.
_ADDED = (
    "text/calendar",
    "text/directory",
    "text/vcard",
    "text/x-vcard",
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "application/pgp-signature",
)
_DAMAGED_LINES = (
    InvalidBase64CharactersDefect,
    InvalidBase64LengthDefect,
    InvalidBase64PaddingDefect,
)
# What may stand before the first field of a mail that was saved by hand.
_BEFORE_FIELDS = b"\xef\xbb\xbf\r\n"
_FAULTS = (RecursionError, ValueError, LookupError, TypeError, AttributeError, MessageError)
# A zip tells by its own checksums whether it is whole.
_TELLS_ITSELF = b"PK"


def is_message(content: bytes) -> bool:
    """Whether the bytes begin as a mail does, with several of its fields, each on its line.

    A web page that was saved with its pictures (MHTML) does too, and was sent to nobody.
    """
    known: set[bytes] = set()
    for line in content[:16384].lstrip(_BEFORE_FIELDS).splitlines()[:_FIELDS_LOOKED_AT]:
        name, colon, _ = line.partition(b":")
        if line[:1] in (b" ", b"\t"):
            continue
        if not colon or not name or b" " in name.strip():
            break
        known.add(name.strip().lower())
    page = b"multipart/related" in content[:16384].lower() and known.isdisjoint(_SENT)
    told = len(known & _FIELDS) >= _FEWEST_FIELDS or not known.isdisjoint(_ON_ITS_WAY)
    return told and not page


def open_message(content: bytes) -> Contents:
    """The files of a mail in its order, a mail that it carries as one of them.

    Its own text is none of them. A file whose lines are damaged, or that ends before the mail
    says, is a part that is refused. Raises RefusalError where the mail is no such thing.
    """
    try:
        begun = content.lstrip(_BEFORE_FIELDS)
        return _contents(email.message_from_bytes(begun, policy=policy.compat32))
    except _FAULTS as error:
        raise unreadable() from error


def _contents(message: Message) -> Contents:
    return Contents(tuple(_parts(message, related=False)), _envelope(message))


def _envelope(message: Message) -> Envelope:
    lines = (*plain_headers(message, "from")[:1], *plain_headers(message, "sender")[:1])
    claimed = map(address_of, lines)
    return Envelope(
        sender=next((address for address in claimed if address), None),
        received=mailed_at(message),
        authentication=authentication_of(headers(message, "authentication-results")),
    )


def _parts(part: Message, *, related: bool) -> Iterator[Part]:
    kind = part.get_content_type()
    if kind == _NESTED:
        yield _nested(part)
    elif part.is_multipart():
        yield from _several(part, related=related or kind == "multipart/related")
    elif part.get_content_maintype() == "multipart":
        # It promises parts, and the line that sets them apart is nowhere.
        raise unreadable()
    elif (name := file_name(part)) or not _is_text(part):
        yield _file(part, name or _usual_name(kind), related=related)


def _several(part: Message, *, related: bool) -> list[Part]:
    found: list[Part] = []
    for inner in part.get_payload():
        found += _parts(inner, related=related)  # type: ignore[arg-type]  # a multipart's
    cut = any(isinstance(defect, CloseBoundaryNotFoundDefect) for defect in part.defects)
    if cut and not found and part.get_content_subtype() == "mixed":
        # It ends before the first of the files that it was to carry.
        raise unreadable()
    if cut and found and not found[-1].content.startswith(_TELLS_ITSELF):
        found[-1] = replace(found[-1], refusal=UNREADABLE)
    return found


def _is_text(part: Message) -> bool:
    """Whether the part is a text to be read in the mail itself."""
    shown = part.get_content_maintype() in ("text", "multipart")
    return shown and part.get_content_disposition() != "attachment"


def _usual_name(kind: str) -> str:
    return "winmail.dat" if kind in _TNEF_TYPES else ""


def _file(part: Message, name: str, *, related: bool) -> Part:
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    damaged = any(isinstance(defect, _DAMAGED_LINES) for defect in part.defects)
    inline = related or part.get_content_disposition() == "inline" or "content-id" in part
    picture = part.get_content_maintype() == "image" and inline
    decorative = picture or part.get_content_type() in _ADDED
    return Part(name, content, decorative, UNREADABLE if damaged else None)


def _nested(part: Message) -> Part:
    """A mail that a mail carries, opened already: written anew it would be another."""
    carried = part.get_payload()
    inner = carried[0] if isinstance(carried, list) and carried else None
    if inner is None or isinstance(inner, str):
        return Part(file_name(part), b"", refusal=UNREADABLE)
    encoded = str(part.get("content-transfer-encoding", "")).strip().lower()
    if encoded == "base64" and not inner.keys():
        # Some programs encode the mail that they carry, which RFC 2046 forbids.
        inner["content-transfer-encoding"] = encoded
        payload = inner.get_payload(decode=True)
        return Part(_mail_name(part), payload if isinstance(payload, bytes) else b"")
    try:
        return Part(_mail_name(part), b"", mail=_contents(inner))
    except (*_FAULTS, RefusalError):
        return Part(_mail_name(part), b"", refusal=UNREADABLE)


def _mail_name(part: Message) -> str:
    name = file_name(part)
    return name if not name or name.lower().endswith(".eml") else f"{name}.eml"


def carries_files(content: bytes) -> bool:
    """Whether a mail has a file that is no part of its text; one that cannot be opened may have."""
    try:
        return any(not part.decorative for part in open_message(content).parts)
    except RefusalError:
        return True
