"""What the memory is asked, in SQL."""

from __future__ import annotations

from pipeline.history.rows import (
    ACCEPTED_COLUMNS,
    CLOSING_COLUMNS,
    DUTY_COLUMNS,
    GAP_COLUMNS,
    LETTER_COLUMNS,
    RUN_COLUMNS,
    SUBMISSION_COLUMNS,
    UNPLANNED_COLUMNS,
)

_RUNS = ", ".join(RUN_COLUMNS)
_ACCEPTED = ", ".join(ACCEPTED_COLUMNS)

# Of every month only the newest run counts; months compare as text, `2565-12` before `2566-01`.
_STANDING = """
WITH standing AS (
    SELECT MAX(number) AS run FROM runs
    WHERE organisation = :organisation AND month >= :first AND month < :until
    GROUP BY month
)
"""


def _sql(*parts: str) -> str:
    return " ".join(parts)


def _insert(table: str, columns: tuple[str, ...]) -> str:
    places = ", ".join("?" * len(columns))
    return _sql("INSERT INTO", table, f"({', '.join(columns)})", f"VALUES ({places})")


def _of_run(table: str, columns: tuple[str, ...]) -> str:
    return _sql("SELECT", ", ".join(columns), "FROM", table, "WHERE run = ? ORDER BY position")


ADD_RUN = _insert("runs", RUN_COLUMNS[1:])
ADD_SUBMISSION = _insert("submissions", ("run", "position", *SUBMISSION_COLUMNS))
ADD_ACCEPTED = _insert("accepted", ("run", "duty", "division", *ACCEPTED_COLUMNS))
ADD_DUTY = _insert("verdicts", ("run", "duty", *DUTY_COLUMNS))
ADD_GAP = _insert("gaps", ("run", "position", *GAP_COLUMNS))
ADD_UNPLANNED = _insert("unplanned", ("run", "position", *UNPLANNED_COLUMNS, "untied"))
ADD_CLOSING = _insert("closings", CLOSING_COLUMNS)
ADD_LETTER = _insert("letters", LETTER_COLUMNS)

ALL_RUNS = _sql("SELECT", _RUNS, "FROM runs ORDER BY number")
RUNS_OF_MONTH = _sql("SELECT", _RUNS, "FROM runs WHERE month = ? ORDER BY number")
NEWEST_RUN = _sql(
    "SELECT",
    _RUNS,
    "FROM runs WHERE organisation = ? AND month = ? ORDER BY number DESC LIMIT 1",
)

SUBMISSIONS = _of_run("submissions", SUBMISSION_COLUMNS)
UNPLANNED = _of_run("unplanned", ("untied", *UNPLANNED_COLUMNS))

CLOSINGS = _sql(
    "SELECT",
    ", ".join(CLOSING_COLUMNS),
    "FROM closings ORDER BY number",
)

LETTERS = _sql(
    "SELECT",
    ", ".join(LETTER_COLUMNS),
    "FROM letters WHERE organisation = ? AND month = ? ORDER BY number",
)

VERDICT_COUNTS = "SELECT run, verdict, COUNT(*) FROM verdicts GROUP BY run, verdict"
OUTCOME_COUNTS = "SELECT run, outcome, COUNT(*) FROM submissions GROUP BY run, outcome"

STANDING = _sql(
    _STANDING, "SELECT", _RUNS, "FROM runs JOIN standing ON number = run ORDER BY runs.month"
)

ACCEPTED = _sql("SELECT duty,", _ACCEPTED, "FROM accepted WHERE run = ? ORDER BY rowid")
DUTIES = _sql("SELECT duty,", ", ".join(DUTY_COLUMNS), "FROM verdicts WHERE run = ? ORDER BY rowid")
GAPS = _of_run("gaps", GAP_COLUMNS)

# Whoever reported in the run's own month, a nil return included.
HEARD = """
SELECT division FROM accepted WHERE run = :run AND reported_month = :month
UNION
SELECT division FROM submissions WHERE run = :run AND division IS NOT NULL AND outcome IN (
    'accepted', 'accepted_with_findings', 'partly_accepted', 'nil'
)
UNION
SELECT division FROM unplanned WHERE run = :run AND reported_month = :month
"""
