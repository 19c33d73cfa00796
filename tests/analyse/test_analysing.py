"""What holds of every month, whatever the plan, the reports and the cut-off."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.analyse.analysing import GAPS, analyse
from pipeline.core.accepted import Unplanned
from pipeline.core.changes import Change
from pipeline.core.duty import Phase, State, Status, Verdict
from pipeline.core.finding import Audience
from pipeline.core.past import KnownDuty, Past, PastMonth
from pipeline.core.schema import Urgency
from schemas.loading import load_schema
from tests.analyse.months import DIVISIONS, RandomMonth, days, random_months
from tests.analyse.office import (
    AS_OF,
    EARLIER,
    make_plan,
    make_scene,
    make_step,
    report,
    said,
    tell,
    unsaid,
)

if TYPE_CHECKING:
    from pipeline.analyse.analysing import Analysis
    from pipeline.analyse.scene import Decided
    from pipeline.core.calendar import Span
    from pipeline.core.duty import Tracked
    from pipeline.core.gap import Gap

quick = settings(deadline=None, max_examples=60)
EXCUSED = {State.WAIVED, State.CANCELLED}
CLAIMED = {State.DONE, State.DONE_UNPROVED}


def states(row: Tracked) -> set[State]:
    return {one.state for one in row.occurrences}


def missed(analysis: Analysis) -> set[tuple[str, Span]]:
    """Every missed occurrence as its duty and its window."""
    return {
        (row.duty.key, one.window)
        for row in analysis.tracked
        if row.duty
        for one in row.occurrences
        if one.state is State.MISSED
    }


@quick
@given(random_months())
def test_every_planned_occurrence_is_in_exactly_one_state(month: RandomMonth) -> None:
    rows = analyse(month.scene()).tracked
    counted = Counter(one.state for row in rows for one in row.occurrences)
    assert counted.total() == month.planned
    assert sum(row.count(state) for row in rows for state in State) == month.planned
    assert len(rows) == sum(len(step.divisions) for step in month.plan.steps)
    for row in rows:
        assert row.duty is not None
        assert tuple(one.window for one in row.occurrences) == row.duty.windows


@quick
@given(random_months())
def test_states_agree_with_the_calendar(month: RandomMonth) -> None:
    """Told by the window's days alone, not by the phase that the code worked out."""
    for row in analyse(month.scene()).tracked:
        for one in row.occurrences:
            start, end = one.window.start, one.window.end
            assert start is not None
            assert end is not None
            if one.state is State.MISSED:
                assert end < month.as_of
            if one.state is State.NOT_DUE:
                assert month.as_of < start
            if one.state is State.OPEN:
                assert start <= month.as_of <= end
            if end < month.as_of:
                assert one.state in {State.MISSED, *EXCUSED, *CLAIMED}


@quick
@given(random_months())
def test_verdicts_agree_with_the_states_of_their_occurrences(month: RandomMonth) -> None:
    for row in analyse(month.scene()).tracked:
        match row.verdict:
            case Verdict.DONE:
                assert states(row) == {State.DONE}
                assert all(one.covered for one in row.occurrences)
            case Verdict.WAIVED:
                assert states(row) == {State.WAIVED}
            case Verdict.CANCELLED:
                assert states(row) == {State.CANCELLED}
            case Verdict.NOT_DUE:
                assert all(one.phase is Phase.AHEAD for one in row.occurrences)
            case Verdict.OVERDUE:
                assert State.MISSED in states(row)
            case Verdict.NOT_STARTED | Verdict.NIL:
                assert State.OPEN in states(row)
                assert State.MISSED not in states(row)
            case Verdict.ON_TRACK | Verdict.DONE_UNPROVED:
                assert State.MISSED not in states(row)
        assert (State.WAIVED in states(row)) == (row.verdict is Verdict.WAIVED)
        assert (State.CANCELLED in states(row)) == (row.verdict is Verdict.CANCELLED)


@quick
@given(random_months())
def test_of_several_occurrences_each_is_done_by_a_date_of_its_own(month: RandomMonth) -> None:
    """A date counts from the first day of its window to the day before the next one's."""
    for row in analyse(month.scene()).tracked:
        if len(row.occurrences) == 1 or states(row) & EXCUSED:
            continue
        dates = row.standing.acted_on if row.standing else ()
        firsts = [one.window.start for one in row.occurrences]
        nexts = [*firsts[1:], date.max]
        for one, first, following in zip(row.occurrences, firsts, nexts, strict=True):
            assert first is not None
            assert following is not None
            dated = any(
                each.end >= first and each.start < following
                for each in dates
                if each.start and each.end
            )
            denied = row.standing is not None and row.standing.status is Status.NOT_STARTED
            assert not dated or one.state in CLAIMED or (denied and one.phase is Phase.OPEN)
            assert dated or one.state is not State.DONE


