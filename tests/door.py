"""The program through its door: commands run here or in a process, workspaces, tables read back."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from openpyxl import load_workbook

from pipeline.cli import run

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[1]
WORKBOOKS = ROOT / "workbooks"
MONTH = "2566-03"
AS_OF = "2023-04-04"
CLERK = "สำนักปลัด"
ANALYST = "งานวิเคราะห์นโยบายและแผน"
SUPPLIES = "งานพัสดุ"
PERSONNEL = "งานบริหารงานบุคคล"
DIVISIONS = (CLERK, ANALYST, SUPPLIES, PERSONNEL)
REPORT = "รายงานผล"
WRITTEN = (
    "findings.csv",
    "gaps.csv",
    "readings.csv",
    "run.json",
    "submissions.csv",
    "tracking.csv",
    "tracking.xlsx",
)
_SECONDS = 120


@dataclass(frozen=True)
class Said:
    """How a command ended and what it printed."""

    status: int
    out: str
    err: str


def ita(*arguments: object, stdin: bytes = b"") -> Said:
    """The command run in this process."""
    out, err = io.StringIO(), io.StringIO()
    typed = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
    with patch.object(sys, "stdin", typed), redirect_stdout(out), redirect_stderr(err):
        status = run([str(one) for one in arguments])
    return Said(status, out.getvalue(), err.getvalue())


def command(*arguments: object) -> list[str]:
    """The command line of a process of its own, as the console script runs it."""
    code = "from pipeline.cli import main; main()"
    return [sys.executable, "-c", code, *(str(one) for one in arguments)]


def process(*arguments: object, stdin: bytes = b"", cwd: Path = ROOT, **environment: str) -> Said:
    """The command run in a process of its own."""
    done = subprocess.run(  # noqa: S603 - this Python, our code
        command(*arguments),
        cwd=cwd,
        input=stdin,
        capture_output=True,
        timeout=_SECONDS,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )
    return Said(done.returncode, done.stdout.decode(), done.stderr.decode())


def workspace(folder: Path) -> Path:
    """A workspace with the example's plan and inbox."""
    shutil.copytree(WORKBOOKS, folder / "workbooks")
    return folder


def consolidate(place: Path, *options: object, month: str = MONTH) -> Said:
    """The month of the workspace consolidated, in English, at the memo's cut-off."""
    as_of = ("--as-of", AS_OF) if month == MONTH and "--as-of" not in options else ()
    return ita("consolidate", month, "--workspace", place, "--lang", "en", *as_of, *options)


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file that we wrote."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def header(path: Path) -> str:
    """The first line of a CSV file, as it stands."""
    return path.read_text("utf-8-sig").splitlines()[0]


def picked(rows: list[dict[str, str]], *keys: str) -> list[tuple[str, ...]]:
    """The values of some columns, row by row."""
    return [tuple(row[key] for key in keys) for row in rows]


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below the folder by its name, the memory apart: its bytes may differ."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith("history.sqlite")
    }


def fill(path: Path, cells: Mapping[str, Any], sheet: str = REPORT) -> None:
    """Types values into cells of a workbook, as an officer would; None clears a cell."""
    book = load_workbook(path)
    for cell, value in cells.items():
        book[sheet][cell] = value
    book.save(path)
    book.close()
