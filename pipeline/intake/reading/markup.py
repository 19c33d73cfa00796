"""What may be XML in an archive, and the refusal of document types, which can name other files."""

from __future__ import annotations

import codecs
from xml.parsers import expat

from pipeline.intake.reading.refusal import unreadable

_MARKUP_ENDINGS = (".xml", ".rels", ".vml", ".svg", ".xhtml", ".html")
_BYTE_ORDER_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HEAD = 200
_UTF_8_NAMES = (b"utf-8", b"us-ascii")
_DOCTYPE_WORDS = (b"<!DOCTYPE", b"<!ENTITY")


def is_markup(name: str, data: bytes) -> bool:
    """Whether the part is XML by its name or by its first letter, whatever its encoding."""
    if name.lower().endswith(_MARKUP_ENDINGS):
        return True
    head = data[:_HEAD].replace(b"\0", b"")
    for mark in _BYTE_ORDER_MARKS:
        head = head.removeprefix(mark)
    return head.lstrip().startswith(b"<")


def is_plain(data: bytes) -> bool:
    """Whether the bytes are UTF-8 without declarations, comments or CDATA.

    In such a part a pattern over bytes sees what a parser sees.
    """
    if data.startswith(_BYTE_ORDER_MARKS) or b"<!" in data or b"\0" in data[:_HEAD]:
        return False
    declaration = data[:_HEAD].partition(b"?>")[0].lower()
    if b"encoding" not in declaration:
        return True
    return any(name in declaration for name in _UTF_8_NAMES)


def refuse_doctype(data: bytes) -> None:
    """Raises RefusalError where the part declares a document type or an entity."""
    if is_plain(data):
        return
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _found_doctype
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat's own signature
    except (expat.ExpatError, ValueError, LookupError) as error:
        # Old drawings are no proper XML; no reader here opens them, so only the words count.
        text = data.replace(b"\0", b"").upper()
        if any(word in text for word in _DOCTYPE_WORDS):
            raise unreadable() from error


def _found_doctype(*_declaration: object) -> None:
    raise unreadable()
