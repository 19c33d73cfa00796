"""The summary's page: a grid of narrow columns that every part of it spans."""

from __future__ import annotations

from pipeline.sheets.measure import Room, text_em, text_lines, width_points
from pipeline.sheets.plan import ColumnPlan
from pipeline.sheets.styles import PLAIN

GRID = 48
_WIDTH = 3.1
_SAFE = 1.03
_PADDING = 5.0


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
    if _fits(flat, room, lines):
        return flat
    least, most = 0, len(flat)
    while most - least > 1:
        middle = (least + most) // 2
        if _fits(f"{flat[:middle]}…", room, lines):
            least = middle
        else:
            most = middle
    return f"{flat[:least].rstrip()}…"


def _fits(text: str, room: Room, lines: int) -> bool:
    if lines > 1:
        return text_lines(text, room) <= lines
    # A line that is never wrapped loses nothing between its words.
    return text_em(text) * room.size * _SAFE + _PADDING <= width_points(room.width)
