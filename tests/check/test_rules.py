from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from pipeline.check.rules import find_breaches, pandera_schema, rule_fields
from pipeline.core.finding import Audience, Severity
from pipeline.core.schema import Condition, Predicate, Rule
from pipeline.merge.frame import build_table
from schemas.loading import load_schema
from tests.tables import Against, check_files, check_sheet, file_of, form, plan_of, workbook

if TYPE_CHECKING:
    from pipeline.core.finding import Finding

SCHEMA = load_schema()
JAN_TO_SEP = "| 1 | มาตรการหนึ่ง | 1 | จัดประชุม | กองคลัง | ม.ค. - ก.ย. ๖๖ |"
JAN_TO_FEB = "| 1 | มาตรการหนึ่ง | 1 | จัดประชุม | กองคลัง | ม.ค. - ก.พ. ๖๖ |"
JULY = "| 1 | มาตรการหนึ่ง | 1 | จัดประชุม | กองคลัง | ก.ค. - ก.ย. ๖๖ |"
APRIL = "| 1 | มาตรการหนึ่ง | 1 | จัดประชุม | กองคลัง | เม.ย. - ก.ย. ๖๖ |"
EVIDENCE = (
    "| มาตรการที่ | มาตรการ | ข้อที่ | วิธีดำเนินการ | ผู้รับผิดชอบ | ระยะเวลา | ต้องมีหลักฐาน |\n"
    "| 1 | มาตรการหนึ่ง | 1 | จัดประชุม | กองคลัง | ม.ค. - ก.ย. ๖๖ | {} |"
)
MUST, NEED_NOT, ASKED = EVIDENCE.format("ต้องมี"), EVIDENCE.format("ไม่ต้องมี"), EVIDENCE.format("")

