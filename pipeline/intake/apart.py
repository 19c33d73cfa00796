"""Work in child processes, so that what kills or hangs a child costs one item and not the run."""

from __future__ import annotations

import contextlib
import os
import sys
from collections import deque
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from pipeline.intake.limits import MIB

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

Item = TypeVar("Item")
Result = TypeVar("Result")

_BATCH = 20
_FEW = 8
_AHEAD = 4
_HEAVY = ("numpy", "pandas", "pandera")


@dataclass(frozen=True, slots=True)
class Terms:
    """How children work: how many, and what one item may take.

    `seconds` is wall time, `memory_mb` mebibytes of address space where the system can hold to it.
    """

    jobs: int
    seconds: float
    memory_mb: int


@dataclass(frozen=True, slots=True)
class Done(Generic[Result]):
    """What a task gave."""

    value: Result


def map_apart(
    task: Callable[[Item], Result], items: Sequence[Item], terms: Terms
) -> Generator[Done[Result] | None, None, None]:
    """What the task gives for each item, in their order; None where it raised, died or hung.

    Task, items and results must pickle. A few items are given to one child.
    """
    if not items:
        return
    jobs = 1 if len(items) < _FEW else max(terms.jobs, 1)
    size = min(_BATCH, -(-len(items) // jobs))
    batches = [items[start : start + size] for start in range(0, len(items), size)]
    pool = ProcessPool(
        max_workers=min(jobs, len(batches)),
        context=get_context("spawn"),
        initializer=confine,
        initargs=[terms.memory_mb],
    )
    try:
        yield from _Apart(pool, task, terms).answers(batches)
    finally:
        pool.stop()  # type: ignore[no-untyped-call]  # pebble leaves its type out
        pool.join()


def confine(memory_mb: int) -> None:
    """Prepares a child: no heavy imports, no words on the screen, no more memory than that."""
    modules = cast("dict[str, object]", sys.modules)
    for name in _HEAVY:
        # openpyxl imports numpy where it finds it, and takes four times the memory for nothing.
        modules.setdefault(name, None)
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
    try:
        import resource  # noqa: PLC0415 - Windows has no such module
    except ImportError:
        return
    most = memory_mb * MIB
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def run_batch(task: Callable[[Item], Result], batch: Sequence[Item]) -> Answers[Result]:
    """What the task gives for each item of the batch; None where it raised."""
    return [_run(task, item) for item in batch]


def _run(task: Callable[[Item], Result], item: Item) -> Done[Result] | None:
    try:
        return Done(task(item))
    except BaseException:  # noqa: BLE001 - a panic is no Exception and does not pickle
        return None


Answers = list[Done[Result] | None]


@dataclass(frozen=True, slots=True)
class _Apart(Generic[Item, Result]):
    pool: ProcessPool
    task: Callable[[Item], Result]
    terms: Terms

    def answers(self, batches: Sequence[Sequence[Item]]) -> Iterator[Done[Result] | None]:
        """The batches' answers in order, with only so many waiting that memory stays flat."""
        # Half the time for a whole batch: an item that hangs is met twice and must not take long.
        seconds = self.terms.seconds / 2
        waiting = iter(batches)
        running = deque(
            (batch, self._schedule(batch, seconds))
            for batch in islice(waiting, _AHEAD * max(self.terms.jobs, 1))
        )
        while running:
            batch, future = running.popleft()
            answers = self._wait(future)
            yield from self._singly(batch) if answers is None else answers
            running.extend((one, self._schedule(one, seconds)) for one in islice(waiting, 1))

    def _singly(self, batch: Sequence[Item]) -> Iterator[Done[Result] | None]:
        futures = [self._schedule([item], self.terms.seconds) for item in batch]
        for future in futures:
            answers = self._wait(future)
            yield None if answers is None else answers[0]

    def _schedule(self, batch: Sequence[Item], seconds: float) -> ProcessFuture[Answers[Result]]:
        return self.pool.schedule(run_batch, args=[self.task, batch], timeout=seconds)

    def _wait(self, future: ProcessFuture[Answers[Result]]) -> Answers[Result] | None:
        try:
            return future.result()
        except (ProcessExpired, FutureTimeoutError):
            return None
