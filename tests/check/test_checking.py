from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from pipeline.check import checking
from pipeline.check.checking import CHECKS, check_month, lay_ground
from pipeline.check.facts import lay_calendar
from pipeline.core.accepted import Accepted
from pipeline.core.address import Address
from pipeline.core.dates import parse_month
from pipeline.core.duty import Status
from pipeline.core.past import Past, PastMonth
from pipeline.core.raw import RawWorkbook
from pipeline.core.received import ReadFile
from pipeline.intake.folder import receive
from pipeline.intake.limits import Limits
from pipeline.intake.read import read_files
from pipeline.intake.reading.readers import read_path
from pipeline.merge.expected import expect
from pipeline.merge.merging import merge_files
from schemas.loading import load_schema
from tests.looks import REPORT, REPORT_STEPS, Look, expected, looks, redrawn
from tests.tables import (
    CUT_OFF,
    FEBRUARY,
    MARCH,
    Against,
    Checked,
    check_files,
    check_sheet,
    file_of,
    form,
    plan_of,
    sheet,
    workbook,
    write_xlsx,
)

SCHEMA = load_schema()
# Raised by `arrival`, once it is known what stands of each file.
OF_THE_ARRIVAL = {"submitted_late"}
OF_THE_PLAN = {
    *("period_unreadable", "frequency_unstated", "score_unreadable", "score_repeated"),
    "exception_unclear",
}


def test_checks_raise_exactly_what_the_schema_says_they_do() -> None:
    listed = [code for _, codes in CHECKS for code in codes]
    assert len(listed) == len(set(listed))
    assert set(listed) | OF_THE_PLAN | OF_THE_ARRIVAL == {
        rule.code for rule in SCHEMA.rules if rule.by == "check"
    }


def test_rules_have_one_block_each() -> None:
    codes = [rule.code for rule in SCHEMA.rules]
    assert sorted(codes) == sorted(set(codes))
    assert {rule.by for rule in SCHEMA.rules if not rule.cases} == {"intake", "merge", "check"}


@pytest.mark.parametrize("room", ["intake", "merge"])
def test_a_room_names_the_codes_that_the_schema_says_it_raises_and_no_others(room: str) -> None:
    codes = {rule.code for rule in SCHEMA.rules}
    folder = Path(checking.__file__).parents[1] / room
    trees = [ast.parse(path.read_text("utf-8")) for path in sorted(folder.rglob("*.py"))]
    constants = {
        node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)
    }
    assert constants & codes == {rule.code for rule in SCHEMA.rules if rule.by == room}


# One form with a mistake for each function of CHECKS.
MISTAKES = """
    | มาตรการที่ | ข้อที่ | วันที่ดำเนินการ | ผลการดำเนินงาน | ข้อเสนอแนะ | มาตรการ |
    | 1 | 1 | 15 ก.พ. 65 | ๑. ก\\n๑. ข | | มาตรการอื่น |
    | 1 | 2 | 15 ก.พ. 60 | ประชุม | | |
    | 1 | 3 | 15 ก.ย. 66 | ประชุม | | |
    | 1 | 4 | 15 ธ.ค. 65 | ประชุม | | |
    | 1 | 4 | 15 ก.พ. 66 | ประชุม | | |
    | 1 | 9 | 15 ก.พ. 66 | ประชุม | | |
"""
STEPS = "\n".join(
    f"| 1 | มาตรการหนึ่ง | {number} | วิธี {number} | กองคลัง | ม.ค. - ก.ย. ๖๖ |"
    for number in range(1, 6)
)


def against_the_past() -> Checked:
    """A month after two others: a step fell back, one stands still, one is another's words."""
    held = plan_of(STEPS)
    fell, still, copied = lay_calendar(held, MARCH, CUT_OFF, Past()).duties.of("กองคลัง")[:3]
    told = "ประชุมชี้แจงมาตรการแก่เจ้าหน้าที่ทุกคนเมื่อต้นปี"
    source = Address("ก่อน.xlsx")
    done = Accepted(FEBRUARY, source, "", Status.DONE, result=told)
    waits = Accepted(FEBRUARY, source, "", Status.IN_PROGRESS, result="รอผู้รับจ้าง")
    months = tuple(
        PastMonth(month, month.last, accepted={fell.key: done, still.key: waits})
        for month in (FEBRUARY.plus(-1), FEBRUARY)
    )
    rows = ((fell, "เริ่มใหม่"), (still, "รอผู้รับจ้าง"), (copied, told))
    lines = (
        f"| {duty.step.measure_no} | {duty.step.step_no} | อยู่ระหว่างดำเนินการ | | {text} | |"
        for duty, text in rows
    )
    header = "| มาตรการที่ | ข้อที่ | สถานะ | วันที่ดำเนินการ | ผลการดำเนินงาน | หลักฐานอ้างอิง |"
    page = form("\n".join((header, *lines)))
    return check_sheet(page, Against(held, past=Past(months)))


