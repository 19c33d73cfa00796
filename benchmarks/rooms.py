"""Where the time of one consolidation goes: `python -m benchmarks.rooms WORKSPACE OUT`."""

from __future__ import annotations

import importlib
import json
import sys
from collections import defaultdict
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

START = "start (interpreter's imports)"
REST = "the rest"
# What each room is called by: room, module, names in it. None is called inside another.
_CALLS = (
    ("plan", "pipeline.run.consolidate", ("load_plan",)),
    ("intake: the folder", "pipeline.run.receiving", ("find_files", "open_containers")),
    # Files are merged while the next ones are read.
    ("intake and merge", "pipeline.run.deciding", ("expect", "merge_files")),
    ("check", "pipeline.run.deciding", ("lay_ground", "check_month", "accept_month", "settle")),
    ("analyse", "pipeline.run.deciding", ("deadlines", "decide_duties", "analyse")),
    ("publish: sheets as values", "pipeline.publish.writing", ("plan_workbook",)),
    ("sheets: drawing", "pipeline.publish.writing", ("write_workbook",)),
    ("publish: csv and record", "pipeline.publish.writing", ("tables_of", "csv_bytes")),
    ("publish: csv and record", "pipeline.publish.writing", ("run_record",)),
    ("publish: swapping files", "pipeline.run.consolidate", ("replace",)),
    ("history", "pipeline.run.consolidate", ("peek", "open_history")),
    ("history", "pipeline.history.store", ("History.before", "Pen.record")),
)


class Clock:
    """Adds up the seconds of each room."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)

    @contextmanager
    def counting(self, room: str) -> Iterator[None]:
        """The block's time is the room's."""
        start = perf_counter()
        try:
            yield
        finally:
            self.seconds[room] += perf_counter() - start

    def listen(self) -> None:
        """Put the clock around every call of `_CALLS`."""
        for room, module, names in _CALLS:
            for name in names:
                *path, last = name.split(".")
                owner: Any = importlib.import_module(module)
                for part in path:
                    owner = getattr(owner, part)
                setattr(owner, last, self._timed(room, getattr(owner, last)))

    def _timed(self, room: str, called: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(called)
        def call(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever it was called with
            with self.counting(room):
                return called(*given, **named)

        return call


def seconds_by_room(workspace: Path, month: str) -> dict[str, float]:
    """One consolidation through the command line; its seconds by room."""
    clock = Clock()
    begun = perf_counter()
    with clock.counting(START):
        from pipeline.cli import run  # noqa: PLC0415 - its import is timed

        importlib.import_module("pipeline.terminal.commands")
    clock.listen()
    status = run(["consolidate", month, "--workspace", str(workspace)])
    if status != 0:
        sys.exit(status)
    clock.seconds[REST] = perf_counter() - begun - sum(clock.seconds.values())
    return dict(clock.seconds)


if __name__ == "__main__":
    found = seconds_by_room(Path(sys.argv[1]), "2566-03")
    Path(sys.argv[2]).write_text(json.dumps(found), "utf-8")
