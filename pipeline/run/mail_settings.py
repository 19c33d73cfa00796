"""The `[mail]` of ita.toml, and the password that never stands in it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.core.mail_addresses import addresses_in
from pipeline.core.mail_server import MailAccount, MailServer, Security
from pipeline.core.problem import PipelineError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PASSWORD_VARIABLE = "ITA_MAIL_PASSWORD"  # noqa: S105 - the name of it, not the password
KEYRING_SERVICE = "ita"
_TEXTS = (
    "host",
    "security",
    "account",
    "folder",
    "move_to",
    "ca_file",
    "sender",
    "smtp_host",
    "smtp_security",
)
_PORTS = ("port", "smtp_port")
_MOST_PORT = 65_535
_IMAP_PORTS = {Security.SSL: 993, Security.STARTTLS: 143, Security.NONE: 143}
_SMTP_PORTS = {Security.SSL: 465, Security.STARTTLS: 587, Security.NONE: 25}
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


def parse_mail(data: Mapping[str, Any]) -> MailAccount | None:
    """The account that `[mail]` names; None where it names none.

    Mail is posted through the same host unless `smtp_host` names another, by STARTTLS, from
    `account` where that is an address. Raises ValueError that names the key at fault.
    """
    if not data:
        return None
    told = _Told(_held(data))
    host, account = told.text("host"), told.text("account")
    for key, value in (("host", host), ("account", account)):
        if not value:
            raise _fault(key)
    incoming = told.server(host, _IMAP_PORTS, Security.SSL)
    outgoing = told.server(told.text("smtp_host") or host, _SMTP_PORTS, Security.STARTTLS, "smtp_")
    sender = told.text("sender") or account
    if told.text("sender") and addresses_in(sender) != (sender,):
        key = "sender"
        raise _fault(key)
    return MailAccount(
        incoming, outgoing, sender, told.text("folder") or "INBOX", told.text("move_to") or None
    )


def needed(account: MailAccount | None, settings: Path) -> MailAccount:
    """The account of the settings' file; raises PipelineError `mail_not_set` where none is set."""
    if account is None:
        key = "mail_not_set"
        raise PipelineError(key, {"path": settings.as_posix()})
    return account


def password_of(server: MailServer) -> str:
    """The account's password, of the environment, else of the system's keyring.

    Raises PipelineError `mail_password` where neither has one.
    """
    told = os.environ.get(PASSWORD_VARIABLE) or _kept_password(server.account)
    if not told:
        key = "mail_password"
        raise PipelineError(key, {"account": server.account, "variable": PASSWORD_VARIABLE})
    return told


def _kept_password(account: str) -> str | None:
    try:
        import keyring  # noqa: PLC0415 - an extra that may be absent
        import keyring.errors  # noqa: PLC0415 - the same
    except ImportError:
        return None
    try:
        return keyring.get_password(KEYRING_SERVICE, account)
    except keyring.errors.KeyringError:
        return None


@dataclass(frozen=True, slots=True)
class _Told:
    """The keys of `[mail]`, of the types that they should have."""

    data: Mapping[str, str | int]

    def text(self, key: str) -> str:
        """The text under the key; empty where there is none."""
        return str(self.data.get(key, "")).strip()

    def server(
        self, host: str, usual: Mapping[Security, int], security: Security, prefix: str = ""
    ) -> MailServer:
        """The server that the keys with the prefix describe."""
        named = self.text(f"{prefix}security") or security.value
        if named not in tuple(Security):
            raise _fault(prefix + "security")
        security = Security(named)
        if security is Security.NONE and host not in _THIS_MACHINE:
            raise _fault(prefix + "security")
        port = int(self.data.get(f"{prefix}port", usual[security]))
        ca_file = self.text("ca_file") or None
        return MailServer(host, port, self.text("account"), security, ca_file)


def _held(data: Mapping[str, Any]) -> Mapping[str, str | int]:
    for key, value in data.items():
        texts = key in _TEXTS and isinstance(value, str)
        ports = key in _PORTS and isinstance(value, int) and not isinstance(value, bool)
        if not texts and not (ports and 0 < value <= _MOST_PORT):
            raise _fault(key)
    return data


def _fault(key: str) -> ValueError:
    named = f"mail.{key}"
    return ValueError(named)
