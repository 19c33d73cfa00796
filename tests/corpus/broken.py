"""Files that are damaged, of another kind, or odd in what they carry; beside tests.intake.hostile.

What takes a number is the form of that division of tests.corpus.office, changed.
"""

from __future__ import annotations

import random
import re
import struct
from datetime import datetime
from typing import TYPE_CHECKING

from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.corpus import office
from tests.door import REPORT
from tests.intake import hostile

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from openpyxl.worksheet.worksheet import Worksheet

_BODY = 1536
_FOLDER = 0o755
_DDE = (
    f'<externalLink xmlns="{hostile.MAIN}"><ddeLink ddeService="cmd" ddeTopic="/c calc"/>'
    "</externalLink>"
)
_LOCKED_MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/"
 manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"
 manifest:size="4096"><manifest:encryption-data manifest:checksum-type="SHA256/1K"
 manifest:checksum="AAAA"><manifest:algorithm
 manifest:algorithm-name="http://www.w3.org/2001/04/xmlenc#aes256-cbc"
 manifest:initialisation-vector="AAAA"/><manifest:key-derivation
 manifest:key-derivation-name="PBKDF2" manifest:iteration-count="100000" manifest:salt="AAAA"/>
</manifest:encryption-data></manifest:file-entry></manifest:manifest>"""
_XML_2003 = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="รายงานผล"><Table>
<Row><Cell><Data ss:Type="String">มาตรการที่</Data></Cell></Row></Table></Worksheet></Workbook>"""
_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = (
    f"{hostile.DECLARATION}<manifest:manifest"
    ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry'
    f' manifest:full-path="/" manifest:media-type="{_ODS}"/></manifest:manifest>'
)
_ODS_SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
_MHTML = """MIME-Version: 1.0
X-Document-Type: Workbook
Content-Type: multipart/related; boundary="----=_NextPart_01"

------=_NextPart_01
Content-Type: text/html; charset="windows-874"

<html><body><table><tr><td>1</td></tr></table></body></html>
------=_NextPart_01--
"""
_LETTER = "ที่ นก ๗๙๔๐๑/๑๒\n\nเรียน นายกองค์การบริหารส่วนตำบล\n\nตามที่ได้สั่งการให้รายงาน บัดนี้ดำเนินการแล้ว\n"


# What cannot be opened.


def cut(content: bytes, share: float) -> bytes:
    return content[: int(len(content) * share)]


def holed(content: bytes) -> bytes:
    """A file whose middle was never written to the disk."""
    middle = len(content) // 2
    return content[: middle - 1500] + b"\0" * 3000 + content[middle + 1500 :]


def junk() -> bytes:
    return random.Random(2566).randbytes(20_000)  # noqa: S311 - the same noise in every run


def doubled_part() -> bytes:
    """An archive that holds its sheet twice, the second one empty."""
    content = hostile.pack({**hostile.parts_of(hostile.good()), "xl/worksheets/sheet9.xml": "<a/>"})
    return content.replace(b"xl/worksheets/sheet9.xml", hostile.SHEET.encode())


def deep() -> bytes:
    """Elements within elements, fourteen thousand deep."""
    return hostile.with_sheet(hostile.sheet_xml("", before="<a>" * 14_000 + "</a>" * 14_000))


def many_sheets() -> bytes:
    book = Workbook()
    for number in range(299):
        book.create_sheet(str(number))
    return office.saved(book)


def many_errors() -> bytes:
    """45,000 cells with an error: each is looked at by a parser."""
    rows = "".join(
        f'<row r="{row}">'
        + "".join(f'<c r="{column}{row}" t="e"><v>#REF!</v></c>' for column in "ABCDE")
        + "</row>"
        for row in range(1, 9_001)
    )
    return _stored(hostile.parts_of(hostile.sheet(rows)))


def long_columns() -> bytes:
    """Eighty thousand numbers, none of a report."""
    rows = "".join(
        f'<row r="{row}">'
        + "".join(f'<c r="{column}{row}"><v>{row}</v></c>' for column in "ABCDE")
        + "</row>"
        for row in range(1, 16_001)
    )
    return _stored(hostile.parts_of(hostile.sheet(rows)))


