"""The memo's table as ten offices draw it: read right, or asked about."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.core.received import Received
from pipeline.merge.expected import expect
from pipeline.merge.taking import take_workbook
from schemas.loading import load_schema
from tests.tables import MARCH, Against, Checked, cells, check_sheet, plan_of, sheet, workbook

PLAN = plan_of("""
    | 1 | การแยกแยะประโยชน์ | 1 | จัดอบรม | สำนักปลัด | ม.ค. - ก.ย. ๖๖ |
    | 1 | | 2 | จัดทำคู่มือ | สำนักปลัด | ม.ค. - ก.ย. ๖๖ |
    | 2 | สรุปผลการจัดซื้อ | 1 | รายงานผลต่อผู้บริหาร | กองคลัง | ม.ค. - ก.ย. ๖๖ |
    | 3 | การเผยแพร่ข้อมูล | 1 | ปรับปรุงข้อมูล | กองช่าง | ม.ค. - ก.ย. ๖๖ |
""")
ALL = Against(PLAN)


def read(table: str, merged: tuple[str, ...] = ()) -> Checked:
    return check_sheet(sheet(table, "Sheet1", merged=merged), ALL)


def rows(checked: Checked) -> list[str]:
    """`3 สำนักปลัด 1.2 done: the result`; a row without a step is written 1.-."""
    return [
        f"{row.record.where.row} {one.division} {row.number('measure_no')}."
        f"{row.number('step_no') or '-'} {status_of(row.fields.get('status'))}: "
        f"{row.text('result')}".strip(": ")
        for one in checked.merged.returns
        for row in one.rows
    ]


def status_of(value: object) -> str:
    return getattr(value, "key", None) or ""


def test_office_1_one_row_a_measure_with_items_in_cells() -> None:
    checked = read("""
        | รายงานผลการดำเนินการตามมาตรการ |
        | มาตรการ/ แนวทาง | วิธีการดำเนินการ | ผู้รับผิดชอบ | ระยะเวลา ดำเนินการ | ผลการดำเนินงาน | ข้อเสนอแนะ |
        | การแยกแยะประโยชน์ | ๑. จัดอบรม\\n๒. จัดทำคู่มือ | สำนักปลัดฯ | ม.ค. - ก.ย. ๖๖ | ๑. อบรมเมื่อ ๑๕ ก.พ. ๖๖ ๒. แจกคู่มือ | -ควรอบรมซ้ำ |
        | สรุปผลการจัดซื้อ | - รายงานผลต่อผู้บริหาร | กองคลัง | ม.ค. - ก.ย. ๖๖ | -ดำเนินการแล้ว ก.พ. ๖๖ | ไม่มี |
    """)
    assert rows(checked) == [
        "3 สำนักปลัด 1.1",
        "3 สำนักปลัด 1.2",
        "3 สำนักปลัด 1.- : ๑. อบรมเมื่อ ๑๕ ก.พ. ๖๖",
        "3 สำนักปลัด 1.- : ๒. แจกคู่มือ",
        "4 กองคลัง 2.1 done: -ดำเนินการแล้ว ก.พ. ๖๖",
    ]
    assert checked.codes == []


def test_office_2_one_row_a_method_with_merged_measures_and_a_running_number() -> None:
    checked = read(
        """
        | ลำดับ | มาตรการ | กิจกรรม/วิธีการ | หน่วยงานที่รับผิดชอบ | กำหนดเวลา | ผลการดำเนินการ | หมายเหตุ |
        | ๑ | การแยกแยะประโยชน์ | จัดอบรม | สป. | มกราคม - กันยายน 2566 | อบรมแล้วเสร็จ 15 ก.พ. 66 | |
        | ๒ | | จัดทำคู่มือ | | | อยู่ระหว่างจัดทำ | |
        | ๓ | สรุปผลการจัดซื้อ | รายงานผลต่อผู้บริหาร | กองคลัง | ม.ค.-ก.ย. 66 | ยังไม่ดำเนินการ | รอแบบ |
    """,
        merged=("B2:B3", "D2:D3", "E2:E3"),
    )
    assert rows(checked) == [
        "2 สำนักปลัด 1.1 done: อบรมแล้วเสร็จ 15 ก.พ. 66",
        "3 สำนักปลัด 1.2 in_progress: อยู่ระหว่างจัดทำ",
        "4 กองคลัง 2.1 not_started: ยังไม่ดำเนินการ",
    ]
    assert checked.codes == [
        "column_unknown G1",
        "recommendation_blank 1 1",
        "recommendation_blank 2 1",
    ]


def test_office_3_measures_as_section_rows_over_their_methods() -> None:
    checked = read(
        """
        | ที่ | วิธีการดำเนินการ | ผู้รับผิดชอบ | ระยะเวลา | ผลการดำเนินงาน | ข้อเสนอแนะ |
        | มาตรการที่ ๑ การแยกแยะประโยชน์ |
        | ๑ | จัดอบรม | สำนักปลัด | ม.ค. - ก.ย. ๖๖ | ดำเนินการแล้ว เมื่อ ก.พ. ๖๖ | ไม่มี |
        | ๒ | จัดทำคู่มือ | สำนักปลัด | ม.ค. - ก.ย. ๖๖ | กำลังจัดทำ | |
        | มาตรการที่ ๒ |
        | ๑ | รายงานผลต่อผู้บริหาร | กองคลัง | ม.ค. - ก.ย. ๖๖ | รายงานแล้ว ก.พ. ๖๖ | ไม่มี |
    """,
        merged=("A2:F2", "A5:F5"),
    )
    assert rows(checked) == [
        "3 สำนักปลัด 1.1 done: ดำเนินการแล้ว เมื่อ ก.พ. ๖๖",
        "4 สำนักปลัด 1.2 in_progress: กำลังจัดทำ",
        "6 กองคลัง 2.1 done: รายงานแล้ว ก.พ. ๖๖",
    ]
    assert checked.codes == []


def test_office_4_quarters_with_marks_and_a_budget() -> None:
    checked = read(
        """
        | ที่ | มาตรการ/โครงการ | แนวทางปฏิบัติ | ตัวชี้วัด | งบประมาณ | ผู้รับผิดชอบ | ระยะเวลาดำเนินการ | | | | ผลการดำเนินงาน |
        | | | | | | | ไตรมาส ๑ | ไตรมาส ๒ | ไตรมาส ๓ | ไตรมาส ๔ | |
        | ๑ | การแยกแยะประโยชน์ | ๑. จัดอบรม | จำนวนครั้ง | ไม่ใช้งบประมาณ | สำนักปลัด | | / | / | | อบรมแล้วเสร็จ ก.พ. ๖๖ |
        | ๒ | สรุปผลการจัดซื้อ | ๑. รายงานผลต่อผู้บริหาร | | 5,000 | กองคลัง | | X | | | รายงานแล้ว มี.ค. ๖๖ |
    """,
        merged=("G1:J1",),
    )
    assert rows(checked) == [
        "3 สำนักปลัด 1.1 done: อบรมแล้วเสร็จ ก.พ. ๖๖",
        "4 กองคลัง 2.1 done: รายงานแล้ว มี.ค. ๖๖",
    ]
    unknown = [one.facts["header"] for one in checked.findings if one.code == "column_unknown"]
    assert unknown == ["ตัวชี้วัด", "งบประมาณ", "ไตรมาส ๒", "ไตรมาส ๓"]
    rest = [one for one in checked.codes if not one.startswith("column_unknown")]
    assert rest == ["row_missing 1 2", "recommendation_blank 1 1", "recommendation_blank 2 1"]


def test_office_5_a_header_in_two_rows_repeated_on_every_page() -> None:
    header = """
        | มาตรการ | วิธีดำเนินการ | ผู้รับผิดชอบ | ระยะเวลา | การรายงานผล | |
        | | | | | ผลการดำเนินงาน | ข้อเสนอแนะ |"""
    checked = read(
        f"""{header}
        | 1. การแยกแยะประโยชน์ | 1) จัดอบรม 2) จัดทำคู่มือ | สำนักปลัด | ม.ค. - ก.ย. ๖๖ | ยังไม่ได้ดำเนินการ | ไม่มี |
        {header.strip()}
        | 2. สรุปผลการจัดซื้อ | รายงานผลต่อผู้บริหาร | กองคลัง | ม.ค. - ก.ย. ๖๖ | รายงานทุกเดือน | ไม่มี |
    """,
        merged=("E1:F1", "E4:F4"),
    )
    assert rows(checked) == [
        "3 สำนักปลัด 1.1 not_started: ยังไม่ได้ดำเนินการ",
        "3 สำนักปลัด 1.2 not_started: ยังไม่ได้ดำเนินการ",
        "6 กองคลัง 2.1 continuing: รายงานทุกเดือน",
    ]
    assert checked.codes == []


def test_office_6_a_consolidated_table_with_a_status_and_evidence() -> None:
    checked = read("""
        | ข้อ | มาตรการ/กิจกรรม | ขั้นตอนการดำเนินงาน | ส่วนราชการที่รับผิดชอบ | สถานะ | ผลการดำเนินงาน/ความก้าวหน้า | เอกสาร/หลักฐาน |
        | 1 | การแยกแยะประโยชน์ | จัดอบรม | สำนักปลัด | เสร็จสิ้น | อบรม 15 ก.พ. 66 | คำสั่งที่ 1/2566 |
        | 2 | การแยกแยะประโยชน์ | จัดทำคู่มือ | สำนักปลัด | ยังไม่เริ่ม | | |
        | 1 | สรุปผลการจัดซื้อ | รายงานผลต่อผู้บริหาร | กองคลัง | | อยู่ระหว่างรวบรวม | |
    """)
    assert rows(checked) == [
        "2 สำนักปลัด 1.1 done: อบรม 15 ก.พ. 66",
        "3 สำนักปลัด 1.2 not_started",
        "4 กองคลัง 2.1 in_progress: อยู่ระหว่างรวบรวม",
    ]
    assert checked.codes == ["recommendation_blank 1 1", "recommendation_blank 2 1"]


def test_office_7_a_result_merged_over_several_methods_is_tied_to_none() -> None:
    checked = read(
        """
        | มาตรการ | วิธีการ | ผู้รับผิดชอบ | ช่วงเวลา | ผลการดำเนินงาน | ข้อเสนอแนะ |
        | การแยกแยะประโยชน์ | จัดอบรม | สำนักปลัด | ม.ค. - ก.ย. ๖๖ | จัดอบรมใหม่ ก.พ. ๖๖ | ไม่มี |
        | | จัดทำคู่มือ | | | | |
    """,
        merged=("A2:A3", "C2:C3", "D2:D3", "E2:E3", "F2:F3"),
    )
    assert rows(checked) == [
        "2 สำนักปลัด 1.1",
        "3 สำนักปลัด 1.2",
        "2 สำนักปลัด 1.- : จัดอบรมใหม่ ก.พ. ๖๖",
    ]
    assert checked.codes == []
    (result,) = checked.accepted.untied
    assert (result.work.measure_no, result.work.accepted.result) == (
        "1",
        "จัดอบรมใหม่ ก.พ. ๖๖",
    )
    assert result.likely is not None
    assert result.likely.step_no == "1"


def test_office_8_several_divisions_answer_one_measure() -> None:
    plan = plan_of("| 1 | การไม่รับของขวัญ | 1 | ประกาศนโยบาย | ทุกสำนัก/กอง | ม.ค. - ก.ย. ๖๖ |")
    checked = check_sheet(
        sheet("""
        | มาตรการ | วิธีการ | ผู้รับผิดชอบ | ผลการดำเนินงาน | ข้อเสนอแนะ |
        | การไม่รับของขวัญ | ประกาศนโยบาย | ทุกส่วนราชการ | ประกาศแล้ว 15 ก.พ. 66 | ไม่มี |
    """),
        Against(plan),
    )
    assert rows(checked) == [
        "2 สำนักปลัด 1.1 done: ประกาศแล้ว 15 ก.พ. 66",
        "2 กองคลัง 1.1 done: ประกาศแล้ว 15 ก.พ. 66",
        "2 กองช่าง 1.1 done: ประกาศแล้ว 15 ก.พ. 66",
    ]
    assert checked.codes == []


def test_office_9_what_goes_on_in_rows_below_is_put_together() -> None:
    checked = read("""
        | มาตรการ/แนวทาง | วิธีการดำเนินการ | ผู้รับผิดชอบ | ระยะเวลาดำเนินการ | ผลการดำเนินงาน | ข้อเสนอแนะ |
        | สรุปผลการจัดซื้อ | รายงานผลต่อผู้บริหาร | กองคลัง | ม.ค. - ก.ย. ๖๖ | รายงานเดือน ม.ค. ๖๖ | ไม่มี |
        | | | | | รายงานเดือน ก.พ. ๖๖ ดำเนินการแล้ว | |
        | - ๒ - | | | | | |
        | หมายเหตุ ข้อมูล ณ สิ้นเดือน | | | | | |
        | ลงชื่อ | ........ | | | | |
        | (ปลัดองค์การบริหารส่วนตำบล) | | | | | |
    """)
    assert rows(checked) == [
        "2 กองคลัง 2.1 done: รายงานเดือน ม.ค. ๖๖\nรายงานเดือน ก.พ. ๖๖ ดำเนินการแล้ว",
    ]
    assert checked.codes == []
    assert "E3 joined_to_row_above: รายงานเดือน ก.พ. ๖๖ ดำเนินการแล้ว -> E2" in checked.readings
    assert "A4 row_passed_over: - ๒ - -> " in checked.readings


def test_office_10_a_name_that_no_one_knows_is_asked_about() -> None:
    checked = read("""
        | มาตรการ/แนวทาง | วิธีการดำเนินการ | ผู้รับผิดชอบ | ผลการดำเนินงาน | ข้อเสนอแนะ |
        | สรุปผลการจัดซื้อ | รายงานผลต่อผู้บริหาร | ก.คลัง | รายงานแล้ว ก.พ. ๖๖ | ไม่มี |
        | การเผยแพร่ข้อมูล | ปรับปรุงข้อมูล | กองช่าง | ปรับปรุงแล้วเสร็จ ก.พ. ๖๖ | ไม่มี |
    """)
    assert rows(checked) == ["3 กองช่าง 3.1 done: ปรับปรุงแล้วเสร็จ ก.พ. ๖๖"]
    assert checked.codes == ["division_unknown C2"]
    assert checked.findings[0].facts == {"found": "ก.คลัง", "near": "กองคลัง"}
    assert "D2 row_waiting: รายงานแล้ว ก.พ. ๖๖ -> " in checked.readings


METHODS = "| มาตรการ | วิธีการ | ผู้รับผิดชอบ | วันที่ | ผลการดำเนินงาน | หลักฐาน | ข้อเสนอแนะ |"


@pytest.mark.parametrize("page", ["2", "๒", "- ๒ -", "หน้า ๒", "(2)"])
def test_the_number_of_a_page_ends_no_measure_and_names_none(page: str) -> None:
    checked = read(f"""
        | มาตรการ | วิธีการ | ผู้รับผิดชอบ | ผลการดำเนินงาน | ข้อเสนอแนะ |
        | การแยกแยะประโยชน์ | ๑. จัดอบรม | สำนักปลัด | ยังไม่ดำเนินการ | ไม่มี |
        | {page} | | | | |
        | | ๒. จัดทำคู่มือ | สำนักปลัด | แจกแล้วเสร็จ ๑ มี.ค. ๖๖ | |
    """)
    assert rows(checked) == [
        "2 สำนักปลัด 1.1 not_started: ยังไม่ดำเนินการ",
        "4 สำนักปลัด 1.2 done: แจกแล้วเสร็จ ๑ มี.ค. ๖๖",
    ]
    assert f"A3 row_passed_over: {page} -> " in checked.readings
    assert checked.codes == []


def test_a_running_number_beside_another_title_names_no_measure() -> None:
    checked = read("""
        | ลำดับ | มาตรการ | วิธีการ | ผู้รับผิดชอบ | ผลการดำเนินงาน |
        | ๑ | พัฒนาเว็บไซต์ อบต. | ตั้งผู้ดูแล | กองช่าง | แต่งตั้งแล้ว ๕ ม.ค. ๖๖ |
    """)
    assert [one.split(":")[0] for one in rows(checked)] == ["2 กองช่าง None.- done"]
    assert "row_unknown B2" in checked.codes
    assert not checked.accepted.accepted


def test_what_goes_on_below_adds_its_dates_and_evidence() -> None:
    checked = read(f"""
        {METHODS}
        | สรุปผลการจัดซื้อ | รายงานผลต่อผู้บริหาร | กองคลัง | ม.ค. ๖๖ | รายงาน ๑ | บันทึก ๑ | ควร ก |
        | | | | ก.พ. ๖๖ | รายงานแล้วเสร็จ | บันทึก ๒ | ควร ข |
    """)
    (row,) = checked.merged.returns[0].rows
    assert [str(one.span) for one in row.dates.dates] == [
        "2023-01-01/2023-01-31",
        "2023-02-01/2023-02-28",
    ]
    assert (row.text("evidence"), row.text("recommendation")) == ("บันทึก ๑\nบันทึก ๒", "ควร ก\nควร ข")
    joined = [one for one in checked.readings if "joined_to_row_above" in one]
    assert len(joined) == 4


def test_a_mark_for_blank_beside_several_methods_reports_nothing() -> None:
    checked = read("""
        | มาตรการ | วิธีการ | ผู้รับผิดชอบ | ผลการดำเนินงาน | ข้อเสนอแนะ |
        | การแยกแยะประโยชน์ | ๑. จัดอบรม ๒. จัดทำคู่มือ | สำนักปลัด | - | ไม่มี |
    """)
    assert rows(checked) == ["2 สำนักปลัด 1.1", "2 สำนักปลัด 1.2"]
    assert checked.accepted.untied == ()


def test_who_signs_below_a_table_is_no_result() -> None:
    checked = read("""
        | มาตรการ | วิธีการ | ผู้รับผิดชอบ | ผลการดำเนินงาน | ข้อเสนอแนะ |
        | สรุปผลการจัดซื้อ | รายงานผลต่อผู้บริหาร | กองคลัง | รายงานแล้ว ก.พ. ๖๖ | ไม่มี |
        | | | | ........................ | |
        | | | | (ตำแหน่ง นักวิเคราะห์นโยบายและแผน) | |
        | | | | นักวิเคราะห์นโยบายและแผน | |
    """)
    assert rows(checked) == ["2 กองคลัง 2.1 done: รายงานแล้ว ก.พ. ๖๖"]


def test_a_result_spread_over_several_columns_is_asked_back_not_cut() -> None:
    checked = read(
        """
        | มาตรการ | วิธีการ | ผู้รับผิดชอบ | ผลการดำเนินงาน | |
        | | | | ไตรมาส ๑ | ไตรมาส ๒ |
        | สรุปผลการจัดซื้อ | รายงานผลต่อผู้บริหาร | กองคลัง | รายงาน ธ.ค. ๖๕ | รายงาน มี.ค. ๖๖ |
    """,
        merged=("D1:E1",),
    )
    assert checked.codes == ["header_duplicated E1"]
    assert checked.merged.returns == ()


def test_results_of_two_rounds_are_asked_back() -> None:
    checked = read("""
        | มาตรการ | วิธีการ | ผู้รับผิดชอบ | ผลการดำเนินงาน รอบ ๖ เดือน | ผลการดำเนินงาน รอบ ๑๒ เดือน |
        | สรุปผลการจัดซื้อ | รายงานผลต่อผู้บริหาร | กองคลัง | ยังไม่ดำเนินการ | ดำเนินการแล้ว |
    """)
    assert checked.codes == ["header_duplicated E1"]


def test_a_second_table_with_its_columns_elsewhere_is_asked_back() -> None:
    checked = read("""
        | มาตรการ | วิธีการ | ผู้รับผิดชอบ | ผลการดำเนินงาน | ข้อเสนอแนะ |
        | สรุปผลการจัดซื้อ | รายงานผลต่อผู้บริหาร | กองคลัง | รายงานแล้ว | ไม่มี |
        | มาตรการ | วิธีการ | ผู้รับผิดชอบ | ข้อเสนอแนะ | ผลการดำเนินงาน |
        | การเผยแพร่ข้อมูล | ปรับปรุงข้อมูล | กองช่าง | ควรทำซ้ำ | ปรับปรุงแล้ว |
    """)
    assert checked.codes == ["header_duplicated D3"]


def test_of_several_divisions_named_those_that_owe_the_step_report_it() -> None:
    checked = read("""
        | มาตรการ | วิธีการ | ผู้รับผิดชอบ | ผลการดำเนินงาน | ข้อเสนอแนะ |
        | สรุปผลการจัดซื้อ | รายงานผลต่อผู้บริหาร | กองคลัง / กองช่าง | รายงานแล้ว ก.พ. ๖๖ | ไม่มี |
    """)
    assert rows(checked) == ["2 กองคลัง 2.1 done: รายงานแล้ว ก.พ. ๖๖"]
    assert checked.codes == []


CELLS = {
    "A": ["", "", "การแยกแยะประโยชน์", "๒. สรุปผลการจัดซื้อ", "มาตรการอื่น", "หมายเหตุ", "<5>"],
    "B": ["", "จัดอบรม", "๑. จัดอบรม ๒. จัดทำคู่มือ", "- รายงานผลต่อผู้บริหาร", "วิธีอื่น", "<2>"],
    "C": ["", "สำนักปลัด", "กองคลัง", "กองคลัง / กองช่าง", "ทุกส่วนราชการ", "ก.คลัง", "#REF!"],
    "D": ["", "ม.ค. - ก.ย. ๖๖", "ตลอดปี", "<2023-01-01>"],
    "E": ["", "-", "อบรมแล้ว ก.พ. ๖๖", "๑. ก้าว ๒. ข้าม ๓ เม.ย. ๖๕", "ยังไม่ดำเนินการ", "<7>", "=A1"],
    "F": ["", "-ควรทำซ้ำ", "ไม่มี"],
}


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, tuple[str, ...]]:
    count = draw(st.integers(1, 8))
    lines = [[draw(st.sampled_from(CELLS[column])) for column in CELLS] for _ in range(count)]
    merged = []
    for column in CELLS:
        first = draw(st.integers(2, count + 1))
        last = draw(st.integers(first, count + 1))
        if draw(st.booleans()) and last > first:
            merged.append(f"{column}{first}:{column}{last}")
            for line in lines[first - 1 : last - 1]:
                line["ABCDEF".index(column)] = ""
    header = "มาตรการ | วิธีการ | ผู้รับผิดชอบ | ระยะเวลา | ผลการดำเนินงาน | ข้อเสนอแนะ"
    return "\n".join([f"| {header} |", *(f"| {' | '.join(line)} |" for line in lines)]), tuple(
        merged
    )


EXPECTED = expect(PLAN, MARCH, (), load_schema())


@settings(deadline=None, max_examples=300)
@given(tables())
def test_no_result_is_lost_however_a_table_is_drawn(drawn: tuple[str, tuple[str, ...]]) -> None:
    table, merged = drawn
    file = Received("ก.xlsx", Path("ก.xlsx"), sha256="1")
    taken = take_workbook(file, workbook(sheet(table, "Sheet1", merged)), EXPECTED)
    told = "\n".join(
        [row.text("result") for one in taken.returns for row in one.rows]
        + [one.typed for one in taken.readings]
    )
    for result in cells(table).values():
        if isinstance(result[4], str) and result[4] not in ("ผลการดำเนินงาน", "-"):
            for word in result[4].replace("๑.", "๒.").split("๒."):
                assert word.strip() in told or taken.returns == ()
