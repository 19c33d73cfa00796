from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.core.periods import Frequency
from pipeline.merge.plan_sheets import read_plan_sheets
from pipeline.plan.building import Built, PlanFile, build_plan
from schemas.loading import load_schema
from tests.tables import plan_book, shown, shown_reading

if TYPE_CHECKING:
    from pipeline.core.plan import Plan, Step

SCHEMA = load_schema()
FULL = (
    "| มาตรการที่ | มาตรการ/แนวทาง | ข้อที่ | วิธีการดำเนินการ | ผู้รับผิดชอบ | ระยะเวลาดำเนินการ | {header} |\n"
    "| 1 | มาตรการหนึ่ง | 1 | จัดประชุม | กองคลัง | ม.ค. - ก.ย. ๖๖ | {typed} |"
)


def build(steps: str) -> Built:
    read = read_plan_sheets(plan_book(steps), SCHEMA.plan_sheets, "plan.xlsx")
    assert read.findings == ()
    return build_plan(PlanFile("plan.xlsx", "sha"), read.records, SCHEMA)


def plan(steps: str) -> Plan:
    built = build(steps)
    assert built.plan is not None
    return built.plan


def codes(steps: str) -> list[str]:
    return [shown(one) for one in build(steps).findings]


def step(header: str, typed: str) -> Step:
    return plan(FULL.format(header=header, typed=typed)).steps[0]


def test_a_measures_number_and_title_are_given_once_or_repeated() -> None:
    found = plan("""
        | ๑ | มาตรการหนึ่ง | ๑ | จัดประชุม | กองคลัง | ม.ค. ๖๖ |
        |   |            |   | จัดอบรม | กองช่าง | ก.พ. ๖๖ |
        | ๒ | มาตรการสอง | ๑ | จัดทำคู่มือ | กองคลัง | มี.ค. ๖๖ |
        | ๑ | มาตรการหนึ่ง | ๓ | จัดซื้อ | กองคลัง | มี.ค. ๖๖ |
    """)
    assert [(one.number, one.title) for one in found.measures] == [
        ("1", "มาตรการหนึ่ง"),
        ("2", "มาตรการสอง"),
    ]
    assert [one.code for one in found.steps] == ["1.1", "1.2", "1.3", "2.1"]
    assert [str(one.where.cell) for one in found.steps] == ["F2", "F3", "F5", "F4"]


def test_a_blank_period_or_owner_is_blank() -> None:
    found = plan("""
        | 1 | มาตรการหนึ่ง | 1 | จัดประชุม | กองคลัง | ม.ค. ๖๖ |
        | 1 |            | 2 | จัดอบรม |  | - |
    """)
    second = found.steps[1]
    assert (second.divisions, second.period.text, second.period.start) == ((), "", None)


def test_a_measure_without_a_method_has_no_step() -> None:
    (measure,) = plan("| 1 | มาตรการหนึ่ง | | | กองคลัง | ม.ค. ๖๖ |").measures
    assert (measure.steps, str(measure.where.cell)) == ((), "B2")


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ("| ก | มาตรการ | 1 | จัดประชุม | กองคลัง | ม.ค. ๖๖ |", ["row_unknown A2"]),
        ("| | มาตรการ | 1 | จัดประชุม | กองคลัง | ม.ค. ๖๖ |", ["row_unknown A2"]),
        ("| 1 | มาตรการ | ก | จัดประชุม | กองคลัง | ม.ค. ๖๖ |", ["row_unknown C2"]),
        ("| 1 | มาตรการ | 1 | จัดประชุม | คณะทำงาน | ม.ค. ๖๖ |", ["division_unknown E2"]),
        ("| 1 | มาตรการ | 1 | จัดประชุม | กองคลัง, นายก | ม.ค. ๖๖ |", []),
        ("| 1 | มาตรการ | 1 | #REF! | กองคลัง | ม.ค. ๖๖ |", ["error_value D2"]),
        (
            "| 1 | มาตรการ | 1 | ก | กองคลัง | ม.ค. ๖๖ |\n| 1 | | 1 | ข | กองคลัง | ม.ค. ๖๖ |",
            ["row_duplicated C3"],
        ),
    ],
)
def test_what_is_amiss_in_the_rows(steps: str, expected: list[str]) -> None:
    assert codes(steps) == expected


