"""The invented office as it stands in the data files beside this module."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from pipeline.core.calendar import FiscalYear, Month

if TYPE_CHECKING:
    from pipeline.example.memo import Data

MONTHS = (*(Month(2566, month) for month in range(5, 11)),)
YEARS = (FiscalYear(2566), FiscalYear(2567))


@cache
def read_data(name: str) -> Data:
    """The data file of that name; not to be changed."""
    text = (files("pipeline.example.invented") / f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)
