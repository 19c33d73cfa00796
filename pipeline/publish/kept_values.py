"""Results of formulas put back into an archive whose writer has dropped them."""

from __future__ import annotations

import re
import zipfile
from functools import partial
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
# A cell with a formula, whoever wrote it: its attributes, the formula, what follows.
_CELL = re.compile(
    rb"<c (?P<tags>[^>]*)>\s*(?P<formula><f\b[^>]*/>|<f\b[^>]*>[^<]*</f>)"
    rb"(?:\s*<v\s*/>|\s*<v\b[^>]*>(?P<value>[^<]*)</v>)?\s*</c>"
)
_PLACE = re.compile(rb'\br="([A-Z]+[0-9]+)"')
_KIND = re.compile(rb'\s*\bt="([^"]*)"')

Results = dict[bytes, tuple[bytes, bytes]]


def read_results(path: Path) -> Mapping[str, Results]:
    """By sheet and cell, the kind and the raw text of each formula's stored result.

    Raises OSError, zipfile.BadZipFile, KeyError or ElementTree.ParseError where it is no workbook.
    """
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in (_RELATIONS, _WORKBOOK)}
        parts = set(archive.namelist())
        return {
            name: _results(archive.read(part)) for name, part in _parts(members) if part in parts
        }


def put_back(members: dict[str, bytes], results: Mapping[str, Results]) -> None:
    """Put the results into the cells of an archive's parts, where a sheet of that name has them."""
    parts = dict(_parts(members))
    for name, found in results.items():
        part = parts.get(name, "")
        if part in members and found:
            members[part] = _CELL.sub(partial(_filled, found), members[part])


def _parts(members: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Each sheet's name with the part of the archive that holds it."""
    relations = ET.fromstring(members[_RELATIONS])  # noqa: S314 - looked at before: no DOCTYPE
    targets = {
        one.get("Id"): one.get("Target", "") for one in relations.iter(f"{_PACKAGE}Relationship")
    }
    workbook = ET.fromstring(members[_WORKBOOK])  # noqa: S314 - the same
    for sheet in workbook.iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_LINK), "")
        part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        yield sheet.get("name", ""), part


def _results(part: bytes) -> Results:
    found: Results = {}
    for cell in _CELL.finditer(part):
        place, kind = _PLACE.search(cell["tags"]), _KIND.search(cell["tags"])
        if place is not None and cell["value"] is not None:
            found[place[1]] = (kind[1] if kind else b"", cell["value"])
        elif place is not None and kind is not None and kind[1] == b"str":
            found[place[1]] = (b"str", b"")
    return found


def _filled(known: Results, cell: re.Match[bytes]) -> bytes:
    place = _PLACE.search(cell["tags"])
    if place is None or place[1] not in known:
        return cell[0]
    kind, value = known[place[1]]
    tags = _KIND.sub(b"", cell["tags"]).strip()
    told = b' t="%b"' % kind if kind else b""
    return b"<c %b%b>%b<v>%b</v></c>" % (tags, told, cell["formula"], value)
