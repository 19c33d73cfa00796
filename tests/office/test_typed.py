"""Officers at LibreOffice: forms typed into, pasted over, taken apart, mended and sent again."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.door import (
    AS_OF,
    CLERK,
    DIVISIONS,
    MONTH,
    PERSONNEL,
    REPORT,
    SUPPLIES,
    consolidate,
    ita,
    picked,
    table,
    workspace,
)
from tests.office.typing_jobs import Job, typed, work

if TYPE_CHECKING:
    from tests.conftest import Office

DONE = "ดำเนินการแล้วเสร็จ"
TYPED = {
    "G4": "หัวหน้าสำนักปลัด",
    "G8": DONE,
    "H8": "๑๕ ก.พ. ๖๖",
    "I8": "-อบรมแล้ว ๒๐ คน",
    "J8": "1/2",
    "L8": "ไม่มี",
    "G9": DONE,
    "H9": "15/2/66",
    "I9": "=แจกคู่มือ",
    "J9": "0812345678",
    "G10": "อยู่ระหว่างดำเนินการ",
    "H10": "66-02-15",
    "I10": "๑. ประชุม\n๒. สรุป",
    "L10": "+ควรทำต่อ",
}
# As they come out; no date is made of 66-02-15.
ROWS = [
    ("1", "1", DONE, "2023-02-15", "'-อบรมแล้ว ๒๐ คน", "1/2"),
    ("1", "2", DONE, "2023-02-15", "'=แจกคู่มือ", "0812345678"),
    ("2", "1", "อยู่ระหว่างดำเนินการ", "", "๑. ประชุม\n๒. สรุป", ""),
]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The example's workspace with issued forms and an empty inbox."""
    folder = workspace(tmp_path / "office")
    assert ita("issue", MONTH, "--workspace", folder, "--as-of", AS_OF).status == 0
    for path in (folder / "workbooks" / "inbox" / MONTH).iterdir():
        path.unlink()
    return folder


def issued(place: Path, division: str) -> str:
    return str(place / "workbooks" / "issued" / MONTH / f"{division}.xlsx")


def inbox(place: Path, name: str) -> str:
    return str(place / "workbooks" / "inbox" / MONTH / name)


def reported(place: Path, division: str = CLERK) -> list[tuple[str, ...]]:
    assert consolidate(place).status == 0
    rows = table(place / "outputs" / MONTH / "tracking.csv")
    own = [row for row in rows if row["division"] == division and row["result"]]
    return picked(own, "measure_no", "step_no", "status", "acted_on", "result", "evidence")


def found(place: Path) -> list[tuple[str, ...]]:
    rows = table(place / "outputs" / MONTH / "findings.csv")
    return [one for one in picked(rows, "code", "cell") if one[0] != "recommendation_blank"]


def test_what_is_typed_stays_what_was_typed_however_it_is_saved(
    place: Path, office: Office, tmp_path: Path
) -> None:
    saved = [str(tmp_path / f"ก.{ending}") for ending in ("xlsx", "ods", "xls")]
    read = tuple((REPORT, cell) for cell in ("M8", "M9", "M10", "M11"))
    (shown,) = work(office, [Job(issued(place, CLERK), typed(REPORT, TYPED), tuple(saved), read)])
    assert shown == ["ครบถ้วน", "ครบถ้วน", "ครบถ้วน", "เลือกสถานะ"]
    for path in saved:
        target = Path(inbox(place, Path(path).name))
        shutil.copyfile(path, target)
        assert reported(place) == ROWS, path
        target.unlink()


def test_a_locked_cell_cannot_be_typed_into(place: Path, office: Office) -> None:
    steps = typed(REPORT, {"D8": "แก้ข้อความตามแผน", "A8": "9"})
    (shown,) = work(
        office, [Job(issued(place, PERSONNEL), steps, read=((REPORT, "D8"), (REPORT, "A8")))]
    )
    assert shown[1] == "8"
    assert "แก้ข้อความตามแผน" not in shown


