from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.core.calendar import FiscalYear, Span
from pipeline.core.periods import (
    Frequency,
    Kind,
    Note,
    find_frequency_words,
    occurrences_of,
    parse_frequency,
    parse_period,
)

if TYPE_CHECKING:
    import random

FY2566 = FiscalYear(2566)


def rows(table: str) -> list[tuple[str, ...]]:
    """Lines of `text | kind | start/end | notes`; `⏎` is a line end, `-` is absent."""
    lines = [line.strip() for line in table.strip().splitlines()]
    cells = [[cell.strip() for cell in line.split("|")] for line in lines if line]
    return [(line[0].replace("⏎", "\n"), *line[1:]) for line in cells]


def told(text: str, fiscal_year: FiscalYear | None = None) -> tuple[str, str, str]:
    period = parse_period(text, fiscal_year)
    if period.start is None and period.end is None:
        span = "-"
    else:
        span = f"{period.start or ''}/{period.end or ''}"
    return str(period.kind), span, " ".join(period.notes) or "-"


# Every period and date of the domain notes, as the agencies wrote it.
REAL = rows("""
    ม.ค. - ก.ย. ๖๖ | range | 2023-01-01/2023-09-30 | -
    ตลอดปี ๖๖ | fiscal_year | 2022-10-01/2023-09-30 | fiscal_or_calendar_year
    ตลอดปี | fiscal_year | - | year_missing
    -มี.ค. ๖๖ -ก.ย. ๖๖ | milestones | 2023-03-01/2023-09-30 | -
    -ธ.ค. ๖๕ | month | 2022-12-01/2022-12-31 | -
    เม.ย. ๖๖ | month | 2023-04-01/2023-04-30 | -
    ตลอดปีงบประมาณ ๒๕๗๐ | fiscal_year | 2026-10-01/2027-09-30 | -
    ไตรมาส ๑ - ๔ | range | - | year_missing
    รอบ ๖ เดือน (ไตรมาส ๒) | half_year | - | year_missing
    รอบ ๑๒ เดือน (สิ้นปีงบประมาณ) | frequency | - | year_missing
    ต.ค.-ธ.ค. | range | - | year_missing
    ม.ค.-มี.ค. | range | - | year_missing
    เม.ย.-มิ.ย. | range | - | year_missing
    ก.ค.-ก.ย. | range | - | year_missing
    ไตรมาสที่ ๑ ต.ค.-ธ.ค. (year - 1) | quarter | - | year_missing
    ไตรมาสที่ ๔ ก.ค.-ก.ย. (year) | quarter | - | year_missing
    1 มีนาคม 2565 –30 เมษายน 2565 | range | 2022-03-01/2022-04-30 | -
    16 ตุลาคม - 22 พฤศจิกายน 2561 | range | 2018-10-16/2018-11-22 | -
    23 - 26 พ.ย. 2561 | range | 2018-11-23/2018-11-26 | -
    8 - 30 พฤศจิกายน 2561 | range | 2018-11-08/2018-11-30 | -
    1 ก.พ. 2559 - 31 ม.ค. 2560 | range | 2016-02-01/2017-01-31 | -
    28 ก.พ. 60 | day | 2017-02-28/2017-02-28 | -
    พ.ศ.๒๕๖o-๒๕๖๔ | none | - | latin_o_for_zero
    พ.ศ.๒๕๖๐-๒๕๖๔ | range | 2016-10-01/2021-09-30 | fiscal_or_calendar_year
    รอบ ๖ เดือน | frequency | - | year_missing
    รอบ ๑๒ เดือน | frequency | - | year_missing
    ภายในวันที่ ๓๐ พฤษภาคม ๒๕๖๙ | deadline | /2026-05-30 | -
    เมื่อวันที่ ๑๕ ก.พ. ๖๖ | day | 2023-02-15/2023-02-15 | -
    เมื่อ ๔ เม.ย. ๖๕ | day | 2022-04-04/2022-04-04 | -
    เมื่อ มี.ค. ๖๖ | month | 2023-03-01/2023-03-31 | -
    30 ก.ย. 2568 (ปีงบประมาณ 2568 (1 ต.ค. 2567 - 30 ก.ย. 2568)) | day | 2025-09-30/2025-09-30 | -
    -ให้มีการรายงานผลต่อคณะผู้บริหารทุก ๓ เดือน | none | - | not_a_date
    ทุก ๓ เดือน | frequency | - | year_missing
    ตัวชี้วัดตัวที่ ๑๐ | none | - | not_a_date
    นักวิเคราะห์ฯ ดำเนินการแล้ว เมื่อ มี.ค. ๖๖ | none | - | not_a_date
    ๔ เม.ย. ๒๕๖๖ | day | 2023-04-04/2023-04-04 | -
    4 เม.ย. 2566 | day | 2023-04-04/2023-04-04 | -
    4 เม.ย. 66 | day | 2023-04-04/2023-04-04 | -
    4/04/2566 | day | 2023-04-04/2023-04-04 | -
    4 เมษายน 2023 | day | 2023-04-04/2023-04-04 | ce_year_converted
    ๔ เมษายน ๒๐๒๓ | day | 2023-04-04/2023-04-04 | ce_year_converted
    4/04/3109 | none | - | shifted_twice
    4/4/2566 | day | 2023-04-04/2023-04-04 | -
    4/4/66 | day | 2023-04-04/2023-04-04 | -
    15/2/66 | day | 2023-02-15/2023-02-15 | -
    ๔/๔/๒๕๖๖ | day | 2023-04-04/2023-04-04 | -
    15 ก.พ. 66 | day | 2023-02-15/2023-02-15 | -
    29/2/2567 | day | 2024-02-29/2024-02-29 | -
    1 ม.ค. 2483 | none | - | no_such_day
    ๓o มีนาคม | none | - | latin_o_for_zero
    2๕6๖ | none | - | not_a_date mixed_digits
    1 มีนาคม - 30 เมษายน 2565 | range | 2022-03-01/2022-04-30 | -
    1-31 พฤษภาคม | range | - | year_missing
    1 มกราคม - 30 มิถุนายน 2567 | range | 2024-01-01/2024-06-30 | -
    8 มิ.ย. 66 | day | 2023-06-08/2023-06-08 | -
    30 เมษายน 64 | day | 2021-04-30/2021-04-30 | -
    7 กันยายน 2553 | day | 2010-09-07/2010-09-07 | -
""")