# A row of a form as a table (what it leaves out is clean), the plan, what is found in it.
CASES: list[tuple[str, str, list[str]]] = [
    ("| สถานะ | วันที่ดำเนินการ | ผลการดำเนินงาน |\n| | | |", JAN_TO_SEP, ["status_blank C6"]),
    ("| สถานะ | วันที่ดำเนินการ | ผลการดำเนินงาน |\n| - | | |", JAN_TO_SEP, ["status_blank C6"]),
    ("| สถานะ | วันที่ดำเนินการ | ผลการดำเนินงาน |\n| | | |", JULY, []),
    ("| ข้อที่ | สถานะ | วันที่ดำเนินการ |\n| | | |", JULY, ["row_missing 1 1"]),
    ("| สถานะ |\n| เสร็จแน่ |", JAN_TO_SEP, ["status_unknown C6"]),
    ("| สถานะ |\n| เสร็จแล้ว |", JAN_TO_SEP, []),
    ("| ร้อยละ |\n| เกือบครบ |", JAN_TO_SEP, ["progress_unreadable I6"]),
    ("| ร้อยละ |\n| ๑๐๐ % |", JAN_TO_SEP, []),
    ("| ร้อยละ |\n| |", JAN_TO_SEP, []),
    ("| ร้อยละ |\n| 101 |", JAN_TO_SEP, ["progress_out_of_range I6"]),
    ("| สถานะ | ร้อยละ |\n| อยู่ระหว่างดำเนินการ | -1 |", JAN_TO_SEP, ["progress_out_of_range I6"]),
    ("| ร้อยละ |\n| 100 |", JAN_TO_SEP, []),
    ("| สถานะ | ร้อยละ |\n| อยู่ระหว่างดำเนินการ | 0 |", JAN_TO_SEP, []),
    ("| ร้อยละ |\n| 99 |", JAN_TO_SEP, ["progress_disagrees I6"]),
    (
        "| สถานะ | วันที่ดำเนินการ | ผลการดำเนินงาน | ร้อยละ |\n| ยังไม่ดำเนินการ | | | 1 |",
        JAN_TO_SEP,
        ["progress_disagrees I6"],
    ),
    (
        "| สถานะ | วันที่ดำเนินการ | ผลการดำเนินงาน | ร้อยละ |\n| ยังไม่ดำเนินการ | | | 0 |",
        JAN_TO_SEP,
        [],
    ),
    ("| สถานะ | ร้อยละ |\n| ดำเนินการต่อเนื่อง | 40 |", JAN_TO_SEP, []),
    ("| วันที่ดำเนินการ |\n| เร็ว ๆ นี้ |", JAN_TO_SEP, ["date_unreadable D6"]),
    ("| วันที่ดำเนินการ |\n| ๓๐ ก.พ. ๖๖ |", JAN_TO_SEP, ["date_unreadable D6"]),
    ("| วันที่ดำเนินการ |\n| 15/2/66, 16 |", JAN_TO_SEP, ["date_unreadable D6"]),
    ("| วันที่ดำเนินการ |\n| ๑๕ ก.พ. |", JAN_TO_SEP, []),
    ("| วันที่ดำเนินการ |\n| |", JAN_TO_SEP, ["date_blank D6"]),
    ("| วันที่ดำเนินการ | ผลการดำเนินงาน |\n| | ประชุมเมื่อ ก.พ. ๖๖ |", JAN_TO_SEP, []),
    ("| สถานะ | วันที่ดำเนินการ |\n| อยู่ระหว่างดำเนินการ | |", JAN_TO_SEP, []),
    ("| สถานะ | วันที่ดำเนินการ |\n| ดำเนินการต่อเนื่อง | |", JAN_TO_SEP, []),
    ("| ข้อที่ | วันที่ดำเนินการ |\n| | |", JULY, ["row_missing 1 1"]),
    ("| ผลการดำเนินงาน |\n| |", JAN_TO_SEP, ["result_blank E6"]),
    ("| สถานะ | ผลการดำเนินงาน |\n| ดำเนินการต่อเนื่อง | |", JAN_TO_SEP, ["result_blank E6"]),
    ("| สถานะ | ผลการดำเนินงาน |\n| อยู่ระหว่างดำเนินการ | |", JAN_TO_SEP, ["result_blank E6"]),
    ("| สถานะ | ผลการดำเนินงาน |\n| ขอยกเลิก | |", JAN_TO_SEP, []),
    ("| สถานะ | วันที่ดำเนินการ | ผลการดำเนินงาน |\n| ยังไม่ดำเนินการ | | |", JAN_TO_SEP, []),
    (
        "| สถานะ | ผลการดำเนินงาน |\n| ยังไม่ดำเนินการ | จัดประชุมแล้วเสร็จ |",
        JAN_TO_SEP,
        ["result_contradicts_status E6"],
    ),
    ("| สถานะ | ผลการดำเนินงาน |\n| ยังไม่ดำเนินการ | คาดว่าแล้วเสร็จ ก.ย. |", JAN_TO_SEP, []),
    ("| สถานะ | ผลการดำเนินงาน |\n| ยังไม่ดำเนินการ | จะเร่งให้แล้วเสร็จ |", JAN_TO_SEP, []),
    ("| สถานะ | ผลการดำเนินงาน |\n| ยังไม่ดำเนินการ | ยังไม่แล้วเสร็จ |", JAN_TO_SEP, []),
    (
        "| สถานะ | ผลการดำเนินงาน |\n| ยังไม่ดำเนินการ | คาดว่าจะดำเนินการแล้วเสร็จภายใน ก.ย. ๖๖ |",
        JAN_TO_SEP,
        [],
    ),
    ("| สถานะ | ผลการดำเนินงาน |\n| ยังไม่ดำเนินการ | ยังไม่ได้ดำเนินการแล้วเสร็จ |", JAN_TO_SEP, []),
    ("| สถานะ | ผลการดำเนินงาน |\n| ยังไม่ดำเนินการ | ไม่แล้วเสร็จ |", JAN_TO_SEP, []),
    ("| สถานะ | ผลการดำเนินงาน |\n| ยังไม่ดำเนินการ | ดำเนินการหลังสำรวจแล้วเสร็จ |", JAN_TO_SEP, []),
    (
        (
            "| สถานะ | วันที่ดำเนินการ | ผลการดำเนินงาน |\n"
            "| อยู่ระหว่างดำเนินการ | | ตามระเบียบ ลงวันที่ 1 ม.ค. 2540 กำหนดอบรม 20 ธ.ค. 2566 |"
        ),
        JAN_TO_SEP,
        [],
    ),
    ("| ผลการดำเนินงาน |\n| ยังไม่ได้ดำเนินการ |", JAN_TO_SEP, ["result_contradicts_status E6"]),
    ("| ผลการดำเนินงาน |\n| - อยู่ระหว่างดำเนินการ |", JAN_TO_SEP, ["result_contradicts_status E6"]),
    ("| ผลการดำเนินงาน |\n| เดิมอยู่ระหว่างดำเนินการ บัดนี้ครบแล้ว |", JAN_TO_SEP, []),
    (
        "| สถานะ | ผลการดำเนินงาน |\n| ดำเนินการต่อเนื่อง | ยังไม่ดำเนินการ |",
        JAN_TO_SEP,
        ["result_contradicts_status E6"],
    ),
    ("| สถานะ | ผลการดำเนินงาน |\n| ดำเนินการต่อเนื่อง | ยังไม่เริ่มรุ่นที่ 2 |", JAN_TO_SEP, []),
    ("| หลักฐานอ้างอิง |\n| |", MUST, ["evidence_blank F6"]),
    ("| หลักฐานอ้างอิง |\n| - |", MUST, ["evidence_blank F6"]),
    ("| หลักฐานอ้างอิง |\n| ภาพถ่าย |", MUST, []),
    ("| หลักฐานอ้างอิง |\n| |", NEED_NOT, []),
    ("| หลักฐานอ้างอิง |\n| |", ASKED, []),
    ("| สถานะ | หลักฐานอ้างอิง |\n| อยู่ระหว่างดำเนินการ | |", MUST, []),
    (
        "| สถานะ | วันที่ดำเนินการ |\n| อยู่ระหว่างดำเนินการ | 15 ก.พ. 66 |",
        JAN_TO_FEB,
        ["obstacle_blank G6"],
    ),
    (
        "| สถานะ | ปัญหา/อุปสรรค |\n| อยู่ระหว่างดำเนินการ | - |",
        JAN_TO_FEB,
        ["obstacle_blank G6"],
    ),
    ("| สถานะ | ปัญหา/อุปสรรค |\n| อยู่ระหว่างดำเนินการ | รองบ |", JAN_TO_FEB, []),
    ("| สถานะ |\n| อยู่ระหว่างดำเนินการ |", JAN_TO_SEP, []),
    ("| สถานะ |\n| ดำเนินการแล้วเสร็จ |", JAN_TO_FEB, []),
    ("| สถานะ |\n| ขอยกเลิก |", JAN_TO_FEB, []),
    ("| ผลการดำเนินงาน |\n| การด\ufffdำเนินงาน |", JAN_TO_SEP, ["text_damaged E6"]),
    ("| หลักฐานอ้างอิง |\n| \ufffd |", JAN_TO_SEP, ["text_damaged F6"]),
    ("| ผลการดำเนินงาน |\n| การดำเนินงาน? |", JAN_TO_SEP, []),
    (f"| ผลการดำเนินงาน |\n| {'ก' * 4001} |", JAN_TO_SEP, ["text_too_long E6"]),
    (f"| ผลการดำเนินงาน |\n| {'ก' * 4000} |", JAN_TO_SEP, []),
    ("| หลักฐานอ้างอิง |\n| D:\\ภาพ\\1.jpg |", JAN_TO_SEP, ["evidence_not_public F6"]),
    ("| หลักฐานอ้างอิง |\n| file:///C:/1.jpg |", JAN_TO_SEP, ["evidence_not_public F6"]),
    ("| หลักฐานอ้างอิง |\n| \\\\server\\ita\\1.jpg |", JAN_TO_SEP, ["evidence_not_public F6"]),
    ("| หลักฐานอ้างอิง |\n| https://www.wangthong.go.th/1.jpg |", JAN_TO_SEP, []),
    ("| หลักฐานอ้างอิง |\n| ภาพที่ 1.jpg |", JAN_TO_SEP, []),
]


