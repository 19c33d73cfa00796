"""The command run in a process that is watched: time, memory, what it says."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.door import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

PROC = Path("/proc")
_EVERY = 0.05
_PAGE = os.sysconf("SC_PAGE_SIZE")
# Runs the command of each line in a process forked off, so that pandas is imported once for all.
_FARM = """
import contextlib, io, json, os, sys, tempfile
from pipeline.cli import run
quiet = contextlib.ExitStack()
for to in (contextlib.redirect_stdout, contextlib.redirect_stderr):
    quiet.enter_context(to(io.StringIO()))
with quiet, tempfile.TemporaryDirectory() as scratch:
    run(["demo", "--out", scratch + "/out", "--json"])
for line in sys.stdin:
    order = json.loads(line)
    child = os.fork()
    if child == 0:
        status = 70
        try:
            os.chdir(order["folder"])
            os.environ.update(order["environment"])
            tempfile.tempdir = None
            for number, name in enumerate(order["said"], start=1):
                os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
            status = run(order["arguments"])
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(status)
    print(child, flush=True)
    _, status, used = os.wait4(child, 0)
    print(os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, flush=True)
"""


@dataclass(frozen=True)
class Ran:
    """How a command ended.

    `processor` are the seconds of CPU, `peak` is the most bytes, of all its processes together.
    """

    status: int
    seconds: float
    processor: float
    peak: int
    out: str
    err: str


@dataclass(frozen=True)
class Farm:
    """A process that runs commands, each in a process forked off it."""

    process: subprocess.Popen[str]
    said: Path

    def ita(self, folder: Path, *arguments: object, **environment: str) -> Ran:
        """The command run in a folder and watched."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        said = [self.said / "out", self.said / "err"]
        order = {
            "folder": str(folder),
            "environment": environment,
            "said": [str(one) for one in said],
            "arguments": [str(one) for one in arguments],
        }
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        child = int(self.process.stdout.readline())
        began = time.monotonic()
        peak = 0
        while not select.select([self.process.stdout], [], [], _EVERY)[0]:
            peak = max(peak, held(child))
        status, processor = self.process.stdout.readline().split()
        took = time.monotonic() - began
        words = [one.read_text("utf-8") for one in said]
        return Ran(int(status), took, float(processor), peak, *words)


@contextmanager
def farm(said: Path) -> Iterator[Farm]:
    """A farm whose commands write what they say below a folder."""
    with subprocess.Popen(  # noqa: S603 - this Python, our code
        [sys.executable, "-c", _FARM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:
        yield Farm(process, said)
        assert process.stdin is not None
        process.stdin.close()


def held(root: int) -> int:
    """Bytes in memory of a process and of all below it, what they share counted for each."""
    parents = {}
    for folder in PROC.iterdir():
        if folder.name.isdigit():
            parents[int(folder.name)] = _parent(folder)
    family, found = {root}, True
    while found:
        more = {child for child, parent in parents.items() if parent in family} - family
        family |= more
        found = bool(more)
    return sum(map(_resident, family))


def _parent(folder: Path) -> int:
    try:
        return int((folder / "stat").read_text().rpartition(") ")[2].split()[1])
    except OSError:
        return 0


def _resident(process: int) -> int:
    try:
        return int((PROC / str(process) / "statm").read_text().split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0
