"""Pages of the form: how it is made and read, and the card for who fills it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.core.schema import FilledBy
from pipeline.documenting.markdown import SPOKEN, code, languages, page, table
from schemas.loading import load_schema

if TYPE_CHECKING:
    from collections.abc import Iterator

_THAI = SPOKEN[0]
_DUE = ("ahead", "open", "now", "overdue", "occurrence", "passed", "done", "cancelled", "unclear")
_HIDDEN = (
    ("A, B", "`schema`, `organisation`, `division`, `month`, `issue`, `revision` and their values"),
    ("C1", "whether the form says that nothing is new"),
    ("D, E", "the code of each step that the form was issued with, and a digest of its texts"),
    ("G and on", "lists: what drop-downs offer, what formulas look up, the words that they say"),
    ("after the lists", "beside each planned row: what the plan says of it, and its formulas"),
)
# What the last column says, in the order in which a row is filled in.
_CARD = ("status", "no_date", "date", "result", "contradiction", "evidence", "obstacle", "progress")


def form_page() -> str:
    """The form: columns, messages, what it asks for as it is filled in, its hidden sheet."""
    return page(
        "The form",
        "`ita issue MONTH` makes one a division. What a division does not fill in is locked, "
        "without a password; every cell that it fills in is a text cell. `spent` stands on forms "
        "with a budgeted step, `progress` on those with a step that the plan measures in percent.",
        "## Columns",
        table(("key", *languages(), "filled in by", "message"), _columns()),
        "## What it asks for",
        "The last column says what a row still lacks, as it is filled in, by formulas made from "
        "the rules of `schemas/measure.toml`. What no formula can say (a date that cannot be "
        "read, but for one without any digit or month) is found when the form comes back.",
        table((*languages(), "rules"), _lacks()),
        "## What is due",
        table(languages(), ([one.get("form", "due", key) for one in SPOKEN] for key in _DUE)),
        "## The hidden sheet `_form`",
        table(("columns", "what"), _HIDDEN),
        "`issue` is the schema's version, the month and a digest of the rows that the plan gives: "
        "a form whose `issue` is not today's is called old (`form_outdated`), and its rows are "
        "moved to where they stand now by the plan's columns `code` and `replaces`.",
    )


def _columns() -> Iterator[tuple[str, ...]]:
    for column in load_schema().columns:
        if column.key != "responsible":
            by_division = column.filled_by is FilledBy.DIVISION
            message = _THAI.get("column", column.key, "help") if by_division else ""
            headers = (one.get("column", column.key, "header") for one in SPOKEN)
            yield code(column.key), *headers, str(column.filled_by), message


def _lacks() -> Iterator[tuple[str, ...]]:
    codes: dict[str, list[str]] = {}
    for rule in load_schema().rules:
        if rule.in_form and rule.lack is not None:
            codes.setdefault(rule.lack, []).append(code(rule.code))
    for lack, found in codes.items():
        yield *(one.get("form", "lack", lack) for one in SPOKEN), ", ".join(found)


def card_page() -> str:
    """One page in Thai for the officer who fills the form in."""
    lines = (_THAI.say("instruction", str(number), telephone=None) for number in range(1, 10))
    numbered = "\n".join(f"{at}. {text}" for at, text in enumerate(lines, start=1))
    asked = ((_THAI.get("form", "lack", key), _THAI.get("card", key)) for key in _CARD)
    return page(
        _THAI.get("card", "title"),
        numbered,
        table((_THAI.get("column", "row_check", "header"), _THAI.get("marking", "message")), asked),
        _THAI.get("card", "picture"),
        "![](pictures/form.png)",
    )
