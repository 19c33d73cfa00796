from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.core.address import Address
from pipeline.core.calendar import Month
from pipeline.core.finding import Finding, Word
from pipeline.core.received import Basis, Outcome, Received, Submission
from pipeline.publish.accounts import Accounts

if TYPE_CHECKING:
    from pipeline.core.report import MonthReport
    from pipeline.core.words import Words

MARCH = Month(2566, 3)
FILE = Received("mail.eml/รายงาน.xlsx", Path("x"), sender="clerk@example.go.th")
DAMAGED = Finding("file_unreadable", Address(FILE.name))
TAKEN = Submission(FILE, Outcome.ACCEPTED, "กองคลัง", MARCH, basis=Basis.CONTENT)


@pytest.mark.parametrize(
    ("submission", "sentence"),
    [
        (
            TAKEN,
            "รับเป็นรายงานของ กองคลัง ประจำเดือน มี.ค. ๒๕๖๖ โดยดูจาก ชื่อส่วนราชการในแบบรายงาน ข้อมูลครบถ้วน",
        ),
        (
            replace(TAKEN, outcome=Outcome.NIL, basis=Basis.SENDER, way="แจ้งทางโทรศัพท์"),
            (
                "รับเป็นรายงานของ กองคลัง ประจำเดือน มี.ค. ๒๕๖๖ โดยดูจาก อีเมลผู้ส่ง"
                " วิธีรายงาน: แจ้งทางโทรศัพท์ แจ้งว่าไม่มีผลเพิ่มเติม"
            ),
        ),
        (
            replace(TAKEN, division="กองคลัง; กองช่าง", measures=("1", "2"), basis=Basis.ROWS),
            (
                "รับเป็นรายงานของ กองคลัง, กองช่าง ประจำเดือน มี.ค. ๒๕๖๖"
                " โดยดูจาก ผู้รับผิดชอบในแต่ละแถว เฉพาะมาตรการที่ ๑, ๒ ข้อมูลครบถ้วน"
            ),
        ),
        (
            Submission(FILE, Outcome.REFUSED, reason=DAMAGED),
            "ไฟล์นี้เสียหายหรือไม่สมบูรณ์จึงเปิดไม่ได้ โปรดเปิดไฟล์ต้นฉบับใน Excel บันทึกเป็นไฟล์ .xlsx ใหม่ แล้วส่งอีกครั้ง",
        ),
    ],
)
def test_what_a_file_was_taken_for_is_said_in_a_sentence(
    report: MonthReport, thai: Words, submission: Submission, sentence: str
) -> None:
    month = replace(report, submissions=(submission,))
    assert Accounts(month, thai).of(submission) == sentence


def test_of_a_refused_file_it_is_said_whose_it_seems_and_that_another_stands(
    report: MonthReport, thai: Words
) -> None:
    refused = Submission(FILE, Outcome.REFUSED, "กองคลัง", reason=DAMAGED, basis=Basis.FILE_NAME)
    alone = Accounts(replace(report, submissions=(refused,)), thai).of(refused)
    assert alone.endswith("แล้วส่งอีกครั้ง โดยดูจาก ชื่อไฟล์ เป็นของ “กองคลัง”")
    both = Accounts(replace(report, submissions=(refused, TAKEN)), thai).of(refused)
    assert both.endswith("เป็นของ “กองคลัง” ใช้รายงานอีกฉบับของส่วนราชการนี้ที่รับไว้แล้ว")


def test_points_to_mend_are_counted_in_the_file_s_own_findings(
    report: MonthReport, thai: Words
) -> None:
    one = replace(TAKEN, outcome=Outcome.ACCEPTED_WITH_FINDINGS)
    findings = (
        Finding("date_blank", Address(FILE.name, "รายงานผล", 8, 8)),
        Finding("evidence_blank", Address(FILE.name, "รายงานผล", 9, 8)),
        Finding("sender_unknown", Address(FILE.name)),
        Finding("date_blank", Address("other.xlsx", "รายงานผล", 8, 8)),
    )
    month = replace(report, submissions=(one,), findings=findings)
    assert Accounts(month, thai).of(one).endswith("มีจุดที่ขอให้แก้ ๒ จุด")


def test_what_the_server_found_of_the_sender_is_shown(
    report: MonthReport, thai: Words, english: Words
) -> None:
    mail = replace(FILE, authentication="spf=fail dkim=none")
    one = replace(TAKEN, received=mail)
    month = replace(report, submissions=(one,))
    assert Accounts(month, thai).of(one).endswith("ผลตรวจสอบผู้ส่งของเซิร์ฟเวอร์: spf=fail dkim=none")
    assert "The server's check of the sender: spf=fail" in Accounts(month, english).of(one)


def test_why_another_report_stands_is_said(report: MonthReport, thai: Words) -> None:
    facts = {"other": "ใหม่.xlsx", "why": Word("stands_by", "reported")}
    reason = Finding("file_superseded", Address(FILE.name), facts)
    one = replace(TAKEN, outcome=Outcome.SUPERSEDED, reason=reason)
    assert "ใช้รายงานฉบับ “ใหม่.xlsx” แทนไฟล์นี้ โดยดูจาก วันที่รายงาน หาก" in Accounts(report, thai).of(one)
