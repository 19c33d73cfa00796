from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.core.framework import Fact, Framework, Item
from schemas.frameworks import load_framework


@pytest.fixture
def framework() -> Framework:
    found = load_framework(2566)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2", 2),
        ("๒", 2),
        ("10", 10),
        ("การใช้งบประมาณ", 2),
        ("๒. การใช้งบประมาณ", 2),
        ("ตัวชี้วัดการใช้งบประมาณ", 2),
        ("การใช้ อำนาจ", 3),
        ("Use of budget", 2),
        # Spellings met in score files and on pages: nikhahit and aa for am, another name, a slip.
        ("การใช้อํานาจ", 3),
        ("คุณภาพการดําเนินงาน", 6),
        ("การปรับปรุงระบบการทํางาน", 8),
        ("การปรับปรุงระบบการทำงาน", 8),
        ("๖) คุณภารการดำเนินงาน", 6),
    ],
)
def test_a_text_names_one_indicator(framework: Framework, text: str, number: int) -> None:
    assert [one.number for one in framework.indicators if one.is_named_by(text)] == [number]


@pytest.mark.parametrize("text", ["", "11", "20", "งบประมาณ", "การใช้จ่าย"])
def test_other_texts_name_none(framework: Framework, text: str) -> None:
    assert [one for one in framework.indicators if one.is_named_by(text)] == []


def test_what_is_unknown_is_what_is_absent(framework: Framework) -> None:
    bare = replace(framework, target=None, items=(), sub_indicators=(), equal_means=False)
    assert set(bare.unknown) - set(framework.unknown) == {
        Fact.TARGET,
        Fact.ITEMS,
        Fact.SUB_INDICATORS,
        Fact.EQUAL_MEANS,
    }
    assert Fact.TARGET in replace(framework, target=None).unknown
    assert replace(framework, instruments=()).weights is None


def test_a_part_belongs_to_its_indicator(framework: Framework) -> None:
    assert [one.indicator for one in framework.sub_indicators] == [9, 9, 9, 9, 9, 10, 10]


def test_some_items_are_not_all(framework: Framework) -> None:
    assert framework.all_items_seen
    assert not replace(framework, items=framework.items[1:]).all_items_seen
    assert not replace(framework, items=(Item("O1", "โครงสร้าง"),), oit_items=None).all_items_seen
