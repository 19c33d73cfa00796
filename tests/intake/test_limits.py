from __future__ import annotations

import pytest

from pipeline.intake.limits import Limits


def test_what_is_not_set_stays_as_promised() -> None:
    limits = Limits.from_settings({"file_mb": 31})
    assert (limits.file_mb, limits.part_mb, limits.unpacked_mb) == (31, 100, 200)
    assert (limits.ratio, limits.ratio_from_kib, limits.parts) == (100, 100, 1000)
    assert (limits.seconds, limits.memory_mb, limits.memory_all_mb) == (10, 700, 1024)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"files": 3}, "files"),
        ({"file_mb": "25"}, "file_mb"),
        ({"parts": 0}, "parts"),
        ({"parts": -1}, "parts"),
        ({"ratio": 1.5}, "ratio"),
        ({"seconds": True}, "seconds"),
    ],
)
def test_a_wrong_setting_is_named(settings: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Limits.from_settings(settings)
