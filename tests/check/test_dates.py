from __future__ import annotations

from datetime import date

import pytest

from pipeline.check.dates import judge_date, suggest_year
from pipeline.core.calendar import FiscalYear, Span, parse_span
from tests.tables import Against, check_sheet, form, plan_of

JAN_TO_SEP = "| 1 | มาตรการหนึ่ง | 1 | จัดประชุม | กองคลัง | ม.ค. - ก.ย. ๖๖ |"
TWICE = "| 1 | มาตรการหนึ่ง | 1 | จัดประชุม | กองคลัง | -ธ.ค. ๖๕ -ก.ย. ๖๖ |"


@pytest.mark.parametrize(
    ("typed", "steps", "expected"),
    [
        ("15 ก.พ. 66", JAN_TO_SEP, []),
        ("ก.พ. 66", JAN_TO_SEP, []),
        ("5 เม.ย. 66", JAN_TO_SEP, []),
        ("เม.ย. 66", JAN_TO_SEP, []),
        ("15 ก.พ. 65", JAN_TO_SEP, ["date_year_slip D6"]),
        ("15 ก.พ. 67", JAN_TO_SEP, ["date_year_slip D6"]),
        ("<1966-02-15>", JAN_TO_SEP, ["date_year_slip D6"]),
        ("15 ก.พ. 64", JAN_TO_SEP, ["date_outside_year D6"]),
        ("15 ธ.ค. 63", JAN_TO_SEP, ["date_outside_year D6"]),
        ("6 เม.ย. 66", JAN_TO_SEP, ["date_in_future D6"]),
        ("ก.ย. 66", JAN_TO_SEP, ["date_in_future D6"]),
        ("15 ธ.ค. 65", JAN_TO_SEP, ["date_outside_period D6"]),
        ("15 ก.พ. 66, 15 ธ.ค. 65, 15 ก.พ. 65", JAN_TO_SEP, ["date_year_slip D6"]),
        ("ธ.ค. 65, มี.ค. 66", TWICE, []),
        ("15 ก.พ. 66", TWICE, []),
        ("พ.ย. 65", TWICE, ["date_outside_period D6", "obstacle_blank G6"]),
        ("<2566-02-15>", JAN_TO_SEP, []),
    ],
)
def test_dates_first_fault_that_fits(typed: str, steps: str, expected: list[str]) -> None:
    page = form(f"| วันที่ดำเนินการ |\n| {typed} |")
    assert check_sheet(page, Against(plan_of(steps))).codes == expected


def test_a_fault_of_a_date_in_the_result_is_found_there() -> None:
    page = form("| วันที่ดำเนินการ | ผลการดำเนินงาน |\n| | ประชุม ๑๕ ก.พ. ๖๖ และเมื่อ ๔ เม.ย. ๖๕ |")
    checked = check_sheet(page)
    assert checked.codes == ["date_year_slip E6"]
    facts = checked.findings[0].facts
    assert (facts["found"], str(facts["date"]), str(facts["suggested"])) == (
        "๔ เม.ย. ๖๕",
        "2022-04-04",
        "2023-04-04",
    )


def test_facts_of_a_date_outside_its_period() -> None:
    facts = check_sheet(form("| วันที่ดำเนินการ |\n| 15 ธ.ค. 65 |")).findings[0].facts
    assert (facts["period"], facts["suggested"]) == ("ม.ค. - ก.ย. ๖๖", None)
    assert (facts["year"], facts["as_of"]) == (FiscalYear(2566), date(2023, 4, 5))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("15 ธ.ค. 65", ["row_missing 1 1"]),
        ("15 ธ.ค. 64", ["row_missing 1 1", "date_year_slip D6"]),
        ("15 เม.ย. 66", ["row_missing 1 1", "date_in_future D6"]),
        ("15 ธ.ค. 60", ["row_missing 1 1", "date_outside_year D6"]),
    ],
)
def test_unplanned_work_is_held_against_the_year_up_to_the_cut_off(
    typed: str, expected: list[str]
) -> None:
    page = form(f"| ข้อที่ | วันที่ดำเนินการ |\n| | {typed} |")
    assert check_sheet(page).codes == expected


@pytest.mark.parametrize(
    ("span", "window", "meant"),
    [
        ("2022-02-15", "2023-01-01/2023-09-30", "2023-02-15"),
        ("2024-02-29", "2023-01-01/2023-09-30", "2023-02-28"),
        ("1966-02-15", "2023-01-01/2023-09-30", "2023-02-15"),
        ("2022-02-01/2022-02-28", "2023-01-01/2023-09-30", "2023-02-01/2023-02-28"),
        ("2023-02-15", "2023-01-01/2023-09-30", "None"),
        ("2021-02-15", "2023-01-01/2023-09-30", "None"),
        ("/2022-02-15", "2023-01-01/2023-09-30", "None"),
    ],
)
def test_the_year_that_was_probably_meant(span: str, window: str, meant: str) -> None:
    assert str(suggest_year(parse_span(span), parse_span(window))) == meant


def test_a_date_without_a_duty_and_inside_the_year_is_good() -> None:
    day = Span(date(2022, 12, 15), date(2022, 12, 15))
    assert judge_date(day, None, FiscalYear(2566), date(2023, 4, 5)) is None
