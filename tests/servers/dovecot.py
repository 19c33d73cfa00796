"""A real IMAP server for one test: Dovecot with its own ports, folder and certificate."""

from __future__ import annotations

import grp
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from imap_tools import MailBoxUnencrypted
from imap_tools.utils import encode_folder

from tests.servers.certificates import authority

if TYPE_CHECKING:
    import imaplib
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from tests.servers.certificates import Authority

# An ordinary user's PATH often lacks /usr/sbin.
_DOVECOT = shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin")
NEEDS_DOVECOT = pytest.mark.skipif(
    _DOVECOT is None, reason="needs dovecot: apt install dovecot-imapd"
)
_HOST = "127.0.0.1"
_ACCOUNT = "analyst"
_SECONDS = 20
_SETTINGS = """
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{cert}
ssl_key = <{key}
ssl_min_protocol = TLSv1.2
disable_plaintext_auth = no
auth_failure_delay = 0
mail_location = maildir:{home}/mail/%u
mail_fsync = never
mail_max_userip_connections = 100
first_valid_uid = 1
first_valid_gid = 1
{users}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {home}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}/mail/%u
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
  # Several wrong passwords in a row are answered at once, not ever more slowly.
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
"""


@dataclass(frozen=True, slots=True)
class MailServer:
    """A running server with one account; its folders are filled and looked into here."""

    host: str
    port: int
    tls_port: int
    account: str
    password: str
    ca: Path
    process: subprocess.Popen[bytes]

    def put(self, raw: bytes, folder: str = "INBOX", at: datetime | None = None) -> None:
        """Lays one message into the folder, received at that moment."""
        with self._entered() as mailbox:
            _make(mailbox, folder)
            mailbox.append(raw, folder, at)

    def put_many(self, messages: Iterable[bytes], folder: str = "INBOX") -> None:
        """Lays the messages into the folder, all or none, with one command."""
        with self._entered() as mailbox:
            _make(mailbox, folder)
            _append_together(mailbox.client, folder, messages)

    def count(self, folder: str = "INBOX") -> int:
        """How many messages lie in the folder."""
        with self._entered() as mailbox:
            return mailbox.folder.status(folder, ["MESSAGES"])["MESSAGES"]

    def flags(self, folder: str = "INBOX") -> list[tuple[str, ...]]:
        """Each message's flags in the order of arrival, without what only a session sees."""
        with self._entered() as mailbox:
            mailbox.folder.set(folder, readonly=True)
            found = mailbox.fetch(mark_seen=False, headers_only=True, bulk=True)
            return [tuple(flag for flag in one.flags if flag != r"\Recent") for one in found]

    def stop(self) -> None:
        """Ends every process of the server at once, as if the machine went off."""
        if self.process.returncode is None:
            _kill(self.process)
            _await_silence(self.port)

    def _entered(self) -> MailBoxUnencrypted:
        box = MailBoxUnencrypted(self.host, self.port, timeout=_SECONDS)
        return box.login(self.account, self.password, initial_folder=None)


@contextmanager
def mail_server(folder: Path) -> Iterator[MailServer]:
    """A server whose certificate lies in `folder`; its mail is gone afterwards."""
    with ExitStack() as stack:
        # Not below pytest's folder: the server's own users may not enter that.
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ita-dovecot-")))
        port, tls_port = stack.enter_context(_reserved()), stack.enter_context(_reserved())
        paper, password = authority(folder), secrets.token_hex(8)
        config = _furnish(home, paper, (port, tls_port), password)
        process = _start(config, home / "output")
        server = MailServer(_HOST, port, tls_port, _ACCOUNT, password, paper.ca, process)
        stack.callback(server.stop)
        _await_greeting(server, home)
        yield server


def _make(mailbox: MailBoxUnencrypted, folder: str) -> None:
    if not mailbox.folder.exists(folder):
        mailbox.folder.create(folder)


def _append_together(client: imaplib.IMAP4, folder: str, messages: Iterable[bytes]) -> None:
    # Neither imaplib nor imap-tools speaks MULTIAPPEND; one by one 2,000 take 4 to 9 s.
    client.send(b"MANY APPEND " + encode_folder(folder))
    for raw in messages:
        client.send(b" {%d+}\r\n%b" % (len(raw), raw))
    client.send(b"\r\n")
    answer = client.readline()
    assert answer.startswith(b"MANY OK"), answer


@contextmanager
def _reserved() -> Iterator[int]:
    # Bound and not listening: Dovecot may listen there, and nobody else is given the port.
    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind((_HOST, 0))
        yield held.getsockname()[1]


def _furnish(home: Path, paper: Authority, ports: tuple[int, int], password: str) -> Path:
    root = os.geteuid() == 0
    owner = pwd.getpwnam("mail") if root else pwd.getpwuid(os.geteuid())
    home.chmod(0o755)
    for name in ("run", "state", "mail"):
        (home / name).mkdir(mode=0o755)
    if root:
        os.chown(home / "mail", owner.pw_uid, owner.pw_gid)
    (home / "users").write_text(f"{_ACCOUNT}:{{PLAIN}}{password}\n", encoding="utf-8")
    config = home / "dovecot.conf"
    settings = _SETTINGS.format(
        home=home,
        cert=paper.cert,
        key=paper.key,
        users="" if root else _one_user(owner.pw_name),
        uid=owner.pw_uid,
        gid=owner.pw_gid,
        port=ports[0],
        tls_port=ports[1],
    )
    config.write_text(settings, encoding="utf-8")
    return config


def _one_user(name: str) -> str:
    group = grp.getgrgid(os.getegid()).gr_name
    users = ("default_internal_user", "default_login_user")
    return "\n".join([*(f"{who} = {name}" for who in users), f"default_internal_group = {group}"])


def _start(config: Path, output: Path) -> subprocess.Popen[bytes]:
    # A session of its own, so that stopping reaches every process of this server and no other.
    with output.open("wb") as written:
        return subprocess.Popen(  # noqa: S603
            [str(_DOVECOT), "-F", "-c", str(config)],
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=written,
            start_new_session=True,
        )


def _kill(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _await_greeting(server: MailServer, home: Path) -> None:
    end = time.monotonic() + _SECONDS
    while time.monotonic() < end and server.process.poll() is None:
        with suppress(OSError), socket.create_connection((_HOST, server.port), _SECONDS) as asked:
            if asked.recv(4) == b"* OK":
                return
        time.sleep(0.01)
    told = [path.read_text() for path in (home / "output", home / "log") if path.exists()]
    pytest.fail("Dovecot did not start:\n" + "\n".join(told))


def _await_silence(port: int) -> None:
    end = time.monotonic() + _SECONDS
    while time.monotonic() < end:
        try:
            socket.create_connection((_HOST, port), _SECONDS).close()
        except ConnectionRefusedError:
            return
        except OSError:
            pass
        time.sleep(0.01)
