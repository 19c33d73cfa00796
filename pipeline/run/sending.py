"""Letters of a month sent by mail: looked over, each once, and remembered as they go out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.core.posted import Posted, PostedLetter
from pipeline.core.problem import PipelineError, cannot_write
from pipeline.history.store import open_history, peek
from pipeline.publish.csv_files import csv_bytes
from pipeline.publish.posting import addressed_to, open_post_office, ready_letter
from pipeline.publish.tables import CsvTable
from pipeline.run.locking import locked
from pipeline.run.mail_settings import needed, password_of
from pipeline.run.returning import FOLDER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime
    from pathlib import Path

    from pipeline.core.finding import Facts
    from pipeline.core.mail_server import MailAccount
    from pipeline.history.store import History
    from pipeline.run.consolidate import Request
    from pipeline.run.returning import Returned

SENT = "sent.csv"
_KEYS = ("division", "to", "letter", "state")


@dataclass(frozen=True, slots=True)
class Outbound:
    """A draft that could be sent; `state` is what became of it before, None where nothing.

    `to` is empty where the plan has no address for the division. `letter` tells it from others by
    what it is about.
    """

    returned: Returned
    draft: bytes
    to: tuple[str, ...]
    letter: str
    state: Posted | None = None

    def is_due(self, *, again: bool) -> bool:
        """Whether it goes out now; one that may have gone out does only when asked for `again`."""
        wanted = (None, Posted.REFUSED, Posted.NOT_SENT, *((Posted.BEGUN,) if again else ()))
        return bool(self.to) and self.state in wanted


def outbound(request: Request, organisation: str, returned: Iterable[Returned]) -> list[Outbound]:
    """Every draft that was made, with what became of it in earlier sendings."""
    out = request.places.out_folder(request.month)
    before = {one.letter: one.state for one in _noted(request, organisation)}
    found = []
    for one in returned:
        draft = (out / one.letter).read_bytes()
        found.append(Outbound(one, draft, addressed_to(draft), one.key, before.get(one.key)))
    return found


def send(
    request: Request,
    organisation: str,
    letters: Sequence[Outbound],
    now: Callable[[], datetime],
) -> list[Outbound]:
    """The letters with what became of each; a list of it lies beside the drafts.

    Each is noted in the memory before it is handed over and after. Raises PipelineError where the
    server cannot be had or another run goes on, and `mail_broken` where it was lost on the way:
    what went out is noted.
    """
    account = needed(request.settings.mail, request.places.settings_file)
    password = password_of(account.outgoing)
    sent: list[Outbound] = []
    with (
        locked(request.places.out_folder(request.month)),
        open_history(request.places.history_file) as history,
        open_post_office(account.outgoing, password) as office,
    ):
        for one in letters:
            at = now()
            _note(history, request, organisation, replace(one, state=Posted.BEGUN), at)
            letter = ready_letter(one.draft, account.sender, at)
            done = replace(one, state=office.post(letter, account.sender, one.to))
            _note(history, request, organisation, done, at)
            sent.append(done)
            if done.state in (Posted.BEGUN, Posted.NOT_SENT):
                break
    _list(request, organisation)
    if sent and sent[-1].state in (Posted.BEGUN, Posted.NOT_SENT):
        raise _broken(request, account, sent, len(letters))
    return sent


def _broken(
    request: Request, account: MailAccount, sent: Sequence[Outbound], total: int
) -> PipelineError:
    gone = sum(one.state is Posted.SENT for one in sent)
    key = "mail_broken"
    path = request.places.out_folder(request.month) / FOLDER / SENT
    facts: Facts = {
        "host": account.outgoing.host,
        "sent": gone,
        "left": total - gone,
        "path": path.as_posix(),
    }
    return PipelineError(key, facts)


def _note(
    history: History, request: Request, organisation: str, one: Outbound, at: datetime
) -> None:
    state = one.state or Posted.NOT_SENT
    division, to = one.returned.outgoing.division, ", ".join(one.to)
    with history.writing() as pen:
        pen.note_letter(
            PostedLetter(organisation, request.month, division, to, one.letter, state, at)
        )


def _noted(request: Request, organisation: str) -> tuple[PostedLetter, ...]:
    history = peek(request.places.history_file)
    if history is None:
        return ()
    with history:
        return history.letters(request.month, organisation)


def _list(request: Request, organisation: str) -> Path:
    """Everything that was ever posted of the month, as a table beside the drafts."""
    path = request.places.out_folder(request.month) / FOLDER / SENT
    noted = _noted(request, organisation)
    rows = tuple((one.division, one.to, one.letter, one.state.value) for one in noted)
    try:
        path.write_bytes(csv_bytes(CsvTable(SENT, _KEYS, rows)))
    except OSError as error:
        raise cannot_write(path) from error
    return path
