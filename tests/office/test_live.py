"""The form's live column, recalculated by LibreOffice, beside what pandera says of each row."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from pipeline.publish.plan_workbook import PlanContents, plan_plan_workbook
from pipeline.sheets.writing import write_workbook
from schemas.loading import load_schema, load_words
from tests.door import AS_OF, DIVISIONS, MONTH, REPORT, WORKBOOKS, fill, ita

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Office

FIRST = 8
DIVISION = "กองคลัง"
# Period, frequency, evidence, measured in percent: each again and again over the rows.
KINDS = (
    ("ม.ค. - ก.ย. ๖๖", None, None, None),
    ("ม.ค. - ก.พ. ๖๖", None, "ต้องมี", "ต้องมี"),
    ("ต.ค. - ธ.ค. ๖๕", None, "ต้องมี", None),
    ("ส.ค. - ก.ย. ๖๖", None, "ไม่ต้องมี", "ต้องมี"),
    ("-ธ.ค. ๖๕ -ก.ย. ๖๖", None, None, None),
    ("ตลอดปีงบประมาณ ๒๕๖๖", "ทุกเดือน", "ต้องมี", None),
)
SEVERAL_WINDOWS = (4, 5)
ROWS = 36
SAYS = {
    "status_blank": "เลือกสถานะ",
    "status_unknown": "เลือกสถานะ",
    "date_unreadable": "แก้วันที่",
    "date_blank": "ระบุวันที่",
    "result_blank": "กรอกผล",
    "result_contradicts_status": "ผลไม่ตรงสถานะ",
    "evidence_blank": "ระบุหลักฐาน",
    "obstacle_blank": "ระบุสาเหตุ",
    "progress_unreadable": "แก้ร้อยละ",
    "progress_out_of_range": "แก้ร้อยละ",
    "progress_disagrees": "แก้ร้อยละ",
}
SETTLED = ("ครบถ้วน", "ยังไม่ถึงกำหนด")
COLUMNS = {"status": "G", "progress": "H", "acted_on": "I", "result": "J", "evidence": "K"}
OBSTACLE, CHECK = "L", "N"

blanks = st.sampled_from([None, None, " ", "\u00a0", "-", "–", " - "])
statuses = st.sampled_from(
    [
        *("ยังไม่ดำเนินการ", "อยู่ระหว่างดำเนินการ", "ดำเนินการต่อเนื่อง", "ดำเนินการแล้วเสร็จ", "ขอยกเลิก"),
        *("แล้วเสร็จ", " ดำเนินการแล้วเสร็จ\u00a0", "ดำเนินการ แล้วเสร็จ", "ทำแล้วมั้ง", "0", "<เลือก>"),
    ]
)
progresses = st.sampled_from(
    ["50", "๕๐", "100", "101", "-1", "ครึ่งหนึ่ง", "50%", "ร้อยละ ๘๐", "0", "๐"]
)
dates = st.sampled_from(["๑๕ ก.พ. ๖๖", "15/2/66", "มี.ค. 66", "เมื่อวาน", "ไม่ทราบ", "ธันวา ๖๕"])
results = st.sampled_from(
    [
        *("จัดประชุมแล้ว", "ยังไม่ดำเนินการ", "- ยังไม่เริ่ม", "ดำเนินการแล้วเสร็จ", "-จัดทำคู่มือ"),
        *("อยู่ระหว่างดำเนินการ", "ประชุมเมื่อ ๓ มี.ค. ๖๖", "๑. อบรม\n๒. สรุปผล", "รอดำเนินการ"),
        *("กำหนดให้แล้วเสร็จ", "เรียบร้อยแล้ว", "ผู้เข้าร่วม 50 คน", "ก" * 300),
    ]
)
texts = st.sampled_from(["คำสั่งที่ ๑/๒๕๖๖", "1/2", "https://example.go.th/a", "ติดขัด"])
rows = st.fixed_dictionaries(
    {
        "status": blanks | statuses,
        "progress": blanks | progresses,
        "acted_on": blanks | dates,
        "result": blanks | results,
        "evidence": blanks | texts,
        "obstacle": blanks | texts,
    }
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose one division owes a step of each kind, six times over, and its form."""
    folder = tmp_path_factory.mktemp("live")
    steps: list[dict[str, Any]] = [
        {
            "measure_no": str(1 + number // 6),
            "measure": f"มาตรการ {1 + number // 6}",
            "step_no": str(1 + number % 6),
            "method": f"วิธีการ {number}",
            "responsible": DIVISION,
            "period": period,
            "frequency": frequency,
            "evidence_required": evidence,
            "in_percent": percent,
        }
        for number in range(ROWS)
        for period, frequency, evidence, percent in [KINDS[number % len(KINDS)]]
    ]
    office = {"code": "อบต.ตัวอย่าง", "name": "องค์การบริหารส่วนตำบลตัวอย่าง", "fiscal_year": "2566"}
    contents = PlanContents(
        {"organisation": [office], "divisions": [{"name": DIVISION}], "measures": steps}
    )
    (folder / "workbooks").mkdir()
    plan = plan_plan_workbook(load_schema(), load_words("th"), contents, date(2022, 10, 1))
    write_workbook(plan, folder / "workbooks" / "plan-2566.xlsx")
    said = ita("issue", MONTH, "--workspace", folder, "--as-of", AS_OF)
    assert said.status == 0, said.err
    return folder


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(rows, min_size=ROWS, max_size=ROWS), st.booleans())
def test_the_column_says_row_by_row_what_pandera_says(
    place: Path,
    office: Office,
    filling: list[dict[str, str | None]],
    nil: bool,  # noqa: FBT001 - drawn
) -> None:
    form = place / "form.xlsx"
    form.write_bytes((place / f"workbooks/issued/{MONTH}/{DIVISION}.xlsx").read_bytes())
    fill(
        form, {"C6": "ไม่มีผลเพิ่มเติม" if nil else "มีผลการดำเนินงาน", "G6": "รอข้อมูล", "G4": "ผู้อำนวยการ"}
    )
    letters = COLUMNS | {"obstacle": OBSTACLE}
    fill(
        form,
        {
            f"{letters[key]}{FIRST + number}": text
            for number, row in enumerate(filling)
            for key, text in row.items()
        },
    )
    saved = office.recalculated(form)
    shown, counter = column_of(saved)
    told = pandera_of(place, saved)
    for number, row in enumerate(filling):
        said = set() if shown[number] in SETTLED else set(shown[number].split(", "))
        asked = told.get(FIRST + number, set())
        if number % len(KINDS) in SEVERAL_WINDOWS and (row["acted_on"] or "").strip(" \u00a0-–"):
            said, asked = said - {"ระบุสาเหตุ"}, asked - {"ระบุสาเหตุ"}  # no formula reads a date
        assert said == asked, (number, row, shown[number])
    lacking = sum(one not in SETTLED for one in shown)
    assert counter == (f"ยังต้องกรอกเพิ่ม {lacking} แถว" if lacking else "กรอกครบถ้วนแล้ว ส่งได้")


