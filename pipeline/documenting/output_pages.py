"""Pages of what a person meets: the files of a month, and the commands."""

from __future__ import annotations

import io
from contextlib import redirect_stdout
from datetime import date
from typing import TYPE_CHECKING

from pipeline.cli import run
from pipeline.core.calendar import FiscalYear
from pipeline.core.changes import Comparison
from pipeline.core.plan import Organisation, Plan
from pipeline.core.report import MonthReport
from pipeline.documenting.markdown import SPOKEN, code, languages, page, table
from pipeline.publish.run_record import run_record
from pipeline.publish.tables import tables_of
from pipeline.publish.workbook import plan_workbook
from pipeline.terminal.doors import COMMANDS
from schemas.frameworks import framework_years
from schemas.loading import LANGUAGES, load_schema

if TYPE_CHECKING:
    from pipeline.core.words import Words
    from pipeline.publish.tables import CsvTable


def outputs_page() -> str:
    """The files of a month, their sheets and columns."""
    report = _nothing()
    names = [[sheet.name for sheet in plan_workbook(report, one).sheets] for one in SPOKEN]
    record = run_record(report, SPOKEN[0], {})
    return page(
        "Outputs of a month",
        "Dates are ISO, numbers plain Arabic, text as it was typed; text that a spreadsheet would "
        "run has an apostrophe in front. CSV files are UTF-8 with a byte order mark, keys in "
        "English. The same inputs give the same bytes.",
        "## tracking.xlsx",
        table(languages(), zip(*names, strict=True)),
        *(_table(one) for one in tables_of(report, SPOKEN[0])),
        "## run.json",
        "Made from what, and what was made: `" + "`, `".join(sorted(record)) + "`.",
        "## returns/",
        "Made by `ita return`: for each division the workbook that goes back to it and a letter "
        "(`.eml`, a draft without sender and date), and `line.txt` with a text for each to paste. "
        "With `--send` also `sent.csv`: which letter went to whom.",
        "## history.sqlite",
        "The memory of the months: runs, submissions, accepted rows, sealings, letters sent. It is "
        "not for reading; `ita history` looks into it. How it is kept: [memory.md](memory.md).",
    )


def _table(made: CsvTable) -> str:
    rows = ((code(key), *(_header(made.file, key, one) for one in SPOKEN)) for key in made.keys)
    return f"## {made.file}\n\n" + table(("column", *languages()), rows)


def _header(file: str, key: str, words: Words) -> str:
    """The words over the column in the tracking workbook."""
    if (file, key) == ("findings.csv", "severity"):
        return words.get("header", "finding_severity")
    return (
        words.get("header", key) if words.has("header", key) else words.get("column", key, "header")
    )


def _nothing() -> MonthReport:
    """A month in which nothing was planned and nothing came: all columns, no rows."""
    year = FiscalYear(2566)
    return MonthReport(
        plan=Plan("plan-2566.xlsx", "", Organisation("", "", year), (), ()),
        month=year.months[0],
        as_of=date(2022, 11, 5),
        schema=load_schema(),
        framework=None,
        tracked=(),
        gaps=(),
        findings=(),
        readings=(),
        submissions=(),
        compared=Comparison(),
        silent=(),
        files_received=0,
        rows_read=0,
        inputs={},
    )


def commands_page() -> str:
    """The help of every command in every language."""
    parts = [
        part
        for name in ("", *COMMANDS)
        for part in (
            f"## ita {name}".rstrip(),
            *(f"```text\n{_help(name, language)}```" for language in LANGUAGES),
        )
    ]
    return page("Commands", *parts)


def _help(command: str, language: str) -> str:
    return _said(*filter(None, [command]), "--help", "--lang", language)


def frameworks_page() -> str:
    """What is known of each year's ITA framework, as the command says it."""
    parts = (
        f"## {year}\n\n```text\n{_said('framework', str(year), '--lang', 'en')}```"
        for year in framework_years()
    )
    return page(
        "ITA frameworks",
        "What `ita framework YEAR` says of each fiscal year (`--lang th` in Thai). A year is a "
        "folder `schemas/YEAR` with a `framework.toml` over `schemas/framework.toml`; the files "
        "name the source of each fact in a comment. What no source states of a year is either "
        "taken over from another year, and said to be so wherever it is shown, or unknown. "
        "A year is added by adding its folder.",
        *parts,
    )


def _said(*arguments: str) -> str:
    told = io.StringIO()
    with redirect_stdout(told):
        run([*arguments])
    return told.getvalue()
