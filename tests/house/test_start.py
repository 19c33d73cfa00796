"""Help, explain, framework and status start at once, and so do children: none imports pandas."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pipeline.intake.apart import Done, Terms, map_apart
from tests.house.code import ROOT
from tests.house.tasks import import_and_tell, read_and_tell

HEAVY = ("pandas", "numpy", "pandera", "openpyxl", "xlsxwriter", "pydantic", "xlrd", "odf")
_SAY = """
import sys
from pipeline.cli import run
status = run(sys.argv[1:])
sys.stderr.write(",".join(name for name in {heavy!r} if name in sys.modules))
sys.exit(status)
"""


def heavy_modules(*arguments: str, code: str = _SAY) -> set[str]:
    """The heavy libraries that a command imported, in a process of its own."""
    done = subprocess.run(  # noqa: S603 - this Python, our code
        [sys.executable, "-c", code.format(heavy=HEAVY), *arguments],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return set(filter(None, done.stderr.split(",")))


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--help",),
        ("--version",),
        ("consolidate", "--help"),
        ("explain", "--json", "ม.ค. - ก.ย. ๖๖"),
        ("status", "--lang", "en"),
        ("framework", "2566"),
        ("history", "--lang", "en"),
        ("history", "--restore", "--lang", "en"),
        ("close", "--help"),
    ],
)
def test_nothing_heavy_is_imported(arguments: tuple[str, ...]) -> None:
    assert heavy_modules(*arguments) == set()


def test_what_is_heavy_would_be_told() -> None:
    assert "pandas" in heavy_modules(code="import pandas\n" + _SAY)


def test_children_read_without_anything_heavy() -> None:
    books = sorted((ROOT / "workbooks" / "inbox" / "2566-03").glob("*.xlsx"))
    terms = Terms(jobs=1, seconds=20, memory_mb=700)
    assert list(map_apart(read_and_tell, books, terms)) == [Done([])] * 4


def test_a_child_cannot_import_pandas_at_all() -> None:
    terms = Terms(jobs=1, seconds=20, memory_mb=700)
    assert list(map_apart(import_and_tell, ["json", "pandas"], terms)) == [Done([]), None]
