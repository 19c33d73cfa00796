from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.intake.containers.naming import Unique, label_of, labels_of


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("รายงาน กองคลัง.xlsx", "รายงาน กองคลัง.xlsx"),
        ("../../x.xlsx", "x.xlsx"),
        ("..\\..\\x.xlsx", "x.xlsx"),
        ("C:\\x", "x"),
        ("c:x.xlsx", "x.xlsx"),
        ("C:\\Users\\someone\\x.xlsx", "x.xlsx"),
        ("\\\\server\\share\\x.xlsx", "x.xlsx"),
        ("/etc/passwd", "passwd"),
        ("x/", "x"),
        ("a/..", "a"),
        ("a\0.xlsx", "a .xlsx"),
        ("a\r\n\tb.xlsx", "a b.xlsx"),
        ("a\u2028b\x85c", "a b c"),
        ("\u202excod.xlsx", "xcod.xlsx"),
        ("ก\u200bข\ufeff.xlsx", "กข.xlsx"),
        ("a\ud800.xlsx", "a\ufffd.xlsx"),
        ("  x.xlsx  ", "x.xlsx"),
        ("", ""),
        (" ", ""),
        ("\0\u202e", ""),
        (".", ""),
        ("..", ""),
        ("../..", ""),
        (". /\u200b../", ""),
    ],
)
def test_a_name_is_its_last_part_without_what_cannot_be_shown(name: str, label: str) -> None:
    assert label_of(name) == label


@pytest.mark.parametrize(
    ("path", "labels"),
    [
        ("กองคลัง/x.xlsx", ("กองคลัง", "x.xlsx")),
        ("../../evil.xlsx", ("evil.xlsx",)),
        ("a/../../evil.xlsx", ("a", "evil.xlsx")),
        ("/etc/passwd", ("etc", "passwd")),
        ("C:\\a\\x.xlsx", ("a", "x.xlsx")),
        ("a//./x.xlsx", ("a", "x.xlsx")),
        ("..", ()),
    ],
)
def test_a_path_keeps_its_folders_and_leads_nowhere(path: str, labels: tuple[str, ...]) -> None:
    assert labels_of(path) == labels


def test_a_long_name_is_cut_and_keeps_its_ending() -> None:
    assert label_of("ก" * 5_000 + ".xlsx") == "ก" * 114 + "….xlsx"
    assert label_of("ก" * 5_000) == "ก" * 119 + "…"
    assert label_of("x." + "ก" * 5_000) == "x." + "ก" * 117 + "…"
    assert label_of("ก" * 120) == "ก" * 120


def test_each_name_of_a_folder_is_given_once() -> None:
    unique = Unique()
    given = [unique.name(one) for one in ("x.xlsx", "X.XLSX", "x.xlsx", "x (2).xlsx", "y", "y")]
    assert given == [
        "x.xlsx",
        "X (2).XLSX",
        "x (3).xlsx",
        "x (2) (2).xlsx",
        "y",
        "y (2)",
    ]
    assert Unique().name("x.xlsx") == "x.xlsx"


def test_a_name_that_starts_with_its_only_dot_has_no_ending() -> None:
    unique = Unique()
    assert [unique.name(".x"), unique.name(".x")] == [".x", ".x (2)"]


@given(st.text(st.one_of(st.sampled_from("./\\:~$ \0\u202e"), st.characters())))
def test_no_name_leads_out_or_hides_anything(name: str) -> None:
    for label in (*labels_of(name), label_of(name)):
        assert label not in (".", "..")
        assert not set(label) & set("/\\\0\n\r\u202e")
        assert len(label) <= 120
        label.encode()
