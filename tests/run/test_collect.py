from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.door import MONTH, SUPPLIES, Said, contents, ita, workspace
from tests.intake.mails import file, mail
from tests.servers.dovecot import NEEDS_DOVECOT, MailServer, mail_server
from tests.servers.wire import cutting_proxy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

IN_TIME = datetime(2023, 4, 3, 2, tzinfo=UTC)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    office = workspace(tmp_path / "office")
    for path in inbox(office).iterdir():
        path.unlink()
    return office


@pytest.fixture
def server(place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    """A mail server that the office's settings name, with its password in the environment."""
    (tmp_path / "server").mkdir()
    with mail_server(tmp_path / "server") as running:
        monkeypatch.setenv("ITA_MAIL_PASSWORD", running.password)
        settle(place, running)
        yield running


def inbox(place: Path) -> Path:
    return place / "workbooks" / "inbox" / MONTH


def settle(place: Path, server: MailServer, **more: object) -> None:
    told = {
        "host": "localhost",
        "port": server.tls_port,
        "account": server.account,
        "ca_file": str(server.ca),
        **more,
    }
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in told.items()]
    (place / "ita.toml").write_text("[mail]\n" + "\n".join(lines) + "\n", encoding="utf-8")


def collect(place: Path, *options: object, lang: str = "en") -> Said:
    return ita("collect", MONTH, "--workspace", place, "--lang", lang, *options)


def counted(place: Path, *options: object) -> dict[str, object]:
    said = collect(place, "--json", *options)
    assert said.status == 0, said.err
    told: dict[str, object] = json.loads(said.out)
    del told["inbox"]
    return told


def report(number: int = 0, **more: str) -> bytes:
    return mail(file(f"{number}.csv", f"a,{number}".encode()), **more)


@NEEDS_DOVECOT
def test_mails_with_files_come_into_the_inbox_once(place: Path, server: MailServer) -> None:
    server.put(report(1), at=IN_TIME)
    server.put(report(2), at=IN_TIME)
    server.put(mail(), at=IN_TIME)
    first = counted(place)
    assert (len(first["new"]), first["looked_at"], first["without_files"]) == (2, 3, 1)  # type: ignore[arg-type]
    held = contents(inbox(place))
    assert {name[:16] for name in held} == {"2023-04-03-0912-"}
    assert sorted(held.values()) == sorted([report(1), report(2)])
    again = counted(place)
    assert (again["new"], again["known"]) == ([], 2)
    assert contents(inbox(place)) == held
    assert server.flags() == [(), (), ()]


@NEEDS_DOVECOT
def test_of_two_mails_with_one_message_id_neither_is_lost(place: Path, server: MailServer) -> None:
    for number in (1, 22):
        server.put(b"Message-ID: <same@example.go.th>\r\n" + report(number), at=IN_TIME)
    assert len(counted(place)["new"]) == 2  # type: ignore[arg-type]


@NEEDS_DOVECOT
def test_only_the_days_asked_for_are_looked_at(place: Path, server: MailServer) -> None:
    for day in (datetime(2023, 2, 27, tzinfo=UTC), datetime(2023, 5, 2, tzinfo=UTC), IN_TIME):
        server.put(report(day.day), at=day)
    assert counted(place)["looked_at"] == 1
    assert counted(place, "--since", "1 ก.พ. 66", "--until", "2023-05-02")["looked_at"] == 3


@NEEDS_DOVECOT
def test_a_mail_of_another_month_s_inbox_is_not_taken_again(
    place: Path, server: MailServer
) -> None:
    server.put(report(1), at=datetime(2023, 3, 4, tzinfo=UTC))
    said = ita("collect", "2566-02", "--workspace", place, "--json")
    assert len(json.loads(said.out)["new"]) == 1
    told = counted(place)
    assert (told["new"], told["elsewhere"]) == ([], 1)


@NEEDS_DOVECOT
def test_a_thai_folder_is_read_and_what_was_collected_is_moved_when_told_to(
    place: Path, server: MailServer
) -> None:
    settle(place, server, folder="รายงาน/มีนาคม")
    server.put(report(1), "รายงาน/มีนาคม", IN_TIME)
    server.put(mail(), "รายงาน/มีนาคม", IN_TIME)
    assert counted(place)["moved"] == 0
    assert server.count("รายงาน/มีนาคม") == 2
    told = counted(place, "--move", "รับแล้ว")
    assert (told["known"], told["moved"]) == (1, 1)
    assert (server.count("รายงาน/มีนาคม"), server.count("รับแล้ว")) == (1, 1)