NASTY = rows("""
    ม.ค.ถึงมี.ค.66 | range | 2023-01-01/2023-03-31 | -
    เดือนมกราคม ถึง เดือนมีนาคม 2566 | range | 2023-01-01/2023-03-31 | -
    ตั้งแต่วันที่ ๑ ตุลาคม ๒๕๖๕ ถึงวันที่ ๓๐ กันยายน ๒๕๖๖ | range | 2022-10-01/2023-09-30 | -
    1ต.ค.65-30ก.ย.66 | range | 2022-10-01/2023-09-30 | -
    ต.ค. - มี.ค. ๖๖ | range | 2022-10-01/2023-03-31 | over_new_year
    พ.ย. ๖๕ - ก.พ. | range | 2022-11-01/2023-02-28 | over_new_year
    28 ธ.ค. - 5 ม.ค. 66 | range | 2022-12-28/2023-01-05 | over_new_year
    ต.ค. - ธ.ค. ปีงบประมาณ 2566 | range | 2022-10-01/2022-12-31 | -
    15 ต.ค. ปีงบประมาณ 2566 | day | 2022-10-15/2022-10-15 | -
    ต.ค. - ธ.ค. (ปีงบประมาณ 2566) | range | 2022-10-01/2022-12-31 | -
    ต.ค. - ธ.ค. (ปี 2566) | none | - | two_readings
    ม.ค. - มี.ค. (ปี 2566) | range | 2023-01-01/2023-03-31 | -
    ปี 2566 เดือน มี.ค. | month | 2023-03-01/2023-03-31 | -
    ปี 2566 เดือน ต.ค. | none | - | two_readings
    ปีงบประมาณ 2566 ไตรมาส 2 | quarter | 2023-01-01/2023-03-31 | -
    ภายในเดือนมีนาคม 2566 | deadline | /2023-03-31 | -
    ไม่เกินวันที่ 15 มี.ค. 66 | deadline | /2023-03-15 | -
    ก่อนสิ้นเดือน มี.ค. 66 | deadline | /2023-03-31 | -
    ภายในสิ้นปีงบประมาณ พ.ศ. 2566 | deadline | /2023-09-30 | -
    ภายในปี 66 | deadline | /2023-09-30 | fiscal_or_calendar_year
    ก่อนวันที่ 30 ก.ย. 66 | none | - | two_readings
    ภายใน 3 เดือน ก.ย. 66 | none | - | not_a_date
    ภายใน 6 เดือน | none | - | not_a_date
    1 ม.ค. 66 เป็นต้นไป | open_end | 2023-01-01/ | -
    ตั้งแต่ ม.ค. 66 | open_end | 2023-01-01/ | -
    ก.พ. 66 - ปัจจุบัน | open_end | 2023-02-01/ | -
    ตั้งแต่บัดนี้ถึง 30 ก.ย. 66 | deadline | /2023-09-30 | -
    สิ้นเดือนมีนาคม 2566 | day | 2023-03-31/2023-03-31 | -
    ต้นเดือน มี.ค. 66 | month | 2023-03-01/2023-03-31 | part_of_month
    กลางปี 66 | none | - | two_readings
    ปี พ.ศ. ๒๕๖๖ | fiscal_year | 2022-10-01/2023-09-30 | fiscal_or_calendar_year
    ปี 2023 | fiscal_year | 2022-10-01/2023-09-30 | fiscal_or_calendar_year ce_year_converted
    ปีปฏิทิน ๒๕๖๖ | calendar_year | 2023-01-01/2023-12-31 | -
    ตลอดปี 66 (ต.ค. 65 - ก.ย. 66) | fiscal_year | 2022-10-01/2023-09-30 | -
    ตลอดปี ๖๖ (ม.ค.-ธ.ค.) | calendar_year | 2023-01-01/2023-12-31 | -
    ปี 66 (ม.ค. - ก.ย. 66) | none | - | gloss_contradicts
    ตลอดปีงบประมาณ 2566 (ต.ค. 64 - ก.ย. 65) | none | - | gloss_contradicts
    ปีงบประมาณ 2561 - 2565 | range | 2017-10-01/2022-09-30 | -
    พ.ศ. 2023 | none | - | era_contradicts_year
    15 ก.พ. ค.ศ. 2566 | none | - | era_contradicts_year
    2566 | none | - | not_a_date
    2566 - 2570 | none | - | not_a_date
    ไตรมาส 2/2566 | quarter | 2023-01-01/2023-03-31 | -
    ไตรมาสที่ 2 ปีงบประมาณ พ.ศ. 2566 | quarter | 2023-01-01/2023-03-31 | -
    ไตรมาส 1-2/2566 | range | 2022-10-01/2023-03-31 | -
    ไตรมาสที่ 1 และ 3 ปี 2566 | milestones | 2022-10-01/2023-06-30 | -
    ไตรมาสที่ 5 ปี 2566 | none | - | not_a_date
    ไตรมาส 2 (เม.ย.-มิ.ย. 66) | range | 2023-04-01/2023-06-30 | quarter_contradicts_months
    ม.ค.-มี.ค. 66 (ไตรมาส 1) | range | 2023-01-01/2023-03-31 | quarter_contradicts_months
    ไตรมาส 2 (ม.ค.-มี.ค. 66) | quarter | 2023-01-01/2023-03-31 | -
    ไตรมาส 1, 15/2/66 | none | - | two_readings
    ครึ่งปีแรก 2566 | half_year | 2022-10-01/2023-03-31 | -
    6 เดือนหลัง ปี 66 | half_year | 2023-04-01/2023-09-30 | -
    รอบ ๖ เดือน (ต.ค. ๖๕ - มี.ค. ๖๖) | half_year | 2022-10-01/2023-03-31 | -
    ทุกเดือนมีนาคม 2566 | none | - | two_readings
    ทุกวันที่ 5 ของเดือน | none | - | not_a_date
    ปีละ 2 ครั้ง | none | - | not_a_date
    ๑๕, ๒๒ ก.พ. ๖๖ | milestones | 2023-02-15/2023-02-22 | -
    3-5, 10 ม.ค. 66 | milestones | 2023-01-03/2023-01-10 | -
    มี.ค. และ ก.ย. ๖๖ | milestones | 2023-03-01/2023-09-30 | -
    ต.ค., ม.ค. ๖๖ | none | - | two_readings
    มี.ค. 66 และ ม.ค. | none | - | two_readings
    มี.ค. ๖๖ ก.ย. ๖๖ | none | - | two_readings
    ม.ค./ก.ย. ๖๖ | none | - | two_readings
    -มี.ค. ๖๖⏎-ก.ย. ๖๖ | milestones | 2023-03-01/2023-09-30 | -
    - มี.ค. ๖๖⏎- ม.ค. - ก.ย. ๖๖ | milestones | 2023-01-01/2023-09-30 | -
    มี.ค. ๖๖⏎ก.ย. ๖๖ | milestones | 2023-03-01/2023-09-30 | -
    -มี.ค. ๖๖ - ก.ย. ๖๖ | none | - | two_readings
    -ม.ค. - ก.ย. ๖๖ | range | 2023-01-01/2023-09-30 | -
    มี.ค. ๖๖⏎-ก.ย. ๖๖ | none | - | two_readings
    1) มี.ค. 66 2) ก.ย. 66 | milestones | 2023-03-01/2023-09-30 | -
    ๑. มี.ค. ๖๖ ๒. ก.ย. ๖๖ | milestones | 2023-03-01/2023-09-30 | -
    1. มี.ค. 66 | none | - | two_readings
    1. 15 ก.พ. 66⏎2. 22 ก.พ. 66 | milestones | 2023-02-15/2023-02-22 | -
    15/2/23 | none | - | ce_two_digits
    4 เม.ย. 23 | none | - | ce_two_digits
    2/15/2566 | none | - | month_before_day
    15/13/2566 | none | - | no_such_day
    29/2/2566 | none | - | no_such_day
    31 เม.ย. 66 | none | - | no_such_day
    45 ก.พ. 66 | none | - | no_such_day
    66/2/15 | none | - | no_such_day
    15 ก.พ. 2943 | none | - | shifted_twice
    15 ก.พ. 2800 | none | - | year_out_of_range
    ก.พ. 256 | none | - | not_a_date
    15/2/25666 | none | - | not_a_date
    ม.ค. 2480 | none | - | old_calendar
    ก.ย. ๖๖ - ม.ค. ๖๖ | none | - | end_before_start
    20 - 15 ก.พ. 66 | none | - | end_before_start
    ม.ค. - ก.พ. - มี.ค. 66 | none | - | not_a_date
    2566-03 | month | 2023-03-01/2023-03-31 | -
    2023-03 | month | 2023-03-01/2023-03-31 | ce_year_converted
    03/2566 | month | 2023-03-01/2023-03-31 | -
    2023-04-04 00:00:00 | day | 2023-04-04/2023-04-04 | ce_year_converted
    2566-04-04 | day | 2023-04-04/2023-04-04 | -
    วันที่ ๑๕ เดือน กุมภาพันธ์ พ.ศ. ๒๕๖๖ | day | 2023-02-15/2023-02-15 | -
    วันพุธที่ 15 กุมภาพันธ์ 2566 เวลา 09.00 - 12.00 น. | day | 2023-02-15/2023-02-15 | -
    15-Feb-66 | none | - | two_readings
    15 Feb 2023 | day | 2023-02-15/2023-02-15 | ce_year_converted
    ก . ย . ๖๖ | month | 2023-09-01/2023-09-30 | -
    กพ66 | month | 2023-02-01/2023-02-28 | -
    ม.ย. 66 | none | - | not_a_date
    กรกฏาคม 2566 | month | 2023-07-01/2023-07-31 | -
    15 ก.พ. 2๕6๖ | day | 2023-02-15/2023-02-15 | mixed_digits
    l5 ก.พ. 66 | none | - | not_a_date
    15 ก.พ. 2566 (2023) | day | 2023-02-15/2023-02-15 | -
    15 ก.พ. 2566 (2022) | none | - | gloss_contradicts
    ม.ค. - ก.ย. ๖๖ (๙ เดือน) | range | 2023-01-01/2023-09-30 | -
    ม.ค. - ก.ย. ๖๖ (8 เดือน) | none | - | gloss_contradicts
    ม.ค. - ก.ย. ๖๖ ตามแผน | none | - | not_a_date
    ยกเลิก 15 ก.พ. 66 | none | - | not_a_date
    มี.ค. 66 คน | none | - | not_a_date
    (15 ก.พ. 66 | none | - | not_a_date
    081-234-5678 | none | - | not_a_date
    คำสั่งที่ ๑๒/๒๕๖๖ | none | - | not_a_date
    09.00 น. | none | - | not_a_date
    - | none | - | not_a_date
    -มี.ค. ๖๖-ก.ย. ๖๖ | none | - | two_readings
    (ไตรมาส 2) ก.ย. 66 | none | - | two_readings
    15) ก.พ. 66 | none | - | not_a_date
    28, 1 มี.ค. 66 | none | - | two_readings
    ทุกไตรมาส 2/2566 | none | - | not_a_date
    รอบ 6 เดือน 1/2566 | none | - | not_a_date
    หลังวันที่ 15 ก.พ. 66 | none | - | two_readings
    ณ สิ้นเดือน มี.ค. 66 | day | 2023-03-31/2023-03-31 | -
    15/2/1900 | day | 1900-02-15/1900-02-15 | ce_year_converted
    15/2/2400 | none | - | old_calendar
    15/2/2701 | none | - | year_out_of_range
    15/2/2942 | none | - | year_out_of_range
    15/2/2943 | none | - | shifted_twice
    15/2/49 | none | - | ce_two_digits
    15/2/50 | day | 2007-02-15/2007-02-15 | -
    มี.ค. 66/67 | none | - | not_a_date
    ม.ค. - ก.ย. ๖๖ ยกเว้น มี.ค. | none | - | not_a_date
    ม.ค. หรือ ก.พ. ๖๖ | none | - | not_a_date
""")

