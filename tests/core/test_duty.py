from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.core.calendar import Month, Span
from pipeline.core.duty import (
    Duty,
    Occurrence,
    Phase,
    State,
    Tracked,
    Verdict,
    duties_of,
    phase_of,
    windows_of,
)
from pipeline.core.plan import Division
from tests.analyse.office import make_plan, make_step, spans, table

# Windows worked out by hand; the fiscal year is 2022-10-01 to 2023-09-30.
WINDOWS = table("""
| period                        | often      | windows |
# The period's own span; a side that it leaves open is the fiscal year's.
| มี.ค. ๖๖                       |            | 2023-03-01/2023-03-31 |
| มี.ค. ๖๖                       | ครั้งเดียว    | 2023-03-01/2023-03-31 |
| ม.ค. - ก.ย. ๖๖                 | ต่อเนื่อง     | 2023-01-01/2023-09-30 |
| ม.ค. - ก.ย. ๖๖                 | ทุกปี         | 2023-01-01/2023-09-30 |
| ภายใน มี.ค. ๖๖                 |            | 2022-10-01/2023-03-31 |
| ตั้งแต่ ก.พ. ๖๖ เป็นต้นไป          |            | 2023-02-01/2023-09-30 |
# Missing, unreadable or in two readings: the fiscal year.
|                               |            | 2022-10-01/2023-09-30 |
| เมื่อมีงบประมาณ                   |            | 2022-10-01/2023-09-30 |
| ตลอดปี                         |            | 2022-10-01/2023-09-30 |
| ตลอดปี ๖๖                      |            | 2022-10-01/2023-09-30 |
# A deadline before the year, or a start after it, is still a window.
| ภายใน มี.ค. ๖๕                 |            | 2022-03-31/2022-03-31 |
| ตั้งแต่ ต.ค. ๖๖ เป็นต้นไป          |            | 2023-10-01/2023-10-01 |
# Milestones, in order of time; a frequency that the plan states goes before them.
| -มี.ค. ๖๖ -ก.ย. ๖๖              |            | 2023-03-01/2023-03-31 2023-09-01/2023-09-30 |
| -ก.ย. ๖๖ -มี.ค. ๖๖              |            | 2023-03-01/2023-03-31 2023-09-01/2023-09-30 |
| ทุก ๖ เดือน (มี.ค. ๖๖, ก.ย. ๖๖)   |            | 2023-03-01/2023-03-31 2023-09-01/2023-09-30 |
| -มี.ค. ๖๖ -ก.ย. ๖๖              | ครั้งเดียว    | 2023-03-01/2023-09-30 |
| -มี.ค. ๖๖ -ก.ย. ๖๖              | ทุก ๖ เดือน   | 2023-03-01/2023-03-31 2023-04-01/2023-09-30 |
# What the frequency makes of the span: whole months, fiscal quarters and half-years, clipped.
| ม.ค. - มี.ค. ๖๖                 | ทุกเดือน      | 2023-01-01/2023-01-31 2023-02-01/2023-02-28 2023-03-01/2023-03-31 |
| ๑๕ ม.ค. - ๑๐ ก.พ. ๖๖            | ทุกเดือน      | 2023-01-15/2023-01-31 2023-02-01/2023-02-10 |
| พ.ย. ๖๕ - เม.ย. ๖๖              | ทุกไตรมาส     | 2022-11-01/2022-12-31 2023-01-01/2023-03-31 2023-04-01/2023-04-30 |
|                               | ทุก ๖ เดือน   | 2022-10-01/2023-03-31 2023-04-01/2023-09-30 |
| ทุกไตรมาส                      |            | 2022-10-01/2022-12-31 2023-01-01/2023-03-31 2023-04-01/2023-06-30 2023-07-01/2023-09-30 |
""")  # fmt: skip  # noqa: E501 - a table


@pytest.mark.parametrize("row", WINDOWS)
def test_windows_of_a_step(row: dict[str, str]) -> None:
    step = make_step(row["period"], row["often"])
    assert " ".join(map(str, windows_of(step, make_plan(step)))) == _iso(row["windows"])


