"""What a container holds, as it says itself: nothing of it is trusted here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline.intake.reading.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a mail claims of itself.

    `sender` is the address alone, without a person's name. `received` is in Thai time: when the
    last server took the mail, else when it says that it was written. `authentication` is what
    the receiving server found of the sender (`spf=pass dkim=fail`); None where it says nothing.
    """

    sender: str | None = None
    received: datetime | None = None
    authentication: str | None = None


NO_ENVELOPE = Envelope()


@dataclass(frozen=True, slots=True)
class Part:
    """A file in a container: its name as decoded, which may be empty or hold anything.

    `decorative`: a picture or a signature that belongs to the text of a mail. `refusal` is why
    its bytes are not the file's, `linked` that it only points to another file. `mail` is what a
    carried mail holds, where it was opened with the one that carries it; it then has no bytes.
    """

    name: str
    content: bytes
    decorative: bool = False
    refusal: Refusal | None = None
    linked: bool = False
    mail: Contents | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """The parts of a container in its own order, and its envelope where it is a mail."""

    parts: tuple[Part, ...]
    envelope: Envelope | None = None
