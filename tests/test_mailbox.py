"""A mailbox of sixty mails through the door: collected from a real server and consolidated."""

from __future__ import annotations

import email
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.door import MONTH, contents, ita, table
from tests.servers.dovecot import NEEDS_DOVECOT, mail_server
from tests.sixty_mails import WITH_FILES, mails, plan_file

if TYPE_CHECKING:
    from pathlib import Path

# mail/file | claimed sender | received in April | division | outcome
SUBMISSIONS = """
01/รายงาน.xlsx | clerk@ | 04T09 | สำนักปลัด | superseded
02/คลัง.xlsx | finance@ | 01T09 | กองคลัง | superseded
03/รายงาน กองคลัง.xlsx | finance@ | 03T09 | กองคลัง | accepted
04/attachment-1.eml/เก่า.xlsx | finance@ | 02T09 | | duplicate
05/1.xlsx | works@ | 04T09 | กองช่าง | accepted
06/2.xlsx | works@ | 04T09 | กองช่าง | accepted
07/รวม.zip/กองการศึกษา.xlsx | school@ | 04T09 | กองการศึกษา | accepted
08/รายงาน.xlsx | welfare@ | 04T09 | กองสวัสดิการสังคม | accepted
09/รายงาน งานพัสดุ.xlsx | someone@example.com | 04T09 | งานพัสดุ | accepted
10/รายงาน.xlsx | finance@ | 05T09 | กองคลัง | refused
11/logo.png | plan@ | 04T09 | | passed_over
11/ประกอบ.pdf | plan@ | 04T09 | | passed_over
11/โทรศัพท์.xlsx | plan@ | 04T09 | กองสาธารณสุข | nil
12/ก.พ.xlsx | school@ | 04T09 | กองการศึกษา | refused
13/ใครไม่รู้.xlsx | someone@example.com | 04T09 | | waiting
14/กองช่าง.xlsx | finance@ | 01T09 | กองการศึกษา | superseded
15/ใหม่.xlsx | clerk.private@example.com | 04T15 | สำนักปลัด | accepted
18/winmail.dat/กองการศึกษา.xlsx | finance@ | 01T09 | กองการศึกษา | superseded
19/attachment-1.eml/แนบ.xlsx | welfare@ | 02T11 | กองสวัสดิการสังคม | superseded
20/ซ้อน.zip/ใน.zip | someone@example.com | 04T09 | | refused
21/ระเบิด.zip | x@example.com | 04T09 | | refused
22/หนี.xlsx | x@example.com | 04T09 | | refused
23/สแกน.pdf | welfare@ | 04T09 | กองสวัสดิการสังคม | refused
24/เปิดไม่ได้.xlsx | works@ | 04T09 | กองช่าง | refused
25/หนี.zip/ลิงก์.xlsx | school@ | 01T09 | | passed_over
25/หนี.zip/หนี.xlsx | school@ | 01T09 | กองการศึกษา | superseded
26/a.png | finance@ | 01T09 | กองการศึกษา | superseded
59/ก.xlsx | welfare@ | 01T09 | กองสวัสดิการสังคม | superseded
60/ข.xlsx | welfare@ | 01T08 | กองสวัสดิการสังคม | superseded
"""
VERSIONS = "{number}/กองการศึกษา.xlsx | school@ | 01T{hour:02} | กองการศึกษา | superseded"
COPIES = "{number}/สวัสดิการ.xlsx | welfare@ | 02T09 | | duplicate"

# code | mail/file | what it names
ANALYST = """
identity_disagrees | 15/ใหม่.xlsx | กองช่าง
sender_unknown | 15/ใหม่.xlsx | clerk.private@example.com
division_unknown | 13/ใครไม่รู้.xlsx | กองลึกลับ
"""


def rows(text: str) -> list[tuple[str, ...]]:
    return [tuple(cell.strip() for cell in line.split("|")) for line in text.strip().splitlines()]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office after its mailbox was collected and consolidated once."""
    place = tmp_path_factory.mktemp("office")
    (place / "workbooks").mkdir()
    plan_file(place / "workbooks" / "plan-2566.xlsx")
    return place


def numbered(inbox: Path) -> dict[str, str]:
    """The number of each collected mail by its file's name."""
    found = {
        path.name: email.message_from_bytes(path.read_bytes())["Subject"]
        for path in inbox.iterdir()
    }
    return {name: f"{int(number):02}" for name, number in found.items()}


def shown(name: str, numbers: dict[str, str]) -> str:
    holder, slash, rest = name.partition("/")
    return numbers[holder] + slash + rest


