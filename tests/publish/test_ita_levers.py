from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.analyse.scores import Frameworks, score_board
from pipeline.publish.desk import Desk
from pipeline.publish.ita_levers import lever_rows
from pipeline.sheets.plan import CellPlan
from schemas.frameworks import load_framework
from tests.publish.test_ita import ALL, scored, texts

if TYPE_CHECKING:
    from pipeline.core.report import MonthReport
    from pipeline.core.words import Words
    from pipeline.sheets.plan import RowPlan


def rows_of(report: MonthReport, words: Words) -> tuple[RowPlan, ...]:
    board = report.scores
    assert board is not None
    return tuple(lever_rows(Desk(report, words), board))


def test_open_steps_with_the_points_concerned(report: MonthReport, english: Words) -> None:
    """Indicator 4 (0.36) falls to two open steps of measure 1, 9 (1.00) to five of measure 2."""
    rows = texts(rows_of(scored(report, *ALL), english))
    assert len(rows) == 3 + 7
    assert rows[2] == [
        *("No.", "Step", "Division", "Answers indicator", "Points concerned", "Method", "Verdict"),
    ]
    told = [(row[0], row[1], row[3], row[4]) for row in rows[3:]]
    assert told == [
        *((place, f"measure 2 step {place}", "9", 0.2) for place in range(1, 6)),
        (6, "measure 1 step 2", "4", 0.18),
        (7, "measure 1 step 3", "4", 0.18),
    ]
    assert rows[3][2] == "กองช่าง"
    assert rows[3][6] == "Behind plan"


def test_a_step_leads_to_its_row_of_the_tracking_sheet(report: MonthReport, thai: Words) -> None:
    cell = rows_of(scored(report, *ALL), thai)[3].cells[1]
    assert isinstance(cell, CellPlan)
    assert cell.value == "มาตรการที่ ๒ ข้อ ๑"
    assert cell.link is not None
    assert (cell.link.sheet, cell.link.row) == ("ตารางติดตามผล", 7)


def test_ten_are_shown_and_no_more(report: MonthReport, english: Words) -> None:
    low = scored(report, *([50.0] * 10))
    measures = tuple(replace(one, indicators=("9",)) for one in low.plan.measures)
    plan = replace(low.plan, measures=measures)
    frameworks = Frameworks(load_framework(2566), load_framework(2565))
    board = score_board(plan, low.planned, frameworks)
    # Twelve rows, of which one is done, one cancelled and one waived.
    assert len(board.levers) == 9
    again = replace(board, levers=(*board.levers, *board.levers))
    assert len(rows_of(replace(low, scores=again), english)) == 3 + 10


def test_without_an_open_step_that_answers_it_is_said(report: MonthReport, english: Words) -> None:
    (heading, note) = texts(rows_of(report, english))
    assert str(heading[0]).startswith("Steps to press first")
    assert str(note[0]).startswith("No step is open of a measure that answers")
