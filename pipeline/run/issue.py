"""One form per division with a planned step, pre-filled with what was accepted last."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.analyse.scene import deadlines
from pipeline.core.duty import duties_of
from pipeline.core.file_names import file_names
from pipeline.core.problem import PipelineError
from pipeline.forms.form import plan_form
from pipeline.forms.issue import Issue
from pipeline.publish.replacing import replace as put_in_place
from pipeline.publish.replacing import staged
from pipeline.run.consolidate import past_before, plan_of
from pipeline.run.locking import locked
from pipeline.sheets.writing import write_workbook
from schemas.loading import load_schema

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from pipeline.core.duty import Duty
    from pipeline.core.past import Past
    from pipeline.core.plan import Plan
    from pipeline.run.consolidate import Request

RECORD = "issue.json"


@dataclass(frozen=True, slots=True)
class Issued:
    """The forms of a month: the folder, each division's file name, when they are due back."""

    folder: Path
    revision: int
    due: date
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Record:
    """What was issued before: `forms` are SHA-256 by file name."""

    revision: int = 1
    forms: Mapping[str, str] | None = None


def issue_forms(request: Request, told: Callable[[int, int], None] | None = None) -> Issued:
    """Every division's form written into the month's folder, in place of those issued before.

    Where anything in them has changed since, all take the next revision. `told` hears how many of
    all are written. Raises PipelineError where it cannot be done; the earlier forms are then whole.
    """
    plan = plan_of(request).plan
    folder = request.places.issued_folder(request.month)
    forms = forms_of(request, plan, past_before(request, plan))
    if not forms:
        key = "nothing_to_issue"
        raise PipelineError(key, {"month": request.month})
    stems = file_names(one.division.name for one in forms)
    names = {name: f"{stem}.xlsx" for name, stem in stems.items()}
    with locked(folder):
        before = _read_record(folder)
        with staged(folder) as staging:
            record = _Record(before.revision, _write(forms, names, staging, before.revision, told))
            if before.forms is not None and record.forms != before.forms:
                revision = before.revision + 1
                record = _Record(revision, _write(forms, names, staging, revision, told))
            text = json.dumps(
                {"revision": record.revision, "forms": record.forms}, ensure_ascii=False, indent=1
            )
            (staging / RECORD).write_text(text + "\n", encoding="utf-8", newline="\n")
            put_in_place(staging, folder, last=RECORD, owned=tuple(before.forms or ()))
    return Issued(folder, record.revision, forms[0].due, names)


def issued_revision(request: Request) -> int:
    """The revision of the forms issued for the month; 1 where none were."""
    return _read_record(request.places.issued_folder(request.month)).revision


def forms_of(request: Request, plan: Plan, past: Past) -> tuple[Issue, ...]:
    """A form for each division that owes a step in the month, in the plan's order."""
    settings = request.settings
    days = (settings.cut_off_days, settings.return_due_day)
    due = deadlines(plan, request.month, request.cut_off, days).due
    owed: dict[str, list[Duty]] = {}
    for duty in duties_of(plan, request.month):
        owed.setdefault(duty.division, []).append(duty)
    return tuple(
        Issue(
            plan=plan,
            division=division,
            duties=tuple(owed[division.name]),
            month=request.month,
            as_of=request.cut_off,
            due=due,
            schema=load_schema().of_month(request.month),
            words=request.words,
            past=past,
        )
        for division in plan.divisions
        if division.name in owed
    )


def _write(
    forms: Sequence[Issue],
    names: Mapping[str, str],
    folder: Path,
    revision: int,
    told: Callable[[int, int], None] | None,
) -> dict[str, str]:
    """The SHA-256 of each form written, by file name."""
    sums: dict[str, str] = {}
    for done, form in enumerate(forms, start=1):
        path = folder / names[form.division.name]
        write_workbook(plan_form(replace(form, revision=revision)), path)
        sums[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
        if told is not None:
            told(done, len(forms))
    return sums


def _read_record(folder: Path) -> _Record:
    """What was issued before; nothing where there is no record, or none that can be read."""
    try:
        told = json.loads((folder / RECORD).read_text("utf-8"))
        return _Record(int(told["revision"]), dict(told["forms"]))
    except (OSError, ValueError, KeyError, TypeError):
        return _Record()
