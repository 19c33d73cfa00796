"""A year is a folder; it says what is known, what is another year's, and what nobody states."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from pipeline.core.framework import Fact, Framework, ReportOn, TakenOver
from schemas.frameworks import framework_years, load_framework
from schemas.loading import SchemaError
from tests.schemas.changing import SCHEMAS, change

if TYPE_CHECKING:
    from pathlib import Path

YEARS = (2564, 2565, 2566, 2567, 2568, 2569)
NAMES = [
    *("การปฏิบัติหน้าที่", "การใช้งบประมาณ", "การใช้อำนาจ", "การใช้ทรัพย์สินของราชการ"),
    *("การแก้ไขปัญหาการทุจริต", "คุณภาพการดำเนินงาน", "ประสิทธิภาพการสื่อสาร"),
    *("การปรับปรุงการทำงาน", "การเปิดเผยข้อมูล", "การป้องกันการทุจริต"),
]
MEASURES = "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"
ACTING = f"การดำเนินการตาม{MEASURES}"
REPORTED = "รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"


def written(folder: Path, text: str) -> Framework:
    """The framework of 2570 as the text says it."""
    (folder / "2570").mkdir()
    (folder / "2570/framework.toml").write_text(f"be_year = 2570\n{text}", encoding="utf-8")
    found = load_framework(2570, folder)
    assert found is not None
    return found


def year(be_year: int) -> Framework:
    found = load_framework(be_year)
    assert found is not None
    return found


def test_the_years_there_are() -> None:
    assert framework_years() == YEARS
    assert load_framework(2563) is None


@pytest.mark.parametrize("be_year", YEARS)
def test_every_fact_of_a_year_is_stated_or_taken_over_or_declared_unknown(be_year: int) -> None:
    path = SCHEMAS / str(be_year) / "framework.toml"
    declared = tomllib.loads(path.read_text("utf-8")).get("unknown", [])
    assert {fact.value for fact in year(be_year).unknown} == set(declared)


@pytest.mark.parametrize("be_year", YEARS)
def test_ten_indicators_by_three_instruments(be_year: int) -> None:
    found = year(be_year)
    assert [one.name for one in found.indicators] == NAMES
    assert [one.number for one in found.indicators] == list(range(1, 11))
    assert [one.instrument for one in found.indicators] == [
        *["IIT"] * 5,
        *["EIT"] * 3,
        *["OIT"] * 2,
    ]
    assert found.weights == (30, 30, 40)


@pytest.mark.parametrize(
    ("be_year", "lent"),
    [
        (2564, {}),
        (2565, {"weights": 2564, "equal_means": 2564, "oit_items": 2564, "sub_indicators": 2564}),
        (2566, {"weights": 2567, "equal_means": 2564}),
        (2567, {"equal_means": 2564}),
        (2568, {"indicators": 2567, "weights": 2567, "equal_means": 2564}),
    ],
)
def test_what_is_another_year_s_is_said_to_be(be_year: int, lent: dict[str, int]) -> None:
    found = year(be_year)
    assert {one.fact.value: one.be_year for one in found.taken_over} == lent
    assert found.lent_by(Fact.WEIGHTS) == lent.get("weights")


@pytest.mark.parametrize(
    ("be_year", "oit_items", "seen", "whole"),
    [
        (2564, 43, 43, True),
        (2565, 43, 43, True),
        (2566, 43, 43, True),
        (2567, 35, 0, False),
        (2568, None, 23, False),
        (2569, 26, 16, False),
    ],
)
def test_how_many_items_and_how_many_were_seen(
    be_year: int, oit_items: int | None, seen: int, *, whole: bool
) -> None:
    found = year(be_year)
    assert (found.oit_items, len(found.items), found.all_items_seen) == (oit_items, seen, whole)


def test_questions_are_known_of_2564_alone() -> None:
    assert [year(one).iit_questions for one in YEARS] == [30, None, None, None, None, None]
    assert [year(one).eit_questions for one in YEARS] == [None] * 6


@pytest.mark.parametrize(
    ("be_year", "plan", "report"),
    [
        (2564, ("O42", MEASURES), ("O43", ACTING)),
        (2565, ("O42", MEASURES), ("O43", ACTING)),
        (2566, ("O42", MEASURES), ("O43", ACTING)),
        (
            2567,
            (None, MEASURES),
            (None, REPORTED),
        ),
        (2568, None, None),
        (
            2569,
            ("O25", "การนำผลการประเมิน ITA ไปสู่การพัฒนาองค์กร"),
            (
                "O26",
                "รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ปีงบประมาณ พ.ศ. 2568",
            ),
        ),
    ],
)
def test_the_pair_of_items(
    be_year: int, plan: tuple[str | None, str] | None, report: tuple[str | None, str] | None
) -> None:
    found = year(be_year)
    pair = [one and (one.code, one.title) for one in (found.plan_item, found.report_item)]
    assert pair == [plan, report]


def test_of_which_year_the_report_item_asks() -> None:
    before, same = ReportOn.YEAR_BEFORE, ReportOn.SAME_YEAR
    assert [year(one).report_on for one in YEARS] == [None, None, same, None, before, before]


def test_targets() -> None:
    assert [year(one).target for one in YEARS] == [None, 85, 85, 85, 85, 85]
    assert [year(one).target_share for one in YEARS] == [None, 80, None, None, None, None]
    later = year(2567).later_target
    assert later is not None
    assert (later.score, later.be_year) == (90, 2580)


def test_the_parts_of_2566_and_of_2564() -> None:
    counts = {part.code: len(part.items) for part in year(2566).sub_indicators}
    assert counts == {"9.1": 10, "9.2": 8, "9.3": 4, "9.4": 4, "9.5": 4, "10.1": 8, "10.2": 5}
    counts = {part.code: len(part.items) for part in year(2564).sub_indicators}
    assert counts == {"9.1": 9, "9.2": 8, "9.3": 7, "9.4": 4, "9.5": 5, "10.1": 8, "10.2": 2}
    assert year(2564).sub_indicators[6].name == "มาตรการภายในเพื่อป้องกันการทุจริต"
    assert year(2566).sub_indicators[6].name is None
    codes = [f"O{number}" for number in range(1, 44)]
    assert [one.code for one in year(2566).items] == codes
    assert [one.code for one in year(2564).items] == codes


def test_adding_a_year_is_adding_a_folder(folder: Path) -> None:
    found = written(
        folder,
        'taken_over = { weights = 2567, rating = 2566 }\ntarget = 88\nunknown = ["equal_means"]\n'
        'plan_item = { code = "O1", title = "มาตรการ" }\n',
    )
    (folder / "2571").mkdir()
    assert framework_years(folder) == (*YEARS, 2570)
    assert (found.be_year, found.target, len(found.indicators)) == (2570, 88, 10)
    assert found.taken_over == (TakenOver(Fact.WEIGHTS, 2567), TakenOver(Fact.RATING, 2566))
    assert found.weights == (30, 30, 40)
    assert found.rating == year(2566).rating
    assert (found.equal_means, Fact.EQUAL_MEANS in found.unknown) == (False, True)
    assert load_framework(2571, folder) is None


def test_a_year_says_only_what_is_known(folder: Path) -> None:
    found = written(folder, "")
    assert (found.target, found.plan_item, found.report_item) == (None, None, None)
    assert (found.weights, found.rating, found.items) == (None, None, ())
    assert set(found.unknown) == set(Fact) - {Fact.INDICATORS}


def test_a_year_may_have_indicators_and_a_rating_of_its_own(folder: Path) -> None:
    found = written(
        folder,
        'rating = "stars"\nweights = { OIT = 100 }\n'
        '[[instruments]]\nkey = "OIT"\n'
        '[[indicators]]\nnumber = 1\nname = "หนึ่ง"\nenglish = "One"\ninstrument = "OIT"\n'
        '[ratings]\nstars = [{ word = "**", total = 50 }, { word = "*", total = 0 }]\n',
    )
    assert [one.name for one in found.indicators] == ["หนึ่ง"]
    assert [(one.key, one.weight) for one in found.instruments] == [("OIT", 100)]
    assert found.rating is not None
    assert [one.word for one in found.rating.bands] == ["**", "*"]


def test_a_year_without_the_shared_file_stands_alone(tmp_path: Path) -> None:
    assert written(tmp_path, "target = 85\n").indicators == ()


CONTRADICTIONS = [
    ("be_year = 2570\n", "be_year = 2571\n", "2570/framework.toml is of 2571"),
    ("target = 85", "target = 85\npass_line = 85", "pass_line"),
    ("target = 85", 'target = 85\nunknown = ["target"]', "two things of target"),
    ("target = 85", "target = 85\ntaken_over = { target = 2566 }", "two things of target"),
    ("target = 85", 'unknown = ["goal"]', "goal"),
    ("target = 85", "taken_over = { goal = 2566 }", "goal"),
    ("target = 85", "taken_over = { target = 2564 }", "2564 states no target"),
    ("target = 85", "taken_over = { weights = 2566 }", "2566 states no weights"),
    ("target = 85", "taken_over = { indicators = 2571 }", "2571 states no indicators"),
    ("target = 85", 'rating = "stars"', "no rating stars"),
    ("target = 85", "weights = { XIT = 30 }", "XIT"),
    ("target = 85", 'plan_item = { code = "O99" }', "no title of O99"),
    ("target = 85", 'items = [{ code = "O1", title = "ก" }, { code = "O1", title = "ข" }]', "O1"),
    ("target = 85", 'report_on = "next_year"', "next_year"),
    (
        "target = 85",
        'rating = "x"\n[ratings]\nx = [{ word = "b", total = 1 }, { word = "a", total = 2 }]',
        "not best first",
    ),
    (
        "target = 85",
        '[[indicators]]\nnumber = 1\nname = "ก"\nenglish = "a"\ninstrument = "XIT"',
        "no instrument XIT",
    ),
]


@pytest.mark.parametrize(("old", "new", "told"), CONTRADICTIONS)
def test_a_year_that_contradicts_itself_fails_loudly(
    folder: Path, old: str, new: str, told: str
) -> None:
    written(folder, "target = 85\n")
    change(folder / "2570/framework.toml", old, new)
    load_framework.cache_clear()
    with pytest.raises(ValueError, match=told):
        load_framework(2570, folder)


def test_a_contradiction_is_a_fault_of_the_schema(folder: Path) -> None:
    with pytest.raises(SchemaError):
        written(folder, "goal = 85\n")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('key = "IIT"', 'key = "IIT"\nshare = 30'),
        ("number = 1\n", "number = 1\nweight = 3\n"),
        ('{ word = "AA", total = 95 }', '{ word = "AA", least = 95 }'),
    ],
)
def test_an_unknown_key_of_what_is_shared_fails_loudly(folder: Path, old: str, new: str) -> None:
    change(folder / "framework.toml", old, new)
    with pytest.raises(TypeError):
        load_framework(2564, folder)