def test_pasting_deleting_and_unprotecting_are_read_right_or_named(
    place: Path, office: Office
) -> None:
    unlocked = ({"do": "unprotect", "sheet": REPORT},)
    filled = typed(
        REPORT, {"G4": "นิติกร", "G8": DONE, "H8": "๓ เม.ย. ๖๖", "I8": "เสร็จ", "L8": "ไม่มี"}
    )
    pasted = ({"do": "paste", "sheet": REPORT, "cell": "G8", "source": "D8"},)
    without = tuple({"do": "clear", "sheet": REPORT, "cell": cell} for cell in ("M8", "I2"))
    edited = typed(REPORT, {"D8": "วิธีอื่น"})
    renamed = ({"do": "rename", "sheet": REPORT, "name": "Sheet1"},)
    alone = tuple({"do": "remove", "sheet": name} for name in ("คำชี้แจง", "_form"))
    cases = {
        "วางทับ.xlsx": (filled + pasted, ["status_unknown"]),
        "ลบสูตร.xlsx": (unlocked + filled + without, []),
        "แก้แผน.xlsx": (unlocked + filled + edited, ["plan_text_changed"]),
        "เปลี่ยนชื่อ.xlsx": (filled + renamed, []),
        "แผ่นเดียว.xlsx": (unlocked + filled + alone, []),
    }
    jobs = [
        Job(issued(place, PERSONNEL), steps, (inbox(place, name),))
        for name, (steps, _) in cases.items()
    ]
    work(office, jobs)
    for name, (_, codes) in cases.items():
        said = ita("check", inbox(place, name), "--workspace", place, "--as-of", AS_OF, "--json")
        assert [code for code in _codes(said.out) if code != "recommendation_blank"] == codes, name


def _codes(out: str) -> list[str]:
    return [finding["code"] for finding in json.loads(out)[0]["findings"]]


def test_the_round_trip(place: Path, office: Office) -> None:
    """Issued, filled in wrongly, consolidated, returned, mended where marked, clean."""
    wrong = {
        "G4": "หัวหน้าสำนักปลัด",
        "G8": "ทำแล้วมั้ง",
        "H8": "เมื่อวาน",
        "I8": "อบรม",
        "L8": "ไม่มี",
        "G9": DONE,
        "H9": "๑๕ ก.พ. ๖๕",
        "I9": "แจกคู่มือ",
    }
    statuses = {f"G{row}": "ยังไม่ดำเนินการ" for row in range(10, 21)}
    advice = {f"L{row}": "ไม่มี" for row in (10, 16, 19)}
    first = Job(
        issued(place, CLERK), typed(REPORT, wrong | statuses | advice), (inbox(place, "ส่ง.xlsx"),)
    )
    work(office, [first])
    assert consolidate(place).status == 0
    assert found(place) == [
        ("status_unknown", "G8"),
        ("date_unreadable", "H8"),
        ("date_year_slip", "H9"),
    ]
    assert ita("return", MONTH, "--workspace", place, "--as-of", AS_OF).status == 0
    marked = place / "outputs" / MONTH / "returns" / f"{CLERK}.xlsx"
    mended = {"G8": DONE, "H8": "๑๕ ก.พ. ๖๖", "H9": "๑๕ ก.พ. ๖๖"}
    work(office, [Job(str(marked), typed(REPORT, mended), (inbox(place, "ส่งใหม่.xlsx"),))])
    assert consolidate(place).status == 0
    assert found(place) == [("file_superseded", "")]
    rows = table(place / "outputs" / MONTH / "submissions.csv")
    assert sorted(picked(rows, "file", "outcome")) == [
        ("ส่ง.xlsx", "superseded"),
        ("ส่งใหม่.xlsx", "accepted"),
    ]
    assert SUPPLIES in ita("status", MONTH, "--workspace", place).out
    assert set(DIVISIONS) >= {row["division"] for row in rows}
