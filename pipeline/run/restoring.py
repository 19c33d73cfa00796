"""A copy of the memory put back, and what must be done again after it."""

from __future__ import annotations

import csv
import json
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.core.dates import parse_month
from pipeline.history.restoring import restore
from pipeline.history.store import peek
from pipeline.run.history import listed_in
from pipeline.run.locking import LOCK_NAME, locked

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pipeline.core.calendar import Month
    from pipeline.history.restoring import Restored
    from pipeline.history.store import History
    from pipeline.run.history import ListedRun
    from pipeline.run.workspace import Places

_RECORD = "run.json"
_POSTED = "returns/sent.csv"


@dataclass(frozen=True, slots=True)
class Lost:
    """What the copy that was put back does not know, as the outputs tell.

    `months` are to be consolidated again, `sealed` also closed again; of `posted` letters are
    noted beside the drafts that the memory does not know to be sent.
    """

    months: tuple[Month, ...] = ()
    sealed: tuple[Month, ...] = ()
    posted: tuple[Month, ...] = ()


@dataclass(frozen=True, slots=True)
class Restoration:
    """The copy that was put back, and what is to be done after it."""

    done: Restored
    lost: Lost


def restore_history(places: Places) -> Restoration | None:
    """The newest usable copy put in place, with what it lacks; None where nothing is wrong.

    Raises PipelineError `locked` where a run goes on, and as `restore` does.
    """
    path = places.history_file
    if not path.parent.is_dir():
        return None
    with ExitStack() as held:
        for folder in _folders_in_use(path.parent):
            held.enter_context(locked(folder))
        restored = restore(path)
        return None if restored is None else Restoration(restored, _lost(path))


def _folders_in_use(outputs: Path) -> list[Path]:
    """The folder of the memory itself, and each month's in which a run has left its lock."""
    return [outputs, *sorted(lock.parent for lock in outputs.glob(f"*/{LOCK_NAME}"))]


def _lost(path: Path) -> Lost:
    """What the outputs beside the memory tell that it does not know."""
    history = peek(path)
    if history is None:
        return Lost()
    with history:
        known = {one.run.month: one for one in listed_in(history) if one.stands}
        told = [one for one in map(_read_record, _records(path.parent)) if one is not None]
        months = [one for one in told if not _is_known(one, known.get(one.month), history)]
        posted = [one.month for one in told if not _are_noted(one, history)]
    return Lost(
        tuple(sorted({one.month for one in months})),
        tuple(
            sorted(
                one.month
                for one in told
                if one.sealed and (one in months or not _is_sealed(one, known))
            )
        ),
        tuple(sorted(posted)),
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """What the record of a month's outputs says of the run that made them."""

    folder: Path
    month: Month
    as_of: str
    version: str
    files: Mapping[str, str]
    sealed: bool


def _records(outputs: Path) -> list[Path]:
    return [outputs / _RECORD, *sorted(outputs.glob(f"*/{_RECORD}"))]


def _read_record(path: Path) -> _Told | None:
    """What the record says; None where there is none, or none that can be read."""
    try:
        record = json.loads(path.read_bytes())
        month = parse_month(record["month"])
        files = {one["file"]: one["sha256"] for one in record["inputs"]}
        sealed = record.get("edition", {}).get("state") == "sealed"
        made = (record["as_of"], record["version"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return None if month is None else _Told(path.parent, month, *made, files, sealed)


def _is_known(told: _Told, listed: ListedRun | None, history: History) -> bool:
    """Whether the memory's run of the month read the same files at the same cut-off."""
    if listed is None:
        return False
    run = listed.run
    files = {one.received.name: one.received.sha256 for one in history.submissions(run)}
    same = all(told.files.get(name) == sha256 for name, sha256 in files.items() if sha256)
    leaves = {name for name in told.files if not any(_holds(name, one) for one in files)}
    return (
        same
        and leaves <= files.keys()
        and (told.as_of, told.version) == (run.as_of.isoformat(), run.version)
    )


def _holds(holder: str, name: str) -> bool:
    return name.startswith(f"{holder}/")


def _is_sealed(told: _Told, known: Mapping[Month, ListedRun]) -> bool:
    listed = known.get(told.month)
    return listed is not None and listed.edition is not None and listed.edition.sealed


def _are_noted(told: _Told, history: History) -> bool:
    """Whether the memory knows every letter that the list beside the drafts names."""
    try:
        with (told.folder / _POSTED).open(encoding="utf-8-sig", newline="") as file:
            listed = {row["letter"] for row in csv.DictReader(file)}
    except (OSError, ValueError, KeyError, csv.Error):
        return True
    organisations = {run.organisation for run in history.runs()}
    noted = {
        one.letter
        for organisation in organisations
        for one in history.letters(told.month, organisation)
    }
    return listed <= noted
