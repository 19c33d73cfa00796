"""One division's filled form of the example, as a value."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pipeline.core.calendar import Month
from pipeline.core.duty import duties_of, key_of
from pipeline.core.plan import Division
from pipeline.example.memo import Data, plan_of_memo
from pipeline.forms.form import plan_form
from pipeline.forms.issue import Filling, Issue
from pipeline.sheets.plan import ColumnPlan, SheetPlan, WorkbookPlan
from pipeline.sheets.styles import PLAIN
from schemas.loading import load_schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.core.words import Words

_NOTE_WIDTH = 110
_DAYS_TO_SEND = 5


def plan_report(memo: Data, notes: Data, division: Data, words: Words) -> WorkbookPlan:
    """The division's form with what the memo says of it, and where that is from."""
    month = Month(*map(int, notes["month"].split("-")))
    plan = plan_of_memo(memo, notes)
    owed = (duty for duty in duties_of(plan, month) if duty.division == division["name"])
    issue = Issue(
        plan=plan,
        duties=tuple(owed),
        division=Division(division["name"], head=division.get("head", "")),
        month=month,
        as_of=date.fromisoformat(notes["as_of"]),
        due=month.last + timedelta(days=_DAYS_TO_SEND),
        schema=load_schema(),
        words=words,
        filling=_filling(memo, notes, division, words),
    )
    book = plan_form(issue)
    form, *others = book.sheets
    return replace(book, sheets=(form, _note_sheet(notes, words), *others))


def _filling(memo: Data, notes: Data, division: Data, words: Words) -> Filling:
    """What the division reports: by step what answers it, the other results as unplanned work."""
    measures = [one for one in memo["measures"] if one["responsible"] == division["responsible"]]
    rows: dict[str, Mapping[str, str]] = {}
    unplanned: list[Mapping[str, str]] = []
    for measure in measures:
        number, results = str(measure["measure_no"]), measure["results"]
        for step_no in range(1, len(measure["methods"]) + 1):
            own = [one for one in results if one["answers_method"] == step_no]
            rows[key_of(division["name"], f"{number}.{step_no}")] = _filled(own, notes, words)
        if measure["recommendations"]:
            first = key_of(division["name"], f"{number}.1")
            advice = "\n".join(measure["recommendations"])
            rows[first] = {**rows[first], "recommendation": advice}
        others = [one for one in results if one["answers_method"] is None]
        common = {"measure_no": number, "measure": measure["title"]}
        unplanned += [{**common, **_filled([one], notes, words)} for one in others]
    return Filling(rows, tuple(unplanned), {"reporter": division["reporter"]})


def _filled(results: list[Data], notes: Data, words: Words) -> dict[str, str]:
    texts = [_item(one, notes) for one in results]
    done = any(word in text for text in texts for word in notes["done_words"])
    status = "done" if done else "in_progress" if texts else "not_started"
    filled = {"status": words.get("status", status)}
    return {**filled, "result": "\n".join(texts)} if texts else filled


def _item(result: Data, notes: Data) -> str:
    mark, text = result["no_text"], result["text"]
    if mark is None:
        return str(text)
    form = notes["bullet_mark"] if mark == "-" else notes["number_mark"]
    return str(form.format(mark=mark, text=text))


def _note_sheet(notes: Data, words: Words) -> SheetPlan:
    name = words.get("plan", "note", "sheet")
    columns = (ColumnPlan("note", name, _NOTE_WIDTH, style=PLAIN),)
    return SheetPlan(name, columns, tuple((note,) for note in notes["notes"]))