@pytest.mark.parametrize(("table", "steps", "expected"), CASES)
def test_rows_that_break_a_rule_and_rows_near_them(
    table: str, steps: str, expected: list[str]
) -> None:
    assert check_sheet(form(table), Against(plan_of(steps))).codes == expected


def test_every_rule_with_cases_has_a_row_above_that_breaks_it() -> None:
    broken = {code.split()[0] for _, _, expected in CASES for code in expected}
    assert {rule.code for rule in SCHEMA.rules if rule.cases} <= broken


def found_in(table: str, code: str, steps: str = JAN_TO_SEP) -> Finding:
    return check_sheet(form(table), Against(plan_of(steps))).one(code)


def test_a_finding_says_what_was_found_where_and_of_which_step() -> None:
    found = found_in("| สถานะ |\n| เสร็จแน่ |", "status_unknown")
    assert str(found.where) == "[กองคลัง.xlsx]รายงานผล!C6"
    assert (found.division, found.measure_no, found.step_no) == ("กองคลัง", "1", "1")
    assert found.facts["found"] == "เสร็จแน่"
    assert found.facts["allowed"] == (
        "ยังไม่ดำเนินการ, อยู่ระหว่างดำเนินการ, ดำเนินการต่อเนื่อง, ดำเนินการแล้วเสร็จ, ขอยกเลิก"
    )


