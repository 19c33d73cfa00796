"""From a file's bytes to its workbook: what it is decides which reader takes it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from pipeline.core.raw import RawWorkbook
from pipeline.intake.limits import MIB, Limits
from pipeline.intake.reading.delimited import read_delimited
from pipeline.intake.reading.kind import Opened, TableKind, open_content, sniff
from pipeline.intake.reading.ods import read_ods
from pipeline.intake.reading.refusal import (
    FileKind,
    Limit,
    RefusalError,
    not_a_workbook,
    too_many_bytes,
    type_refused,
    unreadable,
)
from pipeline.intake.reading.xlsx import read_xlsx

if TYPE_CHECKING:
    from pathlib import Path

Reader: TypeAlias = Callable[[Opened, Limits], RawWorkbook]


def _xlsx(opened: Opened, limits: Limits) -> RawWorkbook:
    if opened.archive is None:
        raise unreadable()
    return read_xlsx(opened.archive, limits)


def _xls(opened: Opened, limits: Limits) -> RawWorkbook:
    # xlrd and the survey of records take time to import, and few files need them.
    from pipeline.intake.reading.xls import read_xls  # noqa: PLC0415

    return read_xls(opened.content, limits)


def _ods(opened: Opened, limits: Limits) -> RawWorkbook:
    if opened.archive is None:
        raise unreadable()
    return read_ods(opened.archive, limits)


def _delimited(opened: Opened, limits: Limits) -> RawWorkbook:
    return read_delimited(opened.content, limits)


READERS: Mapping[TableKind, Reader] = {
    TableKind.XLSX: _xlsx,
    TableKind.XLS: _xls,
    TableKind.ODS: _ods,
    TableKind.CSV: _delimited,
}


def read_path(path: Path, sha256: str | None, limits: Limits) -> RawWorkbook:
    """The workbook in the file.

    Raises RefusalError where it is refused, or is no more the file with that SHA-256, and OSError
    where it cannot be opened.
    """
    most = limits.file_mb * MIB
    with path.open("rb") as stream:
        content = stream.read(most + 1)
    if len(content) > most:
        raise _too_long(content, path.stat().st_size, limits)
    if sha256 is not None and hashlib.sha256(content).hexdigest() != sha256:
        raise unreadable()
    return read_content(content, limits)


def read_content(content: bytes, limits: Limits) -> RawWorkbook:
    """The workbook in the bytes, by the reader for what they are.

    Raises RefusalError where no reader takes them, or its reader refuses them.
    """
    opened = open_content(content, limits)
    if isinstance(opened.kind, FileKind):
        raise not_a_workbook(opened.kind)
    reader = READERS.get(opened.kind)
    if reader is None:
        raise type_refused(opened.kind.value)
    return reader(opened, limits)


def _too_long(content: bytes, size: int, limits: Limits) -> RefusalError:
    kind = sniff(content)
    # Someone who sent a long film or scan is not helped by hearing that the workbook is too big.
    if isinstance(kind, FileKind) and kind is not FileKind.UNKNOWN:
        return not_a_workbook(kind)
    return too_many_bytes(Limit.FILE, size, limits.file_mb)
