"""The invented example on the terminal: a line of figures a month, and where to look."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from pipeline.run.rehearsing import rehearse
from pipeline.run.settings import Settings
from pipeline.terminal.asking import jobs_of, words_for
from pipeline.terminal.options import DONE, TO_MEND
from pipeline.terminal.screen import say
from pipeline.terminal.summary import month_line, must_mend

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from pipeline.core.words import Words
    from pipeline.run.rehearsing import Played


def demo_invented(asked: argparse.Namespace, folder: Path) -> int:
    """The invented office's workspace made in the folder and its six months consolidated.

    As JSON, the list of the six months' run.json as they stand in the end, oldest first.
    """
    words = words_for(asked, Settings())
    if not asked.json:
        say(words.say("cli", "invented_note", path=folder.as_posix()), style="dim")
    told: dict[Path, bool] = {}
    for played in rehearse(folder, words, jobs_of(asked)):
        told[played.out] = must_mend(played.report)
        if not asked.json:
            _show(played, words)
    if asked.json:
        runs = [json.loads((out / "run.json").read_text("utf-8")) for out in told]
        sys.stdout.write(json.dumps(runs, ensure_ascii=False, indent=2) + "\n")
    else:
        say(words.say("cli", "invented_done", path=folder.as_posix()), style="green")
        say(words.say("cli", "next_step", command=(max(told) / "tracking.xlsx").as_posix()))
    return TO_MEND if asked.strict and any(told.values()) else DONE


def _show(played: Played, words: Words) -> None:
    line = month_line(played.report, words)
    say(words.say("cli", "invented_again", line=line) if played.again else line)
