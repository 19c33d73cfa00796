from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from pipeline.check.arrival import find_late_reports
from pipeline.core.received import Outcome, Received, Submission

DUE = date(2023, 4, 5)
THAI = timezone(timedelta(hours=7))


def came(name: str, day: int | None, outcome: Outcome, division: str = "กองคลัง") -> Submission:
    moment = None if day is None else datetime(2023, 4, day, 23, 59, tzinfo=THAI)
    return Submission(Received(name, Path(name), received=moment), outcome, division)


@pytest.mark.parametrize(
    ("submissions", "late"),
    [
        ([came("a", 5, Outcome.ACCEPTED)], []),
        ([came("a", 6, Outcome.ACCEPTED)], ["a กองคลัง 1"]),
        ([came("a", 9, Outcome.NIL)], ["a กองคลัง 4"]),
        # What is sent again to be mended is not late, and a refused file is no report.
        ([came("a", 4, Outcome.SUPERSEDED), came("b", 9, Outcome.ACCEPTED)], []),
        ([came("a", 4, Outcome.REFUSED), came("b", 9, Outcome.ACCEPTED)], ["b กองคลัง 4"]),
        ([came("a", 9, Outcome.REFUSED)], []),
        # Nobody knows when a file of the folder came.
        ([came("a", None, Outcome.SUPERSEDED), came("b", 9, Outcome.ACCEPTED)], []),
        ([came("a", None, Outcome.ACCEPTED)], []),
        ([came("a", 7, Outcome.ACCEPTED, "กองคลัง; กองช่าง")], ["a กองคลัง 2", "a กองช่าง 2"]),
    ],
)
def test_the_first_report_of_a_division_is_late_after_the_day_it_was_due(
    submissions: list[Submission], late: list[str]
) -> None:
    found = find_late_reports(submissions, DUE)
    told = [f"{one.where.file} {one.division} {one.facts['days']}" for one in found]
    assert told == late


def test_a_report_that_came_in_time_and_was_sent_again_is_not_late() -> None:
    kept, copy = came("b", 9, Outcome.ACCEPTED), came("a", 4, Outcome.DUPLICATE, "")
    same = [replace(one, received=replace(one.received, sha256="same")) for one in (kept, copy)]
    assert list(find_late_reports(same, DUE)) == []
    other = [kept, replace(copy, received=replace(copy.received, sha256="other"))]
    assert len(list(find_late_reports(other, DUE))) == 1
