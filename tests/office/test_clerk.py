"""What is typed by the clerk's script arrives as it does when a person types it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import xlsxwriter
from openpyxl import load_workbook
from python_calamine import load_workbook as calamine

from tests.office.suites import HERE, SECONDS
from tests.office.typing_jobs import Job, typed, work

if TYPE_CHECKING:
    from tests.conftest import Office

PAGE, OTHER = "งาน", "อื่น"
TEXTS = (
    *("15/2/66", "๑๕ ก.พ. ๖๖", "66-02-15", "1/2", "0812345678", "=1+1", "-ประชุม", "๕๐"),
    *("+ควรทำต่อ", "50%", "TRUE", "๑. ประชุม\n๒. สรุป"),
)
# Column A holds texts, B is General, C is locked, D counts the letters of A.
IN_TEXT = {f"A{row}": text for row, text in enumerate(TEXTS, 1)}
IN_GENERAL = {"B1": "1/2", "B2": "0812345678", "B3": "=1+1", "B4": "50%", "B5": "๕๐"}
Step = dict[str, str]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("clerk")


@pytest.fixture(scope="module")
def book(place: Path) -> str:
    """A protected sheet with cells of each kind, and one that is not protected."""
    path = place / "book.xlsx"
    with xlsxwriter.Workbook(path) as made:
        text = made.add_format({"num_format": "@", "locked": False})
        general = made.add_format({"locked": False})
        page = made.add_worksheet(PAGE)
        for row in range(300):
            page.write_blank(row, 0, None, text)
            page.write_blank(row, 1, None, general)
            page.write_string(row, 2, "ล็อก")
            page.write_formula(row, 3, f"=LEN(A{row + 1})")
        page.freeze_panes(2, 1)
        page.protect()
        other = made.add_worksheet(OTHER)
        other.write_column(0, 0, ["ก", "ข", "ค", "ง"])
    return str(path)


@pytest.fixture(scope="module")
def saved(place: Path) -> list[str]:
    return [str(place / f"saved.{ending}") for ending in ("xlsx", "ods", "xls")]


@pytest.fixture(scope="module")
def shown(office: Office, book: str, saved: list[str]) -> list[str]:
    """Columns A to D after typing into the first three."""
    steps = typed(PAGE, IN_TEXT) + typed(PAGE, IN_GENERAL) + typed(PAGE, {"C1": "แก้"})
    (texts,) = work(office, [Job(book, steps, tuple(saved), ((PAGE, "A1:D12"),))])
    return list(texts)


def took(office: Office, book: str, steps: list[Step], folder: Path) -> list[bool]:
    """Whether each step did what it should; asks for `shown`, which skips without the suite."""
    asked, answers, details = (str(folder / name) for name in ("asked", "answers", "took"))
    job = {"open": book, "steps": steps, "save": [str(folder / "after.xlsx")], "read": []}
    Path(asked).write_text(json.dumps([job]), encoding="utf-8")
    subprocess.run(  # noqa: S603 - our script
        [
            *("/usr/bin/python3", str(HERE / "clerk.py"), office.soffice),
            *(office.profile.as_uri(), asked, answers, details),
        ],
        check=True,
        timeout=SECONDS,
    )
    told: list[list[bool]] = json.loads(Path(details).read_text("utf-8"))
    return told[0]


def test_text_cells_keep_what_was_typed(shown: list[str]) -> None:
    assert tuple(shown[0::4]) == TEXTS


def test_other_cells_make_of_it_what_they_like(shown: list[str]) -> None:
    date, *others = shown[1:20:4]
    assert date.startswith("01/02/")
    assert others == ["812345678", "2", "50.00%", "๕๐"]


def test_locked_cells_stay(shown: list[str]) -> None:
    assert shown[2::4] == ["ล็อก"] * 12


def test_formulas_are_calculated(shown: list[str]) -> None:
    lengths = ["7", "10", "8", "3", "10", "4", "7", "2", "9", "3", "4", "17"]
    assert shown[3::4] == lengths


@pytest.mark.usefixtures("shown")
@pytest.mark.parametrize("kind", [0, 1, 2])
def test_every_format_holds_the_same_texts(kind: int, saved: list[str]) -> None:
    rows = calamine(saved[kind]).get_sheet_by_name(PAGE).to_python(skip_empty_area=False)
    assert tuple(row[0] for row in rows[:12]) == TEXTS


@pytest.mark.usefixtures("shown")
def test_panes_stay_frozen(saved: list[str]) -> None:
    assert load_workbook(saved[0])[PAGE].freeze_panes == "B3"


@pytest.mark.usefixtures("shown")
def test_what_the_lock_refuses_did_not_take(office: Office, book: str, tmp_path: Path) -> None:
    steps = [
        {"do": "type", "sheet": PAGE, "cell": "A1", "text": "พิมพ์"},
        {"do": "type", "sheet": PAGE, "cell": "C1", "text": "แก้"},
        {"do": "set_string", "sheet": PAGE, "cell": "C1", "text": "แก้"},
        {"do": "clear", "sheet": PAGE, "cell": "C1"},
        {"do": "paste", "sheet": PAGE, "cell": "C1", "from_sheet": OTHER, "source": "A1:A2"},
        {"do": "delete_rows", "sheet": PAGE, "row": "1", "count": "1"},
        {"do": "insert_rows", "sheet": PAGE, "row": "1", "count": "1"},
    ]
    assert took(office, book, steps, tmp_path) == [True] + [False] * 6
    page = load_workbook(tmp_path / "after.xlsx")[PAGE]
    assert [page["A1"].value, page["C1"].value, page["C2"].value] == ["พิมพ์", "ล็อก", "ล็อก"]


@pytest.mark.usefixtures("shown")
def test_an_unlocked_workbook_is_taken_apart(office: Office, book: str, tmp_path: Path) -> None:
    alone = tmp_path / "alone.xlsx"
    steps = [
        {"do": "unprotect", "sheet": PAGE},
        {"do": "set_string", "sheet": PAGE, "cell": "A2", "text": "=1+1"},
        {"do": "clear", "sheet": PAGE, "cell": "C1"},
        {"do": "paste", "sheet": PAGE, "cell": "C2", "from_sheet": OTHER, "source": "A1:A2"},
        {"do": "insert_rows", "sheet": PAGE, "row": "1", "count": "2"},
        {"do": "delete_rows", "sheet": PAGE, "row": "1", "count": "1"},
        {"do": "protect", "sheet": PAGE},
        {"do": "copy_out", "sheet": PAGE, "path": str(alone)},
        {"do": "rename", "sheet": PAGE, "name": "Sheet1"},
        {"do": "type", "sheet": "Sheet1", "cell": "A9", "text": "หลังเปลี่ยนชื่อ"},
        {"do": "remove", "sheet": OTHER},
    ]
    assert took(office, book, steps, tmp_path) == [True] * 11
    after = load_workbook(tmp_path / "after.xlsx")
    assert after.sheetnames == ["Sheet1"]
    page = after["Sheet1"]
    assert page.protection.sheet
    assert page.freeze_panes is not None
    cells = [page[cell].value for cell in ("A3", "C2", "C3", "C4", "C5", "A9")]
    assert cells == ["=1+1", None, "ก", "ข", "ล็อก", "หลังเปลี่ยนชื่อ"]
    assert load_workbook(alone).sheetnames == [PAGE]


def test_three_hundred_cells_are_typed_in_a_few_seconds(office: Office, book: str) -> None:
    cells = {f"A{row}": f"ข้อความที่ {row}" for row in range(1, 301)}
    (texts,) = work(office, [Job(book, typed(PAGE, cells), read=((PAGE, "A1:A300"),))])
    assert texts == list(cells.values())
