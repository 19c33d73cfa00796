"""A workspace of so many filled forms and the plan that they answer, made once and kept."""

from __future__ import annotations

import hashlib
import shutil
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.forms import plan_form
from benchmarks.texts import load_texts
from pipeline.publish.plan_workbook import PlanContents, plan_plan_workbook
from pipeline.sheets.writing import write_workbook
from schemas.loading import load_schema, load_words

if TYPE_CHECKING:
    from benchmarks.texts import Texts

SEED = 2566
_CHUNK = 20
_MADE_BY = ("texts.toml", "texts.py", "filling.py", "forms.py", "workspaces.py")


def workspace_of(forms: int, folder: Path, jobs: int) -> Path:
    """The workspace with so many forms below `folder`; one made earlier by the same code is kept.

    One organisation whose divisions are those of invented offices, eight each: every step of the
    plan is owed by all of them.
    """
    place = folder / f"forms-{forms}"
    mark, made_by = place / "made-by.txt", _made_by()
    if mark.is_file() and mark.read_text("utf-8") == made_by:
        return place
    if place.exists():
        shutil.rmtree(place)
    _make(place, forms, jobs)
    mark.write_text(made_by, "utf-8")
    return place


def inbox_of(workspace: Path) -> Path:
    """Where the forms of a workspace stand."""
    return workspace / "workbooks" / "inbox" / load_texts().month


def write_form(inbox: Path, number: int) -> Path:
    """Write the form of division `number` into the folder, named as its division."""
    path = inbox / f"{load_texts().division(number)}.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    plan = plan_form(number, SEED)
    write_workbook(plan, path)
    return path


def write_plan(path: Path, divisions: int) -> None:
    """Write the plan workbook of an organisation of so many divisions."""
    path.parent.mkdir(parents=True, exist_ok=True)
    texts = load_texts()
    contents = PlanContents(_plan_rows(texts, divisions), (texts.notice,))
    plan = plan_plan_workbook(load_schema(), load_words("th"), contents, texts.as_of)
    write_workbook(plan, path)


def _make(place: Path, forms: int, jobs: int) -> None:
    year = load_texts().month.partition("-")[0]
    write_plan(place / "workbooks" / f"plan-{year}.xlsx", forms)
    with ProcessPoolExecutor(jobs, get_context("spawn")) as pool:
        list(pool.map(partial(write_form, inbox_of(place)), range(1, forms + 1), chunksize=_CHUNK))


def _made_by() -> str:
    """Fingerprint of what the forms are made by."""
    here = Path(__file__).parent
    return hashlib.sha256(b"".join((here / name).read_bytes() for name in _MADE_BY)).hexdigest()


def _plan_rows(texts: Texts, divisions: int) -> dict[str, list[dict[str, Any]]]:
    return {
        "organisation": [
            {
                "code": texts.organisation_code,
                "name": texts.organisation,
                "fiscal_year": texts.month.partition("-")[0],
            }
        ],
        "divisions": [{"name": texts.division(number)} for number in range(1, divisions + 1)],
        "measures": [
            {
                "measure_no": str(number),
                "measure": measure.title,
                "step_no": str(step_no),
                "method": method,
                "responsible": texts.every_division,
                "period": measure.period,
            }
            for number, measure in enumerate(texts.measures, start=1)
            for step_no, method in enumerate(measure.steps, start=1)
        ],
    }
