"""The invented office's six months, consolidated one after the other as they would have been."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.core.problem import PipelineError
from pipeline.example.invented.building import MARK, build, deliver_late
from pipeline.example.invented.data import MONTHS
from pipeline.run.consolidate import Request, consolidate
from pipeline.run.settings import read_settings
from pipeline.run.workspace import Places

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.core.report import MonthReport
    from pipeline.core.words import Words


@dataclass(frozen=True, slots=True)
class Played:
    """One run of the example and its outputs; `again`: the month had been consolidated before."""

    report: MonthReport
    out: Path
    again: bool


def hold_folder(folder: Path) -> None:
    """Raises PipelineError `demo_not_ours` where anything but the example stands in the folder."""
    if (folder / MARK).is_file():
        return
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        key = "demo_not_ours"
        raise PipelineError(key, {"path": folder.as_posix()})


def rehearse(folder: Path, words: Words, jobs: int) -> Iterator[Played]:
    """The workspace made anew in the folder, then each run as it ends.

    A month is consolidated once more, at the same cut-off, as soon as its late returns are in:
    before the month after it. Raises PipelineError `demo_not_ours`.
    """
    hold_folder(folder)
    build(folder)
    places = Places(workspace=folder)
    first = Request(places, MONTHS[0], read_settings(places.settings_file), words, jobs=jobs)
    *early, last = MONTHS
    for month in early:
        yield _played(replace(first, month=month))
    for month in deliver_late(folder):
        yield _played(replace(first, month=month), again=True)
    yield _played(replace(first, month=last))


def _played(request: Request, *, again: bool = False) -> Played:
    return Played(consolidate(request), request.places.out_folder(request.month), again)
