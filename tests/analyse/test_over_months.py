from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from pipeline.analyse.analysing import analyse
from pipeline.core.changes import ClosedGap, Figures
from pipeline.core.duty import State, Status
from pipeline.core.gap import GapKey
from pipeline.core.past import KnownDuty, Past, PastMonth
from tests.analyse.months import random_years
from tests.analyse.office import (
    DIVISION,
    EARLIER,
    MONTH,
    first_duty,
    make_plan,
    make_scene,
    make_step,
    report,
    said,
    tell,
)
from tests.analyse.pasts import CUT_OFF_DAYS, gapped, month_of

if TYPE_CHECKING:
    from pipeline.analyse.analysing import Analysis
    from pipeline.analyse.scene import Scene
    from tests.analyse.months import RandomYear

# Ended on 31 January 2566: overdue in every month since.
LATE = make_step("ม.ค. ๖๖")
OVERDUE = GapKey("overdue", DIVISION, "1", "1", "2023-01-01/2023-01-31")
NOT_STARTED = GapKey("not_started", DIVISION, "1", "1")
SILENCE = GapKey("no_submission", DIVISION)


def overdue(past: Past) -> tuple[int | None, str]:
    gap = tell(make_scene(make_plan(LATE), report(), past=past)).gap("overdue")
    return gap.days, str(gap.since)


@pytest.mark.parametrize(
    ("past", "since"),
    [
        (Past(), "2566-03"),
        (gapped(("2566-02", {OVERDUE})), "2566-02"),
        (gapped(("2566-01", {OVERDUE}), ("2566-02", {OVERDUE})), "2566-01"),
        (gapped(("2566-01", {OVERDUE}), ("2566-02", set())), "2566-03"),
        (gapped(("2565-12", {OVERDUE}), ("2566-02", {OVERDUE})), "2565-12"),
        (gapped(("2566-02", {replace(OVERDUE, step_no="2")})), "2566-03"),
        (gapped(("2566-02", {replace(OVERDUE, mark="2022-12-01/2022-12-31")})), "2566-03"),
    ],
)
def test_a_gap_stands_since_the_first_month_without_a_break(past: Past, since: str) -> None:
    # 31 January to the cut-off on 4 April: 63 days, however long it was known.
    assert overdue(past) == (63, since)


def test_a_gap_without_days_of_its_own_counts_from_the_cut_off_of_that_month() -> None:
    known = GapKey("done_without_date", DIVISION, "1", "1")
    past = gapped(("2566-01", {known}), ("2566-02", {known}))
    scene = make_scene(
        make_plan(LATE),
        report(accepted={first_duty(make_plan(LATE)).key: said(Status.DONE, result="อบรม")}),
        past=past,
    )
    gap = tell(scene).gap("done_without_date")
    # From 5 February to 4 April.
    assert (str(gap.since), gap.days) == ("2566-01", 58)


@pytest.mark.parametrize(
    ("before", "now", "closed", "opened"),
    [
        ({OVERDUE}, "late", set(), 0),
        (set(), "late", set(), 1),
        ({NOT_STARTED}, "late", set(), 0),
        ({OVERDUE}, "done", {OVERDUE}, 0),
        ({NOT_STARTED}, "done", {NOT_STARTED}, 0),
        ({SILENCE, OVERDUE}, "silent", set(), 0),
        ({SILENCE, OVERDUE, GapKey("done_without_date", DIVISION, "1", "2")}, "silent", set(), 0),
        ({GapKey("silent", DIVISION), OVERDUE}, "late", {GapKey("silent", DIVISION)}, 0),
        ({GapKey("submission_refused", DIVISION), OVERDUE}, "silent", set(), 0),
    ],
)
def test_a_gap_is_closed_when_none_of_its_kind_stands_in_its_place(
    before: set[GapKey], now: str, closed: set[GapKey], opened: int
) -> None:
    plan = make_plan(LATE)
    proved = said(Status.DONE, result="อบรม", acted_on=(LATE.period.occurrences or (MONTH.span,)))
    rows = {first_duty(plan).key: proved} if now == "done" else {}
    sent = report(accepted=rows, submitted=() if now == "silent" else (DIVISION,))
    compared = analyse(make_scene(plan, sent, past=gapped(("2566-02", before)))).compared
    assert {one.gap for one in compared.closed} == closed
    assert {str(one.since) for one in compared.closed} <= {"2566-02"}
    assert compared.opened == opened
    assert compared.last == EARLIER


