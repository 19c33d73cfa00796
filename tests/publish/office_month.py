"""One month of the invented office: every verdict and outcome, hostile and endless texts."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from pipeline.analyse.scores import Frameworks, score_board
from pipeline.core.accepted import Accepted
from pipeline.core.address import Address
from pipeline.core.calendar import Month, Span
from pipeline.core.changes import Advice, Change, ClosedGap, Comparison, Edit, Figures
from pipeline.core.duty import Duty, Occurrence, Phase, State, Status, Tracked, Verdict
from pipeline.core.finding import Audience, Finding, Reading, Word
from pipeline.core.gap import Gap, GapKey
from pipeline.core.received import Outcome, Received, Submission
from pipeline.core.report import MonthReport
from pipeline.core.schema import Urgency
from schemas.frameworks import load_framework
from schemas.loading import load_schema
from tests.publish.office_plan import (
    AHEAD,
    AS_OF,
    CLERK,
    CLERK_FILE,
    EARLIER,
    ENDED,
    HOSTILE,
    LONG,
    MEASURES,
    MONTH,
    PLAN,
    STEPS,
    WORKS,
    WORKS_FILE,
    YEAR,
    plan_cell,
)


def accepted(file: str, row: int, **values: object) -> Accepted:
    month = values.pop("month", MONTH)
    return Accepted(month, Address(file, "รายงานผล", row), "ab" * 32, **values)


def tracked(code: str, verdict: Verdict, state: State, standing: Accepted | None = None) -> Tracked:
    one = STEPS[code]
    division = one.divisions[0]
    span = Span(one.period.start, one.period.end)
    phase = Phase.AHEAD if span == AHEAD else Phase.ENDED if span == ENDED else Phase.OPEN
    measure = next(m for m in MEASURES if m.number == one.measure_no)
    return Tracked(
        division,
        one.measure_no,
        measure.title,
        verdict,
        Duty(one, division, (span,)),
        standing,
        (Occurrence(span, phase, state),),
    )


FEB_15 = Span(date(2023, 2, 15), date(2023, 2, 15))
MARCH = Span(date(2023, 3, 1), date(2023, 3, 31))

TRACKED = (
    tracked(
        "1.1",
        Verdict.DONE,
        State.DONE,
        accepted(
            CLERK_FILE,
            12,
            status=Status.DONE,
            acted_on=(FEB_15, MARCH),
            result="- จัดอบรม ๑ ครั้ง\n- ผู้เข้าร่วม ๔๐ คน",
            evidence="https://example.go.th/o38?a=1&b=2",
            recommendation="ควรจัดต่อเนื่อง",
            spent=12500.5,
        ),
    ),
    tracked(
        "1.2",
        Verdict.DONE_UNPROVED,
        State.DONE_UNPROVED,
        accepted(CLERK_FILE, 13, status=Status.DONE, result=LONG),
    ),
    tracked(
        "1.3",
        Verdict.ON_TRACK,
        State.OPEN,
        accepted(
            CLERK_FILE,
            14,
            status=Status.CONTINUING,
            acted_on=(MARCH,),
            result=HOSTILE[0],
            evidence=HOSTILE[2],
            carried=("result",),
        ),
    ),
    tracked(
        "2.1",
        Verdict.BEHIND,
        State.OPEN,
        accepted(
            WORKS_FILE,
            12,
            status=Status.IN_PROGRESS,
            progress=37.5,
            result=HOSTILE[1],
            month=EARLIER,
        ),
    ),
    tracked("2.2", Verdict.NOT_REPORTED, State.OPEN),
    tracked("2.3", Verdict.NOT_DUE, State.NOT_DUE),
    tracked(
        "2.4", Verdict.NOT_STARTED, State.OPEN, accepted(WORKS_FILE, 15, status=Status.NOT_STARTED)
    ),
    tracked("2.5", Verdict.OVERDUE, State.MISSED),
    tracked("10.1", Verdict.NIL, State.OPEN),
    tracked("10.2", Verdict.CANCELLED, State.CANCELLED),
    tracked("10.3", Verdict.WAIVED, State.WAIVED),
    tracked("10.4", Verdict.UNMATCHED, State.UNMATCHED),
    Tracked(
        CLERK,
        "1",
        "งานนอกแผน",
        Verdict.UNPLANNED,
        None,
        accepted(CLERK_FILE, 20, result=HOSTILE[3]),
    ),
    Tracked(
        WORKS,
        None,
        "",
        Verdict.UNPLANNED,
        None,
        accepted(WORKS_FILE, 30, result="ซ่อมถนน ๓ สาย", acted_on=(FEB_15,)),
    ),
)

BY = date(2023, 4, 10)


def gap(code: str, severity: Urgency, audience: Audience, place: str, **more: object) -> Gap:
    number, _, no = place.partition(".")
    division = more.pop("division", WORKS)
    facts = {"division": division, "by": BY} | more.pop("facts", {})
    return Gap(
        code, severity, audience, facts, division, number or None, no or None, act_by=BY, **more
    )


GAPS = (
    gap(
        "no_submission",
        Urgency.HIGH,
        Audience.MANAGEMENT,
        "",
        facts={"month": MONTH, "due": date(2023, 4, 3)},
    ),
    gap(
        "overdue",
        Urgency.HIGH,
        Audience.MANAGEMENT,
        "2.5",
        window=ENDED,
        days=63,
        planned=ENDED,
        actual=Word("status", "not_started"),
        owner=WORKS,
        facts={"due_end": date(2023, 1, 31), "days": 63},
        source=plan_cell(8),
    ),
    gap(
        "not_started",
        Urgency.MEDIUM,
        Audience.MANAGEMENT,
        "2.4",
        window=YEAR,
        days=179,
        facts={"due_end": date(2023, 9, 30), "days": 179},
    ),
    gap("not_reported", Urgency.MEDIUM, Audience.MANAGEMENT, "2.2"),
    gap(
        "done_without_evidence",
        Urgency.MEDIUM,
        Audience.MANAGEMENT,
        "1.2",
        division=CLERK,
        source=Address(CLERK_FILE, "รายงานผล", 13, 9),
    ),
    gap(
        "score_below_target",
        Urgency.HIGH,
        Audience.MANAGEMENT,
        "",
        division=None,
        planned=85.0,
        actual=71.25,
        facts={
            "indicator_no": "2",
            "indicator": "การใช้งบประมาณ",
            "actual": 71.25,
            "planned": 85.0,
            "cost": 0.825,
        },
    ),
    gap(
        "occurrences_missing",
        Urgency.LOW,
        Audience.MANAGEMENT,
        "1.3",
        division=CLERK,
        planned=6,
        actual=4,
        facts={"planned": 6, "actual": 4, "missing": (Month(2566, 1), EARLIER)},
    ),
    gap("done_without_date", Urgency.MEDIUM, Audience.DIVISION, "1.2", division=CLERK),
    gap("done_without_date", Urgency.MEDIUM, Audience.DIVISION, "1.3", division=CLERK),
    gap(
        "behind",
        Urgency.LOW,
        Audience.ANALYST,
        "2.1",
        planned=50.0,
        actual=37.5,
        facts={"planned": 50, "actual": 37.5},
    ),
    gap("period_missing", Urgency.MEDIUM, Audience.ANALYST, "10", division=None),
    gap("unplanned_result", Urgency.LOW, Audience.ANALYST, "", facts={"sample": "ซ่อมถนน ๓ สาย"}),
)

CLERK_CELL = Address(CLERK_FILE, "รายงานผล", 13, 8)
FINDINGS = (
    Finding("date_unreadable", CLERK_CELL, {"found": "=เดือนหน้า"}, CLERK, "1", "2"),
    Finding(
        "row_duplicated",
        Address(CLERK_FILE, "รายงานผล", 14),
        {"measure_no": "1", "step_no": "3"},
        CLERK,
        "1",
        "3",
    ),
    Finding(
        "text_too_long",
        CLERK_CELL.at(13, 10),
        {"length": 3000, "limit": 2000, "text": LONG},
        CLERK,
        "1",
        "2",
    ),
    Finding("file_duplicate", Address("ซ้ำ.xlsx"), {"other": CLERK_FILE}),
)
READINGS = (
    Reading(CLERK_CELL.at(12, 8), "๑๕ ก.พ. ๖๖", "2023-02-15", "date_text"),
    Reading(CLERK_CELL.at(12, 7), "-เสร็จสิ้น", "done", "status_spelling"),
)
REFUSAL = Finding("file_encrypted", Address("ลับ.xlsx"))


def submission(name: str, outcome: Outcome, division: str | None, **more: object) -> Submission:
    received = datetime(2023, 4, 3, 9, 30)  # noqa: DTZ001 - a mail date as the reader gives it
    found = Received(name, Path(name), 10, "cd" * 32, more.pop("sender", None), received)
    return Submission(found, outcome, division, MONTH, more.pop("reason", None))


SUBMISSIONS = (
    submission(CLERK_FILE, Outcome.ACCEPTED_WITH_FINDINGS, CLERK, sender="=clerk@example.go.th"),
    *(
        submission(f"{outcome}.xlsx", outcome, None, reason=REFUSAL)
        for outcome in Outcome
        if outcome is not Outcome.ACCEPTED_WITH_FINDINGS
    ),
)


BEFORE = Month(2566, 2)
ROUNDS = tuple(
    Occurrence(Span(first.first, first.plus(2).last), phase, state)
    for first, phase, state in (
        (Month(2565, 12), Phase.ENDED, State.DONE),
        (Month(2566, 3), Phase.OPEN, State.OPEN),
    )
)
COMPARED = Comparison(
    last=BEFORE,
    verdicts=(Change(WORKS, "2", "5", "on_track", "overdue"),),
    edits=(
        Edit(
            CLERK, "1", "1", "status", Word("status", "done"), Word("status", "in_progress"), BEFORE
        ),
        Edit(CLERK, "1", "2", "evidence", "=คำสั่งที่ ๑๒/๒๕๖๖", "", BEFORE),
    ),
    closed=(ClosedGap(GapKey("no_submission", CLERK), Month(2566, 1), 58),),
    opened=3,
    months=(
        Figures(BEFORE, 3, 2, {"on_track": 4, "not_due": 1}, 5),
        Figures(MONTH, 3, 1, {"on_track": 2, "overdue": 3}, 7),
    ),
    advice=(
        Advice(CLERK, "1", "ควรอบรมทุกปี", BEFORE, MONTH),
        Advice(WORKS, "2", "ให้รายงานทุก ๓ เดือน", Month(2565, 11), None, ROUNDS),
    ),
)


def make_report() -> MonthReport:
    return MonthReport(
        plan=PLAN,
        month=MONTH,
        as_of=AS_OF,
        schema=load_schema(),
        framework=load_framework(2566),
        tracked=TRACKED,
        gaps=GAPS,
        findings=FINDINGS,
        readings=READINGS,
        submissions=SUBMISSIONS,
        compared=COMPARED,
        silent=(WORKS,),
        files_received=9,
        rows_read=14,
        inputs={CLERK_FILE: "cd" * 32, WORKS_FILE: "ab" * 32},
        scores=score_board(
            PLAN,
            [row for row in TRACKED if row.duty is not None],
            Frameworks(load_framework(2566), load_framework(2565)),
        ),
    )
