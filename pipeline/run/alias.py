"""The analyst's answer to a question about a name, kept for every month to come."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.core.names import division_book
from pipeline.core.problem import PipelineError, cannot_write
from pipeline.core.thai import tidy
from pipeline.publish.csv_files import neutral
from pipeline.run.plan_file import load_plan
from pipeline.run.workspace import ALIASES_HEADER, read_aliases
from schemas.loading import load_schema

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from pipeline.core.words import Words
    from pipeline.run.settings import Settings
    from pipeline.run.workspace import Places


@dataclass(frozen=True, slots=True)
class Answer:
    """A name as a workbook has it, the division that the analyst says it is, who says so.

    `by` is a position, never a person's name.
    """

    text: str
    division: str
    by: str


@dataclass(frozen=True, slots=True)
class Kept:
    """The plan's name of the division; `known`: the name meant it already, nothing was written."""

    text: str
    division: str
    known: bool = False


def keep_answer(answer: Answer, places: Places, settings: Settings, words: Words, on: date) -> Kept:
    """The answer as one more line of aliases.csv, dated `on`.

    Raises PipelineError: `name_blank`, `division_not_in_plan`, `name_taken` where the text means
    another division, and what reading the plan or writing the file raises.
    """
    plan = load_plan(places.some_plan(), load_schema(), settings.limits, words).plan
    office_words = load_schema().layout.office_words
    explained = read_aliases(places.aliases_file)
    book = division_book(plan.organisation, plan.divisions, office_words, explained)
    text = tidy(answer.text)
    division = book.find(answer.division)
    if not text:
        key = "name_blank"
        raise PipelineError(key)
    if division is None:
        key = "division_not_in_plan"
        names = tuple(one.name for one in plan.divisions)
        near = book.nearest(answer.division)
        raise PipelineError(key, {"division": answer.division, "near": near, "names": names})
    meant = book.find(text)
    if meant not in (None, division):
        key = "name_taken"
        raise PipelineError(key, {"text": text, "division": meant})
    if meant is None:
        row = [neutral(text), division, on.isoformat(), answer.by]
        _append(places.aliases_file, row)
    return Kept(text, division, known=meant is not None)


def _append(path: Path, row: list[str]) -> None:
    """The file with one more line; made new, so that it is whole at every moment."""
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\r\n").writerow(row)
    new = path.with_name(f"{path.name}.new")
    try:
        before = path.read_bytes() if path.is_file() else ALIASES_HEADER.encode()
        if before and not before.endswith(b"\n"):
            before += b"\r\n"
        new.write_bytes(before + _encoded(line.getvalue(), before))
        new.replace(path)
    except OSError as error:
        raise cannot_write(path.parent) from error


def _encoded(line: str, before: bytes) -> bytes:
    """The line as the file is written: Excel may have saved it in the Thai code page."""
    try:
        before.decode("utf-8-sig")
    except UnicodeDecodeError:
        return line.encode("cp874", "replace")
    return line.encode()
