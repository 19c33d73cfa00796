"""The memory of the months: what each run accepted, kept in one SQLite file."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self

from pipeline.core.past import Past
from pipeline.history import queries
from pipeline.history.copies import keep_copy, newest_copy
from pipeline.history.facts import parse_month
from pipeline.history.opening import is_absent, open_for_reading, open_for_writing
from pipeline.history.problem import HistoryError, told
from pipeline.history.rows import (
    accepted_cells,
    accepted_of,
    from_cell,
    letter_cells,
    letter_of,
    run_cells,
    run_of,
    submission_cells,
    submission_of,
    to_cell,
    unplanned_cells,
    unplanned_of,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from pipeline.core.calendar import Month
    from pipeline.core.duty import Unplanned
    from pipeline.core.past import Run, RunRecord
    from pipeline.core.posted import PostedLetter
    from pipeline.core.received import Submission

__all__ = ["History", "HistoryError", "Pen", "open_history", "peek"]


def open_history(path: Path) -> History:
    """The memory kept in `path`, made where it is absent, to be closed by a `with` block.

    Raises HistoryError where the file is damaged, foreign or newer than the program, and
    PipelineError where the disk does not allow it; the file is then as it was.
    """
    return History(path, open_for_writing(path))


def peek(path: Path) -> History | None:
    """The memory only to look at; None where there is none yet. Raises as `open_history`."""
    if is_absent(path):
        return None
    return History(path, open_for_reading(path))


class History:
    """Runs and their rows; a later run of a month stands in place of the earlier ones."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path = path
        self._connection = connection

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()

    def before(self, month: Month, organisation: str) -> Past:
        """What is known from the earlier months of the month's fiscal year.

        Of each month only the newest run counts; nothing of the month itself or a later one.
        """
        asked = {
            "organisation": to_cell(organisation),
            "first": str(month.fiscal_year.months[0]),
            "month": str(month),
            "just_before": str(month.plus(-1)),
        }
        return Past(
            accepted={
                from_cell(duty): accepted_of(cells)
                for duty, *cells, _ in self._ask(queries.LAST_ACCEPTED, asked)
            },
            verdicts={
                from_cell(duty): word for duty, word in self._ask(queries.VERDICTS_BEFORE, asked)
            },
            months=tuple(parse_month(text) for (text,) in self._ask(queries.MONTHS, asked)),
            unchanged_since=_unchanged_since(self._ask(queries.VALUES_NEWEST_FIRST, asked)),
            last_heard={
                from_cell(name): parse_month(text)
                for name, text in self._ask(queries.LAST_HEARD, asked)
            },
        )

    def runs(self, month: Month | None = None) -> tuple[Run, ...]:
        """The runs of the month, or all of them, in the order they were recorded."""
        if month is None:
            return tuple(run_of(row) for row in self._ask(queries.ALL_RUNS, ()))
        return tuple(run_of(row) for row in self._ask(queries.RUNS_OF_MONTH, (str(month),)))

    def newest(self, month: Month, organisation: str) -> Run | None:
        """The run that stands for the month; None where it was not consolidated."""
        asked = (to_cell(organisation), str(month))
        return next((run_of(row) for row in self._ask(queries.NEWEST_RUN, asked)), None)

    def submissions(self, run: Run) -> tuple[Submission, ...]:
        """What was made of each file, in the run's order.

        Senders and places on the disk are not remembered: `sender` is None, `path` the name.
        """
        return tuple(submission_of(row) for row in self._ask(queries.SUBMISSIONS, (run.number,)))

    def unplanned(self, run: Run) -> tuple[Unplanned, ...]:
        """The accepted work that answers no planned step, in the run's order."""
        return tuple(unplanned_of(row) for row in self._ask(queries.UNPLANNED, (run.number,)))

    def letters(self, month: Month, organisation: str) -> tuple[PostedLetter, ...]:
        """Every letter of the month with what became of it last, in the order first posted."""
        asked = (to_cell(organisation), str(month))
        found = (letter_of(row) for row in self._ask(queries.LETTERS, asked))
        return tuple({one.letter: one for one in found}.values())

    @contextmanager
    def writing(self) -> Iterator[Pen]:
        """A pen whose records are kept when the block ends, and none of them if it raises.

        Raises PipelineError where another program writes to the file or the disk is full.
        """
        with self._told():
            self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield Pen(self, self._path, self._connection)
            with self._told():
                self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def _ask(self, question: str, asked: Mapping[str, Any] | tuple[Any, ...]) -> list[Any]:
        with self._told():
            return self._connection.execute(question, asked).fetchall()

    def _told(self) -> AbstractContextManager[None]:
        return told(self._path, newest_copy(self._path))


class Pen:
    """Adds runs to the memory; handed out by `History.writing`."""

    def __init__(self, history: History, path: Path, connection: sqlite3.Connection) -> None:
        self._history = history
        self._path = path
        self._connection = connection
        self._copied = False

    def record(self, run: RunRecord) -> None:
        """Adds the run, unless the month's newest run read the very same (`digest`)."""
        newest = self._history.newest(run.month, run.organisation)
        if newest is not None and newest.digest == run.digest:
            return
        with told(self._path, newest_copy(self._path)):
            self._keep_copy_once()
            number = self._connection.execute(queries.ADD_RUN, run_cells(run)).lastrowid
            self._add_rows(number, run)

    def note_letter(self, letter: PostedLetter) -> None:
        """Adds what became of a letter; what was noted of it before stays."""
        with told(self._path, newest_copy(self._path)):
            self._connection.execute(queries.ADD_LETTER, letter_cells(letter))

    def _keep_copy_once(self) -> None:
        if not self._copied and self._history.runs():
            keep_copy(self._path)
        self._copied = True

    def _add_rows(self, number: int | None, run: RunRecord) -> None:
        add = self._connection.executemany
        add(
            queries.ADD_SUBMISSION,
            ((number, at, *submission_cells(one)) for at, one in enumerate(run.submissions)),
        )
        add(
            queries.ADD_ACCEPTED,
            (
                (number, to_cell(duty), to_cell(_division(duty)), *accepted_cells(one))
                for duty, one in run.accepted.items()
            ),
        )
        add(
            queries.ADD_VERDICT,
            ((number, to_cell(duty), str(word)) for duty, word in run.verdicts.items()),
        )
        add(
            queries.ADD_UNPLANNED,
            ((number, at, *unplanned_cells(one)) for at, one in enumerate(run.unplanned)),
        )


def _division(duty_key: str) -> str:
    return duty_key.partition("\x1f")[0]


def _unchanged_since(newest_first: Iterable[Sequence[Any]]) -> dict[str, Month]:
    """By duty, the earliest month of the unbroken row of equal values that ends the rows."""
    last: dict[str, Sequence[Any]] = {}
    since: dict[str, str] = {}
    changed: set[str] = set()
    for duty, month, *values in newest_first:
        if values != last.setdefault(duty, values):
            changed.add(duty)
        elif duty not in changed:
            since[duty] = month
    return {from_cell(duty): parse_month(month) for duty, month in since.items()}
