"""The figures as a picture: seconds over workbooks, both axes logarithmic."""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from benchmarks.figures import AGAIN, CALAMINE, LABELS, NAIVE_CALAMINE, NAIVE_OPENPYXL, OURS
from benchmarks.figures import READ_AND_CHECK as READING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from benchmarks.spending import Spent

_WIDTH, _HEIGHT = 860, 460
_LEFT, _TOP, _RIGHT, _BOTTOM = 70, 20, 560, 410
_COLOURS = {
    NAIVE_OPENPYXL: "#9C1C1C",
    NAIVE_CALAMINE: "#E08A2E",
    OURS: "#1B5E20",
    AGAIN: "#7A8B3C",
    READING: "#2E75B6",
    CALAMINE: "#404040",
}
_FONT = 'font-family="sans-serif" font-size="13"'


@dataclass(frozen=True, slots=True)
class _Scale:
    """A logarithmic axis from one power of ten to another, over so many pixels."""

    low: int
    high: int
    start: float
    end: float

    def at(self, value: float) -> float:
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 1)

    @property
    def marks(self) -> list[float]:
        return [10.0**power for power in range(self.low, self.high + 1)]


def draw(medians: Mapping[int, Mapping[str, Spent]]) -> str:
    """An SVG with a line for each contender."""
    walls = [one.wall for by_name in medians.values() for one in by_name.values()]
    across = _scale([float(forms) for forms in medians], _LEFT, _RIGHT)
    up = _scale(walls, _BOTTOM, _TOP)
    parts = [*_axes(across, up), *_lines(medians, across, up)]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" {_FONT}>'
    ground = f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="white"/>'
    return "\n".join([head, ground, *parts, "</svg>", ""])


def _scale(values: list[float], start: float, end: float) -> _Scale:
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return _Scale(low, max(high, low + 1), start, end)


def _axes(across: _Scale, up: _Scale) -> Iterator[str]:
    for mark in across.marks:
        x = across.at(mark)
        yield f'<line x1="{x}" y1="{_TOP}" x2="{x}" y2="{_BOTTOM}" stroke="#DDD"/>'
        yield f'<text x="{x}" y="{_BOTTOM + 18}" text-anchor="middle">{mark:,g}</text>'
    for mark in up.marks:
        y = up.at(mark)
        yield f'<line x1="{_LEFT}" y1="{y}" x2="{_RIGHT}" y2="{y}" stroke="#DDD"/>'
        yield f'<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end">{mark:g} s</text>'
    middle = (_LEFT + _RIGHT) / 2
    yield f'<text x="{middle}" y="{_BOTTOM + 38}" text-anchor="middle">workbooks</text>'


def _lines(medians: Mapping[int, Mapping[str, Spent]], across: _Scale, up: _Scale) -> Iterator[str]:
    for place, (name, colour) in enumerate(_COLOURS.items()):
        spots = [
            (across.at(forms), up.at(by_name[name].wall))
            for forms, by_name in sorted(medians.items())
            if name in by_name
        ]
        path = " ".join(f"{x},{y}" for x, y in spots)
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
        for x, y in spots:
            yield f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>'
        y = _TOP + 20 + place * 24
        label = escape(LABELS[name].replace("`", ""))
        yield f'<rect x="{_RIGHT + 14}" y="{y - 9}" width="14" height="4" fill="{colour}"/>'
        yield f'<text x="{_RIGHT + 34}" y="{y - 2}">{label}</text>'
