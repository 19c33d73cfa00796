"""A workbook's parts: taken out of its archive, shown to openpyxl without cells, put back."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from openpyxl.xml.functions import fromstring

from pipeline.publish.marking.plain_part import MAIN, OFFICE, plain_part
from pipeline.publish.marking.sheet_xml import ATTACHED, SheetXml, elements, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_STRINGS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_TYPES, _WORKBOOK = "[Content_Types].xml", "xl/workbook.xml"
_WORKBOOK_LINKS = "xl/_rels/workbook.xml.rels"
_STRINGS = "xl/sharedStrings.xml"
_MEDIA, _LINKS, _MACROS = "xl/media/", "xl/externalLinks/", "vbaProject.bin"
_SHARED, _SHEET = "sharedStrings", "worksheet"
_SI = re.compile(r"<si\b[^>]*?(?:/>|>(.*?)</si>)", re.DOTALL)
_DATA = re.compile(r"<sheetData\s*/>|</sheetData>")
_LOCAL = re.compile(r'localSheetId="(\d+)"')


@dataclass(frozen=True, slots=True)
class Package:
    """A workbook's members by name, its worksheets by theirs; `strings` is the shared texts' part.

    `worksheets` are the sheets that hold cells; a sheet with a chart alone is not among them.
    """

    members: Mapping[str, bytes]
    parts: Mapping[str, str]
    worksheets: Mapping[str, SheetXml]
    strings: str | None
    _texts: list[str] = field(default_factory=list)

    @property
    def macros(self) -> bool:
        """Whether the workbook holds macros."""
        return any(name.endswith(_MACROS) for name in self.members)

    @property
    def pictures(self) -> int:
        """How many pictures the workbook holds."""
        return sum(name.startswith(_MEDIA) for name in self.members)

    @property
    def links(self) -> int:
        """How many other workbooks its formulas name."""
        names = (name for name in self.members if name.startswith(_LINKS))
        return sum(posixpath.dirname(name) == _LINKS.rstrip("/") for name in names)

    def texts(self) -> list[str]:
        """The shared texts of the cells, by number."""
        if not self._texts and self.strings is not None:
            shared = plain_part(self.members[self.strings])
            self._texts.extend(plain_text(found[1] or "") for found in _SI.finditer(shared))
        return self._texts

    def hollow(self) -> io.BytesIO:
        """The workbook without its cells and texts, as an archive that openpyxl opens."""
        empty = {self.parts[name]: one.hollow for name, one in self.worksheets.items()}
        if self.strings is not None:
            empty[self.strings] = f'<sst xmlns="{MAIN}"/>'
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as shell:
            for name, content in self.members.items():
                shell.writestr(name, empty[name].encode() if name in empty else content)
        archive.seek(0)
        return archive

    def filled(self, saved: Mapping[str, bytes], kept: frozenset[str]) -> dict[str, bytes]:
        """The members that openpyxl saved, with the cells of the worksheets named in `kept`."""
        members = dict(saved)
        for name, part in _sheet_parts(saved).items():
            if name in kept:
                written = _attached(saved[part].decode())
                members[part] = self.worksheets[name].xml(written).encode()
        if self.strings is not None:
            members[_STRINGS] = self.members[self.strings]
            _tell_of_strings(members)
        return members


def read_package(content: bytes) -> Package:
    """The parts of a workbook's archive; raises what zipfile and the XML parser raise."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    workbook = _workbook_part(members)
    parts = _sheet_parts(members, workbook)
    strings = next((part for _, kind, part in _links(members, workbook) if kind == _SHARED), None)
    sheets = {name: SheetXml(plain_part(members[part])) for name, part in parts.items()}
    return Package(members, parts, sheets, strings if strings in members else None)


def _workbook_part(members: Mapping[str, bytes]) -> str:
    links = _links(members, "")
    return next((part for _, kind, part in links if kind == "officeDocument"), _WORKBOOK)


def _sheet_parts(members: Mapping[str, bytes], workbook: str = _WORKBOOK) -> dict[str, str]:
    """The part of each worksheet, by the sheet's name."""
    links = {name: part for name, kind, part in _links(members, workbook) if kind == _SHEET}
    sheets = fromstring(members[workbook]).iterfind(f"{{{MAIN}}}sheets/{{{MAIN}}}sheet")
    named = ((sheet.get("name", ""), sheet.get(f"{{{OFFICE}}}id")) for sheet in sheets)
    found = {name: links[link] for name, link in named if link in links}
    return {name: part for name, part in found.items() if part in members}


def _links(members: Mapping[str, bytes], part: str) -> Iterator[tuple[str, str, str]]:
    """Name, kind and part of each relationship that a part (or the package) has."""
    folder, name = posixpath.split(part)
    links = posixpath.join(folder, "_rels", f"{name}.rels")
    if links not in members:
        return
    for link in fromstring(members[links]):
        target = posixpath.normpath(posixpath.join("/", folder, link.get("Target", "")))
        kind = link.get("Type", "").rpartition("/")[2]
        yield link.get("Id", ""), kind, target.lstrip("/")


def _attached(written: str) -> dict[str, str]:
    """What openpyxl wrote on a sheet that names other parts, by the element's name."""
    data = _DATA.search(written)
    tail = written[data.end() :] if data else ""
    return {name: text for name, text in elements(tail) if name in ATTACHED}


def _tell_of_strings(members: dict[str, bytes]) -> None:
    """Make the shared texts known to the package: openpyxl writes each text in its cell."""
    kind = f'<Override PartName="/{_STRINGS}" ContentType="{_STRINGS_TYPE}"/></Types>'
    link = (
        f'<Relationship Id="sharedStrings" Type="{OFFICE}/{_SHARED}" Target="/{_STRINGS}"/>'
        "</Relationships>"
    )
    for name, closing, told in (
        (_TYPES, "</Types>", kind),
        (_WORKBOOK_LINKS, "</Relationships>", link),
    ):
        members[name] = members[name].replace(closing.encode(), told.encode())


def place_names(workbook: bytes, places: list[int]) -> bytes:
    """The workbook's part with each sheet's own names at its place among all sheets.

    openpyxl counts worksheets only, so that one with a chart alone shifts the names behind it.
    `places` are the worksheets' places.
    """

    def placed(found: re.Match[str]) -> str:
        return f'localSheetId="{places[int(found[1])]}"'

    return _LOCAL.sub(placed, workbook.decode()).encode()
