from __future__ import annotations

import email
import email.policy
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook, load_workbook

from tests.door import (
    ANALYST,
    AS_OF,
    CLERK,
    DIVISIONS,
    MONTH,
    PERSONNEL,
    REPORT,
    SUPPLIES,
    Said,
    consolidate,
    contents,
    fill,
    ita,
    picked,
    table,
    workspace,
)
from tests.intake.mails import file as attached
from tests.intake.mails import mail, zipped

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return workspace(tmp_path / "office")


def send_back(place: Path, *options: object) -> Said:
    said = ita("return", MONTH, "--workspace", place, "--as-of", AS_OF, *options)
    assert said.status == 0, said.err
    return said


def returned(place: Path, name: str) -> Path:
    return place / "outputs" / MONTH / "returns" / name


def inbox(place: Path, name: str) -> Path:
    return place / "workbooks" / "inbox" / MONTH / name


def letter(place: Path, division: str) -> Any:  # noqa: ANN401 - a mail message
    content = returned(place, f"{division}.eml").read_bytes()
    return email.message_from_bytes(content, policy=email.policy.default)


def listed(path: Path) -> list[tuple[Any, ...]]:
    """The first sheet's name, and its rows as a person sees them."""
    sheet = load_workbook(path).worksheets[0]
    rows = [tuple(row) for row in sheet.iter_rows(min_row=4, max_col=4, values_only=True)]
    return [(sheet.title,), *rows]


MENDED = {"H8": "๓ เม.ย. ๖๖", "L8": "ไม่มี"}


def test_their_own_workbook_comes_back_marked(place: Path) -> None:
    send_back(place)
    path = returned(place, f"{PERSONNEL}.xlsx")
    assert listed(path) == [
        ("ต้องแก้ ๒ จุด",),
        (
            "๑",
            "รายงานผล!H8",
            None,
            (
                "โปรดแก้ไข: มาตรการที่ ๘ ข้อ ๑ แจ้งว่าดำเนินการแล้วเสร็จแต่ไม่มีวันที่ "
                "โปรดระบุวันหรือเดือน เช่น ๑๕ ก.พ. ๖๖ หรือ ก.พ. ๖๖"
            ),
        ),
        (
            "๒",
            "รายงานผล!L8",
            None,
            "โปรดตรวจสอบ: มาตรการที่ ๘ ยังไม่มีข้อเสนอแนะ โปรดกรอกก่อนเสนอรายงาน หากไม่มีให้พิมพ์ว่า ไม่มี",
        ),
    ]
    book = load_workbook(path)
    sheet = book[REPORT]
    assert sheet["H8"].comment.text.startswith("โปรดแก้ไข: มาตรการที่ ๘")
    assert sheet["L8"].comment.text.startswith("โปรดตรวจสอบ: มาตรการที่ ๘")
    fills = [sheet[cell].fill.fgColor.rgb for cell in ("H8", "L8", "K8")]
    assert fills == ["FFF4A460", "FFF7D774", "FFFFF9D6"]
    assert sheet.protection.sheet
    assert book.worksheets[0]["B4"].hyperlink.location == "'รายงานผล'!H8"
    assert load_workbook(path, data_only=True)[REPORT]["M8"].value == "ระบุวันที่"


def test_the_letter_lists_the_open_points_and_carries_the_workbook(place: Path) -> None:
    send_back(place)
    message = letter(place, CLERK)
    assert message["Subject"] == (
        "ขอให้แก้ไขรายงานผลตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำเดือน มีนาคม ๒๕๖๖"
    )
    assert (message["From"], message["Date"], message["X-Unsent"]) == (None, None, "1")
    body = message.get_body().get_content()
    assert "เรียน  หัวหน้าสำนักปลัด" in body
    assert "ส่งกลับภายใน ๑๑ เม.ย. ๒๕๖๖" in body
    assert body.index("๑. ช่อง I8 วันที่ “๔ เม.ย. ๖๕”") < body.index("๒. ช่อง I14 เลขข้อ ๔, ๓")
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == f"{CLERK}.xlsx"
    assert attached.get_content() == returned(place, f"{CLERK}.xlsx").read_bytes()


def test_a_silent_division_is_reminded_with_its_form(place: Path) -> None:
    inbox(place, f"{SUPPLIES}.xlsx").unlink()
    send_back(place)
    body = letter(place, SUPPLIES).get_body().get_content()
    assert "ขณะนี้ยังไม่ได้รับรายงานประจำเดือน มีนาคม ๒๕๖๖ ของ งานพัสดุ" in body
    book = load_workbook(returned(place, f"{SUPPLIES}.xlsx"))
    assert book.sheetnames == [REPORT, "คำชี้แจง", "_form"]


def test_nothing_to_mend_is_a_receipt_with_the_fingerprint(place: Path) -> None:
    fill(inbox(place, f"{PERSONNEL}.xlsx"), MENDED)
    send_back(place)
    message = letter(place, PERSONNEL)
    assert message["Subject"] == "ได้รับรายงานประจำเดือน มีนาคม ๒๕๖๖ แล้ว"
    sums = {row["division"]: row["sha256"] for row in rows_of(place)}
    assert sums[PERSONNEL] in message.get_body().get_content().replace("\n", "")
    assert not list(message.iter_attachments())
    assert not returned(place, f"{PERSONNEL}.xlsx").exists()


