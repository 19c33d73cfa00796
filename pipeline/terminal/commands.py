"""The commands that change something or need the whole pipeline, as a person sees them."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.core.finding import Severity
from pipeline.run.check import Question
from pipeline.run.check import check as check_files
from pipeline.run.consolidate import Progress, Request
from pipeline.run.consolidate import consolidate as consolidate_month
from pipeline.run.demo import prepare_demo
from pipeline.run.init import init as init_workspace
from pipeline.run.returning import return_forms
from pipeline.run.settings import read_settings
from pipeline.run.workspace import Places
from pipeline.terminal.asking import jobs_of, places_of, words_for
from pipeline.terminal.forms import show_returned
from pipeline.terminal.options import DONE, TO_MEND
from pipeline.terminal.screen import Watch, say
from pipeline.terminal.summary import checked_json, must_mend, show_checked, show_month
from schemas.loading import load_schema

if TYPE_CHECKING:
    import argparse
    from datetime import date
    from pathlib import Path

    from pipeline.core.calendar import FiscalYear, Month
    from pipeline.core.words import Words


def demo(asked: argparse.Namespace, as_of: date | None) -> int:
    """The example consolidated and returned; its cut-off is the memo's date."""
    places = Places(workspace=asked.workspace, out=asked.out)
    ready = prepare_demo(places)
    settings = read_settings(places.settings_file)
    request = Request(
        ready.places,
        ready.example.month,
        settings,
        words_for(asked, settings),
        as_of=as_of or ready.example.as_of,
        jobs=jobs_of(asked),
    )
    if not asked.json:
        say(request.words.get("cli", "demo_note"), style="dim")
    status = _consolidate(request, asked)
    returned = return_forms(request)
    if not asked.json:
        say()
        show_returned(returned, request.words)
    return status


def consolidate(asked: argparse.Namespace, month: Month, as_of: date | None) -> int:
    """The month consolidated and summed up."""
    places = places_of(asked)
    settings = read_settings(places.settings_file)
    request = Request(places, month, settings, words_for(asked, settings), as_of, jobs_of(asked))
    return _consolidate(request, asked)


def check(asked: argparse.Namespace, month: Month | None, as_of: date | None) -> int:
    """Every file checked; 1 where anything must be mended."""
    places = replace(places_of(asked), inbox=None)
    settings = read_settings(places.settings_file)
    spoken = words_for(asked, settings)
    question = Question(tuple(asked.files), places, settings, spoken, month, as_of, jobs_of(asked))
    files = check_files(question)
    schema = load_schema()
    if asked.json:
        sys.stdout.write(checked_json(files, schema, spoken))
    else:
        show_checked(files, schema, spoken)
    to_mend = any(
        file.unusable or any(schema.severity(one.code) is Severity.ERROR for one in file.findings)
        for file in files
    )
    return TO_MEND if to_mend else DONE


def init(folder: Path, year: FiscalYear, last: FiscalYear | None, words: Words) -> int:
    """A new workspace, and what to do in it first."""
    plan = init_workspace(folder, year, last, words)
    say(words.say("cli", "init_done", path=folder.as_posix(), plan=plan.as_posix()))
    say(words.say("cli", "next_step", command=f"ita check {plan.as_posix()}"))
    return DONE


def _consolidate(request: Request, asked: argparse.Namespace) -> int:
    watch = Watch(request.words)
    try:
        report = consolidate_month(request, Progress(watch.reading, watch.stage))
    finally:
        watch.close()
    out = request.places.out_folder(request.month)
    if asked.json:
        sys.stdout.write((out / "run.json").read_text("utf-8"))
    else:
        show_month(report, request, out)
    return TO_MEND if asked.strict and must_mend(report) else DONE
