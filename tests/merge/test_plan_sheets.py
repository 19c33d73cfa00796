from __future__ import annotations

import pytest

from pipeline.merge.plan_sheets import is_plan, read_plan_sheets
from schemas.loading import load_schema
from tests.tables import form, plan_book, sheet, shown, workbook

SCHEMAS = load_schema().plan_sheets


def findings(book: object) -> list[str]:
    read = read_plan_sheets(book, SCHEMAS, "plan.xlsx")  # type: ignore[arg-type]
    return [f"{shown(one)} {one.where.sheet} {one.facts['header']}" for one in read.findings]


def test_a_plan_is_known_by_its_sheets() -> None:
    book = plan_book()
    assert is_plan(book, SCHEMAS)
    assert not is_plan(workbook(*book.sheets[:1]), SCHEMAS)
    assert not is_plan(workbook(form()), SCHEMAS)


def test_optional_sheets_may_be_absent_or_blank() -> None:
    assert findings(plan_book(more={"ข้อยกเว้น": "| |"})) == []
    read = read_plan_sheets(plan_book(), SCHEMAS, "plan.xlsx")
    assert list(read.records) == ["organisation", "divisions", "measures"]
    assert [one.address("name").cell for one in read.records["divisions"]] == [
        "A2",
        "A3",
        "A4",
        "A5",
    ]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"หน่วยงาน": "| |"}, "header_missing หน่วยงาน หน่วยงาน"),
        (
            {"มาตรการ": "| มาตรการที่ | มาตรการ |\n| 1 | ก |"},
            "header_missing มาตรการ วิธีการดำเนินการ",
        ),
        ({"ข้อยกเว้น": "| ยกเว้นข้อ ๒ ทั้งหมด |"}, "header_missing ข้อยกเว้น ข้อยกเว้น"),
        (
            {"ส่วนราชการ": "| ชื่อ | รหัส | ชื่อ |\n| ก | 1 | ข |"},
            "header_duplicated C1 ส่วนราชการ ชื่อ",
        ),
    ],
)
def test_what_a_plan_lacks_is_named(more: dict[str, str], expected: str) -> None:
    assert findings(plan_book(more=more)) == [expected]


def test_a_missing_required_sheet_is_named() -> None:
    assert findings(workbook(*plan_book().sheets[1:])) == ["header_missing None หน่วยงาน"]


def test_title_rows_moved_columns_and_merged_measures() -> None:
    table = """
        | แผนปฏิบัติการ |

        | วิธีการดำเนินการ | มาตรการ/แนวทาง | มาตรการที่ |
        | ประชุม | มาตรการหนึ่ง | ๑ |
        | อบรม | | |
    """
    measures = sheet(table, "มาตรการ", merged=("B4:B5", "C4:C5"))
    book = workbook(*(one for one in plan_book().sheets if one.name != "มาตรการ"), measures)
    records = read_plan_sheets(book, SCHEMAS, "plan.xlsx").records["measures"]
    assert [one.text("measure_no") for one in records] == ["๑", "๑"]
    assert [one.address("method").cell for one in records] == ["A4", "A5"]
