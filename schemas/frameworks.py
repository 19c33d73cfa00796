"""Reads the ITA framework of a fiscal year: its folder's file, over what every year shares."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from pipeline.core.framework import (
    Fact,
    Framework,
    Indicator,
    Instrument,
    Item,
    LaterTarget,
    ReportOn,
    SubIndicator,
    TakenOver,
)
from pipeline.core.rating import Band, Rating
from schemas.loading import SchemaError, hold_keys

if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.resources.abc import Traversable

# Values of a TOML file are of any type until the dataclasses below have named them.
Block = dict[str, Any]

_FILE = "framework.toml"
_SHARED = ("instruments", "indicators", "ratings", "later_target")
_YEAR = ("be_year", "unknown", "taken_over", *_SHARED, *Fact)


@cache
def load_framework(be_year: int, folder: Traversable | None = None) -> Framework | None:
    """The ITA framework of that fiscal year; None where the folder holds none.

    Raises SchemaError where its file contradicts itself, or says what nothing reads.
    """
    place = folder or files("schemas")
    own = _own(place, be_year)
    return None if own is None else _framework(_with_lent(place, own), own)


def framework_years(folder: Traversable | None = None) -> tuple[int, ...]:
    """Fiscal years (B.E.) with a framework, oldest first."""
    entries = (folder or files("schemas")).iterdir()
    return tuple(
        sorted(
            int(entry.name)
            for entry in entries
            if entry.name.isdecimal() and (entry / _FILE).is_file()
        )
    )


def _own(folder: Traversable, be_year: int) -> Block | None:
    """What the year's file says, held to what it may say; None where there is none."""
    path = folder / str(be_year) / _FILE
    if not path.is_file():
        return None
    own = tomllib.loads(path.read_text("utf-8"))
    name = f"{be_year}/{_FILE}"
    hold_keys(own, _YEAR, name)
    _hold(f"{name} is of {own.get('be_year')}", when=own.get("be_year") == be_year)
    lists = ("unknown", "taken_over")
    for one in lists:
        hold_keys(dict.fromkeys(own.get(one, ())), Fact, f"{name} {one}")
    said = [fact for fact in Fact if fact in own]
    told = [*said, *(fact for one in lists for fact in own.get(one, ()))]
    twice = sorted({fact for fact in told if told.count(fact) > 1})
    _hold(f"{name} says two things of {', '.join(twice)}", when=not twice)
    return own


def _shared(folder: Traversable) -> Block:
    """What every year shares that does not say otherwise."""
    path = folder / _FILE
    shared: Block = tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}
    hold_keys(shared, _SHARED, _FILE)
    return shared


def _with_lent(folder: Traversable, own: Block) -> Block:
    """The year's own facts over the shared ones, without the unknown, with those of other years."""
    shared = _shared(folder)
    facts = {**shared, **own}
    facts["ratings"] = {**shared.get("ratings", {}), **own.get("ratings", {})}
    for fact in own.get("unknown", ()):
        facts.pop(fact, None)
    for fact, year in own.get("taken_over", {}).items():
        stated = _own(folder, year)
        lender = {} if stated is None else {**shared, **stated}
        message = f"{own['be_year']}/{_FILE}: {year} states no {fact} to take over"
        _hold(message, when=fact in lender)
        facts[fact] = lender[fact]
        facts["ratings"] = {**lender.get("ratings", {}), **facts["ratings"]}
    return facts


def _framework(facts: Block, own: Block) -> Framework:
    year = f"framework {facts['be_year']}"
    instruments = _instruments(facts, year)
    indicators = tuple(_indicator(one) for one in facts.get("indicators", ()))
    strange = {one.instrument for one in indicators} - {one.key for one in instruments}
    _hold(f"{year}: no instrument {', '.join(sorted(strange))}", when=not strange)
    parts = tuple(_part(one, year) for one in facts.get("sub_indicators", ()))
    items = tuple(item for part in parts for item in part.items) or _items(facts.get("items", ()))
    _hold_once([item.code for item in items], year)
    return Framework(
        be_year=facts["be_year"],
        target=facts.get("target"),
        plan_item=_of_pair(facts.get("plan_item"), items, year),
        report_item=_of_pair(facts.get("report_item"), items, year),
        instruments=instruments,
        indicators=indicators,
        equal_means=facts.get("equal_means", False),
        iit_questions=facts.get("iit_questions"),
        eit_questions=facts.get("eit_questions"),
        oit_items=facts.get("oit_items"),
        sub_indicators=parts,
        items=items,
        rating=_rating(facts, year),
        target_share=facts.get("target_share"),
        later_target=LaterTarget(**facts["later_target"]) if "later_target" in facts else None,
        report_on=ReportOn(facts["report_on"]) if "report_on" in facts else None,
        taken_over=tuple(
            TakenOver(Fact(fact), lender) for fact, lender in own.get("taken_over", {}).items()
        ),
    )


def _instruments(facts: Block, year: str) -> tuple[Instrument, ...]:
    weights = facts.get("weights", {})
    blocks = facts.get("instruments", ())
    hold_keys(weights, (one["key"] for one in blocks), f"{year} weights")
    return tuple(Instrument(weight=weights.get(one["key"]), **one) for one in blocks)


def _indicator(block: Block) -> Indicator:
    return Indicator(**{**block, "aliases": tuple(block.get("aliases", ()))})


def _part(block: Block, year: str) -> SubIndicator:
    hold_keys(block, SubIndicator.__dataclass_fields__, f"{year} {block['code']}")
    return SubIndicator(block["code"], block.get("name"), _items(block["items"]))


def _items(blocks: Iterable[Block]) -> tuple[Item, ...]:
    return tuple(Item(**one) for one in blocks)


def _of_pair(block: Block | None, items: tuple[Item, ...], year: str) -> Item | None:
    """An item of the pair; one that is given by its code alone has the title of the list."""
    if block is None:
        return None
    titles = {item.code: item.title for item in items}
    title = block.get("title") or titles.get(block.get("code"))
    _hold(f"{year}: no title of {block.get('code')}", when=title is not None)
    return Item(**{"code": None, **block, "title": title})


def _rating(facts: Block, year: str) -> Rating | None:
    key = facts.get("rating")
    if key is None:
        return None
    _hold(f"{year}: no rating {key}", when=key in facts["ratings"])
    bands = tuple(Band(**{"english": one["word"], **one}) for one in facts["ratings"][key])
    bounds = [band.total for band in bands]
    _hold(
        f"{year}: the bands of {key} are not best first",
        when=bounds == sorted(bounds, reverse=True),
    )
    return Rating(bands)


def _hold_once(codes: list[str | None], year: str) -> None:
    twice = sorted({code for code in codes if code is not None and codes.count(code) > 1})
    _hold(f"{year}: {', '.join(twice)} stands twice", when=not twice)


def _hold(message: str, *, when: bool) -> None:
    if not when:
        raise SchemaError(message)
