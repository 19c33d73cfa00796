"""Ties what a table says to what was planned: titles to measures, methods to steps."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.core.accepted import Likely
from pipeline.core.digits import canonical_number, to_arabic
from pipeline.core.items import split_items
from pipeline.core.thai import fold
from pipeline.core.vocabulary import NUMBER_PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.core.plan import Measure, Plan, Step

_NUMBERED = re.compile(
    rf"\s*(?:(?:{NUMBER_PREFIXES}) ?)?([0-9]{{1,3}})(?:\s*[.):]?\s+|[.)])(?=\S)(?![0-9])"
)
_CONTINUED = re.compile(r"\s*\([^()]*\)\s*$")
# So alike two texts must be, of 1, to be one text with a slip of the pen, or to be suggested.
_SAME, _LIKELY = 0.85, 0.3
# Longer texts are compared by their beginnings, or a table of them would take minutes.
_COMPARED = 400
_REMEMBERED = 4_096


@dataclass(frozen=True, slots=True)
class Titled:
    """The measure that a row names: its number, the title as typed without it, the plan's own.

    `number` is the plan's where the measure is known, else as typed, None where there is none.
    `guessed`: known by a title that differs from the plan's by a few letters, or in spite of
    another number. `by_title`: known by its title, whatever its number.
    """

    number: str | None
    title: str
    measure: Measure | None = None
    guessed: bool = False
    by_title: bool = False


def find_measure(title: str, number: str | None, plan: Plan) -> Titled:
    """The measure of a title and a number beside it, either of which may be blank.

    The plan's own title goes before the number, and so does one that is nearly it. A changed title
    is known by its number where it is somewhat like the plan's; a running number names nothing.
    """
    own, bare = split_number(title)
    typed = number or own
    exact = _with_title(bare, plan)
    if exact is not None:
        other = typed not in (None, exact.number)
        return Titled(exact.number, bare, exact, guessed=other, by_title=True)
    numbered = plan.measure(typed) if typed else None
    alike = likeness(bare, numbered.title) if numbered is not None and bare else 1
    if numbered is not None and alike >= _SAME:
        return Titled(typed, bare, numbered, by_title=bool(bare))
    near = _nearest(bare, plan.measures)
    if near is not None:
        return Titled(near.number, bare, near, guessed=True, by_title=True)
    if alike >= _LIKELY:
        return Titled(typed, bare, numbered, guessed=numbered is not None)
    return Titled(None, bare)


def split_number(title: str) -> tuple[str | None, str]:
    """The number that a title begins with, and the title without it and without `(ต่อ)`."""
    bare = _CONTINUED.sub("", title)
    found = _NUMBERED.match(to_arabic(bare))
    if found is None:
        whole = canonical_number(bare)
        return (whole, "") if whole else (None, bare.strip() or title.strip())
    return canonical_number(found[1]), bare[found.end() :].strip()


def find_step(method: str, number: str | None, steps: Sequence[Step]) -> Step | None:
    """The planned step of a method: by its words, else by words nearly so, else by its number."""
    scored = [(likeness(method, step.method, _SAME), step) for step in steps]
    best, near = max(scored, key=lambda one: one[0], default=(0.0, None))
    if near is not None and best >= _SAME:
        return near
    return next((step for step in steps if number and step.step_no == number), None)


def find_likely(result: str, steps: Iterable[Step]) -> Likely | None:
    """The step most like the result, as a suggestion; None where none is like it."""
    scored = [(likeness(result, step.method), step) for step in steps]
    best, step = max(scored, key=lambda one: one[0], default=(0.0, None))
    return Likely(step.step_no, round(100 * best)) if step and best >= _LIKELY else None


@lru_cache(maxsize=_REMEMBERED)
def likeness(one: str, other: str, least: float = _LIKELY) -> float:
    """How much two texts have in common, from 0 to 1, as they are compared; 0 under `least`."""
    first, second = fold(_bare(one))[:_COMPARED], fold(_bare(other))[:_COMPARED]
    if first == second:
        return 1.0
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= least else 0.0


def _bare(text: str) -> str:
    """The text without the mark before it, where it is one item."""
    items = split_items(text)
    return items[0].text if len(items) == 1 else text


def _with_title(title: str, plan: Plan) -> Measure | None:
    folded = fold(title)
    if not folded:
        return None
    titled = (one for one in plan.measures if fold(split_number(one.title)[1]) == folded)
    return next(titled, None)


def _nearest(title: str, measures: Sequence[Measure]) -> Measure | None:
    if not title:
        return None
    scored = [(likeness(title, one.title, _SAME), place) for place, one in enumerate(measures)]
    best, place = max(scored, default=(0.0, 0))
    return measures[place] if best >= _SAME else None
