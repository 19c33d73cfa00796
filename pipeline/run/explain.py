"""How a text is read as a period or date, for people and for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pipeline.core.periods import parse_period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.core.calendar import FiscalYear
    from pipeline.core.periods import Period
    from pipeline.core.words import Words


def explain(text: str, fiscal_year: FiscalYear | None) -> Period:
    """The text as a period; `fiscal_year` supplies a year that the text lacks."""
    return parse_period(text, fiscal_year)


def as_json(period: Period) -> str:
    """One line: text, kind, start, end, occurrences, notes; dates ISO, null where not known."""
    told = {
        "text": period.text,
        "kind": period.kind.value,
        "start": _iso(period.start),
        "end": _iso(period.end),
        "occurrences": [
            {"start": _iso(span.start), "end": _iso(span.end)} for span in period.occurrences
        ],
        "notes": [note.value for note in period.notes],
    }
    return json.dumps(told, ensure_ascii=False)


def as_lines(period: Period, words: Words) -> Iterator[str]:
    """What was read, its occurrences where there are several, and each note, for a person."""
    text = period.text.strip() or words.get("cli", "explain_empty")
    yield f"{text} → {words.get('kind', period.kind)}{_span(period, words)}"
    if len(period.occurrences) > 1:
        spans = "; ".join(words.value(span) for span in period.occurrences)
        yield "  " + words.say("cli", "explain_occurrences", list=spans)
    for note in period.notes:
        yield "  " + words.get("note", note)
    if period.other_reading is not None:
        yield "  " + words.say("cli", "explain_other", reading=period.other_reading)


def _iso(day: object) -> str | None:
    return None if day is None else str(day)


def _span(period: Period, words: Words) -> str:
    start, end = (words.value(day) if day else "…" for day in (period.start, period.end))
    if period.start is None and period.end is None:
        return ""
    return f": {start}" if period.start == period.end else f": {start} - {end}"


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of an input, split on line feeds only; a last line feed ends the last line."""
    parts = text.split("\n")
    return tuple(parts[:-1] if parts[-1] == "" else parts)