def _stored(parts: Mapping[str, bytes]) -> bytes:
    """An archive that packs nothing, so that no ratio is past its limit."""
    import io  # noqa: PLC0415 - these two alone write an archive by hand
    import zipfile  # noqa: PLC0415

    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


# OpenDocument and text tables.


def ods(content: str, more: Mapping[str, bytes | str] | None = None) -> bytes:
    """An OpenDocument workbook with one sheet of these rows."""
    text = (
        f"{hostile.DECLARATION}{'' if '<!DOCTYPE' not in content else '<!DOCTYPE x>'}"
        f"<office:document-content {_ODS_SPACES}><office:body><office:spreadsheet>"
        f'<table:table table:name="รายงานผล">{content.removeprefix("<!DOCTYPE x>")}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    parts = {"mimetype": _ODS, "META-INF/manifest.xml": _MANIFEST, "content.xml": text}
    return hostile.pack({**parts, **(more or {})})


ODS_ROW = (
    '<table:table-row><table:table-cell office:value-type="string"><text:p>มาตรการที่</text:p>'
    "</table:table-cell></table:table-row>"
)
ODS_DOCTYPE = f"<!DOCTYPE x>{ODS_ROW}"
# One value that is repeated over a whole sheet: 17 thousand million cells in 300 bytes.
ODS_EVERYWHERE = (
    '<table:table-row table:number-rows-repeated="1048576"><table:table-cell'
    ' table:number-columns-repeated="16384" office:value-type="float" office:value="1">'
    "<text:p>1</text:p></table:table-cell></table:table-row>"
)


def wide_csv() -> bytes:
    return b"\n".join([b"," * 20_000 + b"1"] * 3)


def unclosed_csv() -> bytes:
    """A quotation mark that is never closed, before three million letters."""
    return ('ก,ข\n1,2\n"' + "ค,ง\n" * 400_000).encode()


# What is of another kind.


def web_page() -> bytes:
    return (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="windows-874">'
        "</head><body><table><tr><td>มาตรการที่</td></tr></table></body></html>"
    ).encode("cp874")


def mhtml() -> bytes:
    return _MHTML.encode()


def letter() -> bytes:
    return _LETTER.encode("cp874")


def photograph() -> bytes:
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\0" + b"\0" * 500


def xml_2003() -> bytes:
    return _XML_2003.encode()


def zipped_workbook() -> bytes:
    return hostile.pack({"แบบรายงาน.xlsx": hostile.good()})


# What wants a password.


def password_xlsx() -> bytes:
    return hostile.encrypted()


def password_xls() -> bytes:
    """A BIFF8 stream whose second record says how it is encrypted."""
    content = bytearray(hostile.ole("Workbook"))
    record = struct.pack("<HHHHH", 0x2F, 54, 1, 1, 1) + b"\x07" * 48
    content[_BODY + 20 : _BODY + 20 + len(record)] = record
    return bytes(content)


def password_ods() -> bytes:
    return hostile.pack(
        {
            "mimetype": _ODS,
            "META-INF/manifest.xml": _LOCKED_MANIFEST,
            "content.xml": random.Random(1).randbytes(4096),  # noqa: S311 - no secret
        }
    )


# What is read, and what it carries is told.


def carrying(parts: Mapping[str, bytes | str]) -> Callable[[int], bytes]:
    """The form with further parts in its archive."""
    return lambda number: hostile.pack({**hostile.parts_of(office.form(number)), **parts})


def linked(target: str) -> dict[str, str]:
    """The parts of a link to another workbook."""
    return {
        "xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{hostile.MAIN}"/>',
        "xl/externalLinks/_rels/externalLink1.xml.rels": (
            "<Relationships><Relationship Id='r1' TargetMode='External'"
            f" Type='{hostile.RELATIONS}/externalLinkPath' Target='{target}'/></Relationships>"
        ),
    }


DDE = {"xl/externalLinks/externalLink1.xml": _DDE}
MACROS = {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 Sub Auto_Open()"}
PICTURES = {"xl/media/image1.png": b"\x89PNG 1", "xl/media/image2.jpeg": b"\xff\xd8\xff 2"}
CONNECTION = {
    "xl/connections.xml": f'<connections xmlns="{hostile.MAIN}"><connection id="1"'
    ' name="งบประมาณ" type="1"/></connections>'
}
CLIMBING = {"../../../climbed.txt": "x", "xl/../../climbed.xlsx": "x"}


def strict(number: int) -> bytes:
    """The form as Strict OOXML: other namespaces."""
    old = (hostile.MAIN, hostile.RELATIONS)
    new = (
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    )
    parts = {name: data.decode() for name, data in hostile.parts_of(office.form(number)).items()}
    for before, after in zip(old, new, strict=True):
        parts = {name: data.replace(before, after) for name, data in parts.items()}
    return hostile.pack(parts)


def small_dimension(number: int) -> bytes:
    """The sheet says that it holds A1 and nothing else."""
    parts = hostile.parts_of(office.form(number))
    text, changed = re.subn(
        rb'<dimension ref="[^"]+"', b'<dimension ref="A1"', parts[hostile.SHEET]
    )
    assert changed == 1
    return hostile.pack({**parts, hostile.SHEET: text})


def without_references(number: int) -> bytes:
    """No cell says where it stands; blanks between cells are cells."""
    parts = hostile.parts_of(office.form(number, change=_fill_blanks))
    text = re.sub(rb'(<(?:c|row)) r="[A-Z]*[0-9]+"', rb"\1", parts[hostile.SHEET])
    return hostile.pack({**parts, hostile.SHEET: text})


def _fill_blanks(sheet: Worksheet) -> None:
    for cells in sheet.iter_rows(1, 9, 1, 11):
        for cell in cells:
            if cell.value is None and hasattr(cell, "column_letter"):
                cell.number_format = "@"


def prefixed(number: int) -> bytes:
    """Every element of the sheet has a prefix, as some makers write them."""
    parts = hostile.parts_of(office.form(number))
    text = parts[hostile.SHEET].decode()
    text = re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", text).replace("xmlns=", "xmlns:x=", 1)
    return hostile.pack({**parts, hostile.SHEET: text})


def of_1904(number: int) -> bytes:
    """Real dates, counted from 1904."""
    book = load_workbook(office.EXAMPLE)
    book.epoch = CALENDAR_MAC_1904
    sheet = book[REPORT]
    dates = {"G8": datetime(2023, 3, 15), "G9": datetime(2022, 12, 20)}  # noqa: DTZ001 - a cell's
    for cell, value in {"H3": office.division(number), **office.TYPED, **dates}.items():
        sheet[cell] = value
    for cell in dates:
        sheet[cell].number_format = "d mmm yyyy"
    return office.saved(book)


def hidden_copy(state: str) -> Callable[[int], bytes]:
    """The form with a copy of its table on a sheet out of sight."""

    def change(sheet: Worksheet) -> None:
        copy = sheet.parent.copy_worksheet(sheet)
        copy.title, copy.sheet_state = "ก่อนแก้", state
        copy["H8"] = "ฉบับร่าง ไม่ใช่ฉบับจริง"

    return lambda number: office.form(number, change=change)


def hidden_form(state: str) -> Callable[[int], bytes]:
    """The form's only report is out of sight."""

    def change(sheet: Worksheet) -> None:
        sheet.sheet_state = state
        sheet.parent.active = 1

    return lambda number: office.form(number, change=change)


def no_table(_number: int) -> bytes:
    book = Workbook()
    book.active.append(["สรุปการประชุม", "มีนาคม ๒๕๖๖"])
    return office.saved(book)


def no_cell(_number: int) -> bytes:
    return office.saved(Workbook())


def doubled_header(sheet: Worksheet) -> None:
    sheet["L7"], sheet["L8"] = "ผลการดำเนินงาน", "อีกผลหนึ่ง"
