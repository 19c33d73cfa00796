"""The national ITA framework of one fiscal year: indicators, instruments, the pair of items."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.core.digits import canonical_number
from pipeline.core.thai import fold


@dataclass(frozen=True, slots=True)
class Item:
    """An OIT item: its code and title of that year."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Instrument:
    """IIT, EIT or OIT with its share of the total, in percent; None where not known."""

    key: str
    weight: float | None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One of the ten indicators, scored on 100."""

    number: int
    name: str
    english: str
    instrument: str

    def is_named_by(self, text: str) -> bool:
        """Whether the plan's text names it: by its number, or with its name in it."""
        number = canonical_number(text)
        if number is not None:
            return number == str(self.number)
        folded = fold(text)
        return fold(self.name) in folded or fold(self.english) in folded


@dataclass(frozen=True, slots=True)
class Framework:
    """What sources state of a year; None where no source was found."""

    be_year: int
    target: float | None
    plan_item: Item | None
    report_item: Item | None
    instruments: tuple[Instrument, ...]
    indicators: tuple[Indicator, ...]

    def cost(self, indicator: Indicator, score: float) -> float | None:
        """Points of the total that the indicator's distance to the target costs.

        An instrument's mean over its indicators, times its weight (checked on published FY 2564
        figures). None where the target or the weight is not known; 0 at or above the target.
        """
        weights = {one.key: one.weight for one in self.instruments}
        weight = weights.get(indicator.instrument)
        if self.target is None or weight is None:
            return None
        count = sum(one.instrument == indicator.instrument for one in self.indicators)
        return max(0.0, self.target - score) / count * weight / 100