@pytest.mark.parametrize(
    ("table", "code", "facts"),
    [
        ("| ร้อยละ |\n| ๙๐% |", "progress_disagrees", {"progress": "๙๐%"}),
        ("| ร้อยละ |\n| <150> |", "progress_out_of_range", {"found": "150"}),
        ("| ผลการดำเนินงาน |\n| |", "result_blank", {"status": "ดำเนินการแล้วเสร็จ"}),
        (
            f"| ผลการดำเนินงาน |\n| {'ก' * 5000} |",
            "text_too_long",
            {"length": 5000, "limit": 4000, "sample": "ก" * 60},
        ),
        (
            f"| ผลการดำเนินงาน |\n| {'ก' * 100}\ufffd{'ข' * 100} |",
            "text_damaged",
            {"sample": f"{'ก' * 8}\ufffd{'ข' * 8}"},
        ),
    ],
)
def test_facts_of_the_sentence(table: str, code: str, facts: dict[str, object]) -> None:
    found = found_in(table, code).facts
    assert {key: found[key] for key in facts} == facts


def test_a_nil_return_is_not_asked_for_blank_statuses_or_delays() -> None:
    blank = "| สถานะ | วันที่ดำเนินการ | ผลการดำเนินงาน | หลักฐานอ้างอิง | ข้อเสนอแนะ |\n| | | | | |"
    page = form(blank, nil="ไม่มีผลเพิ่มเติม", nil_reason="รอจัดซื้อ")
    assert check_sheet(page, Against(plan_of(JAN_TO_FEB))).codes == []


WAIVER = {"ข้อยกเว้น": "| มาตรการที่ | ข้อที่ | เหตุผล | ถึงวันที่ |\n| 1 | 1 | งบไม่พอ | {} |"}
BLANK = "| สถานะ | วันที่ดำเนินการ | ผลการดำเนินงาน | หลักฐานอ้างอิง | ข้อเสนอแนะ |\n| | | | | |"


