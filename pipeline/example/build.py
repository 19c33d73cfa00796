"""Builds the example's workbooks from the memo's data: `python -m pipeline.example.build`."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.example.report import plan_report
from pipeline.publish.plan_workbook import PlanContents, plan_plan_workbook
from pipeline.sheets.writing import write_workbook
from schemas.frameworks import load_framework
from schemas.loading import load_schema, load_words

if TYPE_CHECKING:
    from pipeline.example.memo import Data


def build(folder: Path) -> None:
    """Write plan-2566.xlsx and the four divisions' workbooks of 2566-03 below the folder."""
    memo, notes = _read("seed_measures.json"), _read("notes.toml")
    inbox = folder / "inbox" / notes["month"]
    inbox.mkdir(parents=True, exist_ok=True)
    created = date.fromisoformat(notes["as_of"])
    words = load_words("th")
    contents = PlanContents(_plan_rows(memo, notes), notes["notes"])
    plan = plan_plan_workbook(load_schema(), words, contents, created)
    write_workbook(plan, folder / "plan-2566.xlsx")
    for division in notes["division"]:
        write_workbook(
            plan_report(memo, notes, division, words), inbox / f"{division['name']}.xlsx"
        )


def _read(name: str) -> Data:
    text = (files("pipeline.example") / name).read_text("utf-8")
    data: Data = json.loads(text) if name.endswith(".json") else tomllib.loads(text)
    return data


def _plan_rows(memo: Data, notes: Data) -> dict[str, list[Data]]:
    framework = load_framework(memo["seed_header"]["fiscal_year_be"])
    return {
        "organisation": [_organisation(memo["seed_header"], notes)],
        "divisions": [
            {key: one.get(key) for key in ("name", "aliases", "head")} for one in notes["division"]
        ],
        "measures": [row for measure in memo["measures"] for row in _steps(measure, notes)],
        "scores": [
            {"indicator": str(one.number)} for one in (framework.indicators if framework else ())
        ],
    }


def _organisation(header: Data, notes: Data) -> Data:
    district, province = header["district_as_written"].split()
    return {
        "code": notes["organisation_code"],
        "name": header["organization"],
        "district": district,
        "province": province,
        "fiscal_year": str(header["fiscal_year_be"]),
        "document_no": header["document_no"],
        "addressee": header["addressee"],
        "author": header["author_position"],
        "reviewers": " / ".join(one["position"] for one in header["reviewers"]),
    }


def _steps(measure: Data, notes: Data) -> list[Data]:
    number = measure["measure_no"]
    return [
        {
            "measure_no": str(number),
            "measure": measure["title"],
            "step_no": str(step_no),
            "method": method,
            "responsible": measure["responsible"],
            "period": measure["period_text"],
            "frequency": notes["frequency"].get(str(number)),
        }
        for step_no, method in enumerate(measure["methods"], start=1)
    ]


if __name__ == "__main__":
    build(Path("workbooks"))
