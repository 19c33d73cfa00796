from __future__ import annotations

import os
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest

from pipeline.core.address import Address
from pipeline.core.finding import Finding, Word
from pipeline.intake import opening
from pipeline.intake.containers.walking import NoRoomError
from pipeline.intake.folder import find_files
from pipeline.intake.limits import Limits
from pipeline.intake.opening import Errand, open_containers, run_errand
from pipeline.intake.read import read_files
from tests.intake import hostile, mails
from tests.intake.mails import GOOD, LIMITS, MAILED_AT, NAME, PDF, file, mail, mailbox, tree, zipped

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.core.received import Received

SENDER = "finance@example.go.th"
INBOX = {
    "1.xlsx": GOOD,
    "2.zip": zipped(("ข/ก.xlsx", GOOD), ("ข.csv", b"1,2\n3,4\n")),
    "3.xls": hostile.ole("Workbook"),
    "4.eml": mail(file(NAME, GOOD), file("ก.pdf", PDF), auth="mx; spf=pass"),
    "5.csv": b"time;From: a;To: b\n1;2;3\n",
    "6.txt": "เรียน ปลัดเทศบาล\n\nเรื่อง: ส่งรายงาน\n".encode(),
    "7.zip": zipped(("ก.xlsx", GOOD))[:3_000],
    "8.mbox": mailbox(mail(file(NAME, GOOD)), mail()),
    "9": mail(),
    "~$2.zip": zipped(("ก.xlsx", GOOD)),
}


def fill(folder: Path, files: dict[str, bytes]) -> tuple[Received, ...]:
    inbox = folder / "inbox"
    inbox.mkdir(parents=True)
    for name, content in files.items():
        (inbox / name).write_bytes(content)
    return find_files(inbox)


def opened(
    folder: Path, files: dict[str, bytes], limits: Limits = LIMITS, jobs: int = 2
) -> dict[str, Received]:
    received = fill(folder, files)
    before = tree(folder)
    (folder / "scratch").mkdir()
    found = open_containers(received, folder / "scratch", limits, jobs)
    after = {name: one for name, one in tree(folder).items() if not name.startswith("scratch")}
    assert after == before
    assert len({one.name for one in found}) == len(found)
    return {one.name: one for one in found}


def test_each_container_gives_way_to_its_files_in_its_place(tmp_path: Path) -> None:
    found = opened(tmp_path, INBOX)
    assert {name: one.passed_over for name, one in found.items()} == {
        "1.xlsx": None,
        "2.zip/ข/ก.xlsx": None,
        "2.zip/ข.csv": None,
        "3.xls": None,
        "4.eml/รายงาน กองคลัง.xlsx": None,
        "4.eml/ก.pdf": "beside",
        "5.csv": None,
        "6.txt": None,
        "7.zip": None,
        "8.mbox/0001.eml/รายงาน กองคลัง.xlsx": None,
        "8.mbox/0002.eml": "no_files",
        "9": "no_files",
        "~$2.zip": "lock_file",
    }
    assert [*found] == [
        *("1.xlsx", "2.zip/ข/ก.xlsx", "2.zip/ข.csv", "3.xls", "4.eml/รายงาน กองคลัง.xlsx"),
        *("4.eml/ก.pdf", "5.csv", "6.txt", "7.zip", "8.mbox/0001.eml/รายงาน กองคลัง.xlsx"),
        *("8.mbox/0002.eml", "9", "~$2.zip"),
    ]


def test_a_file_knows_its_mail_and_what_held_it(tmp_path: Path) -> None:
    found = opened(tmp_path, INBOX)
    report = found["4.eml/รายงาน กองคลัง.xlsx"]
    assert report.path.read_bytes() == GOOD
    assert report.path.parent == tmp_path / "scratch" / "000004"
    assert (report.size, report.sha256) == (len(GOOD), found["1.xlsx"].sha256)
    assert (report.sender, report.received) == (SENDER, MAILED_AT)
    assert (report.authentication, report.carriers) == ("spf=pass", ())
    assert report.on_disk.path == tmp_path / "inbox" / "4.eml"
    assert found["4.eml/ก.pdf"].path == tmp_path / "inbox" / "4.eml"
    assert found["9"].on_disk.path == tmp_path / "inbox" / "9"
    for name in ("1.xlsx", "3.xls", "5.csv", "6.txt", "7.zip"):
        assert (found[name].holder, found[name].sender) == (None, None)


def test_the_files_are_read_as_if_they_lay_in_the_inbox(tmp_path: Path) -> None:
    read = read_files([*opened(tmp_path, INBOX).values()], LIMITS, 2)
    rows = {one.received.name: one.workbook.sheets[0].rows for one in read if one.workbook}
    assert [name for name, found in rows.items() if found == hostile.GOOD_ROWS] == [
        "1.xlsx",
        "2.zip/ข/ก.xlsx",
        "4.eml/รายงาน กองคลัง.xlsx",
        "8.mbox/0001.eml/รายงาน กองคลัง.xlsx",
    ]
    refusals = {one.received.name: one.refusal for one in read if one.refusal}
    assert refusals["7.zip"] == Finding("file_unreadable", Address("7.zip"))
    assert refusals["4.eml/ก.pdf"].code == refusals["9"].code == "file_passed_over"


