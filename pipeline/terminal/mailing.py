"""The commands that speak to a mail server: what comes in, and what goes out when told to."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline.core.finding import Word
from pipeline.core.posted import Posted
from pipeline.run.collect import Errand
from pipeline.run.collect import collect as collect_month
from pipeline.run.mail_settings import needed
from pipeline.run.sending import outbound
from pipeline.run.sending import send as send_letters
from pipeline.run.settings import read_settings
from pipeline.terminal.asking import places_of, words_for
from pipeline.terminal.options import DONE, tell
from pipeline.terminal.screen import say, table

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from datetime import date

    from pipeline.core.calendar import Month
    from pipeline.core.words import Words
    from pipeline.run.collect import Collected
    from pipeline.run.consolidate import Request
    from pipeline.run.returning import Returned
    from pipeline.run.sending import Outbound


def collect(asked: argparse.Namespace, month: Month, days: tuple[date | None, date | None]) -> int:
    """The month's mails or the files named put into its inbox, and what to do next."""
    places = places_of(asked)
    settings = read_settings(places.settings_file)
    words = words_for(asked, settings)
    since, until = days
    errand = Errand(places, month, settings, tuple(asked.files), since, until, asked.move)
    collected = collect_month(errand)
    if asked.json:
        _write_json(_collected_data(collected))
        return DONE
    if not errand.files and settings.mail:
        first, last = errand.days
        folder = settings.mail.folder
        say(words.say("cli", "collected_from", folder=folder, first=first, last=last))
    _show_collected(collected, words)
    say(words.say("cli", "next_step", command=f"ita consolidate {month}"))
    return DONE


def send(
    request: Request, organisation: str, returned: Sequence[Returned], asked: argparse.Namespace
) -> int:
    """The drafts looked over, confirmed and sent; each goes out once."""
    words = request.words
    needed(request.settings.mail, request.places.settings_file)
    letters = outbound(request, organisation, returned)
    due = [one for one in letters if one.is_due(again=asked.again)]
    if not asked.json:
        _show_letters(letters, due, words)
    if not due:
        return _sent_none("nothing_to_send", asked, words)
    if not asked.yes and not _confirmed(len(due), words):
        return _sent_none("not_sent", asked, words)
    sent = send_letters(request, organisation, due, _now)
    if asked.json:
        _write_json(_sent_data(sent))
        return DONE
    gone = sum(one.state is Posted.SENT for one in sent)
    say(words.say("cli", "sent", count=gone), style="green")
    for one in sent:
        if one.state is Posted.REFUSED:
            say(_refusal(one, words), style="yellow")
    return DONE


def _sent_none(why: str, asked: argparse.Namespace, words: Words) -> int:
    if asked.json:
        _write_json([])
        tell(words.get("cli", why))
    else:
        say(words.get("cli", why))
    return DONE


def _now() -> datetime:
    return datetime.now(UTC).astimezone()


def _confirmed(count: int, words: Words) -> bool:
    """Whether the person at the screen types the word that sends."""
    tell(words.say("cli", "send_question", count=count))
    answer = sys.stdin.readline().strip().casefold()
    return answer in {words.get("cli", "send_word").casefold(), "send"}


def _show_letters(letters: Sequence[Outbound], due: Sequence[Outbound], words: Words) -> None:
    headers = [
        words.get("header", "division"),
        words.get("cli", "letter_to"),
        words.get("cli", "returned_kind"),
        words.get("header", "file"),
        words.get("cli", "letter_state"),
    ]
    table(headers, [_letter_row(one, one in due, words) for one in letters])


def _letter_row(one: Outbound, due: bool, words: Words) -> tuple[str, ...]:  # noqa: FBT001 - a cell
    returned = one.returned
    if not one.to:
        state = words.get("posted", "no_address")
    elif due:
        state = words.get("posted", "due")
    else:
        state = words.get("posted", one.state or Posted.NOT_SENT)
    return (
        returned.outgoing.division,
        ", ".join(one.to),
        words.get("returned", "fresh" if returned.fresh else returned.outgoing.kind),
        returned.workbook or "",
        state,
    )


def _refusal(one: Outbound, words: Words) -> str:
    division = one.returned.outgoing.division
    return words.say("cli", "letter_refused", division=division, to=", ".join(one.to))


def _show_collected(collected: Collected, words: Words) -> None:
    path = collected.inbox.as_posix()
    say(words.say("cli", "collected", count=len(collected.new), path=path), style="green")
    for key, count in (
        ("collected_known", collected.known),
        ("collected_elsewhere", collected.elsewhere),
        ("collected_textual", collected.textual),
        ("collected_passed_over", collected.passed_over),
        ("collected_moved", collected.moved),
    ):
        if count:
            say(words.say("cli", key, count=count))
    if collected.too_large:
        names = ", ".join(collected.too_large)
        limit = Word("limit", "mail")
        say(words.say("cli", "collected_large", names=names, what=limit), style="yellow")


def _collected_data(collected: Collected) -> object:
    return {
        "inbox": collected.inbox.as_posix(),
        "looked_at": collected.looked_at,
        "new": collected.new,
        "known": collected.known,
        "elsewhere": collected.elsewhere,
        "without_files": collected.textual,
        "passed_over": collected.passed_over,
        "too_large": collected.too_large,
        "moved": collected.moved,
    }


def _sent_data(sent: Sequence[Outbound]) -> object:
    return [
        {
            "division": one.returned.outgoing.division,
            "to": list(one.to),
            "letter": one.letter,
            "state": one.state.value if one.state else None,
        }
        for one in sent
    ]


def _write_json(data: object) -> None:
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