@pytest.mark.parametrize(
    ("until", "codes"),
    [
        ("5 เม.ย. 66", []),
        ("", []),
        ("4 เม.ย. 66", ["status_blank C6", "obstacle_blank G6", "recommendation_blank H6"]),
    ],
)
def test_a_step_that_the_plan_excuses_at_the_cut_off_need_not_be_filled(
    until: str, codes: list[str]
) -> None:
    more = {name: table.format(until) for name, table in WAIVER.items()}
    assert check_sheet(form(BLANK), Against(plan_of(JAN_TO_FEB, more))).codes == codes


def test_the_cut_off_decides_whether_a_step_has_begun() -> None:
    held = Against(plan_of(JULY), as_of=date(2023, 7, 1))
    assert check_sheet(form(BLANK), held).codes == ["status_blank C6", "recommendation_blank H6"]


@pytest.mark.parametrize(("as_of", "asked"), [(date(2023, 4, 5), False), (date(2023, 5, 1), True)])
def test_a_report_is_not_asked_for_what_opens_while_it_is_on_its_way(
    as_of: date, *, asked: bool
) -> None:
    held = Against(plan_of(APRIL), as_of=as_of)
    found = check_sheet(form(BLANK), held).codes
    assert found == ["status_blank C6", "recommendation_blank H6"] * asked


def test_pandera_is_given_every_rule_with_cases() -> None:
    table = check_sheet(form("| มาตรการ | วิธีดำเนินการ |\n| มาตรการหนึ่ง | จัดประชุม |")).merged.table
    flags = {"planned": True, "begun": True, "late": False, "evidence_required": True}
    frame = table.frame.assign(**flags, dated=True)
    given = pandera_schema(frame, SCHEMA).columns
    codes = {check.error for column in given.values() for check in column.checks}
    assert codes == {rule.code for rule in SCHEMA.rules if rule.cases}
    damaged = {key for key, column in given.items() if "text_damaged" in column_codes(column)}
    assert damaged == {
        "measure",
        "method",
        "responsible",
        "period",
        "result",
        "evidence",
        "obstacle",
        "recommendation",
    }


def column_codes(column: object) -> set[str]:
    return {check.error for check in column.checks}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("raised_at", "asked_of"), [("nowhere", "status"), (None, "status"), ("status", "nowhere")]
)
def test_a_rule_of_a_field_that_the_table_lacks_stops_the_run(
    raised_at: str | None, asked_of: str
) -> None:
    blank = Condition(asked_of, Predicate.BLANK, argument=True)
    rule = Rule("x", Severity.ERROR, Audience.DIVISION, raised_at, ((blank,),))
    table = check_sheet(form()).merged.table
    with pytest.raises(KeyError):
        find_breaches(table, replace(SCHEMA, rules=(rule,)))


@pytest.mark.parametrize("word", ["blnak", "greater"])
def test_an_unknown_predicate_stops_the_loading(word: str) -> None:
    with pytest.raises(ValueError, match=word):
        Predicate(word)


def test_rules_with_cases_name_a_field_and_the_others_say_who_raises_them() -> None:
    for rule in SCHEMA.rules:
        assert bool(rule.cases) != bool(rule.by), rule.code
        assert bool(rule.cases) == bool(rule.field), rule.code


def test_a_table_without_rows_breaks_no_rule() -> None:
    empty = build_table((), SCHEMA)
    assert check_files([]).codes == []
    assert len(list(rule_fields(empty.frame, SCHEMA))) > 0


def test_rows_of_several_files_keep_their_cells() -> None:
    held = Against(plan_of(f"{JAN_TO_SEP}\n| 1 | | 2 | จัดอบรม | กองช่าง | ม.ค. - ก.ย. ๖๖ |"))
    table = "| ข้อที่ | สถานะ |\n| {} | ไม่แน่ใจ |"
    files = [
        file_of(workbook(form(table.format(1))), "ก.xlsx"),
        file_of(workbook(form(table.format(2), division="กองช่าง")), "ข.xlsx"),
    ]
    assert [str(one.where) for one in check_files(files, held).findings] == [
        "[ก.xlsx]รายงานผล!C6",
        "[ข.xlsx]รายงานผล!C6",
    ]
