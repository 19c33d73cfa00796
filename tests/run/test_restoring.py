from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from pipeline.run.locking import locked
from tests.door import AS_OF, MONTH, SUPPLIES, consolidate, contents, fill, ita, workspace

if TYPE_CHECKING:
    from pathlib import Path

    from tests.door import Said

APRIL = "2566-04"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """March sealed, then April: the newest copy knows all but April."""
    place = workspace(tmp_path_factory.mktemp("office"))
    assert consolidate(place).status == 0
    assert ita("close", MONTH, "--workspace", place).status == 0
    (place / "workbooks" / "inbox" / APRIL).mkdir()
    assert consolidate(place, month=APRIL).status == 0
    return place


@pytest.fixture
def place(whole: Path, tmp_path: Path) -> Path:
    return shutil.copytree(whole, tmp_path / "office")


def memory(place: Path) -> Path:
    return place / "outputs" / "history.sqlite"


def spoil(place: Path) -> None:
    memory(place).write_bytes(memory(place).read_bytes()[:9000])


def restore(place: Path, *options: object) -> Said:
    return ita("history", "--restore", "--workspace", place, "--lang", "en", *options)


def months(place: Path) -> list[str]:
    told = json.loads(ita("history", "--workspace", place, "--json").out)
    return [one["month"] for one in told]


def test_damage_is_named_in_every_command_and_nothing_is_changed(place: Path) -> None:
    spoil(place)
    before = {path: path.read_bytes() for path in place.rglob("*") if path.is_file()}
    command = f"ita history --restore --out {place.as_posix()}/outputs"
    told = (
        f"The history file {memory(place).as_posix()} is damaged and nothing was changed; the "
        f"copy of 4 เม.ย. 2566 (months มี.ค. 2566) can be used: {command}\n"
    )
    for asked in (
        ("consolidate", MONTH),
        ("return", MONTH),
        ("close", MONTH),
        ("issue", APRIL),
        ("status",),
        ("status", MONTH),
        ("history",),
    ):
        said = ita(*asked, "--workspace", place, "--lang", "en")
        assert (said.status, said.err) == (3, told)
    assert {path: path.read_bytes() for path in place.rglob("*") if path.is_file()} == before


def test_the_command_that_is_offered_puts_the_copy_back(place: Path) -> None:
    spoil(place)
    said = ita("status", "--workspace", place, "--lang", "en")
    offered = said.err.strip().rpartition(": ")[2].split()
    assert offered[0] == "ita"
    done = ita(*offered[1:], "--lang", "en")
    assert done.status == 0
    assert "The copy of 4 เม.ย. 2566 is now the history file" in done.out
    assert "history.sqlite.damaged-1" in done.out
    assert f"เม.ย. 2566: ita consolidate {APRIL}" in done.out
    assert "Months that the copy does not know to be sealed" not in done.out
    assert months(place) == [MONTH]
    assert ita("consolidate", APRIL, "--workspace", place).status == 0
    assert months(place) == [MONTH, APRIL]


def test_without_a_workspace_the_command_is_short(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(place)
    monkeypatch.chdir(place)
    said = ita("status", "--lang", "th")
    assert said.err == (
        "ไฟล์ประวัติ outputs/history.sqlite เสียหาย ยังไม่ได้แก้ไขสิ่งใด ใช้สำเนาวันที่ ๔ เม.ย. ๒๕๖๖ "
        "(เดือน มี.ค. ๒๕๖๖) ได้ด้วยคำสั่ง ita history --restore\n"
    )


def test_a_path_with_a_space_is_quoted(place: Path) -> None:
    office = place.rename(place.with_name("อบต วังทอง"))
    spoil(office)
    said = ita("status", "--workspace", office, "--lang", "en")
    assert said.err.endswith(f'--out "{office.as_posix()}/outputs"\n')


def test_a_month_sealed_since_the_copy_must_be_sealed_again(place: Path) -> None:
    fill(place / "workbooks" / "inbox" / MONTH / f"{SUPPLIES}.xlsx", {"H8": "มี.ค. ๖๖"})
    consolidate(place)
    assert ita("close", MONTH, "--workspace", place).status == 0
    for age in (1, 2):
        memory(place).with_name(f"history.sqlite.{age}").unlink()
    spoil(place)
    told = json.loads(restore(place, "--json").out)
    assert told["harm"] == "damaged"
    assert (told["copy"], told["as_of"], told["months"]) == ("history.sqlite.3", AS_OF, [MONTH])
    assert told["aside"] == "history.sqlite.damaged-1"
    assert told["consolidate_again"] == [MONTH, APRIL]
    assert told["close_again"] == [MONTH]
    assert told["letters_unknown"] == []


def test_letters_that_the_copy_does_not_know_are_told(place: Path) -> None:
    spoil(place)
    returns = place / "outputs" / MONTH / "returns"
    returns.mkdir()
    (returns / "sent.csv").write_text("division,to,letter,state\nก,a@b.c,9f,sent\n", "utf-8-sig")
    assert "Letters of มี.ค. 2566 that went out are not in this copy" in restore(place).out


def test_a_whole_memory_needs_no_copy(place: Path) -> None:
    before = memory(place).read_bytes()
    said = restore(place)
    assert said.status == 0
    assert "can be used, or there is none yet; no copy is needed" in said.out
    assert memory(place).read_bytes() == before
    assert json.loads(restore(place, "--json").out or "0") is None


def test_where_there_is_no_memory_none_is_made(tmp_path: Path) -> None:
    assert restore(tmp_path).status == 0
    assert list(tmp_path.iterdir()) == []


def test_a_newer_program_s_memory_is_not_called_damaged(place: Path) -> None:
    with closing(sqlite3.connect(memory(place))) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = memory(place).read_bytes()
    for said in (restore(place), ita("status", "--workspace", place, "--lang", "en")):
        assert said.status == 3
        assert "was made by a newer version of this program and nothing was changed" in said.err
        assert "--restore" not in said.err
    assert memory(place).read_bytes() == before


def test_another_program_s_file_is_named_and_kept(place: Path) -> None:
    memory(place).write_text("บันทึกข้อความ" * 500, encoding="utf-8")
    said = ita("status", "--workspace", place, "--lang", "en")
    assert "is no history file of this program" in said.err
    assert restore(place).status == 0
    aside = memory(place).with_name("history.sqlite.damaged-1")
    assert aside.read_text("utf-8") == "บันทึกข้อความ" * 500
    assert months(place) == [MONTH]


def test_without_copies_it_says_what_to_do_then(place: Path) -> None:
    for age in (1, 2, 3):
        memory(place).with_name(f"history.sqlite.{age}").unlink(missing_ok=True)
    spoil(place)
    for said in (restore(place), ita("status", "--workspace", place, "--lang", "en")):
        assert said.status == 3
        assert (
            "move the file to a safe place and consolidate the months again, in order" in said.err
        )
    memory(place).rename(memory(place).with_name("kept.sqlite"))
    assert consolidate(place).status == 0
    assert months(place) == [MONTH]


@pytest.mark.parametrize("folder", ["", MONTH, APRIL])
def test_while_a_run_goes_on_nothing_is_put_back(place: Path, folder: str) -> None:
    spoil(place)
    before = memory(place).read_bytes()
    with locked(place / "outputs" / folder):
        said = restore(place)
    assert said.status == 3
    assert "Another run has been going since" in said.err
    assert memory(place).read_bytes() == before
    assert restore(place).status == 0


def test_outputs_stay_as_they_are(place: Path) -> None:
    spoil(place)
    before = contents(place)
    restore(place)
    assert contents(place) == before
