from __future__ import annotations

import pytest

from pipeline.core.sealing import SealState, seal_state, sealed_as


@pytest.mark.parametrize(
    ("digest", "sealings", "edition"),
    [
        ("a", "", SealState()),
        ("a", "a", SealState(sealed=True)),
        ("b", "a", SealState(amendment=1, follows="a")),
        ("b", "ab", SealState(sealed=True, amendment=1, follows="a")),
        ("a", "ab", SealState(amendment=2, follows="b")),
        ("a", "aba", SealState(sealed=True, amendment=2, follows="b")),
        ("c", "ab", SealState(amendment=2, follows="b")),
        ("c", "abc", SealState(sealed=True, amendment=2, follows="b")),
        ("b", "abc", SealState(amendment=3, follows="c")),
        ("d", "aab", SealState(amendment=2, follows="b")),
    ],
)
def test_an_edition_by_the_sealings_of_its_month(
    digest: str, sealings: str, edition: SealState
) -> None:
    assert seal_state(digest, list(sealings)) == edition


@pytest.mark.parametrize(
    ("digest", "sealings", "edition"),
    [
        ("a", "", None),
        ("c", "ab", None),
        ("a", "ab", SealState(sealed=True)),
        ("b", "aabbc", SealState(sealed=True, amendment=1, follows="a")),
        ("a", "aba", SealState(sealed=True, amendment=2, follows="b")),
    ],
)
def test_what_a_run_was_last_sealed_as(
    digest: str, sealings: str, edition: SealState | None
) -> None:
    assert sealed_as(digest, list(sealings)) == edition


@pytest.mark.parametrize(
    ("edition", "key", "state"),
    [
        (SealState(), "draft", "draft"),
        (SealState(sealed=True), "sealed", "sealed"),
        (SealState(amendment=1, follows="a"), "amended_draft", "draft"),
        (SealState(sealed=True, amendment=1, follows="a"), "amended", "sealed"),
    ],
)
def test_its_words_and_its_state(edition: SealState, key: str, state: str) -> None:
    assert (edition.key, edition.state) == (key, state)
