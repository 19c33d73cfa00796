"""The commands that only look: explain, framework and status. None imports pandas."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from pipeline.run.explain import as_json as period_json
from pipeline.run.explain import as_lines, lines_of
from pipeline.run.explain import explain as explain_text
from pipeline.run.settings import read_settings
from pipeline.terminal.asking import places_of, words_for
from pipeline.terminal.options import DONE

if TYPE_CHECKING:
    import argparse

    from pipeline.core.calendar import FiscalYear, Month
    from pipeline.core.received import Submission
    from pipeline.core.words import Words
    from pipeline.run.history import ListedRun
    from pipeline.run.status import MonthStatus, Standing


def explain(text: str, year: FiscalYear | None, words: Words, *, as_json: bool) -> int:
    """How the text is read, or each line of standard input where the text is a hyphen."""
    typed = lines_of(sys.stdin.buffer.read().decode("utf-8", "replace")) if text == "-" else (text,)
    for line in typed:
        period = explain_text(line, year)
        if as_json:
            sys.stdout.write(period_json(period) + "\n")
        else:
            sys.stdout.writelines(told + "\n" for told in as_lines(period, words))
    return DONE


def framework(year: FiscalYear | None, words: Words, *, as_json: bool) -> int:
    """What is known of the year's ITA framework, or the years there are."""
    from pipeline.run import framework as asked  # noqa: PLC0415 - explain needs no frameworks

    if year is None:
        years = asked.known_years()
        if as_json:
            _write_json([one.be_year for one in years])
        else:
            sys.stdout.write(words.say("framework", "years", years=years) + "\n")
        return DONE
    found = asked.framework_of(year)
    if as_json:
        sys.stdout.write(asked.as_json(found) + "\n")
    else:
        sys.stdout.writelines(line + "\n" for line in asked.as_lines(found, words))
    return DONE


def status(asked: argparse.Namespace, month: Month | None) -> int:
    """Each division and each file of a month, or the months consolidated so far."""
    from pipeline.run.history import standing_runs  # noqa: PLC0415 - explain needs no disk
    from pipeline.run.status import month_status  # noqa: PLC0415 - explain needs no disk

    places = places_of(asked)
    settings = read_settings(places.settings_file)
    words = words_for(asked, settings)
    if month is not None:
        found = month_status(places, month, settings, words)
        _write_json(_month_data(found)) if asked.json else _show_month(found, words)
        return DONE
    runs = standing_runs(places)
    if asked.json:
        _write_json(list(map(_run_data, runs)))
    else:
        _show_runs(runs, words)
    return DONE


def _run_data(one: ListedRun) -> object:
    return {
        "month": str(one.run.month),
        "organisation": one.run.organisation,
        "as_of": str(one.run.as_of),
        "edition": one.edition and {"state": one.edition.state, "amendment": one.edition.amendment},
    }


def _write_json(data: object) -> None:
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


def _month_data(found: MonthStatus) -> object:
    return {
        "month": str(found.month),
        "as_of": found.as_of.isoformat(),
        "divisions": [
            {
                "division": one.division,
                "outcome": one.submission.outcome.value if one.submission else None,
                "file": one.submission.received.name if one.submission else None,
                "last_heard": None if one.last_heard is None else str(one.last_heard),
                "silent_months": one.silent_months,
            }
            for one in found.divisions
        ],
        "files": [
            {
                "file": one.received.name,
                "division": one.division,
                "outcome": one.outcome.value,
                "reason": one.reason.code if one.reason else None,
            }
            for one in found.submissions
        ],
    }


def _show_month(found: MonthStatus, words: Words) -> None:
    from pipeline.terminal.screen import say, table  # noqa: PLC0415 - JSON needs no tables

    say(words.say("cli", "status_title", month=found.month, as_of=found.as_of), style="bold")
    headers = [words.get("header", key) for key in ("division", "outcome", "file")]
    headers.append(words.get("cli", "silent"))
    rows = [
        (
            one.division,
            words.get("outcome", one.submission.outcome if one.submission else "not_sent"),
            one.submission.received.name if one.submission else "",
            _silence(one, words),
        )
        for one in found.divisions
    ]
    table(headers, rows)
    shown = {one.submission.received.name for one in found.divisions if one.submission}
    others = [one for one in found.submissions if _is_told(one, shown)]
    if others:
        say()
        table(
            [words.get("header", key) for key in ("file", "outcome", "reason")],
            [_file_row(one, words) for one in others],
        )


def _is_told(one: Submission, shown: set[str]) -> bool:
    """Whether a file is told beside those that stand; a logo in a mail is nobody's business."""
    return one.received.name not in shown and one.received.passed_over != "decoration"


def _silence(one: Standing, words: Words) -> str:
    """For how long nothing has come that could be taken; blank where something has."""
    if not one.silent_months:
        return ""
    key = "silent_since" if one.last_heard else "never_heard"
    return words.say("cli", key, months=one.silent_months, since=one.last_heard)


def _file_row(one: Submission, words: Words) -> tuple[str, str, str]:
    reason = words.finding(one.reason) if one.reason else ""
    return one.received.name, words.get("outcome", one.outcome), reason


def _show_runs(runs: tuple[ListedRun, ...], words: Words) -> None:
    from pipeline.terminal.screen import say, table  # noqa: PLC0415 - JSON needs no tables

    if not runs:
        say(words.say("cli", "no_runs_yet", command="ita consolidate MONTH"))
        return
    say(words.get("cli", "status_all"), style="bold")
    headers = (("header", "month"), ("source_note", "as_of"), ("edition", "label"))
    rows = [
        (words.value(one.run.month), words.value(one.run.as_of), words.edition(one.edition))
        for one in runs
    ]
    table([words.get(*keys) for keys in headers], rows)
