"""A month sealed as it was last consolidated, once it was signed."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.core.finding import Word
from pipeline.core.problem import PipelineError
from pipeline.core.sealing import SealState, seal_state
from pipeline.history.store import peek
from pipeline.intake.read import read_each
from pipeline.publish.writing import RECORD
from pipeline.run.collecting import without_cycle_search
from pipeline.run.consolidate import (
    QUIET,
    context_of,
    digest_of,
    hold_inbox,
    keep,
    past_before,
    plan_of,
    tell,
)
from pipeline.run.deciding import decide_month
from pipeline.run.locking import locked
from pipeline.run.receiving import received_in
from pipeline.run.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from pipeline.core.past import Run
    from pipeline.core.received import Received
    from pipeline.run.consolidate import Progress, Request
    from pipeline.run.plan_file import ReadPlan

_MOST_NAMES = 5


@dataclass(frozen=True, slots=True)
class Closed:
    """The month's documents as they stand now; `already` where they were sealed before."""

    edition: SealState
    already: bool


def close_month(
    request: Request, now: Callable[[], datetime], progress: Progress = QUIET
) -> Closed:
    """The month sealed, and its documents written again without the word draft.

    The cut-off is the last run's where none was asked for. Raises PipelineError `no_runs` where
    the month was never consolidated, `close_changed` where it would come out otherwise than it
    was last consolidated, and as `consolidate` does; nothing is changed then.
    """
    plan = plan_of(request)
    inbox, out = hold_inbox(request)
    with locked(out):
        run, sealings = _last(request, plan.plan.organisation.name)
        return _close(
            _Desk(_at_its_cut_off(request, run), plan, run, sealings), inbox, now, progress
        )


@dataclass(frozen=True, slots=True)
class _Desk:
    """What is sealed: the month's last run, and the digests it was sealed with before."""

    request: Request
    plan: ReadPlan
    run: Run
    sealings: tuple[str, ...]

    @property
    def out(self) -> Path:
        """Everything made for the month."""
        return self.request.places.out_folder(self.request.month)


def _last(request: Request, organisation: str) -> tuple[Run, tuple[str, ...]]:
    """The run that stands for the month, and the digests that it was sealed with."""
    history = peek(request.places.history_file)
    if history is not None:
        with history:
            run = history.newest(request.month, organisation)
            closings = history.closings(request.month, organisation)
        if run is not None:
            return run, tuple(one.digest for one in closings)
    key = "no_runs"
    month = request.month
    raise PipelineError(key, {"month": month, "command": f"ita consolidate {month}"})


def _at_its_cut_off(request: Request, run: Run) -> Request:
    return replace(request, as_of=request.as_of or run.as_of)


def _close(desk: _Desk, inbox: Path, now: Callable[[], datetime], progress: Progress) -> Closed:
    request, plan = desk.request, desk.plan
    past = past_before(request, plan.plan)
    with (
        without_cycle_search(),
        received_in(inbox, desk.out, request.settings, request.jobs) as received,
    ):
        digest = digest_of(request, plan, past, received.found)
        if digest != desk.run.digest:
            raise _changed(desk, received.found)
        already = desk.sealings[-1:] == (digest,)
        if already and (desk.out / RECORD).is_file():
            return Closed(seal_state(digest, desk.sealings), already)
        files = read_each(received.files, request.settings.limits, request.jobs)
        told = tell(files, len(received.files), progress)
        decided = decide_month(told, context_of(request, plan, past))
        progress.stage("writing")
        report = keep(request, decided, digest, None if already else now())
    return Closed(report.edition, already)


def _changed(desk: _Desk, found: Sequence[Received]) -> PipelineError:
    """That the month would come out otherwise now, and by what as far as its record tells."""
    request, record = desk.request, _read_record(desk.out / RECORD)
    files = list(dict.fromkeys(_changed_files(record.get("inputs"), found)))
    what = list(_what(desk, record)) + (["files"] if files else [])
    names = (*files[:_MOST_NAMES], *(["…"] if files[_MOST_NAMES:] else []))
    default = replace(request, as_of=None).cut_off == request.cut_off
    cut_off = "" if default else f" --as-of {request.cut_off}"
    key = "close_changed"
    return PipelineError(
        key,
        {
            "month": request.month,
            "what": tuple(Word("close_changed", one) for one in what or ["other"]),
            "files": names or None,
            "command": f"ita consolidate {request.month}{cut_off}",
        },
    )


def _what(desk: _Desk, record: dict[str, object]) -> Iterator[str]:
    """What beside the inbox's files is otherwise than in the last run; keys of its words."""
    request, run = desk.request, desk.run
    if request.cut_off != run.as_of:
        yield "as_of"
    if run.version != VERSION:
        yield "version"
    if record and record.get("plan") != _file(desk.plan.plan.file, desk.plan.plan.sha256):
        yield "plan"
    settings = sorted(request.places.settings_files().items())
    if record and record.get("settings") != [_file(*one) for one in settings]:
        yield "settings"


def _changed_files(inputs: object, found: Sequence[Received]) -> Iterator[str]:
    """Names of files that came, went or have another content than the record tells."""
    if not isinstance(inputs, list):
        return
    names = {one.name for one in found}
    for one in found:
        if one.sha256 and _file(one.name, one.sha256) not in inputs:
            yield one.name
    for one in inputs:
        name = str(one.get("file"))
        if not any(name == held or name.startswith(f"{held}/") for held in names):
            yield name


def _file(name: str, sha256: str) -> dict[str, object]:
    return {"file": name, "sha256": sha256}


def _read_record(path: Path) -> dict[str, object]:
    """What the last run wrote of itself; nothing where it cannot be read."""
    try:
        record = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}