def short(address: str) -> str:
    return address.replace("@example.go.th", "@")


@NEEDS_DOVECOT
def test_sixty_mails_become_the_right_inbox_and_the_right_submissions(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox, out = place / "workbooks" / "inbox" / MONTH, place / "outputs" / MONTH
    with mail_server(tmp_path) as server:
        monkeypatch.setenv("ITA_MAIL_PASSWORD", server.password)
        settings = {"host": "localhost", "port": server.tls_port, "account": server.account}
        told = {**settings, "ca_file": str(server.ca)}
        lines = "".join(f"{key} = {json.dumps(value)}\n" for key, value in told.items())
        (place / "ita.toml").write_text(f"[mail]\n{lines}", encoding="utf-8")
        for number, raw in mails().items():
            year = {57: 2022, 58: 2024}.get(number, 2023)
            server.put(raw, at=datetime(year, 4, 4, 2, tzinfo=UTC))
        collected = ita("collect", MONTH, "--workspace", place, "--json")
        assert collected.status == 0, collected.err
        numbers = numbered(inbox)
        assert sorted(numbers.values()) == [f"{number:02}" for number in WITH_FILES]
        assert json.loads(collected.out)["without_files"] == 6
        before = contents(inbox)
        assert json.loads(ita("collect", MONTH, "--workspace", place, "--json").out)["new"] == []
        assert contents(inbox) == before

    said = ita("consolidate", MONTH, "--workspace", place, "--as-of", "2023-04-05")
    assert said.status == 0, said.err
    submissions = table(out / "submissions.csv")
    expected = [
        *rows(SUBMISSIONS),
        *(rows(VERSIONS.format(number=n, hour=n - 27))[0] for n in range(27, 47)),
        *(rows(COPIES.format(number=n))[0] for n in range(47, 53)),
    ]
    found = [
        (
            shown(one["file"], numbers),
            short(one["sender"]),
            one["received"].removeprefix("2023-04-").removesuffix(":00:00+07:00"),
            one["division"],
            one["outcome"],
        )
        for one in submissions
    ]
    assert sorted(found) == sorted(expected)
    assert len({one["file"] for one in submissions}) == len(submissions)
    asked = [
        (one["code"], shown(one["file"], numbers), named)
        for one in table(out / "findings.csv")
        for code, name, named in rows(ANALYST)
        if (one["code"], shown(one["file"], numbers)) == (code, name) and named in one["message"]
    ]
    assert sorted(asked) == sorted(rows(ANALYST))
    assert _reasons(submissions, numbers)

    held = (contents(inbox), contents(out))
    again = ita("consolidate", MONTH, "--workspace", place, "--as-of", "2023-04-05")
    assert again.status == 0
    assert (contents(inbox), contents(out)) == held
    assert held[0] == before


def _reasons(submissions: list[dict[str, str]], numbers: dict[str, str]) -> bool:
    """What is told of some of the files, word by word."""
    told = {shown(one["file"], numbers): one["reason"] for one in submissions}
    assert told["08/รายงาน.xlsx"] == (
        "รับเป็นรายงานของ กองสวัสดิการสังคม ประจำเดือน มี.ค. ๒๕๖๖ โดยดูจาก อีเมลผู้ส่ง ข้อมูลครบถ้วน"
    )
    assert "โดยดูจาก ชื่อไฟล์" in told["09/รายงาน งานพัสดุ.xlsx"]
    assert "เฉพาะมาตรการที่ ๒" in told["06/2.xlsx"]
    assert "แจ้งว่าไม่มีผลเพิ่มเติม" in told["11/โทรศัพท์.xlsx"]
    assert told["15/ใหม่.xlsx"].endswith("ผลตรวจสอบผู้ส่งของเซิร์ฟเวอร์: spf=fail dkim=none")
    assert "ไฟล์บีบอัดซ้อนกัน" in told["20/ซ้อน.zip/ใน.zip"]
    assert "เป็นเอกสารประกอบที่แนบมาพร้อมแบบรายงาน" in told["11/ประกอบ.pdf"]
    assert "ใช้รายงานอีกฉบับของส่วนราชการนี้ที่รับไว้แล้ว" in told["10/รายงาน.xlsx"]
    assert all(told.values())
    return True


def test_the_table_of_the_sixty_names_each_that_was_to_be_collected() -> None:
    listed = {int(name[:2]) for name, *_ in rows(SUBMISSIONS)} | set(range(27, 53))
    assert sorted(listed) == WITH_FILES
    assert sorted(mails()) == list(range(1, 61))
