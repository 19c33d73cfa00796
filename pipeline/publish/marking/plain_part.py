"""A part of a workbook as plain text, whichever program wrote it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import tostring

from openpyxl.xml.functions import fromstring

from pipeline.core.address import column_letters, column_number

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_XML = "http://www.w3.org/XML/1998/namespace"
_BOM = b"\xef\xbb\xbf"
_ENCODING = re.compile(rb"""<\?xml[^>]*\sencoding\s*=\s*["'](?!utf-8["'])""", re.IGNORECASE)
_BARE = re.compile(r"<(?:row|c)(?:\s(?![^>]*\br\s*=)|/|>)")


def plain_part(content: bytes) -> str:
    """A part as text without prefixes, comments and a mark of byte order; every cell is named."""
    content = content.removeprefix(_BOM)
    if b"\0" not in content[:64] and not _ENCODING.match(content) and b"<!" not in content:
        text = content.decode()
        if f'xmlns="{MAIN}"' in text[:4096] and not _BARE.search(text):
            return text
    root = fromstring(content)
    _name_cells(root)
    for one in list(root.iter()):
        for child in [*one]:
            if not child.tag.startswith(f"{{{MAIN}}}") or child.tag == f"{{{MAIN}}}extLst":
                one.remove(child)
    for one in root.iter():
        kept = {_attribute(name): value for name, value in one.attrib.items()}
        one.tag = one.tag.rpartition("}")[2]
        one.attrib.clear()
        one.attrib.update({name: value for name, value in kept.items() if name})
    root.attrib.update({"xmlns": MAIN, "xmlns:r": OFFICE})
    return tostring(root, encoding="unicode")


def _attribute(name: str) -> str:
    """An attribute's name without its namespace; empty for one that openpyxl would not know."""
    space, _, local = name.rpartition("}")
    prefixes = {"": "", f"{{{OFFICE}": "r:", f"{{{_XML}": "xml:"}
    return f"{prefixes[space]}{local}" if space in prefixes else ""


def _name_cells(root: Element) -> None:
    """Give each row its number and each cell its name, where a program left them out."""
    number = 0
    for row in root.iter(f"{{{MAIN}}}row"):
        number = int(row.get("r") or number + 1)
        row.set("r", str(number))
        column = 0
        for cell in row:
            name = cell.get("r")
            column = column_number(name.rstrip("0123456789")) if name else column + 1
            cell.set("r", f"{column_letters(column)}{number}")