def test_the_issued_form_holds_what_libreoffice_works_out(place: Path, office: Office) -> None:
    issued = place / f"workbooks/issued/{MONTH}/{DIVISION}.xlsx"
    forms = [issued, *(WORKBOOKS / "inbox" / MONTH / f"{name}.xlsx" for name in DIVISIONS)]
    for form in forms:
        copy = place / f"as issued {form.name}"
        copy.write_bytes(form.read_bytes())
        assert all_values(office.recalculated(copy)) == all_values(form)


def all_values(path: Path) -> dict[tuple[str, str], Any]:
    """Every filled cell of the sheet to fill and of the hidden one, as it is shown."""
    book = load_workbook(path, data_only=True)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in (book[REPORT], book["_form"])
        for line in sheet.iter_rows()
        for cell in line
        if cell.value not in (None, "")
    }


def column_of(path: Path) -> tuple[list[str], str]:
    """The live column of the planned rows, and the counter."""
    sheet = load_workbook(path, data_only=True)[REPORT]
    shown = [str(sheet[f"{CHECK}{FIRST + number}"].value) for number in range(ROWS)]
    return shown, str(sheet["J2"].value)


def pandera_of(place: Path, form: Path) -> dict[int, set[str]]:
    """By row, what the findings of `ita check` come to in the form's words."""
    said = ita("check", form, "--workspace", place, "--as-of", AS_OF, "--json")
    found: dict[int, set[str]] = {}
    for finding in json.loads(said.out)[0]["findings"]:
        if finding["code"] in SAYS:
            row = int("".join(one for one in finding["cell"] if one.isdigit()))
            found.setdefault(row, set()).add(SAYS[finding["code"]])
    return found
