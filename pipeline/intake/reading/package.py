"""The workbook part of an archive: which parts are sheets, and what else the workbook carries."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from pipeline.core.raw import Contents, Visibility
from pipeline.intake.reading.refusal import Limit, too_many, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from pipeline.intake.limits import Limits
    from pipeline.intake.reading.archive import Archive

CONTENT_TYPES = "[Content_Types].xml"
_VISIBILITY = {"hidden": Visibility.HIDDEN, "veryHidden": Visibility.VERY_HIDDEN}
_TRUE = ("1", "true")
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Relation:
    """A link from one part to another part, or to something outside the archive."""

    key: str
    kind: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet's name and the part that holds its cells."""

    name: str
    part: str
    visibility: Visibility


@dataclass(frozen=True, slots=True)
class Package:
    """A workbook's sheets in their order, chart sheets left out, and what lies beside them."""

    sheets: tuple[SheetPart, ...]
    strings: str | None
    styles: str | None
    contents: Contents


def main_part(archive: Archive) -> str | None:
    """The part that the archive is about; None where it names none."""
    for relation in _relations(archive, ""):
        if relation.kind == "officeDocument":
            return relation.target
    return None


def content_type(archive: Archive, part: str) -> str:
    """The part's type as the archive's own list gives it; blank where it gives none."""
    ending = part.rpartition(".")[2].lower()
    by_ending = ""
    for entry in _parse(archive, CONTENT_TYPES):
        if entry.get("PartName", "").lstrip("/").lower() == part.lower():
            return entry.get("ContentType", "")
        if entry.get("Extension", "").lower() == ending:
            by_ending = entry.get("ContentType", "")
    return by_ending


def read_package(archive: Archive, limits: Limits) -> Package:
    """The workbook's sheets and contents.

    Raises RefusalError where a sheet's part is missing, two sheets share a name, there is no
    sheet of cells, or there are more sheets than the limit.
    """
    main = main_part(archive)
    if main is None:
        raise unreadable()
    root = _parse(archive, main)
    relations = {relation.key: relation for relation in _relations(archive, main)}
    sheets = tuple(_sheets(archive, root, relations))
    if not sheets or len({sheet.name.lower() for sheet in sheets}) != len(sheets):
        raise unreadable()
    if len(sheets) > limits.sheets:
        raise too_many(Limit.SHEETS, len(sheets), limits.sheets)
    contents = Contents(
        macros=_has_macros(archive),
        external_links=tuple(dict.fromkeys(_external_links(archive))),
        pictures=sum("/media/" in f"/{name}" for name in archive.entries),
        date_1904=_date_1904(root),
    )
    targets = {one.kind: one.target for one in reversed(relations.values())}
    return Package(sheets, targets.get("sharedStrings"), targets.get("styles"), contents)


def _sheets(archive: Archive, root: Element, relations: dict[str, Relation]) -> Iterator[SheetPart]:
    for element in root.iter():
        if _local(element.tag) != "sheet":
            continue
        keys = [value for name, value in element.items() if _local(name) == "id"]
        relation = relations.get(keys[0]) if keys else None
        if relation is None:
            raise unreadable()
        if relation.kind != "worksheet":
            continue
        if relation.target not in archive:
            raise unreadable()
        visibility = _VISIBILITY.get(element.get("state", ""), Visibility.VISIBLE)
        yield SheetPart(element.get("name", ""), relation.target, visibility)


def _date_1904(root: Element) -> bool:
    properties = [element for element in root.iter() if _local(element.tag) == "workbookPr"]
    return any(element.get("date1904", "") in _TRUE for element in properties)


def _has_macros(archive: Archive) -> bool:
    return any(
        name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in archive.entries
    )


def _external_links(archive: Archive) -> Iterator[str]:
    for name in sorted(archive.entries):
        if "/externallinks/" in name and name.endswith(".xml"):
            targets = [_last_part(one.target) for one in _relations(archive, name) if one.external]
            yield from targets or ["DDE"]
        elif name.endswith("/connections.xml"):
            for element in _parse(archive, name):
                yield _last_part(element.get("name", ""))


def _last_part(target: str) -> str:
    """The name at the end of a path or address: folders and hosts are nobody's business."""
    path = target.partition("?")[0].replace("\\", "/")
    return unquote(path).rstrip("/").rpartition("/")[2][:_LONGEST_NAME] or "?"


def _relations(archive: Archive, part: str) -> Iterator[Relation]:
    folder, _, name = part.rpartition("/")
    listing = posixpath.join(folder, "_rels", f"{name}.rels")
    if listing not in archive:
        return
    for element in _parse(archive, listing):
        external = element.get("TargetMode", "").lower() == "external"
        target = element.get("Target", "")
        if not external:
            target = posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/")))
        kind = element.get("Type", "").rpartition("/")[2]
        yield Relation(element.get("Id", ""), kind, target.lstrip("/"), external)


def _parse(archive: Archive, part: str) -> Element:
    try:
        return fromstring(archive.read(part), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise unreadable() from error


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
