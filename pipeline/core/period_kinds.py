"""The words a period is told in: its kind, its notes, its frequency."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from pipeline.core.calendar import Span


class Kind(StrEnum):
    """What a text tells about time; the words of `explain --json`."""

    DAY = "day"
    MONTH = "month"
    RANGE = "range"
    MILESTONES = "milestones"
    FISCAL_YEAR = "fiscal_year"
    CALENDAR_YEAR = "calendar_year"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    FREQUENCY = "frequency"
    DEADLINE = "deadline"
    OPEN_END = "open_end"
    NONE = "none"


class Note(StrEnum):
    """What was assumed in reading a text, or why it was not read; codes are stable."""

    YEAR_FROM_PLAN = "year_from_plan"
    FISCAL_OR_CALENDAR_YEAR = "fiscal_or_calendar_year"
    OVER_NEW_YEAR = "over_new_year"
    CE_YEAR_CONVERTED = "ce_year_converted"
    MIXED_DIGITS = "mixed_digits"
    QUARTER_CONTRADICTS_MONTHS = "quarter_contradicts_months"
    HALF_YEAR_BY_QUARTER = "half_year_by_quarter"
    PART_OF_MONTH = "part_of_month"
    YEAR_MISSING = "year_missing"
    LATIN_O_FOR_ZERO = "latin_o_for_zero"
    NO_SUCH_DAY = "no_such_day"
    OLD_CALENDAR = "old_calendar"
    CE_TWO_DIGITS = "ce_two_digits"
    YEAR_OUT_OF_RANGE = "year_out_of_range"
    ERA_CONTRADICTS_YEAR = "era_contradicts_year"
    SHIFTED_TWICE = "shifted_twice"
    MONTH_BEFORE_DAY = "month_before_day"
    END_BEFORE_START = "end_before_start"
    GLOSS_CONTRADICTS = "gloss_contradicts"
    TWO_READINGS = "two_readings"
    NOT_A_DATE = "not_a_date"
    BLANK = "blank"


class Frequency(StrEnum):
    """How often work falls due."""

    ONCE = "once"
    CONTINUOUS = "continuous"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"


@dataclass(frozen=True, slots=True)
class Period:
    """How a period or date was read; `start` and `end` are the hull of `occurrences`.

    `start` is None for a deadline and `end` for an open end; both are None, and
    `occurrences` empty, where nothing could be read: `notes` then says why.
    `other_reading` is the second span that the same words may mean.
    """

    text: str
    kind: Kind
    start: date | None = None
    end: date | None = None
    occurrences: tuple[Span, ...] = ()
    notes: tuple[Note, ...] = ()
    frequency: Frequency | None = None
    other_reading: Span | None = None


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date as typed, without lead-ins; its span is a day, a whole month or a range of them."""

    text: str
    span: Span
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class CellDates:
    """What a cell of dates holds, in the order typed; a blank cell holds nothing.

    `unread` are the pieces that are no date, and `reasons` why, piece by piece. `readings`
    are the two spans that a piece may mean where it can be read in two ways.
    """

    dates: tuple[FoundDate, ...] = ()
    unread: tuple[str, ...] = ()
    reasons: tuple[Note, ...] = ()
    readings: tuple[Span, ...] = ()
