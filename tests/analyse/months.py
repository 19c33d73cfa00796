"""Random months for property tests: plans of all kinds of periods, reports, pasts, cut-offs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from pipeline.core.calendar import Span
from pipeline.core.duty import Occurrence, Phase, State, Status, duties_of
from pipeline.core.plan import Plan, Waiver
from tests.analyse.office import (
    EARLIER,
    LETTERS,
    MONTH,
    PLAN_CELL,
    YEAR,
    make_plan,
    make_scene,
    make_step,
    report,
    said,
)
from tests.tables import past_of

if TYPE_CHECKING:
    from pipeline.analyse.scene import Reports, Scene
    from pipeline.core.accepted import Accepted
    from pipeline.core.calendar import Month
    from pipeline.core.past import Past
    from pipeline.core.plan import Step

DIVISIONS = ("กองคลัง", "กองช่าง", "สำนักปลัด")
START = date(2022, 10, 1)

# A period, a frequency, and how many occurrences they make: counted by hand.
PERIODS = (
    ("มี.ค. ๖๖", "", 1),
    ("๑๕ ก.พ. ๖๖", "", 1),
    ("ม.ค. - ก.ย. ๖๖", "", 1),
    ("ม.ค. - ก.ย. ๖๖", "ทุกเดือน", 9),
    ("ต.ค. ๖๕ - ก.ย. ๖๖", "ทุกเดือน", 12),
    ("ต.ค. ๖๕ - ก.ย. ๖๖", "ทุกไตรมาส", 4),
    ("ธ.ค. ๖๕ - พ.ค. ๖๖", "ทุกไตรมาส", 3),
    ("ต.ค. ๖๕ - ก.ย. ๖๖", "ทุก ๖ เดือน", 2),
    ("ต.ค. ๖๕ - ก.ย. ๖๖", "ทุกปี", 1),
    ("ตลอดปี", "ต่อเนื่อง", 1),
    ("ตลอดปี ๖๖", "", 1),
    ("-มี.ค. ๖๖ -ก.ย. ๖๖", "", 2),
    ("-มี.ค. ๖๖ -ก.ย. ๖๖", "ครั้งเดียว", 1),
    ("ไตรมาส ๑ และ ๓", "", 2),
    ("ทุก ๖ เดือน (มี.ค. ๖๖, ก.ย. ๖๖)", "", 2),
    ("ทุกเดือน", "", 12),
    ("", "ทุกเดือน", 12),
    ("", "", 1),
    ("เมื่อมีงบประมาณ", "", 1),
    ("ภายใน มิ.ย. ๖๖", "", 1),
    ("ตั้งแต่ ก.พ. ๖๖ เป็นต้นไป", "", 1),
)


@dataclass(frozen=True)
class RandomMonth:
    """A plan, what came in of it, and when it is looked at; `planned` counts its occurrences."""

    plan: Plan
    planned: int
    reports: Reports
    past: Past
    as_of: date

    def scene(self, as_of: date | None = None, reports: Reports | None = None) -> Scene:
        return make_scene(self.plan, reports or self.reports, as_of or self.as_of, self.past)


@cache
def _step(place: int, no: int) -> Step:
    period, often, _ = PERIODS[place]
    return make_step(period, often, step_no=no)


# Any day, and often the first or last day of a month, where windows begin and end.
edges = [day for month in YEAR.months for day in (month.first, month.last)]
days = st.integers(0, 400).map(lambda count: START + timedelta(days=count)) | st.sampled_from(edges)
dates = st.lists(st.tuples(days, st.sampled_from((0, 0, 27))), max_size=6).map(
    lambda found: tuple(Span(day, day + timedelta(days=length)) for day, length in found)
)


@st.composite
def standings(draw: st.DrawFn) -> Accepted:
    return said(
        draw(st.sampled_from((None, *Status))),
        acted_on=draw(dates),
        result=draw(st.sampled_from(("", "จัดอบรม"))),
        evidence=draw(st.sampled_from(("", "ภาพ.jpg"))),
        progress=draw(st.none() | st.integers(0, 100).map(float)),
        recommendation=draw(st.sampled_from(("", "ควรอบรมซ้ำ", "ให้รายงานทุก ๓ เดือน", "ไม่มี"))),
    )


waivers = st.builds(
    lambda division, step_no, until: Waiver("", division, "1", step_no, "", "", until, PLAN_CELL),
    st.sampled_from(DIVISIONS),
    st.sampled_from(("1", "2")),
    st.none() | days,
)


@st.composite
def plans(draw: st.DrawFn) -> tuple[Plan, int]:
    places = draw(st.lists(st.integers(0, len(PERIODS) - 1), min_size=1, max_size=4))
    steps, planned = [], 0
    for no, place in enumerate(places, start=1):
        owners = draw(st.sets(st.sampled_from(DIVISIONS), max_size=3))
        asked = draw(st.sampled_from((None, True, False)))
        step = replace(_step(place, no), divisions=tuple(sorted(owners)), evidence_required=asked)
        steps.append(step)
        planned += PERIODS[place][2] * len(owners)
    return make_plan(*steps, waivers=tuple(draw(st.lists(waivers, max_size=1)))), planned


@st.composite
def random_months(draw: st.DrawFn) -> RandomMonth:
    plan, planned = draw(plans())
    before = {
        duty.key: replace(draw(standings()), reported_month=EARLIER)
        for duty in duties_of(plan, MONTH)
        if draw(st.booleans())
    }
    reports = draw(random_reports(plan))
    return RandomMonth(plan, planned, reports, past_of(before, EARLIER), draw(days))


@st.composite
def random_reports(draw: st.DrawFn, plan: Plan) -> Reports:
    """What came in of a month: rows, nil returns, nothing, files that were refused."""
    sent = {
        name: draw(st.sampled_from(("rows", "nil", "nothing", "refused"))) for name in DIVISIONS
    }
    accepted, blank = {}, set()
    for duty in duties_of(plan, MONTH):
        row = draw(st.sampled_from(("filled", "blank", "absent")))
        if sent[duty.division] == "rows" and row == "filled":
            accepted[duty.key] = draw(standings())
        elif sent[duty.division] == "rows" and row == "blank":
            blank.add(duty.key)
    return report(
        accepted=accepted,
        blank=blank,
        submitted=[name for name in DIVISIONS if sent[name] in ("rows", "nil")],
        nil=[name for name in DIVISIONS if sent[name] == "nil"],
        refused=[name for name in DIVISIONS if sent[name] == "refused"],
    )


@dataclass(frozen=True)
class RandomYear:
    """A plan and what came in of it in some months in a row."""

    plan: Plan
    planned: int
    months: tuple[tuple[Month, Reports], ...]


@st.composite
def random_years(draw: st.DrawFn) -> RandomYear:
    plan, planned = draw(plans())
    months = draw(st.lists(st.sampled_from(YEAR.months), min_size=2, max_size=4, unique=True))
    told = ((month, draw(random_reports(plan))) for month in sorted(months))
    return RandomYear(plan, planned, tuple(told))


def rounds_of(states: str) -> tuple[Occurrence, ...]:
    """Monthly rounds from October on, each with the state of its letter (see LETTERS)."""
    named = {letter: state for state, letter in LETTERS.items()}
    phases = {State.NOT_DUE: Phase.AHEAD, State.OPEN: Phase.OPEN}
    return tuple(
        Occurrence(month.span, phases.get(named[letter], Phase.ENDED), named[letter])
        for month, letter in zip(YEAR.months, states, strict=False)
    )
