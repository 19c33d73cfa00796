from __future__ import annotations

import hashlib
import os
import socket
from pathlib import Path

import pytest

from pipeline.intake.folder import find_files

HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"


def passed_over(inbox: Path) -> dict[str, str | None]:
    return {one.name: one.passed_over for one in find_files(inbox)}


def test_files_of_all_folders_are_found_by_name_with_size_and_hash(tmp_path: Path) -> None:
    (tmp_path / "กอง" / "a").mkdir(parents=True)
    (tmp_path / "กอง" / "a" / "x.xlsx").write_bytes(b"hello")
    (tmp_path / "z.txt").write_bytes(b"hello")
    (tmp_path / "B.xlsx").write_bytes(b"hello")
    found = find_files(tmp_path)
    assert [one.name for one in found] == ["B.xlsx", "z.txt", "กอง/a/x.xlsx"]
    assert {(one.size, one.sha256, one.passed_over) for one in found} == {(5, HELLO, None)}
    assert found[2].path == tmp_path / "กอง" / "a" / "x.xlsx"
    assert {one.received for one in found} == {None}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("~$กองคลัง.xlsx", "lock_file"),
        (".~lock.กองคลัง.xlsx#", "lock_file"),
        (".DS_Store", "system_file"),
        ("Thumbs.db", "system_file"),
        ("DESKTOP.INI", "system_file"),
        (".hidden.xlsx", "system_file"),
        ("a.xlsx", None),
        ("no ending", None),
    ],
)
def test_what_an_office_or_a_system_leaves_is_passed_over(
    tmp_path: Path, name: str, reason: str | None
) -> None:
    (tmp_path / name).write_bytes(b"hello")
    assert passed_over(tmp_path) == {name: reason}


def test_an_empty_file_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").touch()
    assert passed_over(tmp_path) == {"a.xlsx": "empty_file"}


def test_folders_that_are_no_folder_of_reports_are_leaves(tmp_path: Path) -> None:
    for name in ("empty", "named.xlsx", "__MACOSX", ".git"):
        (tmp_path / name).mkdir()
    for name in ("named.xlsx", "__MACOSX", ".git"):
        (tmp_path / name / "inside.xlsx").write_bytes(b"hello")
    assert passed_over(tmp_path) == {
        ".git": "system_file",
        "__MACOSX": "system_file",
        "empty": "folder",
        "named.xlsx": "folder",
    }


def test_links_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.xlsx").write_bytes(b"hello")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "file.xlsx").symlink_to(outside / "secret.xlsx")
    (inbox / "folder").symlink_to(outside)
    (inbox / "broken.xlsx").symlink_to(outside / "nothing")
    (inbox / "loop").symlink_to(inbox)
    assert set(passed_over(inbox).values()) == {"link"}
    assert {one.sha256 for one in find_files(inbox)} == {None}


def test_special_files_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo.xlsx")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "s"))
        assert passed_over(tmp_path) == {"fifo.xlsx": "special_file", "s": "special_file"}


def test_a_file_that_cannot_be_opened_is_found_without_its_hash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"hello")

    def refuse(*_arguments: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    (found,) = find_files(tmp_path)
    assert (found.sha256, found.size, found.passed_over) == (None, 5, None)


def test_a_name_that_is_no_text_can_be_written_to_a_report(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/\xa1.xlsx"
    Path(os.fsdecode(raw)).write_bytes(b"hello")
    (found,) = find_files(tmp_path)
    assert found.name == "\\xa1.xlsx"
    assert hashlib.sha256(found.path.read_bytes()).hexdigest() == found.sha256


def test_a_missing_inbox_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        find_files(tmp_path / "nothing")


def test_the_inbox_itself_may_be_a_link(tmp_path: Path) -> None:
    real = tmp_path / "real"
    real.mkdir()
    (real / "a.xlsx").write_bytes(b"hello")
    (tmp_path / "inbox").symlink_to(real)
    assert passed_over(tmp_path / "inbox") == {"a.xlsx": None}
