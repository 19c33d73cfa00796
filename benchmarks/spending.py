"""What a command takes of the machine: time, processor time, memory of its whole process tree."""

from __future__ import annotations

import os
import re
import subprocess
import threading
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_PROC = Path("/proc")
_PAUSE_SECONDS = 0.03
_PSS = re.compile(rb"^Pss:\s+(\d+) kB", re.MULTILINE)


class FailedError(Exception):
    """A command that was to be measured did not end well."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Wall and processor seconds (children included); peak mebibytes of the tree, shared once."""

    wall: float
    cpu: float
    peak_mib: float


def measure(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Spent:
    """What the command takes; raises FailedError where its exit status is not 0."""
    start = perf_counter()
    child = subprocess.Popen(  # noqa: S603 - our own commands
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment
    )
    with _Watch(child.pid) as watch:
        _, status, usage = os.wait4(child.pid, 0)
        wall = perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        message = f"{' '.join(command)} left with {child.returncode}"
        raise FailedError(message)
    return Spent(wall, usage.ru_utime + usage.ru_stime, watch.peak_mib)


class _Watch:
    """Looks at the tree's memory every now and then, as Linux tells it."""

    def __init__(self, pid: int) -> None:
        self.peak_mib = 0.0
        self._pid = pid
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(_PAUSE_SECONDS):
            self.peak_mib = max(self.peak_mib, sum(map(_memory_mib, _tree(self._pid))))


def _tree(pid: int) -> Iterator[int]:
    yield pid
    for path in (_PROC / str(pid) / "task").glob("*/children"):
        for child in _read(path).split():
            yield from _tree(int(child))


def _memory_mib(pid: int) -> float:
    """The process's proportional share: a page that several hold is counted once over all."""
    found = _PSS.search(_read(_PROC / str(pid) / "smaps_rollup"))
    return int(found[1]) / 1024 if found else 0.0


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # it has ended meanwhile
        return b""