def test_only_what_begins_like_a_container_is_opened(tmp_path: Path) -> None:
    received = fill(tmp_path, INBOX)
    (tmp_path / "inbox" / "4.eml").unlink()
    with patch.object(opening, "map_apart", wraps=opening.map_apart) as asked:
        open_containers(received, tmp_path / "scratch", LIMITS, 1)
    (call,) = asked.call_args_list
    assert [one.path.name for one in call.args[1]] == ["2.zip", "3.xls", "7.zip", "8.mbox", "9"]


def test_where_nothing_is_opened_no_folder_is_made(tmp_path: Path) -> None:
    assert open_containers((), tmp_path / "none", LIMITS, 2) == ()
    assert not (tmp_path / "none").exists()


def test_a_pdf_that_a_mail_brings_alone_is_refused_and_not_passed_over(tmp_path: Path) -> None:
    found = opened(tmp_path, {"a.eml": mail(file("ก.pdf", PDF))})
    (read,) = read_files([*found.values()], LIMITS, 1)
    facts = {"found": Word("file_kind", "pdf")}
    assert read.refusal == Finding("file_not_a_workbook", Address("a.eml/ก.pdf"), facts)


def test_a_bomb_in_an_archive_in_a_mail_is_refused_and_costs_no_other(tmp_path: Path) -> None:
    bomb = zipped(("a.xlsx", b"\0" * 50_000_000))
    content = mail(file("a.zip", zipped(("bomb.zip", bomb), ("b.xlsx", GOOD))), file("c.zip", bomb))
    read = read_files([*opened(tmp_path, {"a.eml": content}).values()], LIMITS, 1)
    assert {one.received.name: one.refusal.code if one.refusal else None for one in read} == {
        "a.eml/a.zip/bomb.zip": "file_too_large",
        "a.eml/a.zip/b.xlsx": None,
        "a.eml/c.zip": "file_too_large",
    }


def test_what_refuses_a_container_is_said_of_it_and_of_a_file_in_it_of_that(tmp_path: Path) -> None:
    inner = zipped(("c.xlsx", GOOD))
    files = {"a.zip": zipped(("b.zip", inner)), "b.eml": mail(*[file("a.csv", b"1,2\n")] * 3)}
    found = opened(tmp_path, files, Limits(carried=2))
    facts = {"found": (Word("limit", "nesting"), "2 > 1")}
    where = Address("a.zip/b.zip")
    assert found["a.zip/b.zip"].refusal == Finding("file_type_refused", where, facts)
    facts = {"size": "3", "limit": "2", "what": Word("limit", "carried")}
    assert found["b.eml"].refusal == Finding("file_too_large", Address("b.eml"), facts)
    assert found["b.eml"].path == tmp_path / "inbox" / "b.eml"
    assert [*found] == ["a.zip/b.zip", "b.eml"]


def test_the_order_of_files_and_jobs_changes_nothing(tmp_path: Path) -> None:
    received = fill(tmp_path, INBOX | {f"many {one}.eml": INBOX["4.eml"] for one in range(30)})
    told = []
    for number, (files, jobs) in enumerate(
        [(received, 1), (received, 4), (tuple(reversed(received)), 2)]
    ):
        scratch = tmp_path / f"scratch {number}"
        scratch.mkdir()
        found = open_containers(files, scratch, LIMITS, jobs)
        told.append({(one.name, one.sha256, one.passed_over, one.received) for one in found})
        assert len(told[-1]) == len(found) == 13 + 2 * 30
    assert told[0] == told[1] == told[2]


def test_thirty_megabytes_of_base64_are_opened_in_a_child(tmp_path: Path) -> None:
    content = os.urandom(22_000_000)
    found = opened(tmp_path, {"a.eml": mail(file("a.bin", content)), "b.eml": INBOX["4.eml"]})
    assert found["a.eml/a.bin"].refusal is None
    assert found["a.eml/a.bin"].path.read_bytes() == content


def test_a_child_that_dies_costs_its_container_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "run_errand", mails.open_or_die)
    good = zipped(("ก.xlsx", GOOD))
    found = opened(tmp_path, {"a.zip": good, "deadly.zip": good, "z.zip": good})
    assert [*found] == ["a.zip/ก.xlsx", "deadly.zip", "z.zip/ก.xlsx"]
    assert found["deadly.zip"].refusal == Finding("file_unreadable", Address("deadly.zip"))
    assert [found[name].refusal for name in ("a.zip/ก.xlsx", "z.zip/ก.xlsx")] == [None, None]


def test_a_header_that_no_library_reads_costs_its_mail_alone(tmp_path: Path) -> None:
    odd = mail(file("ข.xlsx", GOOD)).replace(b"filename*=utf-8''", b"filename==?utf-8?B?abcde?=;x=")
    found = opened(tmp_path, {"a.mbox": mailbox(odd, mail(file(NAME, GOOD)))})
    assert "a.mbox/0002.eml/รายงาน กองคลัง.xlsx" in found


def test_a_disk_that_takes_nothing_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    received = fill(tmp_path, {"a.zip": INBOX["2.zip"]})
    answer = run_errand(Errand(received[0].path, tmp_path / "missing", LIMITS))
    assert isinstance(answer, NoRoomError)
    monkeypatch.setattr(opening, "run_errand", mails.open_without_room)
    (tmp_path / "scratch").mkdir()
    with pytest.raises(OSError, match="No such file"):
        open_containers(received, tmp_path / "scratch", LIMITS, 1)
