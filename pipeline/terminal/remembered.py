"""Runs of the memory as a person reads them: all, one, or what changed between two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.core.duty import named_by
from pipeline.core.received import TAKEN, Outcome
from pipeline.terminal.screen import say, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.core.accepted import Unplanned
    from pipeline.core.comparing import FileChange
    from pipeline.core.finding import Fact
    from pipeline.core.gap import GapKey
    from pipeline.core.words import Words
    from pipeline.run.history import Compared, ListedRun, ShownRun

_SHOWN = 60
_SIDES = ("first", "second")
_NOTHING = "-"


def show_all(listed: Sequence[ListedRun], words: Words) -> None:
    """A line for each run, and what to type to see more."""
    if not listed:
        say(words.say("cli", "no_runs_yet", command="ita consolidate MONTH"))
        return
    offices = len({one.run.organisation for one in listed}) > 1
    keys = [("cli", "run"), ("header", "month"), ("source_note", "as_of")]
    keys += [("cli", "run_versions"), ("edition", "label")]
    keys += [("cli", "run_stands"), ("cli", "run_files"), ("header", "verdict")]
    headers = [words.get(*key) for key in keys]
    rows = [_row(one, words) for one in listed]
    if offices:
        headers.append(words.get("header", "organisation"))
        rows = [(*row, one.run.organisation) for row, one in zip(rows, listed, strict=True)]
    table(headers, rows)
    say()
    say(words.say("cli", "next_step", command=words.get("cli", "history_next")))


def _row(one: ListedRun, words: Words) -> tuple[str, ...]:
    run = one.run
    return (
        words.value(run.number),
        words.value(run.month),
        words.value(run.as_of),
        f"{run.version} / {run.schema_version}",
        words.edition(one.edition),
        words.get("cli", "run_stands") if one.stands else "",
        _files(one, words),
        _counts(one.verdicts, words),
    )


def _files(one: ListedRun, words: Words) -> str:
    taken = sum(one.outcomes.get(outcome, 0) for outcome in TAKEN)
    refused = one.outcomes.get(Outcome.REFUSED, 0)
    return words.say("cli", "run_taken", taken=taken, refused=refused)


def _counts(verdicts: Mapping[str, int], words: Words) -> str:
    """Each verdict and how many duties have it, most first."""
    counted = sorted(verdicts.items(), key=lambda one: (-one[1], one[0]))
    return " · ".join(f"{_word('verdict', word, words)} {words.value(n)}" for word, n in counted)


def _word(group: str, code: str, words: Words) -> str:
    """The label of a code; the code where this program has no words for it any more."""
    return words.label(group, code) if words.has(group, code, "label") else code


def _describe(one: ListedRun, words: Words) -> str:
    """The run in a line: number, month, cut-off."""
    run = one.run
    return words.say("cli", "run_title", number=run.number, month=run.month, as_of=run.as_of)


def show_one(shown: ShownRun, words: Words) -> None:
    """The run, its files, the verdict on each duty, and its gaps counted."""
    listed, month = shown.listed, shown.kept.month
    run = listed.run
    say(_describe(listed, words), style="bold")
    facts = (
        (("header", "organisation"), run.organisation),
        (("source_note", "version"), run.version),
        (("source_note", "schema"), run.schema_version),
        (("edition", "label"), words.edition(listed.edition)),
        (("cli", "run_digest"), run.digest),
    )
    for keys, text in facts:
        if text:
            say(f"{words.get(*keys)}: {text}")
    say(words.get("cli", "run_stands" if listed.stands else "run_replaced"))
    _section(
        "compare_files",
        ("file", "division", "outcome"),
        [
            (one.received.name, one.division or "", words.get("outcome", one.outcome))
            for one in shown.kept.files
            if one.outcome is not Outcome.PASSED_OVER
        ],
        words,
    )
    _section(
        "compare_verdicts",
        ("division", "step", "verdict"),
        [
            (
                named_by(key)[0],
                _number((duty.measure_no, duty.step_no), words),
                _word("verdict", duty.verdict, words),
            )
            for key, duty in month.duties.items()
        ],
        words,
    )
    codes = sorted(gap.code for gap in month.gaps)
    rows = [(_word("gap", one, words), words.value(codes.count(one))) for one in set(codes)]
    _section("compare_gaps", ("gap", "count"), sorted(rows), words)


def show_difference(compared: Compared, words: Words) -> None:
    """Both runs, then what changed: files, verdicts, values, work outside the plan, gaps."""
    found = compared.difference
    say(f"{_describe(compared.before, words)} → {_describe(compared.now, words)}", style="bold")
    _section("compare_files", ("file", *_SIDES), [_file(one, words) for one in found.files], words)
    verdicts = [
        (
            one.division,
            _number((one.measure_no, one.step_no), words),
            *(
                _word("verdict", side, words) if side else _NOTHING
                for side in (one.before, one.now)
            ),
        )
        for one in found.verdicts
    ]
    _section("compare_verdicts", ("division", "step", *_SIDES), verdicts, words)
    values = [
        (
            one.division,
            _number((one.measure_no, one.step_no), words),
            words.get("column", one.field, "header"),
            _shortened(one.before, words),
            _shortened(one.now, words),
        )
        for one in found.values
    ]
    _section("compare_values", ("division", "step", "field", *_SIDES), values, words)
    for key, work in (("compare_removed", found.removed), ("compare_added", found.added)):
        _section(key, ("division", "step", "text"), [_work(one, words) for one in work], words)
    for key, gaps in (("compare_gone", found.gone), ("compare_come", found.come)):
        _section(key, ("gap", "division", "step"), [_gap(one, words) for one in gaps], words)
    if not any((found.files, found.verdicts, found.values, found.added, found.removed)) and not (
        found.come or found.gone
    ):
        say(words.get("cli", "compare_nothing"))


def _section(key: str, headers: Sequence[str], rows: Sequence[Sequence[str]], words: Words) -> None:
    """A table under its heading; nothing where it has no rows."""
    if not rows:
        return
    say()
    say(f"{words.get('cli', key)} ({words.value(len(rows))})", style="bold")
    table([_header(one, words) for one in headers], rows)


def _header(key: str, words: Words) -> str:
    return words.get("cli", f"compare_{key}") if key in _SIDES else words.get("header", key)


def _file(one: FileChange, words: Words) -> tuple[str, ...]:
    sides = [words.get("outcome", side) if side else _NOTHING for side in (one.before, one.now)]
    if one.content:
        sides[1] += f" ({words.get('cli', 'compare_content')})"
    return one.name, *sides


def _work(one: Unplanned, words: Words) -> tuple[str, str, str]:
    text = one.accepted.result or one.measure
    return one.division, _number((one.measure_no,), words), _shortened(text, words)


def _gap(one: GapKey, words: Words) -> tuple[str, str, str]:
    number = _number((one.measure_no, one.step_no), words)
    return _word("gap", one.code, words), one.division or "", f"{number} {one.mark}".strip()


def _number(numbers: Iterable[str | None], words: Words) -> str:
    return words.number(".".join(filter(None, numbers)))


def _shortened(fact: Fact, words: Words) -> str:
    """The value on one line, its end left out where it is long."""
    text = " ".join(words.value(fact).split()) or _NOTHING
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"
