from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.publish.writing import write_month

if TYPE_CHECKING:
    from pipeline.core.report import MonthReport
    from pipeline.core.words import Words

ROOT = Path(__file__).parents[2]
SCRIPT = """
import sys
from pathlib import Path
from pipeline.publish.writing import write_month
from schemas.loading import load_words
from tests.publish.office_month import make_report
write_month(make_report(), load_words("th"), Path(sys.argv[1]), {})
"""


def test_the_files_of_the_month_are_written_and_the_record_last(
    report: MonthReport, english: Words, tmp_path: Path, links: dict[str, str]
) -> None:
    names = write_month(report, english, tmp_path, links)
    assert names == (
        "tracking.xlsx",
        "tracking.csv",
        "gaps.csv",
        "findings.csv",
        "readings.csv",
        "submissions.csv",
        "run.json",
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)
    record = json.loads((tmp_path / "run.json").read_text("utf-8"))
    assert {one["file"]: one["sha256"] for one in record["outputs"]} == {
        name: hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() for name in names[:-1]
    }


def test_the_same_month_gives_the_same_bytes_anywhere(tmp_path: Path) -> None:
    made = []
    for zone, seed in (("Asia/Bangkok", "1"), ("America/New_York", "2")):
        folder = tmp_path / seed
        folder.mkdir()
        subprocess.run(  # noqa: S603 - this interpreter on our own script
            [sys.executable, "-c", SCRIPT, str(folder)],
            check=True,
            cwd=ROOT,
            env={**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        )
        made.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert made[0] == made[1]