@quick
@given(random_months())
def test_what_is_missed_is_told_once_and_all_of_it(month: RandomMonth) -> None:
    analysis = analyse(month.scene())
    overdue = [gap for gap in analysis.gaps if gap.code == "overdue"]
    series = [gap for gap in analysis.gaps if gap.code == "occurrences_missing"]
    named = sum(int(str(gap.planned)) - int(str(gap.actual)) for gap in series)
    assert len(overdue) + named == len(missed(analysis))
    assert named == sum(
        len(missing) for gap in series if isinstance(missing := gap.facts["missing"], tuple)
    )
    owed = {(row.division, row.measure_no, row.step_no) for row in analysis.tracked}
    assert {(gap.division, gap.measure_no, gap.step_no) for gap in (*overdue, *series)} <= owed
    assert all(gap.days is not None and gap.days >= 1 for gap in (*overdue, *series))


@quick
@given(random_months())
def test_every_gap_is_told_once_and_whole(month: RandomMonth) -> None:
    gaps = analyse(month.scene()).gaps
    told = Counter(
        (gap.code, gap.division, gap.measure_no, gap.step_no, gap.window, gap.planned)
        for gap in gaps
    )
    assert [one for one, times in told.items() if times > 1] == []
    assert [gap.code for gap in gaps if unsaid(gap)] == []
    kinds = {kind.code: kind.audience for kind in load_schema().gaps}
    assert all(gap.audience is kinds[gap.code] for gap in gaps)


@quick
@given(random_months())
def test_a_division_without_a_report_has_one_gap_and_its_steps_none(month: RandomMonth) -> None:
    analysis = analyse(month.scene())
    for division in {row.division for row in analysis.tracked}:
        of_division = [
            gap.code
            for gap in analysis.gaps
            if gap.division == division and gap.code in ("no_submission", "submission_refused")
        ]
        left_out = any(
            gap.division == division and gap.code == "not_reported" for gap in analysis.gaps
        )
        excused = all(
            row.verdict is Verdict.WAIVED
            for row in analysis.tracked
            if row.division == division and row.duty is not None
        )
        refused = division in month.reports.refused
        if division in month.reports.submitted or (excused and not refused):
            assert of_division == []
        else:
            refused = division in month.reports.refused
            assert of_division == ["submission_refused" if refused else "no_submission"]
            assert not left_out
        assert (division in analysis.silent) == (of_division == ["no_submission"])


@quick
@given(random_months())
def test_silence_and_nil_hide_nothing_that_is_missed(month: RandomMonth) -> None:
    """With no row accepted this month, it is all one what the divisions sent instead."""
    sendings = (
        report(submitted=DIVISIONS),
        report(submitted=DIVISIONS, nil=DIVISIONS),
        report(submitted=()),
        report(submitted=(), refused=DIVISIONS),
    )
    ways = [analyse(month.scene(reports=sending)) for sending in sendings]
    first = ways[0]
    overdue = {row.duty for row in first.tracked if row.verdict is Verdict.OVERDUE}
    for way in ways[1:]:
        assert missed(way) == missed(first)
        assert {row.duty for row in way.tracked if row.verdict is Verdict.OVERDUE} == overdue


@quick
@given(random_months())
def test_a_nil_return_confirms_what_stands(month: RandomMonth) -> None:
    """What stood before is judged as if it had been sent again, word for word."""
    nil = analyse(month.scene(reports=report(submitted=DIVISIONS, nil=DIVISIONS)))
    again = analyse(
        month.scene(reports=report(accepted=dict(month.past.accepted), submitted=DIVISIONS))
    )
    stood = month.past.accepted.keys()
    for one, other in zip(nil.tracked, again.tracked, strict=True):
        if one.duty and one.duty.key in stood and one.standing and one.standing.status:
            assert (one.verdict, one.occurrences) == (other.verdict, other.occurrences)


@quick
@given(random_months(), days)
def test_what_is_missed_stays_missed_as_time_goes_on(month: RandomMonth, other: date) -> None:
    early, late = sorted((month.as_of, other))
    assert missed(analyse(month.scene(early))) <= missed(analyse(month.scene(late)))


@quick
@given(random_months(), st.randoms(use_true_random=False))
def test_the_order_of_the_plan_decides_nothing(month: RandomMonth, random: object) -> None:
    (measure,) = month.plan.measures
    steps = list(measure.steps)
    random.shuffle(steps)  # type: ignore[attr-defined]
    shuffled = replace(
        month, plan=replace(month.plan, measures=(replace(measure, steps=tuple(steps)),))
    )
    verdicts = {one.duty.key: one.tracked for one in month.scene().decided}
    assert {one.duty.key: one.tracked for one in shuffled.scene().decided} == verdicts


@quick
@given(random_months())
def test_claims_lack_proof_where_the_gaps_say_so(month: RandomMonth) -> None:
    scene = month.scene()
    gaps = analyse(scene).gaps
    for one in scene.decided:
        asked = {gap.code.removeprefix("done_without_") for gap in _of(one, gaps, "done_without_")}
        assert asked <= {"date", "result", "evidence"}
        standing = one.tracked.standing
        if one.verdict is Verdict.DONE_UNPROVED:
            assert asked
        if one.verdict is Verdict.DONE:
            assert not asked
            assert standing is not None
            assert standing.result
            assert standing.acted_on
            assert standing.evidence or not one.duty.step.evidence_required
        if asked:
            assert standing is not None
            assert standing.status in (Status.DONE, Status.CONTINUING)
            assert ("date" in asked) == (not standing.acted_on)
            assert ("result" in asked) == (not standing.result)