def rows_of(place: Path) -> list[dict[str, str]]:
    assert consolidate(place).status == 0
    return table(place / "outputs" / MONTH / "submissions.csv")


def test_line_txt_has_a_text_for_each_division(place: Path) -> None:
    inbox(place, f"{SUPPLIES}.xlsx").unlink()
    fill(inbox(place, f"{PERSONNEL}.xlsx"), MENDED)
    send_back(place)
    parts = returned(place, "line.txt").read_text("utf-8-sig").strip().split("\n\n")
    assert [part.splitlines()[0] for part in parts] == list(DIVISIONS)
    told = dict(zip(DIVISIONS, parts, strict=True))
    assert "มีจุดที่ต้องแก้ไข ๒ จุด" in told[CLERK]
    assert "ไฟล์แบบรายงานตามแนบ" in told[SUPPLIES]
    assert "ครบถ้วนแล้ว" in told[PERSONNEL]


def test_mended_and_sent_again_it_goes_before_the_first(place: Path) -> None:
    assert consolidate(place).status == 0
    send_back(place)
    again = inbox(place, "ส่งใหม่.xlsx")
    shutil.copyfile(returned(place, f"{PERSONNEL}.xlsx"), again)
    fill(again, MENDED)
    told = {row["file"]: row["outcome"] for row in rows_of(place)}
    assert (told["ส่งใหม่.xlsx"], told[f"{PERSONNEL}.xlsx"]) == ("accepted", "superseded")
    found = table(place / "outputs" / MONTH / "findings.csv")
    assert not [row for row in found if row["file"] == "ส่งใหม่.xlsx"]


def test_marked_again_the_earlier_marks_are_gone(place: Path) -> None:
    send_back(place)
    again = inbox(place, f"{PERSONNEL}.xlsx")
    shutil.copyfile(returned(place, f"{PERSONNEL}.xlsx"), again)
    fill(again, {"H8": "๓ เม.ย. ๖๖"})
    send_back(place)
    path = returned(place, f"{PERSONNEL}.xlsx")
    assert [row[1] for row in listed(path)[1:]] == ["รายงานผล!L8"]
    sheet = load_workbook(path)[REPORT]
    assert (sheet["H8"].comment, sheet["H8"].fill.fgColor.rgb) == (None, "FFFFF9D6")
    assert sheet["L8"].comment.text.startswith("โปรดตรวจสอบ:")
    assert load_workbook(path).sheetnames[0] == "ต้องแก้ ๑ จุด"
    assert len([one for one in load_workbook(path).sheetnames if one.startswith("ต้องแก้")]) == 1


def test_a_damaged_file_is_answered_with_a_fresh_form(place: Path) -> None:
    whole = inbox(place, f"{SUPPLIES}.xlsx").read_bytes()
    inbox(place, f"{SUPPLIES}.xlsx").write_bytes(whole[:3000])
    said = send_back(place)
    assert "แบบรายงานใหม่พร้อมจุดที่ต้องแก้" in said.out
    rows = listed(returned(place, f"{SUPPLIES}.xlsx"))
    assert rows[0] == ("ต้องแก้ ๑ จุด",)
    assert rows[1][3].startswith("โปรดแก้ไข: ไฟล์นี้เสียหายหรือไม่สมบูรณ์จึงเปิดไม่ได้")
    assert "ใช้แทนไฟล์ที่ส่งมาได้" in letter(place, SUPPLIES).get_body().get_content()


def test_a_text_table_is_answered_with_a_form_that_holds_what_was_read(place: Path) -> None:
    book = load_workbook(inbox(place, f"{PERSONNEL}.xlsx"))
    lines = [
        ",".join('"' + str(one or "").replace('"', '""') + '"' for one in row)
        for row in book[REPORT].iter_rows(values_only=True)
    ]
    inbox(place, f"{PERSONNEL}.xlsx").unlink()
    inbox(place, "บุคคล.csv").write_text("\n".join(lines), "utf-8-sig")
    send_back(place)
    path = returned(place, f"{PERSONNEL}.xlsx")
    sheet = load_workbook(path)[REPORT]
    assert sheet["G8"].value == "ดำเนินการแล้วเสร็จ"
    assert sheet["G4"].value == "นักทรัพยากรบุคคล"
    assert sheet["H8"].comment.text.startswith("โปรดแก้ไข:")
    assert [row[1] for row in listed(path)[1:]] == ["รายงานผล!H8", "รายงานผล!L8"]


