"""Measures everything in one run: `python -m benchmarks --sizes 5 100 1000`."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.figures import (
    AGAIN,
    CALAMINE,
    HELP,
    NAIVE_CALAMINE,
    NAIVE_OPENPYXL,
    OURS,
    PYTHON,
    READ_AND_CHECK,
)
from benchmarks.picture import draw
from benchmarks.results import PICTURE, Results, page
from benchmarks.spending import measure
from benchmarks.texts import load_texts
from benchmarks.workspaces import inbox_of, workspace_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.spending import Spent

_ITA = (sys.executable, "-c", "from pipeline.cli import main; main()")
_STARTS = 10
_WHY = Path(__file__).with_name("why.md")


def main() -> None:
    """Make the forms, measure, write RESULTS.md, results.json and the picture."""
    asked = _arguments()
    scratch = asked.scratch or Path(tempfile.gettempdir()) / "ita-benchmarks"
    results = Results(asked.repeat)
    measure_start(results)
    for forms in asked.sizes:
        _tell(f"{forms:,} workbooks: forms")
        workspace = workspace_of(forms, scratch, os.cpu_count() or 1)
        measure_forms(results, forms, workspace)
        _write(results, asked.out)


def measure_start(results: Results) -> None:
    """What the door and Python alone take to start."""
    for _ in range(_STARTS):
        results.start.setdefault(PYTHON, []).append(measure([sys.executable, "-c", "pass"]))
        results.start.setdefault(HELP, []).append(measure([*_ITA, "--help"]))


def measure_forms(results: Results, forms: int, workspace: Path) -> None:
    """All contenders in turn over one workspace, so many times; then the rooms of ours."""
    for path in inbox_of(workspace).iterdir():  # nobody is to pay for a cold disk
        path.read_bytes()
    runs: defaultdict[str, list[Spent]] = defaultdict(list)
    for number in range(1, results.repeat + 1):
        for name, spent in _round(workspace):
            _tell(f"{forms:,} workbooks, round {number}: {name} {spent.wall:.2f} s")
            runs[name].append(spent)
    results.runs[forms] = dict(runs)
    shutil.rmtree(workspace / "outputs", ignore_errors=True)
    found = workspace / "rooms.json"
    measure([sys.executable, "-m", "benchmarks.rooms", str(workspace), str(found)])
    results.rooms[forms] = json.loads(found.read_text("utf-8"))


def _round(workspace: Path) -> Iterator[tuple[str, Spent]]:
    out = workspace / "naive"
    for name in (CALAMINE, NAIVE_OPENPYXL, NAIVE_CALAMINE, READ_AND_CHECK):
        module = (sys.executable, "-m", "benchmarks.contenders")
        yield name, measure([*module, name, str(workspace), str(out)])
    shutil.rmtree(workspace / "outputs", ignore_errors=True)
    ours = [*_ITA, "consolidate", load_texts().month, "--workspace", str(workspace)]
    yield OURS, measure(ours)
    yield AGAIN, measure(ours)


def _write(results: Results, out: Path) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(page(results, _WHY.read_text("utf-8")), "utf-8")
    out.with_name("results.json").write_text(
        json.dumps(results.as_json(), indent=1) + "\n", "utf-8"
    )
    out.with_name(PICTURE).write_text(draw(results.medians()), "utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[5, 100, 1000], metavar="N")
    parser.add_argument("--repeat", type=int, default=3, metavar="N")
    parser.add_argument("--out", type=Path, default=Path("benchmarks/RESULTS.md"))
    parser.add_argument("--scratch", type=Path, help="where forms are made and kept")
    return parser.parse_args()


def _tell(text: str) -> None:
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    main()
