"""Forms issued and forms marked, beside the libraries alone: `python -m benchmarks.paperwork`."""

from __future__ import annotations

import argparse
import statistics
import tempfile
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import xlsxwriter
from openpyxl import load_workbook

from benchmarks.texts import load_texts
from benchmarks.workspaces import write_plan
from pipeline.core.address import Address
from pipeline.core.calendar import Month
from pipeline.core.finding import Severity
from pipeline.core.past import Past
from pipeline.forms.form import plan_form
from pipeline.publish.marking.marked import mark_workbook
from pipeline.publish.marking.notes import Mark
from pipeline.run.consolidate import Request, plan_of
from pipeline.run.issue import forms_of
from pipeline.run.settings import Settings
from pipeline.run.workspace import Places
from pipeline.sheets.writing import write_workbook
from schemas.loading import load_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pipeline.core.words import Words

_PAGE = Path("benchmarks/FORMS.md")
_MARKS = 20
_TARGET = 35
_FIRST = 8


def main() -> None:
    """Measure, and write the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.paperwork", description=__doc__)
    parser.add_argument("--forms", type=int, default=100, metavar="N")
    parser.add_argument("--out", type=Path, default=_PAGE)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asked.out.write_text(page(asked.forms, measure(asked.forms, Path(folder))), "utf-8")


def measure(forms: int, folder: Path) -> dict[str, list[float]]:
    """Milliseconds of each form by what was done with it, all in turn, form by form."""
    request = _request(folder, forms)
    issues = forms_of(request, plan_of(request).plan, Past())
    words, created = request.words, request.cut_off
    spent: dict[str, list[float]] = {}

    def timed(name: str, do: Callable[[], object]) -> None:
        begun = perf_counter()
        do()
        spent.setdefault(name, []).append(1000 * (perf_counter() - begun))

    for number, issue in enumerate(issues):
        form, marked = folder / f"{number}.xlsx", folder / f"{number} marked.xlsx"
        bare, saved = folder / "bare.xlsx", folder / "saved.xlsx"
        timed("issue", lambda: write_workbook(plan_form(issue), form))  # noqa: B023 - called at once
        load_rows(form)
        timed("bare_write", lambda: _write_bare(form, bare))  # noqa: B023 - the same
        timed("mark", lambda: mark_workbook(form, _marks(issue.words), words, created, marked))  # noqa: B023
        timed("bare_save", lambda: load_workbook(form).save(saved))  # noqa: B023 - the same
    spent["bytes"] = [float((folder / "0.xlsx").stat().st_size)]
    return spent


def _request(folder: Path, forms: int) -> Request:
    texts = load_texts()
    month = Month(*map(int, texts.month.split("-")))
    write_plan(folder / "workbooks" / f"plan-{month.fiscal_year.be_year}.xlsx", forms)
    return Request(Places(folder), month, Settings(), load_words("th"), texts.as_of)


def _marks(words: Words) -> tuple[Mark, ...]:
    """So many marks spread over the form's input cells."""
    sheet = words.get("form", "sheet")
    said = words.get("form", "lack", "no_date")
    places = ((_FIRST + number % 6, 7 + number // 6) for number in range(_MARKS))
    return tuple(Mark(Address("", sheet, *place), Severity.ERROR, "", said) for place in places)


def _write_bare(form: Path, path: Path) -> None:
    """The form's cells written plainly."""
    book = xlsxwriter.Workbook(str(path))
    for sheet in load_rows(form):
        page = book.add_worksheet()
        for number, row in enumerate(sheet):
            page.write_row(number, 0, row)
    book.close()


@cache
def load_rows(form: Path) -> tuple[tuple[tuple[object, ...], ...], ...]:
    """The cells of every sheet of the workbook."""
    book = load_workbook(form)
    return tuple(tuple(sheet.iter_rows(values_only=True)) for sheet in book.worksheets)


def page(forms: int, spent: Mapping[str, Sequence[float]]) -> str:
    """The page that shows the figures as ratios."""
    middle = {name: statistics.median(times) for name, times in spent.items()}
    rows = [
        ("issue a form", "issue", "write its cells plainly with xlsxwriter", "bare_write"),
        (f"mark a form at {_MARKS} cells", "mark", "open and save it with openpyxl", "bare_save"),
    ]
    lines = [
        f"| {what} | {middle[own]:.0f} | {beside} | {middle[bare]:.0f} | "
        f"{middle[own] / middle[bare]:.1f}x |"
        for what, own, beside, bare in rows
    ]
    met = "met" if middle["mark"] <= _TARGET else "missed"
    return "\n".join(
        [
            "# Forms issued and marked",
            "",
            (
                f"Made by `python -m benchmarks.paperwork`. {forms} forms, one after the other in "
                "one process; milliseconds are medians on two shared cores, so read the ratios."
            ),
            "",
            "| what | ms | beside it | ms | ratio |",
            "| --- | --- | --- | --- | --- |",
            *lines,
            "",
            (
                f"A form has {middle['bytes'] / 1000:.0f} kB. The target of {_TARGET} ms for "
                f"marking a form is {met} here."
            ),
            "",
        ]
    )


if __name__ == "__main__":
    main()