@quick
@given(random_months())
def test_the_due_window_is_the_earliest_begun_that_is_not_covered(month: RandomMonth) -> None:
    for row in analyse(month.scene()).tracked:
        begun = [one for one in row.occurrences if one.phase is not Phase.AHEAD]
        lacking = [one.window for one in begun if not one.covered]
        if lacking:
            assert row.due == min(lacking)
        elif begun:
            assert row.due == max(one.window for one in begun)
        else:
            assert row.due == min(one.window for one in row.occurrences)
        if row.count(State.MISSED):
            assert row.due == min(
                one.window for one in row.occurrences if one.state is State.MISSED
            )


def _of(one: Decided, gaps: tuple[Gap, ...], prefix: str) -> list[Gap]:
    step = one.duty.step
    return [
        gap
        for gap in gaps
        if gap.code.startswith(prefix)
        and (gap.division, gap.step_no) == (one.duty.division, step.step_no)
    ]


def test_every_gap_of_the_schema_is_raised_by_one_function() -> None:
    raised = [code for _, codes in GAPS for code in codes]
    assert sorted(raised) == sorted(kind.code for kind in load_schema().gaps)


@quick
@given(random_months())
def test_a_function_raises_the_codes_that_it_is_listed_with(month: RandomMonth) -> None:
    scene = month.scene()
    for find, codes in GAPS:
        assert {gap.code for gap in find(scene)} <= set(codes)


@quick
@given(random_months())
def test_gaps_come_by_audience_then_urgency(month: RandomMonth) -> None:
    audiences = (Audience.MANAGEMENT, Audience.DIVISION, Audience.ANALYST)
    urgencies = (Urgency.HIGH, Urgency.MEDIUM, Urgency.LOW)
    gaps = analyse(month.scene()).gaps
    ranks = [(audiences.index(gap.audience), urgencies.index(gap.severity)) for gap in gaps]
    assert ranks == sorted(ranks)


def test_the_longest_overdue_and_the_soonest_due_come_first() -> None:
    steps = [
        make_step(period, step_no=number)
        for number, period in enumerate(
            ("มี.ค. ๖๖", "ม.ค. ๖๖", "ก.พ. ๖๖", "ม.ค. - มิ.ย. ๖๖", "ม.ค. - พ.ค. ๖๖"), start=1
        )
    ]
    not_begun = {f"กองคลัง\x1f1.{no}": said(Status.NOT_STARTED) for no in range(1, 6)}
    told = tell(make_scene(make_plan(*steps), report(accepted=not_begun)))
    assert [(gap.code, gap.step_no) for gap in told.gaps] == [
        ("overdue", "2"),
        ("overdue", "3"),
        ("overdue", "1"),
        ("not_started", "5"),
        ("not_started", "4"),
    ]


def test_unplanned_work_stands_after_the_plan() -> None:
    work = Unplanned("กองช่าง", "1", "มาตรการ 1", said(Status.DONE, result="ซ่อมถนน"))
    scene = make_scene(make_plan(make_step("ก.ย. ๖๖")), replace(report(), unplanned=(work,)))
    planned, unplanned = analyse(scene).tracked
    assert (planned.verdict, planned.step_no) == (Verdict.NOT_DUE, "1")
    assert (unplanned.verdict, unplanned.division, unplanned.measure_no) == (
        Verdict.UNPLANNED,
        "กองช่าง",
        "1",
    )
    assert (unplanned.duty, unplanned.step_no, unplanned.due, unplanned.occurrences) == (
        None,
        None,
        None,
        (),
    )


@pytest.mark.parametrize(
    ("before", "changes"),
    [
        ({}, ()),
        ({"กองคลัง\x1f1.1": "overdue"}, ()),
        ({"กองคลัง\x1f1.1": "on_track"}, (Change("กองคลัง", "1", "1", "on_track", "overdue"),)),
        (
            {"กองช่าง\x1f1.1": "on_track"},
            (Change("กองช่าง", "1.1", "", "on_track", None),),
        ),
        ({"กองช่าง\x1f1.1": "done"}, ()),
    ],
)
def test_changes_are_verdicts_that_differ_from_the_month_before(
    before: dict[str, str], changes: tuple[Change, ...]
) -> None:
    duties = {key: KnownDuty(word) for key, word in before.items()}
    earlier = PastMonth(EARLIER, EARLIER.last, duties=duties)
    scene = make_scene(
        make_plan(make_step("มี.ค. ๖๖")), report(), AS_OF + timedelta(days=1), Past((earlier,))
    )
    assert analyse(scene).compared.verdicts == changes
