from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.core.accepted import Accepted, Unplanned
from pipeline.core.address import Address
from pipeline.core.calendar import Month, parse_span
from pipeline.core.comparing import (
    Difference,
    FileChange,
    KeptRun,
    ValueChange,
    VerdictChange,
    compare,
)
from pipeline.core.duty import Status
from pipeline.core.finding import Word
from pipeline.core.gap import GapKey
from pipeline.core.past import KnownDuty, PastMonth
from pipeline.core.received import Outcome, Received, Submission

MARCH, APRIL = Month(2566, 3), Month(2566, 4)


def rows_of(text: str) -> list[dict[str, str]]:
    """A text table's rows by its header."""
    lines = [line.strip().strip("|") for line in text.strip().splitlines()]
    header, *rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    return [dict(zip(header, row, strict=True)) for row in rows]


def accepted(row: dict[str, str], month: Month) -> Accepted:
    return Accepted(
        month,
        Address("ก.xlsx"),
        "ab",
        status=Status(row["status"]) if row["status"] else None,
        progress=float(row["progress"]) if row["progress"] else None,
        acted_on=tuple(parse_span(one) for one in row["acted_on"].split(";") if one),
        result=row["result"],
        evidence=row["evidence"],
        spent=float(row["spent"]) if row["spent"] else None,
    )


def kept(duties: str, month: Month = MARCH, files: str = "", **more: object) -> KeptRun:
    """A run by a table of its duties; status `-` where nothing was reported."""
    found = [(f"{row['division']}\x1f{row['step']}", row) for row in rows_of(duties)]
    past = PastMonth(
        month,
        month.last,
        accepted={key: accepted(row, month) for key, row in found if row["status"] != "-"},
        duties={
            key: KnownDuty(row["verdict"], *row["step"].split("."))
            for key, row in found
            if row["verdict"]
        },
        **more,  # type: ignore[arg-type]
    )
    submissions = tuple(
        Submission(
            Received(row["file"], Path(row["file"]), sha256=row["sha256"]), Outcome(row["outcome"])
        )
        for row in (rows_of(files) if files else [])
    )
    return KeptRun(past, submissions)


HEADER = (
    "| division | step | verdict | status | progress | acted_on | result | evidence | spent |\n"
)
BASE = f"""{HEADER}
| กองคลัง | 1.1 | on_track | in_progress | 40 | | ประชุมแล้ว | | |
| กองช่าง | 2.1 | done_unproved | done | | 2023-02-15 | อบรม | | 500 |
""".replace("\n\n", "\n")


def test_a_run_and_itself_differ_in_nothing() -> None:
    assert compare(kept(BASE), kept(BASE)) == Difference()


def test_values_and_verdicts_that_changed() -> None:
    now = f"""{HEADER}
    | กองคลัง | 1.1 | done | done | | 2023-03-01/2023-03-31;2023-04-02 | ประชุมแล้ว | คำสั่ง 1 | |
    | กองช่าง | 2.1 | done_unproved | done | | 2023-02-15 | อบรม ๒ ครั้ง | | 750.5 |
    """.replace("\n\n", "\n")
    found = compare(kept(BASE), kept(now))
    assert found.verdicts == (VerdictChange("กองคลัง", "1", "1", "on_track", "done"),)
    clerk, works = ("กองคลัง", "1", "1"), ("กองช่าง", "2", "1")
    dates = (parse_span("2023-03-01/2023-03-31"), parse_span("2023-04-02"))
    assert found.values == (
        ValueChange(*clerk, "status", Word("status", "in_progress"), Word("status", "done")),
        ValueChange(*clerk, "progress", 40.0, None),
        ValueChange(*clerk, "acted_on", None, dates),
        ValueChange(*clerk, "evidence", None, "คำสั่ง 1"),
        ValueChange(*works, "result", "อบรม", "อบรม ๒ ครั้ง"),
        ValueChange(*works, "spent", 500.0, 750.5),
    )
    assert (found.files, found.come, found.gone, found.added) == ((), (), (), ())


