"""The main job: a month's files in, its documents out, its values remembered."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from dataclasses import replace as replaced
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pipeline.core.past import Closing, KnownDuty, RunRecord
from pipeline.core.problem import PipelineError
from pipeline.core.sealing import seal_state
from pipeline.history.store import open_history
from pipeline.intake.read import read_each
from pipeline.publish.replacing import replace, staged
from pipeline.publish.writing import write_month
from pipeline.run.collecting import without_cycle_search
from pipeline.run.deciding import Context, Decided, decide_month
from pipeline.run.locking import locked
from pipeline.run.plan_file import ReadPlan, hold_year, load_plan
from pipeline.run.receiving import received_in
from pipeline.run.remembering import past_of
from pipeline.run.version import VERSION
from pipeline.run.workspace import read_aliases
from schemas.frameworks import load_framework
from schemas.loading import load_schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from pipeline.core.calendar import Month
    from pipeline.core.duty import Tracked
    from pipeline.core.past import Past
    from pipeline.core.plan import Plan
    from pipeline.core.received import ReadFile, Received
    from pipeline.core.report import MonthReport
    from pipeline.core.words import Words
    from pipeline.run.settings import Settings
    from pipeline.run.workspace import Places


@dataclass(frozen=True, slots=True)
class Request:
    """One run that was asked for; `as_of` None is the month's end and the settings' days."""

    places: Places
    month: Month
    settings: Settings
    words: Words
    as_of: date | None = None
    jobs: int = 2

    @property
    def cut_off(self) -> date:
        """The last day that counts."""
        return self.as_of or self.month.last + timedelta(days=self.settings.cut_off_days)


@dataclass(frozen=True, slots=True)
class Progress:
    """Told how far the run is: files read of all, then each stage by its key in the words."""

    reading: Callable[[int, int], None]
    stage: Callable[[str], None]


def _quiet(*_: object) -> None:
    """Says nothing."""


QUIET = Progress(_quiet, _quiet)


def consolidate(request: Request, progress: Progress = QUIET) -> MonthReport:
    """The month consolidated: its outputs replaced, its accepted values remembered.

    Raises PipelineError where it cannot be done; the earlier outputs and the memory are then whole.
    """
    plan = plan_of(request)
    inbox, out = hold_inbox(request)
    with locked(out):
        return _run(request, plan, inbox, progress)


def hold_inbox(request: Request) -> tuple[Path, Path]:
    """The month's inbox and outputs.

    Raises PipelineError: `inbox_missing`, `out_in_inbox` where outputs would be read as reports.
    """
    inbox = request.places.inbox_folder(request.month)
    if not inbox.is_dir():
        key = "inbox_missing"
        raise PipelineError(key, {"path": inbox.as_posix()})
    out = request.places.out_folder(request.month)
    if inbox.resolve() in (out.resolve(), *out.resolve().parents):
        key = "out_in_inbox"
        raise PipelineError(key, {"path": out.as_posix()})
    return inbox, out


def plan_of(request: Request) -> ReadPlan:
    """The plan of the month's fiscal year; raises PipelineError where there is none to use."""
    path = request.places.plan_file(request.month.fiscal_year)
    plan = load_plan(path, load_schema(), request.settings.limits, request.words)
    hold_year(plan.plan, request.month, path)
    return plan


def _run(request: Request, plan: ReadPlan, inbox: Path, progress: Progress) -> MonthReport:
    past = past_before(request, plan.plan)
    out = request.places.out_folder(request.month)
    with (
        without_cycle_search(),
        received_in(inbox, out, request.settings, request.jobs) as received,
    ):
        # Merged while the next ones are read: nothing waits for the last file.
        files = read_each(received.files, request.settings.limits, request.jobs)
        told = tell(files, len(received.files), progress)
        decided = decide_month(told, context_of(request, plan, past))
        progress.stage("writing")
        return keep(request, decided, digest_of(request, plan, past, received.found))


def tell(files: Iterable[ReadFile], total: int, progress: Progress) -> Iterator[ReadFile]:
    """The files as they come, each told; and that they are checked after the last one."""
    for done, file in enumerate(files, start=1):
        progress.reading(done, total)
        yield file
    progress.stage("checking")


def context_of(request: Request, plan: ReadPlan, past: Past) -> Context:
    """What the month of the request is decided by."""
    return Context(
        plan=plan,
        month=request.month,
        as_of=request.cut_off,
        settings=request.settings,
        schema=load_schema().of_month(request.month),
        framework=load_framework(request.month.fiscal_year.be_year),
        score_framework=load_framework(request.month.fiscal_year.be_year - 1),
        past=past,
        aliases=read_aliases(request.places.aliases_file),
        settings_files=request.places.settings_files(),
    )


def past_before(request: Request, plan: Plan) -> Past:
    """What was accepted in the earlier months."""
    return past_of(request.places.history_file, request.month, plan)


def keep(
    request: Request, decided: Decided, digest: str, sealed_at: datetime | None = None
) -> MonthReport:
    """The report as it was written: outputs swapped and the run remembered, both or neither.

    With `sealed_at` the month is sealed in the same stroke.
    """
    out = request.places.out_folder(request.month)
    received = [one.received for one in decided.report.submissions]
    holders = {one.name: one.on_disk.name for one in received}
    links = request.places.links(request.month, holders)
    record = _record(request, decided, digest)
    with (
        staged(out) as folder,
        open_history(request.places.history_file) as history,
        history.writing() as pen,
    ):
        sealings = [one.digest for one in history.closings(request.month, record.organisation)]
        edition = seal_state(digest, [*sealings, *([digest] if sealed_at else [])])
        report = replaced(decided.report, edition=edition)
        write_month(report, request.words, folder, links)
        pen.record(record)
        if sealed_at is not None:
            pen.note_closing(Closing(record.organisation, request.month, digest, sealed_at))
        replace(folder, out)
    return report


def _record(request: Request, decided: Decided, digest: str) -> RunRecord:
    report = decided.report
    return RunRecord(
        organisation=report.plan.organisation.name,
        month=request.month,
        as_of=request.cut_off,
        version=VERSION,
        schema_version=report.schema.version,
        digest=digest,
        submissions=report.submissions,
        accepted=decided.accepted.accepted,
        duties=dict(map(_known, report.planned)),
        gaps=frozenset(gap.key for gap in report.gaps),
        unplanned=decided.accepted.unplanned,
        untied=tuple(one.work for one in decided.accepted.untied),
    )


def _known(row: Tracked) -> tuple[str, KnownDuty]:
    """A planned row as later months know it, by its duty's key."""
    key = row.duty.key if row.duty else ""
    method = row.duty.step.method if row.duty else ""
    numbers = (row.measure_no or "", row.step_no or "")
    return key, KnownDuty(row.verdict.value, *numbers, row.measure, method)


def digest_of(request: Request, plan: ReadPlan, past: Past, received: Sequence[Received]) -> str:
    """SHA-256 over what a run of the request reads; `received` are the files of the inbox."""
    months = (*past.months, past.last_year)
    read = {
        "version": VERSION,
        "month": str(request.month),
        "as_of": request.cut_off.isoformat(),
        "plan": plan.plan.sha256,
        "aliases": read_aliases(request.places.aliases_file),
        "files": [(one.name, one.sha256) for one in received],
        "months": [one.digest for one in months if one is not None],
        "settings": repr(replaced(request.settings, mail=None)),
    }
    return hashlib.sha256(json.dumps(read, sort_keys=True).encode()).hexdigest()
