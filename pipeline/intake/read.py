from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from pipeline.core.address import Address
from pipeline.core.finding import Finding, Word
from pipeline.core.received import ReadFile, Received
from pipeline.intake.apart import Done, Late, Terms, map_apart
from pipeline.intake.reading.readers import read_path
from pipeline.intake.reading.refusal import UNREADABLE, Refusal, RefusalError, too_slow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from pipeline.core.raw import Contents, RawWorkbook
    from pipeline.intake.limits import Limits

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Errand:
    """What a child is told of one file."""

    path: Path
    sha256: str | None
    limits: Limits


def read_files(
    received: Sequence[Received],
    limits: Limits,
    jobs: int,
    on_progress: Callable[[int, int], None] | None = None,
) -> tuple[ReadFile, ...]:
    """Every file with its workbook or what refuses it, in the order given, for any `jobs`.

    What is passed over is not opened. `on_progress` gets the files done and all of them.
    """
    read = []
    for file in read_each(received, limits, jobs):
        read.append(file)
        if on_progress is not None:
            on_progress(len(read), len(received))
    return tuple(read)


def read_each(received: Sequence[Received], limits: Limits, jobs: int) -> Iterator[ReadFile]:
    """The same files one by one; only some hundred are held at a time."""
    errands = [Errand(one.path, one.sha256, limits) for one in received if _is_to_read(one)]
    terms = Terms(jobs, limits.seconds, limits.memory_mb, limits.memory_all_mb)
    answers = map_apart(run_errand, errands, terms)
    for one in received:
        if one.passed_over is not None:
            yield _passed_over(one, one.passed_over)
        elif one.refusal is not None:
            yield ReadFile(one, refusal=one.refusal)
        else:
            yield _read_file(one, told(next(answers), limits.seconds))


def _is_to_read(received: Received) -> bool:
    return received.passed_over is None and received.refusal is None


def run_errand(errand: Errand) -> RawWorkbook | Refusal:
    """The file's workbook, or why it is refused; raises OSError where it cannot be opened."""
    try:
        return read_path(errand.path, errand.sha256, errand.limits)
    except RefusalError as error:
        return error.refusal


def told(answer: Done[Answer] | Late | None, seconds: int) -> Answer | Refusal:
    """What a child said, or why a file is refused of which it could say nothing."""
    match answer:
        case None:
            return UNREADABLE
        case Late():
            return too_slow(seconds).refusal
        case Done():
            return answer.value


def _passed_over(received: Received, reason: str) -> ReadFile:
    facts = {"reason": Word("passed_over", reason)}
    return ReadFile(
        received, refusal=Finding("file_passed_over", Address(received.name), facts=facts)
    )


def _read_file(received: Received, answer: RawWorkbook | Refusal) -> ReadFile:
    where = Address(received.name)
    if isinstance(answer, Refusal):
        return ReadFile(received, refusal=Finding(answer.code, where, facts=answer.facts))
    return ReadFile(received, workbook=answer, notes=tuple(_notes(where, answer.contents)))


def _notes(where: Address, contents: Contents) -> Iterator[Finding]:
    if contents.macros:
        yield Finding("macros_present", where)
    if contents.external_links:
        yield Finding("external_links", where, {"found": ", ".join(contents.external_links)})
    if contents.pictures:
        yield Finding("pictures_present", where, {"count": contents.pictures})
