"""What was asked for on the command line, as values of the run."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pipeline.core.words import Digits
from pipeline.run.workspace import Places
from schemas.wording import load_words

if TYPE_CHECKING:
    import argparse

    from pipeline.core.words import Words
    from pipeline.run.settings import Settings

_MOST_JOBS = 4


def places_of(asked: argparse.Namespace) -> Places:
    """The paths that were asked for."""
    return Places(
        workspace=asked.workspace,
        plan=getattr(asked, "plan", None),
        inbox=getattr(asked, "inbox", None),
        out=getattr(asked, "out", None),
    )


def words_for(asked: argparse.Namespace, settings: Settings) -> Words:
    """The words asked for on the command line, else those of the settings."""
    language = asked.lang or settings.lang
    return load_words(language, Digits(asked.digits) if asked.digits else settings.digits)


def jobs_of(asked: argparse.Namespace) -> int:
    """Reading processes: as asked, else one a core up to four."""
    jobs: int = asked.jobs or min(os.cpu_count() or 1, _MOST_JOBS)
    return jobs
