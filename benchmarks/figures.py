"""Medians of what was measured, and what DESIGN 9 asks of them."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.spending import Spent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

CALAMINE = "calamine"
NAIVE_OPENPYXL = "naive-openpyxl"
NAIVE_CALAMINE = "naive-calamine"
READ_AND_CHECK = "read-and-check"
OURS = "ita"
AGAIN = "ita-again"
HELP = "ita-help"
PYTHON = "python"

LABELS = {
    CALAMINE: "calamine's bare read",
    NAIVE_OPENPYXL: "naive script, openpyxl",
    NAIVE_CALAMINE: "naive script, calamine",
    READ_AND_CHECK: "`ita`, reading and checking only",
    OURS: "`ita consolidate`",
    AGAIN: "`ita consolidate` again, nothing changed",
    HELP: "`ita --help`",
    PYTHON: "bare Python",
}
MANY = 1_000
FEW = 5
WHOLE_COUNTRY = 5_000
MOST_MIB = 200.0
FLAT = 1.2


@dataclass(frozen=True, slots=True)
class Target:
    """`of` over `over`, wall time: at most `most` or at least `least`; `goal` is the better one.

    Judged on runs of `least_forms` to `most_forms` workbooks.
    """

    of: str
    over: str
    most: float | None = None
    least: float | None = None
    goal: float | None = None
    least_forms: int = MANY
    most_forms: int | None = None

    def is_met(self, ratio: float) -> bool:
        """Whether the ratio is within the limit."""
        return (self.most is None or ratio <= self.most) and (
            self.least is None or ratio >= self.least
        )

    def is_about(self, forms: int) -> bool:
        """Whether a run over so many workbooks is judged by it."""
        return self.least_forms <= forms and (self.most_forms is None or forms <= self.most_forms)


TARGETS = (
    Target(READ_AND_CHECK, CALAMINE, most=2.0),
    Target(OURS, CALAMINE, most=5.0, goal=4.0),
    Target(NAIVE_OPENPYXL, OURS, least=7.0, goal=10.0),
    Target(NAIVE_CALAMINE, OURS, least=3.5, goal=5.0),
    Target(NAIVE_OPENPYXL, OURS, least=1.0, least_forms=FEW, most_forms=FEW),
    Target(NAIVE_CALAMINE, OURS, least=1.0, least_forms=FEW, most_forms=FEW),
    Target(AGAIN, OURS, most=0.02),
)
HELP_TARGET = Target(HELP, PYTHON, most=8.0, least_forms=0)


@dataclass(frozen=True, slots=True)
class Judged:
    """A target with the ratio that was measured over so many workbooks."""

    target: Target
    forms: int
    ratio: float

    @property
    def met(self) -> bool:
        """Whether the target is met."""
        return self.target.is_met(self.ratio)


def middle(runs: Sequence[Spent]) -> Spent:
    """The median of each figure."""
    return Spent(
        median(one.wall for one in runs),
        median(one.cpu for one in runs),
        median(one.peak_mib for one in runs),
    )


def ratio(target: Target, medians: Mapping[str, Spent]) -> float:
    """The two medians' wall times, one over the other."""
    return medians[target.of].wall / medians[target.over].wall


def judge(medians: Mapping[int, Mapping[str, Spent]]) -> Iterator[Judged]:
    """Every target on every number of workbooks that it is about, smallest first."""
    for forms, by_name in sorted(medians.items()):
        for target in TARGETS:
            measured = target.of in by_name and target.over in by_name
            if measured and target.is_about(forms):
                yield Judged(target, forms, ratio(target, by_name))


def is_flat(peaks: Iterable[tuple[int, float]]) -> bool | None:
    """Whether memory at the most workbooks is about that at 1,000; None without both."""
    found = dict(peaks)
    most = max(found, default=0)
    if MANY not in found or most <= MANY:
        return None
    return found[most] <= FLAT * found[MANY]
