from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pipeline.core.schema import Column, FieldKind
from pipeline.publish.csv_files import csv_bytes
from pipeline.publish.tables import tables_of

if TYPE_CHECKING:
    from pipeline.core.report import MonthReport
    from pipeline.core.words import Words
    from pipeline.publish.tables import CsvTable
    from pipeline.sheets.plan import Value


@pytest.fixture(scope="module")
def tables(report: MonthReport, thai: Words) -> dict[str, CsvTable]:
    return {table.file: table for table in tables_of(report, thai)}


def row(table: CsvTable, number: int) -> dict[str, Value]:
    return dict(zip(table.keys, table.rows[number], strict=True))


def test_the_columns_are_those_of_the_contract(tables: dict[str, CsvTable]) -> None:
    assert {file: ",".join(table.keys) for file, table in tables.items()} == {
        "tracking.csv": "month,organisation,division,measure_no,measure,step_no,method,"
        "responsible,period,frequency,due_start,due_end,status,progress,acted_on,result,evidence,"
        "obstacle,recommendation,spent,verdict,occurrences_planned,occurrences_due,"
        "occurrences_done,reported_month,indicator,oit_item,evidence_required,budget,source_file,"
        "source_sheet,source_row,source_sha256",
        "gaps.csv": "gap,severity,audience,organisation,division,measure_no,step_no,window_start,"
        "window_end,days,since,planned,actual,action,owner,act_by,source",
        "findings.csv": "code,severity,file,sheet,cell,division,measure_no,step_no,found,message",
        "readings.csv": "file,sheet,cell,typed,read_as,rule",
        "submissions.csv": "file,sha256,sender,received,division,month,outcome,reason",
    }


def test_a_planned_step_is_one_row(tables: dict[str, CsvTable]) -> None:
    table = tables["tracking.csv"]
    line = csv_bytes(table).decode("utf-8-sig").split("\r\n")[1]
    assert line == (
        "2566-03,99999,สำนักปลัด,1,การสร้างฐานความคิดการแยกแยะประโยชน์ส่วนตัวและส่วนรวม,1,"
        "เสริมสร้างฐานคิดแยกแยะประโยชน์ส่วนตัวและประโยชน์ส่วนรวมในรูปแบบการจัดอบรมและจัดทำ"
        "สื่อประชาสัมพันธ์,สำนักปลัด,ต.ค. ๖๕ - ม.ค. ๖๖,,2022-10-01,2023-01-31,ดำเนินการแล้วเสร็จ,,"
        '2023-02-15;2023-03-01/2023-03-31,"\'- จัดอบรม ๑ ครั้ง\n- ผู้เข้าร่วม ๔๐ คน",'
        "https://example.go.th/o38?a=1&b=2,,ควรจัดต่อเนื่อง,12500.5,done,1,1,1,2566-03,1;4,O38,"
        f"ต้องมี,20000,สำนักปลัด.xlsx,รายงานผล,12,{'ab' * 32}"
    )


def test_what_is_not_there_is_blank(tables: dict[str, CsvTable]) -> None:
    never = row(tables["tracking.csv"], 4)
    assert never["verdict"] == "not_reported"
    blank = ("status", "progress", "acted_on", "result", "reported_month", "source_row", "spent")
    assert [never[key] for key in blank] == [None] * 7


def test_unplanned_work_keeps_its_measure_and_owes_nothing(tables: dict[str, CsvTable]) -> None:
    first, second = row(tables["tracking.csv"], 12), row(tables["tracking.csv"], 13)
    assert (first["measure_no"], first["step_no"], first["verdict"]) == ("1", None, "unplanned")
    assert (second["measure_no"], second["occurrences_planned"]) == (None, None)
    assert second["acted_on"] == "2023-02-15"


