from __future__ import annotations

import email
import email.policy
import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.run.locking import locked
from tests.door import (
    ANALYST,
    AS_OF,
    CLERK,
    MONTH,
    PERSONNEL,
    SUPPLIES,
    Said,
    fill,
    ita,
    picked,
    table,
    workspace,
)
from tests.servers.smtp import post_office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.servers.smtp import PostOffice

ADDRESSES = {"E2": "clerk@example.go.th", "E3": "plan@example.go.th", "E4": "supply@example.go.th"}
ALL = [CLERK, ANALYST, SUPPLIES]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    office = workspace(tmp_path / "office")
    fill(office / "workbooks" / "plan-2566.xlsx", ADDRESSES, "ส่วนราชการ")
    return office


@contextmanager
def office_at(
    place: Path,
    monkeypatch: pytest.MonkeyPatch,
    **how: Any,  # noqa: ANN401 - as the server takes it
) -> Iterator[PostOffice]:
    (place / "server").mkdir(exist_ok=True)
    with post_office(place / "server", **how) as office:
        monkeypatch.setenv("ITA_MAIL_PASSWORD", office.password)
        security = how.get("security", "starttls")
        (place / "ita.toml").write_text(
            f'[mail]\nhost = "localhost"\naccount = "{office.account}"\n'
            f'smtp_port = {office.port}\nsmtp_security = "{security}"\n'
            f"ca_file = {json.dumps(str(office.ca))}\n",
            encoding="utf-8",
        )
        yield office


def send(place: Path, *options: object, typed: str = "", lang: str = "en") -> Said:
    return ita(
        *("return", MONTH, "--workspace", place, "--as-of", AS_OF, "--lang", lang, "--send"),
        *options,
        stdin=typed.encode(),
    )


def listed(place: Path) -> list[tuple[str, ...]]:
    rows = table(place / "outputs" / MONTH / "returns" / "sent.csv")
    return picked(rows, "division", "to", "state")


def opened(letter: bytes) -> Any:  # noqa: ANN401 - a mail message
    return email.message_from_bytes(letter, policy=email.policy.default)


@pytest.mark.parametrize("security", ["starttls", "ssl"])
def test_letters_go_out_once_after_they_were_looked_over(
    place: Path, monkeypatch: pytest.MonkeyPatch, security: str
) -> None:
    with office_at(place, monkeypatch, security=security) as office:
        said = send(place, typed="send\n")
        assert said.status == 0, said.err
        assert "3 letters will be sent" in said.err
        for told in (*ADDRESSES.values(), "No address in the plan", "3 sent"):
            assert told in said.out
        assert office.recipients == [(address,) for address in ADDRESSES.values()]
        for other in ((), ("--digits", "thai")):
            assert "No letter is left to send" in send(place, *other, typed="send\n").out
        assert "ไม่มีฉบับใดที่ต้องส่ง" in send(place, typed="ส่ง\n", lang="th").out
        assert len(office.letters) == 3
    assert listed(place) == [
        (division, address, "sent")
        for division, address in zip(ALL, ADDRESSES.values(), strict=True)
    ]


