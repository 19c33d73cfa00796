"""The plugin that CI runs with turns a skip into a failure."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from tests.house.code import ROOT

if TYPE_CHECKING:
    from pathlib import Path

_TESTS = """
import pytest

def test_whole():
    assert True

def test_skipped():
    pytest.skip("no tool")

def test_without_the_right():
    pytest.skip("root may open everything")

@pytest.mark.xfail
def test_expected():
    assert False
"""


def told(folder: Path, *options: str) -> str:
    (folder / "test_x.py").write_text(_TESTS)
    done = subprocess.run(  # noqa: S603 - this Python, our plugin
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options, "test_x.py"],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        text=True,
    )
    return done.stdout


def test_a_skip_fails_and_an_expected_failure_does_not(tmp_path: Path) -> None:
    assert "1 passed, 2 skipped, 1 xfailed" in told(tmp_path)
    out = told(tmp_path, "-p", "tests.no_skips")
    assert "1 failed, 1 passed, 1 skipped, 1 xfailed" in out
    assert "skipped: " in out
    assert "no tool" in out


def test_it_works_in_workers_too(tmp_path: Path) -> None:
    assert "1 failed, 1 passed, 1 skipped, 1 xfailed" in told(
        tmp_path, "-p", "tests.no_skips", "-n", "2"
    )
