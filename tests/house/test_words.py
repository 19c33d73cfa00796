"""The languages say the same things: equal keys, equal placeholders, labels that fit."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.core.duty import State, Status, Verdict
from pipeline.core.received import Outcome
from schemas.loading import LANGUAGES, load_schema
from tests.house.code import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_LONGEST_LABEL = 25


def flat(data: dict[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    """Each text with its keys joined by full stops."""
    for key, value in data.items():
        if isinstance(value, dict):
            yield from flat(value, f"{above}{key}.")
        elif isinstance(value, str):
            yield f"{above}{key}", value


def texts(language: str) -> dict[str, str]:
    path = ROOT / "schemas" / "text" / f"{language}.toml"
    return dict(flat(tomllib.loads(path.read_text("utf-8"))))


def disagreements(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """Keys that one language lacks, and keys whose placeholders differ."""
    lacking = sorted(one.keys() ^ other.keys())
    differing = [
        key
        for key in sorted(one.keys() & other.keys())
        if set(_PLACEHOLDER.findall(one[key])) != set(_PLACEHOLDER.findall(other[key]))
    ]
    return lacking + differing


def test_every_language_has_the_same_keys_and_placeholders() -> None:
    thai = texts("th")
    for language in LANGUAGES:
        assert disagreements(thai, texts(language)) == []
    files = {path.stem for path in (ROOT / "schemas" / "text").glob("*.toml")}
    assert files == set(LANGUAGES)


def test_thai_labels_have_at_most_25_characters() -> None:
    labels = {key: text for key, text in texts("th").items() if key.endswith(".label")}
    assert len(labels) > 80
    assert {key for key, text in labels.items() if len(text) > _LONGEST_LABEL} == set()


def test_every_code_has_its_words_and_no_words_are_left_over() -> None:
    schema, thai = load_schema(), texts("th")
    for group, codes in (
        ("finding", {rule.code for rule in schema.rules}),
        ("gap", {gap.code for gap in schema.gaps}),
        ("verdict", {one.value for one in Verdict}),
    ):
        worded = {key.split(".")[1] for key in thai if key.startswith(f"{group}.")}
        assert worded == codes
    for group, words in (("status", Status), ("state", State)):
        assert {key.split(".")[1] for key in thai if key.startswith(f"{group}.")} == set(words)
    outcomes = {key.split(".")[1] for key in thai if key.startswith("outcome.")}
    assert outcomes == {*Outcome, "not_sent"}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"a": "x"}, {"a": "y"}, []),
        ({"a": "x"}, {"a": "y", "b": "z"}, ["b"]),
        ({"a": "{n} x"}, {"a": "y {m}"}, ["a"]),
        ({"a": "{n} x"}, {"a": "{n} {n}"}, []),
    ],
)
def test_what_disagrees_is_told(
    one: dict[str, str], other: dict[str, str], expected: list[str]
) -> None:
    assert disagreements(one, other) == expected


def test_nested_keys_are_joined() -> None:
    assert dict(flat({"a": {"b": {"c": "x"}}, "d": "y"})) == {"a.b.c": "x", "d": "y"}


def test_every_rule_of_reading_is_explained() -> None:
    rules = {key.removeprefix("reading.") for key in texts("th") if key.startswith("reading.")}
    page = (ROOT / "docs" / "reading.md").read_text("utf-8").partition("## Rules")[2]
    assert set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)) == rules
