"""The memory of the months: what each run accepted, kept in one SQLite file."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self

from pipeline.core.calendar import FiscalYear
from pipeline.core.duty import named_by
from pipeline.core.past import Past, PastMonth
from pipeline.history import queries
from pipeline.history.copies import keep_copy
from pipeline.history.opening import is_absent, open_for_reading, open_for_writing
from pipeline.history.problem import HistoryError, told
from pipeline.history.restoring import hold_not_gone, offering
from pipeline.history.rows import (
    accepted_cells,
    accepted_of,
    closing_cells,
    closing_of,
    duty_cells,
    duty_of,
    from_cell,
    gap_cells,
    gap_of,
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
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pipeline.core.calendar import Month
    from pipeline.core.past import Closing, Run, RunRecord
    from pipeline.core.posted import PostedLetter
    from pipeline.core.received import Submission

__all__ = ["History", "HistoryError", "Pen", "open_history", "peek"]


def open_history(path: Path) -> History:
    """The memory kept in `path`, made where it is absent, to be closed by a `with` block.

    Raises HistoryError where the file is damaged, foreign, newer than the program, or gone while
    copies of it are there, and PipelineError where the disk does not allow it; the file is then
    as it was.
    """
    with offering(path):
        hold_not_gone(path)
        return History(path, open_for_writing(path))


def peek(path: Path) -> History | None:
    """The memory only to look at; None where there is none yet. Raises as `open_history`."""
    with offering(path):
        if is_absent(path):
            hold_not_gone(path)
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

        Of each month only the newest run counts; nothing of the month itself or a later one. Of
        the fiscal year before, its last consolidated month.
        """
        year = month.fiscal_year
        before = self._standing(
            organisation, FiscalYear(year.be_year - 1).months[0], year.months[0]
        )
        runs = self._standing(organisation, year.months[0], month)
        last_year = self.month_of(before[-1]) if before else None
        return Past(tuple(map(self.month_of, runs)), last_year)

    def _standing(self, organisation: str, first: Month, until: Month) -> list[Run]:
        """The newest run of each month from `first` to before `until`."""
        asked = {
            "organisation": to_cell(organisation),
            "first": str(first),
            "until": str(until),
        }
        return [run_of(row) for row in self._ask(queries.STANDING, asked)]

    def month_of(self, run: Run) -> PastMonth:
        """The month as that run left it."""
        asked = {"run": run.number, "month": str(run.month)}
        own = (run.number,)
        work = [(cells[0], unplanned_of(cells[1:])) for cells in self._ask(queries.UNPLANNED, own)]
        return PastMonth(
            run.month,
            run.as_of,
            run.digest,
            {from_cell(duty): accepted_of(it) for duty, *it in self._ask(queries.ACCEPTED, own)},
            {from_cell(duty): duty_of(it) for duty, *it in self._ask(queries.DUTIES, own)},
            frozenset(gap_of(cells) for cells in self._ask(queries.GAPS, own)),
            frozenset(from_cell(name) for (name,) in self._ask(queries.HEARD, asked)),
            tuple(one for untied, one in work if not untied),
            tuple(one for untied, one in work if untied),
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

    def letters(self, month: Month, organisation: str) -> tuple[PostedLetter, ...]:
        """Every letter of the month with what became of it last, in the order first posted."""
        asked = (to_cell(organisation), str(month))
        found = (letter_of(row) for row in self._ask(queries.LETTERS, asked))
        return tuple({one.letter: one for one in found}.values())

    def closings(self, month: Month, organisation: str) -> tuple[Closing, ...]:
        """Each time that the month was sealed, in order."""
        return tuple(
            one
            for one in self.all_closings()
            if (one.month, one.organisation) == (month, organisation)
        )

    def all_closings(self) -> tuple[Closing, ...]:
        """Each time that any month was sealed, in order."""
        return tuple(closing_of(row) for row in self._ask(queries.CLOSINGS, ()))

    def verdict_counts(self) -> dict[int, Counter[str]]:
        """How often each run gave each verdict, by its number."""
        return _counted(self._ask(queries.VERDICT_COUNTS, ()))

    def outcome_counts(self) -> dict[int, Counter[str]]:
        """How many files of each run had each outcome, by its number."""
        return _counted(self._ask(queries.OUTCOME_COUNTS, ()))

    @contextmanager
    def writing(self) -> Iterator[Pen]:
        """A pen whose records are kept when the block ends, and none of them if it raises.

        Raises PipelineError where another program writes to the file or the disk is full.
        """
        with _told(self._path):
            self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield Pen(self, self._path, self._connection)
            with _told(self._path):
                self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def _ask(self, question: str, asked: Mapping[str, Any] | tuple[Any, ...]) -> list[Any]:
        with _told(self._path):
            return self._connection.execute(question, asked).fetchall()


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
        with _told(self._path):
            self._keep_copy_once()
            number = self._connection.execute(queries.ADD_RUN, run_cells(run)).lastrowid
            self._add_rows(number, run)

    def note_letter(self, letter: PostedLetter) -> None:
        """Adds what became of a letter; what was noted of it before stays."""
        with _told(self._path):
            self._connection.execute(queries.ADD_LETTER, letter_cells(letter))

    def note_closing(self, closing: Closing) -> None:
        """Adds that the month was sealed."""
        with _told(self._path):
            self._keep_copy_once()
            self._connection.execute(queries.ADD_CLOSING, closing_cells(closing))

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
                (number, to_cell(duty), to_cell(named_by(duty)[0]), *accepted_cells(one))
                for duty, one in run.accepted.items()
            ),
        )
        add(
            queries.ADD_DUTY,
            ((number, to_cell(duty), *duty_cells(one)) for duty, one in run.duties.items()),
        )
        gaps = sorted(map(gap_cells, run.gaps), key=str)
        add(queries.ADD_GAP, ((number, at, *cells) for at, cells in enumerate(gaps)))
        work = [(one, False) for one in run.unplanned] + [(one, True) for one in run.untied]
        add(
            queries.ADD_UNPLANNED,
            (
                (number, at, *unplanned_cells(one), int(untied))
                for at, (one, untied) in enumerate(work)
            ),
        )


def _counted(rows: list[Any]) -> dict[int, Counter[str]]:
    counts: dict[int, Counter[str]] = {}
    for run, word, count in rows:
        counts.setdefault(run, Counter())[word] = count
    return counts


@contextmanager
def _told(path: Path) -> Iterator[None]:
    with offering(path), told(path):
        yield
