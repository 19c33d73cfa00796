"""Who runs over the same workbooks: `python -m benchmarks.contenders NAME WORKSPACE OUT`.

Each imports what it needs itself, as a fresh process would.
"""

from __future__ import annotations

import sys
from pathlib import Path

# Row 9 of the sheet, counted from 0: the naive script's author has looked once.
HEADER = 8
SHEET = "รายงานผล"
_MONTH = "2566-03"


def bare_read(workspace: Path, _: Path) -> None:
    """Every sheet of every workbook by calamine alone, one after the other."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415

    for path in _forms(workspace):
        book = CalamineWorkbook.from_path(path)
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()


def naive_openpyxl(workspace: Path, out: Path) -> None:
    """The script that anyone writes first."""
    _naive(workspace, out, "openpyxl")


def naive_calamine(workspace: Path, out: Path) -> None:
    """The same with the fast reader."""
    _naive(workspace, out, "calamine")


def _naive(workspace: Path, out: Path, engine: str) -> None:
    import pandas as pd  # noqa: PLC0415

    frames = [
        pd.read_excel(path, sheet_name=SHEET, header=HEADER, engine=engine)  # type: ignore[call-overload]
        for path in _forms(workspace)
    ]
    out.mkdir(parents=True, exist_ok=True)
    pd.concat(frames).to_excel(out / "naive.xlsx", index=False)


def read_and_check(workspace: Path, _: Path) -> None:
    """Ours up to the findings: plan, reading in children, merge, checks; nothing is written."""
    import os  # noqa: PLC0415

    from pipeline.core.calendar import Month  # noqa: PLC0415
    from pipeline.core.past import Past  # noqa: PLC0415
    from pipeline.intake.folder import find_files  # noqa: PLC0415
    from pipeline.intake.read import read_each  # noqa: PLC0415
    from pipeline.run.consolidate import Request, context_of  # noqa: PLC0415
    from pipeline.run.deciding import check_files  # noqa: PLC0415
    from pipeline.run.plan_file import load_plan  # noqa: PLC0415
    from pipeline.run.settings import Settings  # noqa: PLC0415
    from pipeline.run.workspace import Places  # noqa: PLC0415
    from schemas.loading import load_schema, load_words  # noqa: PLC0415

    month = Month(*map(int, _MONTH.split("-")))
    words, settings = load_words("th"), Settings()
    request = Request(Places(workspace), month, settings, words)
    path = request.places.plan_file(month.fiscal_year)
    plan = load_plan(path, load_schema(), settings.limits, words)
    received = find_files(request.places.inbox_folder(month))
    files = read_each(received, settings.limits, os.cpu_count() or 1)
    check_files(files, context_of(request, plan, Past()))


def _forms(workspace: Path) -> list[Path]:
    return sorted((workspace / "workbooks" / "inbox" / _MONTH).glob("*.xlsx"))


BY_NAME = {
    "calamine": bare_read,
    "naive-openpyxl": naive_openpyxl,
    "naive-calamine": naive_calamine,
    "read-and-check": read_and_check,
}

if __name__ == "__main__":
    BY_NAME[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
