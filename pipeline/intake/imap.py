"""A mail folder on a server: what lies in it, and the mails themselves."""

from __future__ import annotations

import hashlib
import imaplib
import ssl
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from imap_tools import AND, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError, MailboxFolderSelectError, MailboxLoginError

from pipeline.core.mail_server import Security
from pipeline.core.problem import PipelineError
from pipeline.intake.containers.headers import mailed_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from imap_tools import BaseMailBox, MailMessage

    from pipeline.core.mail_server import MailServer

_PATIENCE = 30
_AT_ONCE = 200
_DIGEST_LENGTH = 16
_LOST = (OSError, imaplib.IMAP4.error, ImapToolsError)


@dataclass(frozen=True, slots=True)
class Listed:
    """A mail of the folder by its headers: `name` is the file that it becomes, the same each time.

    `size` counts bytes. `text_only`: it is one text, and carries no files.
    """

    uid: str
    name: str
    size: int
    text_only: bool


class MailFolder:
    """A folder that is open on a server; nothing in it changes unless mails are moved.

    Every method raises PipelineError `mail_lost` where the server is gone.
    """

    def __init__(self, box: BaseMailBox, host: str) -> None:
        self._box, self._host = box, host

    def listed(self, first: date, last: date) -> Iterator[Listed]:
        """The mails that the server took on those days, both included, in its order."""
        window = AND(date_gte=first, date_lt=last + timedelta(days=1))
        with _told_lost(self._host):
            uids = self._box.uids(window)
            for start in range(0, len(uids), _AT_ONCE):
                some = uids[start : start + _AT_ONCE]
                for mail in self._box.fetch(
                    uid_list=some, headers_only=True, mark_seen=False, bulk=True
                ):
                    yield _listed(mail)

    def fetch(self, uid: str) -> bytes | None:
        """The mail as the server keeps it; None where it is not there any more."""
        with _told_lost(self._host):
            _, answers = self._box.client.uid("FETCH", uid, "(BODY.PEEK[])")
        return next((one[1] for one in answers if isinstance(one, tuple)), None)

    def move(self, uids: Sequence[str], target: str) -> None:
        """Moves the mails into the folder, made where it is absent."""
        with _told_lost(self._host):
            if not self._box.folder.exists(target):
                self._box.folder.create(target)
            self._box.move(list(uids), target, chunks=_AT_ONCE)


@contextmanager
def open_folder(
    server: MailServer, password: str, name: str, *, moving: bool = False
) -> Iterator[MailFolder]:
    """The folder, read-only unless mails will be moved out of it.

    Raises PipelineError: `mail_unreachable`, `mail_certificate`, `mail_login`, `mail_folder` with
    the folders that there are, `mail_no_move` where the server cannot move mails.
    """
    box = _connect(server)
    try:
        _log_in(box, server, password)
        if moving and not _can_move(box):
            # The other way, copying and deleting, would delete what others have marked too.
            key = "mail_no_move"
            raise PipelineError(key, {"host": server.host})
        _enter(box, server, name, read_only=not moving)
        yield MailFolder(box, server.host)
    finally:
        with suppress(*_LOST):
            box.logout()
        with suppress(*_LOST):
            box.client.shutdown()


def _connect(server: MailServer) -> BaseMailBox:
    facts = {"host": server.host, "port": str(server.port)}
    try:
        if server.security is Security.NONE:
            return MailBoxUnencrypted(server.host, server.port, _PATIENCE)
        context = ssl.create_default_context(cafile=server.ca_file)
        kind = MailBox if server.security is Security.SSL else MailBoxStartTls
        return kind(server.host, server.port, timeout=_PATIENCE, ssl_context=context)
    except ssl.SSLCertVerificationError as error:
        key = "mail_certificate"
        raise PipelineError(key, facts) from error
    except _LOST as error:
        key = "mail_unreachable"
        raise PipelineError(key, facts) from error


def _log_in(box: BaseMailBox, server: MailServer, password: str) -> None:
    try:
        if (server.account + password).isascii():
            box.login(server.account, password, initial_folder=None)
        else:
            box.login_utf8(server.account, password, initial_folder=None)
    except imaplib.IMAP4.abort as error:
        raise _lost(server.host) from error
    except (MailboxLoginError, imaplib.IMAP4.error) as error:
        key = "mail_login"
        raise PipelineError(key, {"account": server.account, "host": server.host}) from error
    except OSError as error:
        raise _lost(server.host) from error


def _can_move(box: BaseMailBox) -> bool:
    """Whether the server moves mails itself; many say so only to who has logged in."""
    _, told = box.client.capability()
    words = told[-1] if told and isinstance(told[-1], bytes) else b""
    box.client.capabilities = tuple(words.decode("ascii", "replace").upper().split())
    return "MOVE" in box.client.capabilities


def _enter(box: BaseMailBox, server: MailServer, name: str, *, read_only: bool) -> None:
    with _told_lost(server.host):
        try:
            box.folder.set(name, readonly=read_only)
        except MailboxFolderSelectError as error:
            known = ", ".join(sorted(one.name for one in box.folder.list()))
            key = "mail_folder"
            raise PipelineError(key, {"folder": name, "known": known}) from error


@contextmanager
def _told_lost(host: str) -> Iterator[None]:
    try:
        yield
    except _LOST as error:
        raise _lost(host) from error


def _lost(host: str) -> PipelineError:
    key = "mail_lost"
    return PipelineError(key, {"host": host})


def _listed(mail: MailMessage) -> Listed:
    """A mail's name is made of its headers and size: to know it again it need not be fetched."""
    told = f"{mail.size_rfc822}\n".encode() + mail.obj.as_bytes()
    digest = hashlib.sha256(told).hexdigest()[:_DIGEST_LENGTH]
    moment = mailed_at(mail.obj)
    day = "undated" if moment is None else f"{moment:%Y-%m-%d-%H%M}"
    text_only = mail.obj.get_content_maintype() == "text" and "filename" not in str(
        mail.obj.get("content-disposition", "")
    )
    return Listed(mail.uid or "", f"{day}-{digest}.eml", mail.size_rfc822, text_only)
