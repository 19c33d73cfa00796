from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline.core.accepted import Unplanned
from pipeline.core.address import Address
from pipeline.core.calendar import Month, Span
from pipeline.core.duty import Status
from pipeline.core.finding import Audience, Word
from pipeline.core.past import Past, PastMonth
from pipeline.core.plan import Division, Organisation, Waiver
from pipeline.core.schema import Urgency
from tests.analyse.office import (
    DIVISION,
    REPORT_CELL,
    YEAR,
    Told,
    make_plan,
    make_scene,
    make_step,
    report,
    said,
    table,
    tell,
)

OPEN = "ม.ค. - ก.ย. ๖๖"
FOUR = ("กองคลัง", "กองช่าง", "กองการศึกษา", "สำนักปลัด")


def four_divisions() -> Told:
    """Four divisions owe the same two open steps: two sent nothing, one was refused, one sent."""
    steps = (make_step(OPEN, divisions=FOUR), make_step(OPEN, step_no=2, divisions=FOUR))
    plan = make_plan(*steps)
    return tell(make_scene(plan, report(submitted=("สำนักปลัด",), refused=("กองการศึกษา",))))


def test_silence_and_refusal_are_one_gap_a_division_and_none_a_step() -> None:
    told = four_divisions()
    assert [(gap.code, gap.division, gap.step_no) for gap in told.gaps] == [
        ("no_submission", "กองคลัง", None),
        ("no_submission", "กองช่าง", None),
        ("not_reported", "สำนักปลัด", "1"),
        ("not_reported", "สำนักปลัด", "2"),
        ("submission_refused", "กองการศึกษา", None),
    ]


def test_no_submission_says_what_was_due_when() -> None:
    told = tell(make_scene(make_plan(make_step(OPEN)), report(submitted=()), date(2023, 4, 8)))
    gap = told.gap("no_submission")
    assert (gap.severity, gap.audience) == (Urgency.HIGH, Audience.MANAGEMENT)
    # Due five days after the end of March; to be sent within seven days of the cut-off.
    assert gap.facts["month"] == Month(2566, 3)
    assert gap.facts["due"] == gap.planned == date(2023, 4, 5)
    assert (gap.days, gap.act_by, gap.owner) == (3, date(2023, 4, 15), "กองคลัง")


def test_a_report_that_is_not_yet_due_is_not_late() -> None:
    told = tell(make_scene(make_plan(make_step(OPEN)), report(submitted=()), date(2023, 4, 4)))
    assert told.gap("no_submission").days == 0


def test_a_refusal_says_why_and_where() -> None:
    plan = make_plan(make_step(OPEN))
    gap = tell(make_scene(plan, report(submitted=(), refused=("กองคลัง",)))).gap(
        "submission_refused"
    )
    assert (gap.severity, gap.audience) == (Urgency.MEDIUM, Audience.ANALYST)
    assert gap.facts["reason"] == gap.actual == Word("finding", "file_encrypted.label")
    assert gap.source == Address("กองคลัง.xlsx")


def test_a_division_with_a_good_file_is_not_called_refused() -> None:
    plan = make_plan(make_step(OPEN, divisions=("กองคลัง",)))
    told = tell(make_scene(plan, report(refused=("กองคลัง",))))
    assert told.codes == ["not_reported"]


def test_a_division_that_owes_nothing_is_not_asked() -> None:
    plan = replace(make_plan(make_step(OPEN)), divisions=(Division("กองคลัง"), Division("กองช่าง")))
    scene = make_scene(plan, report())
    assert [gap.division for gap in tell(scene).gaps if gap.code == "no_submission"] == []


def test_unplanned_work_is_credit_with_a_sample() -> None:
    done = said(Status.DONE, result="ซ่อมถนน ๓ สาย")
    only_evidence = said(None, evidence="ภาพถ่าย.jpg")
    long = said(None, result="ก" * 200)
    unplanned = (
        Unplanned("กองคลัง", "1", "มาตรการ 1", done),
        Unplanned("กองคลัง", None, "", only_evidence),
        Unplanned("กองคลัง", None, "", long),
    )
    step = make_step("ก.ย. ๖๖")
    told = tell(make_scene(make_plan(step), replace(report(), unplanned=unplanned)))
    assert [(gap.code, gap.measure_no, gap.actual) for gap in told.gaps] == [
        ("unplanned_result", "1", "ซ่อมถนน ๓ สาย"),
        ("unplanned_result", None, "ภาพถ่าย.jpg"),
        ("unplanned_result", None, "ก" * 80),
    ]
    first = told.gaps[0]
    assert (first.severity, first.audience) == (Urgency.LOW, Audience.ANALYST)
    assert (first.facts["sample"], first.source) == ("ซ่อมถนน ๓ สาย", REPORT_CELL)