def test_the_letter_names_the_cells_of_the_form_that_goes_with_it(place: Path) -> None:
    book = Workbook()
    page: Any = book.active
    page.append(
        ["มาตรการ/แนวทาง", "วิธีการดำเนินการ", "ผู้รับผิดชอบ", "ระยะเวลา", "ผลการดำเนินงาน", "ข้อเสนอแนะ"]
    )
    plan = load_workbook(place / "workbooks" / "plan-2566.xlsx")["มาตรการ"]
    step = next(row for row in plan.iter_rows(values_only=True) if str(row[1]) == "8")
    page.append([f"๘. {step[2]}", step[4], step[5], step[6], "ดำเนินการแล้ว เมื่อ เม.ย. ๖๕", "ไม่มี"])
    inbox(place, f"{PERSONNEL}.xlsx").unlink()
    book.save(inbox(place, "ตาราง.xlsx"))
    send_back(place)
    body = letter(place, PERSONNEL).get_body().get_content()
    assert "๑. ช่อง I8 วันที่ “เม.ย. ๖๕” น่าจะเป็น" in body
    sheet = load_workbook(returned(place, f"{PERSONNEL}.xlsx"))[REPORT]
    assert sheet["I8"].comment.text.startswith("โปรดแก้ไข: วันที่ “เม.ย. ๖๕”")


def test_the_same_inbox_gives_the_same_returns(place: Path) -> None:
    send_back(place)
    first = contents(place / "outputs" / MONTH)
    send_back(place)
    assert contents(place / "outputs" / MONTH) == first
    assert picked(rows_of(place), "division") == [
        (one,) for one in (PERSONNEL, SUPPLIES, ANALYST, CLERK)
    ]


def test_a_missing_inbox_changes_nothing(place: Path) -> None:
    send_back(place)
    before = contents(place / "outputs")
    shutil.rmtree(place / "workbooks" / "inbox")
    said = ita("return", MONTH, "--workspace", place)
    assert said.status == 3
    assert "Traceback" not in said.err
    assert contents(place / "outputs") == before


def test_a_workbook_that_came_in_an_archive_in_a_mail_goes_back_marked(place: Path) -> None:
    path = inbox(place, f"{PERSONNEL}.xlsx")
    content = mail(attached("ส่งรายงาน.zip", zipped(("รายงาน.xlsx", path.read_bytes()))))
    path.unlink()
    inbox(place, "mail.eml").write_bytes(content)
    before = contents(place / "workbooks")
    send_back(place)
    assert next(row[0] for row in listed(returned(place, f"{PERSONNEL}.xlsx"))) == "ต้องแก้ ๒ จุด"
    assert load_workbook(returned(place, f"{PERSONNEL}.xlsx")).sheetnames[1] == REPORT
    body = letter(place, PERSONNEL).get_body().get_content()
    assert "ข้อ ๑" in body
    assert contents(place / "workbooks") == before
    assert not list((place / "outputs").rglob(".ita*"))


def test_a_report_split_over_two_workbooks_is_answered_in_one_form(place: Path) -> None:
    whole = inbox(place, f"{CLERK}.xlsx")
    shutil.copyfile(whole, inbox(place, "second.xlsx"))
    keep_rows(whole, {"1", "2"})
    keep_rows(inbox(place, "second.xlsx"), {"3", "4"})
    said = consolidate(place)
    assert said.status == 0
    rows = table(place / "outputs" / MONTH / "submissions.csv")
    own = [(row["file"], row["outcome"]) for row in rows if row["division"] == CLERK]
    assert own == [
        ("second.xlsx", "accepted"),
        (f"{CLERK}.xlsx", "accepted_with_findings"),
    ]
    codes = [row["code"] for row in table(place / "outputs" / MONTH / "findings.csv")]
    assert "row_missing" not in codes
    send_back(place)
    sheet = load_workbook(returned(place, f"{CLERK}.xlsx"))[REPORT]
    numbers = [sheet.cell(row, 1).value for row in range(8, 21)]
    assert [str(one) for one in numbers] == ["1"] * 2 + ["2"] * 6 + ["3"] * 3 + ["4"] * 2
    assert sheet["I8"].value is not None
    assert sheet["I20"].value is not None


def keep_rows(path: Path, measures: set[str]) -> None:
    """Takes the rows of all other measures out of a form, as an officer would."""
    book = load_workbook(path)
    sheet = book[REPORT]
    sheet.protection.disable()
    for row in range(sheet.max_row, 7, -1):
        if str(sheet.cell(row, 1).value) not in measures:
            sheet.delete_rows(row)
    book.save(path)
    book.close()


def test_what_the_analyst_typed_wrong_is_not_asked_of_the_division(place: Path) -> None:
    wrong = {
        "A2": "มี.ค. 66",
        "B2": f"{PERSONNEL}.xlsx",
        "C2": "รายงานผล!H8",
        "E2": "๑๐ เม.ย. ๖๗",
        "G2": "นักวิเคราะห์นโยบายและแผน",
    }
    fill(place / "workbooks" / "plan-2566.xlsx", wrong, "ข้อแก้ไข")
    send_back(place)
    assert listed(returned(place, f"{PERSONNEL}.xlsx"))[0] == ("ต้องแก้ ๑ จุด",)
    assert consolidate(place).status == 0
    found = table(place / "outputs" / MONTH / "findings.csv")
    own = [(one["code"], one["cell"]) for one in found if one["file"] == f"{PERSONNEL}.xlsx"]
    assert ("date_year_slip", "H8") in own
