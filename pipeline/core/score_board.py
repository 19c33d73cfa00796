"""Last year's ITA scores against this year's target, and what the measures do about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.core.calendar import FiscalYear
    from pipeline.core.duty import Tracked
    from pipeline.core.framework import Framework, Indicator
    from pipeline.core.rating import Band
    from pipeline.core.scoring import InstrumentScore


@dataclass(frozen=True, slots=True)
class Answer:
    """A measure that names the indicator: its steps done of those planned, once a division."""

    measure_no: str
    done: int
    planned: int


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One indicator: last year's score on 100, None where the plan gives none.

    `cost` is what its distance to `target` takes of last year's total, in points; None where the
    score, the target or the weight is not known.
    """

    indicator: Indicator
    score: float | None
    target: float | None
    cost: float | None
    weakness: str
    answers: tuple[Answer, ...]

    @property
    def difference(self) -> float | None:
        """The score less the target: negative below it."""
        return None if self.score is None or self.target is None else self.score - self.target

    @property
    def is_below(self) -> bool:
        """Whether the score is known to be under the target."""
        return self.difference is not None and self.difference < 0

    @property
    def done(self) -> int:
        """Steps done of the measures that answer it."""
        return sum(one.done for one in self.answers)

    @property
    def planned(self) -> int:
        """Steps of the measures that answer it."""
        return sum(one.planned for one in self.answers)


@dataclass(frozen=True, slots=True)
class Lever:
    """An open step, the indicators below target that its measure answers, and its share of points.

    `points` is an indication of where to begin, never a promise: see `find_levers`.
    """

    row: Tracked
    indicators: tuple[int, ...]
    points: float


@dataclass(frozen=True, slots=True)
class ScoreBoard:
    """The month's view of the scores of fiscal year `year`, the year before the plan's.

    `framework` is the plan year's (target, pair of items), `scored_by` the scores' own (weights,
    rating); either is None where the program has none. `total` and `band` are None where they
    cannot be known. `levers` are the open steps, most points first, then in the plan's order.
    `unused` are the plan's scores that name no indicator, or one that has a score already.
    """

    year: FiscalYear
    framework: Framework | None
    scored_by: Framework | None
    lines: tuple[IndicatorLine, ...]
    instruments: tuple[InstrumentScore, ...]
    total: float | None
    band: Band | None
    levers: tuple[Lever, ...]
    unused: tuple[str, ...] = ()

    @property
    def target(self) -> float | None:
        """The target of the plan's year."""
        return self.framework.target if self.framework else None

    @property
    def missing(self) -> tuple[int, ...]:
        """Numbers of the indicators without a score."""
        return tuple(one.indicator.number for one in self.lines if one.score is None)

    @property
    def unanswered(self) -> tuple[IndicatorLine, ...]:
        """Indicators below the target that no measure names."""
        return tuple(one for one in self.lines if one.is_below and not one.answers)

    @property
    def has_scores(self) -> bool:
        """Whether any score is given."""
        return any(one.score is not None for one in self.lines)