def test_a_duty_that_came_into_the_plan_or_left_it() -> None:
    one = f"{HEADER}| กองคลัง | 1.1 | done | - | | | | | |"
    other = f"{HEADER}| กองคลัง | 1.2 | not_due | - | | | | | |"
    assert compare(kept(one), kept(other)).verdicts == (
        VerdictChange("กองคลัง", "1", "2", None, "not_due"),
        VerdictChange("กองคลัง", "1", "1", "done", None),
    )


GONE = f"""{HEADER}
| กองคลัง | 1.1 | on_track | in_progress | 40 | | ประชุมแล้ว | | |
| กองช่าง | 2.1 | done_unproved | - | | | | | |
""".replace("\n\n", "\n")


def test_a_report_taken_away_loses_its_values_within_the_month() -> None:
    works = ("กองช่าง", "2", "1")
    assert compare(kept(BASE), kept(GONE)).values == (
        ValueChange(*works, "status", Word("status", "done"), None),
        ValueChange(*works, "acted_on", (parse_span("2023-02-15"),), None),
        ValueChange(*works, "result", "อบรม", None),
        ValueChange(*works, "spent", 500.0, None),
    )


def test_what_another_month_did_not_report_has_not_changed() -> None:
    assert compare(kept(BASE), kept(GONE, APRIL)).values == ()


def test_what_is_reported_for_the_first_time_is_told_value_by_value() -> None:
    found = compare(kept(GONE), kept(BASE, APRIL)).values
    assert [(one.field, one.before) for one in found] == [
        ("status", None),
        ("acted_on", None),
        ("result", None),
        ("spent", None),
    ]


def test_files_that_came_went_or_changed() -> None:
    before = """
        | file    | sha256 | outcome                |
        | ก.xlsx  | 11     | accepted               |
        | ข.xlsx  | 22     | accepted_with_findings |
        | ค.xlsx  | 33     | refused                |
        | ง.xlsx  | 44     | accepted               |
    """
    now = """
        | file    | sha256 | outcome    |
        | ก.xlsx  | 11     | accepted   |
        | ข.xlsx  | 23     | accepted_with_findings |
        | ง.xlsx  | 44     | superseded |
        | จ.xlsx  | 55     | nil        |
    """
    found = compare(kept(BASE, files=before), kept(BASE, files=now)).files
    mend = Outcome.ACCEPTED_WITH_FINDINGS
    assert found == (
        FileChange("ข.xlsx", mend, mend, content=True),
        FileChange("ค.xlsx", Outcome.REFUSED, None),
        FileChange("ง.xlsx", Outcome.ACCEPTED, Outcome.SUPERSEDED),
        FileChange("จ.xlsx", None, Outcome.NIL),
    )


def test_gaps_that_came_and_went_in_the_order_of_measures() -> None:
    stays = GapKey("overdue", "กองคลัง", "1", "1")
    gone = GapKey("no_submission", "กองช่าง")
    tenth, second = GapKey("overdue", "กองช่าง", "10", "1"), GapKey("overdue", "กองช่าง", "2", "1")
    before = kept(BASE, gaps=frozenset({stays, gone}))
    now = kept(BASE, APRIL, gaps=frozenset({stays, tenth, second}))
    found = compare(before, now)
    assert (found.come, found.gone) == ((second, tenth), (gone,))


def work(result: str) -> Unplanned:
    return Unplanned(
        "กองคลัง", "3", "จิตสาธารณะ", Accepted(MARCH, Address("ก.xlsx"), "ab", result=result)
    )


@pytest.mark.parametrize("kind", ["unplanned", "untied"])
def test_work_outside_the_plan_is_counted_as_often_as_it_stands(kind: str) -> None:
    before = kept(BASE, **{kind: (work("ก"), work("ข"))})
    now = kept(BASE, **{kind: (work("ก"), work("ก"), work("ค"))})
    found = compare(before, now)
    assert [one.accepted.result for one in found.added] == ["ก", "ค"]
    assert [one.accepted.result for one in found.removed] == ["ข"]


def test_a_duty_remembered_without_numbers_is_named_by_its_code() -> None:
    key = "กองคลัง\x1f1.1"
    one, other = (
        KeptRun(PastMonth(MARCH, MARCH.last, duties={key: KnownDuty(word)}))
        for word in ("done", "overdue")
    )
    assert compare(one, other).verdicts == (VerdictChange("กองคลัง", "1.1", "", "done", "overdue"),)
