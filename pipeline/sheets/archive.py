"""Archives whose bytes depend on their contents alone."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

_FIXED = (1980, 1, 1, 0, 0, 0)
_CORE = "docProps/core.xml"
_FIRST = ("[Content_Types].xml", "mimetype")
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)\b[^>]*>)[^<]*(</dcterms:)")
_LEVEL = 6


def repack(path: Path, created: date) -> None:
    """Rewrite an .xlsx or .docx in place so that the same contents give the same bytes.

    Members stand in a fixed order with a fixed date; `created` is the only date the document's
    properties keep. Raises OSError, or zipfile.BadZipFile where the file is no archive.
    """
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    write_archive(path, members, created)


def write_archive(path: Path, members: Mapping[str, bytes], created: date) -> None:
    """Write the members of an .xlsx or .docx as `repack` does. Raises OSError."""
    with zipfile.ZipFile(path, "w") as archive:
        for name in sorted(members, key=_order):
            content = members[name]
            _add(archive, name, _restamped(content, created) if name == _CORE else content)


def _order(name: str) -> tuple[bool, str]:
    return name not in _FIRST, name


def _restamped(core: bytes, created: date) -> bytes:
    return _STAMP.sub(rb"\g<1>%bT00:00:00Z\g<2>" % created.isoformat().encode(), core)


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    member = zipfile.ZipInfo(name, _FIXED)
    member.create_system = 0
    member.external_attr = 0o600 << 16
    archive.writestr(member, content, zipfile.ZIP_DEFLATED, _LEVEL)
