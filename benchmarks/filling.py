"""What a division typed into its form: invented rows, a few in a hundred of them wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from pipeline.core.digits import to_thai

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from benchmarks.texts import MeasureTexts, Texts
    from pipeline.core.words import Words

Row: TypeAlias = dict[str, str | int]

SPARE_ROWS = 5
_REPORTED = ("in_progress", "continuing", "done")
_STATUSES = ("not_started", *_REPORTED, "done", "done")
_SHORTEST = 40


class Clerk:
    """Fills one form in; the dice decide what is reported, and what is got wrong."""

    def __init__(self, texts: Texts, words: Words, dice: Random) -> None:
        self._texts = texts
        self._words = words
        self._dice = dice
        self._thai = dice.random() < 0.5  # noqa: PLR2004 - half of the officers write so

    def rows(self, *, nil: bool) -> Iterator[Row]:
        """A row a planned step, then spare rows, all of them blank; a nil return reports none."""
        for number, measure in enumerate(self._texts.measures, start=1):
            for step_no, method in enumerate(measure.steps, start=1):
                planned: Row = {
                    "measure_no": number,
                    "measure": measure.title,
                    "step_no": step_no,
                    "method": method,
                    "period": measure.period,
                    "due_note": self._dice.choice(self._texts.due_notes),
                    "row_check": self._texts.complete,
                }
                begun = measure.months and not nil
                yield planned | (self._typed(measure) if begun else {})
        yield from ({} for _ in range(SPARE_ROWS))

    def _typed(self, measure: MeasureTexts) -> Row:
        return self._report(measure) | self._slip()

    def _report(self, measure: MeasureTexts) -> Row:
        status = self._dice.choice(_STATUSES)
        typed: Row = {"status": self._words.get("status", status)}
        if status not in _REPORTED:
            return typed | {"obstacle": self._dice.choice(self._texts.obstacles)}
        return typed | {
            "acted_on": self._date(measure),
            "result": self._result(),
            "evidence": self._numbered(self._texts.evidence),
            "recommendation": self._dice.choice(self._texts.recommendations),
        }

    def _slip(self) -> Row:
        """What overwrites a cell of every tenth row or so."""
        texts, dice = self._texts, self._dice
        slips: tuple[tuple[str, str], ...] = (
            ("acted_on", dice.choice(texts.unreadable_dates)),
            ("acted_on", texts.slipped_date),
            ("acted_on", texts.late_date),
            ("acted_on", ""),
            ("evidence", ""),
            ("status", dice.choice(texts.unknown_statuses)),
        )
        place = dice.randrange(len(slips) * 10)
        return dict(slips[place : place + 1])

    def _date(self, measure: MeasureTexts) -> str:
        month = self._dice.choice(measure.months)
        return self._digits(f"{self._dice.randint(1, 28)} {month}")

    def _result(self) -> str:
        """Some sentences of 40 letters or more, numbered where they are several."""
        dice = self._dice
        parts = [self._sentence() for _ in range(dice.choice((1, 1, 2, 2, 3, 4)))]
        while len(" ".join(parts)) < _SHORTEST:
            parts[-1] += f" {self._numbered(self._texts.counts)}"
        if len(parts) == 1:
            return parts[0]
        marked = (f"{place}. {part}" for place, part in enumerate(parts, start=1))
        return self._digits("\n".join(marked))

    def _sentence(self) -> str:
        told = self._dice.choice(self._texts.sentences)
        return f"{told} {self._numbered(self._texts.counts)}"

    def _numbered(self, phrases: tuple[str, ...]) -> str:
        return self._digits(self._dice.choice(phrases).format(n=self._dice.randint(1, 99)))

    def _digits(self, text: str) -> str:
        return to_thai(text) if self._thai else text
