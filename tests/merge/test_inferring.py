from __future__ import annotations

import pytest

from pipeline.core.address import Address
from pipeline.merge.inferring import find_status, infer_status
from schemas.loading import load_schema
from tests.tables import shown_reading

HERE = Address("a.xlsx", "Sheet1", 3, 5)
SCHEMA = load_schema()


@pytest.mark.parametrize(
    ("result", "status"),
    [
        ("นักวิเคราะห์ฯ ดำเนินการแล้ว เมื่อ มี.ค. ๖๖", "done"),
        ("-งานพัสดุดำเนินการประจำทุกเดือนเรียบร้อยแล้ว", "done"),
        ("ยังไม่ได้ดำเนินการ", "not_started"),
        ("- ยังไม่ดำเนินการ", "not_started"),
        ("๑. ยังไม่เริ่ม ๒. ยังไม่ได้ดำเนินการ", "not_started"),
        ("๑. อบรมแล้วเสร็จ ๒. ยังไม่ดำเนินการ", "in_progress"),
        ("อยู่ระหว่างดำเนินการ", "in_progress"),
        ("ดำเนินการแล้ว อยู่ระหว่างสรุปผล", "in_progress"),
        ("ยังไม่แล้วเสร็จ", "in_progress"),
        ("ประชาสัมพันธ์อย่างต่อเนื่อง", "continuing"),
        ("ขอยกเลิก เพราะไม่มีงบประมาณ", "cancelled"),
        ("คาดว่าจะแล้วเสร็จภายใน ก.ย. ๖๖", None),
        ("จะดำเนินการให้แล้วเสร็จในไตรมาส ๔", None),
        ("ดำเนินการไม่แล้วเสร็จ", None),
        ("กำหนดแล้วเสร็จ ก.ย. ๖๖", None),
        ("ยกเลิกคำสั่งเดิมและแต่งตั้งใหม่", None),
        ("ยังไม่มีผลกระทบ สำรวจแล้วเสร็จ", "done"),
        ("ไม่มี", "not_started"),
        ("ไม่มีผลการดำเนินงาน", "not_started"),
        ("N/A", "not_started"),
        ("ไม่มีปัญหา", None),
        ("มีคำสั่งแต่งตั้ง", None),
        ("", None),
    ],
)
def test_the_status_that_words_tell(result: str, status: str | None) -> None:
    found = find_status(result, SCHEMA)
    assert (found[0] if found else None) == status


def test_the_word_that_told_it_is_listed() -> None:
    told, readings = infer_status("ประชุม ดำเนินการ แล้ว ก.พ. ๖๖", HERE, SCHEMA)
    assert told.key == "done"
    assert [shown_reading(one) for one in readings] == [
        "E3 status_inferred: ดำเนินการแล้ว -> ดำเนินการแล้วเสร็จ"
    ]


def test_work_of_which_no_status_is_told_is_in_progress_and_listed() -> None:
    told, readings = infer_status("มีคำสั่งแต่งตั้ง", HERE, SCHEMA)
    assert told.key == "in_progress"
    assert [shown_reading(one) for one in readings] == [
        "E3 status_inferred: มีคำสั่งแต่งตั้ง -> อยู่ระหว่างดำเนินการ"
    ]


def test_a_blank_result_tells_nothing() -> None:
    told, readings = infer_status("", HERE, SCHEMA)
    assert (told.typed, told.key, readings) == ("", None, [])
