"""The command that answers a question about a name."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline.run.alias import Answer, keep_answer
from pipeline.run.settings import read_settings
from pipeline.terminal.asking import places_of, words_for
from pipeline.terminal.options import DONE
from pipeline.terminal.screen import say

if TYPE_CHECKING:
    import argparse


def alias(asked: argparse.Namespace) -> int:
    """The answer kept, and what to do next; a name that is known already is told so."""
    places = places_of(asked)
    settings = read_settings(places.settings_file)
    words = words_for(asked, settings)
    by = asked.by or words.get("cli", "analyst")
    today = datetime.now(UTC).astimezone().date()
    kept = keep_answer(Answer(asked.text, asked.division, by), places, settings, words, today)
    key = "alias_known" if kept.known else "alias_kept"
    path = places.aliases_file.as_posix()
    say(words.say("cli", key, text=kept.text, division=kept.division, path=path))
    say(words.say("cli", "next_step", command="ita consolidate MONTH"))
    return DONE
