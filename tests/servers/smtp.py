"""A real mail server for letters going out: it keeps them, and fails where it is told to."""

from __future__ import annotations

import asyncio
import secrets
import socket
import ssl
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from tests.servers.certificates import authority

if TYPE_CHECKING:
    from collections.abc import Awaitable, Iterator
    from pathlib import Path

    from aiosmtpd.smtp import SMTP, Envelope, LoginPassword, Session

_HOST = "127.0.0.1"
_ACCOUNT = "analyst@example.go.th"
_SECONDS = 10


@dataclass(frozen=True, slots=True)
class PostOffice:
    """A running server with one account, and what it has accepted so far."""

    host: str
    port: int
    account: str
    password: str
    ca: Path
    letters: list[bytes] = field(default_factory=list)
    recipients: list[tuple[str, ...]] = field(default_factory=list)


class _Clerk:
    def __init__(self, office: PostOffice, refuse: frozenset[str], drop_after: int | None) -> None:
        self.office = office
        self.refuse = refuse
        self.drop_after = drop_after

    def let_in(self, *asked: object) -> AuthResult:
        given: LoginPassword = asked[-1]
        known = (self.office.account.encode(), self.office.password.encode())
        return AuthResult(success=(given.login, given.password) == known, handled=False)

    # Asked here and not by `auth_required`, which warns when the line has no STARTTLS.
    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, _: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if not session.authenticated:
            return "530 5.7.0 Authentication required"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _: SMTP, __: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refuse:
            return "550 5.1.1 No such mailbox"
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, _: Session, envelope: Envelope
    ) -> str:
        if len(self.office.letters) == self.drop_after:
            self.drop_after = None
            server.transport.abort()
            await asyncio.Event().wait()  # until the lost connection ends this
        self.office.letters.append(bytes(envelope.content))
        self.office.recipients.append(tuple(envelope.rcpt_tos))
        return "250 OK"


class _Desk(Controller):
    """Listens on a socket bound beforehand, and leaves no connection open behind it."""

    def __init__(self, clerk: _Clerk, listening: socket.socket, **settings: Any) -> None:  # noqa: ANN401
        port = listening.getsockname()[1]
        super().__init__(clerk, _HOST, port, server_hostname="localhost", **settings)
        self.listening = listening
        self.served: list[SMTP] = []

    def _create_server(self) -> Awaitable[asyncio.AbstractServer]:
        made = self._factory_invoker
        return self.loop.create_server(made, sock=self.listening, ssl=self.ssl_context)

    def factory(self) -> SMTP:
        served = super().factory()
        self.served.append(served)
        return served

    def close(self) -> None:
        asyncio.run_coroutine_threadsafe(self._hang_up(), self.loop).result(_SECONDS)
        self.stop()

    async def _hang_up(self) -> None:
        while still_open := [one.transport for one in self.served if one.transport]:
            for transport in still_open:
                transport.abort()
            await asyncio.sleep(0.001)


@contextmanager
def post_office(
    folder: Path,
    *,
    refuse: frozenset[str] = frozenset(),
    drop_after: int | None = None,
    security: str = "starttls",
) -> Iterator[PostOffice]:
    """A server whose certificate lies in `folder`.

    It answers 550 for the recipients in `refuse`. Having accepted `drop_after` letters it hangs
    up once, when it has read the next letter and not yet answered.
    """
    paper = authority(folder)
    with socket.create_server((_HOST, 0)) as listening:
        port = listening.getsockname()[1]
        office = PostOffice(_HOST, port, _ACCOUNT, secrets.token_hex(8), paper.ca)
        clerk = _Clerk(office, refuse, drop_after)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(paper.cert, paper.key)
        desk = _Desk(clerk, listening, authenticator=clerk.let_in, **_line(security, context))
        desk.start()
        try:
            yield office
        finally:
            desk.close()


def _line(security: str, context: ssl.SSLContext) -> dict[str, object]:
    match security:
        case "starttls":
            return {"tls_context": context, "require_starttls": True}
        case "ssl":
            # aiosmtpd knows of STARTTLS only, and takes this line for an open one.
            return {"ssl_context": context, "auth_require_tls": False}
        case "none":
            return {"auth_require_tls": False}
    message = f"security is starttls, ssl or none, not {security}"
    raise ValueError(message)
