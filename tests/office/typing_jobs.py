"""Jobs for a person at LibreOffice: what is typed into which workbook, and how it is saved."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.office.suites import HERE, SECONDS, UNO

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.conftest import Office

Step = dict[str, str]


@dataclass(frozen=True)
class Job:
    """A workbook, what is done in it in order, where it is saved, which cells are read then."""

    open: str
    steps: tuple[Step, ...] = ()
    save: tuple[str, ...] = ()
    read: tuple[tuple[str, str], ...] = field(default=())


def typed(sheet: str, cells: dict[str, str]) -> tuple[Step, ...]:
    """Each cell typed into as a person types."""
    return tuple({"do": "type", "sheet": sheet, "cell": at, "text": cells[at]} for at in cells)


def work(office: Office, jobs: Sequence[Job]) -> list[Any]:
    """What was read in each job; skips where the office suite cannot be spoken with."""
    python = shutil.which("python3", path="/usr/bin")
    can = python and subprocess.run([python, "-c", "import uno"], capture_output=True, check=False)  # noqa: S603
    if not python or not can or can.returncode:
        pytest.skip(UNO)
    with tempfile.TemporaryDirectory() as folder:
        asked, answers = Path(folder) / "jobs.json", Path(folder) / "answers.json"
        asked.write_text(json.dumps([asdict(job) for job in jobs]), encoding="utf-8")
        arguments = (office.soffice, office.profile.as_uri(), str(asked), str(answers))
        done = subprocess.run(  # noqa: S603 - our script
            [python, str(HERE / "clerk.py"), *arguments],
            check=False,
            capture_output=True,
            timeout=SECONDS,
            env={"PATH": "/usr/bin:/bin", "HOME": folder},
        )
        assert done.returncode == 0, done.stderr.decode()
        told: list[Any] = json.loads(answers.read_text("utf-8"))
        return told
