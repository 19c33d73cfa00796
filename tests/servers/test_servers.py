from __future__ import annotations

import imaplib
import smtplib
import socket
import ssl
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from imap_tools.imap_utf7 import utf7_encode

from tests.servers.dovecot import NEEDS_DOVECOT, mail_server
from tests.servers.smtp import post_office
from tests.servers.wire import cutting_proxy, silent_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.servers.dovecot import MailServer
    from tests.servers.smtp import PostOffice

THAI = "รายงาน/มีนาคม"
LETTER = b"From: a@example.go.th\r\nTo: b@example.go.th\r\nSubject: report\r\n\r\nbody\r\n"


@pytest.fixture
def mail(tmp_path: Path) -> Iterator[MailServer]:
    with mail_server(tmp_path) as server:
        yield server


@contextmanager
def smtp(office: PostOffice) -> Iterator[smtplib.SMTP]:
    with smtplib.SMTP(office.host, office.port, timeout=10) as client:
        client.starttls(context=ssl.create_default_context(cafile=office.ca))
        yield client


def send(client: smtplib.SMTP, *to: str) -> dict[str, tuple[int, bytes]]:
    return client.sendmail("analyst@example.go.th", to, LETTER)


@NEEDS_DOVECOT
def test_a_message_is_put_and_counted_in_the_inbox_and_in_a_thai_folder(mail: MailServer) -> None:
    mail.put(LETTER, at=datetime(2023, 4, 5, 1, 2, 3, tzinfo=UTC))
    mail.put(LETTER, THAI)
    mail.put(LETTER, THAI)
    assert (mail.count("INBOX"), mail.count(THAI)) == (1, 2)
    with imaplib.IMAP4(mail.host, mail.port, timeout=10) as client:
        client.login(mail.account, mail.password)
        assert client.select(f'"{utf7_encode(THAI).decode()}"') == ("OK", [b"2"])
        client.store("1", "+FLAGS", r"\Seen")
        client.select("INBOX")
        said = client.fetch("1", "(INTERNALDATE BODY.PEEK[])")[1][0]
    assert (b"05-Apr-2023 01:02:03 +0000" in said[0], said[1]) == (True, LETTER)
    assert (mail.flags("INBOX"), mail.flags(THAI)) == ([()], [(r"\Seen",), ()])


@NEEDS_DOVECOT
def test_imaps_shows_a_certificate_that_only_its_authority_vouches_for(mail: MailServer) -> None:
    for host in ("localhost", mail.host):
        trusting = ssl.create_default_context(cafile=mail.ca)
        with imaplib.IMAP4_SSL(host, mail.tls_port, ssl_context=trusting, timeout=10) as client:
            assert client.login(mail.account, mail.password)[0] == "OK"
    stranger = ssl.create_default_context()
    with pytest.raises(ssl.SSLCertVerificationError):
        imaplib.IMAP4_SSL(mail.host, mail.tls_port, ssl_context=stranger, timeout=10)


@NEEDS_DOVECOT
def test_a_wrong_password_does_not_open_the_mailbox(mail: MailServer) -> None:
    with (
        imaplib.IMAP4(mail.host, mail.port, timeout=10) as client,
        pytest.raises(imaplib.IMAP4.error, match="AUTHENTICATIONFAILED"),
    ):
        client.login(mail.account, "wrong")


@NEEDS_DOVECOT
def test_two_thousand_messages_are_put_and_counted(mail: MailServer) -> None:
    mail.put_many((LETTER for _ in range(2_000)), THAI)
    assert (mail.count(THAI), len(mail.flags(THAI))) == (2_000, 2_000)


@NEEDS_DOVECOT
def test_a_stopped_server_is_gone_at_once_even_for_who_is_connected(mail: MailServer) -> None:
    client = imaplib.IMAP4(mail.host, mail.port, timeout=10)
    client.login(mail.account, mail.password)
    mail.stop()
    with pytest.raises((imaplib.IMAP4.abort, OSError)):
        client.noop()
    client.shutdown()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((mail.host, mail.port), 10)


