"""The files of a month's inbox, with what archives and mails hold taken out of them."""

from __future__ import annotations

import shutil
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.core.problem import cannot_write
from pipeline.intake.folder import find_files
from pipeline.intake.opening import open_containers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pipeline.core.received import Received
    from pipeline.run.settings import Settings

_SCRATCH = ".ita.opened"


@dataclass(frozen=True, slots=True)
class Inbox:
    """What lies in the inbox: `found` on the disk, `files` with each container taken apart."""

    found: tuple[Received, ...]
    files: tuple[Received, ...]


@contextmanager
def received_in(inbox: Path, out: Path, settings: Settings, jobs: int) -> Iterator[Inbox]:
    """The inbox's files, to be read within the block: what was taken out is gone after it.

    Files are taken out into the locked outputs folder, never into the inbox. Raises PipelineError
    `cannot_write` where the disk does not take them.
    """
    found = find_files(inbox)
    with opened(found, out / _SCRATCH, settings, jobs) as files:
        yield Inbox(found, tuple(sorted(files, key=lambda one: one.name)))


@contextmanager
def opened(
    found: Sequence[Received], scratch: Path, settings: Settings, jobs: int
) -> Iterator[tuple[Received, ...]]:
    """The files with each container replaced by what it holds; `scratch` is gone after the block.

    Raises as `received_in` does.
    """
    try:
        _drop(scratch)
        files = open_containers(found, scratch, settings.limits, jobs)
    except OSError as error:
        with suppress(OSError):
            _drop(scratch)
        raise cannot_write(scratch.parent) from error
    try:
        yield files
    finally:
        with suppress(OSError):
            _drop(scratch)


def _drop(scratch: Path) -> None:
    """The folder is gone, or whatever else bears its name."""
    if scratch.is_dir() and not scratch.is_symlink():
        shutil.rmtree(scratch)
    else:
        scratch.unlink(missing_ok=True)
