"""Where the example's workbooks are: in the installed package, or in the repository."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path

from pipeline.core.calendar import Month


@dataclass(frozen=True, slots=True)
class Example:
    """The real FY 2566 example: its plan, its inbox, its month and cut-off."""

    plan: Path
    inbox: Path
    month: Month
    as_of: date


def find_example() -> Example:
    """The example's files; beside the code in a repository, inside the package when installed."""
    installed = Path(str(files("pipeline.example"))) / "workbooks"
    folder = installed if installed.is_dir() else Path(__file__).parents[2] / "workbooks"
    month = Month(2566, 3)
    inbox = folder / "inbox" / str(month)
    return Example(folder / "plan-2566.xlsx", inbox, month, date(2023, 4, 4))
