"""The schema's files as a test may change them."""

from __future__ import annotations

import shutil
from pathlib import Path

SCHEMAS = Path(__file__).parents[2] / "schemas"


def copy_schemas(folder: Path) -> Path:
    """A copy of the data in the folder."""
    copy = folder / "schemas"
    shutil.copytree(SCHEMAS, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return copy


def change(path: Path, old: str, new: str) -> None:
    """The text that stands there replaced once."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
