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
# A child may still be coming up when its pool ends. Were the pool forgotten then, the child would
# find its locks gone, and say so on the screen before it is told to be quiet.
_POOLS: list[ProcessPool] = []
_HEAVY = ("numpy", "pandas", "pandera")
# What the parent takes while it reads, and the least that a child can work with.
_PARENT_MB = 224
_LEAST_MB = 160


@dataclass(frozen=True, slots=True)
class Terms:
    """How children work: how many, and what one item may take.

    `seconds` is wall time, `memory_mb` mebibytes of address space where the system can hold to it,
    `memory_all_mb` those of the parent and all children together.
    """

    jobs: int
    seconds: float
    memory_mb: int
    memory_all_mb: int = 1_024

    def children(self, items: int) -> int:
        """How many children work side by side on so many items; a few items are one child's."""
        room = (self.memory_all_mb - _PARENT_MB) // _LEAST_MB
        return 1 if items < _FEW else max(min(self.jobs, room), 1)

    def share_mb(self, children: int) -> int:
        """What each of so many children may take."""
        together = max(self.memory_all_mb - _PARENT_MB, _LEAST_MB)
        return min(self.memory_mb, together // children)


@dataclass(frozen=True, slots=True)
class Done(Generic[Result]):
    """What a task gave."""

    value: Result


@dataclass(frozen=True, slots=True)
class Late:
    """The task took longer than it may."""


def map_apart(
    task: Callable[[Item], Result], items: Sequence[Item], terms: Terms
) -> Generator[Done[Result] | Late | None, None, None]:
    """What the task gives for each item, in their order; None where it raised or died.

    Task, items and results must pickle. An item for which a child's share of the memory was too
    little is tried once more, alone.
    """
    if not items:
        return
    children = terms.children(len(items))
    size = min(_BATCH, -(-len(items) // children))
    batches = [items[start : start + size] for start in range(0, len(items), size)]
    apart = _Apart(task, terms, min(children, len(batches)))
    try:
        yield from apart.answers(batches)
    finally:
        apart.stop()


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


@dataclass(frozen=True, slots=True)
class Starved:
    """The task wanted more memory than its child had."""


Answer = Done[Result] | Late | Starved | None


def run_batch(task: Callable[[Item], Result], batch: Sequence[Item]) -> list[Answer[Result]]:
    """What the task gives for each item of the batch; None where it raised."""
    return [_run(task, item) for item in batch]


def _run(task: Callable[[Item], Result], item: Item) -> Answer[Result]:
    try:
        return Done(task(item))
    except MemoryError:
        return Starved()
    except BaseException:  # noqa: BLE001 - a panic is no Exception and does not pickle
        return None


@dataclass(slots=True)
class _Apart(Generic[Item, Result]):
    """Children that come and go as the work asks for them."""

    task: Callable[[Item], Result]
    terms: Terms
    children: int
    _pool: ProcessPool | None = None

    def answers(self, batches: Sequence[Sequence[Item]]) -> Iterator[Done[Result] | Late | None]:
        """The batches' answers in order, with only so many waiting that memory stays flat."""
        # Half the time for a whole batch: an item that hangs is met twice and must not take long.
        seconds = self.terms.seconds / 2
        waiting = iter(batches)
        running = deque(
            (batch, self._schedule(batch, seconds))
            for batch in islice(waiting, _AHEAD * self.children)
        )
        while running:
            batch, future = running.popleft()
            answers = self._wait(future)
            if isinstance(answers, list):
                yield from self._fed(batch, answers)
            else:
                yield from self._fed(batch, self._singly(batch))
            running.extend((one, self._schedule(one, seconds)) for one in islice(waiting, 1))

    def stop(self) -> None:
        """Ends the children, whatever they are at."""
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]  # pebble leaves its type out
            self._pool.join()

    def _singly(self, batch: Sequence[Item]) -> list[Answer[Result]]:
        futures = [self._schedule([item], self.terms.seconds) for item in batch]
        found = [self._wait(future) for future in futures]
        return [one[0] if isinstance(one, list) else one for one in found]

    def _fed(
        self, batch: Sequence[Item], answers: Sequence[Answer[Result]]
    ) -> Iterator[Done[Result] | Late | None]:
        starved = [
            item for item, answer in zip(batch, answers, strict=True) if isinstance(answer, Starved)
        ]
        alone = iter(self._alone(starved))
        for answer in answers:
            yield next(alone) if isinstance(answer, Starved) else answer

    def _alone(self, items: Sequence[Item]) -> list[Done[Result] | Late | None]:
        """The answers of one child that has a file's whole memory and no other child beside it."""
        share = self.terms.share_mb(self.children)
        if not items or share == self.terms.share_mb(1):
            return [None] * len(items)
        self._rest()
        self._pool = _start(1, self.terms.share_mb(1))
        found: list[Done[Result] | Late | None] = []
        for item in items:
            answers = self._wait(self._schedule([item], self.terms.seconds / 2))
            answer = answers[0] if isinstance(answers, list) else answers
            found.append(None if isinstance(answer, Starved) else answer)
        self._rest()
        return found

    def _rest(self) -> None:
        """Lets the children finish what they were given, and go."""
        if self._pool is not None:
            self._pool.close()  # type: ignore[no-untyped-call]  # as above
            self._pool.join()
            self._pool = None

    def _schedule(
        self, batch: Sequence[Item], seconds: float
    ) -> ProcessFuture[list[Answer[Result]]]:
        if self._pool is None:
            self._pool = _start(self.children, self.terms.share_mb(self.children))
        return self._pool.schedule(run_batch, args=[self.task, batch], timeout=seconds)

    def _wait(
        self, future: ProcessFuture[list[Answer[Result]]]
    ) -> list[Answer[Result]] | Late | Starved:
        try:
            return future.result()
        except FutureTimeoutError:
            return Late()
        except ProcessExpired:
            # What asks for far too much is ended by the system, or ends itself.
            return Starved()


def _start(children: int, memory_mb: int) -> ProcessPool:
    pool = ProcessPool(
        max_workers=children,
        context=get_context("spawn"),
        initializer=confine,
        initargs=[memory_mb],
    )
    _POOLS.append(pool)
    return pool
