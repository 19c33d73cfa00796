"""Tables and lines on the terminal; plain lines where it is none."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.core.words import Words

_PLAIN_WIDTH = 120
_PATIENCE = 1.0


def say(text: str = "", style: str = "") -> None:
    """One line to standard output; long ones are folded by the terminal, not by us."""
    _console().print(Text(text, style=style), soft_wrap=True)


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Rows under headers; long Thai cells are folded, never cut."""
    grid = Table(box=None, pad_edge=False, header_style="bold")
    for header in headers:
        grid.add_column(Text(header), overflow="fold")
    for row in rows:
        grid.add_row(*(Text(cell) for cell in row))
    _console().print(grid)


class Watch:
    """Shows how far a run is on standard error: a bar once it takes a second, or plain lines."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._began = time.monotonic()
        self._bar: Progress | None = None
        self._task = None
        self._console = Console(stderr=True)

    def reading(self, done: int, total: int) -> None:
        """So many files of all are read."""
        text = self._words.say("cli", "reading", done=done, all=total)
        if not self._late():
            return
        if self._console.is_terminal:
            self._show(text, done, total)
        elif done == total:
            sys.stderr.write(text + "\n")

    def writing(self, done: int, total: int) -> None:
        """So many documents of all are written."""
        if self._late() and self._console.is_terminal:
            self._show(self._words.get("cli", "writing"), done, total)

    def stage(self, key: str) -> None:
        """The run goes over to checking or writing."""
        if self._late():
            text = self._words.get("cli", key)
            if self._bar is not None:
                self._bar.update(self._bar.task_ids[0], description=text)
            else:
                sys.stderr.write(text + "\n")

    def close(self) -> None:
        """Takes the bar away."""
        if self._bar is not None:
            self._bar.stop()

    def _late(self) -> bool:
        return time.monotonic() - self._began > _PATIENCE

    def _show(self, text: str, done: int, total: int) -> None:
        if self._bar is None:
            columns = (TextColumn("{task.description}"), BarColumn())
            self._bar = Progress(*columns, console=self._console, transient=True)
            self._bar.start()
            self._bar.add_task(text, total=total)
        self._bar.update(self._bar.task_ids[0], description=text, completed=done)


def _console() -> Console:
    if sys.stdout.isatty():
        return Console(highlight=False)
    return Console(highlight=False, width=_PLAIN_WIDTH, color_system=None)
