"""Reads the measure schema, the words and the ITA frameworks: the one loader of this folder."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from pipeline.core.finding import Audience, Severity
from pipeline.core.framework import Framework, Indicator, Instrument, Item
from pipeline.core.schema import (
    Column,
    Condition,
    FieldKind,
    FilledBy,
    GapKind,
    Layout,
    MeasureSchema,
    Predicate,
    Rule,
    SheetSchema,
    Urgency,
)
from pipeline.core.words import Digits, Words
from schemas.wording import LANGUAGES, language_text, load_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from importlib.resources.abc import Traversable

__all__ = ["LANGUAGES", "framework_years", "load_framework", "load_schema", "load_words"]

# Values of a TOML file are of any type until the dataclasses below have named them.
Block = dict[str, Any]


@cache
def load_schema() -> MeasureSchema:
    """The measure schema, headers of every language joined to the columns."""
    data = _toml("measure.toml")
    return MeasureSchema(
        version=data["version"],
        columns=tuple(_column(block, "column", block["key"], "header") for block in data["column"]),
        headings=tuple(_heading(block) for block in data["heading"]),
        choices=_choices(data),
        layout=Layout(**{key: tuple(words) for key, words in data["layout"].items()}),
        rules=tuple(_rule(block) for block in data["rule"]),
        gaps=tuple(_gap(block) for block in data["gap"]),
        plan_sheets=tuple(_plan_sheet(block) for block in _toml("plan.toml")["sheet"]),
    )


@cache
def load_framework(be_year: int) -> Framework | None:
    """The ITA framework of that fiscal year; None where the project holds none."""
    path = files("schemas") / str(be_year) / "framework.toml"
    return _framework(tomllib.loads(path.read_text("utf-8"))) if path.is_file() else None


def framework_years() -> tuple[int, ...]:
    """Fiscal years (B.E.) with a framework, oldest first."""
    folders = (folder for folder in files("schemas").iterdir() if folder.name.isdecimal())
    return tuple(sorted(int(folder.name) for folder in folders))


def _toml(name: str) -> Block:
    path: Traversable = files("schemas") / name
    return tomllib.loads(path.read_text("utf-8"))


def _words(*keys: str) -> tuple[str, ...]:
    """The words under the keys in every language, Thai first, without repeats."""
    return tuple(
        dict.fromkeys(Words(one, Digits.ARABIC, language_text(one)).get(*keys) for one in LANGUAGES)
    )


def _column(block: Block, *keys: str) -> Column:
    help_words = language_text("th").get("column", {}).get(block["key"], {}).get("help")
    return Column(
        key=block["key"],
        kind=FieldKind(block["kind"]),
        headers=tuple(dict.fromkeys((*_words(*keys), *block.get("aliases", ())))),
        required=block.get("required", False),
        filled_by=FilledBy(block.get("filled_by", "division")),
        width=block.get("width", 12),
        help=help_words,
    )


def _heading(block: Block) -> Column:
    return _column(block | {"kind": "text"}, "heading", block["key"])


def _choices(data: Block) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    statuses = {key: (*_words("status", key), *aliases) for key, aliases in data["status"].items()}
    nil = {key: _words("form", key) for key in ("results", "nothing_new")}
    required = {key: _words("required", key) for key in ("yes", "no")}
    return {"status": statuses, "nil": nil, "required": required}


def _rule(block: Block) -> Rule:
    return Rule(
        code=block["code"],
        severity=Severity(block["severity"]),
        audience=Audience(block["audience"]),
        field=block.get("field"),
        cases=tuple(_conditions(case) for case in block.get("cases", ())),
        by=block.get("by"),
    )


def _conditions(case: Iterable[Block]) -> tuple[Condition, ...]:
    return tuple(_condition(block) for block in case)


def _condition(block: Block) -> Condition:
    ((word, argument),) = ((key, value) for key, value in block.items() if key != "field")
    given = tuple(argument) if isinstance(argument, list) else argument
    return Condition(block["field"], Predicate(word), given)


def _gap(block: Block) -> GapKind:
    return GapKind(block["code"], Urgency(block["severity"]), Audience(block["audience"]))


def _plan_sheet(block: Block) -> SheetSchema:
    key = block["key"]
    columns = (_column(one, "plan", key, "columns", one["key"]) for one in block["columns"])
    return SheetSchema(
        key, _words("plan", key, "sheet"), tuple(columns), block.get("required", False)
    )


def _framework(data: Block) -> Framework:
    return Framework(
        be_year=data["be_year"],
        target=data.get("target"),
        plan_item=Item(**data["plan_item"]) if "plan_item" in data else None,
        report_item=Item(**data["report_item"]) if "report_item" in data else None,
        instruments=tuple(
            Instrument(one["key"], one.get("weight")) for one in data.get("instrument", ())
        ),
        indicators=tuple(Indicator(**one) for one in data.get("indicator", ())),
    )
