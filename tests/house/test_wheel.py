"""The wheel: it holds the listed example and nothing of an office's, and works where it lands."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.door import DIVISIONS, MONTH, WRITTEN, contents, ita
from tests.house.code import ROOT

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLE = {
    "pipeline/example/workbooks/plan-2566.xlsx",
    *(f"pipeline/example/workbooks/inbox/{MONTH}/{name}.xlsx" for name in DIVISIONS),
}
INVENTED = ("office", "plan-2566", "plan-2567", "told-2566", "told-2567", "arrivals")
_PARTS = ("pipeline", "schemas", "workbooks", "pyproject.toml", "README.md", "LICENSE")
_PRIVATE = (
    "workbooks/inbox/secret.xlsx",
    f"workbooks/inbox/{MONTH}/secret.xlsx",
    f"workbooks/inbox/{MONTH}/กองคลัง.xlsx",
    "workbooks/plan-2567.xlsx",
    "workbooks/aliases.csv",
    "outputs/2566-03/tracking.xlsx",
)
# Whoever opens a connection fails, children included.
_NO_NETWORK = """
import socket

def refuse(*_):
    raise RuntimeError("a connection was opened")

socket.socket.connect = socket.socket.connect_ex = refuse
socket.getaddrinfo = refuse
"""


def run(*command: object, cwd: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603 - tools of the environment, arguments of the tests
        [str(one) for one in command],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
    )


def uv() -> str | None:
    """The uv that runs the tests, or the one on the path."""
    return os.environ.get("UV") or shutil.which("uv")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of a copy of the project in which an office has been at work."""
    copy = tmp_path_factory.mktemp("project")
    for part in _PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, copy / part)
    for name in _PRIVATE:
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_bytes(b"an office's own")
    if importlib.util.find_spec("hatchling"):
        done = run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", cwd=copy)
    elif uv():
        done = run(uv(), "build", "--quiet", "--wheel", cwd=copy)
    else:
        pytest.skip("neither hatchling nor uv is there to build with")
    assert done.returncode == 0, done.stderr.decode()
    (built,) = (copy / "dist").glob("*.whl")
    return built


def names_of(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_exactly_the_example_s_five_workbooks(wheel: Path) -> None:
    names = names_of(wheel)
    assert {name for name in names if "workbooks" in name} == EXAMPLE
    assert {name for name in names if name.endswith((".xlsx", ".csv"))} == EXAMPLE
    assert not {name for name in names if name.startswith(("workbooks", "outputs", "tests"))}


def test_the_wheel_holds_the_schema_s_data_and_the_licence(wheel: Path) -> None:
    names = names_of(wheel)
    assert {
        "schemas/measure.toml",
        "schemas/plan.toml",
        "schemas/framework.toml",
        *(f"schemas/{year}/framework.toml" for year in range(2564, 2570)),
        "schemas/text/th.toml",
        "schemas/text/en.toml",
        "pipeline/run/ita.toml",
        "pipeline/py.typed",
        *(f"pipeline/example/invented/{name}.toml" for name in INVENTED),
    } <= names
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_demo_works_from_the_wheel_without_a_network(wheel: Path, tmp_path: Path) -> None:
    tool = uv()
    if tool is None:
        pytest.skip("uv is not there to install with")
    fresh, office, guard = (tmp_path / name for name in ("fresh", "office", "guard"))
    office.mkdir()
    guard.mkdir()
    (guard / "sitecustomize.py").write_text(_NO_NETWORK)
    made = run(tool, "venv", "-q", "--python", sys.executable, fresh, cwd=tmp_path)
    assert made.returncode == 0, made.stderr.decode()
    python = fresh / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    options = ("-q", "--offline", "--no-deps", "--python", python)
    installed = run(tool, "pip", "install", *options, wheel, cwd=tmp_path)
    assert installed.returncode == 0, installed.stderr.decode()
    # The libraries of this environment, without its editable install of the project.
    libraries = os.pathsep.join([str(guard), sysconfig.get_path("purelib")])
    program = python.with_name("ita" + python.suffix)
    done = run(program, "demo", cwd=office, PYTHONPATH=libraries)
    assert done.returncode == 0, done.stderr.decode()
    made_there = contents(office)
    returned = ["line.txt", *(f"{name}{end}" for name in DIVISIONS for end in (".xlsx", ".eml"))]
    names = [*WRITTEN, *(f"returns/{name}" for name in returned)]
    assert sorted(made_there) == sorted(f"outputs/{MONTH}/{name}" for name in names)
    assert ita("demo", "--out", tmp_path / "here").status == 0
    here = contents(tmp_path / "here")
    assert {name: made_there[f"outputs/{MONTH}/{name}"] for name in here} == here
