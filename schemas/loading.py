"""Reads the measure schema and the words of this folder."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeVar

from pipeline.core.dates import parse_month
from pipeline.core.finding import Audience, Severity
from pipeline.core.period_kinds import Frequency
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
    StatusWords,
    Urgency,
)
from pipeline.core.words import Digits, Words

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping
    from importlib.resources.abc import Traversable

    from pipeline.core.calendar import Month

# Values of a TOML file are of any type until the dataclasses below have named them.
Block = dict[str, Any]

_T = TypeVar("_T")
_THAI = "th"
_IN_TIME = ("trial", "from", "until")
_RULE = {"code", "severity", "audience", "field", "cases", "by", "lack", "live", *_IN_TIME}
_COLUMN = {"key", "kind", "filled_by", "required", "width", "aliases"}


class SchemaError(ValueError):
    """The folder says something that nobody would read: a fault of ours, told at once."""


def _languages() -> tuple[str, ...]:
    names = (entry.name.partition(".") for entry in (files("schemas") / "text").iterdir())
    found = {name for name, _, ending in names if ending == "toml"}
    return (_THAI, *sorted(found - {_THAI}))


LANGUAGES = _languages()


def load_words(language: str, digits: Digits | None = None) -> Words:
    """The words of a language; Thai prints Thai digits unless `digits` says otherwise."""
    usual = Digits.THAI if language == _THAI else Digits.ARABIC
    return Words(language, digits or usual, _text(language))


@cache
def load_schema(folder: Traversable | None = None) -> MeasureSchema:
    """The measure schema of the folder, this one by default; its columns know their headers.

    Raises SchemaError where a block holds a key that nothing reads, or a code stands twice.
    """
    return _read_schema(folder or files("schemas"))


@cache
def _text(language: str) -> Block:
    return _toml(files("schemas"), f"text/{language}.toml")


def _toml(folder: Traversable, name: str) -> Block:
    return tomllib.loads((folder / name).read_text("utf-8"))


def _read_schema(folder: Traversable) -> MeasureSchema:
    data, plan = _toml(folder, "measure.toml"), _toml(folder, "plan.toml")
    hold_keys(data, "version column heading status nil told layout rule gap", "measure.toml")
    hold_keys(plan, "sheet", "plan.toml")
    texts = [_toml(folder, f"text/{language}.toml") for language in LANGUAGES]
    worded = _Worded(
        [Words(one, Digits.ARABIC, text) for one, text in zip(LANGUAGES, texts, strict=True)]
    )
    return MeasureSchema(
        version=data["version"],
        columns=_once([worded.form_column(block) for block in data["column"]], "key"),
        headings=_once([worded.heading(block) for block in data["heading"]], "key"),
        choices=worded.choices(data["status"], data["nil"]) | {"gap": worded.closable(data["gap"])},
        status_words=tuple(map(_status_words, data["told"]["status"])),
        status_untold=data["told"]["otherwise"],
        layout=_layout(data["layout"]),
        rules=_once([_rule(block) for block in data["rule"]], "code"),
        gaps=_once([_gap(block) for block in data["gap"]], "code"),
        plan_sheets=_once([worded.plan_sheet(block) for block in plan["sheet"]], "key"),
    )


_WAYS = ("form", "telephone", "meeting")


@dataclass(frozen=True, slots=True)
class _Worded:
    """Joins the words of every language, Thai first, to what the blocks describe."""

    languages: list[Words]

    def column(self, block: Block, *keys: str) -> Column:
        """A column; `keys` are where its header's words stand."""
        hold_keys(block, _COLUMN, f"column {block['key']}")
        return Column(
            key=block["key"],
            kind=FieldKind(block["kind"]),
            headers=tuple(dict.fromkeys((*self.words(*keys), *block.get("aliases", ())))),
            required=block.get("required", False),
            filled_by=FilledBy(block.get("filled_by", "division")),
            width=block.get("width", 12),
        )

    def form_column(self, block: Block) -> Column:
        """A column of the form, with the message that its cells show."""
        column = self.column(block, "column", block["key"], "header")
        thai, message = self.languages[0], ("column", block["key"], "help")
        return replace(column, help=thai.get(*message) if thai.has(*message) else None)

    def heading(self, block: Block) -> Column:
        """A label above the table."""
        return self.column(block | {"kind": "text"}, "heading", block["key"])

    def choices(self, spellings: Block, answers: Block) -> dict[str, Mapping[str, tuple[str, ...]]]:
        """The closed lists, each key with the words read as it."""
        return {
            "status": {
                key: (*self.words("status", key), *aliases) for key, aliases in spellings.items()
            },
            "nil": {key: (*self.words("form", key), *other) for key, other in answers.items()},
            "way": {key: self.words("form", "way", key) for key in _WAYS},
            "required": {key: self.words("required", key) for key in ("yes", "no")},
            "frequency": {one.value: self.words("frequency", one.value) for one in Frequency},
        }

    def closable(self, gaps: Iterable[Block]) -> Mapping[str, tuple[str, ...]]:
        """The gaps that an exception may close, each with its labels."""
        codes = (gap["code"] for gap in gaps if gap.get("closable", False))
        return {code: self.words("gap", code, "label") for code in codes}

    def plan_sheet(self, block: Block) -> SheetSchema:
        """A sheet of the plan workbook."""
        hold_keys(block, "key required columns", f"sheet {block['key']}")
        key = block["key"]
        columns = [self.column(one, "plan", key, "columns", one["key"]) for one in block["columns"]]
        names = self.words("plan", key, "sheet")
        return SheetSchema(key, names, _once(columns, "key"), block.get("required", False))

    def words(self, *keys: str) -> tuple[str, ...]:
        """The words under the keys in every language, without repeats."""
        return tuple(dict.fromkeys(words.get(*keys) for words in self.languages))


