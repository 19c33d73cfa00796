from __future__ import annotations

import json

import pytest

from pipeline.core.calendar import FiscalYear
from pipeline.core.framework import Fact
from pipeline.core.problem import PipelineError
from pipeline.run.framework import as_json, as_lines, framework_of, known_years
from schemas.loading import load_words


def lines(be_year: int, language: str = "en") -> list[str]:
    return list(as_lines(framework_of(FiscalYear(be_year)), load_words(language)))


def section(be_year: int, heading: str, language: str = "en") -> list[str]:
    """The lines under a heading, up to the blank one."""
    told = lines(be_year, language)
    begin = told.index(heading) + 1
    end = told.index("", begin) if "" in told[begin:] else len(told)
    return [one.removeprefix("  ") for one in told[begin:end]]


def test_a_year_without_a_folder_names_the_years_there_are() -> None:
    with pytest.raises(PipelineError) as caught:
        framework_of(FiscalYear(2570))
    assert caught.value.key == "no_framework"
    assert caught.value.facts["years"] == known_years()
    assert known_years()[0] == FiscalYear(2564)


def test_instruments_with_their_weights_and_whose_they_are() -> None:
    told = section(2566, "เครื่องมือและตัวชี้วัด", "th")
    assert told[0] == "IIT ผู้มีส่วนได้ส่วนเสียภายใน · น้ำหนัก ๓๐ · ไม่ทราบจำนวนข้อคำถาม"
    assert told[1] == "  ๑ การปฏิบัติหน้าที่"
    assert told[10] == "OIT การเปิดเผยข้อมูลบนเว็บไซต์หลัก · น้ำหนัก ๔๐ · ๔๓ ข้อ"
    assert told[13] == "(น้ำหนักของเครื่องมือ: ไม่พบแหล่งที่มาของปีนี้ ใช้ตามปี ๒๕๖๗)"
    assert section(2564, "Instruments and indicators")[0] == (
        "IIT internal stakeholders · weight 30 · 30 questions"
    )


def test_the_rule_of_the_rating_with_its_bounds() -> None:
    assert section(2567, "Rating") == [
        "passed, excellent: total 95 or more, and every instrument 95 or more",
        "passed, good: total 85 or more, and every instrument 85 or more",
        "passed: total 85 or more",
        "to be improved: total 70 or more",
        "to be improved urgently: total 0 or more",
    ]
    assert section(2565, "Rating")[0] == "AA: total 95 or more"


def test_targets_and_what_is_not_known_of_them() -> None:
    assert section(2565, "Targets") == [
        "85 points",
        "80 percent of the agencies assessed",
        "every agency 90 points by fiscal year 2580",
    ]
    assert section(2564, "Targets")[0] == "not known from a source"


def test_the_pair_and_what_its_loss_costs() -> None:
    assert section(2566, "OIT items of the plan and the report")[2:] == [
        "reports on: measures of the same year",
        "if O42 alone is lost, the total falls by 2 points",
        "if O43 alone is lost, the total falls by 2 points",
    ]
    assert section(2568, "OIT items of the plan and the report") == [
        "plan: not known from a source",
        "report: not known from a source",
        "reports on: measures of the year before",
    ]


def test_items_all_some_or_none() -> None:
    assert section(2564, "OIT items")[:2] == ["9.1 ข้อมูลพื้นฐาน", "  O1 โครงสร้าง"]
    assert section(2569, "OIT items")[0] == (
        "16 items seen of 26; the others are not known from a source"
    )
    assert section(2568, "OIT items")[0] == (
        "23 items seen; the others are not known from a source"
    )
    assert section(2567, "OIT items") == ["not known from a source"]


def test_what_is_not_known_stands_at_the_end() -> None:
    assert section(2567, "Not known from a source") == [
        "number of IIT questions",
        "number of EIT questions",
        "parts of the OIT indicators and their items",
        "OIT items",
        "share of agencies to reach the target",
        "year whose measures are reported",
    ]


@pytest.mark.parametrize("year", known_years(), ids=str)
def test_everything_of_another_year_is_said_to_be(year: FiscalYear) -> None:
    framework = framework_of(year)
    told = [line for line in lines(year.be_year) if "no source of this year was found" in line]
    assert len(told) == len(framework.taken_over)


def test_every_fact_has_its_words() -> None:
    for language in ("th", "en"):
        words = load_words(language)
        assert all(words.get("framework", "fact", fact) for fact in Fact)


def test_all_of_it_as_json() -> None:
    told = json.loads(as_json(framework_of(FiscalYear(2565))))
    assert told["instruments"][2] == {
        "key": "OIT",
        "name": "การเปิดเผยข้อมูลบนเว็บไซต์หลัก",
        "weight": 40,
        "count": 43,
    }
    assert told["rating"][0] == {"word": "AA", "total": 95, "each": None}
    assert told["report_item"]["lost_points"] == 5.0
    assert (told["target"], told["target_share"]) == (85, 80)
    assert told["later_target"] == {"score": 90, "year": 2580}
    assert told["sub_indicators"][6] == {
        "code": "10.2",
        "name": "มาตรการภายในเพื่อป้องกันการทุจริต",
        "items": ["O42", "O43"],
    }
    assert told["taken_over"]["weights"] == 2564
    assert told["unknown"] == ["iit_questions", "eit_questions", "report_on"]


def test_what_is_unknown_is_null_or_empty() -> None:
    told = json.loads(as_json(framework_of(FiscalYear(2568))))
    assert (told["plan_item"], told["report_item"], told["instruments"][0]["count"]) == (None,) * 3
    assert (told["sub_indicators"], told["all_items_seen"]) == ([], False)
    assert told["report_on"] == "year_before"
