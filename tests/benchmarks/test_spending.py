from __future__ import annotations

import sys

import pytest

from benchmarks.spending import FailedError, measure

# The child holds 60 MiB until its parent, which holds next to nothing, has slept.
_HOLD = "import time; block = bytearray(60 * 2**20); time.sleep(0.4)"
_CHILD = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {_HOLD!r}])"


def test_memory_is_that_of_the_whole_tree() -> None:
    assert measure([sys.executable, "-c", _CHILD]).peak_mib > 60


def test_what_fails_is_not_measured() -> None:
    with pytest.raises(FailedError):
        measure([sys.executable, "-c", "raise SystemExit(3)"])