def test_a_letter_is_sent_as_it_was_drafted_with_sender_and_date(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with office_at(place, monkeypatch) as office:
        send(place, "--yes")
    letter = opened(office.letters[0])
    draft = opened((place / "outputs" / MONTH / "returns" / f"{CLERK}.eml").read_bytes())
    assert (letter["From"], letter["To"]) == (office.account, "clerk@example.go.th")
    assert letter["Date"] is not None
    assert letter["X-Unsent"] is None
    assert (letter["Subject"], letter["Message-ID"]) == (draft["Subject"], draft["Message-ID"])
    body = [one.get_body().get_content().replace("\r\n", "\n") for one in (letter, draft)]
    assert body[0] == body[1]
    names = [[part.get_filename() for part in one.iter_attachments()] for one in (letter, draft)]
    assert names == [[f"{CLERK}.xlsx"], [f"{CLERK}.xlsx"]]
    contents = [next(one.iter_attachments()).get_content() for one in (letter, draft)]
    assert contents[0] == contents[1]


@pytest.mark.parametrize("typed", ["", "\n", "ไม่\n", "s\n"])
def test_nothing_goes_out_that_was_not_confirmed(
    place: Path, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    with office_at(place, monkeypatch) as office:
        said = send(place, typed=typed, lang="th")
        assert said.status == 0
        assert "จะส่งอีเมล ๓ ฉบับ พิมพ์ ส่ง เพื่อยืนยัน" in said.err
        assert "ยังไม่ได้ส่งฉบับใด" in said.out
    assert office.letters == []
    assert not (place / "outputs" / MONTH / "returns" / "sent.csv").exists()


def test_the_thai_word_confirms(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with office_at(place, monkeypatch) as office:
        assert send(place, typed="ส่ง\n", lang="th").status == 0
    assert len(office.letters) == 3


def test_a_broken_connection_leaves_a_list_and_the_next_run_goes_on(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with office_at(place, monkeypatch, drop_after=1) as office:
        said = send(place, "--yes")
        assert said.status == 3
        assert "1 letters went out, 2 are left" in said.err
        assert listed(place) == [
            (CLERK, "clerk@example.go.th", "sent"),
            (ANALYST, "plan@example.go.th", "begun"),
        ]
        assert "May have gone out" in send(place, "--yes").out
        assert office.recipients == [("clerk@example.go.th",), ("supply@example.go.th",)]
        send(place, "--yes", "--again")
        assert office.recipients[2:] == [("plan@example.go.th",)]
    assert [state for _, _, state in listed(place)] == ["sent", "sent", "sent"]


def test_a_refused_address_keeps_no_other_letter(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with office_at(place, monkeypatch, refuse=frozenset({"plan@example.go.th"})) as office:
        said = send(place, "--yes")
        assert said.status == 0
        assert f"The server refused the letter to {ANALYST} (plan@example.go.th)" in said.out
    assert office.recipients == [("clerk@example.go.th",), ("supply@example.go.th",)]
    assert [state for _, _, state in listed(place)] == ["sent", "refused", "sent"]


def test_a_letter_that_says_something_else_goes_out_too(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with office_at(place, monkeypatch) as office:
        send(place, "--yes")
        inbox = place / "workbooks" / "inbox" / MONTH
        fill(inbox / f"{CLERK}.xlsx", {"I8": "๔ เม.ย. ๖๖"})
        send(place, "--yes")
    assert office.recipients[3:] == [("clerk@example.go.th",)]


def test_a_wrong_password_or_certificate_sends_nothing(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with office_at(place, monkeypatch) as office:
        monkeypatch.setenv("ITA_MAIL_PASSWORD", "wrong")
        said = send(place, "--yes")
        assert (said.status, office.letters) == (3, [])
        assert "does not take the name or password" in said.err
        monkeypatch.setenv("ITA_MAIL_PASSWORD", office.password)
        text = (place / "ita.toml").read_text("utf-8").replace("ca_file", "# ca_file")
        (place / "ita.toml").write_text(text, encoding="utf-8")
        said = send(place, "--yes")
        assert (said.status, office.letters) == (3, [])
        assert "no password was sent" in said.err


def test_a_server_that_is_not_there_is_said_and_the_drafts_are_there(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with office_at(place, monkeypatch):
        pass
    said = send(place, "--yes", lang="th")
    assert said.status == 3
    assert "ติดต่อเครื่องแม่ข่ายอีเมล localhost" in said.err
    assert (place / "outputs" / MONTH / "returns" / f"{PERSONNEL}.eml").exists()


def test_without_a_mail_account_nothing_is_asked(place: Path) -> None:
    said = send(place, "--yes")
    assert said.status == 3
    assert "No mail account is set" in said.err


def test_as_json_it_is_said_what_went_out(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with office_at(place, monkeypatch):
        said = send(place, "--yes", "--json")
        told = json.loads(said.out)
        assert [(one["division"], one["state"]) for one in told] == [(one, "sent") for one in ALL]
        assert json.loads(send(place, "--yes", "--json").out) == []


def test_while_another_run_goes_on_nothing_is_sent(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with office_at(place, monkeypatch) as office:
        send(place, typed="\n")
        with locked(place / "outputs" / MONTH):
            said = send(place, "--yes")
        assert (said.status, office.letters) == (3, [])
        assert "Another run has been going" in said.err
