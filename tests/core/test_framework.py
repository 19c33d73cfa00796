from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.core.framework import Framework, Indicator, Instrument
from schemas.loading import load_framework

NAMES = [
    *("การปฏิบัติหน้าที่", "การใช้งบประมาณ", "การใช้อำนาจ", "การใช้ทรัพย์สินของราชการ"),
    *("การแก้ไขปัญหาการทุจริต", "คุณภาพการดำเนินงาน", "ประสิทธิภาพการสื่อสาร"),
    *("การปรับปรุงการทำงาน", "การเปิดเผยข้อมูล", "การป้องกันการทุจริต"),
]


@pytest.fixture
def framework() -> Framework:
    found = load_framework(2566)
    assert found is not None
    return found


def indicator(framework: Framework, number: int) -> Indicator:
    return next(one for one in framework.indicators if one.number == number)


def test_the_framework_of_2566(framework: Framework) -> None:
    assert (framework.be_year, framework.target) == (2566, 85)
    assert framework.plan_item is not None
    assert framework.report_item is not None
    assert (framework.plan_item.code, framework.report_item.code) == ("O42", "O43")
    assert [one.name for one in framework.indicators] == NAMES
    assert [one.instrument for one in framework.indicators] == [
        *["IIT"] * 5,
        *["EIT"] * 3,
        *["OIT"] * 2,
    ]
    weights = {one.key: one.weight for one in framework.instruments}
    assert weights == {"IIT": 30, "EIT": 30, "OIT": 40}


@pytest.mark.parametrize(
    ("number", "score", "cost"),
    [
        # IIT: five indicators share 30 points, so five points of one are 0.30 of the total.
        (1, 80, 0.30),
        (5, 60, 1.50),
        # EIT: three share 30.
        (6, 79, 0.60),
        (8, 0, 8.50),
        # OIT: two share 40.
        (9, 75, 2.00),
        (10, 84.5, 0.10),
        # At and above the target nothing is lost.
        (2, 85, 0),
        (2, 100, 0),
    ],
)
def test_what_a_low_score_costs_the_total(
    framework: Framework, number: int, score: float, cost: float
) -> None:
    assert framework.cost(indicator(framework, number), score) == pytest.approx(cost)


def test_published_figures_of_2564_are_reproduced(framework: Framework) -> None:
    """One of two OIT indicators at 75 and the target at 100 take 5.0 points (a lost O43)."""
    full = replace(framework, target=100)
    assert full.cost(indicator(full, 10), 75) == pytest.approx(5.0)
    assert full.cost(indicator(full, 10), 90) == pytest.approx(2.0)


def test_no_cost_is_known_without_the_target_or_the_weight(framework: Framework) -> None:
    first = indicator(framework, 1)
    assert replace(framework, target=None).cost(first, 10) is None
    unweighted = replace(framework, instruments=(Instrument("IIT", None),))
    assert unweighted.cost(first, 10) is None
    assert replace(framework, instruments=()).cost(first, 10) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2", 2),
        ("๒", 2),
        ("10", 10),
        ("การใช้งบประมาณ", 2),
        ("๒. การใช้งบประมาณ", 2),
        ("ตัวชี้วัดการใช้งบประมาณ", 2),
        ("การใช้อํานาจ", 3),
        ("การใช้ อำนาจ", 3),
        ("Use of budget", 2),
    ],
)
def test_a_text_names_one_indicator(framework: Framework, text: str, number: int) -> None:
    assert [one.number for one in framework.indicators if one.is_named_by(text)] == [number]


@pytest.mark.parametrize("text", ["", "11", "20", "งบประมาณ", "การใช้จ่าย"])
def test_other_texts_name_none(framework: Framework, text: str) -> None:
    assert [one for one in framework.indicators if one.is_named_by(text)] == []
