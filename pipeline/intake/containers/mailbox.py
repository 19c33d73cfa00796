"""A file of many mails (mbox), read mail by mail."""

from __future__ import annotations

import mailbox
from typing import TYPE_CHECKING

from pipeline.intake.containers.parts import Part
from pipeline.intake.limits import MIB
from pipeline.intake.reading.refusal import Limit, Refusal, too_many_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.intake.limits import Limits

_SHOWN_DIGITS = 4


def open_mailbox(path: Path, limits: Limits) -> Iterator[Part]:
    """Each mail as a part named by its number; one past the limit is refused alone.

    Raises RefusalError where the whole file is past its own limit.
    """
    size, most = path.stat().st_size, limits.mailbox_mb
    if size > most * MIB:
        raise too_many_bytes(Limit.MAIL, size, most)
    box = mailbox.mbox(path, create=False)
    try:
        for number, key in enumerate(box.iterkeys(), start=1):
            name = f"{number:0{_SHOWN_DIGITS}}.eml"
            with box.get_file(key) as stream:
                content = stream.read(limits.mail_mb * MIB + 1)
            yield Part(name, content, refusal=_too_long(content, limits))
    finally:
        box.close()


def _too_long(content: bytes, limits: Limits) -> Refusal | None:
    if len(content) <= limits.mail_mb * MIB:
        return None
    return too_many_bytes(Limit.MAIL, len(content), limits.mail_mb).refusal
