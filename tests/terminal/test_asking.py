from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import pytest

from pipeline.core.words import Digits
from pipeline.run.settings import Settings
from pipeline.run.workspace import Places
from pipeline.terminal.asking import jobs_of, places_of, words_for


def test_a_command_without_an_option_has_no_such_place() -> None:
    assert places_of(Namespace(workspace=Path("w"))) == Places(Path("w"))
    asked = Namespace(workspace=Path("w"), plan=Path("p"), inbox=Path("i"), out=Path("o"))
    assert places_of(asked) == Places(Path("w"), Path("p"), Path("i"), Path("o"))


@pytest.mark.parametrize(
    ("lang", "digits", "settings", "language", "printed"),
    [
        (None, None, Settings(), "th", Digits.THAI),
        ("en", None, Settings(), "en", Digits.ARABIC),
        (None, None, Settings(lang="en"), "en", Digits.ARABIC),
        (None, "arabic", Settings(), "th", Digits.ARABIC),
        ("th", None, Settings(lang="en", digits=Digits.ARABIC), "th", Digits.ARABIC),
        ("en", "thai", Settings(digits=Digits.ARABIC), "en", Digits.THAI),
    ],
)
def test_the_command_line_goes_before_the_settings(
    lang: str | None, digits: str | None, settings: Settings, language: str, printed: Digits
) -> None:
    words = words_for(Namespace(lang=lang, digits=digits), settings)
    assert (words.language, words.digits) == (language, printed)


@pytest.mark.parametrize(
    ("asked", "cores", "jobs"),
    [(None, 1, 1), (None, 2, 2), (None, 64, 4), (None, None, 1), (7, 2, 7)],
)
def test_one_job_a_core_up_to_four_unless_asked(
    asked: int | None, cores: int | None, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: cores)
    assert jobs_of(Namespace(jobs=asked)) == jobs
