"""One run's results: as JSON, and as a page to read."""

from __future__ import annotations

import os
import platform
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from benchmarks.figures import (
    CALAMINE,
    HELP,
    HELP_TARGET,
    LABELS,
    MOST_MIB,
    OURS,
    PYTHON,
    WHOLE_COUNTRY,
    Judged,
    is_flat,
    judge,
    middle,
    ratio,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from benchmarks.spending import Spent

PICTURE = "seconds.svg"


@dataclass(frozen=True, slots=True)
class Results:
    """Runs by number of workbooks and contender, those of the start, and seconds by room."""

    repeat: int
    runs: dict[int, dict[str, list[Spent]]] = field(default_factory=dict)
    start: dict[str, list[Spent]] = field(default_factory=dict)
    rooms: dict[int, dict[str, float]] = field(default_factory=dict)

    def medians(self) -> dict[int, dict[str, Spent]]:
        """Medians by number of workbooks and contender."""
        return {forms: _middles(by_name) for forms, by_name in self.runs.items()}

    def as_json(self) -> dict[str, Any]:
        """Everything measured, for a program."""
        return {"machine": machine(), **asdict(self)}


def machine() -> dict[str, str]:
    """What may be told of the machine."""
    return {
        "cores": str(os.cpu_count()),
        "python": platform.python_version(),
        "system": platform.system(),
    }


def page(results: Results, why: str = "") -> str:
    """The results in Markdown; `why` is what people have found out about them."""
    return "\n".join([*_lines(results), *(["", why.strip()] if why else [])]) + "\n"


def _middles(runs: Mapping[str, Sequence[Spent]]) -> dict[str, Spent]:
    return {name: middle(spent) for name, spent in runs.items()}


def _lines(results: Results) -> Iterator[str]:
    here = machine()
    medians = results.medians()
    yield "# How fast"
    yield ""
    yield (
        f"One run on {here['cores']} cores, Python {here['python']}, {here['system']}; each figure"
        f" the median of {results.repeat}, contenders in turn, every one in a fresh process."
        " How to read it: [README.md](README.md)."
    )
    yield ""
    yield f"![Seconds over workbooks]({PICTURE})"
    for forms, by_name in sorted(medians.items()):
        yield from _table(forms, by_name)
    yield from _targets(results, medians)
    yield from _rooms(results.rooms)


def _table(forms: int, by_name: Mapping[str, Spent]) -> Iterator[str]:
    bare = by_name[CALAMINE].wall
    yield from ("", f"## {forms:,} workbooks", "")
    yield "| | wall s | CPU s | peak MiB | x bare read |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for name, spent in by_name.items():
        figures = (f"{spent.wall:.2f}", f"{spent.cpu:.2f}", f"{spent.peak_mib:.0f}")
        yield f"| {LABELS[name]} | {' | '.join(figures)} | {spent.wall / bare:.1f} |"


def _targets(results: Results, medians: Mapping[int, Mapping[str, Spent]]) -> Iterator[str]:
    yield from ("", "## Targets", "")
    yield "| what | workbooks | target | measured | |"
    yield "| --- | ---: | ---: | ---: | --- |"
    for one in judge(medians):
        yield _target(one, f"{one.forms:,}")
    start = _middles(results.start)
    if start:
        yield _target(Judged(HELP_TARGET, 0, ratio(HELP_TARGET, start)), "")
    yield from _memory({forms: by_name[OURS].peak_mib for forms, by_name in medians.items()})
    if start:
        milliseconds = (
            f"{start[name].wall * 1000:.0f} ms {LABELS[name]}" for name in (PYTHON, HELP)
        )
        yield from ("", "Start: " + ", ".join(milliseconds) + ".")


def _target(one: Judged, forms: str) -> str:
    target = one.target
    asked = f"at most {target.most:g}" if target.most is not None else f"at least {target.least:g}"
    if target.goal is not None:
        asked += f" (goal {target.goal:g})"
    what = f"{LABELS[target.of]} / {LABELS[target.over]}"
    return f"| {what} | {forms} | {asked} | {one.ratio:.2f} | {_verdict(met=one.met)} |"


def _memory(peaks: Mapping[int, float]) -> Iterator[str]:
    most = max(peaks)
    if most >= WHOLE_COUNTRY:
        peak = peaks[most]
        asked, verdict = f"at most {MOST_MIB:g}", _verdict(met=peak <= MOST_MIB)
        yield f"| peak memory, MiB | {most:,} | {asked} | {peak:.0f} | {verdict} |"
    flat = is_flat(peaks.items())
    if flat is not None:
        yield f"| peak memory flat from 1,000 on | {most:,} | yes | | {_verdict(met=flat)} |"


def _verdict(*, met: bool) -> str:
    return "met" if met else "**missed**"


def _rooms(rooms: Mapping[int, Mapping[str, float]]) -> Iterator[str]:
    """A table of seconds: a row a room, a column a number of workbooks."""
    if not rooms:
        return
    sizes = sorted(rooms)
    names = dict.fromkeys(name for forms in sizes for name in rooms[forms])
    yield from ("", "## Where the time of `ita consolidate` goes", "")
    yield "Wall seconds of one run by room; reading in children counts where merging waits for it."
    yield ""
    yield f"| room | {' | '.join(f'{forms:,}' for forms in sizes)} |"
    yield f"| --- |{' ---: |' * len(sizes)}"
    for name in names:
        yield f"| {name} | {' | '.join(f'{rooms[forms].get(name, 0.0):.2f}' for forms in sizes)} |"