WITH_PLAN_YEAR = rows("""
    ตลอดปี | fiscal_year | 2022-10-01/2023-09-30 | year_from_plan
    ต.ค.-ธ.ค. | range | 2022-10-01/2022-12-31 | year_from_plan
    ธ.ค. - ม.ค. | range | 2022-12-01/2023-01-31 | year_from_plan
    ก.ย. - ต.ค. | range | - | year_missing
    ตลอดปีปฏิทิน | calendar_year | - | year_missing
    15 ก.พ. | day | 2023-02-15/2023-02-15 | year_from_plan
    ไตรมาส ๑ - ๔ | range | 2022-10-01/2023-09-30 | year_from_plan
    ไตรมาสที่ ๑ ต.ค.-ธ.ค. (year - 1) | quarter | 2022-10-01/2022-12-31 | year_from_plan
    รอบ ๖ เดือน (ไตรมาส ๒) | half_year | 2022-10-01/2023-03-31 | half_year_by_quarter year_from_plan
    รอบ ๑๒ เดือน (สิ้นปีงบประมาณ) | frequency | 2022-10-01/2023-09-30 | year_from_plan
    ทุก ๓ เดือน | frequency | 2022-10-01/2023-09-30 | year_from_plan
    ภายใน 30 กันยายน | deadline | /2023-09-30 | year_from_plan
    ม.ค. - ก.ย. ๖๗ | range | 2024-01-01/2024-09-30 | -
    29 ก.พ. | none | - | no_such_day
""")


