from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.file_names import file_names


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("สำนักปลัด", "สำนักปลัด"),
        ("กองช่าง/กองคลัง", "กองช่าง-กองคลัง"),
        ('งาน "ก": ข?', "งาน -ก- ข-"),
        ("กองคลัง. ", "กองคลัง"),
        ("CON", "_CON"),
        ("nul.x", "_nul.x"),
        ("...", "_"),
        ("~$แบบ", "_~$แบบ"),
    ],
)
def test_a_name_is_made_safe_for_windows(name: str, stem: str) -> None:
    assert file_names([name])[name] == stem


def test_two_divisions_never_share_a_file() -> None:
    found = file_names(["กอง/ก", "กอง:ก", "Finance", "FINANCE"])
    assert found == {
        "กอง/ก": "กอง-ก",
        "กอง:ก": "กอง-ก (2)",
        "Finance": "Finance",
        "FINANCE": "FINANCE (2)",
    }


@given(st.lists(st.text(), max_size=8))
def test_any_names_give_files_that_every_system_takes(names: list[str]) -> None:
    found = file_names(names)
    stems = [stem.casefold() for stem in found.values()]
    assert len(set(stems)) == len(stems) == len(set(names))
    for stem in found.values():
        assert stem
        assert not set(stem) & set('<>:"/\\|?*\0')
        assert len(f"{stem}.xlsx".encode("utf-8", "replace")) <= 255
