"""Mail and files of a month put into its inbox: each once, whole, and under a name of its own."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.core.problem import PipelineError, cannot_write
from pipeline.intake.containers.message import carries_files
from pipeline.intake.containers.naming import Unique
from pipeline.intake.folder import find_files, receive
from pipeline.intake.imap import open_folder
from pipeline.intake.limits import MIB
from pipeline.run.mail_settings import needed, password_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from pipeline.core.calendar import Month
    from pipeline.core.received import Received
    from pipeline.intake.imap import Listed, MailFolder
    from pipeline.run.settings import Settings
    from pipeline.run.workspace import Places

_PART = ".ita.part"


@dataclass(frozen=True, slots=True)
class Errand:
    """What is collected: the files named, else the mails of the days `since` to `until`.

    The usual days are the month's first to the last of the month after, in which reports come.
    `move_to` goes before that of the settings.
    """

    places: Places
    month: Month
    settings: Settings
    files: tuple[Path, ...] = ()
    since: date | None = None
    until: date | None = None
    move_to: str | None = None

    @property
    def inbox(self) -> Path:
        """Where everything is put."""
        return self.places.inbox_folder(self.month)

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day on which the server took the mails."""
        after = self.month.plus(1)
        return (self.since or self.month.first, self.until or after.last)


@dataclass(slots=True)
class Collected:
    """What became of everything that was looked at.

    `new` are the names that were put into the inbox, `known` lay there already, `elsewhere` in
    another month's, `textual` carry no files, `passed_over` are links, empty or a system's own,
    `too_large` are past the limit; all these were left.
    """

    inbox: Path
    new: list[str] = field(default_factory=list)
    known: int = 0
    elsewhere: int = 0
    textual: int = 0
    passed_over: int = 0
    too_large: list[str] = field(default_factory=list)
    moved: int = 0

    @property
    def looked_at(self) -> int:
        """Everything, each once."""
        counts = (self.known, self.elsewhere, self.textual, self.passed_over)
        return sum(counts) + len(self.too_large) + len(self.new)


def collect(errand: Errand) -> Collected:
    """The month's mails, or the files named, put into its inbox; what is there is left as it is.

    Raises PipelineError where mail cannot be had or the disk does not take it; what was put into
    the inbox until then is whole and stays, and collecting again goes on from there.
    """
    _make(errand.inbox)
    collected = Collected(errand.inbox)
    if errand.files:
        _collect_files(errand.files, collected)
    else:
        _collect_mails(errand, collected)
    return collected


def _collect_mails(errand: Errand, collected: Collected) -> None:
    account = needed(errand.settings.mail, errand.places.settings_file)
    move_to = errand.move_to or account.move_to
    password = password_of(account.incoming)
    with open_folder(
        account.incoming, password, account.folder, moving=move_to is not None
    ) as folder:
        done = _take_new(folder, errand, collected)
        if move_to is not None and done:
            folder.move(done, move_to)
            collected.moved = len(done)


def _take_new(folder: MailFolder, errand: Errand, collected: Collected) -> list[str]:
    """The mails that now lie in the inbox, by their numbers on the server."""
    try:
        return [
            one.uid for one in folder.listed(*errand.days) if _take(one, folder, errand, collected)
        ]
    except PipelineError as error:
        facts = {**error.facts, "count": len(collected.new)}
        raise PipelineError(error.key, facts, error.findings) from error


def _take(one: Listed, folder: MailFolder, errand: Errand, collected: Collected) -> bool:
    """Whether the mail lies in the inbox, now or already."""
    if (errand.inbox / one.name).exists():
        collected.known += 1
        return True
    if _lies_elsewhere(one.name, errand):
        collected.elsewhere += 1
        return False
    if one.size > errand.settings.limits.mail_mb * MIB:
        collected.too_large.append(one.name)
        return False
    content = None if one.text_only else folder.fetch(one.uid)
    if content is None or not carries_files(content):
        collected.textual += 1
        return False
    _put(errand.inbox / one.name, content)
    collected.new.append(one.name)
    return True


def _lies_elsewhere(name: str, errand: Errand) -> bool:
    """Whether the mail was collected for another month: a late report of that one."""
    if errand.places.inbox is not None:
        return False
    months = (path for path in errand.inbox.parent.iterdir() if path != errand.inbox)
    return any((path / name).exists() for path in months)


def _collect_files(files: Sequence[Path], collected: Collected) -> None:
    lying = find_files(collected.inbox)
    held, unique = {one.sha256 for one in lying}, Unique()
    for name in [path.name for path in collected.inbox.iterdir()]:
        unique.name(name)
    for one in _given(files):
        if one.passed_over is not None:
            collected.passed_over += 1
        elif one.sha256 in held:
            collected.known += 1
        else:
            held.add(one.sha256)
            name = unique.name(one.path.name)
            _put(collected.inbox / name, _content(one))
            collected.new.append(name)


def _given(paths: Iterable[Path]) -> Iterator[Received]:
    """The files named, and those in the folders named, in order."""
    for path in paths:
        if not path.exists():
            key = "file_missing"
            raise PipelineError(key, {"path": path.as_posix()})
        yield from find_files(path) if path.is_dir() else (receive(path),)


def _content(one: Received) -> bytes:
    try:
        return one.path.read_bytes()
    except OSError as error:
        key = "file_missing"
        raise PipelineError(key, {"path": one.path.as_posix()}) from error


def _make(inbox: Path) -> None:
    try:
        inbox.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(inbox) from error


def _put(path: Path, content: bytes) -> None:
    """The file, there as a whole or not at all, readable by its owner alone."""
    part = path.with_name(_PART)
    try:
        handle = os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise cannot_write(path) from error
