"""Letters posted through a mail server, one after the other."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import contextmanager, suppress
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import TYPE_CHECKING

from pipeline.core.mail_server import Security
from pipeline.core.posted import Posted
from pipeline.core.problem import PipelineError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from pipeline.core.mail_server import MailServer

_PATIENCE = 30
_MAIL = SMTP.clone(max_line_length=76)


class PostOffice:
    """A mail server that one is logged in to."""

    def __init__(self, smtp: smtplib.SMTP) -> None:
        self._smtp = smtp

    def post(self, letter: bytes, sender: str, to: Sequence[str]) -> Posted:
        """What became of the letter: after anything but sent or refused the server is gone."""
        if not self._is_there():
            return Posted.NOT_SENT
        try:
            refused = self._smtp.sendmail(sender, list(to), letter)
        except smtplib.SMTPServerDisconnected:
            return Posted.BEGUN
        except smtplib.SMTPException:
            return Posted.REFUSED
        except OSError:
            return Posted.BEGUN
        return Posted.REFUSED if len(refused) == len(to) else Posted.SENT

    def _is_there(self) -> bool:
        try:
            self._smtp.noop()
        except (smtplib.SMTPException, OSError):
            return False
        return True


@contextmanager
def open_post_office(server: MailServer, password: str) -> Iterator[PostOffice]:
    """The server, over an encrypted way and logged in.

    Raises PipelineError: `mail_unreachable`, `mail_certificate`, `mail_login`.
    """
    smtp = _connect(server)
    try:
        _log_in(smtp, server, password)
        yield PostOffice(smtp)
    finally:
        with suppress(smtplib.SMTPException, OSError):
            smtp.quit()
        smtp.close()


def ready_letter(draft: bytes, sender: str, at: datetime) -> bytes:
    """The draft as it is posted: with its sender and date, and no more marked as unsent."""
    message = message_from_bytes(draft, EmailMessage, policy=_MAIL)
    del message["X-Unsent"]
    message["From"] = sender
    message["Date"] = format_datetime(at)
    return message.as_bytes()


def addressed_to(draft: bytes) -> tuple[str, ...]:
    """The addresses that the draft is for; none where it has no To."""
    message = message_from_bytes(draft, EmailMessage, policy=_MAIL)
    return tuple(address.strip() for address in str(message.get("To", "")).split(",") if address)


def _connect(server: MailServer) -> smtplib.SMTP:
    facts = {"host": server.host, "port": str(server.port)}
    smtp: smtplib.SMTP | None = None
    try:
        if server.security is Security.NONE:
            return smtplib.SMTP(server.host, server.port, timeout=_PATIENCE)
        context = ssl.create_default_context(cafile=server.ca_file)
        if server.security is Security.SSL:
            return smtplib.SMTP_SSL(server.host, server.port, timeout=_PATIENCE, context=context)
        smtp = smtplib.SMTP(server.host, server.port, timeout=_PATIENCE)
        smtp.starttls(context=context)
    except (OSError, smtplib.SMTPException) as error:
        if smtp is not None:
            smtp.close()
        certificate = isinstance(error, ssl.SSLCertVerificationError)
        key = "mail_certificate" if certificate else "mail_unreachable"
        raise PipelineError(key, facts) from error
    return smtp


def _log_in(smtp: smtplib.SMTP, server: MailServer, password: str) -> None:
    try:
        smtp.login(server.account, password)
    except smtplib.SMTPServerDisconnected as error:
        key = "mail_unreachable"
        raise PipelineError(key, {"host": server.host, "port": str(server.port)}) from error
    except (smtplib.SMTPException, OSError, UnicodeEncodeError) as error:
        key = "mail_login"
        raise PipelineError(key, {"account": server.account, "host": server.host}) from error
