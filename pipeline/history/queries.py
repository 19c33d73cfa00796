"""What the memory is asked, in SQL."""

from __future__ import annotations

from pipeline.history.rows import (
    ACCEPTED_COLUMNS,
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
    SELECT month, MAX(number) AS run FROM runs
    WHERE organisation = :organisation AND month >= :first AND month < :month
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
ADD_VERDICT = _insert("verdicts", ("run", "duty", "verdict"))
ADD_UNPLANNED = _insert("unplanned", ("run", "position", *UNPLANNED_COLUMNS))
ADD_LETTER = _insert("letters", LETTER_COLUMNS)

ALL_RUNS = _sql("SELECT", _RUNS, "FROM runs ORDER BY number")
RUNS_OF_MONTH = _sql("SELECT", _RUNS, "FROM runs WHERE month = ? ORDER BY number")
NEWEST_RUN = _sql(
    "SELECT",
    _RUNS,
    "FROM runs WHERE organisation = ? AND month = ? ORDER BY number DESC LIMIT 1",
)

SUBMISSIONS = _of_run("submissions", SUBMISSION_COLUMNS)
UNPLANNED = _of_run("unplanned", UNPLANNED_COLUMNS)

LETTERS = _sql(
    "SELECT",
    ", ".join(LETTER_COLUMNS),
    "FROM letters WHERE organisation = ? AND month = ? ORDER BY number",
)

MONTHS = _sql(_STANDING, "SELECT month FROM standing ORDER BY month")

# SQLite takes the other columns from the row that holds the MAX.
LAST_ACCEPTED = _sql(
    _STANDING,
    "SELECT duty,",
    _ACCEPTED,
    ", MAX(month) FROM accepted JOIN standing USING (run) GROUP BY duty ORDER BY duty",
)

VALUES_NEWEST_FIRST = _sql(
    _STANDING,
    """
SELECT duty, month, status, progress, acted_on, result, evidence, spent
FROM standing CROSS JOIN accepted USING (run) ORDER BY month DESC, duty
""",
)

LAST_HEARD = _sql(
    _STANDING,
    """
SELECT division, MAX(month) FROM (
    SELECT accepted.division, standing.month FROM accepted JOIN standing USING (run)
    WHERE accepted.reported_month = standing.month
    UNION ALL
    SELECT submissions.division, standing.month FROM submissions JOIN standing USING (run)
    WHERE submissions.division IS NOT NULL AND outcome IN (
        'accepted', 'accepted_with_findings', 'partly_accepted', 'nil'
    )
    UNION ALL
    SELECT unplanned.division, standing.month FROM unplanned JOIN standing USING (run)
    WHERE unplanned.reported_month = standing.month
) GROUP BY division ORDER BY division
""",
)

VERDICTS_BEFORE = _sql(
    _STANDING,
    """
SELECT duty, verdict FROM verdicts JOIN standing USING (run)
WHERE standing.month = :just_before ORDER BY verdicts.rowid
""",
)
