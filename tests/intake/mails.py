"""Mails as they travel, archives as strangers write them, and both taken apart, for the tests."""

from __future__ import annotations

import base64
import hashlib
import io
import os
import zipfile
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING
from urllib.parse import quote_from_bytes

from pipeline.intake import opening
from pipeline.intake.containers.walking import Leaf, Walk
from pipeline.intake.limits import Limits
from tests.intake import hostile, tnef_files

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.intake.reading.refusal import Refusal

THAI_TIME = timezone(timedelta(hours=7))
LIMITS = Limits()
NAME = "รายงาน กองคลัง.xlsx"
GOOD = hostile.good()
PDF = b"%PDF-1.7\n%\xe2\xe3 invented"
PICTURE = b"\x89PNG\r\n\x1a\n invented"
SENDER = "finance@example.go.th"
DATE = "Mon, 3 Apr 2023 09:12:00 +0700"
MAILED_AT = datetime(2023, 4, 3, 9, 12, tzinfo=THAI_TIME)


def plain(name: str, charset: str = "utf-8") -> bytes:
    """The parameter with its letters as they are: raw bytes where they are no ASCII."""
    return b'filename="' + name.encode(charset) + b'"'


def rfc2231(name: str, charset: str = "utf-8") -> bytes:
    return f"filename*={charset}''{quote_from_bytes(name.encode(charset), safe='')}".encode()


def rfc2231_split(name: str, charset: str = "utf-8") -> bytes:
    """Over several parameters, and in the midst of letters."""
    text = quote_from_bytes(name.encode(charset), safe="")
    pieces = [text[start : start + 12] for start in range(0, len(text), 12)]
    told = [f"filename*0*={charset}''{pieces[0]}"]
    told += [f"filename*{number}*={piece}" for number, piece in enumerate(pieces[1:], start=1)]
    return ";\r\n ".join(told).encode()


def rfc2047(name: str, charset: str, encoding: str = "cp874", size: int = 18) -> bytes:
    """As encoded words of so many bytes, whatever letters that cuts in two."""
    raw = name.encode(encoding)
    pieces = [base64.b64encode(raw[at : at + size]).decode() for at in range(0, len(raw), size)]
    words = "\r\n ".join(f"=?{charset}?B?{piece}?=" for piece in pieces)
    return f'filename="{words}"'.encode()


def part(
    content: bytes, name: bytes = b"", kind: str = "application/octet-stream", more: str = ""
) -> bytes:
    """An attached file; `name` is the parameter as it is sent."""
    disposition = b"Content-Disposition: attachment; " + name + b"\r\n" if name else b""
    head = f"Content-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n{more}".encode()
    return head + disposition + b"\r\n" + base64.encodebytes(content).replace(b"\n", b"\r\n")


def file(name: str, content: bytes) -> bytes:
    return part(content, rfc2231(name))


def logo() -> bytes:
    name = b'filename="logo.png"'
    return part(PICTURE, name, "image/png", "Content-ID: <logo@example.go.th>\r\n")


def signature() -> bytes:
    return part(b"0\x80 invented", b'filename="smime.p7s"', "application/pkcs7-signature")


def winmail(*attachments: bytes) -> bytes:
    content = tnef_files.tnef(*attachments)
    return part(content, b'filename="winmail.dat"', "application/ms-tnef")


def carried(mail: bytes, name: bytes = b"") -> bytes:
    """A mail that a mail carries."""
    disposition = b"Content-Disposition: attachment; " + name + b"\r\n" if name else b""
    return b"Content-Type: message/rfc822\r\n" + disposition + b"\r\n" + mail


def text(words: str = "เรียน งานแผน\r\nส่งรายงานตามแนบ") -> bytes:
    return f"Content-Type: text/plain; charset=utf-8\r\n\r\n{words}\r\n".encode()


