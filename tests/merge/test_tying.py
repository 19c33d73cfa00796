from __future__ import annotations

import pytest

from pipeline.merge.tying import (
    find_likely,
    find_measure,
    find_step,
    likeness,
    split_number,
)
from tests.tables import plan_of

PLAN = plan_of("""
    | 1 | การสร้างฐานความคิด | 1 | จัดอบรม | กองคลัง | ม.ค. ๖๖ |
    | 1 | | 2 | ๒. จัดทำคู่มือแนวปฏิบัติ | กองคลัง | ม.ค. ๖๖ |
    | 2 | รายงานผล รอบ ๖ เดือน | 1 | รายงาน | กองคลัง | มี.ค. ๖๖ |
    | 3 | รายงานผล รอบ ๑๒ เดือน | 1 | รายงาน | กองคลัง | ก.ย. ๖๖ |
    | 5 | ๕ ส. ในสำนักงาน | 1 | ทำความสะอาด | กองคลัง | มี.ค. ๖๖ |
""")
STEPS = PLAN.measures[0].steps


@pytest.mark.parametrize(
    ("title", "number", "bare"),
    [
        ("การสร้างฐานความคิด", None, "การสร้างฐานความคิด"),
        ("๑. การสร้างฐาน", "1", "การสร้างฐาน"),
        ("๑.การสร้างฐาน", "1", "การสร้างฐาน"),
        ("2) การสร้างฐาน (ต่อ)", "2", "การสร้างฐาน"),
        ("มาตรการที่ ๓ การสร้างฐาน", "3", "การสร้างฐาน"),
        ("มาตรการที่ ๓", "3", ""),
        ("๑๒", "12", ""),
        ("๑.๕ ล้านบาท", None, "๑.๕ ล้านบาท"),
        ("(ต่อ)", None, "(ต่อ)"),
        ("", None, ""),
    ],
)
def test_the_number_before_a_title(title: str, number: str | None, bare: str) -> None:
    assert split_number(title) == (number, bare)


@pytest.mark.parametrize(
    ("title", "number", "found"),
    [
        ("การสร้าง ฐานความคิด", None, "1 sure"),
        ("๑. การสร้างฐานความคิด", None, "1 sure"),
        ("การสร้างฐานความคิด", "4", "1 guessed"),
        ("การสร้างฐานความคิดด", None, "1 guessed"),
        ("รายงานผล รอบ ๖ เดือน", None, "2 sure"),
        ("รายงานผล รอบ 12 เดือน", "3", "3 sure"),
        ("รายงานผลรอบ ๑๒ เดือน.", "2", "3 guessed"),
        ("เรื่องอื่น", "2", "None unknown"),
        ("รายงานผลครึ่งปีแรก รอบ ๖ เดือน", "2", "2 guessed"),
        ("", "2", "2 sure"),
        ("5 ส. ในสำนักงาน", None, "5 sure"),
        ("เรื่องอื่น", "9", "9 unknown"),
        ("เรื่องอื่น", None, "None unknown"),
    ],
)
def test_the_measure_of_a_title_and_a_number(title: str, number: str | None, found: str) -> None:
    titled = find_measure(title, number, PLAN)
    how = "unknown" if titled.measure is None else "guessed" if titled.guessed else "sure"
    assert f"{titled.number} {how}" == found
    assert titled.measure is None or titled.measure.number == titled.number


@pytest.mark.parametrize(
    ("method", "number", "step_no"),
    [
        ("จัดอบรม", None, "1"),
        ("จัดอบรม", "2", "1"),
        ("จัดทำคู่มือแนวปฏิบัติ", None, "2"),
        ("จัดทำคู่มือแนวปฎิบัติ", None, "2"),
        ("ประชุมชี้แจง", "2", "2"),
        ("ประชุมชี้แจง", None, None),
        ("ประชุมชี้แจง", "7", None),
        ("จัดทำคู่มือแนวปฎิบัติ", "1", "2"),
    ],
)
def test_the_step_of_a_method(method: str, number: str | None, step_no: str | None) -> None:
    step = find_step(method, number, STEPS)
    assert (step.step_no if step else None) == step_no


def test_the_step_that_a_result_is_most_like_is_a_suggestion_with_a_score() -> None:
    likely = find_likely("จัดทำคู่มือแนวปฏิบัติแล้ว", STEPS)
    assert likely is not None
    assert (likely.step_no, likely.likeness) == ("2", 91)
    assert find_likely("ABC", STEPS) is None
    assert find_likely("จัดอบรม", ()) is None


def test_likeness_is_of_texts_as_they_are_compared() -> None:
    assert likeness("๑. จัด อบรม", "จัดอบรม") == 1
    assert likeness("จัดอบรม", "XYZ") == 0
    assert 0.3 < likeness("จัดอบรมบุคลากร", "จัดอบรม") < 1
