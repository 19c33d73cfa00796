"""The command that looks into the memory: its runs, one, two side by side; or puts a copy back."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from pipeline.run.history import compared_runs, listed_runs, shown_run
from pipeline.run.settings import read_settings
from pipeline.terminal.asking import places_of, words_for
from pipeline.terminal.options import DONE, USAGE, tell
from pipeline.terminal.remembered import show_all, show_difference, show_one
from pipeline.terminal.remembered_data import compared_data, listed_data, shown_data
from pipeline.terminal.screen import say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from pipeline.core.words import Words
    from pipeline.run.history import ListedRun
    from pipeline.run.restoring import Lost, Restoration
    from pipeline.run.workspace import Places

_MOST_NAMED = 12


def history(asked: argparse.Namespace, numbers: tuple[int, ...]) -> int:
    """The runs of the memory, the one of that number, or what changed between the two."""
    places = places_of(asked)
    words = words_for(asked, read_settings(places.settings_file))
    if asked.restore:
        return _restore(places, words, as_json=asked.json)
    listed = {one.run.number: one for one in listed_runs(places)}
    if not set(numbers) <= listed.keys():
        unknown = next(number for number in numbers if number not in listed)
        return _refuse(words.say("cli", "run_unknown", number=unknown, known=_known(list(listed))))
    asked_for = [listed[number] for number in numbers]
    if len({one.run.organisation for one in asked_for}) > 1:
        return _refuse(words.get("cli", "runs_apart"))
    if asked.json:
        _write_json(_data(places, list(listed.values()), asked_for))
    else:
        _show(places, list(listed.values()), asked_for, words)
    return DONE


def _show(
    places: Places, listed: Sequence[ListedRun], asked_for: Sequence[ListedRun], words: Words
) -> None:
    match asked_for:
        case [one]:
            show_one(shown_run(places, one), words)
        case [before, now]:
            show_difference(compared_runs(places, before, now), words)
        case _:
            show_all(listed, words)


def _refuse(sentence: str) -> int:
    tell(sentence)
    return USAGE


def _known(numbers: Sequence[int]) -> tuple[int, ...] | str | None:
    """The numbers there are: all, or the first and the last of many."""
    if not numbers:
        return None
    if len(numbers) > _MOST_NAMED:
        return f"{numbers[0]}-{numbers[-1]}"
    return tuple(numbers)


def _data(places: Places, listed: Sequence[ListedRun], asked_for: Sequence[ListedRun]) -> object:
    match asked_for:
        case [one]:
            return shown_data(shown_run(places, one))
        case [before, now]:
            return compared_data(compared_runs(places, before, now))
        case _:
            return [listed_data(one) for one in listed]


def _restore(places: Places, words: Words, *, as_json: bool) -> int:
    from pipeline.run.restoring import restore_history  # noqa: PLC0415 - only when it is needed

    found = restore_history(places)
    if as_json:
        _write_json(None if found is None else _restored_data(found, places))
    elif found is None:
        path = places.history_file.as_posix()
        say(words.say("cli", "history_whole", path=path), style="green")
    else:
        _show_restored(found, places, words)
        _show_lost(found.lost, words)
    return DONE


def _show_restored(found: Restoration, places: Places, words: Words) -> None:
    copy, path = found.done.copy, places.history_file.as_posix()
    told = words.say("cli", "history_restored", path=path, date=copy.as_of, months=copy.months)
    say(told, style="green")
    if found.done.aside is not None:
        say(words.say("cli", "history_aside", path=found.done.aside.as_posix()))


def _show_lost(lost: Lost, words: Words) -> None:
    for key, months, command in (
        ("lost_months", lost.months, "ita consolidate"),
        ("lost_sealings", lost.sealed, "ita close"),
    ):
        if months:
            commands = "; ".join(f"{command} {month}" for month in months)
            say(words.say("cli", key, months=months, commands=commands), style="yellow")
    if lost.posted:
        say(words.say("cli", "lost_letters", months=lost.posted), style="yellow")
    if not (lost.months or lost.sealed or lost.posted):
        say(words.get("cli", "lost_nothing"))


def _restored_data(found: Restoration, places: Places) -> object:
    restored, lost = found.done, found.lost
    return {
        "path": places.history_file.as_posix(),
        "harm": restored.harm.value,
        "copy": restored.copy.path.name,
        "as_of": restored.copy.as_of.isoformat(),
        "months": [str(month) for month in restored.copy.months],
        "aside": restored.aside and restored.aside.name,
        "consolidate_again": [str(month) for month in lost.months],
        "close_again": [str(month) for month in lost.sealed],
        "letters_unknown": [str(month) for month in lost.posted],
    }


def _write_json(data: object) -> None:
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
