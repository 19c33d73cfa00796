"""The words of one language: labels, sentences, and how numbers and dates are printed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from pipeline.core.calendar import FiscalYear, Month, Span
from pipeline.core.digits import to_thai
from pipeline.core.finding import Fact, Facts, Finding, Word
from pipeline.core.printing import format_day, format_month

if TYPE_CHECKING:
    from pipeline.core.sealing import SealState

Text: TypeAlias = Mapping[str, "str | Text"]

_OPTIONAL = re.compile("\u27e6([^\u27e7]*)\u27e7")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_NUMBERED = frozenset({"measure_no", "step_no"})


class Digits(StrEnum):
    """Which digits dates and figures are printed in."""

    THAI = "thai"
    ARABIC = "arabic"


@dataclass(frozen=True, slots=True)
class Words:
    """Looks words up by key and fills their `{placeholders}`.

    What a division typed is printed as typed; numbers and dates follow `digits`.
    """

    language: str
    digits: Digits
    text: Text

    def get(self, *keys: str) -> str:
        """The words under the keys; raises KeyError where there are none."""
        found: str | Text = self.text
        for key in keys:
            if isinstance(found, str):
                raise KeyError(keys)
            found = found[key]
        if not isinstance(found, str):
            raise KeyError(keys)
        return found

    def has(self, *keys: str) -> bool:
        """Whether there are words under the keys."""
        try:
            self.get(*keys)
        except KeyError:
            return False
        return True

    def say(self, *keys: str, **facts: Fact) -> str:
        """The words under the keys with their placeholders filled."""
        return self.fill(self.get(*keys), facts)

    def finding(self, finding: Finding) -> str:
        """What the finding says, and what to do about it."""
        place = {"measure_no": finding.measure_no, "step_no": finding.step_no}
        return self.fill(self.get("finding", finding.code, "sentence"), {**place, **finding.facts})

    def gap(self, code: str, facts: Facts) -> str:
        """What the gap says, and who is to do what by when."""
        return self.fill(self.get("gap", code, "sentence"), facts)

    def label(self, kind: str, code: str) -> str:
        """The short name of a finding, gap or verdict."""
        return self.get(kind, code, "label")

    def edition(self, edition: SealState | None) -> str:
        """What the documents of a month are; nothing for None."""
        if edition is None:
            return ""
        return self.say("edition", edition.key, number=edition.amendment)

    def fill(self, template: str, facts: Facts) -> str:
        """The template with its placeholders filled.

        Where a value is absent or prints as nothing, the optional part around it is dropped.
        """

        def optional(match: re.Match[str]) -> str:
            names = _PLACEHOLDER.findall(match.group(1))
            return match.group(1) if all(self.value(facts.get(name)) for name in names) else ""

        def value(match: re.Match[str]) -> str:
            printed = self.value(facts.get(match.group(1)))
            return self.number(printed) if match.group(1) in _NUMBERED else printed

        return _PLACEHOLDER.sub(value, _OPTIONAL.sub(optional, template))

    def value(self, fact: Fact) -> str:
        """A fact as it is printed; text as it was typed, nothing for None."""
        match fact:
            case None:
                return ""
            case str():
                return fact
            case tuple():
                return ", ".join(self.value(part) for part in fact)
            case Word():
                return self.get(fact.group, *fact.key.split("."))
            case datetime():
                return self.number(f"{format_day(fact.date(), long=False)} {fact:%H:%M}")
            case date():
                return self.number(format_day(fact, long=False))
            case Month():
                return self.number(format_month(fact, long=False))
            case FiscalYear():
                return self.number(str(fact.be_year))
            case Span():
                return self._span(fact)
            case _:
                return self.number(_plain(fact))

    def number(self, text: str) -> str:
        """The text with its digits in the chosen set."""
        return to_thai(text) if self.digits is Digits.THAI else text

    def _span(self, span: Span) -> str:
        if span.start is None or span.end is None or span.start == span.end:
            return self.value(span.start or span.end)
        return f"{self.value(span.start)} - {self.value(span.end)}"


def _plain(number: float) -> str:
    if isinstance(number, int) or number.is_integer():
        return f"{int(number):,}"
    return f"{number:,.10g}"