@pytest.mark.parametrize(("text", "kind", "span", "notes"), [*REAL, *NASTY])
def test_period_is_read_or_declined_with_its_reason(
    text: str, kind: str, span: str, notes: str
) -> None:
    assert told(text) == (kind, span, notes)


@pytest.mark.parametrize(("text", "kind", "span", "notes"), WITH_PLAN_YEAR)
def test_plan_supplies_the_year_that_is_not_told(
    text: str, kind: str, span: str, notes: str
) -> None:
    assert told(text, FY2566) == (kind, span, notes)


def test_blank_text_tells_nothing() -> None:
    assert told(" \u200b\u00a0") == ("none", "-", "blank")


def test_text_comes_back_as_typed() -> None:
    assert parse_period(" ม.ค.\u200b - ก.ย. ๖๖ ").text == " ม.ค.\u200b - ก.ย. ๖๖ "


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("-มี.ค. ๖๖ -ก.ย. ๖๖", "2023-03-01/2023-03-31 2023-09-01/2023-09-30"),
        ("ก.ย. ๖๖, มี.ค. ๖๖", "2023-03-01/2023-03-31 2023-09-01/2023-09-30"),
        ("ม.ค.-มี.ค. และ ก.ค.-ก.ย. 66", "2023-01-01/2023-03-31 2023-07-01/2023-09-30"),
        ("๑๕, ๒๒ ก.พ. ๖๖", "2023-02-15 2023-02-22"),
        ("ม.ค. - ก.ย. ๖๖", "2023-01-01/2023-09-30"),
        ("ภายใน ก.ย. ๖๖", "/2023-09-30"),
        ("ไตรมาส 1, 3 ปี 66", "2022-10-01/2022-12-31 2023-04-01/2023-06-30"),
        (
            "ทุกไตรมาส ม.ค. - ก.ย. 66",
            "2023-01-01/2023-03-31 2023-04-01/2023-06-30 2023-07-01/2023-09-30",
        ),
        ("ทุก ๖ เดือน (มี.ค., ก.ย. ๖๖)", "2023-03-01/2023-03-31 2023-09-01/2023-09-30"),
        ("ทุก ๓ เดือน", ""),
        ("31 เม.ย. 66", ""),
    ],
)
def test_each_span_is_an_occurrence(text: str, spans: str) -> None:
    assert " ".join(str(span) for span in parse_period(text).occurrences) == spans


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("ตลอดปี ๖๖", "2023-01-01/2023-12-31"),
        ("พ.ศ.๒๕๖๐-๒๕๖๔", "2017-01-01/2021-12-31"),
        ("ภายในปี 66", "/2023-12-31"),
        ("ปีงบประมาณ ๒๕๖๖", "None"),
        ("ม.ค. ๖๖", "None"),
    ],
)
def test_other_reading_of_a_year(text: str, other: str) -> None:
    assert str(parse_period(text).other_reading) == other


