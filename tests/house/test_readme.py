"""What the papers say is so: commands, links, and that CI runs what the README does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from pipeline.terminal.doors import COMMANDS
from tests.house.code import ROOT

if TYPE_CHECKING:
    from pathlib import Path

DEMO = "python3 -m pip install -q uv && python3 -m uv run ita demo"
TESTS = "python3 -m pip install -q uv && python3 -m uv run pytest"
PAPERS = ("README.md", "README.th.md", "CONTRIBUTING.md", "CHANGELOG.md")
_BLOCK = re.compile(r"^```\w*\n(.*?)\n```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")
_COMMAND = re.compile(r"`ita ([a-z]+)")


def papers() -> list[Path]:
    return [*(ROOT / name for name in PAPERS), *sorted((ROOT / "docs").glob("*.md"))]


def test_the_readme_opens_with_the_two_commands() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert _BLOCK.findall(text)[:2] == [DEMO, TESTS]
    opening = text[: text.index("\n## ")]
    assert "`pipx run uv run ita demo`" in opening
    assert "`pipx run uv run pytest`" in opening


def test_the_thai_readme_has_the_command_for_windows() -> None:
    blocks = _BLOCK.findall((ROOT / "README.th.md").read_text("utf-8"))
    assert "py -m pip install -q uv && py -m uv run ita demo" in blocks


@pytest.mark.parametrize("path", papers(), ids=lambda path: path.name)
def test_links_lead_to_files_that_are_there(path: Path) -> None:
    links = _LINK.findall(path.read_text("utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", papers(), ids=lambda path: path.name)
def test_only_commands_that_exist_are_named(path: Path) -> None:
    text = path.read_text("utf-8").partition("## Not done yet")[0]
    assert set(_COMMAND.findall(text)) <= set(COMMANDS)


def test_ci_runs_the_tests_as_the_readme_does() -> None:
    script = ROOT / ".ci" / "run"
    text = script.read_text("utf-8")
    assert script.stat().st_mode & 0o111
    assert text.startswith("#!/usr/bin/env bash\n")
    assert "set -euo pipefail" in text
    last = text.strip().splitlines()[-1]
    assert "run pytest" in last
    assert "-p tests.no_skips" in last
    assert "--cov-fail-under" in last


def test_a_broken_link_and_an_unknown_command_would_be_told() -> None:
    assert _LINK.findall("see [a](docs/no.md) and [b](https://x.example)") == ["docs/no.md"]
    assert _COMMAND.findall("run `ita conjure 2566`") == ["conjure"]
