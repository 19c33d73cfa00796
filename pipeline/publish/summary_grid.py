"""The summary's page: a grid of narrow columns that every part of it spans."""

from __future__ import annotations

from pipeline.sheets.measure import Room, text_lines, width_points
from pipeline.sheets.plan import ColumnPlan
from pipeline.sheets.styles import PLAIN

GRID = 48
_WIDTH = 3.1


def grid_columns() -> tuple[ColumnPlan, ...]:
    """The page's columns; none has a header."""
    return tuple(ColumnPlan(f"grid{place}", None, _WIDTH, PLAIN) for place in range(1, GRID + 1))


def grid_pixels(columns: int) -> int:
    """Width of so many columns on the screen."""
    return round(columns * width_points(_WIDTH) / 0.75)


def room_of(columns: int, size: float) -> Room:
    """What a text has that spans so many columns."""
    return Room((columns * width_points(_WIDTH) / 0.75 - 5) / 7, size)


def clipped(text: str, room: Room, lines: int) -> str:
    """The text on one line of its own, cut with `…` where it needs more than `lines` lines."""
    flat = " ".join(text.split())
    if text_lines(flat, room) <= lines:
        return flat
    least, most = 0, len(flat)
    while most - least > 1:
        middle = (least + most) // 2
        if text_lines(f"{flat[:middle]}…", room) <= lines:
            least = middle
        else:
            most = middle
    return f"{flat[:least].rstrip()}…"
