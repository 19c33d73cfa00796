"""Pages of the measure schema: columns, findings, gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.analyse.analysing import GAPS
from pipeline.check.checking import CHECKS
from pipeline.core.duty import State, Status, Verdict
from pipeline.core.received import Outcome
from pipeline.core.schema import Condition, Predicate
from pipeline.documenting.markdown import (
    SPOKEN,
    code,
    labels_of,
    languages,
    page,
    sentences,
    table,
    word_table,
)
from schemas.loading import LANGUAGES, load_schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pipeline.core.schema import Column, Rule

_RAISED = {
    "intake": "Raised where a file is opened, before anything in it is read.",
    "merge": "Raised where tables, cells and identities are found in what was read.",
    "check": "Raised over the plan workbook.",
}
_PREDICATES: Mapping[Predicate, str] = {
    Predicate.BLANK: "is blank",
    Predicate.FILLED: "is filled",
    Predicate.UNREADABLE: "cannot be read",
    Predicate.EQUALS: "is",
    Predicate.IN_LIST: "is one of",
    Predicate.OUTSIDE: "is outside",
    Predicate.ABOVE: "is above",
    Predicate.BELOW: "is below",
    Predicate.LONGER: "is longer, in characters, than",
    Predicate.CONTAINS: "contains",
    Predicate.MATCHES: "matches",
    Predicate.HOLDS: "holds any of",
    Predicate.LACKS: "holds none of",
    Predicate.OPENS: "begins with any of",
    Predicate.IS: "is any of",
    Predicate.DATELESS: "has no digit and names no month",
}
_PARTS: Mapping[str, Callable[[Column], str]] = {
    "kind": lambda one: one.kind.value,
    "filled by": lambda one: one.filled_by.value,
    "must": lambda one: "must" if one.required else "",
    "input message": lambda one: one.help or "",
}
_BARE = frozenset({Predicate.BLANK, Predicate.FILLED, Predicate.UNREADABLE})


def columns_page() -> str:
    """Columns of the report and of the plan, with every word they are known by."""
    schema = load_schema()
    plan_sheets = [
        part
        for sheet in schema.plan_sheets
        for part in (
            f"### {sheet.names[0]} ({sheet.names[-1]})",
            "Must be there." if sheet.required else "May be left out.",
            _column_table(sheet.columns, "kind", "must"),
        )
    ]
    return page(
        "Columns",
        "A header is found by its words, wherever it stands; spaces, marks and digit sets that "
        "differ are the same word. A table without a column marked `must` is not taken.",
        "## The report",
        _column_table(schema.columns, "kind", "filled by", "must", "input message"),
        "## Above the table",
        "A label with its value in the next cell, or behind a colon.",
        _column_table(schema.headings),
        "## Words of closed lists",
        table(
            ("list", "key", "words read as it"),
            (
                (group, code(key), " · ".join(words))
                for group, choices in schema.choices.items()
                for key, words in choices.items()
            ),
        ),
        "## The plan workbook",
        "Its sheets; a sheet or column that may be left out has a default.",
        *plan_sheets,
    )


def _column_table(columns: Sequence[Column], *parts: str) -> str:
    """Keys, the header in each language, what is read as it too, and those parts of `_PARTS`."""
    count = len(LANGUAGES)
    return table(
        ("key", *languages(), "read as it too", *parts),
        (
            (
                code(one.key),
                *(*one.headers, *[""] * count)[:count],
                ", ".join(one.headers[count:]),
                *(_PARTS[part](one) for part in parts),
            )
            for one in columns
        ),
    )


def findings_page() -> str:
    """Every finding: who acts, its rule in words, its sentences."""
    rules = load_schema().rules
    overview = table(
        ("code", "severity", "who acts", *languages()),
        (
            (
                f"[{code(one.code)}](#{one.code})",
                one.severity,
                one.audience,
                *labels_of("finding", one.code),
            )
            for one in rules
        ),
    )
    return page(
        "Findings",
        "What is amiss in what was sent. An **error** on a cell: that value is not taken, the last "
        "accepted one stands; on a row: the row is not taken; on a file: the file is refused. "
        "A **warning** is taken and asked back. An **info** is taken. The part of a sentence in "
        "\u27e6 \u27e7 is left out where its value is absent.",
        overview,
        *(_finding(one) for one in rules),
    )


def _finding(rule: Rule) -> str:
    labels = " · ".join(labels_of("finding", rule.code))
    head = f"## {rule.code}\n\n{labels} ({rule.severity}, {rule.audience})"
    said = f"{_rule_text(rule)}{_in_time(rule)}"
    return f"{head}\n\n{said}\n\n{sentences('finding', rule.code)}"


def _in_time(rule: Rule) -> str:
    """Whether the rule is on trial, and the months that it is in force in."""
    trial = " On trial: it only informs the analyst." if rule.trial else ""
    first = f" From {rule.first}." if rule.first else ""
    return f"{trial}{first}{f' Until {rule.last}.' if rule.last else ''}"


def _rule_text(rule: Rule) -> str:
    """The rule in words: its predicates, or what the function that raises it says of itself."""
    if rule.cases:
        cases = (" and ".join(map(_condition, case)) for case in rule.cases)
        field = "the text field" if rule.field == "*" else code(rule.field or "")
        return f"Raised at {field} where " + "; or where ".join(cases) + "."
    return _told(rule.code, CHECKS) or _RAISED[rule.by or "check"]


def _condition(condition: Condition) -> str:
    field = "a text field" if condition.field == "*" else code(condition.field)
    said = _PREDICATES[condition.predicate]
    if condition.predicate in _BARE:
        return f"{field} {said}"
    given = condition.argument
    parts = given if isinstance(given, tuple) else (given,)
    return f"{field} {said} " + ", ".join(code(_argument(part)) for part in parts)


def _argument(part: float | str | bool) -> str:  # noqa: FBT001 - a value of the data, no switch
    if isinstance(part, bool):
        return "yes" if part else "no"
    return part.encode("unicode_escape").decode() if part == "\ufffd" else str(part)


def _told(code: str, functions: Iterable[tuple[object, tuple[str, ...]]]) -> str | None:
    """The first line of the docstring of the function that raises the code."""
    for function, codes in functions:
        if code in codes:
            return (function.__doc__ or "").partition("\n")[0]
    return None


def gaps_page() -> str:
    """Every gap, and the closed lists of words that the outputs use."""
    kinds = load_schema().gaps
    overview = table(
        ("code", "urgency", "who acts", *languages()),
        (
            (
                f"[{code(one.code)}](#{one.code})",
                one.severity,
                one.audience,
                *labels_of("gap", one.code),
            )
            for one in kinds
        ),
    )
    return page(
        "Gaps, verdicts and states",
        "What is amiss in the work. The urgency is the usual one; some gaps grow more urgent.",
        overview,
        *(
            f"## {one.code}\n\n{_told(one.code, GAPS)}\n\n{sentences('gap', one.code)}"
            for one in kinds
        ),
        "## Verdicts",
        table(
            ("verdict", *languages(), "meaning"),
            (
                (code(one), *labels_of("verdict", one), SPOKEN[-1].get("verdict", one, "meaning"))
                for one in Verdict
            ),
        ),
        "## States of a planned occurrence",
        "Each planned occurrence is in exactly one.",
        word_table("state", State),
        "## Statuses that a division reports",
        word_table("status", Status),
        "## What was made of a file",
        word_table("outcome", Outcome),
    )