@pytest.mark.parametrize(
    ("text", "frequency"),
    [
        ("ครั้งเดียว", Frequency.ONCE),
        ("ต่อเนื่อง", Frequency.CONTINUOUS),
        ("ทุกเดือน", Frequency.MONTHLY),
        ("เป็นประจำทุกเดือน", Frequency.MONTHLY),
        ("รายเดือน", Frequency.MONTHLY),
        ("ทุกไตรมาส", Frequency.QUARTERLY),
        ("ทุก ๓ เดือน", Frequency.QUARTERLY),
        ("ทุกๆ 3 เดือน", Frequency.QUARTERLY),
        ("รายไตรมาส", Frequency.QUARTERLY),
        ("ทุก ๖ เดือน", Frequency.HALF_YEARLY),
        ("รอบ ๖ เดือน", Frequency.HALF_YEARLY),
        ("ทุกปี", Frequency.YEARLY),
        ("รายปี", Frequency.YEARLY),
        ("ประจำปี", Frequency.YEARLY),
        ("ปีละ ๑ ครั้ง", Frequency.YEARLY),
        ("ทุก ๔ เดือน", None),
        ("ทุกเดือน ตลอดปี", None),
        ("เดือน", None),
        ("", None),
    ],
)
def test_frequency_words_of_the_plan(text: str, frequency: Frequency | None) -> None:
    assert parse_frequency(text) == frequency


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("สรุปผลการจัดซื้อจัดจ้างหรือการจัดหาพัสดุรายเดือน", ("รายเดือน", Frequency.MONTHLY)),
        ("รายงานผลการดำเนินงานประจำปี", ("ประจำปี", Frequency.YEARLY)),
        ("รายงานการกำกับติดตามประจำปี รอบ ๖ เดือน", ("รอบ ๖ เดือน", Frequency.HALF_YEARLY)),
        ("ประชุมประจำเดือน มี.ค. ๖๖", None),
        ("ประชุมประจำเดือนของพนักงาน", ("ประจำเดือน", Frequency.MONTHLY)),
        ("ปรับปรุง website อย่างต่อเนื่อง", None),
        ("จัดเก็บรายได้", None),
    ],
)
def test_frequency_word_inside_a_title(title: str, found: tuple[str, Frequency] | None) -> None:
    assert find_frequency_words(title) == found


