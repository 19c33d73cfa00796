"""What a child is told to do; a child finds a task by its module, so it stands here."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from pipeline.intake.limits import Limits
from pipeline.intake.reading.readers import read_path

if TYPE_CHECKING:
    from pathlib import Path

HEAVY = ("pandas", "numpy", "pandera", "pydantic", "openpyxl", "xlrd", "odf")


def read_and_tell(path: Path) -> list[str]:
    """The heavy libraries that reading the workbook imported."""
    read_path(path, None, Limits())
    return [name for name in HEAVY if sys.modules.get(name) is not None]


def import_and_tell(name: str) -> list[str]:
    """The same after an import that a child must not do."""
    __import__(name)
    return [name for name in HEAVY if sys.modules.get(name) is not None]
