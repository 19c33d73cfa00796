"""The files of one month, written into a folder."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from pipeline.publish.csv_files import csv_bytes
from pipeline.publish.run_record import record_text, run_record
from pipeline.publish.tables import tables_of
from pipeline.publish.workbook import plan_workbook
from pipeline.sheets.writing import write_workbook

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pipeline.core.report import MonthReport
    from pipeline.core.words import Words

WORKBOOK = "tracking.xlsx"
RECORD = "run.json"


def write_month(
    report: MonthReport, words: Words, folder: Path, links: Mapping[str, str]
) -> tuple[str, ...]:
    """The names of the files written into the folder, run.json last.

    `links` gives a source file's path relative to the folder. The same report gives the same
    bytes. Raises OSError where a file cannot be written.
    """
    names = [WORKBOOK]
    write_workbook(plan_workbook(report, words, links), folder / WORKBOOK)
    for table in tables_of(report, words):
        (folder / table.file).write_bytes(csv_bytes(table))
        names.append(table.file)
    sums = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}
    record = record_text(run_record(report, words, sums))
    (folder / RECORD).write_text(record, encoding="utf-8", newline="\n")
    return (*names, RECORD)
