"""What a container holds, all the way down: each file once, with its mail's envelope."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.intake.containers.kinds import (
    CONTAINERS,
    HEAD,
    MAILS,
    ContainerKind,
    container_kind,
    content_kind,
    starts_mailbox,
)
from pipeline.intake.containers.mailbox import open_mailbox
from pipeline.intake.containers.message import is_message
from pipeline.intake.containers.naming import Unique, label_of, labels_of
from pipeline.intake.containers.parts import NO_ENVELOPE, Contents, Envelope, Part
from pipeline.intake.limits import MIB
from pipeline.intake.passing import WORKBOOK_ENDINGS, PassedOver, passed_over_by_name
from pipeline.intake.reading.kind import TableKind
from pipeline.intake.reading.refusal import (
    UNREADABLE,
    FileKind,
    Limit,
    Refusal,
    RefusalError,
    too_deep,
    too_many,
    too_many_bytes,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pipeline.intake.limits import Limits

_NAMELESS = "attachment"
# What may lie beside a report without being one; an archive may be the report itself.
_BESIDE = frozenset(
    {FileKind.PDF, FileKind.PICTURE, FileKind.WORD, FileKind.TEXT, FileKind.WEB_PAGE}
)


class NoRoomError(OSError):
    """The disk does not take what comes out of a container."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A file that was found in a container; `label` is its path below the container's own name.

    `stored` is the file in the scratch folder that has its bytes; None where it has none to read:
    it is passed over, or refused.
    """

    label: str
    size: int
    sha256: str | None = None
    stored: str | None = None
    envelope: Envelope = NO_ENVELOPE
    carriers: tuple[str, ...] = ()
    passed_over: PassedOver | None = None
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class _Inside:
    """Where a file is met: its label so far, its name in its container, how it came there.

    `with_report`: beside it, or beside the archive that it lies in, is a report.
    """

    label: str = ""
    name: str = ""
    envelope: Envelope = NO_ENVELOPE
    carriers: tuple[str, ...] = ()
    zips: int = 0
    mails: int = 0
    in_zip: bool = False
    with_report: bool = False

    def at(self, label: str) -> _Inside:
        """The file of that name here."""
        return replace(self, label=f"{self.label}/{label}" if self.label else label, name=label)

    def by(self, kind: ContainerKind, envelope: Envelope | None) -> _Inside:
        """In a container of that kind; a mail's own envelope goes before that of its carrier."""
        outer, told = self.envelope, envelope or NO_ENVELOPE
        carried = (outer.sender,) if outer.sender and told.sender else ()
        return replace(
            self,
            envelope=Envelope(
                told.sender or outer.sender,
                told.received or outer.received,
                self._authentication(kind, told),
            ),
            carriers=self.carriers + carried,
            zips=self.zips + (kind is ContainerKind.ZIP),
            mails=self.mails + (kind in MAILS),
            in_zip=kind is ContainerKind.ZIP,
            with_report=self.with_report and kind not in MAILS,
        )

    def _authentication(self, kind: ContainerKind, told: Envelope) -> str | None:
        """What the last server found of a mail says nothing of one that it carries."""
        if kind not in MAILS:
            return self.envelope.authentication
        return told.authentication if self.mails == 0 else None


