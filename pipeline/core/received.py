"""Files as they were found in the inbox, and what was made of each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from pipeline.core.calendar import Month
    from pipeline.core.finding import Finding
    from pipeline.core.raw import RawWorkbook


@dataclass(frozen=True, slots=True)
class Received:
    """A file of the inbox; `name` is its path below the inbox with `/`, containers included.

    `path` is where its bytes are. `passed_over` says why it is not a report (a key of the
    words `passed_over`); it then was not opened and `sha256` may be None. `sender` is the address
    that its mail claims, `carriers` those of the mails that carried that one, `received` when
    (Thai time), `authentication` what the receiving server found of the sender. `holder` is the
    file of the inbox that it was taken out of, `refusal` what refused it there.
    """

    name: str
    path: Path
    size: int | None = None
    sha256: str | None = None
    sender: str | None = None
    received: datetime | None = None
    passed_over: str | None = None
    carriers: tuple[str, ...] = ()
    authentication: str | None = None
    holder: Received | None = None
    refusal: Finding | None = None

    @property
    def on_disk(self) -> Received:
        """The file of the inbox: itself, or what holds it."""
        return self.holder or self


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A received file with what the reader made of it: a workbook, or the finding that refuses it.

    Exactly one of `workbook` and `refusal` is given. `notes` are findings that do not refuse
    (macros_present, external_links, pictures_present).
    """

    received: Received
    workbook: RawWorkbook | None = None
    refusal: Finding | None = None
    notes: tuple[Finding, ...] = ()


class Outcome(StrEnum):
    """What became of a file; the words of submissions.csv."""

    ACCEPTED = "accepted"
    ACCEPTED_WITH_FINDINGS = "accepted_with_findings"
    PARTLY_ACCEPTED = "partly_accepted"
    NIL = "nil"
    WAITING = "waiting"
    REFUSED = "refused"
    SUPERSEDED = "superseded"
    DUPLICATE = "duplicate"
    PASSED_OVER = "passed_over"


class Basis(StrEnum):
    """By what it is known whose a file is, what counts most first; keys of the words `basis`."""

    CONTENT = "content"
    ROWS = "rows"
    FORM = "form"
    SENDER = "sender"
    FILE_NAME = "file_name"


# Outcomes of a file of which something stands.
TAKEN = (
    Outcome.ACCEPTED,
    Outcome.ACCEPTED_WITH_FINDINGS,
    Outcome.PARTLY_ACCEPTED,
    Outcome.NIL,
)
BETWEEN_DIVISIONS = "; "


@dataclass(frozen=True, slots=True)
class Submission:
    """One leaf file of the inbox and its outcome; `reason` is the finding that decided it.

    `division` names all whose rows came in the file, split by `; `; `basis` tells by what. Of a
    file that was refused it is whose it seems to be. `way` is how it was reported, as typed;
    `measures` are those that it stands for where its division sent several that stand together.
    `seems` is the division that a file of an open question was sent by or issued to.
    """

    received: Received
    outcome: Outcome
    division: str | None = None
    month: Month | None = None
    reason: Finding | None = None
    basis: Basis | None = None
    way: str = ""
    measures: tuple[str, ...] = ()
    seems: str | None = None

    @property
    def divisions(self) -> tuple[str, ...]:
        """Each division whose rows came in the file, or to whom it belongs."""
        return tuple(self.division.split(BETWEEN_DIVISIONS)) if self.division else ()
