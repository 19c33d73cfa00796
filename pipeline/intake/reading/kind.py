"""What a file is by its content, whatever its name says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pipeline.intake.reading.archive import Archive, open_archive
from pipeline.intake.reading.letters import decode, find_delimiter
from pipeline.intake.reading.package import CONTENT_TYPES, content_type, main_part
from pipeline.intake.reading.refusal import FileKind, unreadable

if TYPE_CHECKING:
    from pipeline.intake.limits import Limits

_HEAD = 4096
# Titles and cells of many lines may stand before the second row of a table.
_TEXT_HEAD = 64 * 1024
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STARTS: tuple[tuple[bytes, FileKind], ...] = (
    (b"%PDF-", FileKind.PDF),
    (b"{\\rtf", FileKind.WORD),
    (b"\x89PNG", FileKind.PICTURE),
    (b"\xff\xd8\xff", FileKind.PICTURE),
    (b"GIF8", FileKind.PICTURE),
    (b"II*\0", FileKind.PICTURE),
    (b"MM\0*", FileKind.PICTURE),
    (b"Rar!", FileKind.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", FileKind.ARCHIVE),
    (b"\x1f\x8b", FileKind.ARCHIVE),
    (b"BZh", FileKind.ARCHIVE),
    (b"\xfd7zXZ", FileKind.ARCHIVE),
    (b"MSCF", FileKind.ARCHIVE),
)
# An .xls of Excel 5 or later that some program has written without its container.
BARE_STREAM = b"\x09\x08"
_OLD_EXCEL = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")
_PHOTO_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")
_WEB_MARKS = ("<!doctype html", "<html", "<head", "<body", "<table", "<meta", "multipart/related")


class TableKind(StrEnum):
    """A file that holds a table; the value is the ending that Excel gives it."""

    XLSX = ".xlsx"
    XLS = ".xls"
    OLD_XLS = ".xls (Excel 2-4)"
    XLSB = ".xlsb"
    ODS = ".ods"
    FODS = ".fods"
    NUMBERS = ".numbers"
    CSV = ".csv"
    XML = ".xml"


class Container(StrEnum):
    """A file that has to be opened to know what it holds."""

    ZIP = "zip"
    OLE2 = "ole2"


@dataclass(frozen=True, slots=True)
class Opened:
    """A file's bytes and what they are; `archive` where they are a zip archive."""

    content: bytes
    kind: TableKind | FileKind
    archive: Archive | None = None


def sniff(content: bytes) -> TableKind | FileKind | Container:
    """What the first bytes say."""
    head = content[:_HEAD]
    if head.startswith(_ZIP):
        return Container.ZIP
    if head.startswith(OLE2):
        return Container.OLE2
    if head.startswith(_OLD_EXCEL):
        return TableKind.OLD_XLS
    if head.startswith(BARE_STREAM):
        return TableKind.XLS
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    return _by_mark(head) or _by_text(content[:_TEXT_HEAD], cut=len(content) > _TEXT_HEAD)


def open_content(content: bytes, limits: Limits) -> Opened:
    """The bytes with their kind.

    Raises RefusalError where they are a damaged or encrypted container, or one past a limit.
    """
    kind = sniff(content)
    if isinstance(kind, (TableKind, FileKind)):
        return Opened(content, kind)
    if kind is Container.ZIP:
        archive = open_archive(content, limits)
        return Opened(content, _zip_kind(archive), archive)
    # msoffcrypto takes a tenth of a second to import, and few files need it.
    from pipeline.intake.reading.ole import ole_kind  # noqa: PLC0415

    return Opened(content, ole_kind(content))


def _zip_kind(archive: Archive) -> TableKind | FileKind:
    if "mimetype" in archive:
        return _open_kind(archive.read("mimetype"))
    if CONTENT_TYPES not in archive:
        if any(name.startswith("xl/") for name in archive.entries):
            raise unreadable()
        numbers = any(name.endswith(".iwa") for name in archive.entries)
        return TableKind.NUMBERS if numbers else FileKind.ARCHIVE
    main = main_part(archive)
    return _office_kind("" if main is None else content_type(archive, main).lower())


def _open_kind(kind: bytes) -> TableKind | FileKind:
    if b"opendocument.spreadsheet" in kind:
        return TableKind.ODS
    return FileKind.WORD if b"opendocument.text" in kind else FileKind.UNKNOWN


def _office_kind(kind: str) -> TableKind | FileKind:
    if "binary" in kind:
        return TableKind.XLSB
    if "spreadsheetml" in kind or "ms-excel" in kind:
        return TableKind.XLSX
    if "wordprocessingml" in kind or "ms-word" in kind:
        return FileKind.WORD
    return FileKind.UNKNOWN


def _by_mark(head: bytes) -> FileKind | None:
    if b"%PDF-" in head[:1024]:
        return FileKind.PDF
    if head[257:262] == b"ustar":
        return FileKind.ARCHIVE
    bitmap = head.startswith(b"BM") and head[6:10] == bytes(4)
    webp = head.startswith(b"RIFF") and head[8:12] == b"WEBP"
    photo = head[4:8] == b"ftyp" and head[8:12] in _PHOTO_BRANDS
    return FileKind.PICTURE if bitmap or webp or photo else None


def _by_text(head: bytes, *, cut: bool) -> TableKind | FileKind:
    # The reader tells a file that ends within a letter; here it is still a text.
    text = decode(head, cut=True)
    if text is None:
        return FileKind.UNKNOWN
    lowered = text[:_HEAD].lower()
    if "urn:schemas-microsoft-com:office:spreadsheet" in lowered:
        return TableKind.XML
    if "opendocument.spreadsheet" in lowered:
        return TableKind.FODS
    if any(mark in lowered for mark in _WEB_MARKS):
        return FileKind.WEB_PAGE
    return FileKind.TEXT if find_delimiter(text, cut=cut) is None else TableKind.CSV
