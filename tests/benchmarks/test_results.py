from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

from benchmarks.figures import AGAIN, CALAMINE, HELP, OURS, PYTHON
from benchmarks.picture import draw
from benchmarks.results import Results, page
from benchmarks.spending import Spent

if TYPE_CHECKING:
    from collections.abc import Iterable


def runs(*walls: float) -> list[Spent]:
    return [Spent(wall, 2 * wall, 150.0) for wall in walls]


RESULTS = Results(
    3,
    runs={1000: {CALAMINE: runs(1.0, 3.0, 2.0), OURS: runs(9.0, 8.0, 7.0), AGAIN: runs(4.0)}},
    start={PYTHON: runs(0.02), HELP: runs(0.1)},
    rooms={1000: {"merge": 1.25}},
)


def lines_with(text: str, lines: Iterable[str]) -> list[str]:
    return [line for line in lines if text in line]


def test_the_page_gives_medians_ratios_and_what_is_missed() -> None:
    lines = page(RESULTS).splitlines()
    assert "| `ita consolidate` | 8.00 | 16.00 | 150 | 4.0 |" in lines
    assert lines_with("at most 5 (goal 4)", lines) == [
        "| `ita consolidate` / calamine's bare read | 1,000 | at most 5 (goal 4) | 4.00 | met |"
    ]
    assert lines_with("at most 0.02", lines)[0].endswith("| 0.50 | **missed** |")
    assert lines_with("at most 8", lines)[0].endswith("| 5.00 | met |")
    assert "| merge | 1.25 |" in lines


def test_the_page_tells_of_the_machine_its_cores_python_and_system_only() -> None:
    told = json.loads(json.dumps(RESULTS.as_json()))
    assert set(told["machine"]) == {"cores", "python", "system"}
    assert told["runs"]["1000"][CALAMINE][0] == {"wall": 1.0, "cpu": 2.0, "peak_mib": 150.0}


def test_what_people_found_out_ends_the_page() -> None:
    assert page(RESULTS, "# Why\n\nso\n").endswith("| merge | 1.25 |\n\n# Why\n\nso\n")


def test_the_picture_has_a_line_a_contender() -> None:
    root = ET.fromstring(draw(RESULTS.medians()))  # noqa: S314 - our own text
    lines = root.findall("{http://www.w3.org/2000/svg}polyline")
    assert sum(bool(line.get("points")) for line in lines) == 3
