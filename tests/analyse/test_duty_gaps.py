"""Every gap of a single duty: its facts, its urgency, who acts, and when it is raised."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from pipeline.core.calendar import Month, Span
from pipeline.core.duty import Status
from pipeline.core.finding import Audience
from pipeline.core.plan import Amendment, Organisation, Waiver
from pipeline.core.schema import Urgency
from tests.analyse.office import (
    DIVISION,
    PLAN_CELL,
    REPORT_CELL,
    YEAR,
    Told,
    make_plan,
    make_scene,
    make_step,
    report,
    said,
    spans,
    table,
    tell,
    tell_one,
)

if TYPE_CHECKING:
    from pipeline.core.gap import Gap

MARCH = Span(date(2023, 3, 1), date(2023, 3, 31))
BY = date(2023, 4, 11)


def urgency(told: Told, code: str) -> tuple[Urgency, Audience]:
    gap = told.gap(code)
    return gap.severity, gap.audience


def facts(gap: Gap) -> tuple[object, ...]:
    return gap.window, gap.days, gap.planned, gap.actual, gap.act_by


def test_overdue_says_since_when_and_what_was_reported() -> None:
    told = tell_one(make_step("มี.ค. ๖๖"), said(Status.IN_PROGRESS))
    gap = told.gap("overdue")
    assert urgency(told, "overdue") == (Urgency.HIGH, Audience.MANAGEMENT)
    assert facts(gap) == (MARCH, 4, date(2023, 3, 31), "อยู่ระหว่างดำเนินการ", BY)
    assert (gap.division, gap.measure_no, gap.step_no) == (DIVISION, "1", "1")
    assert (gap.owner, gap.source) == (DIVISION, REPORT_CELL)
    assert dict(gap.facts) == {
        "division": DIVISION,
        "measure_no": "1",
        "step_no": "1",
        "due_end": date(2023, 3, 31),
        "days": 4,
        "planned": date(2023, 3, 31),
        "actual": "อยู่ระหว่างดำเนินการ",
        "by": BY,
    }


def test_overdue_of_a_step_never_reported_has_no_actual() -> None:
    gap = tell_one(make_step("มี.ค. ๖๖"), None, "absent").gap("overdue")
    assert (gap.actual, gap.source) == (None, None)


@pytest.mark.parametrize(
    ("result", "evidence", "actual"),
    [
        ("จัดอบรม", "", "จัดอบรม"),
        ("", "ภาพ.jpg", "ภาพ.jpg"),
        ("", "", None),
        ("ก" * 90, "", "ก" * 80),
    ],
)
def test_overdue_quotes_what_was_written_where_no_status_was_taken(
    result: str, evidence: str, actual: str | None
) -> None:
    told = tell_one(make_step("มี.ค. ๖๖"), said(None, result=result, evidence=evidence))
    assert told.gap("overdue").actual == actual


def test_each_missed_milestone_is_a_gap_of_its_own() -> None:
    told = tell_one(
        make_step("-ธ.ค. ๖๕ -มี.ค. ๖๖ -ก.ย. ๖๖"), said(Status.IN_PROGRESS), as_of=date(2023, 4, 1)
    )
    assert [(gap.code, gap.days, gap.planned) for gap in told.gaps] == [
        ("overdue", 91, date(2022, 12, 31)),
        ("overdue", 1, date(2023, 3, 31)),
    ]


def test_missing_occurrences_are_named_in_one_gap() -> None:
    standing = said(Status.CONTINUING, acted_on=spans("2022-10, 2022-12, 2023-01"), result="รายงาน")
    told = tell_one(make_step("ต.ค. ๖๕ - ก.ย. ๖๖", "ทุกเดือน"), standing)
    gap = told.gap("occurrences_missing")
    assert urgency(told, gap.code) == (Urgency.MEDIUM, Audience.MANAGEMENT)
    assert gap.facts["missing"] == (Month(2565, 11), Month(2566, 2), Month(2566, 3))
    # November ended on the 30th: 125 days before 4 April.
    november = Span(date(2022, 11, 1), date(2022, 11, 30))
    assert facts(gap) == (november, 125, 6, 3, BY)


def test_missing_occurrences_are_urgent_where_none_is_reported() -> None:
    told = tell_one(make_step("ต.ค. ๖๕ - ก.ย. ๖๖", "ทุกไตรมาส"), said(Status.NOT_STARTED))
    gap = told.gap("occurrences_missing")
    assert urgency(told, gap.code) == (Urgency.HIGH, Audience.MANAGEMENT)
    assert (gap.planned, gap.actual) == (2, 0)
    # A quarter is named by its days.
    assert gap.facts["missing"] == (
        Span(date(2022, 10, 1), date(2022, 12, 31)),
        Span(date(2023, 1, 1), date(2023, 3, 31)),
    )


NOT_STARTED = table("""
| period              | cut-off    | left | urgency |
# 10 days: half has passed at the end of the 5th; the whole of it is its last month.
| ๒๕ มี.ค. - ๓ เม.ย. ๖๖ | 2023-03-25 | 9    | low     |
| ๒๕ มี.ค. - ๓ เม.ย. ๖๖ | 2023-03-29 | 5    | low     |
| ๑ - ๑๐ เม.ย. ๖๖      | 2023-04-06 | 4    | high    |
| ๑ - ๑๐ เม.ย. ๖๖      | 2023-04-10 | 0    | high    |
# 273 days, 1 January to 30 September: the 136th is 16 May, the last month begins on 1 September.
| ม.ค. - ก.ย. ๖๖       | 2023-05-16 | 137  | low     |
| ม.ค. - ก.ย. ๖๖       | 2023-05-17 | 136  | medium  |
| ม.ค. - ก.ย. ๖๖       | 2023-08-31 | 30   | medium  |
| ม.ค. - ก.ย. ๖๖       | 2023-09-01 | 29   | high    |
# A last month that is no calendar month: 16 April to 15 May.
| ๑ ม.ค. - ๑๕ พ.ค. ๖๖  | 2023-04-15 | 30   | medium  |
| ๑ ม.ค. - ๑๕ พ.ค. ๖๖  | 2023-04-16 | 29   | high    |
# February is the last month of work that ends with it.
| ต.ค. ๖๕ - ก.พ. ๖๖    | 2023-01-31 | 28   | medium  |
| ต.ค. ๖๕ - ก.พ. ๖๖    | 2023-02-01 | 27   | high    |
""")  # fmt: skip


@pytest.mark.parametrize("row", NOT_STARTED)
def test_work_not_begun_grows_urgent_as_its_window_runs_out(row: dict[str, str]) -> None:
    told = tell_one(
        make_step(row["period"]),
        said(Status.NOT_STARTED),
        as_of=date.fromisoformat(row["cut-off"]),
    )
    gap = told.gap("not_started")
    assert (gap.severity.value, gap.days) == (row["urgency"], int(row["left"]))
    assert gap.audience is Audience.MANAGEMENT


@pytest.mark.parametrize(("sent", "said_so"), [("row", True), ("blank", False), ("absent", False)])
def test_nobody_is_asked_for_work_that_opens_after_the_month(sent: str, *, said_so: bool) -> None:
    """From 1 April, looked at on 4 April for the report of March."""
    standing = said(Status.NOT_STARTED) if said_so else None
    told = tell_one(make_step("เม.ย. - พ.ค. ๖๖"), standing, sent)
    assert told.codes == []
    later = tell_one(make_step("เม.ย. - พ.ค. ๖๖"), standing, sent, as_of=date(2023, 5, 10))
    assert later.codes == (["not_started"] if said_so else [])


def test_work_not_begun_names_the_window_that_is_open() -> None:
    told = tell_one(
        make_step("-มี.ค. ๖๖ -ก.ย. ๖๖"), said(Status.NOT_STARTED), as_of=date(2023, 3, 10)
    )
    gap = told.gap("not_started")
    assert facts(gap)[:4] == (MARCH, 21, date(2023, 3, 1), "ยังไม่ดำเนินการ")


def test_behind_gives_both_percentages() -> None:
    told = tell_one(make_step("ม.ค. - มิ.ย. ๖๖"), said(Status.IN_PROGRESS, progress=12.5))
    gap = told.gap("behind")
    # 94 of 181 days have passed: 51.9 percent.
    assert (gap.planned, gap.actual) == (52, 12.5)
    assert urgency(told, "behind") == (Urgency.LOW, Audience.ANALYST)
    assert gap.window == Span(date(2023, 1, 1), date(2023, 6, 30))


@pytest.mark.parametrize(
    ("what", "who"),
    [("date", Audience.DIVISION), ("result", Audience.DIVISION), ("evidence", Audience.MANAGEMENT)],
)
def test_who_mends_a_claim_without_proof(what: str, who: Audience) -> None:
    told = tell_one(make_step("มี.ค. ๖๖", evidence_required=True), said(Status.DONE))
    gap = told.gap(f"done_without_{what}")
    assert (gap.severity, gap.audience) == (Urgency.MEDIUM, who)
    assert (gap.window, gap.planned, gap.actual) == (MARCH, "มี.ค. ๖๖", "ดำเนินการแล้วเสร็จ")


@pytest.mark.parametrize("asked", [None, False])
def test_evidence_that_is_not_required_is_never_lacking(asked: bool | None) -> None:  # noqa: FBT001 - a case of the table
    claim = said(Status.DONE, acted_on=(MARCH,), result="จัดอบรม")
    assert tell_one(make_step("มี.ค. ๖๖", evidence_required=asked), claim).gaps == ()


CLOSING = table("""
| closing    | evidence | countdown |
| 2023-05-05 | medium   |           |
| 2023-05-04 | high     | 30        |
| 2023-04-04 | high     | 0         |
| 2023-04-03 | high     |           |
""")


@pytest.mark.parametrize("row", CLOSING)
def test_evidence_is_urgent_from_thirty_days_before_the_closing_date(row: dict[str, str]) -> None:
    closing = date.fromisoformat(row["closing"])
    organisation = Organisation("99999", "อบต.ตัวอย่าง", YEAR, ita_closing=closing)
    told = tell_one(
        make_step("มี.ค. ๖๖", evidence_required=True),
        said(Status.DONE, acted_on=(MARCH,)),
        organisation=organisation,
    )
    assert told.gap("done_without_evidence").severity.value == row["evidence"]
    assert told.gap("done_without_result").severity is Urgency.MEDIUM
    countdown = [gap.days for gap in told.gaps if gap.code == "evidence_before_closing"]
    assert countdown == [int(day) for day in row["countdown"].split()]


def test_done_outside_its_period_names_the_days_that_are_outside() -> None:
    dates = spans("2023-02-27, 2023-03-15, 2023-04-02")
    told = tell_one(make_step("มี.ค. ๖๖"), said(Status.DONE, acted_on=dates, result="จัดอบรม"))
    gap = told.gap("done_outside_period")
    assert gap.actual == (dates[0], dates[2])
    assert (gap.window, gap.planned) == (MARCH, "มี.ค. ๖๖")
    assert urgency(told, gap.code) == (Urgency.MEDIUM, Audience.ANALYST)


def test_claimed_early_says_until_when_the_work_runs() -> None:
    told = tell_one(make_step("ต.ค. ๖๕ - ก.ย. ๖๖", "ทุกเดือน"), said(Status.DONE, result="รายงาน"))
    gap = told.gap("claimed_early")
    assert gap.facts["due_end"] == gap.planned == date(2023, 9, 30)
    assert urgency(told, gap.code) == (Urgency.LOW, Audience.ANALYST)
    # The date is asked for from the first occurrence that no date covers.
    assert told.gap("done_without_date").window == Span(date(2022, 10, 1), date(2022, 10, 31))


def test_a_step_left_out_is_asked_for() -> None:
    told = tell_one(make_step("ม.ค. - มิ.ย. ๖๖"), None, "absent")
    gap = told.gap("not_reported")
    assert urgency(told, gap.code) == (Urgency.MEDIUM, Audience.MANAGEMENT)
    assert facts(gap)[0] == Span(date(2023, 1, 1), date(2023, 6, 30))
    assert (gap.planned, gap.actual, gap.act_by) == ("ม.ค. - มิ.ย. ๖๖", None, BY)


def test_a_cancellation_asks_for_approval_with_its_reason() -> None:
    asked = said(Status.CANCELLED, obstacle="ไม่มีงบประมาณ", result="งดจัด")
    told = tell_one(make_step("มี.ค. ๖๖"), asked)
    gap = told.gap("cancel_not_approved")
    assert gap.facts["sample"] == gap.actual == "ไม่มีงบประมาณ"
    assert urgency(told, gap.code) == (Urgency.MEDIUM, Audience.MANAGEMENT)
    only_result = tell_one(make_step("มี.ค. ๖๖"), replace(asked, obstacle=""))
    assert only_result.gap("cancel_not_approved").actual == "งดจัด"


AMENDMENTS = table("""
| measure | step | change                 | approved by | effective  | asks |
| 1       | 1    | ยกเลิกข้อ ๑              | นายก อบต.   | 2023-03-15 | no   |
| 1       |      | ยกเลิกโครงการทั้งมาตรการ   | นายก อบต.   |            | no   |
| 1       | 1    | งดดำเนินการ             | นายก อบต.   | 2023-04-04 | no   |
# Not in force yet, not approved, of another step, or a change of another kind.
| 1       | 1    | ยกเลิกข้อ ๑              | นายก อบต.   | 2023-04-05 | yes  |
| 1       | 1    | ยกเลิกข้อ ๑              |             | 2023-03-15 | yes  |
| 1       | 2    | ยกเลิกข้อ ๒              | นายก อบต.   | 2023-03-15 | yes  |
| 2       |      | ยกเลิก                  | นายก อบต.   | 2023-03-15 | yes  |
|         |      | ยกเลิก                  | นายก อบต.   | 2023-03-15 | yes  |
| 1       | 1    | ขยายเวลาถึง ก.ย. ๖๖      | นายก อบต.   | 2023-03-15 | yes  |
""")  # fmt: skip


@pytest.mark.parametrize("row", AMENDMENTS)
def test_only_an_approved_change_of_the_plan_settles_a_cancellation(row: dict[str, str]) -> None:
    amendment = Amendment(
        effective=date.fromisoformat(row["effective"]) if row["effective"] else None,
        measure_no=row["measure"] or None,
        step_no=row["step"] or None,
        change=row["change"],
        approved_by=row["approved by"],
        document_no="",
    )
    told = tell_one(make_step("มี.ค. ๖๖"), said(Status.CANCELLED), amendments=(amendment,))
    assert told.tracked.verdict.value == "cancelled"
    assert told.codes == (["cancel_not_approved"] if row["asks"] == "yes" else [])


WAIVERS = table("""
| division  | measure | step | until      | verdict |
| กองคลัง    | 1       | 1    | 2023-04-04 | waived  |
| กองคลัง    | 1       | 1    | 2023-04-05 | waived  |
| กองคลัง    | 1       | 1    |            | waived  |
|           | 1       | 1    |            | waived  |
| กองคลัง    |         |      |            | waived  |
|           | 1       |      |            | waived  |
| กองคลัง    | 1       | 1    | 2023-04-03 | overdue |
| กองช่าง    | 1       | 1    |            | overdue |
| กองคลัง    | 2       | 1    |            | overdue |
| กองคลัง    | 1       | 2    |            | overdue |
""")  # fmt: skip


@pytest.mark.parametrize("row", WAIVERS)
def test_a_waiver_holds_to_its_last_day(row: dict[str, str]) -> None:
    waiver = Waiver(
        subject="งดเว้น",
        division=row["division"] or None,
        measure_no=row["measure"] or None,
        step_no=row["step"] or None,
        reason="น้ำท่วม",
        approved_by="นายก อบต.",
        until=date.fromisoformat(row["until"]) if row["until"] else None,
        where=PLAN_CELL,
    )
    told = tell_one(make_step("มี.ค. ๖๖"), said(Status.NOT_STARTED), waivers=(waiver,))
    assert told.tracked.verdict.value == row["verdict"]
    assert told.codes == (["overdue"] if row["verdict"] == "overdue" else [])
    assert told.states == ("w" if row["verdict"] == "waived" else "M")


def test_a_waiver_goes_before_a_cancellation() -> None:
    waiver = Waiver("", DIVISION, "1", "1", "", "", None, PLAN_CELL)
    told = tell_one(make_step("มี.ค. ๖๖"), said(Status.CANCELLED), waivers=(waiver,))
    assert (told.tracked.verdict.value, told.codes) == ("waived", [])


def test_the_divisions_of_a_step_are_decided_apart() -> None:
    step = make_step("มี.ค. ๖๖", divisions=("กองคลัง", "กองช่าง"))
    plan = make_plan(step)
    key = f"กองช่าง\x1f{step.code}"
    done = said(Status.DONE, acted_on=(MARCH,), result="จัดอบรม")
    scene = make_scene(plan, report(accepted={key: done}, submitted=("กองคลัง", "กองช่าง")))
    assert [one.verdict.value for one in scene.decided] == ["overdue", "done"]
    assert [(gap.code, gap.division) for gap in tell(scene).gaps] == [("overdue", "กองคลัง")]
