"""The commands about forms: what goes out to the divisions and what goes back to them."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from pipeline.core.sealing import DRAFT
from pipeline.run.consolidate import Progress, Request
from pipeline.run.history import standing_runs
from pipeline.run.issue import issue_forms
from pipeline.run.settings import read_settings
from pipeline.terminal.asking import jobs_of, places_of, words_for
from pipeline.terminal.options import DONE
from pipeline.terminal.screen import Watch, say, table

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from datetime import date

    from pipeline.core.calendar import Month
    from pipeline.core.words import Words
    from pipeline.run.issue import Issued
    from pipeline.run.returning import Returned


def issue(asked: argparse.Namespace, month: Month, as_of: date | None) -> int:
    """Every division's form made, and what to do with them."""
    request = _request(asked, month, as_of)
    watch = Watch(request.words)
    try:
        issued = issue_forms(request, watch.writing)
    finally:
        watch.close()
    if asked.json:
        _write_json(_issued_data(issued, month))
        return DONE
    words = request.words
    rows = [(division, name) for division, name in issued.files.items()]
    table([words.get("header", key) for key in ("division", "file")], rows)
    say()
    count, path = len(rows), issued.folder.as_posix()
    say(words.say("cli", "issued", count=count, due=issued.due, path=path), style="green")
    say(words.say("cli", "next_step", command=words.say("cli", "issue_next", month=str(month))))
    return DONE


def send_back(asked: argparse.Namespace, month: Month, as_of: date | None) -> int:
    """Every division's return made, and what to do with them."""
    from pipeline.run.returning import organisation_of, return_forms  # noqa: PLC0415 - imports pandas, issue need not

    request = _request(asked, month, as_of)
    watch = Watch(request.words)
    try:
        returned = return_forms(request, Progress(watch.reading, watch.stage))
    finally:
        watch.close()
    if asked.send:
        from pipeline.terminal.mailing import send  # noqa: PLC0415 - imports the mail libraries

        return send(request, organisation_of(request), returned, asked)
    if asked.json:
        _write_json(_returned_data(returned))
    else:
        show_returned(returned, request.words)
        _show_sealed(request)
        path = (request.places.out_folder(month) / "returns").as_posix()
        say()
        say(request.words.say("cli", "drafts", count=len(returned), path=path), style="green")
        say(request.words.say("cli", "next_step", command=request.words.get("cli", "return_next")))
    return DONE


def show_returned(returned: Sequence[Returned], words: Words) -> None:
    """A line for each division: what it gets, how many points, which workbook."""
    headers = [
        words.get("header", "division"),
        words.get("cli", "returned_kind"),
        words.get("header", "count"),
        words.get("header", "file"),
    ]
    rows = [
        (
            one.outgoing.division,
            words.get("returned", "fresh" if one.fresh else one.outgoing.kind),
            words.value(len(one.outgoing.points)) if one.outgoing.points else "",
            one.workbook or one.letter,
        )
        for one in returned
    ]
    table(headers, rows)


def _show_sealed(request: Request) -> None:
    """That the month was sealed, where it was: what comes back then makes a correction of it."""
    listed = standing_runs(request.places)
    edition = next((one.edition for one in listed if one.run.month == request.month), None)
    if edition is not None and edition != DRAFT:
        told = request.words.edition(edition)
        words = request.words.say("cli", "return_sealed", month=request.month, edition=told)
        say()
        say(words, style="yellow")


def _request(asked: argparse.Namespace, month: Month, as_of: date | None) -> Request:
    places = places_of(asked)
    settings = read_settings(places.settings_file)
    jobs = jobs_of(asked) if hasattr(asked, "jobs") else 1
    return Request(places, month, settings, words_for(asked, settings), as_of, jobs)


def _issued_data(issued: Issued, month: Month) -> object:
    return {
        "month": str(month),
        "due": issued.due.isoformat(),
        "revision": issued.revision,
        "forms": [{"division": name, "file": file} for name, file in issued.files.items()],
    }


def _returned_data(returned: Sequence[Returned]) -> object:
    return [
        {
            "division": one.outgoing.division,
            "kind": one.outgoing.kind.value,
            "points": len(one.outgoing.points),
            "fresh": one.fresh,
            "workbook": one.workbook,
            "letter": one.letter,
        }
        for one in returned
    ]


def _write_json(data: object) -> None:
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