def test_the_closing_date_counts_the_steps_that_lack_proof() -> None:
    march = Span(date(2023, 3, 1), date(2023, 3, 31))
    steps = tuple(make_step("มี.ค. ๖๖", step_no=number) for number in range(1, 4))
    recurring = make_step("ต.ค. ๖๕ - ก.ย. ๖๖", "ทุก ๖ เดือน", step_no=4)
    organisation = Organisation("99999", "อบต.ตัวอย่าง", YEAR, ita_closing=date(2023, 4, 30))
    plan = make_plan(*steps, recurring, organisation=organisation)
    accepted = {
        "กองคลัง\x1f1.1": said(Status.DONE),
        "กองคลัง\x1f1.2": said(Status.DONE, acted_on=(march,), result="จัดอบรม"),
        "กองคลัง\x1f1.3": said(Status.IN_PROGRESS),
        "กองคลัง\x1f1.4": said(Status.CONTINUING, acted_on=(march,)),
    }
    gap = tell(make_scene(plan, report(accepted=accepted))).gap("evidence_before_closing")
    assert (gap.severity, gap.audience) == (Urgency.HIGH, Audience.MANAGEMENT)
    assert (gap.facts["count"], gap.actual, gap.days) == (2, 2, 26)
    assert gap.facts["due"] == gap.planned == date(2023, 4, 30)


def test_nothing_is_counted_down_where_every_claim_is_proved() -> None:
    organisation = Organisation("99999", "อบต.ตัวอย่าง", YEAR, ita_closing=date(2023, 4, 30))
    plan = make_plan(make_step(OPEN), organisation=organisation)
    accepted = {"กองคลัง\x1f1.1": said(Status.IN_PROGRESS, result="ประชุม")}
    assert tell(make_scene(plan, report(accepted=accepted))).codes == []


def test_a_division_that_is_excused_from_all_it_owes_need_send_nothing() -> None:
    steps = (make_step(OPEN, divisions=FOUR), make_step(OPEN, step_no=2, divisions=FOUR))
    waiver = Waiver("น้ำท่วม", "กองช่าง", None, None, "", "", None, Address("plan.xlsx"))
    plan = make_plan(*steps, waivers=(waiver,))
    told = tell(make_scene(plan, report(submitted=("สำนักปลัด",))))
    sent_nothing = [gap.division for gap in told.gaps if gap.code == "no_submission"]
    assert sent_nothing == ["กองคลัง", "กองการศึกษา"]


HEARD_IN = """
    | heard            | code          | urgency | months | since   |
    | 2565-11, 2566-02 | no_submission | high    |        | 2566-03 |
    | 2565-11, 2566-01 | no_submission | high    |        | 2566-03 |
    | 2565-11          | silent        | high    | 4      | 2565-12 |
    | 2565-12          | silent        | high    | 3      | 2566-01 |
    |                  | silent        | high    | 5      | 2565-11 |
"""


def test_a_division_of_which_nothing_came_for_months_is_silent() -> None:
    months = tuple(Month(2565, 11).plus(count) for count in range(4))
    for line in table(HEARD_IN):
        heard = {one.strip() for one in line["heard"].split(",")}
        past = Past(
            tuple(
                PastMonth(
                    month,
                    month.last,
                    heard=frozenset({DIVISION}) if str(month) in heard else frozenset(),
                )
                for month in months
            )
        )
        told = tell(make_scene(make_plan(make_step(OPEN)), report(submitted=()), past=past))
        (gap,) = told.gaps
        counted = gap.facts.get("months")
        assert (gap.code, gap.severity.value, str(counted or ""), str(gap.since)) == (
            line["code"],
            line["urgency"],
            line["months"],
            line["since"],
        )


TWO_MONTHS = Past(tuple(PastMonth(month, month.last) for month in (Month(2566, 1), Month(2566, 2))))


def test_silence_is_counted_from_the_end_of_its_first_month() -> None:
    past = Past(tuple(PastMonth(month, month.last) for month in (Month(2566, 1), Month(2566, 2))))
    gap = tell(make_scene(make_plan(make_step(OPEN)), report(submitted=()), past=past)).gap(
        "silent"
    )
    # 31 January to 4 April.
    assert gap.days == 63


def test_after_two_months_silence_is_no_alarm_where_the_office_counts_two() -> None:
    past = Past((PastMonth(Month(2566, 2), Month(2566, 2).last),))
    scene = make_scene(make_plan(make_step(OPEN)), report(submitted=()), past=past)
    assert tell(scene).codes == ["no_submission"]
    gap = tell(replace(scene, silent_months=2)).gap("silent")
    assert (gap.severity, gap.facts["months"]) == (Urgency.MEDIUM, 2)


def test_a_refused_file_breaks_no_silence_and_is_said_instead() -> None:
    past = Past(
        tuple(PastMonth(Month(2566, number), Month(2566, number).last) for number in (1, 2))
    )
    scene = make_scene(
        make_plan(make_step(OPEN)), report(submitted=(), refused=(DIVISION,)), past=past
    )
    assert tell(scene).codes == ["submission_refused"]
