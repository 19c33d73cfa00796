"""What may stand in no file: Thai letters in code, machines' paths, registries' hosts."""

from __future__ import annotations

import re
import subprocess
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.house.code import ROOT, Module, our_modules, strings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

THAI = re.compile("[\u0e00-\u0e7f]")
HOME_OF_THAI = "pipeline.core.vocabulary"

# Written with a gap, so that this file does not hold what it looks for.
_FORBIDDEN = {
    "a machine's path": (
        r"/ho|me/\w",
        r"/ro|ot/\w",
        r"/Us|ers/\w",
        r"C:\\+Us|ers\\(?!\\*someone)",
        r"/wo|rk/\w",
        r"\.\./sha|red",
    ),
    "a registry's host": (
        r"py|pi\.org",
        r"python|hosted\.org",
        r"registry\.npm|js",
        r"index-|url",
        r"://[^ )>]*/sim|ple",
    ),
}
FORBIDDEN = {
    what: re.compile("|".join(one.replace("|", "", 1) for one in patterns))
    for what, patterns in _FORBIDDEN.items()
}
_ZIPPED = {".xlsx", ".docx", ".zip"}
_NOT_OURS = {".venv", ".git", "uv.lock", "__pycache__"}


def thai_in_code(module: Module) -> Iterator[str]:
    """Texts with Thai letters; comments and docstrings may hold them."""
    for line, text in strings(module):
        if THAI.search(text):
            yield f"{module.name}:{line} {text}"


def slips(name: str, content: bytes) -> Iterator[str]:
    """What the file holds that no file may."""
    for part, text in _texts(name, content):
        for what, pattern in FORBIDDEN.items():
            for found in pattern.finditer(text):
                yield f"{part} holds {what}: {text[found.start() : found.start() + 60]!r}"


def _texts(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    if not any(name.endswith(ending) for ending in _ZIPPED):
        yield name, content.decode("utf-8", "replace")
        return
    path = ROOT / name
    with zipfile.ZipFile(path) as archive:
        for part in archive.namelist():
            yield f"{name}!{part}", archive.read(part).decode("utf-8", "replace")


def project_files() -> list[Path]:
    """The files that are, or will be, in the repository."""
    try:
        told = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607 - found by its name
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout.decode()
        paths = [ROOT / name for name in told.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        paths = [path for path in ROOT.rglob("*") if not _NOT_OURS.intersection(path.parts)]
    return [path for path in paths if path.is_file()]


def test_thai_letters_stand_in_the_vocabulary_alone() -> None:
    others = [module for module in our_modules() if module.name != HOME_OF_THAI]
    assert [told for module in others for told in thai_in_code(module)] == []


def test_no_file_names_a_machine_or_a_registry() -> None:
    files = project_files()
    assert len(files) > 100
    told = [
        slip
        for path in files
        for slip in slips(path.relative_to(ROOT).as_posix(), path.read_bytes())
    ]
    assert told == []


@pytest.mark.parametrize("text", ['x = "มาตรการ"', "def f():\n    return f'{x} ปี'"])
def test_thai_in_code_is_told(text: str) -> None:
    assert len(list(thai_in_code(Module("pipeline.core.x", text)))) == 1


def test_thai_in_docstrings_and_comments_is_allowed() -> None:
    text = '"""มาตรการ"""\n\ndef f() -> int:\n    """ปี"""\n    return 1  # เดือน\n'
    assert list(thai_in_code(Module("pipeline.core.x", text))) == []


@pytest.mark.parametrize(
    "parts",
    [
        ("see /ho", "me/anyone/x"),
        ("/ro", "ot/x"),
        ("C:\\Us", "ers\\x"),
        ("https://files.python", "hosted.org/x"),
        ("https://py", "pi.org/project"),
        ("--index-", "url http://127.0.0.1"),
        ("http://mirror.local/sim", "ple/"),
        ("open('../sha", "red/DESIGN.md')"),
    ],
)
def test_a_slip_is_told(parts: tuple[str, str]) -> None:
    assert len(list(slips("x.md", "".join(parts).encode()))) == 1


def test_ordinary_words_are_no_slips() -> None:
    text = "the work of the office, a simple home page, shared with divisions, outputs/2566-03"
    assert list(slips("x.md", text.encode())) == []
