"""How ITA scores add up: item, part, indicator, instrument, total; and what a loss costs.

Every step is a plain mean, the last one weighed; reproduced from published figures of FY 2564.
A year of which that is not known, nor taken over, adds nothing up.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.core.framework import Framework, Indicator, Instrument

FULL = 100.0
# Sums of binary fractions are a hair off: 84.99999999999999 is 85 and passes.
_DECIMALS = 9
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class InstrumentScore:
    """An instrument's mean on 100; None where indicators are `missing`."""

    instrument: Instrument
    mean: float | None
    missing: tuple[int, ...] = ()


def indicator_score(framework: Framework, number: int, items: Mapping[str, float]) -> float | None:
    """An OIT indicator's score of its items' scores by code; None where a part is not known."""
    parts = [one for one in framework.sub_indicators if one.indicator == number]
    means = [_mean([items.get(item.code or "") for item in part.items]) for part in parts]
    return _mean(means) if framework.equal_means else None


def instrument_scores(
    framework: Framework, scores: Mapping[int, float]
) -> tuple[InstrumentScore, ...]:
    """Each instrument's mean of its indicators' scores by number, in the framework's order."""
    return tuple(_instrument_score(framework, one, scores) for one in framework.instruments)


def total_of(instruments: Iterable[InstrumentScore]) -> float | None:
    """The total on 100; None where a mean or a weight is not known, or there is none."""
    shares = [
        None
        if one.mean is None or one.instrument.weight is None
        else one.mean * one.instrument.weight / FULL
        for one in instruments
    ]
    known = [one for one in shares if one is not None]
    return round(sum(known), _DECIMALS) if known and len(known) == len(shares) else None


def worth(framework: Framework, indicator: Indicator) -> float | None:
    """Points of the total in one point of the indicator; None where no weight is known."""
    weights = {one.key: one.weight for one in framework.instruments}
    weight = weights.get(indicator.instrument)
    count = len(framework.indicators_of(indicator.instrument))
    if weight is None or not count or not framework.equal_means:
        return None
    return weight / FULL / count


def cost_under(
    framework: Framework, indicator: Indicator, score: float, target: float | None
) -> float | None:
    """Points of the total that the indicator's distance to the target costs.

    Weighed by the framework of the year that the score is of. None where the target or a weight is
    not known; 0 at or above the target.
    """
    each = worth(framework, indicator)
    if target is None or each is None:
        return None
    return round(max(0.0, target - score) * each, _DECIMALS)


def cost_of_item(framework: Framework, code: str) -> float | None:
    """Points of the total that go with one OIT item; None where its part is not known."""
    part = next(
        (one for one in framework.sub_indicators if code in {item.code for item in one.items}), None
    )
    indicators = {one.number: one for one in framework.indicators}
    if part is None or part.indicator not in indicators:
        return None
    each = worth(framework, indicators[part.indicator])
    if each is None:
        return None
    parts = sum(one.indicator == part.indicator for one in framework.sub_indicators)
    return round(FULL / len(part.items) / parts * each, _DECIMALS)


def two_decimals(points: float) -> float:
    """Points rounded as a spreadsheet shows them: a half goes away from zero, so 0.285 is 0.29."""
    return float(Decimal(str(points)).quantize(_HUNDREDTH, ROUND_HALF_UP))


def _instrument_score(
    framework: Framework, instrument: Instrument, scores: Mapping[int, float]
) -> InstrumentScore:
    numbers = [one.number for one in framework.indicators_of(instrument.key)]
    missing = tuple(number for number in numbers if number not in scores)
    mean = _mean([scores.get(number) for number in numbers]) if framework.equal_means else None
    return InstrumentScore(instrument, mean, missing)


def _mean(values: Sequence[float | None]) -> float | None:
    known = [one for one in values if one is not None]
    if not known or len(known) < len(values):
        return None
    return round(sum(known) / len(known), _DECIMALS)