def test_frequency_beside_a_year_makes_its_windows() -> None:
    period = parse_period("ทุกเดือน ตลอดปีงบประมาณ ๒๕๖๖")
    assert period.kind is Kind.FREQUENCY
    assert period.frequency is Frequency.MONTHLY
    assert len(period.occurrences) == 12
    assert str(period.occurrences[0]) == "2022-10-01/2022-10-31"
    assert str(period.occurrences[11]) == "2023-09-01/2023-09-30"


def test_windows_are_clipped_to_the_span() -> None:
    span = Span(date(2022, 11, 15), date(2023, 4, 10))
    half_years = occurrences_of(Frequency.HALF_YEARLY, span)
    assert [str(item) for item in half_years] == ["2022-11-15/2023-03-31", "2023-04-01/2023-04-10"]
    assert [str(item) for item in occurrences_of(Frequency.QUARTERLY, span)] == [
        "2022-11-15/2022-12-31",
        "2023-01-01/2023-03-31",
        "2023-04-01/2023-04-10",
    ]
    assert occurrences_of(Frequency.ONCE, span) == (span,)
    assert occurrences_of(Frequency.MONTHLY, Span(None, span.end)) == (Span(None, span.end),)


# The forms are printed here by hand: nothing of the code under test takes part.
SHORT = [
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
]
LONG = ["มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน"]
LONG += ["กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"]
DOTTED = [name.rstrip(".") for name in SHORT]
BARE = [name.replace(".", "") for name in SHORT]
TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
AROUND = ["", "", "", "\u200b", "\u00a0", "\ufeff", " ", "\u200d"]
INVISIBLE = ["\u200b", "\u2060", "\ufeff", "\u200c"]
BLANKS = ["", " ", "\u00a0", "  "]
JOINTS = [" - ", "-", " – ", " –", " ถึง ", "ถึง", " ถึงวันที่ ", " — "]
DAYS = st.dates(date(2010, 1, 1), date(2050, 12, 31))
CHANCES = st.randoms(use_true_random=False)


