from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from pipeline.core.problem import PipelineError
from pipeline.intake.folder import find_files
from pipeline.run.receiving import opened, received_in
from pipeline.run.settings import Settings
from tests.intake.mails import GOOD, NAME, PDF, file, mail, tree, zipped

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = Settings()
FILES = {
    "b.zip": zipped(("ก.xlsx", GOOD), ("../../evil.xlsx", GOOD)),
    "a.eml": mail(file(NAME, GOOD), file("ก.pdf", PDF)),
    "c.xlsx": GOOD,
}


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """An inbox with files and a folder for what is written."""
    inbox, out = tmp_path / "inbox", tmp_path / "out"
    inbox.mkdir()
    out.mkdir()
    for name, content in FILES.items():
        (inbox / name).write_bytes(content)
    return inbox, out


def test_an_inbox_is_given_as_it_lies_and_taken_apart(folders: tuple[Path, Path]) -> None:
    inbox, out = folders
    with received_in(inbox, out, SETTINGS, 2) as found:
        assert found.found == find_files(inbox)
        assert [one.name for one in found.files] == [
            "a.eml/ก.pdf",
            "a.eml/รายงาน กองคลัง.xlsx",
            "b.zip/evil.xlsx",
            "b.zip/ก.xlsx",
            "c.xlsx",
        ]
        kept = [one for one in found.files if one.passed_over is None]
        assert {one.path.read_bytes() for one in kept} == {GOOD}
        assert [one.path.is_relative_to(out) for one in kept] == [True, True, True, False]
        scratch = kept[0].path.parent.parent
        assert scratch.parent == out
        assert stat.S_IMODE(scratch.stat().st_mode) == 0o700


def test_nothing_stays_behind_and_the_inbox_is_as_it_was(
    folders: tuple[Path, Path], tmp_path: Path
) -> None:
    before = tree(tmp_path)
    with received_in(*folders, SETTINGS, 2):
        assert tree(tmp_path).keys() > before.keys()
    assert tree(tmp_path) == before


def test_nothing_stays_behind_where_the_block_raises(
    folders: tuple[Path, Path], tmp_path: Path
) -> None:
    before = tree(tmp_path)
    with pytest.raises(KeyError, match="ours"), received_in(*folders, SETTINGS, 2):
        raise KeyError("ours")  # noqa: EM101 - a fault of the caller
    assert tree(tmp_path) == before


@pytest.mark.parametrize("containers", [True, False])
def test_what_a_killed_run_left_is_dropped(
    folders: tuple[Path, Path], tmp_path: Path, *, containers: bool
) -> None:
    inbox, out = folders
    if not containers:
        (inbox / "a.eml").unlink()
        (inbox / "b.zip").unlink()
    before = tree(tmp_path)
    left = out / ".ita.opened" / "000001"
    left.mkdir(parents=True)
    (left / "000001.xlsx").write_bytes(b"of another run")
    with received_in(inbox, out, SETTINGS, 2) as found:
        paths = [one.path for one in found.files if one.passed_over is None]
        assert {path.read_bytes() for path in paths} == {GOOD}
        assert (out / ".ita.opened").exists() == containers
    assert tree(tmp_path) == before


def test_an_inbox_without_containers_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "c.xlsx").write_bytes(GOOD)
    with received_in(tmp_path, tmp_path / "missing", SETTINGS, 2) as found:
        assert found.files == found.found == find_files(tmp_path)
        assert [*tmp_path.iterdir()] == [tmp_path / "c.xlsx"]


def test_a_folder_that_takes_nothing_is_told(folders: tuple[Path, Path], tmp_path: Path) -> None:
    inbox, _ = folders
    with (
        pytest.raises(PipelineError) as raised,
        received_in(inbox, tmp_path / "missing", SETTINGS, 2),
    ):
        pytest.fail("there is nothing to read")
    assert raised.value.key == "cannot_write"
    assert raised.value.facts == {"path": str(tmp_path / "missing")}


def test_a_file_in_the_place_of_what_is_taken_out_gives_way(folders: tuple[Path, Path]) -> None:
    inbox, out = folders
    (out / ".ita.opened").write_bytes(b"left behind")
    with received_in(inbox, out, SETTINGS, 2) as received:
        assert (out / ".ita.opened").is_dir()
        assert len(received.files) > len(received.found)
    assert not (out / ".ita.opened").exists()


def test_files_may_be_opened_that_lie_in_no_inbox(folders: tuple[Path, Path]) -> None:
    inbox, out = folders
    given = tuple(reversed(find_files(inbox)))
    with opened(given, out / "taken out", SETTINGS, 1) as files:
        assert [one.name for one in files] == [
            "c.xlsx",
            "b.zip/ก.xlsx",
            "b.zip/evil.xlsx",
            "a.eml/รายงาน กองคลัง.xlsx",
            "a.eml/ก.pdf",
        ]
        assert [one.holder for one in files][1:3] == [given[1], given[1]]
    assert [*out.iterdir()] == []
