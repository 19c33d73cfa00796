from __future__ import annotations

import pytest

from pipeline.merge.headings import read_headings
from schemas.loading import load_schema
from tests.tables import sheet

LABELS = load_schema().headings


def headings(table: str, above: int | None = None, merged: tuple[str, ...] = ()) -> dict[str, str]:
    found = read_headings(sheet(table, merged=merged), above, LABELS, "a.xlsx")
    return {key: f"{one.where.cell} {one.text}".strip() for key, one in found.items()}


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("| ส่วนราชการ | กองคลัง |", {"division": "B1 กองคลัง"}),
        ("| ส่วนราชการ | | | กองคลัง |", {"division": "D1 กองคลัง"}),
        ("| ส่วนราชการ: กองคลัง |", {"division": "A1 กองคลัง"}),
        ("| ส่วนราชการ : | กองคลัง |", {"division": "B1 กองคลัง"}),
        ("| สำนัก/กอง | กองคลัง |", {"division": "B1 กองคลัง"}),
        ("| ส่วน\\nราชการ...... | กองคลัง |", {"division": "B1 กองคลัง"}),
        ("| ส่วนราชการ | |", {"division": "B1"}),
        ("| เดือนนี้ | ไม่มีผลเพิ่มเติม |", {"nil": "B1 ไม่มีผลเพิ่มเติม"}),
        ("| เดือน | <2023-03-31> |", {"month": "B1 31 มี.ค. 2566"}),
        ("| โทรศัพท์ | <42123456> |", {"telephone": "B1 42123456"}),
        ("| ส่วนราชการ | #REF! |", {"division": "B1"}),
        ("| คลัง | กองคลัง |", {}),
    ],
)
def test_a_label_and_its_value(table: str, expected: dict[str, str]) -> None:
    assert headings(table) == expected


def test_a_label_without_a_value_does_not_take_the_next_label() -> None:
    found = headings("| หน่วยงาน | | ส่วนราชการ | กองคลัง |\n| ประจำเดือน | ผู้รายงาน | นักวิชาการ |")
    assert found == {
        "organisation": "B1",
        "division": "D1 กองคลัง",
        "month": "B2",
        "reporter": "C2 นักวิชาการ",
    }


def test_values_in_merged_cells_and_the_blank_beside_a_merged_label() -> None:
    table = "| ส่วนราชการ | | กองคลัง | | ผู้รายงาน | | | |"
    assert headings(table, merged=("A1:B1", "C1:D1", "E1:F1")) == {
        "division": "C1 กองคลัง",
        "reporter": "G1",
    }


def test_the_block_in_any_order() -> None:
    rows = ["| ประจำเดือน | มี.ค. 66 |", "| ส่วนราชการ | กองคลัง |", "| หน่วยงาน | อบต. |"]
    assert headings("\n".join(rows)).keys() == headings("\n".join(reversed(rows))).keys()


def test_the_first_filled_value_of_a_label_counts() -> None:
    table = "| ส่วนราชการ | |\n| ส่วนราชการ | กองคลัง |\n| ส่วนราชการ | กองช่าง |"
    assert headings(table) == {"division": "B2 กองคลัง"}


def test_only_rows_above_the_table() -> None:
    table = "| ส่วนราชการ | กองคลัง |\n| ข้อที่ | สถานะ |\n| ตำแหน่ง | ปลัด |"
    assert headings(table, above=2) == {"division": "B1 กองคลัง"}
