from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from pipeline.core.mail_server import MailAccount, MailServer, Security
from pipeline.core.problem import PipelineError
from pipeline.run.mail_settings import parse_mail, password_of

if TYPE_CHECKING:
    from collections.abc import Iterator

HELD = {"host": "mail.example.go.th", "account": "analyst@example.go.th"}
SERVER = MailServer("mail.example.go.th", 993, "analyst@example.go.th")


def test_host_and_account_are_enough() -> None:
    assert parse_mail({}) is None
    outgoing = MailServer(SERVER.host, 587, SERVER.account, Security.STARTTLS)
    assert parse_mail(HELD) == MailAccount(SERVER, outgoing, SERVER.account)


def test_every_key_is_taken() -> None:
    told = {
        "host": "localhost",
        "port": 10143,
        "security": "none",
        "account": "analyst",
        "folder": "รายงาน/มีนาคม",
        "move_to": "รับแล้ว",
        "ca_file": "ca.pem",
        "sender": "plan@example.go.th",
        "smtp_host": "smtp.example.go.th",
        "smtp_port": 2465,
        "smtp_security": "ssl",
    }
    assert parse_mail(told) == MailAccount(
        MailServer("localhost", 10143, "analyst", Security.NONE, "ca.pem"),
        MailServer("smtp.example.go.th", 2465, "analyst", Security.SSL, "ca.pem"),
        "plan@example.go.th",
        "รายงาน/มีนาคม",
        "รับแล้ว",
    )


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"password": "secret"}, "mail.password"),
        ({"host": ""}, "mail.host"),
        ({"account": " "}, "mail.account"),
        ({"port": "993"}, "mail.port"),
        ({"port": 0}, "mail.port"),
        ({"smtp_port": 70_000}, "mail.smtp_port"),
        ({"folder": 3}, "mail.folder"),
        ({"security": "tls"}, "mail.security"),
        ({"smtp_security": "plain"}, "mail.smtp_security"),
        # A password is never sent in the clear but to this very machine.
        ({"security": "none"}, "mail.security"),
        ({"smtp_security": "none"}, "mail.smtp_security"),
        ({"sender": "no address"}, "mail.sender"),
        ({"sender": "a@example.go.th\nBcc: b@example.go.th"}, "mail.sender"),
    ],
)
def test_what_may_not_be_said_is_named(change: dict[str, Any], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        parse_mail({**HELD, **change})


class _Drawer(KeyringBackend):
    """A keyring that is open, or locked."""

    priority = 1  # type: ignore[assignment]

    def __init__(self, password: str | None, *, locked: bool = False) -> None:
        super().__init__()
        self._password, self._locked = password, locked

    def get_password(self, service: str, username: str) -> str | None:
        if self._locked:
            raise KeyringLocked
        return self._password if (service, username) == ("ita", SERVER.account) else None

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError(service, username, password)


@pytest.fixture(autouse=True)
def system_keyring(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("ITA_MAIL_PASSWORD", raising=False)
    kept = keyring.get_keyring()
    yield
    keyring.set_keyring(kept)


def test_the_environment_s_password_goes_before_the_keyring_s(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keyring.set_keyring(_Drawer("kept"))
    assert password_of(SERVER) == "kept"
    monkeypatch.setenv("ITA_MAIL_PASSWORD", "told")
    assert password_of(SERVER) == "told"


@pytest.mark.parametrize("drawer", [_Drawer(None), _Drawer("kept", locked=True)])
def test_without_a_password_it_is_said_where_one_is_looked_for(drawer: KeyringBackend) -> None:
    keyring.set_keyring(drawer)
    with pytest.raises(PipelineError) as raised:
        password_of(SERVER)
    assert raised.value.key == "mail_password"
    assert raised.value.facts == {
        "account": "analyst@example.go.th",
        "variable": "ITA_MAIL_PASSWORD",
    }


def test_a_program_without_keyring_asks_the_environment_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(PipelineError):
        password_of(SERVER)