def _iso(windows: str) -> str:
    """A window of one day prints as the day."""
    pairs = (window.split("/") for window in windows.split())
    return " ".join(first if first == last else f"{first}/{last}" for first, last in pairs)


GENERATED = table("""
| period                        | often      | generated |
| มี.ค. ๖๖                       | ทุกเดือน      | no        |
| ม.ค. - มี.ค. ๖๖                 | ทุกเดือน      | yes       |
| -มี.ค. ๖๖ -ก.ย. ๖๖              |            | no        |
| -มี.ค. ๖๖ -ก.ย. ๖๖              | ทุก ๖ เดือน   | yes       |
| ทุก ๖ เดือน (มี.ค. ๖๖, ก.ย. ๖๖)   |            | no        |
""")  # fmt: skip


@pytest.mark.parametrize("row", GENERATED)
def test_whether_a_frequency_made_the_windows(row: dict[str, str]) -> None:
    (duty,) = duties_of(make_plan(make_step(row["period"], row["often"])), Month(2566, 3))
    assert duty.generated is (row["generated"] == "yes")


MARCH = Span(date(2023, 3, 1), date(2023, 3, 31))


@pytest.mark.parametrize(
    ("window", "day", "phase"),
    [
        (MARCH, date(2023, 2, 28), Phase.AHEAD),
        (MARCH, date(2023, 3, 1), Phase.OPEN),
        (MARCH, date(2023, 3, 31), Phase.OPEN),
        (MARCH, date(2023, 4, 1), Phase.ENDED),
        (Span(None, date(2023, 3, 31)), date(1990, 1, 1), Phase.OPEN),
        (Span(date(2023, 3, 1), None), date(2990, 1, 1), Phase.OPEN),
    ],
)
def test_the_phase_of_a_window(window: Span, day: date, phase: Phase) -> None:
    assert phase_of(window, day) is phase


# Covered: an accepted date from its start to the day before the next one's start.
COVERED = table("""
| windows                                       | dates      | covered |
| 2023-03-01/2023-03-31 2023-09-01/2023-09-30   | 2023-02-28 |         |
| 2023-03-01/2023-03-31 2023-09-01/2023-09-30   | 2023-03-01 | 0       |
| 2023-03-01/2023-03-31 2023-09-01/2023-09-30   | 2023-08-31 | 0       |
| 2023-03-01/2023-03-31 2023-09-01/2023-09-30   | 2023-09-01 | 1       |
| 2023-03-01/2023-03-31 2023-09-01/2023-09-30   | 2023-12-31 | 1       |
| 2023-03-01/2023-03-31 2023-09-01/2023-09-30   | 2023-03, 2023-09 | 0 1 |
# A month counts where it touches.
| 2023-03-15/2023-03-31 2023-09-15/2023-09-30   | 2023-09    | 0 1     |
# Two milestones that begin together are both met by one date.
| 2023-01-01/2023-01-31 2023-01-01/2023-03-31   | 2023-01-10 | 0 1     |
| 2023-01-01/2023-01-31 2023-01-01/2023-03-31 2023-06-01/2023-06-30 | 2023-06-01 | 2 |
""")  # fmt: skip


@pytest.mark.parametrize("row", COVERED)
def test_the_windows_that_a_date_covers(row: dict[str, str]) -> None:
    days = [one.split("/") for one in row["windows"].split()]
    windows = tuple(Span(date.fromisoformat(one), date.fromisoformat(two)) for one, two in days)
    duty = Duty(make_step("มี.ค. ๖๖"), "กองคลัง", windows)
    dates = spans(row["dates"])
    covered = [str(index) for index in range(len(windows)) if duty.covers(index, dates)]
    assert " ".join(covered) == row["covered"]


