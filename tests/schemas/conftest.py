from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.schemas.changing import copy_schemas

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the schema that a test may change."""
    return copy_schemas(tmp_path)
