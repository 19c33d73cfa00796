from __future__ import annotations

import io

import msoffcrypto
from msoffcrypto.format.doc97 import Doc97File
from msoffcrypto.format.xls97 import Xls97File

from pipeline.intake.reading.kind import TableKind
from pipeline.intake.reading.refusal import FileKind, encrypted, unreadable

_EXCEL_95_STREAM = "Book\0".encode("utf-16-le")


def ole_kind(content: bytes) -> TableKind | FileKind:
    """What an OLE2 file holds.

    Raises RefusalError where it wants a password or is damaged.
    """
    try:
        office = msoffcrypto.OfficeFile(io.BytesIO(content))
        locked = bool(office.is_encrypted())
    except msoffcrypto.exceptions.FileFormatError:
        return TableKind.XLS if _EXCEL_95_STREAM in content else FileKind.UNKNOWN
    except MemoryError:
        raise
    except Exception as error:
        raise unreadable() from error
    if locked:
        raise encrypted()
    if isinstance(office, Xls97File):
        return TableKind.XLS
    return FileKind.WORD if isinstance(office, Doc97File) else FileKind.UNKNOWN
