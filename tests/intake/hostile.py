"""Workbooks of every kind that an inbox may hold, made on the spot."""

from __future__ import annotations

import io
import struct
import subprocess
import zipfile
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import xlsxwriter
from msoffcrypto.format.ooxml import OOXMLFile

from pipeline.core.raw import ErrorValue

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path


SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def at(*numbers: int) -> datetime:
    """A workbook knows no time zone."""
    return datetime(*numbers)  # type: ignore[arg-type]  # noqa: DTZ001 - as cells hold it


def workbook(fill: Callable[[xlsxwriter.Workbook], None], **options: object) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, options)
    fill(book)
    book.close()
    return stream.getvalue()


def _fill_good(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet("รายงานผล")
    sheet.write_row(0, 0, ["มาตรการที่", "ผลการดำเนินงาน"])
    sheet.write_row(1, 0, [1, "จัดอบรมแล้ว"])
    sheet.write_row(2, 0, [2, "ยังไม่ดำเนินการ"])


def good() -> bytes:
    return workbook(_fill_good)


GOOD_ROWS = {
    1: ("มาตรการที่", "ผลการดำเนินงาน"),
    2: (1, "จัดอบรมแล้ว"),
    3: (2, "ยังไม่ดำเนินการ"),
}


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(parts: Mapping[str, bytes | str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def with_sheet(text: bytes | str) -> bytes:
    return with_parts({SHEET: text})


def with_parts(parts: Mapping[str, bytes | str]) -> bytes:
    return pack({**parts_of(good()), **parts})


def sheet_xml(rows: str, before: str = "", after: str = "", prolog: str = "") -> str:
    return (
        f'{DECLARATION}{prolog}<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONS}">'
        f"{before}<sheetData>{rows}</sheetData>{after}</worksheet>"
    )


def sheet(rows: str, before: str = "", after: str = "") -> bytes:
    return with_sheet(sheet_xml(rows, before, after))


def with_doctype() -> bytes:
    return with_sheet(sheet_xml("", prolog="<!DOCTYPE worksheet>"))


def with_doctype_in_utf_16() -> bytes:
    text = sheet_xml("", prolog="<!DOCTYPE worksheet>").replace("UTF-8", "UTF-16")
    return with_sheet(text.encode("utf-16"))


def with_laughs() -> bytes:
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    prolog = f'<!DOCTYPE worksheet [<!ENTITY l0 "ฮา">{lines}]>'
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>&l9;</t></is></c></row>'
    return with_sheet(sheet_xml(rows, prolog=prolog))


def with_doctype_in_drawing() -> bytes:
    return with_parts({"xl/drawings/vmlDrawing1.vml": "<!DOCTYPE xml><xml><br></xml>"})


def with_far_space() -> bytes:
    space = '<c r="XFD1048576" t="inlineStr"><is><t xml:space="preserve"> </t></is></c>'
    return sheet(f'<row r="1048576">{space}</row>')


def bomb() -> bytes:
    return with_parts({"xl/media/image1.png": b"\0" * 50_000_000})


def thousand_and_one_parts() -> bytes:
    found = len(parts_of(good()))
    return with_parts({f"xl/media/{number}.txt": "x" for number in range(1001 - found)})


def lying_sizes() -> bytes:
    """The sheet is 20 MB of blanks longer than either of its headers says."""
    text = sheet_xml("").encode()
    content = bytearray(with_sheet(text + b" " * 20_000_000))
    long, short = struct.pack("<L", len(text) + 20_000_000), struct.pack("<L", len(text))
    return bytes(content).replace(long, short)


def encrypted() -> bytes:
    stream = io.BytesIO()
    OOXMLFile(io.BytesIO(good())).encrypt("1234", stream)
    return stream.getvalue()


def strict() -> bytes:
    replacements = (
        (MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"),
        (RELATIONS, "http://purl.oclc.org/ooxml/officeDocument/relationships"),
    )
    parts = {name: data.decode() for name, data in parts_of(good()).items()}
    for old, new in replacements:
        parts = {name: data.replace(old, new) for name, data in parts.items()}
    return pack(parts)


def word_document() -> bytes:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return pack(
        {
            "[Content_Types].xml": f'<Types><Override PartName="/word/document.xml"'
            f' ContentType="{kind}"/></Types>',
            "_rels/.rels": f'<Relationships><Relationship Id="r1" Type="{RELATIONS}/officeDocument"'
            ' Target="word/document.xml"/></Relationships>',
            "word/document.xml": "<document/>",
        }
    )


def open_document() -> bytes:
    return pack({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": ""})


OPEN_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in {
        **{one: one for one in ("office", "table", "text", "style", "manifest")},
        "draw": "drawing",
    }.items()
)
OTHER_NAMES = (
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    ' xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def table(rows: str, name: str = "รายงานผล", style: str = "ta1") -> str:
    return f'<table:table table:name="{name}" table:style-name="{style}">{rows}</table:table>'


def ods(tables: str, prolog: str = "", manifest: str = "") -> bytes:
    """An .ods with these sheets; the style `ta2` hides a sheet."""
    styles = (
        '<office:automatic-styles><style:style style:name="ta2" style:family="table">'
        '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
    )
    entry = (
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">'
        f"{manifest}</manifest:file-entry>"
    )
    start = f"{DECLARATION}{prolog}<office:document-content {OPEN_NAMES} {OTHER_NAMES}>"
    return pack(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f"{start}{styles}<office:body><office:spreadsheet>{tables}"
            "</office:spreadsheet></office:body></office:document-content>",
            "META-INF/manifest.xml": f"{DECLARATION}<manifest:manifest {OPEN_NAMES}>{entry}"
            "</manifest:manifest>",
        }
    )


def saved_by_office(content: bytes, ending: str, folder: Path) -> bytes:
    """The workbook as LibreOffice saves it, with a profile of its own."""
    (folder / "in.xlsx").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", folder]
    subprocess.run(  # noqa: S603 - our own words
        [*command, folder / "in.xlsx"], check=True, capture_output=True, timeout=120
    )
    return (folder / f"in.{ending}").read_bytes()


def fill_for_office(book: xlsxwriter.Workbook) -> None:
    """What every office suite can keep: each kind of value, merged and hidden things, errors."""
    day, percent, hour, thai = (
        book.add_format({"num_format": code})
        for code in ("yyyy-mm-dd", "0.0%", "[h]:mm", "[$-107041E]d mmm yyyy")
    )
    sheet = book.add_worksheet("รายงานผล")
    sheet.write_row(0, 0, ["มาตรการที่", "ผล", "  เว้น  วรรค ", "สอง\nบรรทัด", True, -3.25])
    sheet.write_number(1, 0, 45_000, day)
    sheet.write_number(1, 1, 243_711, thai)
    sheet.write_number(1, 2, 0.335, percent)
    sheet.write_number(1, 3, 2.5, hour)
    sheet.write_formula(1, 4, "=NA()", None, "#N/A")
    sheet.write_formula(1, 5, "=1+1", None, 2)
    sheet.write_number(3, 7, 7)
    sheet.merge_range("A5:C6", "รวม")
    sheet.set_row(3, None, None, {"hidden": True})
    sheet.set_column(1, 1, None, None, {"hidden": True})
    book.add_worksheet("ซ่อน").hide()


OFFICE_ROWS = {
    1: ("มาตรการที่", "ผล", "  เว้น  วรรค ", "สอง\nบรรทัด", True, -3.25),
    2: (
        date(2023, 3, 15),
        date(2567, 4, 3),
        "33.5%",
        timedelta(hours=60),
        ErrorValue("#N/A", "=NA()"),
        2,
    ),
    4: (None, None, None, None, None, None, None, 7),
    5: ("รวม",),
}


def flat_open_document() -> bytes:
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return f'{DECLARATION}<office:document office:mimetype="{kind}"/>'.encode()


def xml_spreadsheet_2003() -> bytes:
    return f'{DECLARATION}<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'.encode()


def binary_workbook() -> bytes:
    kind = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
    return pack(
        {
            "[Content_Types].xml": f'<Types><Default Extension="bin" ContentType="{kind}"/>'
            "</Types>",
            "_rels/.rels": f'<Relationships><Relationship Id="r1" Type="{RELATIONS}/officeDocument"'
            ' Target="xl/workbook.bin"/></Relationships>',
            "xl/workbook.bin": "x",
        }
    )


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


BIFF8 = record(0x0809, b"\0\x06\x05" + b"\0" * 13)
BIFF_END = record(0x0A)


def ole(stream_name: str, body: bytes = BIFF8 + BIFF_END) -> bytes:
    """A smallest OLE2 file with one stream of that name, 4,096 bytes; an empty BIFF8 one."""
    sector = 512
    free, end, fat_mark = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    header = struct.pack(
        "<8s16xHHHHH6xLLLLLLLLLL",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        1,
        1,
        0,
        4096,
        end,
        0,
        end,
        0,
        0,
    ) + struct.pack("<108L", *([free] * 108))
    chain = [fat_mark, end, *range(3, 10), end]
    fat = struct.pack("<128L", *chain, *([free] * (128 - len(chain))))
    folder = _ole_entry("Root Entry", 5, 1, end, 0) + _ole_entry(stream_name, 2, free, 2, 4096)
    return header + fat + folder.ljust(sector, b"\0") + body.ljust(4096, b"\0")


def _ole_entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBLLL16xL8x8xLLL",
        encoded,
        len(encoded) + 2,
        kind,
        1,
        0xFFFFFFFF,
        0xFFFFFFFF,
        child,
        0,
        start,
        size,
        0,
    )
