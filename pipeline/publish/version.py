"""Which program made the files."""

from __future__ import annotations

from importlib.metadata import version


def program_version() -> str:
    """The installed package's version."""
    return version("ita-measures")
