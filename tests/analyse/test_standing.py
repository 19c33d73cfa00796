from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.analyse.standing import with_standing_works
from pipeline.core.accepted import Unplanned, Untied
from pipeline.core.calendar import Month
from pipeline.core.past import Past, PastMonth
from tests.analyse.office import REPORT_CELL, report, said

if TYPE_CHECKING:
    from pipeline.analyse.scene import Reports

JANUARY, FEBRUARY = Month(2566, 1), Month(2566, 2)


def work(division: str, text: str, month: Month) -> Unplanned:
    return Unplanned(division, "2", "รณรงค์", said(None, month=month, result=text))


def month(when: Month, *works: Unplanned, **rows: str) -> PastMonth:
    accepted = {
        f"{name}\x1f1.1": said(None, month=when, result=text) for name, text in rows.items()
    }
    return PastMonth(when, when.last, accepted=accepted, unplanned=works, untied=works)


def texts(reports: Reports) -> list[str]:
    assert [one.work for one in reports.untied] == list(reports.unplanned)
    return [one.accepted.result for one in reports.unplanned]


OLD = month(JANUARY, work("กองคลัง", "เก่า", JANUARY), work("กองช่าง", "ช่าง", JANUARY))
NEW = month(FEBRUARY, work("กองคลัง", "ใหม่", FEBRUARY))


@pytest.mark.parametrize(
    ("past", "submitted", "nil", "stands"),
    [
        ((OLD, NEW), (), (), ["ใหม่", "ช่าง"]),
        ((OLD, NEW), ("กองคลัง",), (), ["ช่าง"]),
        ((OLD, NEW), ("กองคลัง",), ("กองคลัง",), ["ใหม่", "ช่าง"]),
        ((OLD, month(FEBRUARY, กองคลัง="มีแต่แถวตามแผน")), (), (), ["ช่าง"]),
        ((), (), (), []),
    ],
)
def test_work_of_divisions_that_sent_no_rows_stands(
    past: tuple[PastMonth, ...],
    submitted: tuple[str, ...],
    nil: tuple[str, ...],
    stands: list[str],
) -> None:
    sent = report(submitted=submitted, nil=nil)
    assert texts(with_standing_works(sent, Past(past))) == stands


def test_what_came_this_month_stands_before_it() -> None:
    own = Unplanned("กองสวัสดิการสังคม", None, "", said(None, result="เดือนนี้"))
    sent = report()
    now = with_standing_works(
        type(sent)(
            sent.accepted,
            sent.blank,
            (own,),
            sent.submitted,
            sent.nil,
            sent.refused,
            (Untied(own),),
        ),
        Past((NEW,)),
    )
    assert texts(now) == ["เดือนนี้"]
    assert now.unplanned[0].accepted.source == REPORT_CELL
