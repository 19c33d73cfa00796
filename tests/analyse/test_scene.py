from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.analyse.scene import Deadlines, deadlines
from pipeline.analyse.verdicts import Silence
from pipeline.core.calendar import Month
from pipeline.core.duty import Status, Verdict
from pipeline.core.plan import Organisation
from tests.analyse.office import (
    EARLIER,
    MONTH,
    YEAR,
    make_plan,
    make_scene,
    make_step,
    report,
    said,
    table,
)
from tests.tables import past_of

OPEN = make_step("ม.ค. - ก.ย. ๖๖")
KEY = "กองคลัง\x1f1.1"


def test_this_months_values_stand_before_earlier_ones() -> None:
    now, before = said(Status.IN_PROGRESS), said(Status.NOT_STARTED, month=EARLIER)
    scene = make_scene(
        make_plan(OPEN), report(accepted={KEY: now}), past=past_of({KEY: before}, EARLIER)
    )
    (one,) = scene.decided
    assert (one.case.standing, one.case.current) == (now, True)
    assert one.verdict is Verdict.ON_TRACK


def test_earlier_values_stand_where_this_month_has_none() -> None:
    before = said(Status.NOT_STARTED, month=EARLIER)
    scene = make_scene(make_plan(OPEN), report(), past=past_of({KEY: before}, EARLIER))
    (one,) = scene.decided
    assert (one.case.standing, one.case.current) == (before, False)
    assert (one.judged, one.verdict) == (Verdict.NOT_STARTED, Verdict.NOT_REPORTED)


@pytest.mark.parametrize(
    ("sent", "silence"),
    [
        ({"submitted": ("กองคลัง",)}, Silence.REPORTED),
        ({"submitted": ("กองคลัง",), "nil": ("กองคลัง",)}, Silence.NIL),
        ({"submitted": (), "refused": ("กองคลัง",)}, Silence.REFUSED),
        ({"submitted": ("กองคลัง",), "refused": ("กองคลัง",)}, Silence.REPORTED),
        ({"submitted": ("กองช่าง",)}, Silence.NOTHING),
    ],
)
def test_what_the_division_sent(sent: dict[str, tuple[str, ...]], silence: Silence) -> None:
    (one,) = make_scene(make_plan(OPEN), report(**sent)).decided  # type: ignore[arg-type]
    assert one.case.silence is silence


def test_rows_follow_the_plan() -> None:
    steps = (make_step("มี.ค. ๖๖", step_no=2), make_step("ก.ย. ๖๖", step_no=1))
    scene = make_scene(make_plan(*steps), report())
    assert [one.tracked.step_no for one in scene.decided] == ["2", "1"]
    assert {one.tracked.measure for one in scene.decided} == {"มาตรการ 1"}


DEADLINES = table("""
| month   | due day | cut-off    | return day | due        | act by     |
# Five days after the month's end unless the plan names a day of the next month.
| 2566-03 |         | 2023-04-04 |            | 2023-04-05 | 2023-04-11 |
| 2566-03 | 10      | 2023-04-04 |            | 2023-04-10 | 2023-04-11 |
| 2566-01 | 31      | 2023-02-05 |            | 2023-02-28 | 2023-02-28 |
| 2566-03 | 0       | 2023-04-04 |            | 2023-04-01 | 2023-04-11 |
| 2565-12 | 5       | 2023-01-05 |            | 2023-01-05 | 2023-01-12 |
# The return day is the next one after the cut-off, never the day itself.
| 2566-03 |         | 2023-04-04 | 15         | 2023-04-05 | 2023-04-15 |
| 2566-03 |         | 2023-04-04 | 5          | 2023-04-05 | 2023-04-05 |
| 2566-03 |         | 2023-04-04 | 4          | 2023-04-05 | 2023-05-04 |
| 2566-03 |         | 2023-04-04 | 1          | 2023-04-05 | 2023-05-01 |
| 2566-03 |         | 2023-04-04 | 31         | 2023-04-05 | 2023-04-30 |
| 2566-12 |         | 2023-12-31 | 31         | 2024-01-05 | 2024-01-31 |
""")  # fmt: skip


@pytest.mark.parametrize("row", DEADLINES)
def test_when_a_month_was_due_and_by_when_to_act(row: dict[str, str]) -> None:
    year, number = map(int, row["month"].split("-"))
    due_day = int(row["due day"]) if row["due day"] else None
    organisation = Organisation("99999", "อบต.ตัวอย่าง", YEAR, due_day=due_day)
    found = deadlines(
        make_plan(OPEN, organisation=organisation),
        Month(year, number),
        date.fromisoformat(row["cut-off"]),
        (5, int(row["return day"]) if row["return day"] else None),
    )
    assert found == Deadlines(date.fromisoformat(row["due"]), date.fromisoformat(row["act by"]))


def test_only_steps_in_use_are_decided() -> None:
    ended = replace(OPEN, valid_until=date(2023, 2, 28))
    scene = make_scene(make_plan(ended, make_step("มี.ค. ๖๖", step_no=2)), report(), month=MONTH)
    assert [one.tracked.step_no for one in scene.decided] == ["2"]