class Walk:
    """Opens one container from the disk; counts what comes out of it.

    Files are written into the scratch folder under numbers: no name of theirs is used for that.
    """

    def __init__(self, path: Path, scratch: Path, limits: Limits) -> None:
        self._path, self._scratch, self._limits = path, scratch, limits
        self._count = 0
        self._unique = Unique()

    def leaves(self) -> tuple[Leaf, ...] | None:
        """Every file in the container; None where it is none. Raises RefusalError and OSError."""
        with self._path.open("rb") as stream:
            head = stream.read(HEAD)
        if starts_mailbox(head):
            return tuple(self._parts(open_mailbox(self._path, self._limits), _Inside()))
        content = self._read()
        kind = container_kind(content, self._limits)
        return None if kind is None else tuple(self._open(kind, content, _Inside()))

    def _read(self) -> bytes:
        most = self._limits.mail_mb
        with self._path.open("rb") as stream:
            content = stream.read(most * MIB + 1)
        if len(content) > most * MIB:
            raise too_many_bytes(Limit.MAIL, self._path.stat().st_size, most)
        return content

    def _open(self, kind: ContainerKind, content: bytes, inside: _Inside) -> Iterator[Leaf]:
        """The files of an archive or a mail; raises RefusalError before the first where it fails.

        A mail without any is a leaf itself.
        """
        if kind not in MAILS and len(content) > self._limits.file_mb * MIB:
            raise too_many_bytes(Limit.FILE, len(content), self._limits.file_mb)
        contents = CONTAINERS[kind](content, self._limits)
        yield from self._files(contents, content, inside.by(kind, contents.envelope))

    def _files(self, contents: Contents, content: bytes, within: _Inside) -> Iterator[Leaf]:
        parts = contents.parts
        if all(part.decorative for part in parts):
            yield self._leaf(Part("", content), within, passed_over=PassedOver.NO_FILES)
            return
        if any(self._kind(part) in tuple(TableKind) for part in parts):
            within = replace(within, with_report=True)
        beside = within.with_report or self._may_have_report(parts)
        yield from self._parts(iter(parts), within, beside=beside)

    def _parts(
        self, parts: Iterator[Part], inside: _Inside, *, beside: bool = False
    ) -> Iterator[Leaf]:
        unique = Unique()
        for number, part in enumerate(parts, start=1):
            label = "/".join(labels_of(part.name)) if inside.in_zip else _mailed_label(part.name)
            if not label or label.lower() in WORKBOOK_ENDINGS:
                label = f"{_NAMELESS}-{number}{label or _usual_ending(part)}"
            yield from self._part(part, inside.at(unique.name(label)), beside=beside)

    def _part(self, part: Part, here: _Inside, *, beside: bool) -> Iterator[Leaf]:
        self._count += 1
        if self._count > self._limits.carried:
            raise too_many(Limit.CARRIED, self._count, self._limits.carried)
        refusal, over = part.refusal, _passed_over(part, here.name)
        kind = None
        if refusal is None and over is None:
            try:
                kind = self._container(part, here)
                if part.mail is not None:
                    within = here.by(ContainerKind.MESSAGE, part.mail.envelope)
                    yield from list(self._files(part.mail, b"", within))
                elif kind is not None:
                    yield from list(self._open(kind, part.content, here))
            except RefusalError as error:
                kind, refusal = None, error.refusal
            except RecursionError:
                kind, refusal = None, UNREADABLE
        if kind is not None:
            return
        if beside and over is None and refusal is None and self._is_beside(part):
            over = PassedOver.BESIDE
        yield self._leaf(part, here, passed_over=over, refusal=refusal)

    def _container(self, part: Part, here: _Inside) -> ContainerKind | None:
        """What the part is, if it may be opened here."""
        carried = part.mail is not None
        kind = ContainerKind.MESSAGE if carried else container_kind(part.content, self._limits)
        zips, mails = self._limits.nesting, self._limits.forwards
        if kind is ContainerKind.ZIP and here.zips >= zips:
            raise too_deep(Limit.NESTING, here.zips + 1, zips)
        if kind in MAILS and here.mails >= mails:
            raise too_deep(Limit.FORWARDS, here.mails + 1, mails)
        return kind

    def _leaf(
        self,
        part: Part,
        here: _Inside,
        passed_over: PassedOver | None = None,
        refusal: Refusal | None = None,
    ) -> Leaf:
        stored = None
        if passed_over is None and refusal is None:
            stored = f"{self._count:06}{_plain_ending(part.name)}"
            self._put(stored, part.content)
        return Leaf(
            label=self._unique.name(here.label),
            size=len(part.content),
            sha256=hashlib.sha256(part.content).hexdigest() if part.content else None,
            stored=stored,
            envelope=here.envelope,
            carriers=here.carriers,
            passed_over=passed_over,
            refusal=refusal,
        )

    def _put(self, stored: str, content: bytes) -> None:
        try:
            (self._scratch / stored).write_bytes(content)
        except OSError as error:
            raise NoRoomError(*error.args) from error

    def _may_have_report(self, parts: Sequence[Part]) -> bool:
        """Whether one of the files is a table, or may hold one."""
        return any(
            part.mail is not None
            or is_message(part.content)
            or self._kind(part) in (None, *TableKind)
            for part in parts
            if (part.content or part.mail is not None) and not part.decorative
        )

    def _is_beside(self, part: Part) -> bool:
        """Whether a file that came with a report is something else that belongs to it."""
        damaged = part.name.lower().endswith(WORKBOOK_ENDINGS)
        return self._kind(part) in _BESIDE and not damaged

    def _kind(self, part: Part) -> TableKind | FileKind | None:
        kind = content_kind(part.content, self._limits)
        return None if kind is FileKind.ARCHIVE else kind


def _passed_over(part: Part, name: str) -> PassedOver | None:
    """Why the part is no report, of that name in its container."""
    if part.linked:
        return PassedOver.LINK
    if part.decorative:
        return PassedOver.DECORATION
    by_name = (passed_over_by_name(one) for one in name.split("/"))
    empty = not part.content and part.refusal is None and part.mail is None
    return next((one for one in by_name if one), PassedOver.EMPTY_FILE if empty else None)


def _mailed_label(name: str) -> str:
    """The name of an attached file; dots before it are a mailer's, not a system's."""
    label = label_of(name)
    return label if label.lower() in WORKBOOK_ENDINGS else label.lstrip(".")


def _usual_ending(part: Part) -> str:
    return ".eml" if part.mail is not None or is_message(part.content) else ""


def _plain_ending(name: str) -> str:
    """The ending by which a workbook is known on the disk; none for any other file."""
    return next((ending for ending in WORKBOOK_ENDINGS if name.lower().endswith(ending)), "")
