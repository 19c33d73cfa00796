"""The memory looked at: its runs, one of them, two side by side."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.core.comparing import KeptRun, compare
from pipeline.core.sealing import SealState, seal_state, sealed_as
from pipeline.history.store import peek

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.core.calendar import Month
    from pipeline.core.comparing import Difference
    from pipeline.core.past import Run
    from pipeline.history.store import History
    from pipeline.run.workspace import Places


@dataclass(frozen=True, slots=True)
class ListedRun:
    """A run with its counts; `edition` is None of one that another took the place of, unsealed.

    `stands` tells whether it is its month's newest. Verdicts and outcomes are counted by word.
    """

    run: Run
    stands: bool
    edition: SealState | None
    verdicts: Mapping[str, int] = field(default_factory=dict)
    outcomes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ShownRun:
    """A run with all that it left."""

    listed: ListedRun
    kept: KeptRun


@dataclass(frozen=True, slots=True)
class Compared:
    """Two runs, and what changed from the first to the second."""

    before: ListedRun
    now: ListedRun
    difference: Difference


def listed_runs(places: Places) -> tuple[ListedRun, ...]:
    """Every run in the order they were recorded; none where nothing was consolidated yet."""
    history = peek(places.history_file)
    if history is None:
        return ()
    with history:
        return tuple(listed_in(history))


def standing_runs(places: Places) -> tuple[ListedRun, ...]:
    """The newest run of each month, by organisation and month."""
    standing = (one for one in listed_runs(places) if one.stands)
    return tuple(sorted(standing, key=lambda one: (one.run.organisation, one.run.month)))


def shown_run(places: Places, listed: ListedRun) -> ShownRun:
    """The run with all that the memory has of it."""
    return ShownRun(listed, _kept(places, [listed])[0])


def compared_runs(places: Places, before: ListedRun, now: ListedRun) -> Compared:
    """The two runs and what changed from one to the other."""
    return Compared(before, now, compare(*_kept(places, [before, now])))


def listed_in(history: History) -> Iterator[ListedRun]:
    """Every run of the memory in the order they were recorded."""
    runs = history.runs()
    newest = {(run.organisation, run.month): run.number for run in runs}
    sealings: dict[tuple[str, Month], list[str]] = {}
    for one in history.all_closings():
        sealings.setdefault((one.organisation, one.month), []).append(one.digest)
    verdicts, outcomes = history.verdict_counts(), history.outcome_counts()
    for run in runs:
        key = (run.organisation, run.month)
        stands = newest[key] == run.number
        sealed = sealings.get(key, [])
        edition = seal_state(run.digest, sealed) if stands else sealed_as(run.digest, sealed)
        yield ListedRun(
            run,
            stands,
            edition,
            verdicts.get(run.number, Counter()),
            outcomes.get(run.number, Counter()),
        )


def _kept(places: Places, listed: Sequence[ListedRun]) -> list[KeptRun]:
    history = peek(places.history_file)
    if history is None:
        return []
    with history:
        return [KeptRun(history.month_of(one.run), history.submissions(one.run)) for one in listed]
