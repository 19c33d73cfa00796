"""What is looked at over all rows of one measure in one return."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.core.items import split_items

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.check.ground import Ground, Line
    from pipeline.core.finding import Finding


def find_blank_recommendations(ground: Ground) -> Iterator[Finding]:
    """A measure that has begun and has no recommendation in any row, at its first such row."""
    for lines in _measures(ground):
        begun = [line for line in lines if line.flag("begun") and not line.flag("nil")]
        if begun and not any(line.text("recommendation") for line in lines):
            yield ground.finding("recommendation_blank", begun[0], "recommendation")


def find_repeated_numbering(ground: Ground) -> Iterator[Finding]:
    """A measure whose results use an item number twice, at the second use.

    A cell whose items begin at 1 begins a list of its own: each step may be numbered for itself.
    """
    for lines in _measures(ground):
        uses = list(_numbers(lines))
        again = [
            (line, number)
            for place, (line, group, number) in enumerate(uses)
            if (group, number) in {(g, n) for _, g, n in uses[:place]}
        ]
        if again:
            numbers = tuple(dict.fromkeys(number for _, number in again))
            yield ground.finding("numbering_repeated", again[0][0], "result", {"numbers": numbers})


def _numbers(lines: Sequence[Line]) -> Iterator[tuple[Line, int, int]]:
    """Each numbered item's line, list and number, in the sheet's order.

    A form's row that stands for several steps is looked at once.
    """
    group = 0
    for line in (one for one in lines if one.label[3] == 1 or not one.flag("in_form")):
        numbers = [item.number for item in split_items(line.text("result")) if item.number]
        if numbers[:1] == [1]:
            group += 1
        yield from ((line, group, number) for number in numbers)


def _measures(ground: Ground) -> Iterator[tuple[Line, ...]]:
    """The lines of each measure of each return."""
    for _, _, lines in ground.by_return():
        measures: dict[str, list[Line]] = {}
        for line in lines:
            if line.measure_no is not None:
                measures.setdefault(line.measure_no, []).append(line)
        yield from (tuple(found) for found in measures.values())