def test_status_and_frequency_are_thai_in_every_language(
    report: MonthReport, english: Words
) -> None:
    table = tables_of(report, english)[0]
    monthly = row(table, 2)
    assert (monthly["status"], monthly["frequency"]) == ("ดำเนินการต่อเนื่อง", "ทุกเดือน")
    assert (monthly["evidence_required"], monthly["verdict"]) == ("ไม่ต้องมี", "on_track")


def test_a_gap_says_what_is_planned_and_what_is(tables: dict[str, CsvTable]) -> None:
    overdue = row(tables["gaps.csv"], 1)
    assert (overdue["gap"], overdue["severity"], overdue["audience"]) == (
        "overdue",
        "high",
        "management",
    )
    assert (str(overdue["window_start"]), str(overdue["act_by"])) == ("2022-10-01", "2023-04-10")
    assert (overdue["planned"], overdue["actual"]) == ("2022-10-01/2023-01-31", "ยังไม่ดำเนินการ")
    assert overdue["source"] == "[plan-2566.xlsx]มาตรการ!E8"
    assert overdue["action"] == (
        "มาตรการที่ ๒ ข้อ ๕ ครบกำหนดเมื่อ ๓๑ ม.ค. ๒๕๖๖ เกินกำหนดมาแล้ว ๖๓ วัน "
        "เห็นควรให้ กองช่าง เร่งดำเนินการและแจ้งวันที่จะแล้วเสร็จภายใน ๑๐ เม.ย. ๒๕๖๖"
    )
    score = row(tables["gaps.csv"], 5)
    assert (score["planned"], score["actual"]) == ("85", "71.25")


def test_a_finding_names_its_cell_or_its_row(tables: dict[str, CsvTable]) -> None:
    rows = [row(tables["findings.csv"], number) for number in range(4)]
    assert [one["cell"] for one in rows] == ["H13", "14:14", "J13", None]
    assert [one["severity"] for one in rows] == ["error", "error", "warning", "info"]
    assert rows[0]["found"] == "=เดือนหน้า"
    assert rows[0]["message"] == ("อ่านวันที่ “=เดือนหน้า” ไม่ได้ โปรดพิมพ์ เช่น ๑๕ ก.พ. ๖๖ หรือ 15/2/2566")
    assert "'=เดือนหน้า" in csv_bytes(tables["findings.csv"]).decode()


def test_readings_and_submissions(tables: dict[str, CsvTable]) -> None:
    assert tables["readings.csv"].rows[1] == (
        "สำนักปลัด.xlsx", "รายงานผล", "G12", "-เสร็จสิ้น", "done", "status_spelling",
    )  # fmt: skip
    assert tables["submissions.csv"].rows[0] == (
        "สำนักปลัด.xlsx", "cd" * 32, "=clerk@example.go.th", "2023-04-03T09:30:00", "สำนักปลัด",
        "2566-03", "accepted_with_findings",
        "รับเป็นรายงานของ สำนักปลัด ประจำเดือน มี.ค. ๒๕๖๖ มีจุดที่ขอให้แก้ ๓ จุด",
    )  # fmt: skip
    table = tables["submissions.csv"]
    rows = [row(table, place) for place in range(len(table.rows))]
    assert next(one["reason"] for one in rows if one["outcome"] == "refused") == (
        "ไฟล์นี้ตั้งรหัสผ่านไว้จึงอ่านไม่ได้ โปรดยกเลิกรหัสผ่านแล้วส่งอีกครั้ง"
    )


def test_a_column_that_the_schema_adds_comes_last(report: MonthReport, thai: Words) -> None:
    place = Column("place", FieldKind.TEXT, ("สถานที่",))
    schema = replace(report.schema, columns=(*report.schema.columns, place))
    first, *others = report.tracked
    assert first.standing is not None
    held = replace(first, standing=replace(first.standing, more={"place": "หอประชุม"}))
    told = replace(report, schema=schema, tracked=(held, *others))
    table = next(one for one in tables_of(told, thai) if one.file == "tracking.csv")
    assert (table.keys[-1], table.rows[0][-1], len(table.keys)) == ("place", "หอประชุม", 34)
