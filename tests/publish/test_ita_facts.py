from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.publish.desk import Desk
from pipeline.publish.ita_facts import points_text, score_facts, source_facts
from tests.publish.test_ita import ALL, scored, texts

if TYPE_CHECKING:
    from pipeline.core.report import MonthReport
    from pipeline.core.words import Words

WIDTH = 11
LENT = (
    "2565: weights of the instruments as in 2564, equal means at every step as in 2564, "
    "number of OIT items as in 2564, parts of the OIT indicators and their items as in 2564 · "
    "2566: weights of the instruments as in 2567, equal means at every step as in 2564"
)


def facts(report: MonthReport, words: Words) -> list[tuple[str, str]]:
    board = report.scores
    assert board is not None
    desk = Desk(report, words)
    rows = (*score_facts(desk, board, WIDTH), *source_facts(desk, board, WIDTH))
    return [(str(row[0]), str(row[1])) for row in texts(rows) if len(row) == 2]


def test_total_rating_means_distance_and_the_pair(report: MonthReport, english: Words) -> None:
    """IIT is the mean of 92.5, 80.25, 88, 79, 90.1; EIT of 85, 82.4, 78.33; OIT of 80, 75."""
    told = facts(scored(report, *ALL), english)
    assert told[0] == ("Total of 2565", "81.36 of 100 points · rating by the rule of 2565: B")
    assert told[1][1] == (
        "IIT 85.97 (weight 30) · EIT 81.91 (weight 30) · OIT 77.50 (weight 40) · "
        "weights as in 2564, for want of a source"
    )
    assert told[2][1] == (
        "-3.64 points from the target 85 of fiscal year 2566 · "
        "-8.64 points from the target 90 by fiscal year 2580"
    )
    assert told[3][1] == (
        "2 Use of budget, 7 Efficiency of communication, 8 Improvement of work, "
        "10 Corruption prevention"
    )
    assert told[4][1] == (
        "plan: O42 มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน · "
        "lost alone, it takes 2 points off the total\n"
        "report: O43 การดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน · "
        "lost alone, it takes 2 points off the total"
    )
    assert [label for label, _ in told[1:5]] == [
        "Means by instrument",
        "Distance to the target",
        "Below target, no measure",
        "OIT items of 2566",
    ]


def test_the_words_are_those_of_the_scores_own_year(report: MonthReport, thai: Words) -> None:
    told = dict(facts(scored(report, *([96.0] * 5), *([84.0] * 3), 100.0, 100.0, own=2567), thai))
    assert told["คะแนนรวมปี ๒๕๖๖"] == "๙๔.๐๐ จาก ๑๐๐ คะแนน · ระดับตามเกณฑ์ปี ๒๕๖๖: ผ่าน"
    assert told["ข้อ OIT ปี ๒๕๖๗"] == (
        "แผน: มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน (ไม่ทราบเลขข้อ) · "
        "ถ้าเสียข้อนี้: ไม่ทราบจากแหล่งที่มา\n"
        "รายงาน: รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน "
        "(ไม่ทราบเลขข้อ) · ถ้าเสียข้อนี้: ไม่ทราบจากแหล่งที่มา"
    )


def test_what_is_missing_is_said_and_nothing_is_added_up(
    report: MonthReport, english: Words
) -> None:
    told = dict(facts(scored(report, 92.5, 80.0, None, *ALL[3:]), english))
    assert told["Total of 2565"] == (
        "not to be added up yet; no score of indicator 3 · "
        "rating by the rule of 2565: not known yet"
    )
    assert told["Means by instrument"].startswith("IIT indicator 3 missing (weight 30) · EIT 81.91")
    assert "Distance to the target" not in told


def test_a_year_before_all_frameworks_has_no_total(report: MonthReport, english: Words) -> None:
    told = dict(facts(scored(report, *ALL, own=2564), english))
    assert told["Total of 2563"] == (
        "not to be added up; the program has no ITA framework of fiscal year 2563"
    )


def test_without_scores_only_the_pair_is_told(report: MonthReport, english: Words) -> None:
    assert [label for label, _ in facts(scored(report), english)] == [
        "OIT items of 2566",
        "How figures are made",
        "As in another year",
        "Not known from a source",
    ]


def test_what_is_another_year_s_and_what_nobody_states(report: MonthReport, english: Words) -> None:
    told = dict(facts(scored(report, *ALL), english))
    assert told["As in another year"] == LENT
    assert told["Not known from a source"] == (
        "2566: number of IIT questions, number of EIT questions, "
        "share of agencies to reach the target"
    )
    assert "Scores of the plan not used" not in told


def test_scores_of_no_indicator_are_named(report: MonthReport, thai: Words) -> None:
    told = dict(facts(scored(report, *ALL, 50.0), thai))
    assert told["คะแนนในแผนที่ไม่ได้ใช้"] == ("๑๑ (ไม่ตรงกับตัวชี้วัดใด หรือตัวชี้วัดนั้นมีคะแนนแล้ว)")


def test_the_pair_of_a_year_in_which_it_was_not_seen(report: MonthReport, thai: Words) -> None:
    told = dict(facts(scored(report, *ALL, own=2568), thai))
    assert told["ข้อ OIT ปี ๒๕๖๘"] == "แผน: ไม่ทราบจากแหล่งที่มา\nรายงาน: ไม่ทราบจากแหล่งที่มา"


@pytest.mark.parametrize(
    ("points", "text"),
    [
        (92.43, "92.43"),
        (85.0, "85.00"),
        (88.116666667, "88.12"),
        (88.125, "88.13"),
        # Two decimals would show 85.00 beside a word for less than 85.
        (84.995, "84.995"),
        (84.999999, "84.999999"),
        (84.994, "84.99"),
        (85.004, "85.00"),
    ],
)
def test_points_never_look_like_a_bound_that_was_not_reached(
    points: float, text: str, english: Words
) -> None:
    assert points_text(points, english) == text
