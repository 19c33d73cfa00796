"""Pins: one version of everything, hashed, and no registry named."""

from __future__ import annotations

import re
import tomllib

from tests.house.code import ROOT

_PIN = re.compile(r"^([a-z0-9][a-z0-9-]*)==([^\s;]+)", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")


def project() -> dict[str, object]:
    data: dict[str, object] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return data


def locked() -> str:
    return (ROOT / "requirements.lock").read_text("utf-8")


def pins(text: str) -> dict[str, str]:
    return dict(_PIN.findall(text))


def test_the_lock_pins_what_the_project_pins() -> None:
    tool = project()["tool"]
    assert isinstance(tool, dict)
    constraints = pins("\n".join(tool["uv"]["constraint-dependencies"]))
    installed = pins(locked())
    assert {name: constraints.get(name) for name in installed} == installed
    assert {"pandas", "pandera", "xlsxwriter", "pytest"} <= installed.keys()


def test_every_pin_has_its_hashes() -> None:
    blocks = re.split(r"\n(?=[a-z0-9])", locked().strip())
    assert len(blocks) == len(pins(locked()))
    assert [block.split("==")[0] for block in blocks if not _HASH.search(block)] == []


def test_the_lock_names_no_host() -> None:
    assert "://" not in locked()
    assert not re.search(r"^(-i|--)", locked(), re.MULTILINE)


def test_the_lock_of_the_machine_is_not_kept() -> None:
    assert "uv.lock" in (ROOT / ".gitignore").read_text("utf-8").splitlines()