@NEEDS_DOVECOT
def test_a_mailbox_of_two_thousand_mails_is_collected_whole(
    place: Path, server: MailServer
) -> None:
    server.put_many(report(number) if number % 4 == 0 else mail() for number in range(2_000))
    since = ("--since", "2020-01-01", "--until", "2090-01-01")
    told = counted(place, *since)
    # The mails without files differ in nothing, and are each looked at.
    assert (len(told["new"]), told["without_files"]) == (500, 1_500)  # type: ignore[arg-type]
    assert counted(place, *since)["known"] == 500


@NEEDS_DOVECOT
@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", "does not take the name or password"), ("th", "ไม่รับชื่อหรือรหัสผ่าน")],
)
def test_a_wrong_password_is_said(
    place: Path, server: MailServer, monkeypatch: pytest.MonkeyPatch, lang: str, words: str
) -> None:
    monkeypatch.setenv("ITA_MAIL_PASSWORD", f"{server.password}ผิด")
    said = collect(place, lang=lang)
    assert (said.status, said.out) == (3, "")
    assert words in said.err
    assert "ผิด" not in said.err


@NEEDS_DOVECOT
def test_a_folder_that_is_not_there_is_said_with_those_that_are(
    place: Path, server: MailServer
) -> None:
    settle(place, server, folder="ไม่มี")
    server.put(report(), "รายงาน")
    said = collect(place)
    assert said.status == 3
    assert "There is no mail folder ไม่มี; there are INBOX, รายงาน" in said.err


@NEEDS_DOVECOT
@pytest.mark.usefixtures("server")
def test_a_certificate_that_does_not_hold_gets_no_password(place: Path) -> None:
    text = (place / "ita.toml").read_text("utf-8")
    (place / "ita.toml").write_text(
        "\n".join(line for line in text.splitlines() if "ca_file" not in line), encoding="utf-8"
    )
    said = collect(place)
    assert said.status == 3
    assert "no password was sent" in said.err


@NEEDS_DOVECOT
def test_a_lost_connection_keeps_what_came_and_the_next_run_goes_on(
    place: Path, server: MailServer
) -> None:
    for number in range(6):
        server.put(mail(file(f"{number}.csv", b"a,b\n" * 10_000)), at=IN_TIME)
    with cutting_proxy(server.port, 200_000) as port:
        settle(place, server, host="127.0.0.1", port=port, security="none")
        said = collect(place)
    assert said.status == 3
    assert "The connection to 127.0.0.1 was lost after" in said.err
    came = len(contents(inbox(place)))
    assert 0 < came < 6
    settle(place, server)
    told = counted(place)
    assert (told["known"], len(told["new"])) == (came, 6 - came)  # type: ignore[arg-type]


@NEEDS_DOVECOT
def test_a_server_that_is_not_there_is_said(place: Path, server: MailServer) -> None:
    server.stop()
    said = collect(place)
    assert said.status == 3
    assert f"The mail server localhost, port {server.tls_port}, cannot be reached" in said.err


def test_without_a_mail_account_or_a_password_it_is_said_what_to_do(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ITA_MAIL_PASSWORD", raising=False)
    said = collect(place)
    assert said.status == 3
    assert "No mail account is set; add [mail]" in said.err
    (place / "ita.toml").write_text('[mail]\nhost = "localhost"\naccount = "a"\n', encoding="utf-8")
    said = collect(place)
    assert said.status == 3
    assert "set the variable ITA_MAIL_PASSWORD" in said.err


def test_files_and_folders_that_are_named_are_taken_in_once(place: Path, tmp_path: Path) -> None:
    given = tmp_path / "given"
    (given / "deeper").mkdir(parents=True)
    (given / "a.eml").write_bytes(report(1))
    (given / "deeper" / "a.eml").write_bytes(report(2))
    (given / "deeper" / "copy.eml").write_bytes(report(1))
    told = counted(place, given)
    assert (told["new"], told["known"]) == (["a.eml", "a (2).eml"], 1)
    held = contents(inbox(place))
    assert (held["a.eml"], held["a (2).eml"]) == (report(1), report(2))
    assert counted(place, given)["new"] == []
    assert contents(inbox(place)) == held


def test_a_named_file_that_is_not_there_is_said(place: Path) -> None:
    said = collect(place, "nothing.eml")
    assert said.status == 3
    assert "nothing.eml not found" in said.err


def test_what_was_collected_is_consolidated(place: Path, tmp_path: Path) -> None:
    example = workspace(tmp_path / "example") / "workbooks" / "inbox" / MONTH / f"{SUPPLIES}.xlsx"
    (tmp_path / "mail.eml").write_bytes(mail(file("รายงาน.xlsx", example.read_bytes())))
    counted(place, tmp_path / "mail.eml")
    said = ita("consolidate", MONTH, "--workspace", place, "--json")
    assert json.loads(said.out)["counts"]["outcomes"]["accepted_with_findings"] == 1
