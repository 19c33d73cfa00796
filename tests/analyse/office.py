"""A small office: its plan, its reports and what is decided of them, from text tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from pipeline.analyse.analysing import analyse
from pipeline.analyse.scene import Reports, Scene, deadlines, decide_duties
from pipeline.core.accepted import Accepted
from pipeline.core.address import Address
from pipeline.core.calendar import FiscalYear, Month, Span, parse_span
from pipeline.core.duty import Duty, State, Status, Tracked, duties_of
from pipeline.core.finding import Finding
from pipeline.core.past import Past
from pipeline.core.periods import parse_frequency, parse_period
from pipeline.core.plan import Division, Measure, Organisation, Plan, Score, Step
from schemas.frameworks import load_framework
from schemas.loading import load_schema, load_words
from tests.tables import past_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.core.gap import Gap

DIVISION = "กองคลัง"
YEAR = FiscalYear(2566)
MONTH = Month(2566, 3)
EARLIER = Month(2566, 2)
AS_OF = date(2023, 4, 4)
PLAN_CELL = Address("plan-2566.xlsx", "มาตรการ", 2, 7)
REPORT_CELL = Address("กองคลัง.xlsx", "รายงานผล", 8, 6)
EVERY_INDICATOR = tuple(str(number) for number in range(1, 11))
GOOD_SCORES = tuple(Score(number, 90.0, "", PLAN_CELL) for number in EVERY_INDICATOR)

STATUSES = {
    "none": None,
    "not": Status.NOT_STARTED,
    "doing": Status.IN_PROGRESS,
    "going on": Status.CONTINUING,
    "done": Status.DONE,
    "cancel": Status.CANCELLED,
}
LETTERS = {
    State.WAIVED: "w",
    State.CANCELLED: "c",
    State.DONE: "D",
    State.DONE_UNPROVED: "U",
    State.UNMATCHED: "x",
    State.MISSED: "M",
    State.OPEN: "o",
    State.NOT_DUE: ".",
}


def table(text: str) -> list[dict[str, str]]:
    """The rows of a text table by its first line's names; lines that open with # are left out."""
    lines = [line.strip() for line in text.strip().splitlines()]
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in lines if line[:1] == "|"
    ]
    return [dict(zip(cells[0], row, strict=True)) for row in cells[1:]]


def make_step(period: str, often: str = "", **more: object) -> Step:
    """A step of measure 1 owed by กองคลัง, read from the plan's own words."""
    read = parse_period(period, YEAR)
    no = str(more.pop("step_no", "1"))
    number = str(more.pop("measure_no", "1"))
    values: dict[str, object] = {
        "code": f"{number}.{no}",
        "measure_no": number,
        "step_no": no,
        "method": "วิธี",
        "responsible": DIVISION,
        "divisions": (DIVISION,),
        "period": read,
        "where": PLAN_CELL,
        "frequency": parse_frequency(often) if often else read.frequency,
    }
    return Step(**(values | more))  # type: ignore[arg-type]  # names are the dataclass's own


def make_plan(*steps: Step, **more: object) -> Plan:
    """A plan of the steps in which nothing is amiss but what `more` says.

    Every indicator is answered and scored well; steps come under the measures that they name.
    """
    numbers = dict.fromkeys(step.measure_no for step in steps)
    divisions = dict.fromkeys(name for step in steps for name in step.divisions)
    plan = Plan(
        file="plan-2566.xlsx",
        sha256="0" * 64,
        organisation=Organisation("99999", "อบต.ตัวอย่าง", YEAR),
        divisions=tuple(map(Division, divisions)),
        measures=tuple(
            Measure(
                number,
                f"มาตรการ {number}",
                tuple(step for step in steps if step.measure_no == number),
                PLAN_CELL,
                EVERY_INDICATOR,
            )
            for number in numbers
        ),
        scores=GOOD_SCORES,
    )
    return replace(plan, **more)  # type: ignore[arg-type]


