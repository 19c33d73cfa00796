"""How a year rates a total: its bands, and the one that a total falls in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Band:
    """A word of the rating, for a total of at least `total`.

    `each` is what every instrument must reach beside it; None where the total alone decides.
    """

    word: str
    english: str
    total: float
    each: float | None = None


@dataclass(frozen=True, slots=True)
class Rating:
    """The bands of a year, best first; each has a lower bound alone, so that none leaves a hole."""

    bands: tuple[Band, ...]

    def of(self, total: float, means: Iterable[float | None]) -> Band | None:
        """The band of the total and the instruments' means.

        None where it hangs on a mean that is not known, or where the total is under every band.
        """
        known = tuple(means)
        for band in self.bands:
            if total < band.total:
                continue
            if band.each is None:
                return band
            reached = [None if one is None else one >= band.each for one in known]
            if all(reached):
                return band
            if False not in reached:
                return None
        return None

    @property
    def needs_each(self) -> bool:
        """Whether any band asks something of every instrument."""
        return any(one.each is not None for one in self.bands)
