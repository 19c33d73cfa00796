from __future__ import annotations

import time
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import openpyxl

from pipeline.sheets.archive import repack

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

AS_OF = date(2023, 4, 4)


def _save(path: Path) -> Path:
    book = openpyxl.Workbook()
    book["Sheet"]["A1"] = "น้ำ"
    book.save(path)
    repack(path, AS_OF)
    return path


def test_same_contents_give_the_same_bytes_at_another_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = _save(tmp_path / "a.xlsx")
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 90_000)
    second = _save(tmp_path / "b.xlsx")
    assert first.read_bytes() == second.read_bytes()


def test_order_of_the_members_does_not_matter(tmp_path: Path) -> None:
    members = {"word/b.xml": b"b", "word/a.xml": b"a", "[Content_Types].xml": b"t"}
    for name, order in (("a.docx", list(members)), ("b.docx", list(reversed(members)))):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            for member in order:
                archive.writestr(member, members[member])
        repack(tmp_path / name, AS_OF)
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.docx") as archive:
        assert archive.namelist() == ["[Content_Types].xml", "word/a.xml", "word/b.xml"]
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {member.create_system for member in archive.infolist()} == {0}
        assert archive.read("word/b.xml") == b"b"


def test_repacked_workbook_opens_with_the_cut_off_as_its_dates(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(_save(tmp_path / "a.xlsx"))
    assert book["Sheet"]["A1"].value == "น้ำ"
    created, modified = book.properties.created, book.properties.modified
    assert (created.date(), modified.date()) == (AS_OF, AS_OF)
