"""What is known of a fiscal year's ITA framework, for people and for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pipeline.core.calendar import FiscalYear
from pipeline.core.framework import Fact, item_text
from pipeline.core.problem import PipelineError
from pipeline.core.scoring import cost_of_item
from schemas.frameworks import framework_years, load_framework

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.core.framework import Framework, Instrument, Item
    from pipeline.core.words import Words

_COUNTS = {"IIT": Fact.IIT_QUESTIONS, "EIT": Fact.EIT_QUESTIONS, "OIT": Fact.OIT_ITEMS}


def known_years() -> tuple[FiscalYear, ...]:
    """The fiscal years with a framework, oldest first."""
    return tuple(map(FiscalYear, framework_years()))


def framework_of(year: FiscalYear) -> Framework:
    """The year's framework; raises PipelineError `no_framework`, naming the years there are."""
    found = load_framework(year.be_year)
    if found is None:
        key = "no_framework"
        raise PipelineError(key, {"year": year, "years": known_years()})
    return found


def as_json(framework: Framework) -> str:
    """All of it by English keys, null or an empty list where nothing is known."""
    later = framework.later_target
    told = {
        "year": framework.be_year,
        "instruments": [
            {
                "key": one.key,
                "name": one.name,
                "weight": one.weight,
                "count": _count(framework, one),
            }
            for one in framework.instruments
        ],
        "indicators": [
            {"number": one.number, "name": one.name, "instrument": one.instrument}
            for one in framework.indicators
        ],
        "equal_means": framework.equal_means or None,
        "rating": [
            {"word": one.word, "total": one.total, "each": one.each}
            for one in (framework.rating.bands if framework.rating else ())
        ],
        "target": framework.target,
        "target_share": framework.target_share,
        "later_target": later and {"score": later.score, "year": later.be_year},
        "plan_item": _item_data(framework.plan_item, framework),
        "report_item": _item_data(framework.report_item, framework),
        "report_on": framework.report_on,
        "sub_indicators": [
            {"code": one.code, "name": one.name, "items": [item.code for item in one.items]}
            for one in framework.sub_indicators
        ],
        "items": [{"code": one.code, "title": one.title} for one in framework.items],
        "all_items_seen": framework.all_items_seen,
        "taken_over": {one.fact: one.be_year for one in framework.taken_over},
        "unknown": list(framework.unknown),
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def as_lines(framework: Framework, words: Words) -> Iterator[str]:
    """Section by section, with what no source states said to be unknown."""
    yield words.say("framework", "title", year=FiscalYear(framework.be_year))
    parts = (
        ("instruments", _instruments(framework, words)),
        ("adding_up", _adding_up(framework, words)),
        ("rating", _rating(framework, words)),
        ("targets", _targets(framework, words)),
        ("pair", _pair(framework, words)),
        ("items", _items(framework, words)),
        ("unknown_list", (words.get("framework", "fact", one) for one in framework.unknown)),
    )
    for key, lines in parts:
        told = tuple(lines)
        if told:
            yield ""
            yield words.get("framework", key)
            yield from (f"  {line}" for line in told)


def _instruments(framework: Framework, words: Words) -> Iterator[str]:
    for one in framework.instruments:
        yield words.say(
            "framework",
            "instrument",
            key=one.key,
            name=one.name if words.language == "th" else one.english,
            weight=words.get("framework", "unknown") if one.weight is None else one.weight,
            count=_count_words(framework, one, words),
        )
        for indicator in framework.indicators_of(one.key):
            name = indicator.name if words.language == "th" else indicator.english
            yield f"  {words.value(indicator.number)} {name}"
    facts = (Fact.INDICATORS, Fact.WEIGHTS, *_COUNTS.values())
    yield from _lenders(framework, words, *facts)


def _count(framework: Framework, instrument: Instrument) -> int | None:
    fact = _COUNTS.get(instrument.key)
    found: int | None = getattr(framework, fact.value) if fact else None
    return found


def _count_words(framework: Framework, instrument: Instrument, words: Words) -> str:
    count = _count(framework, instrument)
    key = "item_count" if _COUNTS.get(instrument.key) is Fact.OIT_ITEMS else "questions"
    if count is None:
        return words.get("framework", f"{key}_unknown")
    return words.say("framework", key, count=count)


def _adding_up(framework: Framework, words: Words) -> Iterator[str]:
    yield words.get("framework", "equal_means" if framework.equal_means else "unknown")
    yield from _lenders(framework, words, Fact.EQUAL_MEANS)


def _rating(framework: Framework, words: Words) -> Iterator[str]:
    if framework.rating is None:
        yield words.get("framework", "unknown")
        return
    for one in framework.rating.bands:
        word = one.word if words.language == "th" else one.english
        yield words.say("framework", "band", word=word, total=one.total, each=one.each)
    yield from _lenders(framework, words, Fact.RATING)


def _targets(framework: Framework, words: Words) -> Iterator[str]:
    if framework.target is None:
        yield words.get("framework", "unknown")
    else:
        yield words.say("framework", "target", target=framework.target)
    if framework.target_share is not None:
        yield words.say("framework", "target_share", share=framework.target_share)
    later = framework.later_target
    if later is not None:
        year = FiscalYear(later.be_year)
        yield words.say("framework", "later_target", target=later.score, year=year)
    yield from _lenders(framework, words, Fact.TARGET, Fact.TARGET_SHARE)


def _pair(framework: Framework, words: Words) -> Iterator[str]:
    unknown = words.get("framework", "unknown")
    pair = {"plan_item": framework.plan_item, "report_item": framework.report_item}
    for key, item in pair.items():
        yield words.say("framework", key, item=item_text(item, words) if item else unknown)
    about = framework.report_on
    what = words.get("framework", about) if about else unknown
    yield words.say("framework", "report_on", what=what)
    for item in filter(None, pair.values()):
        cost = cost_of_item(framework, item.code) if item.code else None
        if cost is not None:
            yield words.say("framework", "lost_item", code=item.code, cost=cost)
    facts = (Fact.PLAN_ITEM, Fact.REPORT_ITEM, Fact.REPORT_ON)
    yield from _lenders(framework, words, *facts)


def _item_data(item: Item | None, framework: Framework) -> object:
    if item is None:
        return None
    cost = cost_of_item(framework, item.code) if item.code else None
    return {"code": item.code, "title": item.title, "lost_points": cost}


def _items(framework: Framework, words: Words) -> Iterator[str]:
    if not framework.items:
        yield words.get("framework", "unknown")
    elif not framework.all_items_seen:
        seen, count = len(framework.items), framework.oit_items
        yield words.say("framework", "items_some", seen=seen, all=count)
    for part in framework.sub_indicators:
        yield " ".join(filter(None, (words.number(part.code), part.name)))
        yield from (f"  {item.code} {item.title}" for item in part.items)
    if not framework.sub_indicators:
        yield from (f"{item.code} {item.title}" for item in framework.items)
    yield from _lenders(framework, words, Fact.SUB_INDICATORS, Fact.ITEMS)


def _lenders(framework: Framework, words: Words, *facts: Fact) -> Iterator[str]:
    """Which of the facts are another year's."""
    for fact in facts:
        year = framework.lent_by(fact)
        if year is not None:
            said = words.say("framework", "lent", year=FiscalYear(year))
            yield f"({words.get('framework', 'fact', fact)}: {said})"
