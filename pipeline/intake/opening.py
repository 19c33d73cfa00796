"""Archives and mails of the inbox as the files that they hold; the inbox itself is not changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.core.address import Address
from pipeline.core.finding import Finding
from pipeline.core.received import Received
from pipeline.intake.apart import Terms, map_apart
from pipeline.intake.containers.kinds import HEAD, may_hold_files
from pipeline.intake.containers.walking import Leaf, NoRoomError, Walk
from pipeline.intake.read import told
from pipeline.intake.reading.refusal import Refusal, RefusalError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pipeline.intake.limits import Limits


@dataclass(frozen=True, slots=True)
class Errand:
    """What a child is told of one container: where it is, and where its files may be put."""

    path: Path
    scratch: Path
    limits: Limits


def open_containers(
    received: Sequence[Received], scratch: Path, limits: Limits, jobs: int
) -> tuple[Received, ...]:
    """The same files in their order, each container replaced by the files in it.

    A container that cannot be opened stays, with what refuses it. The files are put into the
    empty folder `scratch`, made where there is a container. Raises OSError where the disk does
    not take them.
    """
    containers = {one for one in received if _may_hold_files(one)}
    if containers:
        scratch.mkdir(mode=0o700, exist_ok=True)
    errands = []
    for number, one in enumerate(received, start=1):
        if one in containers:
            folder = scratch / f"{number:06}"
            folder.mkdir(mode=0o700)
            errands.append(Errand(one.path, folder, limits))
    terms = Terms(jobs, limits.opening_seconds, limits.memory_mb, limits.memory_all_mb)
    answers = zip(errands, map_apart(run_errand, errands, terms), strict=True)
    found: list[Received] = []
    for one in received:
        if one not in containers:
            found.append(one)
            continue
        errand, answer = next(answers)
        found += _files(one, told(answer, limits.opening_seconds), errand.scratch)
    return tuple(found)


def run_errand(errand: Errand) -> tuple[Leaf, ...] | Refusal | NoRoomError | None:
    """The files of the container, or why it is refused; None where it is none."""
    try:
        return Walk(errand.path, errand.scratch, errand.limits).leaves()
    except RefusalError as error:
        return error.refusal
    except NoRoomError as error:
        return error


def _may_hold_files(received: Received) -> bool:
    """Whether the file is worth opening as a container, by its first bytes."""
    if received.passed_over is not None:
        return False
    try:
        with received.path.open("rb") as stream:
            return may_hold_files(stream.read(HEAD))
    except OSError:
        return False


def _files(
    container: Received, answer: tuple[Leaf, ...] | Refusal | NoRoomError | None, scratch: Path
) -> Iterator[Received]:
    if isinstance(answer, NoRoomError):
        raise answer
    if answer is None:
        yield container
    elif isinstance(answer, Refusal):
        yield _refused(container, answer)
    else:
        yield from (_file(container, leaf, scratch) for leaf in answer)


def _refused(container: Received, refusal: Refusal) -> Received:
    finding = Finding(refusal.code, Address(container.name), refusal.facts)
    return Received(
        container.name,
        container.path,
        container.size,
        container.sha256,
        refusal=finding,
    )


def _file(container: Received, leaf: Leaf, scratch: Path) -> Received:
    name = f"{container.name}/{leaf.label}" if leaf.label else container.name
    refusal = leaf.refusal
    return Received(
        name=name,
        path=scratch / leaf.stored if leaf.stored else container.path,
        size=leaf.size,
        sha256=leaf.sha256,
        sender=leaf.envelope.sender,
        received=leaf.envelope.received,
        passed_over=leaf.passed_over,
        carriers=leaf.carriers,
        authentication=leaf.envelope.authentication,
        holder=container,
        refusal=Finding(refusal.code, Address(name), refusal.facts) if refusal else None,
    )