def test_windows_that_have_ended_uncovered() -> None:
    (duty,) = duties_of(make_plan(make_step("-มี.ค. ๖๖ -ก.ย. ๖๖")), Month(2566, 3))
    assert duty.uncovered(date(2023, 3, 31), ()) == ()
    assert duty.uncovered(date(2023, 4, 1), ()) == (0,)
    assert duty.uncovered(date(2023, 10, 1), spans("2023-03")) == (1,)
    assert duty.uncovered(date(2023, 10, 1), spans("2023-03, 2023-09")) == ()


def test_a_duty_is_known_by_its_division_and_its_steps_code() -> None:
    (duty,) = duties_of(make_plan(make_step("มี.ค. ๖๖", code="ก-๑")), Month(2566, 3))
    assert duty.key == "กองคลัง\x1fก-๑"


def test_every_division_owes_the_step_in_the_plans_order() -> None:
    plan = make_plan(
        make_step("มี.ค. ๖๖", step_no=2, divisions=("กองช่าง", "กองคลัง")),
        make_step("มี.ค. ๖๖", step_no=1),
        make_step("มี.ค. ๖๖", step_no=3, divisions=()),
    )
    owed = [(duty.step.step_no, duty.division) for duty in duties_of(plan, Month(2566, 3))]
    assert owed == [("2", "กองช่าง"), ("2", "กองคลัง"), ("1", "กองคลัง")]


USE = table("""
| from       | until      | owed |
|            |            | yes  |
| 2023-03-31 |            | yes  |
| 2023-04-01 |            | no   |
|            | 2023-03-01 | yes  |
|            | 2023-02-28 | no   |
| 2023-01-01 | 2023-12-31 | yes  |
""")


@pytest.mark.parametrize("row", USE)
def test_steps_and_divisions_are_in_use_for_a_time(row: dict[str, str]) -> None:
    first, last = (date.fromisoformat(row[key]) if row[key] else None for key in ("from", "until"))
    owed = row["owed"] == "yes"
    step = make_plan(make_step("มี.ค. ๖๖", valid_from=first, valid_until=last))
    assert bool(duties_of(step, Month(2566, 3))) is owed
    division = Division("กองคลัง", valid_from=first, valid_until=last)
    plan = replace(make_plan(make_step("มี.ค. ๖๖")), divisions=(division,))
    assert bool(duties_of(plan, Month(2566, 3))) is owed


# Phases by the cut-off: e ended, o open, a ahead; + covered.
DUE = table("""
| windows  | due |
| a a      | 0   |
| o a      | 0   |
| o+ a     | 0   |
| e+ a     | 0   |
| e+ e+    | 1   |
| e+ o     | 1   |
| e+ o+    | 1   |
| e e      | 0   |
| e+ e o   | 1   |
| e o+ a   | 0   |
| e+ e+ a  | 1   |
""")


@pytest.mark.parametrize("row", DUE)
def test_due_is_the_earliest_begun_uncovered_window(row: dict[str, str]) -> None:
    phases = {"e": Phase.ENDED, "o": Phase.OPEN, "a": Phase.AHEAD}
    windows = [Month(2566, number).span for number in range(1, 4)]
    occurrences = tuple(
        Occurrence(window, phases[mark[0]], State.OPEN, mark.endswith("+"))
        for window, mark in zip(windows, row["windows"].split(), strict=False)
    )
    tracked = Tracked("กองคลัง", "1", "", Verdict.ON_TRACK, None, None, occurrences)
    assert tracked.due == windows[int(row["due"])]
    assert tracked.fallen_due == row["windows"].count("e")


def test_occurrences_are_counted_by_state() -> None:
    window = Month(2566, 1).span
    states = (State.DONE, State.DONE, State.MISSED, State.OPEN)
    occurrences = tuple(Occurrence(window, Phase.OPEN, state) for state in states)
    tracked = Tracked("กองคลัง", "1", "", Verdict.ON_TRACK, None, None, occurrences)
    assert tracked.count(State.DONE) == 2
    assert tracked.count(State.DONE, State.MISSED) == 3
    assert tracked.count(State.WAIVED) == 0
