"""What the generated forms say: invented, and saying so."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("texts.toml")


@dataclass(frozen=True, slots=True)
class MeasureTexts:
    """A planned measure, its steps, and the months in which work on it is reported."""

    title: str
    period: str
    months: tuple[str, ...]
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Texts:
    """The invented office, its plan, and the phrases that its forms are filled with."""

    month: str
    as_of: date
    organisation: str
    organisation_code: str
    notice: str
    office: str
    every_division: str
    instructions: tuple[str, ...]
    divisions: tuple[str, ...]
    due_notes: tuple[str, ...]
    complete: str
    sentences: tuple[str, ...]
    counts: tuple[str, ...]
    evidence: tuple[str, ...]
    obstacles: tuple[str, ...]
    recommendations: tuple[str, ...]
    nil_reason: str
    reporter: str
    unreadable_dates: tuple[str, ...]
    unknown_statuses: tuple[str, ...]
    late_date: str
    slipped_date: str
    measures: tuple[MeasureTexts, ...]

    def division(self, number: int) -> str:
        """The name of the division that sends form `number`, from 1: eight an office."""
        office, place = divmod(number - 1, len(self.divisions))
        return self.office.format(division=self.divisions[place], number=office + 1)


@cache
def load_texts() -> Texts:
    """The texts of `texts.toml`."""
    given = tomllib.loads(_FILE.read_text("utf-8"))
    measures = tuple(
        MeasureTexts(one["title"], one["period"], tuple(one["months"]), tuple(one["steps"]))
        for one in given.pop("measure")
    )
    lists = {key: tuple(value) for key, value in given.items() if isinstance(value, list)}
    as_of = date.fromisoformat(given.pop("as_of"))
    return Texts(**given | lists, as_of=as_of, measures=measures)
