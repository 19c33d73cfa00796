from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.core.duty import Verdict
from pipeline.publish.desk import Desk
from pipeline.publish.figures import Figure, Figures, total_of

if TYPE_CHECKING:
    from pipeline.core.report import MonthReport
    from pipeline.core.words import Words

VERDICTS = "'Tracking'!$F$4:$F$15"
DUE = "'Tracking'!$W$4:$W$15"


@pytest.fixture
def figures(report: MonthReport, english: Words) -> Figures:
    return Figures(Desk(report, english))


def test_due_leaves_out_what_is_waived_or_cancelled(figures: Figures) -> None:
    assert figures.due == Figure(
        3, f'=COUNTIFS({DUE},">0",{VERDICTS},"<>Waived",{VERDICTS},"<>Cancelled")'
    )


def test_done_counts_those_due(figures: Figures) -> None:
    assert figures.done == Figure(1, f'=COUNTIFS({VERDICTS},"Done",{DUE},">0")')


def test_sent_counts_divisions_whose_report_could_be_used(figures: Figures) -> None:
    states = "'Submissions'!$B$3:$B$4"
    assert figures.sent == Figure(
        1,
        f'=COUNTIFS({states},"Accepted")+COUNTIFS({states},"Accepted, to mend")'
        f'+COUNTIFS({states},"Partly accepted")+COUNTIFS({states},"Nothing new")',
    )
    assert figures.divisions == Figure(2, f'=SUMPRODUCT(({states}<>"")*1)')


def test_a_division_is_found_by_the_cell_that_names_it(figures: Figures) -> None:
    assert figures.of_division("กองช่าง", "$A9", Verdict.OVERDUE) == Figure(
        1, f"=SUMPRODUCT(('Tracking'!$M$4:$M$15=$A9)*({VERDICTS}=\"Overdue\"))"
    )


def test_a_measure_is_found_by_its_number(figures: Figures) -> None:
    assert figures.of_measure("1", Verdict.DONE).formula == (
        f"=SUMPRODUCT(('Tracking'!$A$4:$A$15=1)*({VERDICTS}=\"Done\"))"
    )
    assert figures.planned_of_measure("2").value == 5
    assert figures.planned_of_measure("1.2").formula.endswith('="1.2")*1)')


def test_counts_add_up() -> None:
    assert total_of((Figure(1, "=A1"), Figure(2, "=A2"))) == Figure(3, "=A1+A2")