def test_a_row_without_a_readable_number_is_not_taken_for_the_measure_above() -> None:
    found = plan("""
        | 1 | มาตรการหนึ่ง | 1 | จัดประชุม | กองคลัง | ม.ค. ๖๖ |
        | ก | มาตรการอื่น | 1 | จัดอบรม | กองคลัง | ม.ค. ๖๖ |
        |   |            | 2 | จัดซื้อ | กองคลัง | ม.ค. ๖๖ |
    """)
    assert [one.code for one in found.steps] == ["1.1"]


def test_of_a_step_given_twice_the_first_stands() -> None:
    found = plan("""
        | 1 | มาตรการหนึ่ง | 1 | จัดประชุม | กองคลัง | ม.ค. ๖๖ |
        | 1 | มาตรการหนึ่ง | 1 | จัดอบรม | กองคลัง | ม.ค. ๖๖ |
    """)
    assert [one.method for one in found.steps] == ["จัดประชุม"]


def test_an_owners_other_name_is_listed_once() -> None:
    built = build("""
        | 1 | มาตรการหนึ่ง | 1 | จัดประชุม | สป. | ม.ค. ๖๖ |
        | 1 | มาตรการหนึ่ง | 2 | จัดอบรม | สป. | ม.ค. ๖๖ |
        | 1 | มาตรการหนึ่ง | 3 | จัดซื้อ | ทุกสำนัก/กอง | ม.ค. ๖๖ |
    """)
    assert [shown_reading(one) for one in built.readings] == [
        "E2 division_alias: สป. -> สำนักปลัด",
        "E4 division_alias: ทุกสำนัก/กอง -> สำนักปลัด, กองคลัง, กองช่าง",
    ]


@pytest.mark.parametrize(
    ("typed", "frequency"),
    [
        ("ครั้งเดียว", Frequency.ONCE),
        ("ต่อเนื่อง", Frequency.CONTINUOUS),
        ("ทุกเดือน", Frequency.MONTHLY),
        ("ทุกไตรมาส", Frequency.QUARTERLY),
        ("ทุก ๖ เดือน", Frequency.HALF_YEARLY),
        ("ทุกปี", Frequency.YEARLY),
        ("", None),
        ("-", None),
    ],
)
def test_frequencies(typed: str, frequency: Frequency | None) -> None:
    assert step("ความถี่", typed).frequency is frequency
    assert codes(FULL.format(header="ความถี่", typed=typed)) == []


def test_a_frequency_that_cannot_be_read_is_asked_about() -> None:
    assert codes(FULL.format(header="ความถี่", typed="บางครั้ง")) == ["period_unreadable G2"]


def test_a_blank_frequency_is_the_periods_own() -> None:
    (found,) = plan("| 1 | มาตรการ | 1 | จัดประชุม | กองคลัง | ทุกเดือน |").steps
    assert found.frequency is Frequency.MONTHLY


@pytest.mark.parametrize(
    ("typed", "required", "in_percent"),
    [
        ("ต้องมี", True, True),
        ("ไม่ต้องมี", False, False),
        ("", None, False),
        ("-", None, False),
        ("ใช่", None, True),
    ],
)
def test_yes_and_no(typed: str, required: bool | None, in_percent: bool) -> None:  # noqa: FBT001 - columns of the table
    assert step("ต้องมีหลักฐาน", typed).evidence_required is required
    assert step("วัดเป็นร้อยละ", typed).in_percent is in_percent


@pytest.mark.parametrize(
    ("typed", "budget"),
    [("5,000", 5000.0), ("<5000>", 5000.0), ("ไม่ใช้งบประมาณ", None), ("", None)],
)
def test_budgets(typed: str, budget: float | None) -> None:
    assert step("งบประมาณ (บาท)", typed).budget == budget


@pytest.mark.parametrize(
    ("typed", "indicators"),
    [
        ("10", ("10",)),
        ("๑, ๓", ("1", "3")),
        ("1/3/1", ("1", "3")),
        ("ตัวชี้วัดที่ ๙ และ 10", ("9", "10")),
        ("<10>", ("10",)),
        ("", ()),
    ],
)
def test_indicators_of_a_measure(typed: str, indicators: tuple[str, ...]) -> None:
    found = plan(FULL.format(header="ตัวชี้วัด ITA", typed=typed))
    assert found.measures[0].indicators == indicators


def test_a_period_typed_as_a_date_cell_is_that_day() -> None:
    (found,) = plan("| 1 | มาตรการ | 1 | จัดประชุม | กองคลัง | <2023-04-30> |").steps
    assert str(found.period.start) == "2023-04-30"
