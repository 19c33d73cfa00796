"""What is amiss in what was sent (Finding), and what was read otherwise than typed (Reading)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from pipeline.core.calendar import FiscalYear, Month, Span

if TYPE_CHECKING:
    from pipeline.core.address import Address


@dataclass(frozen=True, slots=True)
class Word:
    """A fact that each language words for itself: `Word("file_kind", "pdf")`.

    A full stop in `key` leads deeper: `Word("finding", "file_encrypted.label")`.
    """

    group: str
    key: str


Fact: TypeAlias = (
    str
    | int
    | float
    | date
    | datetime
    | FiscalYear
    | Month
    | Span
    | Word
    | tuple["Fact", ...]
    | None
)
Facts: TypeAlias = Mapping[str, Fact]


class Severity(StrEnum):
    """What a finding asks for: an error must be mended, a warning answered, an info read."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Audience(StrEnum):
    """Who acts on a finding or a gap."""

    DIVISION = "division"
    ANALYST = "analyst"
    MANAGEMENT = "management"


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem in a workbook, at its cell, sheet or file; words are chosen when it is printed."""

    code: str
    where: Address
    facts: Facts = field(default_factory=dict)
    division: str | None = None
    measure_no: str | None = None
    step_no: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A value that was read otherwise than it was typed, and the listed rule that did it."""

    where: Address
    typed: str
    read_as: str
    rule: str
