"""What a text names in time, before years are shared out: parts, and stretches between them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.core.calendar import Span
    from pipeline.core.period_kinds import Frequency, Note


class Unit(Enum):
    """What a part names."""

    DAY = auto()
    MONTH = auto()
    QUARTER = auto()
    HALF = auto()
    YEAR = auto()


class Scope(Enum):
    """Which year a year's number means; UNCLEAR is fiscal or calendar."""

    CALENDAR = auto()
    FISCAL = auto()
    UNCLEAR = auto()


class Edge(Enum):
    """How much of its unit a part means: all, its last day, some part of it."""

    WHOLE = auto()
    LAST_DAY = auto()
    SOME_PART = auto()


class Bound(Enum):
    """What a stretch says: from its start to its end, until its end, from its start on."""

    BETWEEN = auto()
    UNTIL = auto()
    ONWARDS = auto()


@dataclass(frozen=True, slots=True)
class Part:
    """A day, month, quarter, half-year or year; what was not typed is None.

    `year` is B.E., `from_ce` where it was typed as A.D.; `count` is the number of the
    quarter or half-year. A fiscal year's month has the fiscal year's number.
    """

    unit: Unit
    year: int | None = None
    month: int | None = None
    day: int | None = None
    count: int | None = None
    scope: Scope = Scope.CALENDAR
    edge: Edge = Edge.WHOLE
    from_ce: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """One part or the range between two, with the gloss beside it.

    The words from `first_word` to the one before `last_word` hold it, without lead-ins and
    gloss; `months` is a duration told beside it.
    """

    first: Part
    last: Part | None
    bound: Bound
    first_word: int
    last_word: int
    gloss: tuple[Stretch, ...] = ()
    months: int | None = None
    notes: tuple[Note, ...] = ()

    @property
    def ends(self) -> tuple[Part, ...]:
        """Its one part, or the two of a range."""
        return (self.first,) if self.last is None else (self.first, self.last)


@dataclass(frozen=True, slots=True)
class Told:
    """A whole text: its stretches in order and its frequencies."""

    stretches: tuple[Stretch, ...] = ()
    frequencies: tuple[Frequency, ...] = ()
    is_round: bool = False


class DeclinedError(Exception):
    """A text that is not read; `note` says why, `readings` are the spans it may mean."""

    def __init__(self, note: Note, readings: tuple[Span, ...] = ()) -> None:
        super().__init__(note)
        self.note = note
        self.readings = readings