def printed_day_and_month(day: date, chance: random.Random) -> str:
    month = chance.choice((SHORT, LONG, DOTTED, BARE))[day.month - 1]
    return f"{day.day}{chance.choice(BLANKS)}{month}"


def printed_day(day: date, chance: random.Random) -> str:
    be_year, short = day.year + 543, (day.year + 543) % 100
    year = chance.choice([f"{be_year}", f"{short}", f"พ.ศ. {be_year}", f"พ.ศ.{be_year}"])
    named = f"{printed_day_and_month(day, chance)}{chance.choice(['', ' '])}{year}"
    mark = chance.choice("/-")
    numeric = f"{day.day}{mark}{day.month}{mark}{chance.choice([be_year, short])}"
    iso = f"{chance.choice([be_year, day.year])}-{day.month:02}-{day.day:02}"
    return chance.choice([named, named, numeric, iso])


def printed_range(first: date, last: date, chance: random.Random) -> str:
    joint = chance.choice(JOINTS)
    ending = f"{last.day} {SHORT[last.month - 1]} {last.year + 543}"
    if first.year == last.year and first.month == last.month and chance.random() < 0.3:
        return f"{first.day}{joint}{ending}"
    if first.year == last.year and chance.random() < 0.4:
        return printed_day_and_month(first, chance) + joint + ending
    return printed_day(first, chance) + joint + printed_day(last, chance)


