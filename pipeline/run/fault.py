"""A fault of ours, written down for the maintainer: where in the code, never what was in a cell."""

from __future__ import annotations

import tempfile
import traceback
from pathlib import Path

from pipeline.run.version import VERSION


def write_down(fault: BaseException) -> str:
    """The path of a new file that holds the version, the fault's type and its places in the code.

    The fault's message is left out: it may hold what a division typed.
    """
    places = "".join(traceback.format_tb(fault.__traceback__))
    told = f"ita {VERSION}\n{type(fault).__module__}.{type(fault).__qualname__}\n{places}"
    with tempfile.NamedTemporaryFile(
        "w", prefix="ita-fault-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        file.write(told)
    return Path(file.name).as_posix()
