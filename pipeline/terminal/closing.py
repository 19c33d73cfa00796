"""The command that seals a month, and what is said of sealed months elsewhere."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline.run.close import close_month
from pipeline.run.consolidate import Progress, Request
from pipeline.run.settings import read_settings
from pipeline.terminal.asking import jobs_of, places_of, words_for
from pipeline.terminal.options import DONE
from pipeline.terminal.screen import Watch, say

if TYPE_CHECKING:
    import argparse
    from datetime import date

    from pipeline.core.calendar import Month
    from pipeline.run.close import Closed


def close(asked: argparse.Namespace, month: Month, as_of: date | None) -> int:
    """The month sealed, and what that means for its documents."""
    places = places_of(asked)
    settings = read_settings(places.settings_file)
    request = Request(places, month, settings, words_for(asked, settings), as_of, jobs_of(asked))
    watch = Watch(request.words)
    try:
        closed = close_month(request, _now, Progress(watch.reading, watch.stage))
    finally:
        watch.close()
    if asked.json:
        sys.stdout.write((places.out_folder(month) / "run.json").read_text("utf-8"))
    else:
        _show(closed, request)
    return DONE


def _show(closed: Closed, request: Request) -> None:
    words, month = request.words, request.month
    edition = words.edition(closed.edition) if closed.edition.amendment else None
    path = request.places.out_folder(month).as_posix()
    key = "closed_before" if closed.already else "closed"
    say(words.say("cli", key, month=month, edition=edition, path=path), style="green")
    then = words.say("cli", "close_next", month=str(month))
    say(words.say("cli", "next_step", command=then))


def _now() -> datetime:
    return datetime.now(UTC).astimezone()