def spans(text: str) -> tuple[Span, ...]:
    """`2023-02-15, 2023-03`: days and whole months."""
    return tuple(_span(one.strip()) for one in text.split(",") if one.strip())


def _span(text: str) -> Span:
    year, month, *day = text.split("-")
    return parse_span(text) if day else Month(int(year) + 543, int(month)).span


def said(status: Status | None, **values: object) -> Accepted:
    """Accepted values of this month."""
    month = values.pop("month", MONTH)
    return Accepted(month, REPORT_CELL, "1" * 64, status=status, **values)  # type: ignore[arg-type]


def report(
    *,
    accepted: dict[str, Accepted] | None = None,
    blank: Iterable[str] = (),
    submitted: Iterable[str] = (DIVISION,),
    nil: Iterable[str] = (),
    refused: Iterable[str] = (),
) -> Reports:
    """What came in; refused files had a password."""
    reasons = {name: Finding("file_encrypted", Address(f"{name}.xlsx")) for name in refused}
    return Reports(
        accepted or {}, frozenset(blank), (), frozenset(submitted), frozenset(nil), reasons
    )


def make_scene(
    plan: Plan,
    reports: Reports,
    as_of: date = AS_OF,
    past: Past | None = None,
    month: Month = MONTH,
) -> Scene:
    """The month as the analysis sees it, with the usual settings."""
    past = past or Past()
    return Scene(
        plan=plan,
        month=month,
        as_of=as_of,
        schema=load_schema(),
        framework=load_framework(2566),
        score_framework=load_framework(2565),
        past=past,
        reports=reports,
        deadlines=deadlines(plan, month, as_of, (5, None)),
        behind_points=20.0,
        silent_months=3,
        decided=decide_duties(plan, month, as_of, (reports, past), 20.0),
    )


@dataclass(frozen=True)
class Told:
    """What the month says of the first duty of the plan."""

    tracked: Tracked
    gaps: tuple[Gap, ...]

    @property
    def states(self) -> str:
        return "".join(LETTERS[one.state] for one in self.tracked.occurrences)

    @property
    def codes(self) -> list[str]:
        return [gap.code for gap in self.gaps]

    def gap(self, code: str) -> Gap:
        (found,) = (gap for gap in self.gaps if gap.code == code)
        return found


def unsaid(gap: Gap) -> set[str]:
    """Values that the gap's sentence names, outside its optional part, and that the gap lacks."""
    sentence = load_words("th").get("gap", gap.code, "sentence")
    needed = re.findall(r"\{(\w+)\}", re.sub("⟦[^⟧]*⟧", "", sentence))
    return {name for name in needed if gap.facts.get(name) is None}


def tell(scene: Scene) -> Told:
    """The first row of the tracking sheet and every gap of the month; each gap can be said."""
    analysis = analyse(scene)
    assert [(gap.code, unsaid(gap)) for gap in analysis.gaps if unsaid(gap)] == []
    return Told(analysis.tracked[0], analysis.gaps)


def first_duty(plan: Plan) -> Duty:
    return duties_of(plan, MONTH)[0]


def tell_one(
    step: Step, standing: Accepted | None, sent: str = "row", as_of: date = AS_OF, **plan: object
) -> Told:
    """One step's month.

    `sent`: its `row`, a `nil` return, a `blank` row, an `absent` one, `nothing`, or a file that was
    `refused`; other than by its row, `standing` is of an earlier month.
    """
    made = make_plan(step, **plan)
    key = first_duty(made).key
    now = sent == "row" and standing is not None
    reports = report(
        accepted={key: standing} if now and standing else {},
        blank=(key,) if sent == "blank" else (),
        submitted=() if sent in ("nothing", "refused") else (DIVISION,),
        nil=(DIVISION,) if sent == "nil" else (),
        refused=(DIVISION,) if sent == "refused" else (),
    )
    past = past_of({} if now or standing is None else {key: standing}, EARLIER)
    return tell(make_scene(made, reports, as_of, past))
