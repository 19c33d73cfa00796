"""Rows against the months before: steps back, standing still, words that stand elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.check.accepting import own_values
from pipeline.core.duty import Status
from pipeline.core.finding import Word
from pipeline.core.items import split_items
from pipeline.core.thai import base_length, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.check.ground import Ground, Line
    from pipeline.core.calendar import Month
    from pipeline.core.finding import Fact, Facts, Finding

_SETTLED = (Status.DONE, Status.CANCELLED)
# A shorter text may well be the same by chance.
_FEWEST_LETTERS = 20


def find_backward_steps(ground: Ground) -> Iterator[Finding]:
    """A status, or else a percentage, below the last accepted one, unless the row says why.

    Work that goes on or recurs and was claimed done too early is not said to go backwards.
    """
    for line in ground.lines:
        before = ground.past.of(line.duty.key) if line.duty else None
        if line.duty is None or before is None or line.text("obstacle"):
            continue
        now = Status(line.status) if line.status else None
        progress = line.number("progress")
        if before.status and now and line.duty.steps_back(before.status, now):
            told: Facts = {
                "previous": Word("status", before.status),
                "current": Word("status", now),
            }
            yield ground.finding("went_backwards", line, "status", told)
        elif progress is not None and before.progress is not None and progress < before.progress:
            figures: Facts = {"previous": before.progress, "current": progress}
            yield ground.finding("went_backwards", line, "progress", figures)


def find_unchanged(ground: Ground) -> Iterator[Finding]:
    """A step that has begun and is not settled, of which several months in a row say the same."""
    for line in ground.lines:
        waits = line.flag("begun") and not line.flag("nil") and line.status not in _SETTLED
        if line.duty is None or not line.filled or not waits:
            continue
        now = own_values(line, ground, frozenset())
        months = len(ground.past.same_months(line.duty.key, now)) + 1
        if months >= ground.silent_months:
            field = "result" if line.text("result") else "status"
            yield ground.finding("unchanged_for_months", line, field, {"months": months})


def find_copied_texts(ground: Ground) -> Iterator[Finding]:
    """A new result that is word for word another division's, or another step's of an earlier month.

    And one that is nothing but a stock phrase. A division may well tell two of its steps at once.
    """
    stock = {_words_of(phrase) for phrase in ground.schema.layout.stock_phrases}
    known = _told_before(ground)
    for line in _in_plan_order(ground):
        words = _words_of(line.text("result"))
        new = line.duty is not None and words and words != _last_words(line, ground)
        if new and words in stock:
            phrase: Facts = {"phrase": Word("copied", "stock_phrase")}
            yield ground.finding("text_copied", line, "result", phrase)
        elif new and base_length(words) >= _FEWEST_LETTERS:
            others = [told for key, told in known.get(words, {}).items() if key != _key(line)]
            copied = next((told for told in others if _is_elsewhere(told, line)), None)
            if copied is not None:
                yield ground.finding("text_copied", line, "result", copied)
        if words:
            known.setdefault(words, {}).setdefault(_key(line), _place(line, None))


def _is_elsewhere(told: Facts, line: Line) -> bool:
    return told["month"] is not None or told["other"] != line.division


def _words_of(text: str) -> str:
    """The text as it is compared: without blanks, marks of items and of digits' kinds."""
    return fold("".join(item.text for item in split_items(text)))


def _last_words(line: Line, ground: Ground) -> str:
    before = ground.past.of(_key(line))
    return _words_of(before.result) if before else ""


def _key(line: Line) -> str:
    return line.duty.key if line.duty else ""


def _told_before(ground: Ground) -> dict[str, dict[str, Facts]]:
    """By their words, the results that stood when the month before ended, each with its step."""
    found: dict[str, dict[str, Facts]] = {}
    for key, accepted in ground.past.accepted.items():
        duty = ground.duties.by_key.get(key)
        words = _words_of(accepted.result)
        if duty is not None and words:
            numbers = (duty.step.measure_no, duty.step.step_no)
            place = _facts(duty.division, numbers, accepted.reported_month)
            found.setdefault(words, {})[key] = place
    return found


def _in_plan_order(ground: Ground) -> list[Line]:
    order: Mapping[str, int] = {duty.key: place for place, duty in enumerate(ground.duties.all)}
    planned = (line for line in ground.lines if line.duty is not None)
    return sorted(planned, key=lambda line: order[_key(line)])


def _place(line: Line, month: Month | None) -> Facts:
    return _facts(line.division, (line.measure_no or "", line.step_no or ""), month)


def _facts(division: str, numbers: tuple[str, str], month: Month | None) -> Facts:
    measure_no, step_no = map(_numbered, numbers)
    return {
        "other": division,
        "other_measure": measure_no,
        "other_step": step_no,
        "month": month,
    }


def _numbered(number: str) -> Fact:
    """As a number, so that it is printed in the chosen digits."""
    return int(number) if number.isdecimal() else number
