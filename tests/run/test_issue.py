from __future__ import annotations

import html
import json
import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from tests.door import (
    AS_OF,
    CLERK,
    DIVISIONS,
    MONTH,
    PERSONNEL,
    REPORT,
    SUPPLIES,
    consolidate,
    fill,
    ita,
    picked,
    table,
    workspace,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return workspace(tmp_path / "office")


def issue(place: Path, month: str, *options: object) -> Path:
    """The folder of the forms issued for the month."""
    said = ita("issue", month, "--workspace", place, *options)
    assert said.status == 0, said.err
    return place / "workbooks" / "issued" / month


def cells(path: Path, sheet: str = REPORT) -> dict[str, object]:
    book = load_workbook(path, data_only=True)
    return {
        cell.coordinate: cell.value for row in book[sheet] for cell in row if cell.value is not None
    }


def change_plan(place: Path, changes: dict[str, object]) -> None:
    fill(place / "workbooks" / "plan-2566.xlsx", changes, "มาตรการ")


def test_a_form_for_each_division_with_a_planned_step(place: Path) -> None:
    folder = issue(place, MONTH, "--as-of", AS_OF)
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        ["issue.json", *(f"{name}.xlsx" for name in DIVISIONS)]
    )
    shown = cells(folder / f"{SUPPLIES}.xlsx")
    assert (shown["C3"], shown["G3"], shown["J3"]) == (
        "องค์การบริหารส่วนตำบลวังทอง",
        SUPPLIES,
        "มีนาคม ๒๕๖๖",
    )
    assert (shown["C4"], shown["C6"], shown["J5"]) == (
        "๕ เม.ย. ๒๕๖๖",
        "มีผลการดำเนินงาน",
        "ส่งแบบรายงาน",
    )
    assert (shown["A8"], shown["C8"], shown["F8"]) == ("7", "1", "เกินกำหนด ๕ เดือน")
    assert shown["M8"] == "เลือกสถานะ, ระบุสาเหตุ"
    assert shown["I2"] == "ยังต้องกรอกเพิ่ม 1 แถว"
    assert "G8" not in shown


def test_a_form_is_small_and_holds_nothing_that_runs_or_breaks(place: Path) -> None:
    folder = issue(place, MONTH)
    for path in folder.glob("*.xlsx"):
        assert path.stat().st_size < 60_000
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        assert not [name for name in parts if "vba" in name or "external" in name]
        assert not [name for name, content in parts.items() if b"dataBar" in content]
        names = load_workbook(path).defined_names
        assert not [one for one in names.values() if "#REF!" in str(one.value)]
        formulas = re.findall(rb"<f>([^<]*)</f>", b"".join(parts.values()))
        assert formulas
        assert max(len(html.unescape(one.decode())) for one in formulas) <= 400
        assert not [one for one in formulas if b"_xlfn" in one or b"LET(" in one]


def test_the_next_month_is_filled_with_what_was_accepted(place: Path) -> None:
    fill(
        place / "workbooks" / "inbox" / MONTH / f"{PERSONNEL}.xlsx",
        {"H8": "๒ มี.ค. ๖๖, ๓ มี.ค. ๖๖", "K8": "ติดขัด", "L8": "ควรทำทุกปี"},
    )
    assert consolidate(place).status == 0
    shown = cells(issue(place, "2566-04") / f"{PERSONNEL}.xlsx")
    assert shown["G8"] == "ดำเนินการแล้วเสร็จ"
    assert shown["H8"] == "๒ มี.ค. ๒๕๖๖, ๓ มี.ค. ๒๕๖๖"
    assert shown["N8"] == "ควรทำทุกปี"
    assert "K8" not in shown
    assert "L8" not in shown
    assert shown["F8"] == "แล้วเสร็จ"


def test_forms_issued_again_are_the_same_unless_something_changed(place: Path) -> None:
    folder = issue(place, MONTH)
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    issue(place, MONTH)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first
    change_plan(place, {"E2": "อบรมบุคลากร"})
    issue(place, MONTH)
    assert json.loads((folder / "issue.json").read_text("utf-8"))["revision"] == 2
    assert cells(folder / f"{CLERK}.xlsx", "_form")["B6"] == "2"


def test_a_form_sent_back_untouched_is_read_as_issued(place: Path) -> None:
    folder = issue(place, MONTH, "--as-of", AS_OF)
    inbox = place / "workbooks" / "inbox" / MONTH
    for path in inbox.iterdir():
        path.write_bytes((folder / path.name).read_bytes())
    assert consolidate(place).status == 0
    out = place / "outputs" / MONTH
    assert {row["rule"] for row in table(out / "readings.csv")} == {"division_alias"}
    codes = {row["code"] for row in table(out / "findings.csv")}
    assert codes == {"status_blank", "obstacle_blank", "recommendation_blank", "reporter_blank"}


def sent(place: Path, name: str, typed: dict[str, object]) -> None:
    """The issued form of the division filled and put into the inbox."""
    path = place / "workbooks" / "inbox" / MONTH / f"{name}.xlsx"
    path.write_bytes((place / "workbooks" / "issued" / MONTH / f"{name}.xlsx").read_bytes())
    fill(path, typed)


DONE = {"G8": "ดำเนินการแล้วเสร็จ", "H8": "๓ เม.ย. ๖๖", "I8": "เสร็จ", "L8": "ไม่มี", "G4": "นิติกร"}


def told(place: Path, name: str) -> list[tuple[str, ...]]:
    out = place / "outputs" / MONTH
    rows = [row for row in table(out / "findings.csv") if row["file"] == f"{name}.xlsx"]
    return picked(rows, "code", "cell")


def test_an_up_to_date_form_is_not_called_old(place: Path) -> None:
    issue(place, MONTH)
    sent(place, PERSONNEL, DONE)
    assert consolidate(place).status == 0
    assert told(place, PERSONNEL) == []


def test_a_step_renamed_since_is_the_plans_doing(place: Path) -> None:
    issue(place, MONTH)
    sent(place, PERSONNEL, DONE)
    change_plan(place, {"E18": "ประเมินผลการปฏิบัติงานตามรอบ"})
    assert consolidate(place).status == 0
    assert told(place, PERSONNEL) == [("form_outdated", "")]
    fill(
        place / "workbooks" / "inbox" / MONTH / f"{PERSONNEL}.xlsx", {"D8": "ข้อความที่ส่วนราชการแก้เอง"}
    )
    assert consolidate(place).status == 0
    assert told(place, PERSONNEL) == [("form_outdated", ""), ("plan_text_changed", "D8")]


def test_a_step_that_was_replaced_takes_its_row_along(place: Path) -> None:
    issue(place, MONTH)
    sent(place, PERSONNEL, DONE)
    change_plan(place, {"D18": "5", "P18": "8.1"})
    assert consolidate(place).status == 0
    out = place / "outputs" / MONTH
    (row,) = [row for row in table(out / "tracking.csv") if row["division"] == PERSONNEL]
    assert (row["step_no"], row["result"], row["verdict"]) == ("5", "เสร็จ", "done")
    assert told(place, PERSONNEL) == [("form_outdated", "")]
    readings = [row for row in table(out / "readings.csv") if row["rule"] == "step_replaced"]
    assert picked(readings, "cell", "typed", "read_as") == [("C8", "8.1", "8.5")]