def several(kind: str, *parts: bytes) -> bytes:
    """Parts as one part."""
    line = "=_" + hashlib.sha256(b"".join(parts)).hexdigest()[:20]
    head = f'Content-Type: multipart/{kind}; boundary="{line}"\r\n\r\n'.encode()
    inner = b"".join(f"--{line}\r\n".encode() + one + b"\r\n" for one in parts)
    return head + inner + f"--{line}--\r\n".encode()


def mail(
    *parts: bytes,
    sender: str | None = SENDER,
    date: str | None = DATE,
    subject: str = "ส่งรายงาน",
    received: str | None = None,
    auth: str | None = None,
) -> bytes:
    """A mail with a text and these parts."""
    told = {
        "Received": received,
        "Authentication-Results": auth,
        "From": sender,
        "To": "plan@example.go.th",
        "Date": date,
        "Subject": subject,
        "MIME-Version": "1.0",
    }
    lines = "".join(f"{key}: {value}\r\n" for key, value in told.items() if value is not None)
    return lines.encode() + several("mixed", text(), *parts)


def mailbox(*mails: bytes) -> bytes:
    line = b"From finance@example.go.th Mon Apr  3 09:12:00 2023\n"
    return b"".join(line + one.replace(b"\r\n", b"\n") + b"\n" for one in mails)


def zipped(*entries: tuple[zipfile.ZipInfo | str, bytes]) -> bytes:
    """An archive of these entries, in their order."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, content in entries:
            archive.writestr(entry, content)
    return stream.getvalue()


def renamed(archive: bytes, old: bytes, new: bytes) -> bytes:
    """The archive with an entry's name put over another of the same length, in both places."""
    assert len(old) == len(new)
    assert archive.count(old) == 2
    return archive.replace(old, new)


def locked(archive: bytes, name: bytes) -> bytes:
    """The archive with an entry marked as one that wants a password."""
    changed = bytearray(archive)
    changed[archive.index(name) - 30 + 6] |= 1
    changed[archive.rindex(name) - 46 + 8] |= 1
    return bytes(changed)


def tree(folder: Path) -> dict[str, bytes | None]:
    """Everything below the folder, files with their bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


def walked(folder: Path, content: bytes, limits: Limits = LIMITS) -> tuple[Leaf, ...] | None:
    """What the bytes hold, taken out into a scratch folder in this one.

    Fails where anything was written beside the scratch folder, or into it what no leaf names.
    """
    inbox, scratch = folder / "in" / "box", folder / "in" / "scratch" / "000001"
    inbox.mkdir(parents=True)
    scratch.mkdir(parents=True)
    (inbox / "held").write_bytes(content)
    before = tree(folder)
    try:
        found = Walk(inbox / "held", scratch, limits).leaves()
    finally:
        after = tree(folder)
        inside = {name for name in after if name.startswith("in/scratch/000001/")}
        assert {name: one for name, one in after.items() if name not in inside} == before
    stored = {f"in/scratch/000001/{leaf.stored}" for leaf in found or () if leaf.stored}
    assert stored <= inside
    for leaf in found or ():
        if leaf.stored:
            taken = after[f"in/scratch/000001/{leaf.stored}"]
            assert taken is not None
            assert (len(taken), hashlib.sha256(taken).hexdigest()) == (leaf.size, leaf.sha256)
    return found


def fates(leaves: tuple[Leaf, ...] | None) -> dict[str, str]:
    """What became of each leaf by its label: `kept`, why it is passed over, or what refuses it."""
    assert leaves is not None
    found = {
        leaf.label: str(leaf.passed_over or (leaf.refusal.code if leaf.refusal else "kept"))
        for leaf in leaves
    }
    assert len(found) == len(leaves)
    return found


def open_or_die(errand: opening.Errand) -> tuple[Leaf, ...] | Refusal | OSError | None:
    """A child's task; it finds it by its module. One file kills the child."""
    if errand.path.name == "deadly.zip":
        os.abort()
    return opening.run_errand(errand)


def open_without_room(errand: opening.Errand) -> tuple[Leaf, ...] | Refusal | OSError | None:
    """A child's task; the disk takes nothing."""
    errand.scratch.rmdir()
    return opening.run_errand(errand)
