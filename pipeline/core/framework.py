"""The national ITA framework of one fiscal year: indicators, instruments, items, the pair."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pipeline.core.digits import canonical_number
from pipeline.core.thai import fold

if TYPE_CHECKING:
    from pipeline.core.rating import Rating
    from pipeline.core.words import Words


class Fact(StrEnum):
    """What a source may state of a year; the value is the key in the year's file."""

    INDICATORS = "indicators"
    WEIGHTS = "weights"
    EQUAL_MEANS = "equal_means"
    IIT_QUESTIONS = "iit_questions"
    EIT_QUESTIONS = "eit_questions"
    OIT_ITEMS = "oit_items"
    SUB_INDICATORS = "sub_indicators"
    ITEMS = "items"
    RATING = "rating"
    TARGET = "target"
    TARGET_SHARE = "target_share"
    PLAN_ITEM = "plan_item"
    REPORT_ITEM = "report_item"
    REPORT_ON = "report_on"


class ReportOn(StrEnum):
    """Of which year's measures the report item of a year asks."""

    SAME_YEAR = "same_year"
    YEAR_BEFORE = "year_before"


@dataclass(frozen=True, slots=True)
class TakenOver:
    """A fact that no source states of the year, taken to be as in year `be_year`."""

    fact: Fact
    be_year: int


@dataclass(frozen=True, slots=True)
class Item:
    """An OIT item: its title of that year, and its code; None where only the title was seen."""

    code: str | None
    title: str


@dataclass(frozen=True, slots=True)
class SubIndicator:
    """A part of an OIT indicator with its items; the name is None where it was not seen."""

    code: str
    name: str | None
    items: tuple[Item, ...]

    @property
    def indicator(self) -> int:
        """The number of the indicator that it is a part of."""
        return int(self.code.partition(".")[0])


@dataclass(frozen=True, slots=True)
class Instrument:
    """IIT, EIT or OIT with its share of the total, in percent; None where not known."""

    key: str
    weight: float | None
    name: str = ""
    english: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One of the ten indicators, scored on 100; `aliases` are other spellings met of its name."""

    number: int
    name: str
    english: str
    instrument: str
    aliases: tuple[str, ...] = ()

    def is_named_by(self, text: str) -> bool:
        """Whether the plan's text names it: by its number, or with its name in it."""
        number = canonical_number(text)
        if number is not None:
            return number == str(self.number)
        folded = fold(text)
        return any(fold(name) in folded for name in (self.name, self.english, *self.aliases))


@dataclass(frozen=True, slots=True)
class LaterTarget:
    """The score that every agency is to reach by a later year."""

    score: float
    be_year: int


@dataclass(frozen=True, slots=True)
class Framework:
    """What sources state of a year; None, or nothing, where no source was found.

    `target_share` is the share of agencies, in percent, that are to reach the target.
    `equal_means` says that items, parts and indicators each count the same. `items` are those that
    were seen, all or some; `taken_over` lists what is another year's.
    """

    be_year: int
    target: float | None
    plan_item: Item | None
    report_item: Item | None
    instruments: tuple[Instrument, ...]
    indicators: tuple[Indicator, ...]
    equal_means: bool = False
    iit_questions: int | None = None
    eit_questions: int | None = None
    oit_items: int | None = None
    sub_indicators: tuple[SubIndicator, ...] = ()
    items: tuple[Item, ...] = ()
    rating: Rating | None = None
    target_share: float | None = None
    later_target: LaterTarget | None = None
    report_on: ReportOn | None = None
    taken_over: tuple[TakenOver, ...] = ()

    @property
    def weights(self) -> tuple[float, ...] | None:
        """The instruments' shares in their order; None where one is not known."""
        known = [one.weight for one in self.instruments if one.weight is not None]
        return tuple(known) if known and len(known) == len(self.instruments) else None

    @property
    def all_items_seen(self) -> bool:
        """Whether the items are the whole list of the year."""
        return self.oit_items is not None and len(self.items) == self.oit_items

    @property
    def unknown(self) -> tuple[Fact, ...]:
        """What no source states and no other year lends."""
        return tuple(one for one in Fact if not self.knows(one))

    def knows(self, fact: Fact) -> bool:
        """Whether the fact is stated or taken over."""
        value = getattr(self, fact.value)
        return value is not None and value is not False and value != ()

    def lent_by(self, fact: Fact) -> int | None:
        """The B.E. year that the fact is taken over from; None where it is the year's own."""
        return next((one.be_year for one in self.taken_over if one.fact is fact), None)

    def indicators_of(self, instrument: str) -> tuple[Indicator, ...]:
        """The indicators that the instrument measures."""
        return tuple(one for one in self.indicators if one.instrument == instrument)


def item_text(item: Item, words: Words) -> str:
    """The item's code and title, or its title alone with the note that the number is not known."""
    if item.code is None:
        return words.say("framework", "no_code", title=item.title)
    return f"{item.code} {item.title}"
