"""A mail server as the settings name it; its password is never among them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Security(StrEnum):
    """How the way to a mail server is kept from others: encrypted from the start, or after a word.

    `none` is for a server on this machine alone.
    """

    SSL = "ssl"
    STARTTLS = "starttls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is fetched or posted, and as whom.

    `ca_file` holds the certificates of an authority of the office's own; None: the system's.
    """

    host: str
    port: int
    account: str
    security: Security = Security.SSL
    ca_file: str | None = None


@dataclass(frozen=True, slots=True)
class MailAccount:
    """The `[mail]` of the settings: where mail is fetched, where it is posted, from whom.

    `folder` is read, and left as it is unless `move_to` names a folder for what was collected.
    """

    incoming: MailServer
    outgoing: MailServer
    sender: str
    folder: str = "INBOX"
    move_to: str | None = None