def noisy(text: str, chance: random.Random) -> str:
    if chance.random() < 0.5:
        text = text.translate(TO_THAI)
    invisible = (chance.choice(INVISIBLE) if chance.random() < 0.1 else "" for _ in text)
    inner = "".join(letter + noise for letter, noise in zip(text, invisible, strict=True))
    return chance.choice(AROUND) + inner + chance.choice(AROUND)


@settings(max_examples=1000, deadline=None)
@given(day=DAYS, chance=CHANCES)
def test_any_day_in_any_print_comes_back(day: date, chance: random.Random) -> None:
    lead_in = chance.choice(["", "เมื่อวันที่ ", "วันที่ ", "-", "• "])
    text = noisy(lead_in + printed_day(day, chance), chance)
    period = parse_period(text)
    assert (period.kind, period.start, period.end) == (Kind.DAY, day, day), text


@settings(max_examples=1000, deadline=None)
@given(day=DAYS, length=st.integers(1, 300), chance=CHANCES)
def test_any_range_in_any_print_comes_back(day: date, length: int, chance: random.Random) -> None:
    last = day + timedelta(days=length)
    text = noisy(printed_range(day, last, chance), chance)
    period = parse_period(text)
    assert (period.kind, period.start, period.end) == (Kind.RANGE, day, last), text


PIECES = [*SHORT, *LONG, "15", "2566", "66", "๖๖", "๒๕๖o", "31", "2", "1.", "2023", "พ.ศ.", "ค.ศ."]
PIECES += ["/", "-", " - ", "\n", ",", "(", ")", " ", "ถึง", "และ", "ภายใน", "ตั้งแต่", "เป็นต้นไป"]
PIECES += ["ปี", "ตลอด", "ปีงบประมาณ", "ไตรมาส", "ทุก", "เดือน", "รอบ", "สิ้น", "วันที่", "ครึ่งปีแรก"]
PIECES += ["(1)", "1) ", "2)", "(ไตรมาส 2)", "ทุก ๓ เดือน"]
MUTATED = st.lists(st.sampled_from(PIECES), max_size=9).map("".join)


@settings(max_examples=1500, deadline=None)
@given(text=st.one_of(st.text(max_size=40), MUTATED), plan=st.sampled_from([None, FY2566]))
def test_any_text_is_read_soundly_or_declined(text: str, plan: FiscalYear | None) -> None:
    period = parse_period(text, plan)
    if not period.occurrences:
        assert (period.start, period.end) == (None, None)
        assert period.notes
        return
    starts = [span.start for span in period.occurrences]
    ends = [span.end for span in period.occurrences]
    assert period.start == (None if None in starts else min(day for day in starts if day))
    assert period.end == (None if None in ends else max(day for day in ends if day))
    assert period.start is None or period.end is None or period.start <= period.end
    assert Note.NOT_A_DATE not in period.notes
    for one, other in pairwise(period.occurrences):
        assert (one.start or date.min) <= (other.start or date.min)
