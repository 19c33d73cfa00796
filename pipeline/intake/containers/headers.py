"""Headers of mail as people read them, whatever their letters were sent as."""

from __future__ import annotations

import codecs
import email.utils
import re
from datetime import UTC, datetime, timedelta, timezone
from email.errors import MessageError
from email.header import decode_header
from typing import TYPE_CHECKING

from pipeline.core.calendar import BE_OFFSET

if TYPE_CHECKING:
    from email.message import Message

THAI_TIME = timezone(timedelta(hours=7))
_THAI_BYTES = "cp874"
# Names that mailers give the Thai code pages, and Python does not know all of.
_THAI_CHARSETS = frozenset(
    {"tis620", "tis6200", "windows874", "cp874", "iso885911", "xwindows874", "ms874", "ibm874"}
)
_FOLD = re.compile(r"\r?\n[ \t]?|\r")
_NOT_A_LETTER = re.compile(r"[^a-z0-9]")
_BETWEEN_WORDS = re.compile(r"(\?=)[ \t]+(?==\?)")
_BE_YEARS = range(2400, 2701)
_CE_YEARS = range(1980, 2200)
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")


def decode_bytes(raw: bytes) -> str:
    """Bytes of a name that says no charset: UTF-8 where they are that, else the Thai code page."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode(_THAI_BYTES, "replace")


def headers(message: Message, name: str) -> list[str]:
    """Every header of that name in one line each, raw letters and encoded words read.

    The last server's comes first.
    """
    return [decode_words(text) for text in plain_headers(message, name)]


def plain_headers(message: Message, name: str) -> list[str]:
    """The same with encoded words as they were sent.

    What is written of an address must not be taken for one because of its encoding.
    """
    wanted = name.lower()
    return [_unfolded(value) for key, value in message.raw_items() if key.lower() == wanted]


def file_name(part: Message) -> str:
    """The name that a part of a mail gives its file; empty where it gives none."""
    places = (("content-disposition", "filename"), ("content-type", "name"))
    names = (_parameter(part, header, key) for header, key in places)
    return next((name for name in names if name), "")


def decode_words(text: str) -> str:
    """The text with its encoded words (RFC 2047) read, in quotes and without blanks around too."""
    if "=?" not in text:
        return text
    try:
        pieces = decode_header(_BETWEEN_WORDS.sub(r"\1", text))
    except (ValueError, MessageError):
        return text
    return "".join(
        piece if isinstance(piece, str) else _decode(piece, charset) for piece, charset in pieces
    )


def mailed_at(message: Message) -> datetime | None:
    """When the last server took the mail, else when it says that it was written, in Thai time.

    None where neither can be read. A B.E. year is turned back; a year of two digits is not
    guessed, and a time without a zone is Thai time.
    """
    stamps = [text.rpartition(";")[2] for text in headers(message, "received")[:1]]
    told = (_moment(text) for text in (*stamps, *headers(message, "date")[:1]))
    return next((moment for moment in told if moment is not None), None)


def _moment(text: str) -> datetime | None:
    year = _YEAR.search(text)
    if year is None:
        return None
    ce_year = int(year[1]) - (BE_OFFSET if int(year[1]) in _BE_YEARS else 0)
    if ce_year not in _CE_YEARS:
        return None
    plain = f"{text[: year.start()]}{ce_year}{text[year.end() :]}"
    try:
        moment = email.utils.parsedate_to_datetime(plain.strip())
        if moment.tzinfo is None:
            # `-0000` is a time of the world's clock whose place is not told.
            moment = moment.replace(tzinfo=UTC if "-0000" in plain else THAI_TIME)
        return moment.astimezone(THAI_TIME)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _unfolded(value: object) -> str:
    # What is no ASCII was kept as surrogates when the mail was parsed.
    raw = str(value).encode("utf-8", "surrogateescape")
    return _FOLD.sub(" ", decode_bytes(raw))


def _parameter(part: Message, name: str, key: str) -> str:
    value = next((raw for field, raw in part.raw_items() if field.lower() == name), None)
    if value is None:
        return ""
    plain = type(part)()
    plain[name] = _unfolded(value)
    try:
        found = plain.get_param(key, header=name)
    except (ValueError, TypeError, IndexError):
        return ""
    if isinstance(found, tuple):
        charset, _, text = found
        return decode_words(_decode(_as_sent(text), charset))
    return decode_words(str(found)) if found else ""


def _as_sent(text: str) -> bytes:
    """The bytes of a value that email has unquoted, a letter a byte, unless it was sent raw."""
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return text.encode()


def _decode(raw: bytes, charset: str | None) -> str:
    """The bytes by the charset that they claim, where they are so; else as bytes without one."""
    claimed = _NOT_A_LETTER.sub("", (charset or "").lower())
    if claimed in _THAI_CHARSETS:
        return raw.decode(_THAI_BYTES, "replace")
    try:
        return raw.decode(codecs.lookup(charset).name) if charset else decode_bytes(raw)
    except (LookupError, ValueError):
        return decode_bytes(raw)