def hold_keys(block: Block, known: str | Iterable[str], what: str) -> None:
    """Raises SchemaError where the block holds a key that is not among the known."""
    allowed = set(known.split() if isinstance(known, str) else known)
    unknown = sorted(block.keys() - allowed)
    if unknown:
        message = f"{what}: nothing reads {', '.join(unknown)}"
        raise SchemaError(message)


def _once(found: list[_T], name: str) -> tuple[_T, ...]:
    seen: set[Hashable] = set()
    for one in found:
        if getattr(one, name) in seen:
            message = f"{getattr(one, name)} stands twice"
            raise SchemaError(message)
        seen.add(getattr(one, name))
    return tuple(found)


def _layout(block: Block) -> Layout:
    hold_keys(block, Layout.__dataclass_fields__, "layout")
    return Layout(**{key: tuple(words) for key, words in block.items()})


def _status_words(block: Block) -> StatusWords:
    hold_keys(block, StatusWords.__dataclass_fields__, "told.status")
    lists = {key: tuple(block.get(key, ())) for key in ("words", "not_after")}
    return StatusWords(**{**block, **lists})


def _rule(block: Block) -> Rule:
    hold_keys(block, _RULE, f"rule {block['code']}")
    if ("cases" in block) == ("by" in block):
        message = f"rule {block['code']}: either cases or by says when it is raised"
        raise SchemaError(message)
    if block.get("by") in ("intake", "merge") and not block.keys().isdisjoint(_IN_TIME):
        message = f"rule {block['code']}: what refuses a file is never on trial or out of force"
        raise SchemaError(message)
    return Rule(
        code=block["code"],
        severity=Severity(block["severity"]),
        audience=Audience(block["audience"]),
        field=block.get("field"),
        cases=tuple(tuple(map(_condition, case)) for case in block.get("cases", ())),
        by=block.get("by"),
        lack=block.get("lack"),
        live=tuple(tuple(map(_condition, case)) for case in block.get("live", ())),
        trial=block.get("trial", False),
        first=_month(block, "from"),
        last=_month(block, "until"),
    )


def _month(block: Block, key: str) -> Month | None:
    """The month under the key, as `2566-10`; None where there is none."""
    if key not in block:
        return None
    month = parse_month(block[key])
    if month is None:
        message = f"rule {block['code']}: {key} is no month: {block[key]}"
        raise SchemaError(message)
    return month


def _condition(block: Block) -> Condition:
    hold_keys(block, ("field", *Predicate), f"condition on {block['field']}")
    ((word, argument),) = ((key, value) for key, value in block.items() if key != "field")
    given = tuple(argument) if isinstance(argument, list) else argument
    return Condition(block["field"], Predicate(word), given)


def _gap(block: Block) -> GapKind:
    hold_keys(block, GapKind.__dataclass_fields__, f"gap {block['code']}")
    urgency, audience = Urgency(block["severity"]), Audience(block["audience"])
    return GapKind(block["code"], urgency, audience, block.get("closable", False))
