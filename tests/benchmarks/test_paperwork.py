from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.paperwork import measure, page

if TYPE_CHECKING:
    from pathlib import Path


def test_every_form_is_issued_and_marked_once(tmp_path: Path) -> None:
    spent = measure(2, tmp_path)
    assert {name: len(times) for name, times in spent.items()} == {
        "issue": 2,
        "bare_write": 2,
        "mark": 2,
        "bare_save": 2,
        "bytes": 1,
    }
    assert spent["bytes"][0] < 60_000


def test_the_page_tells_medians_and_ratios() -> None:
    spent = {
        "issue": [10.0, 30.0, 20.0],
        "bare_write": [10.0],
        "mark": [40.0],
        "bare_save": [80.0],
        "bytes": [24_000.0],
    }
    told = page(3, spent)
    assert "| issue a form | 20 | write its cells plainly with xlsxwriter | 10 | 2.0x |" in told
    assert "| 40 | open and save it with openpyxl | 80 | 0.5x |" in told
    assert "24 kB" in told
    assert "missed" in told