def test_each_function_raises_the_codes_it_is_listed_with() -> None:
    page = form(MISTAKES, reporter="", nil="ไม่มีผลเพิ่มเติม")
    busy = form(MISTAKES)
    held = Against(plan_of(STEPS))
    raised = {
        one.code
        for checked in (check_sheet(page, held), check_sheet(busy, held), against_the_past())
        for one in checked.findings
    }
    assert {code for _, codes in CHECKS for code in codes} <= raised


def test_findings_come_by_file_sheet_row_and_column_each_with_its_step() -> None:
    found = check_sheet(form(MISTAKES), Against(plan_of(STEPS))).findings
    assert [f"{one.code} {one.where.cell} {one.step_no}" for one in found] == [
        "row_missing None 5",
        "date_year_slip D6 1",
        "numbering_repeated E6 1",
        "recommendation_blank H6 1",
        "plan_text_changed I6 1",
        "date_outside_year D7 2",
        "date_in_future D8 3",
        "date_outside_period D9 4",
        "row_duplicated B10 4",
        "row_unknown B11 9",
    ]


def test_findings_of_merging_get_the_step_of_their_row() -> None:
    found = check_sheet(form("| ผลการดำเนินงาน |\n| #REF! |")).one("error_value")
    assert (found.division, found.measure_no, found.step_no) == ("กองคลัง", "1", "1")


def test_an_error_silences_what_else_is_said_of_its_cell() -> None:
    table = "| สถานะ | วันที่ดำเนินการ | หลักฐานอ้างอิง |\n| #REF! | #N/A | =A1 |"
    assert check_sheet(form(table)).codes == [
        "error_value C6",
        "error_value D6",
        "formula_not_calculated F6",
    ]


@pytest.mark.parametrize("count", [0, 1])
def test_no_files_or_a_blank_form_are_no_fault_of_ours(count: int) -> None:
    files = [file_of(workbook(form("| ข้อที่ |")))][:count]
    assert check_files(files).codes == ["row_missing 1 1"] * count


REPORTED = Against(plan_of(REPORT_STEPS))


def found_in(file: ReadFile) -> set[str]:
    """Each finding of the file as its code and cell."""
    checked = check_files([file], REPORTED)
    assert all(one.where.sheet == "รายงานผล" for one in checked.findings)
    found = [f"{one.code} {one.where.cell}" for one in checked.findings]
    assert len(found) == len(set(found))
    return set(found)


def test_the_report_of_many_mistakes_as_it_stands(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "กองคลัง.xlsx", workbook(sheet(REPORT)))
    (file,) = read_files([receive(path)], Limits(), jobs=1)
    assert found_in(file) == expected(lambda at: at)


@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(look=looks())
def test_every_finding_moves_with_its_cell_and_no_other_appears(tmp_path: Path, look: Look) -> None:
    page, place = redrawn(sheet(REPORT), look)
    path = write_xlsx(tmp_path / "กองคลัง.xlsx", workbook(page))
    received = receive(path)
    # In this process: a child for each of the workbooks would take most of the time.
    book = read_path(path, received.sha256, Limits())
    assert isinstance(book, RawWorkbook)
    assert found_in(ReadFile(received, workbook=book)) == expected(place)


@pytest.mark.parametrize(
    ("month", "asked"), [("2566-02", True), ("2566-03", True), ("2566-04", False)]
)
def test_a_month_is_judged_by_the_rules_in_force_in_it(month: str, *, asked: bool) -> None:
    """The evidence rule begins with that month: in March it is asked only from then on."""
    first = parse_month(month)
    rules = (
        replace(rule, first=first) if rule.code == "date_blank" else rule for rule in SCHEMA.rules
    )
    schema = replace(SCHEMA, rules=tuple(rules)).of_month(MARCH)
    held = plan_of()
    merged = merge_files(
        [file_of(workbook(form("| วันที่ดำเนินการ |\n| |")))], expect(held, MARCH, (), schema)
    )
    ground = lay_ground(merged.table, held, MARCH, CUT_OFF, (schema, Past()))
    assert [one.code for one in check_month(ground, merged.findings)] == ["date_blank"] * asked