def test_the_first_month_has_nothing_to_compare_with() -> None:
    compared = analyse(make_scene(make_plan(LATE), report())).compared
    assert (compared.last, compared.closed, compared.opened) == (None, (), 0)


def test_how_long_a_closed_gap_had_stood() -> None:
    past = gapped(("2566-01", {SILENCE}), ("2566-02", {SILENCE}))
    closed = analyse(make_scene(make_plan(LATE), report(), past=past)).compared.closed
    assert closed == (ClosedGap(SILENCE, month_of("2566-01"), 58),)


def test_the_months_of_the_year_in_figures() -> None:
    plan = make_plan(LATE, make_step("ม.ค. - ก.ย. ๖๖", step_no=2))
    before = PastMonth(
        EARLIER,
        EARLIER.last,
        duties={
            "กองคลัง\x1f1.1": KnownDuty("on_track"),
            "กองคลัง\x1f1.2": KnownDuty("on_track"),
            "กองช่าง\x1f1.2": KnownDuty("overdue"),
        },
        gaps=frozenset({OVERDUE, GapKey("period_missing")}),
        heard=frozenset({"กองช่าง", "กองที่ยุบแล้ว"}),
    )
    scene = make_scene(plan, report(submitted=()), past=Past((before,)))
    assert analyse(scene).compared.months == (
        Figures(EARLIER, 2, 1, {"on_track": 2, "overdue": 1}, 1),
        Figures(MONTH, 1, 0, {"overdue": 1, "not_reported": 1}, 2),
    )


@settings(max_examples=60)
@given(random_years())
def test_over_any_months_occurrences_verdicts_gaps_and_ages_add_up(year: RandomYear) -> None:
    past, raised = Past(), {}
    for month, reports in year.months:
        as_of = month.last + CUT_OFF_DAYS
        scene = make_scene(year.plan, reports, as_of, past, month)
        told = analyse(scene)
        rows = [row for row in told.tracked if row.duty]
        assert sum(row.count(state) for row in rows for state in State) == year.planned
        figures = told.compared.months
        assert [one.month for one in figures] == [*(one.month for one in past.months), month]
        assert {sum(one.verdicts.values()) for one in figures} == {len(rows)}
        keys = {gap.key for gap in told.gaps}
        raised = {key: raised.get(key, month) for key in keys}
        own = ("silent", "recommendation_open")
        assert all(gap.since == raised[gap.key] for gap in told.gaps if gap.code not in own)
        assert all(gap.days is not None and gap.since is not None for gap in told.gaps)
        closed = {one.gap for one in told.compared.closed}
        before = past.last.gaps if past.last else frozenset()
        now = {(key.division, key.measure_no, key.step_no) for key in keys}
        assert closed <= before - keys
        kept = {key for key in before - closed if key.code != "unplanned_result"}
        heard = {None, *reports.submitted}
        places = {(key.division, key.measure_no, key.step_no) for key in kept}
        assert {place for place in places if place[0] in heard} <= now
        assert {key.division for key in closed} <= heard
        assert told.compared.opened <= len(keys - before)
        past = Past((*past.months, left(scene, told)))


def left(scene: Scene, told: Analysis) -> PastMonth:
    """The month as the memory would keep it."""
    return PastMonth(
        scene.month,
        scene.as_of,
        accepted=scene.reports.accepted,
        duties={row.duty.key: KnownDuty(row.verdict) for row in told.tracked if row.duty},
        gaps=frozenset(gap.key for gap in told.gaps),
        heard=scene.reports.submitted,
    )