@NEEDS_DOVECOT
def test_the_proxy_cuts_a_long_message_off(mail: MailServer) -> None:
    mail.put(b"Subject: long\r\n\r\n" + b"x" * 70 * 10_000)
    with cutting_proxy(mail.port, 50_000) as port:
        client = imaplib.IMAP4(mail.host, port, timeout=10)
        client.login(mail.account, mail.password)
        assert client.select("INBOX") == ("OK", [b"1"])
        with pytest.raises((imaplib.IMAP4.abort, OSError)):
            client.fetch("1", "(BODY.PEEK[])")
        client.shutdown()


def test_a_silent_port_takes_the_connection_and_says_nothing() -> None:
    with (
        silent_port() as port,
        socket.create_connection(("127.0.0.1", port), 0.2) as client,
        pytest.raises(TimeoutError),
    ):
        client.recv(1)


@NEEDS_DOVECOT
def test_the_proxy_leaves_a_short_conversation_whole(mail: MailServer) -> None:
    with cutting_proxy(mail.port, 50_000) as port:
        for _ in range(2):
            with imaplib.IMAP4(mail.host, port, timeout=10) as client:
                client.login(mail.account, mail.password)
                assert client.logout()[0] == "BYE"


def test_starttls_and_login_deliver(tmp_path: Path) -> None:
    with post_office(tmp_path) as office, smtp(office) as client:
        client.login(office.account, office.password)
        assert send(client, "b@example.go.th", "c@example.go.th") == {}
        assert office.letters == [LETTER]
        assert office.recipients == [("b@example.go.th", "c@example.go.th")]


def test_tls_from_the_first_byte_and_no_tls_deliver(tmp_path: Path) -> None:
    with post_office(tmp_path, security="ssl") as office:
        context = ssl.create_default_context(cafile=office.ca)
        with smtplib.SMTP_SSL(office.host, office.port, context=context, timeout=10) as client:
            client.login(office.account, office.password)
            send(client, "b@example.go.th")
        assert office.letters == [LETTER]
    with post_office(tmp_path, security="none") as office:
        with smtplib.SMTP(office.host, office.port, timeout=10) as client:
            client.login(office.account, office.password)
            send(client, "b@example.go.th")
        assert office.letters == [LETTER]


def test_nothing_is_taken_without_starttls_or_without_the_password(tmp_path: Path) -> None:
    with post_office(tmp_path) as office:
        with (
            smtplib.SMTP(office.host, office.port, timeout=10) as client,
            pytest.raises(smtplib.SMTPSenderRefused, match="STARTTLS"),
        ):
            send(client, "b@example.go.th")
        with smtp(office) as client:
            with pytest.raises(smtplib.SMTPAuthenticationError):
                client.login(office.account, "wrong")
            with pytest.raises(smtplib.SMTPSenderRefused, match="Authentication required"):
                send(client, "b@example.go.th")
        assert office.letters == []


def test_a_refused_recipient_is_answered_550(tmp_path: Path) -> None:
    refuse = frozenset({"gone@example.go.th"})
    with post_office(tmp_path, refuse=refuse) as office, smtp(office) as client:
        client.login(office.account, office.password)
        refused = send(client, "b@example.go.th", "gone@example.go.th")
        assert [(who, code) for who, (code, _) in refused.items()] == [("gone@example.go.th", 550)]
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            send(client, "gone@example.go.th")
        assert office.recipients == [("b@example.go.th",)]


def test_the_line_drops_once_after_so_many_letters(tmp_path: Path) -> None:
    with post_office(tmp_path, drop_after=1) as office:
        with smtp(office) as client:
            client.login(office.account, office.password)
            send(client, "b@example.go.th")
            with pytest.raises((smtplib.SMTPServerDisconnected, OSError)):
                send(client, "c@example.go.th")
        assert office.recipients == [("b@example.go.th",)]
        with smtp(office) as client:
            client.login(office.account, office.password)
            send(client, "d@example.go.th")
        assert office.recipients == [("b@example.go.th",), ("d@example.go.th",)]


def test_a_client_that_never_hangs_up_does_not_keep_the_office_open(tmp_path: Path) -> None:
    with post_office(tmp_path) as office:
        client = smtplib.SMTP(office.host, office.port, timeout=10)
    client.close()
