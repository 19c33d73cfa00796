from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from pipeline.core.calendar import FiscalYear
from pipeline.core.problem import PipelineError
from pipeline.run.init import init
from pipeline.run.settings import Settings, read_settings
from pipeline.run.workspace import read_aliases
from schemas.loading import load_words
from tests.door import fill, ita, workspace

if TYPE_CHECKING:
    from pathlib import Path

THAI = load_words("th")
YEAR = FiscalYear(2566)


def test_a_new_workspace_has_a_plan_an_inbox_a_month_and_settings(tmp_path: Path) -> None:
    plan = init(tmp_path / "ที่ทำงาน", YEAR, None, THAI)
    place = tmp_path / "ที่ทำงาน"
    assert plan == place / "workbooks" / "plan-2566.xlsx"
    months = sorted(path.name for path in (place / "workbooks" / "inbox").iterdir())
    assert (len(months), months[0], months[-1]) == (12, "2565-10", "2566-09")
    assert (place / "outputs").is_dir()
    assert read_settings(place / "ita.toml") == Settings()
    assert read_aliases(place / "workbooks" / "aliases.csv") == ()


def test_the_empty_plan_has_every_sheet_with_its_headers(tmp_path: Path) -> None:
    book = load_workbook(init(tmp_path / "new", YEAR, None, THAI))
    assert [name for name in book.sheetnames if not name.startswith("_")] == [
        "หน่วยงาน",
        "ส่วนราชการ",
        "มาตรการ",
        "คะแนน ITA",
        "การแก้ไขแผน",
        "ข้อยกเว้น",
        "ข้อแก้ไข",
    ]
    assert [cell.value for cell in book["มาตรการ"][1]] == [
        "รหัส",
        "มาตรการที่",
        "มาตรการ/แนวทาง",
        "ข้อที่",
        "วิธีการดำเนินการ",
        "ผู้รับผิดชอบ",
        "ระยะเวลาดำเนินการ",
        "ความถี่",
        "ตัวชี้วัด ITA",
        "ข้อ OIT",
        "ต้องมีหลักฐาน",
        "วัดเป็นร้อยละ",
        "งบประมาณ",
        "เริ่มใช้",
        "สิ้นสุด",
        "แทนรหัส",
    ]
    assert book["หน่วยงาน"]["E2"].value == "2566"
    assert [row[0].value for row in book["คะแนน ITA"]["A2:A11"]] == [str(n) for n in range(1, 11)]


def test_the_new_plan_once_filled_in_is_taken(tmp_path: Path) -> None:
    place = tmp_path / "new"
    plan = init(place, YEAR, None, THAI)
    fill(plan, {"A2": "อบต.ใหม่", "B2": "องค์การบริหารส่วนตำบลใหม่"}, "หน่วยงาน")
    fill(plan, {"B2": "กองคลัง"}, "ส่วนราชการ")
    cells = {"B2": "1", "C2": "ก", "D2": "1", "E2": "ข", "F2": "กองคลัง", "G2": "ม.ค. ๖๖"}
    fill(plan, cells, "มาตรการ")
    said = ita("check", plan, "--workspace", place, "--lang", "en")
    assert said.status == 0
    assert said.out.splitlines() == [
        "plan-2566.xlsx: plan of fiscal year 2566 with 1 divisions, 1 measures, 1 steps",
        "Nothing to mend",
    ]
    assert ita("consolidate", "2566-01", "--workspace", place).status == 0


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    with pytest.raises(PipelineError) as problem:
        init(tmp_path, YEAR, None, THAI)
    assert problem.value.key == "init_exists"
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_next_year_s_plan_carries_what_still_holds(tmp_path: Path) -> None:
    place = workspace(tmp_path)
    last = place / "workbooks" / "plan-2566.xlsx"
    before = last.read_bytes()
    plan = init(place, FiscalYear(2567), YEAR, THAI)
    book = load_workbook(plan)
    assert book["หน่วยงาน"]["B2"].value == "องค์การบริหารส่วนตำบลวังทอง"
    assert book["หน่วยงาน"]["E2"].value == "2567"
    names = [row[0].value for row in book["ส่วนราชการ"]["B2:B5"]]
    assert names == ["สำนักปลัด", "งานวิเคราะห์นโยบายและแผน", "งานพัสดุ", "งานบริหารงานบุคคล"]
    steps = book["มาตรการ"]
    assert (steps["E18"].value or "").startswith("มอบนักทรัพยากรบุคคล")
    assert steps["E19"].value is None
    # Periods that name last year are left blank; one that names none, and a frequency, hold.
    assert [steps[cell].value for cell in ("G2", "G10", "G15", "G17", "G18")] == [
        None,
        None,
        None,
        "ตลอดปี",
        None,
    ]
    assert steps["H17"].value == "ทุกเดือน"
    assert {row[1].value for row in book["คะแนน ITA"]["A2:B11"]} == {None}
    assert last.read_bytes() == before


def test_an_existing_plan_of_the_year_is_not_overwritten(tmp_path: Path) -> None:
    place = workspace(tmp_path)
    before = (place / "workbooks" / "plan-2566.xlsx").read_bytes()
    with pytest.raises(PipelineError) as problem:
        init(place, YEAR, FiscalYear(2565), THAI)
    assert problem.value.key == "init_exists"
    assert (place / "workbooks" / "plan-2566.xlsx").read_bytes() == before


def test_last_year_s_plan_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(PipelineError) as problem:
        init(tmp_path / "new", YEAR, FiscalYear(2565), THAI)
    assert problem.value.key == "plan_missing"
    assert not (tmp_path / "new").exists()


def test_the_same_plan_is_made_twice(tmp_path: Path) -> None:
    one, other = (init(tmp_path / name, YEAR, None, THAI) for name in ("one", "other"))
    assert one.read_bytes() == other.read_bytes()
