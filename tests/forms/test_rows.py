from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pipeline.core.accepted import Accepted
from pipeline.core.address import Address
from pipeline.core.calendar import FiscalYear, Month, Span, parse_span
from pipeline.core.dates import parse_cell_dates
from pipeline.core.duty import Status, duties_of
from pipeline.core.words import Digits
from pipeline.forms.issue import Filling, Issue
from pipeline.forms.rows import accepted_texts, due_note, facts_of, filled_texts, span_text
from schemas.loading import load_schema, load_words
from tests.tables import past_of, plan_of

MARCH = Month(2566, 3)
STEP = "| 1 | มาตรการหนึ่ง | 1 | จัดประชุม | กองคลัง | {} |"
MONTHLY = (
    "| มาตรการที่ | มาตรการ | ข้อที่ | วิธีดำเนินการ | ผู้รับผิดชอบ | ระยะเวลา | ความถี่ |\n"
    "| 1 | มาตรการหนึ่ง | 1 | จัดประชุม | กองคลัง | ตลอดปีงบประมาณ 2566 | ทุกเดือน |"
)
KEY = "กองคลัง\x1f1.1"


def accepted(status: Status | None, dates: str = "", **more: Any) -> Accepted:  # noqa: ANN401
    spans = tuple(parse_span(one) for one in dates.split(";") if one)
    return Accepted(Month(2566, 2), Address("ก.xlsx"), "", status, acted_on=spans, **more)


def issue(steps: str, past: Accepted | None = None, month: Month = MARCH, **more: Any) -> Issue:  # noqa: ANN401 - the same
    plan = plan_of(steps)
    duties = tuple(one for one in duties_of(plan, month) if one.division == "กองคลัง")
    division = next(one for one in plan.divisions if one.name == "กองคลัง")
    words = load_words("th", Digits.THAI)
    known = past_of({KEY: past} if past else {})
    days = (date(2023, 4, 5), date(2023, 4, 5))
    return Issue(plan, division, duties, month, *days, load_schema(), words, known, **more)


@pytest.mark.parametrize(
    ("steps", "past", "note"),
    [
        (STEP.format("ม.ค. - ก.ย. ๖๖"), None, "อยู่ในระยะเวลา"),
        (STEP.format("ม.ค. - มี.ค. ๖๖"), None, "ครบกำหนดเดือนนี้"),
        (STEP.format("พ.ค. - ก.ย. ๖๖"), None, "ยังไม่ถึงกำหนด"),
        (STEP.format("ต.ค. - ธ.ค. ๖๕"), None, "เกินกำหนด ๓ เดือน"),
        (STEP.format("ต.ค. - ธ.ค. ๖๕"), accepted(Status.IN_PROGRESS), "เกินกำหนด ๓ เดือน"),
        (STEP.format("ต.ค. - ธ.ค. ๖๕"), accepted(Status.DONE), "แล้วเสร็จ"),
        (STEP.format("ต.ค. - ธ.ค. ๖๕"), accepted(Status.CONTINUING), "พ้นระยะเวลาแล้ว"),
        (STEP.format("ม.ค. - ก.ย. ๖๖"), accepted(Status.CANCELLED), "ขอยกเลิกแล้ว"),
        (STEP.format("เมื่อพร้อม"), None, "ระยะเวลาไม่ชัดเจน"),
        (MONTHLY, None, "เกินกำหนด ๕ เดือน"),
        (
            STEP.format("-ธ.ค. ๖๕ -ก.ย. ๖๖"),
            accepted(Status.DONE, "2022-12-15"),
            "งวด ก.ย. ๒๕๖๖",
        ),
        (
            MONTHLY,
            accepted(Status.CONTINUING, "2022-10-01/2023-02-28"),
            "งวด มี.ค. ๒๕๖๖",
        ),
    ],
)
def test_what_is_due_at_the_month_s_end(steps: str, past: Accepted | None, note: str) -> None:
    form = issue(steps, past)
    assert due_note(form.duties[0], past, form) == note


@pytest.mark.parametrize(
    ("span", "text"),
    [
        ("2023-02-15", "๑๕ ก.พ. ๒๕๖๖"),
        ("2023-02-01/2023-02-28", "ก.พ. ๒๕๖๖"),
        ("2023-02-15/2023-02-17", "๑๕ ก.พ. ๒๕๖๖ - ๑๗ ก.พ. ๒๕๖๖"),
        ("2022-12-15/2023-01-05", "๑๕ ธ.ค. ๒๕๖๕ - ๕ ม.ค. ๒๕๖๖"),
        ("2022-10-01/2022-12-31", "๑ ต.ค. ๒๕๖๕ - ๓๑ ธ.ค. ๒๕๖๕"),
    ],
)
def test_a_date_is_filled_in_as_it_is_read_again(span: str, text: str) -> None:
    meant: Span = parse_span(span)
    assert span_text(meant, load_words("th", Digits.THAI)) == text
    read = parse_cell_dates(f"{text}, ๑ มี.ค. ๒๕๖๖", FiscalYear(2566))
    assert [one.span for one in read.dates] == [meant, Span(date(2023, 3, 1), date(2023, 3, 1))]
    assert not read.unread


def test_last_month_s_values_stand_but_for_what_is_the_month_s_own() -> None:
    past = accepted(
        Status.IN_PROGRESS,
        "2023-02-15",
        progress=50.0,
        result="อบรม",
        evidence="1/2",
        obstacle="ติดขัด",
        recommendation="ควรทำต่อ",
        spent=1500.0,
    )
    form = issue(STEP.format("ม.ค. - ก.ย. ๖๖"), past)
    assert accepted_texts(past, form) == {
        "status": "อยู่ระหว่างดำเนินการ",
        "progress": "๕๐",
        "acted_on": "๑๕ ก.พ. ๒๕๖๖",
        "result": "อบรม",
        "evidence": "1/2",
        "spent": "๑,๕๐๐",
    }


def test_what_was_typed_goes_before_what_was_accepted() -> None:
    past = accepted(Status.IN_PROGRESS, result="อบรม")
    typed = Filling({KEY: {"status": "ทำแล้วมั้ง"}})
    form = issue(STEP.format("ม.ค. - ก.ย. ๖๖"), past, filling=typed)
    assert filled_texts(form.duties[0], form) == {"status": "ทำแล้วมั้ง"}


@pytest.mark.parametrize(
    ("period", "past", "late"),
    [
        ("ม.ค. - ก.ย. ๖๖", None, "0000000000"),
        ("ต.ค. - ธ.ค. ๖๕", None, "1110001111"),
        ("ต.ค. - ธ.ค. ๖๕", accepted(Status.DONE), "0110000000"),
        ("-ธ.ค. ๖๕ -ก.ย. ๖๖", None, "1110001111"),
    ],
)
def test_when_a_row_is_late_by_the_status_that_is_chosen(
    period: str, past: Accepted | None, late: str
) -> None:
    form = issue(STEP.format(period), past)
    facts = facts_of(form.duties[0], form)
    assert facts.late == late
    assert facts.whenever is ("-ก.ย." not in period)


def test_dates_that_the_result_tells_are_left_to_it() -> None:
    told = "อบรม เมื่อ ๑๕ ก.พ. ๖๖ และ ๔ เม.ย. ๖๕"
    past = accepted(Status.IN_PROGRESS, "2023-02-15", result=told)
    form = issue(STEP.format("ม.ค. - ก.ย. ๖๖"), past)
    assert accepted_texts(past, form)["acted_on"] == ""
