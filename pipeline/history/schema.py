"""The tables of the memory: rows are added, never changed or removed."""

from __future__ import annotations

APPLICATION_ID = 0x49544131
"""Marks a SQLite file as ours (`ITA1`)."""

# A text that people typed is of type ANY: UTF-8 cannot hold a lone surrogate, a blob can.
_ROW = """
    reported_month TEXT NOT NULL,
    file ANY NOT NULL,
    sheet ANY,
    row INTEGER,
    "column" INTEGER,
    sha256 TEXT NOT NULL,
    status TEXT,
    progress REAL,
    acted_on TEXT NOT NULL,
    result ANY NOT NULL,
    evidence ANY NOT NULL,
    obstacle ANY NOT NULL,
    recommendation ANY NOT NULL,
    spent REAL,
    outside_period INTEGER NOT NULL,
    carried TEXT NOT NULL,
    more ANY NOT NULL
"""

_TABLES = f"""
CREATE TABLE runs (
    number INTEGER PRIMARY KEY,
    organisation ANY NOT NULL,
    month TEXT NOT NULL,
    as_of TEXT NOT NULL,
    version TEXT NOT NULL,
    schema_version TEXT NOT NULL,
    digest TEXT NOT NULL
) STRICT;
CREATE INDEX runs_of_month ON runs (organisation, month, number);

CREATE TABLE submissions (
    run INTEGER NOT NULL REFERENCES runs (number),
    position INTEGER NOT NULL,
    file ANY NOT NULL,
    size INTEGER,
    sha256 TEXT,
    received TEXT,
    passed_over TEXT,
    outcome TEXT NOT NULL,
    division ANY,
    month TEXT,
    reason ANY,
    PRIMARY KEY (run, position)
) STRICT;

CREATE TABLE accepted (
    run INTEGER NOT NULL REFERENCES runs (number),
    duty ANY NOT NULL,
    division ANY NOT NULL,
    {_ROW},
    PRIMARY KEY (run, duty)
) STRICT;

CREATE TABLE verdicts (
    run INTEGER NOT NULL REFERENCES runs (number),
    duty ANY NOT NULL,
    verdict TEXT NOT NULL,
    PRIMARY KEY (run, duty)
) STRICT;

CREATE TABLE unplanned (
    run INTEGER NOT NULL REFERENCES runs (number),
    position INTEGER NOT NULL,
    division ANY NOT NULL,
    measure_no TEXT,
    measure ANY NOT NULL,
    {_ROW},
    PRIMARY KEY (run, position)
) STRICT;
"""


_LETTERS = """
CREATE TABLE letters (
    number INTEGER PRIMARY KEY,
    organisation ANY NOT NULL,
    month TEXT NOT NULL,
    division ANY NOT NULL,
    addressees ANY NOT NULL,
    letter TEXT NOT NULL,
    state TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX letters_of_month ON letters (organisation, month, number);
"""

_MONTHS_SIDE_BY_SIDE = """
ALTER TABLE verdicts ADD COLUMN measure_no TEXT NOT NULL DEFAULT '';
ALTER TABLE verdicts ADD COLUMN step_no TEXT NOT NULL DEFAULT '';
ALTER TABLE verdicts ADD COLUMN measure ANY NOT NULL DEFAULT '';
ALTER TABLE verdicts ADD COLUMN method ANY NOT NULL DEFAULT '';
ALTER TABLE unplanned ADD COLUMN untied INTEGER NOT NULL DEFAULT 0;
CREATE TABLE gaps (
    run INTEGER NOT NULL REFERENCES runs (number),
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    division ANY,
    measure_no ANY,
    step_no ANY,
    mark TEXT NOT NULL,
    PRIMARY KEY (run, position)
) STRICT;
CREATE TABLE closings (
    number INTEGER PRIMARY KEY,
    organisation ANY NOT NULL,
    month TEXT NOT NULL,
    digest TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX closings_of_month ON closings (organisation, month, number);
"""


def _append_only(table: str) -> str:
    return "".join(
        f"CREATE TRIGGER {table}_refuses_{verb} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;\n"
        for verb in ("UPDATE", "DELETE")
    )


_FIRST = ("runs", "submissions", "accepted", "verdicts", "unplanned")
_THIRD = ("gaps", "closings")
TABLES = (*_FIRST, "letters", *_THIRD)

MIGRATIONS: tuple[str, ...] = (
    _TABLES + "".join(_append_only(table) for table in _FIRST),
    _LETTERS + _append_only("letters"),
    _MONTHS_SIDE_BY_SIDE + "".join(_append_only(table) for table in _THIRD),
)
"""The script at place n turns a file of schema n into one of schema n + 1; 0 is an empty file."""
